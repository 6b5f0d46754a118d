package stats_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/stats"
	"example.org/pana/web"
)

// A world is the test house with its counts; its clock stands on Monday, 23 November
// 2026.
type world struct {
	*housetest.World
	*stats.Stats
	t     testing.TB
	files *casework.Casework
	beds  *residence.Residence
	desk  *intake.Intake
	waste *erasure.Erasure
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, web.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.desk = intake.New(w.House, w.files, w.beds)
	w.waste = erasure.New(w.House)
	w.Stats = stats.New(w.House, w.desk, w.beds)
	return w
}

// A life is somebody as a test has her: when she came, and what is known.
type life struct {
	casework.Added
	coded  casework.Coded
	facts  casework.Trafficking
	opened []pana.Date
	hidden bool // from Dina
	erased bool
}

// comes lets somebody in who came and left on days of the past.
func (w *world) comes(l *life) {
	w.t.Helper()
	saule := w.As("saule")
	housetest.Done(w.t, "a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		for i, day := range l.opened {
			if i == 0 {
				if l.Added, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Coded: l.coded, Past: true, Opened: day, Closed: day}); err != nil {
					return err
				}
				if len(l.facts.Codes) > 0 {
					if _, err = w.files.PutFacts(saule, tx, policy.Subject{Client: l.Client, Site: w.Shelter.ID}, l.Episode, l.facts); err != nil {
						return err
					}
				}
				continue
			}
			if _, err := casework.OpenEpisode(saule, tx, casework.NewEpisode{Client: l.Client, Site: w.Shelter.ID, Opened: day, Closed: day}); err != nil {
				return err
			}
		}
		return nil
	}))
	w.Clock.Advance(time.Millisecond)
}

// hides keeps a file from Dina.
func (w *world) hides(l *life) {
	w.t.Helper()
	l.hidden = true
	w.ByHand()
	ctx := context.Background()
	housetest.Done(w.t, "hidden", w.House.DB.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO conflicts (client_id, staff_id, set_by, set_at, lifted_by, lifted_at, named, closed) VALUES ($1, $2, '', 1, '', 0, '', '')`, l.Client, w.Staff("dina"))
		return err
	}))
}

// forgets erases a file as the house does when the time is over.
func (w *world) forgets(l *life) {
	w.t.Helper()
	l.erased = true
	housetest.Done(w.t, "erased", w.waste.Erase(w.As("saule"), l.Client, erasure.Asking{Code: l.Code, Reason: erasure.Asked,
		Pair: house.Pair{Passphrase: housetest.Passphrase("saule"), Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}}))
}

func of(kind ...string) casework.Trafficking {
	f := casework.NoFacts()
	if len(kind) > 0 {
		f.Codes["htcds/exploitation"] = kind
	}
	return f
}

func day(year, month int) pana.Date { return pana.Date(fmt.Sprintf("%04d-%02d-05", year, month)) }
