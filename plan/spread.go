package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Spread is how long something took, in whole weeks, one figure for each time
// it was seen. Each way is a way of its own: the figure in the middle is one that
// somebody had, and there is nothing that stands for all of them.
type Spread struct {
	N        int
	Shortest int
	Median   int // of an even number, the lower of the two in the middle
	Longest  int
	Each     []int // from the shortest on
}

// spread orders lengths in days into a spread of weeks.
func spread(days []int) Spread {
	s := Spread{N: len(days)}
	for _, d := range days {
		s.Each = append(s.Each, max(d, 0)/7)
	}
	if s.N == 0 {
		return s
	}
	slices.Sort(s.Each)
	s.Shortest, s.Median, s.Longest = s.Each[0], s.Each[(s.N-1)/2], s.Each[s.N-1]
	return s
}

// Spreads are the two spreads of the house: from coming in until trust, and from
// coming in until leaving.
type Spreads struct {
	Trust    Spread
	Building int // still in our care, trust still growing
	Left     int // left before
	Unknown  int // past cases of which nobody wrote it down
	Whole    Spread
	Here     int // still in our care
	Since    pana.Date
	Floor    int // the house's own; 0 is none
}

// Spread returns the spreads of the files that the actor may know of. It is for
// the heads and the psychologist of a house, and of this house alone.
func (p *Plan) Spread(ctx context.Context) (Spreads, error) {
	const op = "plan.Spread"
	var s Spreads
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.SpreadTrust) {
		return s, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
	}
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		s = Spreads{Floor: p.h.Settings().TrustFloor}
		cond, args := p.files.Where(ctx, tx, policy.SpreadTrust)
		ways, err := waysOf(ctx, tx, cond, args)
		if err != nil {
			return err
		}
		var trust, whole []int
		for _, w := range ways {
			if s.Since == "" || w.Opened < s.Since {
				s.Since = w.Opened
			}
			switch {
			case w.Reached != "":
				trust = append(trust, daysBetween(w.Opened, w.Reached))
			case w.Left == "":
				s.Building++
			case w.Past:
				s.Unknown++
			default:
				s.Left++
			}
			if w.Left == "" {
				s.Here++
			} else {
				whole = append(whole, daysBetween(w.Opened, w.Left))
			}
		}
		s.Trust, s.Whole = spread(trust), spread(whole)
		return nil
	})
	return s, err
}
