package learning_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/residence"
)

// A world is the test house with one client of Dina's and Gulnar's; its clock
// stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*learning.Learning
	t      testing.TB
	files  *casework.Casework
	client pana.ClientID
	code   string
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), learning.Schema())}
	w.files = casework.New(w.House)
	w.Learning = learning.New(w.House, w.files)
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "18-20"}})
		return err
	})
	done(t, "a client", err)
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		done(t, "assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.client, w.code = a.Client, a.Code
	w.later()
	return w
}

// later lets a second pass: ids order by the millisecond.
func (w *world) later() { w.Clock.Advance(time.Second) }

// months lets so many months of thirty-one days pass.
func (w *world) months(n int) { w.Clock.Advance(time.Duration(n*31*24) * time.Hour) }

func (w *world) reads(who string) learning.File {
	w.t.Helper()
	f, err := w.Read(w.As(who), w.code)
	done(w.t, who+" reads", err)
	return f
}

func (w *world) wishes(n learning.Wish) learning.Course {
	w.t.Helper()
	id, err := w.WishCourse(w.As("dina"), w.client, n)
	done(w.t, "a wish", err)
	w.later()
	return w.course(id)
}

func (w *world) course(id learning.CourseID) learning.Course {
	w.t.Helper()
	c, ok := w.reads("dina").Course(id)
	if !ok {
		w.t.Fatal("the course is not there")
	}
	return c
}

// steps takes a course on by a step, as its page stands now.
func (w *world) steps(id learning.CourseID, n learning.NewStep) {
	w.t.Helper()
	done(w.t, "a step", w.Step(w.As("dina"), w.client, id, w.course(id).Version, n))
	w.later()
}

// draws keeps a drawing of hers.
func (w *world) draws(title string) pana.DocumentID {
	w.t.Helper()
	var b bytes.Buffer
	done(w.t, "a picture", png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))))
	id, err := w.files.FileDocument(w.As("dina"), w.client, casework.NewDocument{Kind: "drawing", Title: title, File: &b})
	done(w.t, "a drawing", err)
	w.later()
	return id
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

func errOf[T any](_ T, err error) error { return err }

func fuzzy(t testing.TB, d pana.Date, p pana.Precision) pana.Fuzzy {
	t.Helper()
	f, err := pana.NewFuzzy(d, p)
	done(t, "a moment", err)
	return f
}
