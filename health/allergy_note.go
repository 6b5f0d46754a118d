package health

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// NoteAllergy writes an allergy down and raises its alert in the same act.
func (h *Health) NoteAllergy(ctx context.Context, client pana.ClientID, n NewAllergy) (AllergyID, error) {
	n, err := n.clean("health.NoteAllergy")
	if err != nil {
		return "", err
	}
	var id AllergyID
	err = h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		id, err = putAllergy(e, n, "")
		return err
	})
	return id, err
}

// CorrectAllergy puts a corrected allergy in the place of an old one; the alert
// changes with it. A stale page is refused with db.stale.
func (h *Health) CorrectAllergy(ctx context.Context, client pana.ClientID, id AllergyID, version int64, n NewAllergy) error {
	const op = "health.CorrectAllergy"
	n, err := n.clean(op)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		old, ok, err := allergyByID(e.Ctx, e.Tx, e.Client(), id)
		for err == nil && ok && !old.Newest {
			old, ok, err = allergyAfter(e.Ctx, e.Tx, e.Client(), old.ID)
		}
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		said, err := openWords(e, op, "allergies", string(old.ID))
		if err != nil {
			return err
		}
		fields := casework.Differing(map[string]bool{"kind": n.Kind == old.Kind, "severe": n.Severe == old.Severe, "what": n.What == said[fieldWhat],
			"happens": n.Happens == said[fieldHappens], "do": n.Do == said[fieldDo], "source": n.Source == old.Source && n.Interpreted == old.Interpreted})
		stale := db.Stale(op, map[string]any{"Fields": fields})
		switch {
		case old.Ended != "":
			return db.Stale(op, map[string]any{"Fields": []string{"ended"}})
		case len(fields) == 0:
			return nil
		case old.ID != id || old.Version != version:
			return stale
		}
		if taken, err := supersede(e.Ctx, e.Tx, "allergies", e.Client(), string(id), version); err != nil || !taken {
			return cmp.Or(err, stale)
		}
		if err := e.Lower(old.Alert); err != nil {
			return err
		}
		_, err = putAllergy(e, n, id)
		return err
	})
}

// EndAllergy says that an allergy turned out not to be one; its alert ends too.
// One that has ended stays as it is.
func (h *Health) EndAllergy(ctx context.Context, client pana.ClientID, id AllergyID, version int64) error {
	const op = "health.EndAllergy"
	return h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		a, ok, err := allergyByID(e.Ctx, e.Tx, e.Client(), id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case a.Ended != "":
			return nil
		}
		if n, err := endAllergy(e.Ctx, e.Tx, id, version, e.Today); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"ended"}}))
		}
		e.About(string(id))
		e.Wrote("allergies", string(id), "ended", e.Today)
		return e.Lower(a.Alert)
	})
}

func putAllergy(e *casework.Entry, n NewAllergy, supersedes AllergyID) (AllergyID, error) {
	alert, err := e.Raise(casework.NewAlert{Kind: "allergy", Text: n.line()})
	if err != nil {
		return "", err
	}
	id := AllergyID(e.Tx.ID())
	if err := insertAllergy(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, e.Today, n, alert, supersedes); err != nil {
		return "", err
	}
	e.About(string(id))
	e.Wrote("allergies", string(id), e.Client(), n.Kind, n.Severe, alert, n.Source, n.Interpreted, supersedes)
	return id, e.Put(pana.Health, "allergies", string(id), casework.Say{Field: fieldWhat, Text: n.What},
		casework.Say{Field: fieldHappens, Text: n.Happens}, casework.Say{Field: fieldDo, Text: n.Do})
}
