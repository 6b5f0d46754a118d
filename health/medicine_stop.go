package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// StopMedicine says that a medicine is not taken any more from today on, and why.
// The line of the night goes at once. One that is over stays as it is.
func (h *Health) StopMedicine(ctx context.Context, client pana.ClientID, id MedicineID, version int64, why, words string) error {
	const op = "health.StopMedicine"
	if err := casework.CheckCode(op, "why", "medicine-stopped", why); err != nil {
		return err
	}
	words, err := casework.Text(op, "words", words, casework.MostNote)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.PlanMedicine, client, func(e *casework.Entry) error {
		all, err := medicinesOf(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		for i, m := range all {
			if m.ID != id {
				continue
			}
			switch { // a line that was changed is never quietly taken for one that is over
			case m.Newest && m.Over(e.Today):
				return nil
			case !m.Newest || m.Version != version:
				return db.Stale(op, map[string]any{"Fields": []string{"stopped"}})
			case why == "":
				return pana.Refuse(op, "why", "health.medicine.why.missing")
			}
			if n, err := stopMedicine(e.Ctx, e.Tx, id, version, e.Today, why); err != nil || n == 0 {
				return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"stopped"}}))
			}
			all[i].Stopped = e.Today
			e.About(string(id))
			e.Wrote("medicines", string(id), "stopped", e.Today, why)
			if err := e.Put(pana.Health, "medicines", string(id), casework.Say{Field: fieldStopped, Text: words}); err != nil {
				return err
			}
			return sweep(e, all)
		}
		return casework.Gone(op)
	})
}

// sweep takes away the lines of the night of medicines that are over: what she
// took once is not the night's to know.
func sweep(e *casework.Entry, all []Medicine) error {
	for _, m := range all {
		if !m.NightLine || !m.Over(e.Today) {
			continue
		}
		if err := e.Put(pana.Identity, "medicines", string(m.ID), casework.Say{Field: fieldNight}); err != nil {
			return err
		}
		if err := dropNightLine(e.Ctx, e.Tx, m.ID); err != nil {
			return err
		}
	}
	return nil
}
