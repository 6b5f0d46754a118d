package therapy_test

import (
	"context"
	"errors"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/residence"
	"example.org/pana/therapy"
)

// A world is the test house with its files and what is said in confidence.
type world struct {
	*housetest.World
	*therapy.Therapy
	files *casework.Casework
	t     testing.TB
}

func open(t testing.TB) *world {
	t.Helper()
	w := housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), therapy.Schema())
	files := casework.New(w.House)
	return &world{World: w, Therapy: therapy.New(w.House, files), files: files, t: t}
}

// come lets a client in, with whom staff work in their first role.
func (w *world) come(name string, staff ...string) casework.Added {
	w.t.Helper()
	ctx := w.As("saule")
	var a casework.Added
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: name}})
		return err
	})
	w.must(err)
	for _, s := range staff {
		w.must(w.files.Assign(ctx, a.Client, w.Staff(s), pana.ActorFrom(w.As(s)).Grants[0].Role))
	}
	return a
}

// interprets lets somebody interpret for a client: pledged, and wished for.
func (w *world) interprets(client pana.ClientID, n people.NewHelper, answer string) people.HelperID {
	w.t.Helper()
	helps := people.New(w.House, w.files)
	n.Part, n.Site, n.Terms = people.Interpreter, w.Shelter.ID, people.HelperTerms{Pledged: "2026-09-01", PledgedUntil: "2026-12-31"}
	id, err := helps.AddHelper(w.As("saule"), n)
	w.must(err)
	if n.New.Name != "" {
		who, err := helps.HelperOutside(w.As("saule"), id)
		w.must(err)
		w.must(helps.Confirm(w.As("saule"), who))
	}
	if answer != "" {
		w.must(helps.AskHelper(w.As("dina"), client, people.Wish{Helper: id, Answer: answer}, true))
	}
	return id
}

// unasked is what still stands in her file to be asked.
func (w *world) unasked(code string) (open []people.Unasked) {
	w.t.Helper()
	page, err := people.New(w.House, w.files).HelpersOf(w.As("dina"), code)
	w.must(err)
	for _, u := range page.Unasked {
		if u.Asked == "" {
			open = append(open, u)
		}
	}
	return open
}

// cared is someone with whom Dina and Gulnar work.
func (w *world) cared() casework.Added { return w.come("Madina", "dina", "gulnar") }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	w.must(w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	}))
	return n
}

// is reports whether err is of a kind and speaks with a key.
func is(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %v %q", err, kind, say)
	}
}

// refused reports whether err is a refusal on a field.
func refused(t testing.TB, err error, field string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != pana.Invalid || e.Field != field {
		t.Errorf("got %v, want a refusal on %q", err, field)
	}
}

var nobody casework.Someone

// marat is what Marat types when two must open something together.
func marat() house.Entry {
	return house.Entry{Name: "Marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}
}
