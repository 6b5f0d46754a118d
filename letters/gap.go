package letters

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
)

// Gaps are the names that a template may ask for, in the order of its page. There is
// none for where a client lives, where the house stands, or how she can be reached.
func Gaps() []string {
	return []string{"letterhead", "house", "number", "date", "recipient", "recipient.contact", "attention",
		"subject", "text", "person", "code", "birth", "citizenship", "languages", "since", "ground", "signer", "post"}
}

// factOf is the fact that must be ticked before a gap says anything.
var factOf = map[string]string{"birth": "age", "citizenship": "citizenship", "languages": "languages", "since": "stay"}

// Values are what the gaps of one letter are filled with; what is not to be told is
// a dash.
type Values map[string]string

const dash = "—"

// Of returns the value of a gap.
func (v Values) Of(gap string) string { return v[gap] }

// values are those of a letter as it would leave now. names are the client's, where
// the reader's keys open them.
func (l *Letters) values(ctx context.Context, tx *db.Tx, x Letter, c casework.Client, languages []string, names casework.Names, came, today pana.Date) (Values, error) {
	r := locale.For(locale.Lang(x.Language), l.h.Settings().Word)
	set, err := l.settings(ctx, tx)
	if err != nil {
		return nil, err
	}
	v := Values{"letterhead": set.Head, "house": l.h.Settings().Name, "date": r.Date(today), "subject": x.Subject, "text": x.Text,
		"attention": x.To, "code": dash, "person": c.Code, "number": dash, "ground": grounds(x)}
	if x.Number() != "" {
		v["number"] = x.Number()
	}
	if o, ok, err := l.office(ctx, tx, x.Organisation); err != nil {
		return nil, err
	} else if ok {
		v["recipient"], v["recipient.contact"] = o.Name, o.Contact
	}
	by := cmp.Or(x.HandedBy, me(ctx))
	if v["signer"], err = l.h.StaffName(ctx, tx, by); err != nil {
		return nil, err
	}
	if v["post"], err = l.h.StaffTitle(ctx, tx, by); err != nil {
		return nil, err
	}
	for gap, fact := range factOf {
		v[gap] = dash
		if slices.Contains(x.Facts(), fact) {
			v[gap] = cmp.Or(told(r, gap, c, languages, names, came, x.Named), dash)
		}
	}
	// A letter that said both would tell what every other letter by code is about.
	if x.Named {
		v["person"] = cmp.Or(names.Full, names.ToUse, dash)
	} else {
		v["code"] = c.Code
	}
	return v, nil
}

// told says one fact in the language of the letter.
func told(r *locale.Reader, gap string, c casework.Client, languages []string, names casework.Names, came pana.Date, named bool) string {
	switch gap {
	case "birth":
		switch {
		case named && names.Birth != "":
			return r.Date(names.Birth)
		case named && c.BirthYear != 0:
			return strconv.Itoa(c.BirthYear)
		}
		return codes.Label("age-band", string(r.Lang()), c.AgeBand)
	case "citizenship":
		if c.Undetermined {
			return r.T("field.undetermined")
		}
		return codes.Label("country", string(r.Lang()), c.Citizenship)
	case "languages":
		var all []string
		for _, code := range languages {
			all = append(all, codes.Label("language", string(r.Lang()), code))
		}
		return r.List(all)
	case "since":
		if came != "" {
			return r.Date(came)
		}
	}
	return ""
}

// grounds is the ground of a letter in its language, with the words of whoever wrote
// it: which law, which order.
func grounds(x Letter) string {
	label := codes.Label("disclosure-basis", x.Language, x.Basis)
	if x.Ground == "" {
		return label
	}
	return label + ": " + x.Ground
}

func (l *Letters) office(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (casework.Organisation, bool, error) {
	partners, err := l.files.Partners(ctx, tx)
	if err != nil {
		return casework.Organisation{}, false, err
	}
	for _, o := range partners {
		if o.ID == id {
			return o, true, nil
		}
	}
	return casework.Organisation{}, false, nil
}

// naming reports whether a text says the name of somebody whose letter goes by code,
// however it is spelled and whatever ending it bears.
func naming(text string, n casework.Names) bool {
	var names []string
	for _, name := range append([]string{n.ToUse, n.Full}, n.Aliases...) {
		for _, word := range casework.Fold(name) {
			if len(word) > 2 {
				names = append(names, word)
			}
		}
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		for _, said := range casework.Fold(word) {
			if slices.ContainsFunc(names, func(name string) bool {
				return said == name || len(name) > 3 && strings.HasPrefix(said, name)
			}) {
				return true
			}
		}
	}
	return false
}
