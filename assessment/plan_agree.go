package assessment

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Agree keeps a plan that was made with the client; the one before stays kept.
//
// It refuses unknown codes, a person who is not around the client any more, and with
// db.stale a page that shows another plan than the newest, whose With names under
// "Fields" what differs.
func (a *Assessment) Agree(ctx context.Context, client pana.ClientID, k PlanKind, n NewPlan) error {
	const op = "assessment.Agree"
	_, act := k.acts()
	return a.files.Enter(ctx, act, client, func(e *casework.Entry) error {
		n, err := n.clean(op, k, e.Today)
		if err != nil {
			return err
		}
		last, _, err := newestPlan(e.Ctx, e.Tx, e.Client(), k)
		if err != nil {
			return err
		}
		if last.Number != n.Number {
			fields, err := n.differs(e, k, last)
			if err != nil || len(fields) == 0 {
				return err
			}
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		for _, p := range n.Persons {
			if _, err := e.Who(op, "persons", casework.Someone{ID: p}); err != nil {
				return err
			}
		}
		w := Plan{ID: e.Tx.ID(), Number: last.Number + 1, Language: n.Language, Agreed: n.Agreed, AgreedOn: n.AgreedOn,
			Interpreted: n.Interpreted, Calls: n.Calls, Persons: n.Persons}
		if err := insertPlan(e.Ctx, e.Tx, e.Client(), e.Episode.ID, k, w); err != nil {
			return stale(op, err, []string{"plan"})
		}
		e.About(w.ID)
		e.Wrote("safety_plans", w.ID, e.Client(), k, w.Number, w.Language, w.Agreed, w.AgreedOn, w.Calls, w.Persons)
		for _, f := range k.Fields() {
			if err := e.Put(f.Compartment, "safety_plans", w.ID, casework.Say{Field: f.Name, Text: n.Words[f.Name]}); err != nil {
				return err
			}
		}
		return nil
	})
}

// differs names the fields in which a form and the plan that is kept differ.
func (n NewPlan) differs(e *casework.Entry, k PlanKind, kept Plan) ([]string, error) {
	var fields []string
	opened := map[pana.Compartment]map[string]string{}
	for _, f := range k.Fields() {
		if opened[f.Compartment] == nil {
			said, _, err := e.Words(f.Compartment, "safety_plans", kept.ID)
			if err != nil {
				return nil, err
			}
			opened[f.Compartment] = said
		}
		if n.Words[f.Name] != opened[f.Compartment][f.Name] {
			fields = append(fields, f.Name)
		}
	}
	calls := slices.Sorted(slices.Values(n.Calls))
	for name, same := range map[string]bool{"language": n.Language == kept.Language, "agreed": n.Agreed == kept.Agreed,
		"calls": slices.Equal(calls, kept.Calls), "persons": slices.Equal(n.Persons, kept.Persons)} {
		if !same {
			fields = append(fields, name)
		}
	}
	return fields, nil
}
