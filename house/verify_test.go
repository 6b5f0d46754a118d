package house_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

// watched is a house whose trail is laid and signed twice, with words in it.
func watched(t *testing.T) (*housetest.World, context.Context) {
	t.Helper()
	w := housetest.Open(t)
	saule := w.As("saule")
	for _, text := range []string{"day", "night", "day"} {
		if err := w.House.SetTheme(saule, text); err != nil {
			t.Fatal(err)
		}
	}
	err := w.House.DB.Update(saule, func(tx *db.Tx) error {
		for _, row := range []string{"one", "two"} {
			if _, err := seal.PutWord(saule, tx, w.Shelter.ID, "somebody", seal.Word{Table: "notes", Row: row, Field: "text", Compartment: pana.Care, Text: "An ordinary day."}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.House.Checkpoint(saule); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SetTheme(saule, "night"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.House.Checkpoint(saule); err != nil {
		t.Fatal(err)
	}
	return w, saule
}

func exec(t *testing.T, w *housetest.World, ctx context.Context, q string, args ...any) {
	t.Helper()
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, q, args...)
		if err == nil && n == 0 && !strings.HasPrefix(q, "CREATE") {
			t.Fatalf("%s changed nothing", q)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWholeHouseIsWhole(t *testing.T) {
	w, saule := watched(t)
	p, err := w.House.Verify(saule, nil, nil)
	if err != nil || p.Lines < 20 || p.Checkpoints != 2 || p.Words != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	if back, err := w.House.PutBack(saule); err != nil || back {
		t.Errorf("put back: %v, %v", back, err)
	}
	if _, err := w.House.Verify(w.As("dina"), nil, nil); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a social worker proves the house: %v", err)
	}
}

func TestVerifyNamesTheFirstPlaceThatWasChanged(t *testing.T) {
	for name, test := range map[string]struct{ q, say string }{
		"a line says another act":              {`UPDATE trail SET act = 'client.open' WHERE placed = 5`, "verify.found.edited"},
		"a line says another person":           {`UPDATE trail SET staff_id = 'nobody' WHERE placed = 3`, "verify.found.edited"},
		"a line says another time":             {`UPDATE trail SET at = at + 1 WHERE placed = 4`, "verify.found.edited"},
		"a line lost its salt":                 {`UPDATE trail SET salt = $1 WHERE placed = 4`, "verify.found.edited"},
		"a line was taken out":                 {`DELETE FROM trail WHERE placed = 7`, "verify.found.missing"},
		"two lines changed places":             {`UPDATE trail SET placed = 5 - placed WHERE placed IN (2, 3)`, "verify.found.hash"},
		"a line was put in":                    {`INSERT INTO trail SELECT id || 'x', at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest, salt, leaf, placed, state, wrote FROM trail WHERE placed = 6`, "verify.found.missing"},
		"the last lines were cut off":          {`DELETE FROM trail WHERE placed > 10`, "verify.found.behind"},
		"a hash of the tree is another":        {`UPDATE trail_hashes SET hash = (SELECT hash FROM trail_hashes WHERE n = 0) WHERE n = 4`, "verify.found.hash"},
		"a signed state says another":          {`UPDATE trail_checkpoints SET note = replace(note, 'pana trail', 'pana track')`, "verify.found.signature"},
		"a signed state of another size":       {`UPDATE trail_checkpoints SET size = size + 100`, "verify.found.signature"},
		"a word of an earlier day is put back": {`UPDATE words SET number = number + 1 WHERE row = 'two'`, "verify.found.word"},
	} {
		t.Run(name, func(t *testing.T) {
			w, saule := watched(t)
			w.ByHand()
			var args []any
			if strings.Contains(test.q, "$1") {
				args = append(args, []byte{})
			}
			exec(t, w, saule, test.q, args...)
			if _, err := w.House.Verify(saule, nil, nil); sentenceKey(err) != test.say {
				t.Errorf("%v, want %s", err, test.say)
			}
		})
	}
}

// Whoever holds the page key holds what signs, too, and can make a trail of her
// own that fits itself. It does not fit the paper.
func TestATrailMadeAnewDoesNotFitThePaper(t *testing.T) {
	w, saule := watched(t)
	paper, err := w.House.Checkpoint(saule)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := trail.ReadCheckpoint(strings.ToUpper(paper.Text())); err != nil || again != paper {
		t.Fatalf("read from paper: %v", err)
	}
	if err := w.House.SetTheme(saule, "day"); err != nil {
		t.Fatal(err)
	}
	if err := w.House.Compare(saule, paper); err != nil {
		t.Errorf("the paper of before: %v", err)
	}
	exec(t, w, saule, `DELETE FROM trail WHERE placed = 4`)
	exec(t, w, saule, `UPDATE trail SET placed = 0`)
	exec(t, w, saule, `DELETE FROM trail_hashes`)
	exec(t, w, saule, `DELETE FROM trail_checkpoints`)
	if _, err := w.House.Lay(saule); err != nil {
		t.Fatal(err)
	}
	if back, err := w.House.PutBack(saule); err != nil || !back {
		t.Errorf("the key store does not notice: %v", err)
	}
	if err := w.House.Compare(saule, paper); sentenceKey(err) != "verify.found.checkpoint" {
		t.Errorf("the paper fits: %v", err)
	}
	if _, err := w.House.Verify(saule, []trail.Checkpoint{paper}, nil); sentenceKey(err) != "verify.found.checkpoint" {
		t.Errorf("the whole fits the paper: %v", err)
	}
}

// The data of last week are put in the place of today's; the keys are today's.
func TestDataPutBackAreNoticed(t *testing.T) {
	w, _ := watched(t)
	if w.Options().Dir == "" {
		t.Skip("this is about files")
	}
	_, data, _ := house.Files(w.Options().Dir)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	w.Restart()
	saule := w.As("saule")
	if err := w.House.SetTheme(saule, "day"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.House.Checkpoint(saule); err != nil {
		t.Fatal(err)
	}
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tail := range []string{"-wal", "-shm"} {
		os.Remove(data + tail)
	}
	if err := os.WriteFile(data, old, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Restart()
	if back, err := w.House.PutBack(w.As("saule")); err != nil || !back {
		t.Errorf("an earlier copy goes unnoticed: %v, %v", back, err)
	}
}

func TestTortureATrailThatWasChanged(t *testing.T) {
	w, saule := watched(t)
	seed, chance := proof.Seed(t)
	rounds := proof.N(300, 10_000)
	lines, found := 0, map[string]int{}
	err := w.House.DB.View(saule, func(tx *db.Tx) error {
		n, err := trail.Size(saule, tx)
		lines = int(n)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := w.House.Vault.House()
	if err != nil {
		t.Fatal(err)
	}
	exec(t, w, saule, `CREATE TABLE trail_whole AS SELECT * FROM trail`)
	columns := []string{"act", "staff_id", "session_id", "client_id", "site_id", "object_id", "opened"}
	for range rounds {
		at := 1 + chance.IntN(lines)
		q := `UPDATE trail SET ` + columns[chance.IntN(len(columns))] + ` = 'x' WHERE placed = $1`
		switch chance.IntN(4) {
		case 0:
			q = `DELETE FROM trail WHERE placed = $1`
		case 1:
			q = `UPDATE trail SET at = at - 1 WHERE placed = $1`
		case 2:
			q = `UPDATE trail SET leaf = (SELECT leaf FROM trail_whole WHERE placed = 1 + ($1 % 7)) WHERE placed = $1 AND placed <> 1 + ($1 % 7)`
		}
		changed := int64(0)
		err := w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
			changed, err = tx.Exec(saule, q, at)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if changed == 0 {
			continue // a leaf put in its own place
		}
		v, err := trail.Verify(saule, w.House.DB, keys.Public(), nil, nil)
		switch {
		case err != nil:
			t.Fatal(err)
		case v.Found == nil:
			t.Fatalf("%s at %d is not found", q, at)
		}
		found[v.Found.What]++
		exec(t, w, saule, `DELETE FROM trail`)
		exec(t, w, saule, `INSERT INTO trail SELECT * FROM trail_whole`)
	}
	if v, err := trail.Verify(saule, w.House.DB, keys.Public(), nil, nil); err != nil || v.Found != nil {
		t.Errorf("put back as it was it is not whole: %+v, %v", v.Found, err)
	}
	proof.Say(t, "trails that were changed", rounds, seed, "all found, by kind: %v", found)
}
