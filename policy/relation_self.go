package policy

import "example.org/pana"

// self needs the record to be about the actor: her own passphrase, her own
// language.
var self = Relation{
	Name:  "self",
	holds: func(a pana.Actor, s Subject) bool { return a.Staff != "" && a.Staff == s.Person },
	sql:   `FALSE`,
}
