package collections

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Thing is something that was given or bought, one or several of a kind.
type Thing struct {
	ID         ThingID `db:"id"`
	Entry      EntryID `db:"entry_id"`
	Collection ID      `db:"collection_id"`
	Kind       string  `db:"kind"` // code list thing-kind
	Came       int     `db:"came"`
	Gone       int     `db:"gone"`
	Uses       int     `db:"uses"`
	Version    int64   `db:"version"`
	What       string  `db:"-"`
	Places     []Place `db:"-"` // where some of it lies, as far as the reader's sites go
}

// Here is how many of it there are still, at the reader's sites.
func (t Thing) Here() (n int) {
	for _, p := range t.Places {
		n += p.Quantity
	}
	return n
}

// A Place is where some of a thing lies, and in what state.
type Place struct {
	ID       PlaceID     `db:"id"`
	Thing    ThingID     `db:"thing_id"`
	Site     pana.SiteID `db:"site_id"`
	State    string      `db:"state"` // code list thing-state
	Quantity int         `db:"quantity"`
	Where    string      `db:"-"` // in words: a room, a cupboard
}

// Kinds of lines in the book of things.
const (
	Came  = "came"
	Moved = "moved"
	Went  = "gone"
	Back  = "back" // takes a line back
)

// A Move is one line of the book of things.
type Move struct {
	ID         MoveID       `db:"id"`
	Kind       string       `db:"kind"`
	From       PlaceID      `db:"from_place"`
	To         PlaceID      `db:"to_place"`
	Quantity   int          `db:"quantity"`
	Why        string       `db:"why"` // code list thing-gone
	On         pana.Date    `db:"on_day"`
	Reverses   MoveID       `db:"reverses"`
	ReversedBy MoveID       `db:"reversed_by"`
	By         pana.StaffID `db:"by_staff"`
}

// A Spot is where something is put.
type Spot struct {
	Site  pana.SiteID
	State string // empty means good
	Where string
}

// A NewThing is what a form says of a thing that came by an entry.
type NewThing struct {
	Kind     string
	What     string
	Quantity int // 0 means one
	Spot
}

func (c *Collections) cleanSpot(w *change, s Spot) (Spot, error) {
	if s.Site == "" {
		return s, pana.Refuse(w.op, "site", "things.site.missing")
	}
	if _, ok := c.h.Site(s.Site); !ok {
		return s, pana.Refuse(w.op, "site", "staff.site.missing")
	}
	if s.State == "" {
		s.State = "good"
	}
	if err := codes.Check(w.op, "state", "thing-state", s.State); err != nil {
		return s, err
	}
	var err error
	s.Where, err = c.text(w.op, "where", s.Where, mostTitle)
	return s, err
}

// AddThing writes down something that came by a gift or a purchase, and where it
// lies. It refuses what has no kind or no words, and an entry that was taken back
// or is a gift of money.
func (c *Collections) AddThing(ctx context.Context, entry EntryID, n NewThing) (ThingID, error) {
	const op = "collections.AddThing"
	var id ThingID
	err := c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		e, err := c.oneEntry(w.ctx, w.tx, op, entry)
		if err != nil {
			return err
		}
		if !e.Stands() || e.Kind == GiftOfMoney {
			return conflict(op, "", "things.entry", nil)
		}
		if n.Kind == "" {
			return pana.Refuse(op, "kind", "things.kind.missing")
		}
		if err := codes.Check(op, "kind", "thing-kind", n.Kind); err != nil {
			return err
		}
		if n.What, err = c.text(op, "what", n.What, mostTitle); err != nil {
			return err
		}
		if n.What == "" {
			return pana.Refuse(op, "what", "things.what.missing")
		}
		if n.Quantity == 0 {
			n.Quantity = 1
		}
		if err := casework.Within(op, "quantity", n.Quantity, 1, mostOne); err != nil {
			return err
		}
		if n.Spot, err = c.cleanSpot(w, n.Spot); err != nil {
			return err
		}
		id = ThingID(w.tx.ID())
		what, err := c.h.SealOwn("things", string(id), "what", 1, n.What)
		if err != nil {
			return err
		}
		w.wrote("things", string(id), entry, n.Kind, n.Quantity)
		if err := insertThing(w, id, entry, n, what); err != nil {
			return err
		}
		to, err := c.putPlace(w, id, n.Spot, n.Quantity)
		if err != nil {
			return err
		}
		return c.line(w, id, Move{Kind: Came, To: to, Quantity: n.Quantity, On: w.today})
	})
	return id, err
}

// putPlace puts some of a thing where it is to lie: to what lies there already in
// the same state, or by itself.
func (c *Collections) putPlace(w *change, id ThingID, s Spot, quantity int) (PlaceID, error) {
	all, err := c.places(w.ctx, w.tx, id)
	if err != nil {
		return "", err
	}
	for _, p := range all {
		if p.Site == s.Site && p.State == s.State && p.Where == s.Where {
			_, err := movePlace(w, p.ID, quantity)
			return p.ID, err
		}
	}
	place := PlaceID(w.tx.ID())
	where, err := c.h.SealOwn("thing_places", string(place), "place", 1, s.Where)
	if err != nil {
		return "", err
	}
	w.wrote("thing_places", string(place), id, s.Site, s.State, quantity)
	return place, insertPlace(w, Place{ID: place, Thing: id, Site: s.Site, State: s.State, Quantity: quantity}, where)
}

// line writes a line of the book of things.
func (c *Collections) line(w *change, id ThingID, m Move) error {
	m.ID = MoveID(w.tx.ID())
	w.wrote("thing_moves", string(m.ID), id, m.Kind, m.From, m.To, m.Quantity, m.Why, m.On, m.Reverses)
	return insertMove(w, id, m)
}

// sitesOf are those at whose site a thing lies, of the sites at which the actor may
// do act.
func at(ctx context.Context, act policy.Act, places []Place) []Place {
	actor := pana.ActorFrom(ctx)
	return slices.DeleteFunc(slices.Clone(places), func(p Place) bool {
		return policy.Check(actor, act, policy.Subject{Site: p.Site}) != nil
	})
}

// oneThing returns a thing of which some lies where the actor may do act, with
// those places only; else NotFound "record.absent". Whoever keeps the book sees
// each, also when nothing is left of it.
func (c *Collections) oneThing(ctx context.Context, tx *db.Tx, op string, act policy.Act, id ThingID) (Thing, error) {
	list, err := c.things(ctx, tx, act, `t.id = $1`, id)
	return first(op, list, err)
}

// first is the one that a list holds, or NotFound.
func first[T any](op string, list []T, err error) (T, error) {
	if err == nil && len(list) == 0 {
		err = casework.Gone(op)
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

func (t Thing) place(id PlaceID) (Place, bool) {
	for _, p := range t.Places {
		if p.ID == id {
			return p, true
		}
	}
	return Place{}, false
}
