package letters

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/blank"
	"example.org/pana/policy"
)

// A Page is the letters about one client that the reader may read.
type Page struct {
	Client    casework.Client
	Today     pana.Date
	Letters   []Letter // the newest first
	Kinds     []string // that the reader may write
	Templates []Template
	Offices   []casework.Organisation // those the house works with
	Set       Settings
	May       May
}

// May holds what the reader may do here.
type May struct{ Write, LookThrough, HandOut bool }

// Of returns one of the letters of p.
func (p Page) Of(id ID) (Letter, bool) {
	i := slices.IndexFunc(p.Letters, func(x Letter) bool { return x.ID == id })
	if i < 0 {
		return Letter{}, false
	}
	return p.Letters[i], true
}

// Office is what an organisation is called.
func (p Page) Office(id pana.OrganisationID) string {
	for _, o := range p.Offices {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

// Read returns the letters about the client with a code. An unknown code and a
// hidden client are both NotFound.
func (l *Letters) Read(ctx context.Context, code string) (Page, error) {
	var p Page
	err := l.files.Read(ctx, code, policy.SeeClientLetters, func(r *casework.Reading) (err error) {
		p, err = l.page(r)
		return err
	})
	return p, err
}

func (l *Letters) page(r *casework.Reading) (Page, error) {
	p := Page{Client: r.Client, Today: r.Today,
		May: May{Write: r.May(policy.WriteClientLetter), LookThrough: r.May(policy.ReadOverClientLetter), HandOut: r.May(policy.HandOutClientLetter)}}
	for _, k := range Kinds() {
		if r.Reads(Part(k)) {
			p.Kinds = append(p.Kinds, k)
		}
	}
	var err error
	if p.Set, err = l.settings(r.Ctx, r.Tx); err != nil {
		return p, err
	}
	if p.Templates, err = l.shelf(r.Ctx, r.Tx); err != nil {
		return p, err
	}
	if p.Offices, err = l.files.Partners(r.Ctx, r.Tx); err != nil {
		return p, err
	}
	all, err := lettersOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return p, err
	}
	for _, x := range all {
		if slices.Contains(p.Kinds, x.Kind) {
			p.Letters = append(p.Letters, x)
		}
	}
	return p, words(r, p.Letters)
}

// words opens what letters say.
func words(r *casework.Reading, list []Letter) error {
	rows := make([]string, len(list))
	for i, x := range list {
		rows[i] = string(x.ID)
	}
	said, err := r.Words(rows, pana.Care, pana.Health, pana.Legal)
	if err != nil {
		return err
	}
	for i := range list {
		x := &list[i]
		of := func(field string) string { return said.Of("client_letters", string(x.ID), field) }
		x.Subject, x.Text, x.To, x.Ground = of(fieldSubject), of(fieldText), of(fieldTo), of(fieldGround)
		x.Closed = said.Closed(Part(x.Kind))
	}
	return nil
}

// A Sheet is one letter as it looks, filled in: as it would leave now, or as it left.
type Sheet struct {
	Page
	Letter   Letter
	Template Template
	Lines    []blank.Line
	blank    *blank.Blank
	values   Values
}

// File is the letter as a document.
func (s Sheet) File() ([]byte, error) { return s.blank.Fill(s.values.Of) }

// Sheet returns one letter as it looks, with what is missing before it may leave. One
// that was handed out is drawn as it left, whatever has changed since.
func (l *Letters) Sheet(ctx context.Context, code string, id ID) (Sheet, error) {
	var s Sheet
	err := l.files.Read(ctx, code, policy.SeeClientLetters, func(r *casework.Reading) (err error) {
		s, err = l.sheet(r, "letters.Sheet", id)
		return err
	})
	return s, err
}

func (l *Letters) sheet(r *casework.Reading, op string, id ID) (Sheet, error) {
	p, err := l.page(r)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Page: p}
	var ok bool
	if s.Letter, ok = p.Of(id); !ok {
		return s, casework.Gone(op)
	}
	if s.Template, s.blank, err = l.template(r.Ctx, r.Tx, op, s.Letter.Template); err != nil {
		return s, err
	}
	if s.Letter.Closed {
		s.Letter.Missing = []Missing{{What: MissingWords}}
		return s, nil
	}
	if s.Letter.HandedOn != "" {
		said, err := r.Words([]string{string(id)}, Part(s.Letter.Kind))
		if err != nil {
			return s, err
		}
		if err := json.Unmarshal([]byte(said.Of("client_letters", string(id), fieldValues)), &s.values); err != nil {
			return s, &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.damaged", Err: err}
		}
	} else if s.values, err = l.judge(r, &s); err != nil {
		return s, err
	}
	s.Lines, err = s.blank.Draw(s.values.Of)
	return s, err
}

// judge makes the values of an open letter and names what is missing.
func (l *Letters) judge(r *casework.Reading, s *Sheet) (Values, error) {
	x := &s.Letter
	names, err := r.Names()
	if err != nil {
		return nil, err
	}
	speaks, err := languagesOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return nil, err
	}
	x.Missing = x.lacks()
	if x.Named && names.Full == "" && names.ToUse == "" {
		x.Missing = append(x.Missing, Missing{What: MissingName})
	}
	if !x.Named && naming(strings.Join([]string{x.Subject, x.Text, x.To, x.Ground}, " "), names) {
		x.Missing = append(x.Missing, Missing{What: MissingNamed})
	}
	if s.blank.Asks("letterhead") && s.Set.Head == "" {
		x.Missing = append(x.Missing, Missing{What: MissingHead})
	}
	if i := slices.IndexFunc(s.Offices, func(o casework.Organisation) bool { return o.ID == x.Organisation }); i < 0 || s.Offices[i].Ended != "" {
		x.Missing = append(x.Missing, Missing{What: MissingOffice})
	} else if x.Basis == "consent" {
		gate, err := l.unallowed(r, *x)
		if err != nil {
			return nil, err
		}
		x.Missing = append(x.Missing, gate...)
	}
	return l.values(r.Ctx, r.Tx, *x, r.Client, speaks, names, r.Episode.Opened, r.Today)
}

// unallowed asks the gate of consent for everything that the letter tells.
func (l *Letters) unallowed(r *casework.Reading, x Letter) ([]Missing, error) {
	purpose := kinds[x.Kind].purpose
	to, err := r.Recipient(purpose, x.Organisation, "")
	if err != nil {
		return nil, err
	}
	var all []Missing
	for _, fact := range append([]string{""}, x.leaving()...) {
		if fact == "" && purpose == pana.ShareWith {
			continue // sharing is allowed fact by fact
		}
		ok, err := r.Allowed(purpose, to, fact)
		if err != nil {
			return nil, err
		}
		if !ok {
			all = append(all, Missing{What: MissingConsent, Fact: fact})
		}
	}
	return all, nil
}
