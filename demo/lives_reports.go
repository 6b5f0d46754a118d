package demo

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/locale"
	"example.org/pana/report"
	"example.org/pana/rights"
)

// reports are what funders got last: the month before last was approved and sent,
// last month's waits to be looked at.
func (w *world) reports() {
	w.at(1, "16:30", "saule", func(ctx context.Context) error {
		fund := funding.New(w.h, w.files, w.people)
		all := report.New(w.h, w.files, fund, rights.New(w.h, w.files))
		agreements, err := fund.Agreements(ctx)
		if err != nil {
			return err
		}
		if len(agreements) == 0 {
			if agreements, err = w.oneAgreement(ctx, fund); err != nil {
				return err
			}
		}
		before := report.Offered(nil, w.today())[1]
		months, err := fund.Months(ctx)
		if err != nil {
			return err
		}
		closed := slices.ContainsFunc(months, func(m funding.Month) bool { return m.Month == report.SpanText(before) && m.Closed != "" })
		if !closed && fund.CloseMonth(ctx, report.SpanText(before)) != nil {
			return nil // something in it is not clear yet: the page says what
		}
		for i, a := range agreements {
			c := report.Choice{Agreement: a.ID, Period: before, Layout: []report.LayoutID{report.Ministry, report.CityAct, report.Project}[i%3], Languages: [2]locale.Lang{locale.KK, locale.RU}}
			d, err := all.Draft(ctx, c)
			if err != nil {
				return err
			}
			if d.Other || i > 1 {
				continue
			}
			if _, err := all.Approve(ctx, c, d.Digest, "Запись внесена позже, войдёт в следующий месяц."); err != nil {
				return err
			}
		}
		return nil
	})
}

// oneAgreement is with the ministry, by the day.
func (w *world) oneAgreement(ctx context.Context, fund *funding.Funding) ([]funding.Agreement, error) {
	id, err := fund.AddAgreement(ctx, funding.Agreement{Name: "Министрлік (ойдан шығарылған)", Number: "0-0/00", Payer: "state", Since: pana.Date(report.Offered(nil, w.today())[13].Since), Days: true, Due: 10,
		Services: []string{"social-medical", "social-psychological"}, Sites: []pana.SiteID{w.sites[maple]}, Officer: w.staff["hans"].id,
		Funders: []funding.Funder{{Organisation: w.partners["ministry"], Parts: funding.Whole}}})
	if err == nil {
		err = fund.AddTariff(ctx, id, funding.Tariff{Unit: funding.PerDay, Since: report.Offered(nil, w.today())[13].Since, Minor: 650_000})
	}
	if err != nil {
		return nil, err
	}
	return fund.Agreements(ctx)
}
