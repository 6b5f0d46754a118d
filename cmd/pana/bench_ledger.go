//go:build !release

package main

import (
	"context"
	"fmt"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/report"
)

// benchYears is how many years the ledger reaches back.
const benchYears = 10

// account gives the house ten years of money: an agreement, thirty full beds with
// meals each day and the laundry every third, and every month before this one
// closed. A world that has them already is left as it is.
func (b *bench) account(director context.Context, h *house.House, files *casework.Casework, known *benchKnown) error {
	fund := funding.New(h, files, people.New(h, files))
	today := h.Today(h.Now())
	first := pana.Date(today.Time().AddDate(-benchYears, 0, 0).Format("2006-01") + "-01")
	last := pana.Date(today[:7] + "-01").AddDays(-1)
	all, err := fund.Agreements(director)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		began := time.Now()
		if err := b.agreeOnMoney(director, h, files, fund, first); err != nil {
			return err
		}
		if err := b.fillBeds(director, h, first, today); err != nil {
			return err
		}
		for _, month := range (funding.Period{Since: first, Until: last}).Months() {
			if err := fund.CloseMonth(director, month); err != nil {
				return err
			}
		}
		say("ten years of the ledger in %s", time.Since(began).Round(time.Second))
		if all, err = fund.Agreements(director); err != nil {
			return err
		}
	}
	known.month = "/funding/months/" + string(today[:7])
	sheet := func(p funding.Period) string {
		return fmt.Sprintf("/reports/draft?agreement=%s&period=%s&layout=%s&first=kk&second=ru", all[0].ID, report.SpanText(p), report.Ministry)
	}
	known.years = sheet(funding.Period{Since: first, Until: last})
	month, _ := funding.PeriodOf(string(last[:7]))
	known.sheet = sheet(month)
	return h.DB.View(director, func(tx *db.Tx) error {
		for _, table := range []string{"fund_ticks", "fund_lines"} {
			n, err := db.Get[int](director, tx, `SELECT count(*) FROM `+table)
			if err != nil {
				return err
			}
			b.report.tables = append(b.report.tables, tableSize{table, n})
		}
		return nil
	})
}

func (b *bench) agreeOnMoney(director context.Context, h *house.House, files *casework.Casework, fund *funding.Funding, since pana.Date) error {
	ministry, err := files.AddOrganisation(director, casework.NewOrganisation{Kind: "ministry", Name: "Ministry", Roles: []string{"funder"}})
	if err != nil {
		return err
	}
	var sites []pana.SiteID
	for _, s := range h.SiteList() {
		sites = append(sites, s.ID)
	}
	id, err := fund.AddAgreement(director, funding.Agreement{Name: "Ministry", Payer: "state", Since: since, Days: true, Services: []string{"social-domestic", "social-medical", "social-legal"},
		Sites: sites, Rhythm: funding.EachMonth, Due: 10, Funders: []funding.Funder{{Organisation: ministry, Parts: funding.Whole}}})
	if err != nil {
		return err
	}
	if err := fund.AddTariff(director, id, funding.Tariff{Unit: funding.PerDay, Since: since, Minor: 985_033}); err != nil {
		return err
	}
	_, err = fund.AddRule(director, funding.Rule{Since: since, Shares: []funding.Share{{Agreement: id, Parts: 8_500}, {Agreement: funding.Own, Parts: 1_500}}})
	return err
}

// benchBeds is how many beds of the first site are full for ten years.
const benchBeds = 30

// fillBeds lets those whose time is over have been here one after the other, in
// benchBeds beds of their own and until today. The nights that the world gave them
// give way.
func (b *bench) fillBeds(director context.Context, h *house.House, first, today pana.Date) error {
	site := h.SiteList()[0].ID
	type past struct {
		Client  string `db:"client_id"`
		Episode string `db:"id"`
	}
	return h.DB.Update(director, func(tx *db.Tx) error {
		gone, err := db.Select[past](director, tx, `SELECT e.client_id, e.id FROM episodes e WHERE e.site_id = $1 AND e.closed <> ''
			AND NOT EXISTS (SELECT 1 FROM stays s WHERE s.client_id = e.client_id AND s.until = '')
			AND NOT EXISTS (SELECT 1 FROM episodes o WHERE o.client_id = e.client_id AND o.id <> e.id) ORDER BY e.client_id LIMIT 1800`, string(site))
		if err != nil {
			return err
		}
		days := int(today.Time().Sub(first.Time()).Hours() / 24)
		turns := len(gone) / benchBeds
		if turns == 0 {
			return fmt.Errorf("%d past clients are too few for %d beds", len(gone), benchBeds)
		}
		each := days / turns
		var stays, ticks [][]any
		for i, p := range gone[:turns*benchBeds] {
			if _, err := tx.Exec(director, `DELETE FROM stays WHERE client_id = $1`, p.Client); err != nil {
				return err
			}
			since := first.AddDays(i / benchBeds * each)
			until := since.AddDays(each)
			if i/benchBeds == turns-1 {
				until = today
			}
			stays = append(stays, []any{tx.ID(), p.Client, p.Episode, string(site), fmt.Sprintf("ledger-%d", i%benchBeds), since, until, "planned", "", 0, "", 0, 1})
			for d := since; d < until; d = d.AddDays(1) {
				kinds := []string{"meals", "laundry"}
				for _, kind := range kinds[:1+(int(d.Time().Unix()/86_400)+i)%3/2] {
					ticks = append(ticks, []any{tx.ID(), p.Client, p.Episode, string(site), d, kind, "", 0})
				}
			}
		}
		err = tx.InsertMany(director, "stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)", stays)
		if err != nil {
			return err
		}
		return tx.InsertMany(director, "fund_ticks (id, client_id, episode_id, site_id, on_day, kind, by_staff, at)", ticks)
	})
}
