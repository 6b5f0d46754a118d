package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// FundedBy narrows a list of files to those whose time here a kind of payer pays for
// today, by a term that stands. Whoever is in the list and whose terms the actor may
// not see is not in it, whoever pays for her. It needs SeeTerm and refuses a payer that
// no list holds.
func (r *Residence) FundedBy(ctx context.Context, payer string) (casework.Narrowing, error) {
	const op = "residence.FundedBy"
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.SeeTerm) {
		return nil, policy.Refusal(actor, policy.SeeTerm)
	}
	if err := codes.Check(op, "payer", "payer-kind", payer); err != nil {
		return nil, err
	}
	today := r.h.Today(r.h.Now())
	return func(tonight pana.Night, arg func(any) string) string {
		return "EXISTS (SELECT 1 FROM terms t WHERE t.client_id = c.id AND t.episode_id = e.id AND NOT t.superseded AND t.until >= " + arg(string(today)) +
			" AND t.payer = " + arg(payer) + ") AND " + policy.Also(actor, policy.SeeTerm, tonight, arg)
	}, nil
}
