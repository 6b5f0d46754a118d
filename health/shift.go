package health

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Unsaid is a dose whose time is over and of which nobody has said what became of it.
const Unsaid = "missed"

// A Passed is what became of one dose in a time, without words.
type Passed struct {
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Medicine MedicineID    `db:"medicine_id"`
	On       pana.Date     `db:"on_day"`
	Clock    string        `db:"clock"` // when it was due; empty when it was given as needed
	State    string        `db:"state"` // Given, Refused, Absent, Unsaid
	At       int64         `db:"at"`    // when it was said; 0 while nobody has
	Line     bool          `db:"night_line"`
}

// Between returns what became of the doses at a site after one moment and until
// another, in their order, for the handover of a shift: what was written down in that
// time, and what fell due in it and of which nobody has said anything since. It reads
// no words. Someone who gives no medicine gets none; a medicine without a line for
// the night is told only to those who read the health compartment.
func (h *Health) Between(ctx context.Context, site pana.SiteID, from, until time.Time) ([]Passed, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.GiveMedicine) {
		return nil, nil
	}
	var all []Passed
	err := h.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := h.files.Where(ctx, tx, policy.GiveMedicine)
		var err error
		if all, err = dosesBetween(ctx, tx, cond, args, site, db.Micros(from), db.Micros(until)); err != nil {
			return err
		}
		first, last := pana.DateOf(from, h.h.Zone()), pana.DateOf(until, h.h.Zone())
		rows, err := dueOf(ctx, tx, cond, args, first, last)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r dueRow) bool { return r.Site != site })
		doses, err := dosesOn(ctx, tx, clientsOf(rows), first, last)
		if err != nil {
			return err
		}
		var spans []span
		for day := first; day <= last; day = day.AddDays(1) {
			spans = append(spans, span{day, "00:00", "24:00"})
		}
		for _, r := range rows {
			for _, d := range dues(r, spans, false, nil, doses) {
				if at := dueAt(d.On, d.At, h.h.Zone()); d.Missed(until, h.h.Zone()) && at.After(from) {
					all = append(all, Passed{Client: r.Client, Code: r.Code, Medicine: r.ID, On: d.On, Clock: d.At, State: Unsaid, Line: r.NightLine})
				}
			}
		}
		all, err = h.told(ctx, tx, all)
		return err
	})
	slices.SortStableFunc(all, func(a, b Passed) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.On, b.On), cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.At, b.At))
	})
	return all, err
}

// told leaves out what is of a medicine without a line for the night, for a reader
// who does not read the health compartment of its client.
func (h *Health) told(ctx context.Context, tx *db.Tx, all []Passed) ([]Passed, error) {
	var without []pana.ClientID
	for _, p := range all {
		if !p.Line {
			without = append(without, p.Client)
		}
	}
	if len(without) == 0 {
		return all, nil
	}
	reads, err := h.readsHealth(ctx, tx, without)
	return slices.DeleteFunc(all, func(p Passed) bool { return !p.Line && !slices.Contains(reads, p.Client) }), err
}

// readsHealth returns those of clients whose health compartment the actor reads.
func (h *Health) readsHealth(ctx context.Context, tx *db.Tx, clients []pana.ClientID) ([]pana.ClientID, error) {
	cond, args := h.files.Where(ctx, tx, policy.SeeHealth)
	in, args := db.In(args, clients)
	return db.Select[pana.ClientID](ctx, tx, `SELECT c.id FROM clients c WHERE c.id IN (`+in+`) AND (`+cond+`)`, args...)
}
