package collections

import (
	"cmp"
	"context"
	"io"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A NewGift is what a form says of a gift. Money needs its sum; things are written
// down one by one after it.
type NewGift struct {
	Things    bool
	Amount    int64
	Supporter SupporterID // empty: nobody said who
	On        pana.Date   // empty means today
	What      string
}

// A NewPurchase is what a form says of one. What it was for and its sum are needed;
// the receipt can follow.
type NewPurchase struct {
	Amount  int64
	On      pana.Date
	What    string
	Receipt io.Reader
}

// Give enters a gift. It refuses money without a sum and things with one, a
// supporter who is not in the register, a day that has not come, and a collection
// that has ended ("collections.ended").
func (c *Collections) Give(ctx context.Context, id ID, n NewGift) (EntryID, error) {
	const op = "collections.Give"
	e := Entry{Collection: id, Kind: GiftOfMoney, Amount: n.Amount, Supporter: n.Supporter, On: n.On, What: n.What}
	least := int64(1)
	if n.Things {
		e.Kind, least = GiftOfThings, 0
	}
	err := c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		if err := checkSum(op, "amount", n.Amount, least); err != nil {
			return err
		}
		if n.Things && n.Amount != 0 {
			return pana.Refuse(op, "amount", "collections.things.sum")
		}
		if n.Supporter != "" {
			s, ok, err := supporterByID(w.ctx, w.tx, n.Supporter)
			if err != nil {
				return err
			}
			if !ok || s.Forgotten != "" {
				return pana.Refuse(op, "supporter", "supporters.absent")
			}
		}
		return c.enter(w, &e)
	})
	return e.ID, err
}

// Buy enters what was bought. It refuses more than is left ("collections.short"),
// what has no sum or says nothing, and files that are no receipt, see
// casework.TakeFile.
func (c *Collections) Buy(ctx context.Context, id ID, n NewPurchase) (EntryID, error) {
	const op = "collections.Buy"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepCollections, policy.Subject{}); err != nil {
		return "", err
	}
	paper, err := c.takeReceipt(ctx, op, n.Receipt)
	if err != nil {
		return "", err
	}
	e := Entry{Collection: id, Kind: Purchase, Amount: n.Amount, On: n.On, What: n.What}
	err = c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		if err := checkSum(op, "amount", n.Amount, 1); err != nil {
			return err
		}
		if n.What == "" {
			return pana.Refuse(op, "what", "collections.what.missing")
		}
		if err := c.enter(w, &e); err != nil || paper == nil {
			return err
		}
		return c.putReceipt(w, e.ID, *paper)
	})
	return e.ID, err
}

// enter writes one entry with its lines, and what it changes in the totals.
func (c *Collections) enter(w *change, e *Entry) error {
	col, err := c.one(w.ctx, w.tx, w.op, e.Collection)
	if err != nil {
		return err
	}
	if col.Ended != "" {
		return conflict(w.op, "", "collections.ended", nil)
	}
	if e.On, err = w.day(e.On); err != nil {
		return err
	}
	if e.What, err = c.text(w.op, "what", e.What, mostWhat); err != nil {
		return err
	}
	return c.put(w, col, e, linesOf(e.Kind, e.Amount))
}

// put writes an entry and its lines. Totals never fall below what was spent.
func (c *Collections) put(w *change, col Collection, e *Entry, lines []Line) error {
	given, spent := moves(lines)
	if col.Left()+given-spent < 0 {
		return short(w.op, col, e.Kind)
	}
	done, err := moveTotals(w, col.ID, given, spent)
	if err != nil || done == 0 {
		return cmp.Or(err, short(w.op, col, e.Kind))
	}
	e.ID = EntryID(w.tx.ID())
	what, err := c.h.SealOwn("collection_entries", string(e.ID), "what", 1, e.What)
	if err != nil {
		return err
	}
	if e.Number, err = nextEntry(w.ctx, w.tx); err != nil {
		return err
	}
	w.wrote("collection_entries", string(e.ID), e.Collection, e.Number, e.Kind, e.Amount, e.On, e.Supporter, e.Reverses)
	if err := insertEntry(w, *e, what); err != nil {
		return err
	}
	for _, l := range lines {
		w.wrote("collection_lines", string(e.ID), l.Account, l.Amount)
		if err := insertLine(w, *e, l); err != nil {
			return err
		}
	}
	return nil
}

func short(op string, col Collection, kind string) error {
	if kind == Reversal {
		return conflict(op, "", "collections.reverse.spent", nil)
	}
	return conflict(op, "amount", "collections.short", map[string]any{"Left": Plain(col.Left()), "Currency": col.Currency})
}

// Reverse takes an entry back: it is entered once more the other way round, and
// both stay. Things that came by it go out again, if all of them still lie where
// they were put. It refuses a gift whose money was spent
// ("collections.reverse.spent"), things that were moved, used or are gone
// ("collections.reverse.things"), and what was taken back before
// ("collections.reversed").
func (c *Collections) Reverse(ctx context.Context, id EntryID, why string) (EntryID, error) {
	const op = "collections.Reverse"
	var back Entry
	err := c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		e, err := c.oneEntry(w.ctx, w.tx, op, id)
		if err != nil {
			return err
		}
		if !e.Stands() {
			return conflict(op, "", "collections.reversed", nil)
		}
		col, err := c.one(w.ctx, w.tx, op, e.Collection)
		if err != nil {
			return err
		}
		if col.Ended != "" {
			return conflict(op, "", "collections.ended", nil)
		}
		if why, err = c.text(op, "why", why, mostWhat); err != nil {
			return err
		}
		if why == "" {
			return pana.Refuse(op, "why", "collections.reverse.why")
		}
		if err := c.returnThings(w, e.ID); err != nil {
			return err
		}
		back = Entry{Collection: e.Collection, Kind: Reversal, Amount: e.Amount, On: w.today, Supporter: e.Supporter, Reverses: e.ID, What: why}
		return c.put(w, col, &back, turned(linesOf(e.Kind, e.Amount)))
	})
	return back.ID, err
}

// Thanked says that a gift was thanked for, by letter or by word of mouth. Once
// more changes nothing.
func (c *Collections) Thanked(ctx context.Context, id EntryID) error {
	const op = "collections.Thanked"
	return c.act(ctx, op, policy.KeepSupporters, func(w *change) error {
		e, err := c.oneEntry(w.ctx, w.tx, op, id)
		if err != nil {
			return err
		}
		if !e.Gift() || !e.Stands() {
			return conflict(op, "", "collections.thanks.none", nil)
		}
		w.wrote("collection_entries", string(id), "thanked", w.today)
		return setThanked(w, id)
	})
}

// one returns a collection, or NotFound "record.absent".
func (c *Collections) one(ctx context.Context, tx *db.Tx, op string, id ID) (Collection, error) {
	list, err := c.collections(ctx, tx, `id = $1`, id)
	return first(op, list, err)
}

func (c *Collections) oneEntry(ctx context.Context, tx *db.Tx, op string, id EntryID) (Entry, error) {
	list, err := c.entries(ctx, tx, `e.id = $1`, id)
	return first(op, list, err)
}
