package rights_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/web"
)

// A world is the test house with files and what their owners ask.
type world struct {
	*housetest.World
	*rights.Rights
	files *casework.Casework
	t     testing.TB
}

func open(t testing.TB) *world {
	t.Helper()
	w := housetest.Open(t, web.Schema())
	files := casework.New(w.House)
	residence.New(w.House, files)
	return &world{World: w, Rights: rights.New(w.House, files), files: files, t: t}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// come lets a client in, with whom staff work in their first role.
func (w *world) come(name string, staff ...string) casework.Added {
	w.t.Helper()
	ctx := w.As("saule")
	var a casework.Added
	w.must(w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: name}, Coded: casework.Coded{Sex: "female", AgeBand: "24-26", Language: "uz"}})
		return err
	}))
	for _, s := range staff {
		w.must(w.files.Assign(ctx, a.Client, w.Staff(s), pana.ActorFrom(w.As(s)).Grants[0].Role))
	}
	return a
}

// cared is someone with whom Dina and Gulnar work.
func (w *world) cared() casework.Added { return w.come("Madina", "dina", "gulnar") }

func (w *world) note(name string, client pana.ClientID, n casework.NewNote) pana.NoteID {
	w.t.Helper()
	id, err := w.files.WriteNote(w.As(name), client, n)
	w.must(err)
	return id
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.House.DB.View(ctx, func(tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, q, args...)
		return err
	}))
	return n
}

func say(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func field(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Field
	}
	return ""
}

// all is every text of records.
func all(records []rights.Record) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString("\n" + r.Title + " ")
		for _, v := range r.Values {
			b.WriteString(v.Label + ": " + v.Text + "; ")
		}
	}
	return b.String()
}

var everyPart = []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal}
