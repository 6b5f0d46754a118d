package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// FundedBy narrows a list of files to those whose time here a kind of payer pays for
// today, by the standing term that ends first, as the ledger says of a night. Whoever is in the list and whose terms the actor may
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
		day := arg(string(today))
		return "EXISTS (SELECT 1 FROM terms t WHERE t.client_id = c.id AND t.episode_id = e.id AND NOT t.superseded AND t.until >= " + day + " AND t.payer = " + arg(payer) +
			" AND NOT EXISTS (SELECT 1 FROM terms o WHERE o.client_id = c.id AND o.episode_id = e.id AND NOT o.superseded AND o.until >= " + day +
			" AND (o.until < t.until OR o.until = t.until AND o.payer < t.payer))) AND " + policy.Also(actor, policy.SeeTerm, tonight, arg)
	}, nil
}
