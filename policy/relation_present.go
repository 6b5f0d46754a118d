package policy

import "example.org/pana"

// present needs the client to have a bed tonight: night duty sees who is in
// the house and nobody else.
var present = Relation{
	Name:  "present",
	holds: func(_ pana.Actor, s Subject) bool { return s.Present },
	sql: `EXISTS (SELECT 1 FROM stays t WHERE t.client_id = c.id
		AND t.since <= $2 AND (t.until = '' OR t.until > $2))`,
}
