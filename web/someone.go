package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/casework"
)

// someoneFrom reads what look.PersonField asked: someone around the client
// already, or someone new in the role that was chosen, else in role. It is the one
// way in which a page takes a person's name, so that the watch list is always
// asked; nothing chosen and nothing written is nobody.
func someoneFrom(r *http.Request, prefix, role string) casework.Someone {
	field := func(name string) string {
		if prefix != "" {
			name = prefix + "_" + name
		}
		return value(r, name)
	}
	s := casework.Someone{ID: pana.PersonID(field("id")), New: casework.NewPerson{Role: field("role"), Name: field("name"), Contact: field("contact")}}
	if s.New.Role == "" {
		s.New.Role = role
	}
	s.New.Source, s.New.Interpreted = provenance(r)
	return s
}
