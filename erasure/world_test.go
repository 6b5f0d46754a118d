package erasure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/web"
)

// An attic is a house with files, some of them closed.
type attic struct {
	*housetest.World
	t      *testing.T
	files  *casework.Casework
	forget *erasure.Erasure
	desk   *intake.Intake
}

func begin(t *testing.T) *attic {
	t.Helper()
	w := housetest.Open(t, web.Schema())
	files := casework.New(w.House)
	rooms := residence.New(w.House, files)
	return &attic{World: w, t: t, files: files, forget: erasure.New(w.House), desk: intake.New(w.House, files, rooms)}
}

func (a *attic) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// come opens a file with a name and a note.
func (a *attic) come(name string) casework.Added {
	a.t.Helper()
	ctx := a.As("saule")
	var added casework.Added
	a.must(a.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		added, err = a.files.Add(ctx, tx, casework.NewClient{Site: a.Shelter.ID, Names: casework.Names{ToUse: name},
			Coded: casework.Coded{Sex: "female", AgeBand: "24-26", Citizenship: "UZ", BirthYear: 2001, Language: "uz"}})
		return err
	}))
	_, err := a.files.WriteNote(ctx, added.Client, casework.NewNote{Text: "She slept well."})
	a.must(err)
	return added
}

// gone is a client whose file is closed.
func (a *attic) gone(name string) casework.Added {
	a.t.Helper()
	added := a.come(name)
	a.must(a.files.CloseEpisode(a.As("saule"), added.Client, a.House.Today(a.House.Now())))
	return added
}

// pass lets time go by in a house that is used every day.
func (a *attic) pass(days int) {
	a.t.Helper()
	a.Clock.Advance(time.Duration(days-2) * 24 * time.Hour)
	for range 3 {
		a.As("saule")
		a.Clock.Advance(16 * time.Hour)
	}
	a.As("saule")
}

// with is what Saule types to erase a file together with Marat.
func with(code, reason string) erasure.Asking {
	return erasure.Asking{Code: code, Reason: reason, Pair: house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}}
}

func alone(code string) erasure.Asking { return erasure.Asking{Code: code, Reason: erasure.TimeOver} }

func say(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// cells returns every cell of every table that holds text, as table.column and value.
func cells(t *testing.T, h *house.House) []string {
	t.Helper()
	columns, err := db.Columns(h.Tables())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	err = h.DB.View(t.Context(), func(tx *db.Tx) error {
		for _, c := range columns {
			rows, err := tx.Rows(t.Context(), `SELECT `+c.Name+` FROM `+c.Table)
			if err != nil {
				return err
			}
			for rows.Next() {
				var v any
				if err := rows.Scan(&v); err != nil {
					return err
				}
				all = append(all, c.Table+"."+c.Name+"="+fmt.Sprint(v))
			}
			rows.Close()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func holds(cells []string, word string) []string {
	var found []string
	for _, c := range cells {
		if strings.Contains(c, word) {
			found = append(found, c)
		}
	}
	return found
}

// whole goes through the house as pana verify does.
func (a *attic) whole() {
	a.t.Helper()
	saule := a.As("saule")
	_, err := a.House.Checkpoint(saule)
	a.must(err)
	if _, err := a.House.Verify(saule, nil, nil); err != nil {
		a.t.Errorf("verify: %v", err)
	}
}

func (a *attic) forgetAgain() *erasure.Erasure { return erasure.New(a.House) }
