package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/funding"
)

// money is who pays for the house: a ministry and a city by the day, two funds from
// abroad through an agency; a month that was closed, asked for and mostly paid; what
// was ticked yesterday for everybody; the licence.
func (w *world) money() {
	day := func(days int) pana.Date { return pana.DateOf(w.now.AddDate(0, 0, -days), w.zone) }
	here, both, three := []pana.SiteID{w.sites[maple]}, []pana.SiteID{w.sites[maple], w.sites[steppe]}, []pana.SiteID{w.sites[maple], w.sites[steppe], w.sites[kite]}
	ids := map[string]funding.AgreementID{}
	w.at(320, "15:00", "saule", func(ctx context.Context) error {
		_, err := w.funds.SetMandate(ctx, funding.Mandate{Site: w.sites[maple], Since: day(1600), Operator: w.partners["iom"], Words: "Женщины, пострадавшие от насилия или торговли людьми, и их дети."})
		if err != nil {
			return err
		}
		_, err = w.funds.SetMandate(ctx, funding.Mandate{Site: w.sites[maple], Since: day(700), Words: "Адам саудасынан зардап шеккен барлық адам, балаларымен бірге."})
		return err
	})
	all := []string{"social-domestic", "social-medical", "social-psychological", "social-pedagogical", "social-labour", "social-cultural", "social-economic", "social-legal"}
	for i, a := range []funding.Agreement{
		{Name: "Министерство, по дням", Number: "№ 00-вымышленный", Form: "Айлық есеп", Payer: "state", Since: day(310), Days: true, Absent: 3, Services: all, Sites: three, Rhythm: funding.EachMonth, Due: 10},
		{Name: "Қала әкімдігі", Payer: "local", Since: day(310), Days: true, Services: []string{"social-domestic", "social-medical", "social-legal"}, Sites: here, Rhythm: funding.EachMonth, Due: 5},
		{Name: "North and Tulip 2026", Payer: "international", Currency: "EUR", Since: day(310), Days: true, Services: []string{"social-psychological", "social-legal", "social-medical"}, Sites: both, Rhythm: funding.EachQuarter, Due: 30,
			Form: "Narrative and figures", Officer: w.staff["hans"].id,
		},
	} {
		w.at(310, "16:00", "saule", func(ctx context.Context) (err error) {
			key := []string{"state", "local", "abroad"}[i]
			a.Funders = w.fundersOf(key)
			ids[key], err = w.funds.AddAgreement(ctx, a)
			return err
		})
	}
	w.at(309, "16:00", "saule", func(ctx context.Context) error {
		for _, t := range []struct {
			of string
			funding.Tariff
		}{
			{"state", funding.Tariff{Unit: funding.PerDay, Minor: 985_000}}, {"state", funding.Tariff{Unit: funding.PerService, Minor: 250_000}},
			{"local", funding.Tariff{Unit: funding.PerDay, Minor: 742_550}}, {"abroad", funding.Tariff{Unit: funding.PerDay, Minor: 1_850}}, {"abroad", funding.Tariff{Unit: funding.PerHour, Minor: 2_400}},
		} {
			if err := w.funds.AddTariff(ctx, ids[t.of], t.Tariff); err != nil {
				return err
			}
		}
		if err := w.funds.AddTarget(ctx, ids["state"], funding.Target{What: funding.Day, Since: day(310), Until: day(-60), Count: 4_000}); err != nil {
			return err
		}
		if _, err := w.funds.AddRule(ctx, funding.Rule{Since: day(310), Shares: []funding.Share{{Agreement: ids["state"], Parts: funding.Whole}}}); err != nil {
			return err
		}
		// Lessons of the centre: the house adds a fifth, and what gifts pay for is its own.
		for _, r := range []funding.Rule{
			{Site: w.sites[kite], What: "social-pedagogical", Payer: "state", Shares: []funding.Share{{Agreement: ids["state"], Parts: 8_000}, {Agreement: funding.Own, Parts: 2_000}}},
			{Site: w.sites[kite], Payer: "donation", Shares: []funding.Share{{Agreement: funding.Own, Parts: funding.Whole}}},
		} {
			r.Since = day(310)
			if _, err := w.funds.AddRule(ctx, r); err != nil {
				return err
			}
		}
		_, err := w.funds.AddRule(ctx, funding.Rule{Site: w.sites[maple], What: funding.Day, Since: day(310), Shares: []funding.Share{{Agreement: ids["state"], Parts: 7_000}, {Agreement: ids["local"], Parts: 2_000}, {Agreement: funding.Own, Parts: 1_000}}})
		return err
	})
	first := pana.Date(w.now.In(w.zone).Format("2006-01") + "-01")
	month := string(first.AddDays(-40)[:7])
	w.at(2, "11:00", "vera", func(ctx context.Context) error { return w.funds.CloseMonth(ctx, month) })
	w.at(2, "11:30", "vera", func(ctx context.Context) error {
		p, _ := funding.PeriodOf(month)
		id, err := w.funds.AddClaim(ctx, funding.Claim{Agreement: ids["state"], Since: p.Since, Until: p.Until})
		if err != nil {
			return err
		}
		c, err := w.funds.Claim(ctx, id)
		if err != nil || c.Claimed < 10_000_000 {
			return err
		}
		if err := w.funds.AnswerClaim(ctx, id, 1, funding.Answer{Paid: true, Minor: c.Claimed - 1_970_000}); err != nil {
			return err
		}
		return w.funds.AnswerClaim(ctx, id, 2, funding.Answer{Minor: 985_000, Reason: "counted", Note: "День выписки посчитан иначе."})
	})
	for days, kinds := range [][]string{1: {"meals", "laundry"}, 2: {"meals"}} {
		if len(kinds) == 0 {
			continue
		}
		w.at(days, "19:00", "dina", func(ctx context.Context) error {
			for _, kind := range kinds {
				t, err := w.funds.Table(ctx, w.sites[maple], day(days), kind)
				if err != nil {
					return err
				}
				var who []pana.ClientID
				for _, s := range t.People {
					who = append(who, s.Client)
				}
				if err := w.funds.Tick(ctx, w.sites[maple], day(days), kind, who); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.at(300, "12:00", "saule", func(ctx context.Context) error {
		if _, err := w.funds.AddLicence(ctx, funding.Licence{Site: w.sites[maple], Since: day(340), Until: day(-400), Number: "№ 0000000 (ойдан шығарылған)", Office: "Департамент (вымышленный)"}); err != nil {
			return err
		}
		for _, i := range []funding.Item{
			{Kind: "equipment", What: "Поверка огнетушителей", Due: day(-18)}, {Kind: "document", What: "Жылдық есеп", Due: day(-70)}, {Kind: "premises", What: "Договор аренды", Due: day(-500)},
		} {
			i.Site = w.sites[maple]
			if _, err := w.funds.AddItem(ctx, i); err != nil {
				return err
			}
		}
		return nil
	})
}

// fundersOf is who gives: the organisations are there only once they were met.
func (w *world) fundersOf(key string) []funding.Funder {
	switch key {
	case "state":
		return []funding.Funder{{Organisation: w.partners["ministry"], Parts: funding.Whole}}
	case "local":
		return []funding.Funder{{Organisation: w.partners["city"], Parts: funding.Whole}}
	}
	return []funding.Funder{{Organisation: w.partners["north"], Through: w.partners["iom"], Parts: 6_000}, {Organisation: w.partners["tulip"], Through: w.partners["iom"], Parts: 4_000}}
}
