package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Ahead returns what stands in the plans between two days, both included: steps
// whose last day lies there and that do not wait for trust, and looks at a plan.
// It is coded only, and holds what the actor may see.
func (p *Plan) Ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	var all []casework.Ahead
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		all = nil
		for _, c := range compartments {
			cond, args := p.files.Where(ctx, tx, policy.ReadAct(c))
			steps, err := stepsAhead(ctx, tx, c, from, until, cond, args)
			if err != nil {
				return err
			}
			all = append(all, steps...)
		}
		cond, args := p.files.Where(ctx, tx, policy.ReviewPlan)
		reviews, err := reviewsAhead(ctx, tx, from, until, cond, args)
		all = append(all, reviews...)
		return err
	})
	return all, err
}

// compartments are those in which the words of a plan rest.
var compartments = []pana.Compartment{pana.Care, pana.Safety, pana.Health, pana.Legal}

// Mine returns, for each of the actor's own clients in our care, the next step
// of her plan that does not wait for trust, by client. Clients without one are
// left out.
func (p *Plan) Mine(ctx context.Context) (map[pana.ClientID]Next, error) {
	mine := map[pana.ClientID]Next{}
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		for _, c := range compartments {
			cond, args := p.files.Where(ctx, tx, policy.ReadAct(c))
			list, err := nextMine(ctx, tx, c, cond, args)
			if err != nil {
				return err
			}
			for _, n := range list {
				if old, there := mine[n.Client]; !there || sooner(n, old) {
					mine[n.Client] = n
				}
			}
		}
		return nil
	})
	return mine, err
}

// sooner orders steps by their last day; what has no day comes after what has.
func sooner(a, b Next) bool {
	if (a.Until == "") != (b.Until == "") {
		return a.Until != ""
	}
	return a.Until < b.Until
}

// A Builder is someone with whom trust is still growing: a code and who has
// said what. There is no count of days, and there never will be.
type Builder struct {
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Social   bool          `db:"social"`    // the social worker has said that trust is there
	Psycho   bool          `db:"psycho"`    // the psychologist has
	Answered string        `db:"answered"`  // the client's newest answer
	Seen     bool          `db:"contacted"` // a contact is noted
}

// Building returns those of the actor's own clients with whom trust is still
// growing, in the order of their codes.
func (p *Plan) Building(ctx context.Context) ([]Builder, error) {
	var list []Builder
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := p.files.Where(ctx, tx, policy.ProposeTrust)
		list, err = buildersOf(ctx, tx, cond, args)
		return err
	})
	return list, err
}
