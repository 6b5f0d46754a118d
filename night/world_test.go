package night_test

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/night"
	"example.org/pana/residence"
)

// A world is the test house with a room of three beds. Aliya and Zarina sleep there;
// Aliya is Dina's. Erlan and Timur work at the same shelter.
type world struct {
	*housetest.World
	*night.Night
	t              testing.TB
	files          *casework.Casework
	beds           *residence.Residence
	aliya, zarina  pana.ClientID
	codeOf         map[pana.ClientID]string
	room           pana.RoomID
	empty, garden2 pana.BedID
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), night.Schema()), codeOf: map[pana.ClientID]string{}}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.Night = night.New(w.House, w.files, w.beds)
	var err error
	w.room, err = w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Sex: "female", Beds: 3})
	housetest.Done(t, "a room", err)
	w.aliya, w.zarina = w.comes("1"), w.comes("2")
	housetest.Done(t, "assign", w.files.Assign(w.As("saule"), w.aliya, w.Staff("dina"), pana.SocialWorker))
	w.later()
	return w
}

// comes writes a woman down and gives her a bed of the room.
func (w *world) comes(bed string) pana.ClientID {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "24-26"}})
		return err
	})
	housetest.Done(w.t, "a client", err)
	w.codeOf[a.Client] = a.Code
	m, err := w.beds.Tonight(ctx, w.Shelter.ID)
	housetest.Done(w.t, "the beds", err)
	for _, b := range m.Rooms[0].Beds {
		if b.Name == bed {
			_, err := w.beds.Admit(ctx, residence.Admission{Client: a.Client, Bed: b.ID})
			housetest.Done(w.t, "a bed", err)
		}
		if b.Name == "3" {
			w.empty = b.ID
		}
		if b.Name == "2" {
			w.garden2 = b.ID
		}
	}
	w.later()
	return a.Client
}

// later lets a second pass: ids order by the millisecond.
func (w *world) later() { w.Clock.Advance(time.Second) }

// now is what stands at the shelter as somebody sees it.
func (w *world) now(who string) night.Standing {
	w.t.Helper()
	s, err := w.Now(w.As(who), w.Shelter.ID)
	housetest.Done(w.t, who+" looks", err)
	return s
}

// writes says something of a client for the next shift, as the page stands now.
func (w *world) writes(who string, client pana.ClientID, l night.NewLine) {
	w.t.Helper()
	a, err := w.AboutOf(w.As(who), w.codeOf[client])
	housetest.Done(w.t, who+" opens the line", err)
	housetest.Done(w.t, who+" writes", w.WriteLine(w.As(who), client, a.Now.Version, l))
	w.later()
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	})
	housetest.Done(w.t, "count", err)
	return n
}
