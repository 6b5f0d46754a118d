package db_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
)

func TestARoomIsThereAfterOpeningAgain(t *testing.T) {
	file, key := built(t, 3)
	d, err := reopen(t, db.Options{File: file, Schema: house, Existing: true}, key)
	if err != nil {
		t.Fatal(err)
	}
	if got := (scene{t, d}).rooms(); len(got) != 3 {
		t.Errorf("rooms %v, want three", got)
	}
	if err := d.Open(t.Context(), dbtest.Key()); err != nil {
		t.Errorf("opening an open database: %v, want nothing", err)
	}
	if err := d.Check(t.Context()); err != nil {
		t.Errorf("a sound house: %v", err)
	}
}

// Each refusal leaves the file as it was.
func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		rooms  int
		change func(t *testing.T, file string, o *db.Options, key *[32]byte)
		kind   pana.Kind
		say    string
	}{
		{"a wrong key", 3, func(t *testing.T, _ string, _ *db.Options, key *[32]byte) { key[31]++ }, pana.Forbidden, "db.key"},
		{"a wrong key for a large file", 900, func(t *testing.T, _ string, _ *db.Options, key *[32]byte) { key[0]++ }, pana.Forbidden, "db.key"},
		{"a damaged first page", 300, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) { flip(t, file, 20) }, pana.Internal, "db.damaged"},
		{"a file that ends inside a page", 300, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) { cutAt(t, file, 5*4096+100) }, pana.Internal, "db.damaged"},
		{"a file of which half is gone", 300, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) { cutAt(t, file, 3*4096) }, pana.Internal, "db.damaged"},
		{"an empty file where a house should be", 3, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) { cutAt(t, file, 0) }, pana.Internal, "db.damaged"},
		{"no file where a house should be", 3, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) { os.Remove(file) }, pana.Internal, "db.damaged"},
		{"a shopping list", 3, func(t *testing.T, file string, _ *db.Options, _ *[32]byte) {
			os.WriteFile(file, []byte("bread, milk"), 0o600)
		}, pana.Internal, "db.damaged"},
		{"tables of a newer program", 3, func(t *testing.T, file string, o *db.Options, key *[32]byte) {
			d := db.New(db.Options{File: file, Schema: later})
			if err := d.Open(t.Context(), key); err != nil {
				t.Fatal(err)
			}
			d.Close()
		}, pana.Conflict, "db.newer"},
		{"a folder that is not there", 3, func(t *testing.T, file string, o *db.Options, _ *[32]byte) {
			o.File = filepath.Join(filepath.Dir(file), "nowhere", "house.db")
		}, pana.Invalid, "db.folder"},
		{"a folder that is a file", 3, func(t *testing.T, file string, o *db.Options, _ *[32]byte) {
			o.File = filepath.Join(file, "house.db")
		}, pana.Invalid, "db.folder"},
		{"a file that is a folder", 3, func(t *testing.T, file string, o *db.Options, _ *[32]byte) {
			o.File = filepath.Dir(file)
		}, pana.Invalid, "db.folder"},
		{"two migrations with one number", 3, func(t *testing.T, _ string, o *db.Options, _ *[32]byte) {
			o.Schema = db.Merge(house, fstest.MapFS{"0001_other.sql": {Data: []byte("-- +goose Up\n")}})
		}, pana.Internal, "db.failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file, key := built(t, test.rooms)
			o := db.Options{File: file, Schema: house, Existing: true}
			test.change(t, file, &o, key)
			before := read(t, file)
			d, err := reopen(t, o, key)
			wantSay(t, err, test.kind, test.say)
			if d.IsOpen() {
				t.Error("it is open all the same")
			}
			if !bytes.Equal(before, read(t, file)) {
				t.Error("the file was changed")
			}
			err = d.View(t.Context(), func(*db.Tx) error { return nil })
			wantSay(t, err, pana.Internal, "db.closed")
		})
	}
}

func TestOpenWithoutAKeyIsRefused(t *testing.T) {
	onSQLite(t)
	_, err := reopen(t, db.Options{File: filepath.Join(t.TempDir(), "house.db")}, nil)
	wantSay(t, err, pana.Forbidden, "db.key")
}

func TestCheckFindsADamagedPage(t *testing.T) {
	file, key := built(t, 600)
	flip(t, file, int64(len(read(t, file)))-2000)
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	wantSay(t, d.Check(t.Context()), pana.Internal, "db.damaged")
}

