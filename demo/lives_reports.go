package demo

import (
	"context"

	"example.org/pana/internal/locale"
	"example.org/pana/report"
	"example.org/pana/rights"
)

// reports are what funders got last: the month before last was approved and sent,
// by whoever of the heads may look at it; last month's waits to be looked at.
func (w *world) reports() {
	w.approves("16:30", "saule")
	w.approves("16:40", "marat")
}

func (w *world) approves(hour, who string) {
	w.at(1, hour, who, func(ctx context.Context) error {
		all := report.New(w.h, w.files, w.funds, rights.New(w.h, w.files))
		agreements, err := w.funds.Agreements(ctx)
		if err != nil {
			return err
		}
		before := report.Offered(nil, w.today())[1]
		for i, a := range agreements {
			c := report.Choice{Agreement: a.ID, Period: before, Layout: []report.LayoutID{report.Ministry, report.CityAct, report.Project}[i%3], Languages: [2]locale.Lang{locale.KK, locale.RU}}
			d, err := all.Draft(ctx, c)
			if err != nil {
				return err
			}
			if d.Other || d.Standing != "" || len(d.Open) > 0 {
				continue
			}
			if _, err := all.Approve(ctx, c, d.Digest, "Запись внесена позже, войдёт в следующий месяц."); err != nil {
				return err
			}
		}
		return nil
	})
}
