//go:build !release

package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/demo"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/stats"
)

// world builds the crowd, unless the folder holds one of this size.
func (b *bench) world(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(b.dir, "house")); err == nil {
		say("a world is there already")
		return nil
	}
	began := time.Now()
	err := demo.Crowd{Dir: b.dir, Clients: b.clients, Progress: func(what string, done int) { say("%s: %d", what, done) }}.Build(ctx)
	say("built in %s", time.Since(began).Round(time.Second))
	return err
}

// What is known of the world by one who looked inside.
type benchKnown struct {
	codes map[string][]string // of clients whose file a worker may open
	names []string            // full names of clients of the first site
	long  string              // code of a file with benchLong entries
	own   []string            // of clients with a plan whose worker benchWorker is
	form  string              // address of a form of benchQuestions in the first of those files
	words []string            // by which a call is known
	month string              // address of this month of the ledger
	sheet string              // and of a report on the last one
	years string              // and on all that are closed
}

// lookInside opens the house in this process: it draws clients to ask for,
// counts rows, and measures the table over all clients, which has no page.
func (b *bench) lookInside(ctx context.Context) (benchKnown, error) {
	known := benchKnown{codes: map[string][]string{}}
	h, err := house.Open(ctx, demo.CrowdOptions(b.dir))
	if err != nil {
		return known, err
	}
	defer h.Close()
	as := map[string]context.Context{}
	for _, name := range []string{benchDirector, benchWorker} {
		cookie, _, err := h.SignIn(ctx, house.Entry{Name: name, Passphrase: demo.CrowdPassphrase(name)})
		if err != nil {
			return known, err
		}
		if as[name], _, err = h.Resume(ctx, cookie); err != nil {
			return known, err
		}
	}
	if h.Settings().Name != demo.CrowdHouse(b.clients) {
		return known, errors.New(reader().T("bench.other", "N", b.clients))
	}
	sites := h.SiteList()
	if known.codes[benchDirector], err = b.draw(ctx, h, "", ""); err != nil {
		return known, err
	}
	if known.codes[benchWorker], err = b.draw(ctx, h, sites[0].ID, pana.ActorFrom(as[benchWorker]).Staff); err != nil {
		return known, err
	}
	files := casework.New(h)
	for _, code := range known.codes[benchWorker] {
		f, err := files.Open(as[benchDirector], code)
		if err != nil {
			return known, err
		}
		if f.Names.Full != "" { // whoever arrived in an earlier run has a first name only
			known.names = append(known.names, f.Names.Full)
		}
		if len(known.names) == benchFinds {
			break
		}
	}
	known.long = known.codes[benchWorker][0]
	if err := b.lengthen(as[benchDirector], h, files, known.long); err != nil {
		return known, err
	}
	if err := b.begin(as[benchDirector], as[benchWorker], h, files, &known); err != nil {
		return known, err
	}
	if err := b.account(as[benchDirector], h, files, &known); err != nil {
		return known, err
	}
	if err := b.countRows(ctx, h); err != nil {
		return known, err
	}
	if err := b.crossTable(as[benchDirector], h); err != nil {
		return known, err
	}
	return known, h.Close()
}

// benchDraws is how many clients are drawn for each visitor.
const benchDraws = 600

// draw draws clients whose file a worker may open, from one site or from all.
func (b *bench) draw(ctx context.Context, h *house.House, site pana.SiteID, worker pana.StaffID) ([]string, error) {
	var drawn []string
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		all, err := tx.Rows(ctx, `SELECT code FROM clients c WHERE ($1 = '' OR site_id = $1)
			AND NOT EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = c.id AND x.staff_id = $2)`, string(site), string(worker))
		if err != nil {
			return err
		}
		defer all.Close()
		r := rand.New(rand.NewPCG(1, 2))
		for n := 1; all.Next(); n++ {
			var code string
			if err := all.Scan(&code); err != nil {
				return err
			}
			if len(drawn) < benchDraws {
				drawn = append(drawn, code)
			} else if i := r.IntN(n); i < benchDraws {
				drawn[i] = code
			}
		}
		r.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
		return all.Err()
	})
	if err == nil && len(drawn) == 0 {
		err = errors.New("nobody to visit")
	}
	return drawn, err
}

// benchLong is how many entries the longest file has: ten years of a day house.
const benchLong = 2000

// lengthen fills one file up to benchLong entries of its timeline, as the director.
func (b *bench) lengthen(ctx context.Context, h *house.House, files *casework.Casework, code string) error {
	f, err := files.Open(ctx, code)
	if err != nil {
		return err
	}
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		there, err := db.Get[int](ctx, tx, `SELECT count(*) FROM notes WHERE client_id = $1`, f.Client.ID)
		if err != nil {
			return err
		}
		today := h.Today(tx.Now)
		for i := there; i < benchLong; i++ {
			n := casework.NewNote{Kind: "observation", Compartment: pana.Care, On: today.AddDays(-i % 700), Source: pana.StaffSaw,
				Text: "Went with her to the clinic and waited. Келесі аптада заңгермен кездеседі. Спала хорошо.", Told: "I want to see the sea."}
			if _, _, err := files.AddNote(ctx, tx, f.Subject, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) countRows(ctx context.Context, h *house.House) error {
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		for _, table := range []string{"clients", "episodes", "notes", "consents", "persons", "stays", "assignments", "conflicts",
			"trafficking", "trafficking_codes", "alerts", "plan_lines", "plan_steps", "assessments", "papers", "paper_steps", "appointments",
			"therapy_seats", "hearings", "courses", "agreements", "calls", "name_tokens", "words", "trail", "staff"} {
			n, err := db.Get[int](ctx, tx, `SELECT count(*) FROM `+table)
			if err != nil {
				return err
			}
			b.report.tables = append(b.report.tables, tableSize{table, n})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.report.weigh(filepath.Join(b.dir, "house"))
}

// crossTable counts all clients by what was done to them, sex and age, as the page of
// ages does for the director, without drawing it.
func (b *bench) crossTable(ctx context.Context, h *house.House) error {
	files := casework.New(h)
	beds := residence.New(h, files)
	years := stats.New(h, intake.New(h, files, beds), beds)
	var waits []time.Duration
	before, err := cpuOf(os.Getpid())
	if err != nil {
		return err
	}
	for range 5 {
		began := time.Now()
		ages, err := years.Ages(ctx, stats.Filter{})
		if err == nil && ages.Came.N == 0 {
			err = errors.New("the table is empty")
		}
		if err != nil {
			return err
		}
		waits = append(waits, time.Since(began))
	}
	after, err := cpuOf(os.Getpid())
	b.report.many("cross-table over all", after-before, waits, 60, "ages of five years, counted in this process as the page has them")
	return err
}
