package template

import (
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/web/look"
)

// partsOfLegal are the pages about papers and court.
var partsOfLegal = []filePart{
	{"paper.part", "/papers", policy.SeePapers},
	{"court.title", "/court", policy.SeeCourt},
}

// Around is whom a page about papers or court can name.
type Around struct {
	Staff        []house.Member // who can go along
	Interpreters []house.Member // of them, whom she does not refuse
	Names        map[pana.StaffID]string
	Partners     []casework.Organisation
}

// Office returns the name of an organisation of the house.
func (a Around) Office(id pana.OrganisationID) string {
	for _, o := range a.Partners {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

// colleagues offers who can go along; one who stands there already stays.
func (a Around) colleagues(chosen ...string) []look.Option { return a.offer(a.Staff, chosen) }

// interpreters offers who can interpret; one who stands there already stays.
func (a Around) interpreters(chosen string) []look.Option {
	return a.offer(a.Interpreters, []string{chosen})
}

func (a Around) offer(members []house.Member, chosen []string) []look.Option {
	var options []look.Option
	left := map[string]bool{}
	for _, c := range chosen {
		left[c] = c != ""
	}
	for _, m := range members {
		options = append(options, look.Option{Value: string(m.ID), Text: m.Name, Note: m.Title, Chosen: left[string(m.ID)]})
		delete(left, string(m.ID))
	}
	for _, c := range chosen {
		if left[c] && a.Names[pana.StaffID(c)] != "" {
			options = append(options, look.Option{Value: c, Text: a.Names[pana.StaffID(c)], Chosen: true})
		}
	}
	return options
}

// offices offers the organisations of the house; one we no longer work with
// stays if it stands there. Of kinds, those come first.
func (a Around) offices(chosen string, kinds ...string) []look.Option {
	var first, rest []look.Option
	for _, o := range a.Partners {
		if o.Ended != "" && string(o.ID) != chosen {
			continue
		}
		option := look.Option{Value: string(o.ID), Text: o.Name, Chosen: string(o.ID) == chosen}
		if contains(kinds, o.Kind) {
			first = append(first, option)
		} else {
			rest = append(rest, option)
		}
	}
	return append(first, rest...)
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one && s != "" {
			return true
		}
	}
	return false
}

// sent returns f for one of several forms of a page: what was typed and what is
// wrong belong to the form that was sent, and the others show what is kept.
func (f Frame) sent(form string) Frame {
	if f.Typed != nil && f.Typed.Get("form") != form {
		f.Typed, f.Faults = nil, nil
	}
	return f
}

// money writes a sum, or nothing for none.
func money(r *locale.Reader, n int64, currency string) string {
	if n == 0 {
		return ""
	}
	return r.Money(n, currency)
}

// plain writes a number into a field, or nothing for none.
func plain(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// joined puts what is known behind each other with a quiet dot.
func joined(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " · ")
}

// usually says how long a step takes, as this house saw it or as it was told.
func usually(f Frame, set legal.Settings, template string, s legal.TemplateStep) string {
	d, own := set.Usually(template, s)
	switch {
	case own:
		return f.R.T("paper.usually.own", "N", d.Most)
	case d.Known():
		return f.R.T("paper.usually", "Least", d.Least, "Most", d.Most)
	}
	return ""
}
