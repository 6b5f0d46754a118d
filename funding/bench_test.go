package funding_test

import (
	"context"
	"fmt"
	"testing"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
)

// tenYears fills a house of thirty beds with ten years: about 110,000 person-days of
// 1,800 people, and 150,000 services.
func tenYears(b testing.TB) *world {
	w := open(b)
	w.ByHand()
	ctx := w.As("saule")
	_, err := w.AddRule(ctx, funding.Rule{Since: "2026-09-01", Shares: []funding.Share{{Agreement: w.ministry, Parts: 6_000}, {Agreement: w.foundation, Parts: 2_500}, {Agreement: funding.Own, Parts: 1_500}}})
	if err != nil {
		b.Fatal(err)
	}
	if err := w.AddTariff(ctx, w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 985_033}); err != nil {
		b.Fatal(err)
	}
	const people, stay = 1_800, 61
	site := string(w.Shelter.ID)
	first := pana.Date("2016-11-24")
	for part := range people / 100 {
		err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
			var clients, episodes, stays, visits [][]any
			for i := part * 100; i < part*100+100; i++ {
				id, e := fmt.Sprintf("client-%06d", i), fmt.Sprintf("episode-%06d", i)
				came := first.AddDays(i / 30 * stay)
				left := came.AddDays(stay)
				open := ""
				if left > today {
					left = ""
				} else {
					open = string(left)
				}
				clients = append(clients, []any{id, i + 1_000_000, site, fmt.Sprintf("KZ-16-%06d", i), fmt.Sprint(i), "female", "24-26", 0, "", "", false, "", "", "", "", 0, "", false, 0, "", 1})
				episodes = append(episodes, []any{e, id, site, came, open, "stay", came, "", 1})
				stays = append(stays, []any{"stay-" + id, id, e, site, fmt.Sprintf("bed-%d", i%30), came, open, "", "", 0, "", 0, 1})
				for v := range 83 {
					on := came.AddDays(v * stay / 83)
					if on > today {
						break
					}
					visits = append(visits, []any{fmt.Sprintf("visit-%06d-%d", i, v), id, e, "general", on, "", "", "", "", "", "", "", []string{"state", "foundation", ""}[v%3], []string{"social-medical", "social-legal"}[v%2], "held", "", 40, "staff", 0, 1})
				}
			}
			for _, t := range []struct {
				into string
				rows [][]any
			}{
				{"clients (id, short_id, site_id, code, number, sex, age_band, birth_year, language, citizenship, undetermined, origin_country, origin_region, education, marital, children, child_of, past, created_at, created_by, version)", clients},
				{"episodes (id, client_id, site_id, opened, closed, stage, stage_since, request_id, version)", episodes},
				{"stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)", stays},
				{"appointments (id, client_id, episode_id, kind, on_day, at_clock, organisation_id, person_id, escort, doctor_sex, interpreter, transport, payer, service, state, why_not, minutes, by_staff, at, version)", visits},
			} {
				if err := tx.InsertMany(ctx, t.into, t.rows); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return w
}

// BenchmarkMonth reads one month of ten years: the page of the month does no more.
func BenchmarkMonth(b *testing.B) {
	w := tenYears(b)
	for _, month := range []string{"2026-10", "2020-05"} {
		p, _ := funding.PeriodOf(month)
		b.Run(month, func(b *testing.B) {
			measure(b, w, func(ctx context.Context) (int, error) { l, err := w.Ledger(ctx, p); return len(l.Lines), err })
		})
	}
	b.Run("ten years", func(b *testing.B) {
		measure(b, w, func(ctx context.Context) (int, error) {
			t, err := w.Sum(ctx, funding.Period{Since: "2016-11-24", Until: today})
			n := 0
			if err == nil {
				for _, one := range t.Totals() {
					n += int(one.Parts / funding.Whole)
				}
			}
			return n, err
		})
	})
}

func measure(b *testing.B, w *world, read func(context.Context) (int, error)) {
	ctx := w.As("vera")
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		var err error
		if n, err = read(ctx); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n), "lines")
}
