package policy

import "example.org/pana"

// atSite needs nothing beyond the role at the subject's site, which is asked
// of every rule already.
var atSite = Relation{
	Name:  "site",
	holds: func(pana.Actor, Subject) bool { return true },
	sql:   `TRUE`,
}
