package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Workload is with how many clients somebody works today, role by role.
type Workload struct {
	Staff pana.StaffID
	Loads []casework.Load
	guide map[pana.Role]int
}

// Clients is with how many she works, all roles together.
func (w Workload) Clients() int {
	n := 0
	for _, l := range w.Loads {
		n += l.Clients
	}
	return n
}

// Over returns the loads of hers that go beyond the guideline of the house.
func (w Workload) Over() []Beyond {
	var all []Beyond
	for _, l := range w.Loads {
		if guide := w.guide[l.Role]; guide > 0 && l.Clients > guide {
			all = append(all, Beyond{l, guide})
		}
	}
	return all
}

// Beyond is a load that goes beyond a guideline of the house, which stops nobody.
type Beyond struct {
	casework.Load
	Guide int
}

// Workloads returns with how many clients each works who works with any: first who
// is beyond a guideline, then who works with most. It needs SeePeople. Clients are
// counted among those the reader may see.
func (p *People) Workloads(ctx context.Context) ([]Workload, error) {
	var list []Workload
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeePeople, policy.Subject{}); err != nil {
			return err
		}
		loads, err := p.files.Loads(ctx, tx)
		if err != nil || len(loads) == 0 {
			return err
		}
		set, err := settingsOf(ctx, tx)
		for _, l := range loads {
			if n := len(list); n == 0 || list[n-1].Staff != l.Staff {
				list = append(list, Workload{Staff: l.Staff, guide: set.Guide})
			}
			last := &list[len(list)-1]
			last.Loads = append(last.Loads, l)
		}
		return err
	})
	slices.SortStableFunc(list, func(a, b Workload) int {
		if over := len(b.Over()) - len(a.Over()); over != 0 {
			return over
		}
		return b.Clients() - a.Clients()
	})
	return list, err
}
