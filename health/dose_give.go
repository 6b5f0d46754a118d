package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// GiveDose writes down what became of a dose: given, refused, or she was not there,
// by whom and when. Said again it corrects what stood; a stale page is refused with
// db.stale. The night does it for what it has a line to give by, and nothing else.
// It refuses a day that is neither today nor yesterday, and a time at which the
// medicine is not due ("health.dose.when").
func (h *Health) GiveDose(ctx context.Context, client pana.ClientID, n NewDose) (DoseID, error) {
	const op = "health.GiveDose"
	n, err := n.clean(op)
	if err != nil {
		return "", err
	}
	var id DoseID
	err = h.files.Enter(ctx, policy.GiveMedicine, client, func(e *casework.Entry) error {
		m, ok, err := medicineByID(e.Ctx, e.Tx, client, n.Medicine)
		if err != nil {
			return err
		}
		if !ok || !m.NightLine && !e.May(policy.SeeHealth) {
			return casework.Gone(op)
		}
		d := Dose{ID: DoseID(e.Tx.ID()), Client: client, Medicine: m.ID, On: cmp.Or(n.On, e.Today), Clock: n.Clock, State: n.State, Pieces: n.Pieces,
			By: e.Actor.Staff, At: db.Micros(e.Tx.Now)}
		if d.On > e.Today || d.On < e.Today.AddDays(-1) || !m.dueOn(d.On, d.Clock) {
			return pana.Refuse(op, "clock", "health.dose.when")
		}
		old := Dose{}
		if d.Clock != "" {
			if old, _, err = doseAt(e.Ctx, e.Tx, m.ID, d.On, d.Clock); err != nil {
				return err
			}
		}
		switch {
		case old.ID != n.Seen:
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		case old.ID != "":
			if taken, err := dropDose(e.Ctx, e.Tx, old.ID); err != nil || taken == 0 {
				return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"state"}}))
			}
			e.Wrote("doses", string(old.ID), "corrected")
		}
		if err := insertDose(e.Ctx, e.Tx, d); err != nil {
			if db.IsUnique(err) {
				return db.Stale(op, map[string]any{"Fields": []string{"state"}})
			}
			return err
		}
		id = d.ID
		e.About(string(d.ID))
		e.Wrote("doses", string(d.ID), client, d.Medicine, d.On, d.Clock, d.State, d.Pieces)
		return e.Put(pana.Identity, "doses", string(d.ID), casework.Say{Field: fieldNote, Text: n.Note})
	})
	return id, err
}

// dueOn reports whether a medicine is to be given at a clock time of a day, or as
// needed when there is no time.
func (m Medicine) dueOn(day pana.Date, clock string) bool {
	if !m.Stands(day) {
		return false
	}
	if clock == "" {
		return m.AsNeeded
	}
	for _, c := range m.Clocks() {
		if c == clock {
			return true
		}
	}
	return false
}
