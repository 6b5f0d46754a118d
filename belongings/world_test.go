package belongings_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with one client of Dina's and Gulnar's; its clock
// stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*belongings.Belongings
	t      testing.TB
	files  *casework.Casework
	beds   *residence.Residence
	client pana.ClientID
	code   string
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), belongings.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.Belongings = belongings.New(w.House, w.files)
	w.client, w.code = w.comes()
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		done(t, "assign "+name, w.files.Assign(w.As("saule"), w.client, w.Staff(name), role))
	}
	w.Clock.Advance(time.Second)
	return w
}

func (w *world) comes() (pana.ClientID, string) {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "18-20"}})
		return err
	})
	done(w.t, "a client", err)
	w.Clock.Advance(time.Second)
	return a.Client, a.Code
}

// sleepsHere gives the client a bed, so that the night meets her.
func (w *world) sleepsHere() {
	w.t.Helper()
	saule := w.As("saule")
	_, err := w.beds.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 2})
	done(w.t, "a room", err)
	tonight, err := w.beds.Tonight(saule, w.Shelter.ID)
	done(w.t, "beds", err)
	_, err = w.beds.Admit(saule, residence.Admission{Client: w.client, Bed: tonight.Rooms[0].Beds[0].ID})
	done(w.t, "a bed", err)
}

func (w *world) keeps(n belongings.NewKept) belongings.Kept {
	w.t.Helper()
	id, _, err := w.Keep(w.As("dina"), w.client, n)
	done(w.t, "taken in", err)
	w.Clock.Advance(time.Second)
	return w.kept(id)
}

func (w *world) kept(id belongings.KeptID) belongings.Kept {
	w.t.Helper()
	p, err := w.Read(w.As("dina"), w.code)
	done(w.t, "dina reads", err)
	k, ok := p.Of(id)
	if !ok {
		w.t.Fatal("the envelope is not there")
	}
	return k
}

func refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

func stale(t testing.TB, err error, fields ...string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "db.stale" {
		t.Errorf("got %v, want a stale page", err)
		return
	}
	if got, _ := e.With["Fields"].([]string); !slices.Equal(got, fields) {
		t.Errorf("the page differs in %v, want %v", got, fields)
	}
}

func done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
