package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Page is one collection with all that belongs to it.
type Page struct {
	Collection
	Today   pana.Date
	Entries []Entry // the newest first
	Things  []Thing
	Letters []Letter
	Uses    []Tally
	May     May
}

// May holds what the reader may do here.
type May struct{ Keep, Reopen, Read, Supporters bool }

func may(ctx context.Context) May {
	is := func(act policy.Act) bool { return policy.May(pana.ActorFrom(ctx), act) }
	return May{Keep: is(policy.KeepCollections), Reopen: is(policy.ReopenCollection), Read: is(policy.ReadLetters), Supporters: is(policy.KeepSupporters)}
}

// All returns the collections, those that go on first, then the newest.
func (c *Collections) All(ctx context.Context) ([]Collection, error) {
	var list []Collection
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) (err error) {
		list, err = c.collections(ctx, tx, `TRUE`)
		return err
	})
	return list, err
}

// Read returns one collection, or NotFound.
func (c *Collections) Read(ctx context.Context, id ID) (Page, error) {
	const op = "collections.Read"
	p := Page{May: may(ctx)}
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) (err error) {
		p.Today = c.h.Today(tx.Now)
		if p.Collection, err = c.one(ctx, tx, op, id); err != nil {
			return err
		}
		if p.Entries, err = c.entries(ctx, tx, `e.collection_id = $1`, id); err != nil {
			return err
		}
		if p.Things, err = c.things(ctx, tx, policy.SeeCollections, `e.collection_id = $1 AND t.came > 0`, id); err != nil {
			return err
		}
		if p.Letters, err = c.letters(ctx, tx, id); err != nil {
			return err
		}
		p.Uses, err = tallies(ctx, tx, id)
		return err
	})
	return p, err
}

// An EntryPage is one entry of the book, with its papers and what came by it.
type EntryPage struct {
	Entry
	Collection Collection
	Today      pana.Date
	Papers     []Receipt
	Things     []Thing
	MayWrite   bool // the supporter agreed to be written to
	May        May
}

// Entry returns one entry of the book, or NotFound.
func (c *Collections) Entry(ctx context.Context, id EntryID) (EntryPage, error) {
	const op = "collections.Entry"
	p := EntryPage{May: may(ctx)}
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) (err error) {
		p.Today = c.h.Today(tx.Now)
		if p.Entry, err = c.oneEntry(ctx, tx, op, id); err != nil {
			return err
		}
		if p.Collection, err = c.one(ctx, tx, op, p.Entry.Collection); err != nil {
			return err
		}
		if p.Papers, err = receiptsOf(ctx, tx, id); err != nil {
			return err
		}
		if p.Entry.Supporter != "" {
			if p.MayWrite, _, err = answerOf(ctx, tx, p.Entry.Supporter, Write); err != nil {
				return err
			}
		}
		p.Things, err = c.things(ctx, tx, policy.SeeCollections, `t.entry_id = $1 AND t.came > 0`, id)
		return err
	})
	return p, err
}

// Things returns what lies at the sites where the actor may see it, by kind and
// then the newest.
func (c *Collections) Things(ctx context.Context) ([]Thing, error) {
	var list []Thing
	err := c.view(ctx, policy.SeeThings, func(tx *db.Tx) (err error) {
		list, err = c.things(ctx, tx, policy.SeeThings, `t.came > 0`)
		return err
	})
	return list, err
}

// A ThingPage is a thing with its way so far.
type ThingPage struct {
	Thing
	Today      pana.Date
	Title      string // of the collection that it came from
	Number     int    // of the entry by which it came, for those who keep the book
	Given      bool   // as a thing, and not bought
	Since      pana.Date
	Moves      []Move // the newest first
	Uses       []Use  // the newest first
	Sites      map[PlaceID]Place
	Move, Take bool // what the reader may do
}

// Thing returns a thing of which some lies where the actor may see it, or NotFound.
// Lines at sites that are not hers are left out.
func (c *Collections) Thing(ctx context.Context, id ThingID) (ThingPage, error) {
	const op = "collections.Thing"
	p := ThingPage{Sites: map[PlaceID]Place{}}
	err := c.view(ctx, policy.SeeThings, func(tx *db.Tx) (err error) {
		actor := pana.ActorFrom(ctx)
		p.Today = c.h.Today(tx.Now)
		if p.Thing, err = c.oneThing(ctx, tx, op, policy.SeeThings, id); err != nil {
			return err
		}
		e, err := c.oneEntry(ctx, tx, op, p.Entry)
		if err != nil {
			return err
		}
		col, err := c.one(ctx, tx, op, e.Collection)
		if err != nil {
			return err
		}
		p.Title, p.Given, p.Since = col.Title, e.Kind == GiftOfThings, e.On
		if policy.May(actor, policy.SeeCollections) {
			p.Number = e.Number
		}
		places, err := c.places(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, x := range at(ctx, policy.SeeThings, places) {
			p.Sites[x.ID] = x
		}
		lines, err := movesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, m := range lines {
			_, from := p.Sites[m.From]
			_, to := p.Sites[m.To]
			if from || to {
				p.Moves = append(p.Moves, m)
			}
		}
		uses, err := c.uses(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, u := range uses {
			if policy.Check(actor, policy.SeeThings, policy.Subject{Site: u.Site}) == nil {
				p.Uses = append(p.Uses, u)
			}
		}
		for _, x := range p.Places {
			p.Move = p.Move || policy.Check(actor, policy.MoveThings, policy.Subject{Site: x.Site}) == nil
			p.Take = p.Take || policy.Check(actor, policy.UseThings, policy.Subject{Site: x.Site}) == nil
		}
		return nil
	})
	return p, err
}

// A Month is the money of the collections in one month, of one currency.
type Month struct {
	Currency string `db:"currency"`
	Given    int64  `db:"given"`
	Spent    int64  `db:"spent"`
	Left     int64  `db:"-"` // today, over all collections
}

// ThisMonth returns the money of this month by currency: what came, what went, and
// what is there. What was taken back counts on the day it was taken back.
func (c *Collections) ThisMonth(ctx context.Context) ([]Month, error) {
	var list []Month
	err := c.view(ctx, policy.SeeCollections, func(tx *db.Tx) (err error) {
		today := c.h.Today(tx.Now)
		list, err = monthOf(ctx, tx, today[:7]+"-01", today)
		return err
	})
	return list, err
}
