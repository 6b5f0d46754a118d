package intake_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with two rooms for women, one of them for children
// too, and one for men.
type world struct {
	*housetest.World
	*intake.Intake
	t      testing.TB
	files  *casework.Casework
	beds   *residence.Residence
	garden pana.RoomID
	quiet  pana.RoomID
	corner pana.RoomID
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), intake.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.Intake = intake.New(w.House, w.files, w.beds)
	w.garden = w.room(residence.NewRoom{Name: "Garden", Sex: "female", Children: true, Beds: 2})
	w.quiet = w.room(residence.NewRoom{Name: "Quiet", Sex: "female", Beds: 1})
	w.corner = w.room(residence.NewRoom{Name: "Corner", Sex: "male", Beds: 1})
	return w
}

func (w *world) room(n residence.NewRoom) pana.RoomID {
	w.t.Helper()
	id, err := w.beds.AddRoom(w.As("saule"), w.Shelter.ID, n)
	done(w.t, "add a room", err)
	return id
}

// bed returns a bed of a room by its name.
func (w *world) bed(room pana.RoomID, name string) pana.BedID {
	w.t.Helper()
	r, _ := w.tonight().Room(room)
	for _, b := range r.Beds {
		if b.Name == name {
			return b.ID
		}
	}
	w.t.Fatalf("no bed %q", name)
	return ""
}

func (w *world) tonight() residence.Map {
	w.t.Helper()
	m, err := w.beds.Tonight(w.As("saule"), w.Shelter.ID)
	done(w.t, "look at the beds", err)
	return m
}

// arrive lets someone in on behalf of who.
func (w *world) arrive(who string, a intake.Arrival) string {
	w.t.Helper()
	code, err := w.Arrive(w.As(who), a)
	done(w.t, who+" lets someone in", err)
	w.Clock.Advance(time.Second)
	return code
}

func (w *world) record(who string, n intake.NewRequest) pana.RequestID {
	w.t.Helper()
	id, err := w.Record(w.As(who), n)
	done(w.t, who+" records a request", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) request(who string, id pana.RequestID) intake.Request {
	w.t.Helper()
	r, err := w.Request(w.As(who), id)
	done(w.t, who+" reads a request", err)
	return r
}

func (w *world) file(who, code string) casework.File {
	w.t.Helper()
	f, err := w.files.Open(w.As(who), code)
	done(w.t, who+" opens the file", err)
	return f
}

// where returns the code of whoever sleeps in a bed.
func (w *world) where(bed pana.BedID) string {
	w.t.Helper()
	_, b, _ := w.tonight().Bed(bed)
	return b.Code
}

func count(w *world, q string, args ...any) int {
	w.t.Helper()
	var n int
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	})
	done(w.t, "count", err)
	return n
}

// everything returns every value of every column of every table but words and
// the trail's digests, as "table.column=value".
func (w *world) everything() map[string]int {
	w.t.Helper()
	all := map[string]int{}
	columns, err := db.Columns(w.Options().Schema)
	done(w.t, "read the schema", err)
	err = w.House.DB.View(context.Background(), func(tx *db.Tx) error {
		for _, c := range columns {
			rows, err := tx.Rows(context.Background(), `SELECT `+c.Name+` FROM `+c.Table)
			if err != nil {
				return err
			}
			for rows.Next() {
				var v any
				if err := rows.Scan(&v); err != nil {
					return err
				}
				all[fmt.Sprintf("%s.%s=%v", c.Table, c.Name, v)]++
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		return nil
	})
	done(w.t, "read every table", err)
	return all
}

// refused fails unless err, or one of the errors in it, is of that kind on that
// field in those words.
func refused(t testing.TB, err error, kind pana.Kind, field, say string) {
	t.Helper()
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			if p, ok := e.(*pana.Error); ok && p.Kind == kind && p.Field == field && p.Say == say {
				return
			}
		}
	}
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Field != field || e.Say != say {
		t.Errorf("got %v, want %s %s (%s)", err, kind, say, field)
	}
}

func done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
