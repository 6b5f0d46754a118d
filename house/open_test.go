package house_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// onFiles skips where the house is not kept in files.
func onFiles(t *testing.T, w *housetest.World) (home string) {
	t.Helper()
	if w.Options().Dir == "" {
		t.Skip("kept on PostgreSQL")
	}
	return filepath.Join(w.Options().Dir, "house")
}

func TestAFolderThatCannotBeWrittenIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "deeper")} {
		_, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: house.Schema()})
		if say(err) != "house.folder" || pana.KindOf(err) != pana.Invalid {
			t.Errorf("got %v", err)
		}
	}
}

func TestAHouseOfWhichAPartIsMissingIsNotOpened(t *testing.T) {
	for _, part := range []string{"pana.db", "keys", "keys/house.keys"} {
		w := housetest.Open(t)
		home := onFiles(t, w)
		if err := w.House.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(home, part)); err != nil {
			t.Fatal(err)
		}
		if _, err := house.Open(t.Context(), w.Options()); say(err) != "house.incomplete" {
			t.Errorf("without %s: %v", part, err)
		}
	}
}

func TestAHalfWrittenDatabaseIsRefusedAndTheHouseStaysStopped(t *testing.T) {
	w := housetest.Open(t)
	home := onFiles(t, w)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(home, "pana.db"), 10_000); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(t.Context(), w.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	_, _, err = h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule")})
	if say(err) != "db.damaged" {
		t.Errorf("got %v", err)
	}
	if h.State() != house.Stopped || h.Vault.State() != seal.Stopped || h.DB.IsOpen() {
		t.Errorf("the house is %v", h.State())
	}
}

func TestAKeyFileOfAnotherHouseOpensNothing(t *testing.T) {
	ours, theirs := housetest.Open(t), housetest.Open(t)
	home := onFiles(t, ours)
	// Theirs was copied from the same founding; a house of its own has other keys.
	other, o := housetest.Empty(t, housetest.NewClock())
	if err := other.Found(t.Context(), housetest.Founding(), nil); err != nil {
		t.Fatal(err)
	}
	for _, w := range []interface{ Close() error }{other, ours.House, theirs.House} {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(home, "keys")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(o.Dir, "house", "keys"), filepath.Join(home, "keys")); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(t.Context(), ours.Options())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	_, _, err = h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule")})
	if say(err) != "db.key" || h.State() != house.Stopped {
		t.Errorf("got %v, the house is %v", err, h.State())
	}
}

func TestADamagedKeyFileIsNamed(t *testing.T) {
	w := housetest.Open(t)
	file := filepath.Join(onFiles(t, w), "keys", "house.keys")
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, 200); err != nil {
		t.Fatal(err)
	}
	if _, err := house.Open(t.Context(), w.Options()); say(err) != "seal.store.damaged" {
		t.Errorf("got %v", err)
	}
}

func TestKeysAndDataOnOneServerNeedTwoDatabases(t *testing.T) {
	_, err := house.Open(t.Context(), house.Options{Postgres: "postgres://x", PostgresKeys: "postgres://x", Schema: house.Schema()})
	if say(err) != "house.keys.apart" {
		t.Errorf("got %v", err)
	}
}

func TestEveryColumnSaysItsClassAndWhatErasureDoes(t *testing.T) {
	columns, err := db.Columns(house.Schema())
	if err != nil {
		t.Fatal(err)
	}
	if len(columns) < 30 {
		t.Errorf("only %d columns", len(columns))
	}
}
