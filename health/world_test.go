package health_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
)

// A world is the test house with one client of Dina's, who has a bed, a nurse
// and a lawyer; its clock stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*health.Health
	t      testing.TB
	files  *casework.Casework
	beds   *residence.Residence
	client pana.ClientID
	code   string
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), intake.Schema(), health.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.Health = health.New(w.House, w.files)
	w.client, w.code = w.comes()
	room, err := w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 3})
	done(t, "a room", err)
	m, err := w.beds.Tonight(w.As("saule"), w.Shelter.ID)
	done(t, "the map", err)
	r, _ := m.Room(room)
	_, err = w.beds.Admit(w.As("dina"), residence.Admission{Client: w.client, Bed: r.Beds[0].ID})
	done(t, "a bed", err)
	return w
}

// comes writes someone down and gives her to Dina, Gulnar and Bolat.
func (w *world) comes() (pana.ClientID, string) {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Sabira", Full: "Sabira Umarova"},
			Coded: casework.Coded{Sex: "female", AgeBand: "21-23", Language: "uz"}})
		return err
	})
	done(w.t, "a client", err)
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist, "bolat": pana.Lawyer} {
		done(w.t, "assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.later()
	return a.Client, a.Code
}

// later lets a second pass: ids order by the millisecond.
func (w *world) later() { w.Clock.Advance(time.Second) }

func (w *world) reads(who string) health.File {
	w.t.Helper()
	f, err := w.Read(w.As(who), w.code)
	done(w.t, who+" reads her health", err)
	return f
}

func (w *world) prescribes(who string, p health.Prescription) health.MedicineID {
	w.t.Helper()
	id, err := w.Prescribe(w.As(who), w.client, p)
	done(w.t, who+" prescribes", err)
	w.later()
	return id
}

// agrees records what she answers about doctors.
func (w *world) agrees(recipient string, fields ...string) pana.ConsentID {
	w.t.Helper()
	id, err := w.files.RecordConsent(w.As("dina"), w.client, casework.NewConsent{Purpose: pana.MedicalUse, Recipient: recipient, Fields: fields, Until: "2027-06-30"})
	done(w.t, "a consent", err)
	w.later()
	return id
}

// sealed returns every word of a client that is sealed in a compartment, opened
// with the director's keys.
func (w *world) sealed(c pana.Compartment) []string {
	w.t.Helper()
	var texts []string
	ctx := w.As("saule")
	err := w.House.DB.View(ctx, func(tx *db.Tx) error {
		words, _, err := seal.GetWords(ctx, tx, w.Shelter.ID, seal.Owner(w.client), seal.Filter{Compartments: []pana.Compartment{c}})
		for _, word := range words {
			texts = append(texts, word.Text)
		}
		return err
	})
	done(w.t, "open the words", err)
	slices.Sort(texts)
	return texts
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	})
	done(w.t, "count", err)
	return n
}

// refused fails unless err is a refusal of that kind in those words.
func refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

// stale fails unless err says that somebody was faster, in just these fields.
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

func fuzzy(t testing.TB, d pana.Date, p pana.Precision) pana.Fuzzy {
	t.Helper()
	f, err := pana.NewFuzzy(d, p)
	done(t, "a moment", err)
	return f
}
