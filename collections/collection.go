package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Collection is one appeal, what was given to it and what became of that.
type Collection struct {
	ID       ID        `db:"id"`
	Number   int       `db:"number"`
	Currency string    `db:"currency"`
	Term     string    `db:"term"`
	Opened   pana.Date `db:"opened"`
	Ended    pana.Date `db:"ended"` // empty while it goes on
	Goal     int64     `db:"goal"`  // what is hoped for; 0 not said
	Given    int64     `db:"given"`
	Spent    int64     `db:"spent"`
	Version  int64     `db:"version"`
	Title    string    `db:"-"`
}

// Left is what can still be spent.
func (c Collection) Left() int64 { return c.Given - c.Spent }

// A NewCollection is what a form says of one. What it is for is enough.
type NewCollection struct {
	Title    string
	Currency string // empty means tenge
	Term     string // empty means this one
	Goal     int64
}

func (c *Collections) clean(op string, n NewCollection, today pana.Date) (NewCollection, error) {
	var err error
	if n.Title, err = c.text(op, "title", n.Title, mostTitle); err != nil {
		return n, err
	}
	if n.Title == "" {
		return n, pana.Refuse(op, "title", "collections.title.missing")
	}
	if n.Currency == "" {
		n.Currency = "KZT"
	}
	if err := codes.Check(op, "currency", "currency", n.Currency); err != nil {
		return n, err
	}
	if n.Term == "" {
		n.Term = TermOf(today)
	}
	if !termForm.MatchString(n.Term) {
		return n, pana.Refuse(op, "term", "codes.unknown")
	}
	return n, checkSum(op, "goal", n.Goal, 0)
}

// checkSum refuses a sum outside what the book takes.
func checkSum(op, field string, n, least int64) error {
	switch {
	case n < least:
		return pana.Refuse(op, field, "collections.sum.missing")
	case n > MostSum:
		return pana.Refuse(op, field, "collections.sum.most")
	}
	return nil
}

// Open begins a collection. It refuses one that is for nothing, a currency or a
// term that there is not, and a client's code.
func (c *Collections) Open(ctx context.Context, n NewCollection) (ID, error) {
	const op = "collections.Open"
	var id ID
	err := c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		n, err := c.clean(op, n, w.today)
		if err != nil {
			return err
		}
		id = ID(w.tx.ID())
		title, err := c.h.SealOwn("collections", string(id), "title", 1, n.Title)
		if err != nil {
			return err
		}
		w.wrote("collections", string(id), n.Currency, n.Term, n.Goal, title)
		return insertCollection(w, id, n, title)
	})
	return id, err
}

// End ends a collection: nothing more is given to it and nothing bought from it.
// What is left stays to be seen.
func (c *Collections) End(ctx context.Context, id ID, version int64) error {
	return c.setEnded(ctx, "collections.End", id, version, true)
}

// Reopen lets a collection go on that was ended. It is one of those who lead who
// says so, and the trail keeps it.
func (c *Collections) Reopen(ctx context.Context, id ID, version int64) error {
	return c.setEnded(ctx, "collections.Reopen", id, version, false)
}

func (c *Collections) setEnded(ctx context.Context, op string, id ID, version int64, ended bool) error {
	act := policy.KeepCollections
	if !ended {
		act = policy.ReopenCollection
	}
	return c.act(ctx, op, act, func(w *change) error {
		if _, err := c.one(w.ctx, w.tx, op, id); err != nil {
			return err
		}
		on := pana.Date("")
		if ended {
			on = w.today
		}
		done, err := setCollectionEnded(w, id, version, on)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		w.wrote("collections", string(id), "ended", on)
		return err
	})
}
