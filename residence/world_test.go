package residence_test

import (
	"context"
	"errors"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with three rooms: the garden room with five beds
// for women and children, the quiet room with two for women alone, and the
// corner room with two for men.
type world struct {
	*housetest.World
	*residence.Residence
	t      testing.TB
	files  *casework.Casework
	garden pana.RoomID
	quiet  pana.RoomID
	corner pana.RoomID
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema())}
	w.files = casework.New(w.House)
	w.files.GuardReturn(func(context.Context, *db.Tx, pana.ClientID) error { return nil })
	w.Residence = residence.New(w.House, w.files)
	w.garden = w.room(residence.NewRoom{Name: "Garden", Sex: "female", Children: true, Beds: 5})
	w.quiet = w.room(residence.NewRoom{Name: "Quiet", Sex: "female", Beds: 2})
	w.corner = w.room(residence.NewRoom{Name: "Corner", Sex: "male", Beds: 2})
	return w
}

func (w *world) room(n residence.NewRoom) pana.RoomID {
	w.t.Helper()
	id, err := w.AddRoom(w.As("saule"), w.Shelter.ID, n)
	if err != nil {
		w.t.Fatalf("add a room: %v", err)
	}
	return id
}

// client writes down someone who came today and gives her to Dina.
func (w *world) client(sex, ageBand string) pana.ClientID {
	w.t.Helper()
	var added casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		added, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: sex, AgeBand: ageBand}})
		return err
	})
	if err == nil {
		err = w.files.Assign(ctx, added.Client, w.Staff("dina"), pana.SocialWorker)
	}
	if err != nil {
		w.t.Fatalf("write a client down: %v", err)
	}
	return added.Client
}

// bed returns a bed of a room by its name, as Saule sees it.
func (w *world) bed(room pana.RoomID, name string) residence.Bed {
	w.t.Helper()
	r, ok := w.tonight("saule").Room(room)
	if !ok {
		w.t.Fatal("the room is not on the map")
	}
	for _, b := range r.Beds {
		if b.Name == name {
			return b
		}
	}
	w.t.Fatalf("no bed %q in the room", name)
	return residence.Bed{}
}

func (w *world) tonight(who string) residence.Map {
	w.t.Helper()
	m, err := w.Tonight(w.As(who), w.Shelter.ID)
	if err != nil {
		w.t.Fatalf("%s looks at the beds: %v", who, err)
	}
	return m
}

func (w *world) admit(client pana.ClientID, room pana.RoomID, bed string) residence.Stay {
	w.t.Helper()
	s, err := w.Admit(w.As("dina"), residence.Admission{Client: client, Bed: w.bed(room, bed).ID})
	if err != nil {
		w.t.Fatalf("give a bed: %v", err)
	}
	return s
}

// full fills every bed that women may have.
func (w *world) full() {
	w.t.Helper()
	for _, b := range []string{"1", "2", "3", "4", "5"} {
		w.admit(w.client("female", "24-26"), w.garden, b)
	}
	for _, b := range []string{"1", "2"} {
		w.admit(w.client("female", "24-26"), w.quiet, b)
	}
}

// refused fails unless err is a refusal of that kind in those words.
func refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

func done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// lines counts the lines of the trail about a client with an act.
func (w *world) lines(client pana.ClientID, act string) int {
	w.t.Helper()
	var n int
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, `SELECT COUNT(*) FROM trail WHERE client_id = $1 AND act = $2`, string(client), act)
		return err
	})
	done(w.t, "count the trail", err)
	return n
}
