package policy

import "example.org/pana"

// A Relation is what must be true between an actor and a subject beyond the
// role. Each one is a file with its predicate in Go and in SQL side by side; a
// property test shows that the two agree.
type Relation struct {
	Name string // a message key part: "relation.assigned"

	// holds answers from facts already gathered.
	holds func(pana.Actor, Subject) bool

	// sql is the same predicate over a row of clients called c; $1 is the
	// actor's staff id and $2 the house's present night.
	sql string
}

// Relations lists every relation that the table uses, in the order the page
// "who may do what" explains them.
func Relations() []Relation { return []Relation{atSite, present, assigned, author, self} }
