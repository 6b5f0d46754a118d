package assessment

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// SeePlan returns the newest plan of a kind. A field in a part of the file that the
// reader may not open is named as Closed and holds no words: the night worker reads
// what helps and not what was told in daylight.
func (a *Assessment) SeePlan(ctx context.Context, code string, k PlanKind) (PlanSheet, error) {
	see, agree := k.acts()
	var s PlanSheet
	err := a.files.Read(ctx, code, see, func(r *casework.Reading) error {
		s = PlanSheet{Code: r.Client.Code, Kind: k, Language: r.Client.Language, May: r.May(agree)}
		var err error
		if s.Plan, _, err = newestPlan(r.Ctx, r.Tx, r.Subject.Client, k); err != nil {
			return err
		}
		if len(s.Plan.Persons) > 0 || s.May {
			if s.Persons, err = r.Persons(); err != nil {
				return err
			}
		}
		return s.Plan.open(r, k)
	})
	return s, err
}

func (p *Plan) open(r *casework.Reading, k PlanKind) error {
	p.Words = map[string]string{}
	if p.ID == "" {
		return nil
	}
	var parts []pana.Compartment
	for _, f := range k.Fields() {
		if !slices.Contains(parts, f.Compartment) {
			parts = append(parts, f.Compartment)
		}
	}
	said, err := r.Words([]string{p.ID}, parts...)
	if err != nil {
		return err
	}
	for _, f := range k.Fields() {
		if said.Closed(f.Compartment) {
			p.Closed = append(p.Closed, f.Name)
			continue
		}
		p.Words[f.Name] = said.Of("safety_plans", p.ID, f.Name)
	}
	return nil
}
