package health

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Count is what was found of one medicine in the locked box, beside what should
// have been there.
type Count struct {
	ID       string        `db:"id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Medicine MedicineID    `db:"medicine_id"`
	Counted  int           `db:"counted"`
	Brought  int           `db:"brought"`
	Expected int           `db:"expected"`
	By       pana.StaffID  `db:"by_staff"`
	At       int64         `db:"at"`
	Site     pana.SiteID   `db:"site_id"`
	Line     bool          `db:"night_line"`
	Note     string        `db:"-"`
}

// Never reports whether nobody has ever counted the medicine.
func (c Count) Never() bool { return c.ID == "" }

// In reports whether a count was made after one moment and until another, in
// microseconds.
func (c Count) In(from, until int64) bool { return !c.Never() && c.At > from && c.At <= until }

// Difference is how much more was found than should have been there; less is
// negative. It accuses nobody: a tablet that fell is one too.
func (c Count) Difference() int { return c.Counted - c.Expected }

// A NewCount is what a form says of one count.
type NewCount struct {
	Medicine MedicineID
	Counted  int // -1 when nothing was written
	Brought  int // since the last count
	Note     string
}

const mostCounted = 10000

// CountBox writes down how many pieces of a medicine lie in the locked box. What
// should be there is the last count, what was brought, less what was given since;
// of the first count it is the count itself. It refuses a count that says no number
// ("health.box.missing").
func (h *Health) CountBox(ctx context.Context, client pana.ClientID, n NewCount) error {
	const op = "health.CountBox"
	if n.Counted < 0 {
		return pana.Refuse(op, "counted", "health.box.missing")
	}
	if err := cmp.Or(casework.Within(op, "counted", n.Counted, 0, mostCounted), casework.Within(op, "brought", n.Brought, 0, mostCounted)); err != nil {
		return err
	}
	note, err := casework.Text(op, "note", n.Note, mostShortLine)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.CountBox, client, func(e *casework.Entry) error {
		m, ok, err := medicineByID(e.Ctx, e.Tx, client, n.Medicine)
		if err != nil {
			return err
		}
		if !ok || !m.NightLine && !e.May(policy.SeeHealth) {
			return casework.Gone(op)
		}
		c := Count{ID: e.Tx.ID(), Client: client, Medicine: m.ID, Counted: n.Counted, Brought: n.Brought, Expected: n.Counted, By: e.Actor.Staff, At: db.Micros(e.Tx.Now)}
		last, found, err := lastCount(e.Ctx, e.Tx, client, m)
		if err != nil {
			return err
		}
		if found {
			given, err := givenSince(e.Ctx, e.Tx, client, m, last.At)
			if err != nil {
				return err
			}
			c.Expected = last.Counted + c.Brought - given
		}
		if err := insertCount(e.Ctx, e.Tx, c); err != nil {
			return err
		}
		e.About(c.ID)
		e.Wrote("box_counts", c.ID, client, c.Medicine, c.Counted, c.Brought, c.Expected)
		return e.Put(pana.Identity, "box_counts", c.ID, casework.Say{Field: fieldNote, Text: note})
	})
}

// Box returns the last count of each medicine of those who sleep here tonight, for
// those who count it, without words. A medicine that was never counted is in it too,
// without a count: a box that nobody has looked into is not a box that tallies.
func (h *Health) Box(ctx context.Context) ([]Count, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.CountBox) {
		return nil, nil
	}
	var list []Count
	err := h.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := h.files.Where(ctx, tx, policy.CountBox)
		if list, err = countsTonight(ctx, tx, cond, args, h.h.Today(tx.Now)); err != nil {
			return err
		}
		var without []pana.ClientID
		for _, c := range list {
			if c.Never() && !c.Line {
				without = append(without, c.Client)
			}
		}
		reads, err := h.readsHealth(ctx, tx, without)
		list = slices.DeleteFunc(list, func(c Count) bool { return c.Never() && !c.Line && !slices.Contains(reads, c.Client) })
		return err
	})
	return list, err
}
