package policy

import "example.org/pana"

// assigned needs a standing assignment to the client's open episode.
var assigned = Relation{
	Name:  "assigned",
	holds: func(_ pana.Actor, s Subject) bool { return s.Assigned },
	sql: `EXISTS (SELECT 1 FROM assignments a WHERE a.client_id = c.id
		AND a.staff_id = $1 AND a.until = '')`,
}