func TestAFailedMigrationLeavesNothingHalf(t *testing.T) {
	onSQLite(t)
	file, key := filepath.Join(t.TempDir(), "house.db"), dbtest.Key()
	broken := db.Merge(house, fstest.MapFS{"0002_broken.sql": {Data: []byte("-- +goose Up\nCREATE TABLE lamp (id TEXT);\nINSERT INTO nowhere VALUES (1);\n")}})
	_, err := reopen(t, db.Options{File: file, Schema: broken}, key)
	wantSay(t, err, pana.Internal, "db.failed")
	d, err := reopen(t, db.Options{File: file, Schema: later}, key)
	if err != nil {
		t.Fatalf("after mending the migration: %v", err)
	}
	if d.Now().IsZero() {
		t.Error("no time")
	}
}

func TestAMigrationAddedBetweenOthersIsCaughtUp(t *testing.T) {
	file, key := built(t, 1)
	first := fstest.MapFS{"0009_table.sql": {Data: []byte("-- +goose Up\nCREATE TABLE t9 (id TEXT);\n")}}
	between := fstest.MapFS{"0005_chair.sql": {Data: []byte("-- +goose Up\nCREATE TABLE t5 (id TEXT);\n")}}
	for _, schema := range []db.Options{
		{File: file, Schema: db.Merge(house, first)},
		{File: file, Schema: db.Merge(house, first, between)},
	} {
		d, err := reopen(t, schema, key)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
	}
}

func TestProgramsThatStartTogetherMigrateOnce(t *testing.T) {
	o := db.Options{Schema: later, Postgres: dbtest.Postgres(t)}
	if o.Postgres == "" {
		o.File = filepath.Join(t.TempDir(), "house.db")
	}
	key := dbtest.Key()
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			d := db.New(o)
			errs[i] = d.Open(context.Background(), key)
			d.Close()
		})
	}
	wg.Wait()
	if diff := cmp.Diff(make([]error, 4), errs, cmp.Transformer("text", func(e error) string {
		if e == nil {
			return ""
		}
		return e.Error()
	})); diff != "" {
		t.Error(diff)
	}
}

// While another program writes, the log changes under the eyes of one that starts.
func TestAProgramThatWritesIsNotTakenForDamage(t *testing.T) {
	file, key := built(t, 1)
	busy, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		var err error
		for n := 0; err == nil && ctx.Err() == nil; n++ {
			err = busy.Update(context.Background(), func(tx *db.Tx) error {
				_, err := tx.Exec(context.Background(), `INSERT INTO room (site, id, name) VALUES ('a', $1, $2)`, fmt.Sprint("busy ", n), fmt.Sprint(n, strings.Repeat("x", 30000)))
				return err
			})
		}
		done <- err
	}()
	for range 20 {
		d := db.New(db.Options{File: file, Schema: house})
		if err := d.Open(t.Context(), key); err != nil {
			t.Errorf("a start beside it: %v", err)
		}
		d.Close()
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestCloseThenOpenAgain(t *testing.T) {
	file, key := built(t, 2)
	d, err := reopen(t, db.Options{File: file, Schema: house}, key)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	wantSay(t, d.Update(t.Context(), func(*db.Tx) error { return nil }), pana.Internal, "db.closed")
	if err := d.Open(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	(scene{t, d}).add("the room under the roof")
}

func TestCloseStopsWhatIsRunning(t *testing.T) {
	s := begin(t)
	s.add("lake room")
	inside, result := make(chan bool), make(chan error)
	go func() {
		result <- s.Update(context.Background(), func(tx *db.Tx) error {
			close(inside)
			for { // a long import
				if _, err := tx.Exec(context.Background(), `UPDATE room SET beds = beds + 1`); err != nil {
					return err
				}
			}
		})
	}()
	<-inside
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantSay(t, <-result, pana.Internal, "db.closed")
}

func TestAServerThatIsNotThere(t *testing.T) {
	for name, text := range map[string]string{
		"nobody listens":    "postgres://rose:secretword@127.0.0.1:1/house",
		"not a text at all": "postgres://rose:secretword@127.0.0.1:port/house",
	} {
		_, err := reopen(t, db.Options{Postgres: text, Schema: house}, nil)
		if err == nil || bytes.Contains([]byte(err.Error()), []byte("secretword")) {
			t.Fatalf("%s: %v, want an error without the password", name, err)
		}
	}
}

// flip changes one byte of file.
func flip(t *testing.T, file string, at int64) {
	t.Helper()
	b := read(t, file)
	b[at] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func cutAt(t *testing.T, file string, size int64) {
	t.Helper()
	if err := os.Truncate(file, size); err != nil {
		t.Fatal(err)
	}
}
