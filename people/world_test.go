package people_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/residence"
)

// A world is the test house with one client of Dina's and Gulnar's; its clock
// stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*people.People
	t      testing.TB
	files  *casework.Casework
	client pana.ClientID
	code   string
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema())}
	w.files = casework.New(w.House)
	w.People = people.New(w.House, w.files)
	a := w.comes()
	w.client, w.code = a.Client, a.Code
	return w
}

// comes makes a client of Dina's and Gulnar's.
func (w *world) comes() casework.Added {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	housetest.Done(w.t, "a client", w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "18-20"}})
		return err
	}))
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		housetest.Done(w.t, "assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.Clock.Advance(time.Second)
	return a
}

// sees is what Saule reads of somebody.
func (w *world) sees(name string) people.Person {
	w.t.Helper()
	p, err := w.Person(w.As("saule"), w.Staff(name))
	housetest.Done(w.t, "Saule reads of "+name, err)
	return p
}

func (w *world) adds(name string, r people.Record) people.RecordID {
	w.t.Helper()
	id, err := w.AddRecord(w.As("saule"), w.Staff(name), r)
	housetest.Done(w.t, "a line about "+name, err)
	w.Clock.Advance(time.Second)
	return id
}

func errOf[T any](_ T, err error) error { return err }

func when(t testing.TB, d pana.Date, p pana.Precision) pana.Fuzzy {
	t.Helper()
	f, err := pana.NewFuzzy(d, p)
	housetest.Done(t, "a moment", err)
	return f
}
