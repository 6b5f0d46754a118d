package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Prescribe writes a medicine into a client's plan. It refuses one without a name,
// or without a time and not as needed; a time that is none; an end before the
// beginning; and a second medicine of a name that she takes on the same days
// ("health.medicine.twice"), unless both are meant: nobody is given a dose twice
// by a slip.
func (h *Health) Prescribe(ctx context.Context, client pana.ClientID, p Prescription) (MedicineID, error) {
	const op = "health.Prescribe"
	var id MedicineID
	err := h.files.Enter(ctx, policy.PlanMedicine, client, func(e *casework.Entry) error {
		p, err := p.clean(op, e.Today)
		if err != nil {
			return err
		}
		all, err := medicinesNow(e, op)
		if err != nil {
			return err
		}
		if err := notTwice(op, p, all, ""); err != nil {
			return err
		}
		id, err = h.putMedicine(e, op, p, all, "")
		return err
	})
	return id, err
}

// putMedicine writes a prescription, with the line of the night if the night may
// have to give it, and takes the lines of those that are over.
func (h *Health) putMedicine(e *casework.Entry, op string, p Prescription, all []Medicine, supersedes MedicineID) (MedicineID, error) {
	if err := e.Partner(op, "organisation", p.Organisation); err != nil {
		return "", err
	}
	m := p.medicine()
	var err error
	if m.Prescriber, err = e.Who(op, "prescriber", p.Prescriber); err != nil {
		return "", err
	}
	m.ID, m.Supersedes, m.NightLine = MedicineID(e.Tx.ID()), supersedes, m.ByNight() && !m.Over(e.Today)
	if err := insertMedicine(e.Ctx, e.Tx, e.Client(), e.Episode.ID, m); err != nil {
		return "", err
	}
	e.About(string(m.ID))
	e.Wrote("medicines", string(m.ID), e.Client(), m.Times, m.AsNeeded, m.AtNight, m.From, m.Until, m.Organisation, m.Prescriber, supersedes)
	if err := e.Put(pana.Health, "medicines", string(m.ID), casework.Say{Field: fieldName, Text: m.Name},
		casework.Say{Field: fieldDose, Text: m.Dose}, casework.Say{Field: fieldHow, Text: m.How}); err != nil {
		return "", err
	}
	if m.NightLine {
		if err := e.Put(pana.Identity, "medicines", string(m.ID), casework.Say{Field: fieldNight, Text: m.line()}); err != nil {
			return "", err
		}
	}
	return m.ID, sweep(e, all)
}

// medicinesNow returns every medicine of the client with its words.
func medicinesNow(e *casework.Entry, op string) ([]Medicine, error) {
	all, err := medicinesOf(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return nil, err
	}
	for i := range all {
		said, err := openWords(e, op, "medicines", string(all[i].ID))
		if err != nil {
			return nil, err
		}
		all[i].Name, all[i].Dose, all[i].How = said[fieldName], said[fieldDose], said[fieldHow]
	}
	return all, nil
}

// notTwice refuses a medicine whose name she already takes on the same days.
func notTwice(op string, p Prescription, all []Medicine, but MedicineID) error {
	if p.Twice {
		return nil
	}
	for _, m := range all {
		if m.ID != but && m.Newest && sameName(m.Name, p.Name) && overlap(m, p.medicine()) {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "twice", Say: "health.medicine.twice"}
		}
	}
	return nil
}
