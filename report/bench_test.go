package report_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/report"
)

// Ten years of a house with thirty beds, all full: 110,000 person-days and 150,000
// services of 560 people, every month closed.
//
//	go test ./report -run '^$' -bench TenYears -benchtime 3x
func BenchmarkTenYears(b *testing.B) {
	w := open(b)
	w.ByHand()
	saule := w.As("saule")
	first := pana.Date("2016-11-01")
	a := w.agrees(funding.Agreement{Name: "Ten years", Payer: "local", Since: first, Days: true, Services: []string{"social-domestic"}, Sites: []pana.SiteID{w.Shelter.ID},
		Funders: []funding.Funder{{Organisation: w.ministry, Parts: funding.Whole}}})
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	must(w.fund.AddTariff(saule, a, funding.Tariff{Unit: funding.PerDay, Since: first, Minor: 500_000}))
	_, err := w.fund.AddRule(saule, funding.Rule{Site: w.Shelter.ID, What: "social-domestic", Since: first, Shares: []funding.Share{{Agreement: a, Parts: funding.Whole}}})
	must(err)
	sexes, bands, countries := []string{"female", "male"}, []string{"0-8", "9-17", "18-20", "30-38", "48+"}, []string{"KZ", "UZ"}
	const beds, people, days = 30, 570, 3652
	each := days * beds / people
	must(w.House.DB.Update(saule, func(tx *db.Tx) error {
		for n := range people {
			bed, turn := n%beds, n/beds
			since := first.AddDays(turn * each)
			id, episode := tx.ID(), tx.ID()
			for _, q := range []struct {
				text string
				args []any
			}{
				{`INSERT INTO clients (id, short_id, site_id, code, number, sex, age_band, birth_year, language, citizenship, undetermined, origin_country, origin_region, education, marital,
					children, child_of, past, created_at, created_by, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 'kk', $8, FALSE, $8, '', '', '', 0, '', FALSE, 0, '', 1)`,
					[]any{id, n + 1, w.Shelter.ID, fmt.Sprintf("KZ-16-%d", 1000+n), fmt.Sprint(1000 + n), sexes[n%2], bands[n%5], countries[n%3%2]}},
				{`INSERT INTO episodes (id, client_id, site_id, opened, closed, stage, stage_since, request_id, version) VALUES ($1, $2, $3, $4, $5, 'left', $4, '', 1)`,
					[]any{episode, id, w.Shelter.ID, since, since.AddDays(each)}},
				{`INSERT INTO stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)
					VALUES ($1, $2, $3, $4, $5, $6, $7, 'left', '', 0, '', 0, 1)`,
					[]any{tx.ID(), id, episode, w.Shelter.ID, fmt.Sprint("bed", bed), since, since.AddDays(each)}},
				{`INSERT INTO terms (id, client_id, episode_id, site_id, payer, organisation_id, until, supersedes, superseded, ask_id, by_staff, at)
					VALUES ($1, $2, $3, $4, 'local', '', '2027-12-31', '', FALSE, '', '', 0)`, []any{tx.ID(), id, episode, w.Shelter.ID}},
			} {
				if _, err := tx.Exec(saule, q.text, q.args...); err != nil {
					return err
				}
			}
			for d := range each {
				if (n+d)%8 == 0 {
					continue
				}
				kinds := []string{"meals", "laundry"}
				for _, kind := range kinds[:1+(n+d)%2] {
					if _, err := tx.Exec(saule, `INSERT INTO fund_ticks (id, client_id, episode_id, site_id, on_day, kind, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, '', 0)`,
						tx.ID(), id, episode, w.Shelter.ID, since.AddDays(d), kind); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}))
	whole := funding.Period{Since: first, Until: "2026-10-31"}
	begun := time.Now()
	for _, m := range whole.Months() {
		must(w.fund.CloseMonth(saule, m))
	}
	b.Logf("closing %d months took %v", len(whole.Months()), time.Since(begun))
	c := w.choice(report.Ministry)
	c.Agreement, c.Period = a, whole
	for name, c := range map[string]report.Choice{"ten years": c, "one month": func() report.Choice {
		one := c
		one.Period, _ = report.Span("2026-10")
		return one
	}()} {
		b.Run(name, func(b *testing.B) {
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			var peak atomic.Uint64
			stop := make(chan bool)
			go func() {
				for {
					select {
					case <-stop:
						return
					case <-time.After(5 * time.Millisecond):
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						peak.Store(max(peak.Load(), m.HeapAlloc))
					}
				}
			}()
			var d report.Draft
			cpu := ticksOfCPU()
			for b.Loop() {
				var err error
				d, err = w.Draft(saule, c)
				must(err)
				if _, err := w.DraftSheets(d, locale.For(locale.RU, locale.Client)); err != nil {
					b.Fatal(err)
				}
			}
			close(stop)
			b.ReportMetric(float64(ticksOfCPU()-cpu)*10/float64(b.N), "cpu-ms/op")
			lines := 0
			for _, m := range d.Content.Months {
				lines += m.Lines
			}
			b.ReportMetric(float64(peak.Load()-min(before.HeapAlloc, peak.Load()))/(1<<20), "MB-peak")
			b.ReportMetric(float64(lines), "lines")
		})
	}
}

// ticksOfCPU is how many hundredths of a second the process has worked, where the
// system tells it.
func ticksOfCPU() (n int) {
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	for _, f := range strings.Fields(rest)[11:13] {
		t, _ := strconv.Atoi(f)
		n += t
	}
	return n
}
