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

// ChangeMedicine puts a changed prescription in the place of one that stands, from
// its own first day on; until then the old one holds, and on no day do both. A
// stale page is refused with db.stale and the fields that differ; the same values
// again change nothing. It refuses what Prescribe refuses, and a beginning that is
// past ("health.medicine.past"): what was taken is not changed afterwards.
func (h *Health) ChangeMedicine(ctx context.Context, client pana.ClientID, id MedicineID, version int64, p Prescription) error {
	const op = "health.ChangeMedicine"
	return h.files.Enter(ctx, policy.PlanMedicine, client, func(e *casework.Entry) error {
		p, err := p.clean(op, e.Today)
		if err != nil {
			return err
		}
		all, err := medicinesNow(e, op)
		if err != nil {
			return err
		}
		old, ok := standing(all, id)
		if !ok {
			return casework.Gone(op)
		}
		if p.From < e.Today && p.From == old.From {
			p.From = e.Today // the page shows since when it is taken; a change begins today
		}
		fields := p.differs(old, e.Today)
		stale := db.Stale(op, map[string]any{"Fields": fields})
		switch {
		case len(fields) == 0:
			return nil
		case old.ID != id || old.Version != version:
			return stale
		case old.Over(e.Today):
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "health.medicine.over"}
		case p.From < e.Today:
			return pana.Refuse(op, "from", "health.medicine.past")
		}
		if err := notTwice(op, p, all, id); err != nil {
			return err
		}
		if taken, err := supersede(e.Ctx, e.Tx, "medicines", e.Client(), string(id), version); err != nil || !taken {
			return cmp.Or(err, stale)
		}
		if err := cutBefore(e, all, id, p.From.AddDays(-1)); err != nil {
			return err
		}
		_, err = h.putMedicine(e, op, p, all, id)
		return err
	})
}

// cutBefore gives a medicine and all that stood in its place before no day after
// last: what begins later must not meet what an earlier change had left standing.
func cutBefore(e *casework.Entry, all []Medicine, id MedicineID, last pana.Date) error {
	for id != "" {
		i := slices.IndexFunc(all, func(m Medicine) bool { return m.ID == id })
		if i < 0 {
			return nil
		}
		m := &all[i]
		if m.Until == "" || last < m.Until {
			if err := endMedicine(e.Ctx, e.Tx, m.ID, last); err != nil {
				return err
			}
			e.Wrote("medicines", string(m.ID), "until", last)
			m.Until = last
		}
		id = m.Supersedes
	}
	return nil
}

// standing returns what now stands where the medicine called id stood.
func standing(all []Medicine, id MedicineID) (Medicine, bool) {
	for {
		i := slices.IndexFunc(all, func(m Medicine) bool { return m.ID == id })
		if i < 0 || all[i].Newest {
			return at(all, i)
		}
		next, ok := at(all, slices.IndexFunc(all, func(m Medicine) bool { return m.Supersedes == id }))
		if !ok {
			return next, false
		}
		id = next.ID
	}
}

func at(all []Medicine, i int) (Medicine, bool) {
	if i < 0 {
		return Medicine{}, false
	}
	return all[i], true
}

// differs names the fields in which p is not what stands, as forms call them. Of
// a medicine that is being taken, the day from which a change would hold is none.
func (p Prescription) differs(m Medicine, today pana.Date) []string {
	q := p.medicine()
	return casework.Differing(map[string]bool{"name": q.Name == m.Name, "dose": q.Dose == m.Dose, "how": q.How == m.How, "times": q.Times == m.Times,
		"as_needed": q.AsNeeded == m.AsNeeded, "at_night": q.AtNight == m.AtNight, "from": q.From == m.From || m.From <= today && q.From >= today,
		"until": q.Until == m.Until, "organisation": q.Organisation == m.Organisation,
		"prescriber": p.Prescriber.ID == m.Prescriber && p.Prescriber.New.Name == "" && p.Prescriber.New.Contact == ""})
}
