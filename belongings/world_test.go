package belongings_test

import (
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
		housetest.Done(t, "assign "+name, w.files.Assign(w.As("saule"), w.client, w.Staff(name), role))
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
	housetest.Done(w.t, "a client", err)
	w.Clock.Advance(time.Second)
	return a.Client, a.Code
}

// sleepsHere gives the client a bed, so that the night meets her.
func (w *world) sleepsHere() {
	w.t.Helper()
	saule := w.As("saule")
	_, err := w.beds.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 2})
	housetest.Done(w.t, "a room", err)
	tonight, err := w.beds.Tonight(saule, w.Shelter.ID)
	housetest.Done(w.t, "beds", err)
	_, err = w.beds.Admit(saule, residence.Admission{Client: w.client, Bed: tonight.Rooms[0].Beds[0].ID})
	housetest.Done(w.t, "a bed", err)
}

func (w *world) keeps(n belongings.NewKept) belongings.Kept {
	w.t.Helper()
	id, _, err := w.Keep(w.As("dina"), w.client, n)
	housetest.Done(w.t, "taken in", err)
	w.Clock.Advance(time.Second)
	return w.kept(id)
}

func (w *world) kept(id belongings.KeptID) belongings.Kept {
	w.t.Helper()
	p, err := w.Read(w.As("dina"), w.code)
	housetest.Done(w.t, "dina reads", err)
	k, ok := p.Of(id)
	if !ok {
		w.t.Fatal("the envelope is not there")
	}
	return k
}
