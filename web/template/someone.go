package template

import (
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/web/look"
)

// A SomeoneData is the question who someone around a client is, on the page of a
// chapter. The handler reads the answer with someoneFrom(r, Prefix, role).
type SomeoneData struct {
	Prefix string
	Title  string
	Hint   string
	Seen   string
	Known  []casework.Known // whom to choose from; those who count no more are left out
	Roles  []string         // codes of person-role to choose from; one or none is not asked
	Chosen pana.PersonID    // who stands there now
}

// Someone asks who someone around the client is: one of those known, or a new one.
func Someone(f Frame, d SomeoneData) templ.Component {
	p := look.PersonData{Prefix: d.Prefix, Title: d.Title, Hint: d.Hint, Seen: d.Seen, Fault: f.Fault,
		Name: f.Value(d.Prefix+"_name", ""), Contact: f.Value(d.Prefix+"_contact", "")}
	chosen := f.Value(d.Prefix+"_id", string(d.Chosen))
	for _, k := range d.Known {
		if k.Ended == "" {
			p.Known = append(p.Known, look.Option{Value: string(k.ID), Text: PersonText(f, k), Chosen: string(k.ID) == chosen})
		}
	}
	if len(d.Roles) > 1 {
		p.Roles = someRoles(f, d.Roles, f.Value(d.Prefix+"_role", ""))
	}
	return look.PersonField(f.R, p)
}

func someRoles(f Frame, roles []string, chosen string) []look.Option {
	l, _ := codes.Get("person-role")
	var options []look.Option
	for _, it := range l.Offered() {
		if slices.Contains(roles, it.Code) {
			options = append(options, look.Option{Value: it.Code, Text: f.Label("person-role", it.Code), Chosen: it.Code == chosen})
		}
	}
	return options
}

// PersonText is a person around a client in one line: who she is, her name if
// the reader may read it, and that she awaits confirmation.
func PersonText(f Frame, k casework.Known) string {
	text := f.Label("person-role", k.Role)
	switch {
	case k.Closed:
		text += ", " + f.R.T("today.closed")
	case k.Name != "":
		text += ", " + k.Name
	}
	if k.Awaiting {
		text += " · " + f.R.T("person.awaiting")
	}
	return text
}
