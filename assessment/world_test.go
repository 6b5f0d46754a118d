package assessment_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with one woman in it: Dina works with her, and so does
// Gulnar; Erlan does not. Timur keeps the night.
type world struct {
	*housetest.World
	*assessment.Assessment
	t     testing.TB
	files *casework.Casework
	beds  *residence.Residence
	desk  *intake.Intake
	bed   pana.BedID
	woman pana.ClientID
	code  string
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), intake.Schema(), assessment.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.desk = intake.New(w.House, w.files, w.beds)
	w.Assessment = assessment.New(w.House, w.files)
	saule := w.As("saule")
	_, err := w.beds.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 3})
	done(t, "add a room", err)
	m, err := w.beds.Tonight(saule, w.Shelter.ID)
	done(t, "look at the beds", err)
	w.bed = m.Rooms[0].Beds[0].ID
	w.woman, w.code = w.comes()
	w.works("dina", pana.SocialWorker, w.woman)
	w.works("gulnar", pana.Psychologist, w.woman)
	return w
}

// comes lets a woman in for the night.
func (w *world) comes() (pana.ClientID, string) {
	w.t.Helper()
	a := intake.Arrival{Name: "Gulbahor", Sex: "female", Consent: intake.Yes}
	if w.woman == "" {
		a.Bed = w.bed
	}
	code, err := w.desk.Arrive(w.As("timur"), a)
	done(w.t, "let her in", err)
	w.Clock.Advance(time.Minute)
	var id pana.ClientID
	w.read(func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = db.Get[pana.ClientID](ctx, tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	})
	return id, code
}

func (w *world) works(name string, role pana.Role, client pana.ClientID) {
	w.t.Helper()
	done(w.t, name+" works with her", w.files.Assign(w.As("saule"), client, w.Staff(name), role))
}

func (w *world) read(f func(context.Context, *db.Tx) error) {
	w.t.Helper()
	ctx := context.Background()
	if err := w.House.DB.View(ctx, func(tx *db.Tx) error { return f(ctx, tx) }); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	w.read(func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, q, args...)
		return err
	})
	return n
}

// stage is where she is on her way.
func (w *world) stage() string {
	w.t.Helper()
	f, err := w.files.Open(w.As("saule"), w.code)
	done(w.t, "open her file", err)
	return f.Episodes[0].Stage
}

// sees opens her assessment as name.
func (w *world) sees(name string, number int) assessment.Sheet {
	w.t.Helper()
	s, err := w.See(w.As(name), w.code, number)
	done(w.t, name+" opens the assessment", err)
	return s
}

func (w *world) sits(name string, s assessment.Sitting) {
	w.t.Helper()
	done(w.t, name+" writes "+s.Area, w.Sit(w.As(name), w.woman, s))
	w.Clock.Advance(time.Second)
}

func done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// is fails unless err is of kind and says say.
func is(t testing.TB, what string, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || say != "" && e.Say != say {
		t.Errorf("%s: %v, want %v %q", what, err, kind, say)
	}
}
