package db_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/internal/db"
)

var night = time.Date(2026, 11, 23, 3, 12, 9, 123456000, time.UTC)

// written is a room as a chapter would read it.
type written struct {
	Key
	Name    string
	Beds    uint8
	Open    bool
	Since   time.Time
	Seal    []byte
	Version int64    `db:"version"`
	Guests  []string `db:"-"`
}

type Key struct {
	Site pana.SiteID
	ID   pana.RoomID
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, want := range []written{
		{Key{"lake", "1"}, "Көл бөлмесі 🌊", 5, true, night, []byte{0, 1, 254, 255}, 1 << 60, nil},
		{Key{"lake", "2"}, "", 0, false, time.Time{}, nil, 0, nil},
	} {
		s := begin(t)
		var got written
		err := s.Update(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO room (site, id, name, beds, open, since, seal, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				want.Site, want.ID, &want.Name, want.Beds, want.Open, want.Since, want.Seal, want.Version)
			if err != nil {
				return err
			}
			got, err = db.Get[written](t.Context(), tx, `SELECT site, id, name, beds, open, since, seal, version FROM room WHERE id = $1`, want.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSingleValues(t *testing.T) {
	s := begin(t)
	s.add("attic", "birch room")
	err := s.View(t.Context(), func(tx *db.Tx) error {
		ctx := t.Context()
		check := func(name string, got, want any, err error) {
			t.Helper()
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", name, err, diff)
			}
		}
		n, err := db.Get[int](ctx, tx, `SELECT count(*) FROM room`)
		check("a count", n, 2, err)
		sum, err := db.Get[int64](ctx, tx, `SELECT sum(version) FROM room`)
		check("a sum, which engines type differently", sum, int64(2), err)
		yes, err := db.Get[bool](ctx, tx, `SELECT beds > 1 FROM room WHERE name = $1`, "attic")
		check("a comparison", yes, true, err)
		none, err := db.Get[time.Time](ctx, tx, `SELECT max(since) FROM room`)
		check("NULL into a moment", none, time.Time{}, err)
		p, err := db.Get[*int64](ctx, tx, `SELECT max(since) FROM room`)
		check("NULL into a pointer", p, (*int64)(nil), err)
		q, err := db.Get[*int64](ctx, tx, `SELECT max(version) FROM room`)
		check("a number into a pointer", *q, int64(1), err)
		ns, err := db.Get[sql.NullString](ctx, tx, `SELECT name FROM room WHERE name = $1`, "attic")
		check("a type that scans itself", ns, sql.NullString{String: "attic", Valid: true}, err)
		names, err := db.Select[string](ctx, tx, roomNames)
		check("a list", names, []string{"attic", "birch room"}, err)
		nobody, err := db.Select[string](ctx, tx, `SELECT name FROM room WHERE name = $1`, "cellar")
		check("an empty list", nobody, []string(nil), err)
		_, ok, err := db.Find[string](ctx, tx, `SELECT name FROM room WHERE name = $1`, "cellar")
		check("nobody found", ok, false, err)
		_, err = db.Get[string](ctx, tx, `SELECT name FROM room WHERE name = $1`, "cellar")
		wantSay(t, err, pana.NotFound, "db.absent")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// No error repeats what was read or written, for it may be a name.
func TestErrorsHoldNoValues(t *testing.T) {
	const secret = "Рухия"
	type narrow struct{ Name int }
	for name, f := range map[string]func(tx *db.Tx) error{
		"a name into a number": func(tx *db.Tx) error {
			_, err := db.Get[narrow](t.Context(), tx, `SELECT name FROM room WHERE name = $1`, secret)
			return err
		},
		"a name scanned by hand into a number": func(tx *db.Tx) error {
			rows, err := tx.Rows(t.Context(), `SELECT name FROM room WHERE name = $1`, secret)
			if err != nil {
				return err
			}
			defer rows.Close()
			var n int
			rows.Next()
			return rows.Scan(&n)
		},
		"a name into two columns": func(tx *db.Tx) error {
			_, err := db.Get[string](t.Context(), tx, `SELECT name, site FROM room WHERE name = $1`, secret)
			return err
		},
		"a column without a field": func(tx *db.Tx) error {
			_, err := db.Get[narrow](t.Context(), tx, `SELECT name AS title FROM room WHERE name = $1`, secret)
			return err
		},
		"two rows where one should be": func(tx *db.Tx) error {
			_, err := db.Get[string](t.Context(), tx, `SELECT name FROM room`)
			return err
		},
		"a taken name": func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), secret, 1)
			return err
		},
		"a name that the engine casts": func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO nowhere (x) VALUES ($1)`, secret)
			return err
		},
		"a list as an argument": func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE room SET name = $1`, []string{secret})
			return err
		},
		"a name in place of a number": func(tx *db.Tx) error {
			if tx.Engine == db.SQLite { // keeps text in any column
				return db.Stale("rooms.Rename", nil)
			}
			_, err := tx.Exec(t.Context(), `UPDATE room SET beds = CAST($1 AS TEXT)::integer`, secret)
			return err
		},
	} {
		s := begin(t)
		s.add(secret, "attic")
		err := s.Update(t.Context(), f)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v, want an error without the name", name, err)
		}
	}
}

func TestTextThatCannotBeKept(t *testing.T) {
	for name, text := range map[string]pana.RoomID{"a zero byte": "Rose\x00Marie", "broken UTF-8": "Rose\xff"} {
		s := begin(t)
		for _, arg := range []any{text, string(text), &text} {
			err := s.Update(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), insertRoom, "lake", tx.ID(), arg, 1)
				return err
			})
			if err == nil {
				t.Errorf("%s was kept", name)
				continue
			}
			wantSay(t, err, pana.Invalid, "db.text")
		}
	}
}

func TestListsOfArguments(t *testing.T) {
	s := begin(t)
	s.add("attic", "birch room", "cellar", "garden room")
	for name, test := range map[string]struct {
		ask, want []string
		marks     string
	}{
		"none":  {nil, nil, "NULL"},
		"one":   {[]string{"attic"}, []string{"attic"}, "$2"},
		"three": {[]string{"attic", "cellar", "nowhere"}, []string{"attic", "cellar"}, "$2,$3,$4,$5"},
	} {
		in, args := db.In([]any{"lake"}, test.ask)
		if in != test.marks {
			t.Errorf("%s: marks %s, want %s", name, in, test.marks)
		}
		err := s.View(t.Context(), func(tx *db.Tx) error {
			got, err := db.Select[string](t.Context(), tx, `SELECT name FROM room WHERE site = $1 AND name IN (`+in+`) ORDER BY name`, args...)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
