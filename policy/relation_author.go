package policy

import "example.org/pana"

// author needs the record to be the actor's own: a psychologist's private
// notes. A whole file has no author, so in a list of files it never holds.
var author = Relation{
	Name:  "author",
	holds: func(a pana.Actor, s Subject) bool { return a.Staff != "" && a.Staff == s.Author },
	sql:   `FALSE`,
}
