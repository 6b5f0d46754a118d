package policy

import "example.org/pana"

// conflicted is the one relation that takes away: whoever is named in a
// standing conflict of interest finds no trace of the client, whatever the role.
var conflicted = Relation{
	Name:  "conflicted",
	holds: func(_ pana.Actor, s Subject) bool { return s.Conflicted },
	sql: `EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = c.id
		AND x.staff_id = $1 AND x.lifted_at = 0)`,
}
