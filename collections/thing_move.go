package collections

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// MoveThing says that some of a thing lies elsewhere now, or is in another state.
// None said is all of that place. It refuses more than lies there ("things.few"),
// a place where the actor may not do it, and a move to where it lies already.
func (c *Collections) MoveThing(ctx context.Context, id ThingID, from PlaceID, quantity int, to Spot) error {
	const op = "collections.MoveThing"
	return c.onThing(ctx, op, id, from, quantity, func(w *change, p Place, quantity int) error {
		to, err := c.cleanSpot(w, to)
		if err != nil {
			return err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.MoveThings, policy.Subject{Site: to.Site}); err != nil {
			return pana.Refuse(op, "site", "things.site.other")
		}
		if p.Site == to.Site && p.State == to.State && p.Where == to.Where {
			return pana.Refuse(op, "site", "things.same")
		}
		put, err := c.putPlace(w, id, to, quantity)
		if err != nil {
			return err
		}
		return c.line(w, id, Move{Kind: Moved, From: p.ID, To: put, Quantity: quantity, On: w.today})
	})
}

// LoseThing says that some of a thing is no more, and how: used up, broken, lost,
// given away. To whom it was given is not asked.
func (c *Collections) LoseThing(ctx context.Context, id ThingID, from PlaceID, quantity int, why string) error {
	const op = "collections.LoseThing"
	return c.onThing(ctx, op, id, from, quantity, func(w *change, p Place, quantity int) error {
		if why == "" {
			return pana.Refuse(op, "why", "things.gone.missing")
		}
		if err := codes.Check(op, "why", "thing-gone", why); err != nil {
			return err
		}
		if _, err := moveGone(w, id, 0, quantity); err != nil {
			return err
		}
		return c.line(w, id, Move{Kind: Went, From: p.ID, Quantity: quantity, Why: why, On: w.today})
	})
}

// onThing takes some of a thing from a place, and lets do say where it goes.
func (c *Collections) onThing(ctx context.Context, op string, id ThingID, from PlaceID, quantity int, do func(*change, Place, int) error) error {
	return c.act(ctx, op, policy.MoveThings, func(w *change) error {
		t, err := c.oneThing(w.ctx, w.tx, op, policy.MoveThings, id)
		if err != nil {
			return err
		}
		p, ok := t.place(from)
		if !ok {
			return pana.Refuse(op, "from", "things.place.missing")
		}
		if quantity == 0 {
			quantity = p.Quantity
		}
		few := conflict(op, "quantity", "things.few", map[string]any{"N": p.Quantity})
		if quantity < 1 || quantity > p.Quantity {
			return few
		}
		w.line.Site = p.Site
		took, err := movePlace(w, p.ID, -quantity)
		if err != nil || took == 0 {
			return cmp.Or(err, few)
		}
		return do(w, p, quantity)
	})
}

// TakeBackMove takes the last line of a thing back, by one that says the opposite:
// a slip of the finger is mended the same day. It refuses a line that is not among
// the last, and what came: that goes with its entry.
func (c *Collections) TakeBackMove(ctx context.Context, id ThingID, line MoveID) error {
	const op = "collections.TakeBackMove"
	return c.act(ctx, op, policy.MoveThings, func(w *change) error {
		if _, err := c.oneThing(w.ctx, w.tx, op, policy.MoveThings, id); err != nil {
			return err
		}
		all, err := movesOf(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		for _, m := range all { // the newest first
			switch {
			case m.ID != line:
				continue
			case m.Kind != Moved && m.Kind != Went || m.ReversedBy != "":
				return conflict(op, "", "things.line.stands", nil)
			}
			return c.turnMove(w, id, m)
		}
		return casework.Gone(op)
	})
}

// turnMove writes a line the other way round. What came back may have gone on
// since: then nothing is turned ("things.moved").
func (c *Collections) turnMove(w *change, id ThingID, m Move) error {
	gone, came := 0, 0
	if m.To != "" {
		took, err := movePlace(w, m.To, -m.Quantity)
		if err != nil || took == 0 {
			return cmp.Or(err, conflict(w.op, "", "things.moved", nil))
		}
	} else {
		gone = -m.Quantity
	}
	if m.From != "" {
		if _, err := movePlace(w, m.From, m.Quantity); err != nil {
			return err
		}
	} else {
		came = -m.Quantity
	}
	if gone != 0 || came != 0 {
		if done, err := moveGone(w, id, came, gone); err != nil || done == 0 {
			return cmp.Or(err, conflict(w.op, "", "things.moved", nil))
		}
	}
	return c.line(w, id, Move{Kind: Back, From: m.To, To: m.From, Quantity: m.Quantity, On: w.today, Reverses: m.ID})
}

// returnThings takes out what came by an entry that is taken back. Whatever was
// moved, used or lost since holds it up.
func (c *Collections) returnThings(w *change, entry EntryID) error {
	all, err := thingsOfEntry(w.ctx, w.tx, entry)
	if err != nil {
		return err
	}
	for _, t := range all {
		lines, err := movesOf(w.ctx, w.tx, t.ID)
		if err != nil {
			return err
		}
		if t.Uses > 0 || t.Gone > 0 || len(lines) != 1 {
			return conflict(w.op, "", "collections.reverse.things", nil)
		}
		if err := c.turnMove(w, t.ID, lines[0]); err != nil {
			return err
		}
	}
	return nil
}
