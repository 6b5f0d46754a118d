package report

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Due is a sheet that an agreement wants and that is not approved yet.
type Due struct {
	Agreement funding.AgreementID
	Name      string
	Period    funding.Period
	By        pana.Date // empty while nobody said within how many days
}

// Due returns the sheets of times that have ended, the nearest day first, for the
// first screen. Of each agreement it looks at the last two times. It is asked from
// the agreements and from what was approved; nobody keeps a list. Whoever makes no
// reports has none due.
func (r *Reports) Due(ctx context.Context) ([]Due, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.MakeReports) {
		return nil, nil
	}
	agreements, err := r.fund.Agreements(ctx)
	if err != nil {
		return nil, err
	}
	var list []Due
	err = r.h.DB.View(ctx, func(tx *db.Tx) error {
		made, err := reportHeads(ctx, tx)
		if err != nil {
			return err
		}
		list = due(agreements, made, r.h.Today(tx.Now))
		return nil
	})
	return list, err
}

func due(agreements []funding.Agreement, made []Report, today pana.Date) []Due {
	var list []Due
	for _, a := range agreements {
		if a.Rhythm == "" {
			continue
		}
		for _, p := range ended(a.Rhythm, today, 2) {
			if a.Since > p.Until || a.Until != "" && a.Until < p.Since {
				continue
			}
			stands := slices.ContainsFunc(made, func(m Report) bool {
				return m.Agreement == a.ID && m.Stands() && m.Since <= p.Since && m.Until >= p.Until
			})
			if stands {
				continue
			}
			d := Due{Agreement: a.ID, Name: a.Name, Period: p}
			if a.Due > 0 {
				d.By = p.Until.AddDays(a.Due)
			}
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b Due) int {
		return cmp.Or(cmp.Compare(a.last(), b.last()), cmp.Compare(a.Period.Until, b.Period.Until))
	})
	return list
}

// last is the day by which it is wanted; one that nobody said comes behind all.
func (d Due) last() pana.Date { return cmp.Or(d.By, "9999-12-31") }
