package casework

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

// TraffickingLists lists what the facts ask with several answers: each is a
// code list, in the order of the form. Everything may stay open.
func TraffickingLists() []string {
	return []string{"htcds/exploitation", "htcds/labour-industry", "htcds/sex-exploitation", "htcds/control",
		"htcds/recruitment-method", "htcds/website", "htcds/migration-status"}
}

// PlaceKinds lists what a place can be in the facts.
func PlaceKinds() []string { return []string{"origin", "transit", "exploitation", "rescue"} }

// Bounds of what can be remembered.
const (
	mostPlaces = 30
	mostMonths = 1200
	oldest     = 120
)

// clean returns the facts as they are kept. Nothing is required. It refuses
// unknown codes and lists, crossed periods, days that have not come, and figures
// that cannot be, each on its field; and it keeps fuzzy what is fuzzy: a period
// that is not known to the day never comes out exact, and one figure given as
// both least and most months becomes the figure and its neighbours.
func (t Trafficking) clean(op string, today pana.Date) (Trafficking, error) {
	var err error
	for _, f := range []struct{ field, list, code string }{
		{"status", "htcds/status", t.Status}, {"decided_by", "htcds/deciding-body", t.DecidedBy},
		{"recruiter", "recruiter-relation", t.Recruiter}, {"exit_mode", "exit-mode", t.ExitMode},
	} {
		if err := codes.Check(op, f.field, f.list, f.code); err != nil {
			return t, err
		}
	}
	if t.DecidedOn, err = known(op, "decided_on", t.DecidedOn, today); err != nil {
		return t, err
	}
	if err := fuzzy(op, "held_from", t.Held.From, today); err != nil {
		return t, err
	}
	if err := fuzzy(op, "held_until", t.Held.Until, today); err != nil {
		return t, err
	}
	if f, u := t.Held.From, t.Held.Until; f.Earliest != "" && u.Latest != "" && u.Latest < f.Earliest {
		return t, pana.Refuse(op, "held_until", "date.crossed")
	}
	if t.MonthsLeast, t.MonthsMost, err = months(op, t.MonthsLeast, t.MonthsMost); err != nil {
		return t, err
	}
	if t.AgeWhen < -1 || t.AgeWhen > oldest {
		return t, &pana.Error{Op: op, Kind: pana.Invalid, Field: "age_when", Say: "trafficking.age", With: map[string]any{"Max": oldest}}
	}
	if err := checkSource(op, t.Source); err != nil {
		return t, err
	}
	if t.Codes, err = answers(op, t.Codes); err != nil {
		return t, err
	}
	if t.Places, err = places(op, t.Places, today); err != nil {
		return t, err
	}
	t.Told, err = words(op, "told", t.Told, mostText)
	return t, err
}

// fuzzy refuses a remembered moment that is not one: crossed, more exact than
// its precision, out of the years of a record, or yet to come.
func fuzzy(op, field string, f pana.Fuzzy, today pana.Date) error {
	for _, d := range []pana.Date{f.Earliest, f.Latest} {
		if _, err := dayIn(op, field, d); err != nil {
			return err
		}
	}
	if err := f.Valid(); err != nil {
		return pana.AtField(err, field)
	}
	switch {
	case f.Known() != (f.Precision != pana.Unknown), f.Precision != pana.Unknown && !slices.Contains(pana.Precisions(), f.Precision):
		return pana.Refuse(op, field, "date.precision")
	case f.Precision != pana.Day && f.Earliest == f.Latest && f.Earliest != "":
		return pana.Refuse(op, field, "date.precision")
	case f.Earliest > today:
		return pana.Refuse(op, field, "date.future")
	}
	return nil
}

// months returns how long it lasted at least and at most, -1 where not known.
func months(op string, least, most int) (int, int, error) {
	refuse := func(field, say string) (int, int, error) {
		return -1, -1, &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: say, With: map[string]any{"Max": mostMonths}}
	}
	if least == 0 && most == 0 {
		return -1, -1, nil
	}
	switch {
	case least < -1 || least > mostMonths:
		return refuse("months_least", "trafficking.months")
	case most < -1 || most > mostMonths:
		return refuse("months_most", "trafficking.months")
	case least >= 0 && most >= 0 && most < least:
		return refuse("months_most", "trafficking.months.crossed")
	case least >= 0 && least == most:
		return max(least-1, 0), most + 1, nil
	}
	return least, most, nil
}

// answers returns the codes of each list, sorted, without empty ones.
func answers(op string, given map[string][]string) (map[string][]string, error) {
	kept := map[string][]string{}
	for list, all := range given {
		field := FieldOfList(list)
		if !slices.Contains(TraffickingLists(), list) {
			return nil, pana.Refuse(op, field, "codes.unknown")
		}
		all = slices.DeleteFunc(slices.Clone(all), func(c string) bool { return c == "" })
		if err := codes.CheckAll(op, field, list, all); err != nil {
			return nil, err
		}
		slices.Sort(all)
		if len(all) > 0 {
			kept[list] = all
		}
	}
	return kept, nil
}

// FieldOfList is what forms call the answers of a code list: recruitment_method
// for htcds/recruitment-method.
func FieldOfList(list string) string {
	return strings.ReplaceAll(list[strings.LastIndexByte(list, '/')+1:], "-", "_")
}

// places returns the places that say something, numbered from 0. A place is no
// finer than its region; what is finer goes into its sealed words.
func places(op string, given []Place, today pana.Date) ([]Place, error) {
	var kept []Place
	for i, p := range given {
		field := "place_" + strconv.Itoa(i)
		if p.Country == "" && p.Region == "" && !p.When.Known() && strings.TrimSpace(p.Words) == "" {
			continue
		}
		if p.Kind == "" {
			p.Kind = "exploitation"
		}
		if !slices.Contains(PlaceKinds(), p.Kind) {
			return nil, pana.Refuse(op, field+"_kind", "codes.unknown")
		}
		if err := codes.Check(op, field+"_country", "country", p.Country); err != nil {
			return nil, err
		}
		if p.Region != "" && !regionCode.MatchString(p.Region) {
			return nil, pana.Refuse(op, field+"_region", "codes.unknown")
		}
		if p.Region != "" {
			country := p.Region[:2]
			if p.Country == "" {
				p.Country = country
			}
			if p.Country != country {
				return nil, pana.Refuse(op, field+"_region", "trafficking.region")
			}
			if country == OwnCountry {
				if err := codes.Check(op, field+"_region", "kz-region", p.Region); err != nil {
					return nil, err
				}
			}
		}
		if err := fuzzy(op, field+"_when", p.When, today); err != nil {
			return nil, err
		}
		var err error
		if p.Words, err = words(op, field+"_words", p.Words, mostLine); err != nil {
			return nil, err
		}
		p.N = len(kept)
		kept = append(kept, p)
	}
	if len(kept) > mostPlaces {
		return nil, &pana.Error{Op: op, Kind: pana.Invalid, Field: "place_0", Say: "trafficking.places", With: map[string]any{"Max": mostPlaces}}
	}
	return kept, nil
}
