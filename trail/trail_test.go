package trail_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) (*db.DB, context.Context) {
	t.Helper()
	d := dbtest.Open(t, trail.Schema(), func() time.Time { return noon })
	return d, pana.WithActor(t.Context(), pana.Actor{Staff: "dina", Session: "s1", Grants: []pana.Grant{{Role: pana.Director}}})
}

func TestALineIsWrittenWithTheActOrNotAtAll(t *testing.T) {
	d, ctx := open(t)
	entry := trail.Entry{Act: policy.NoteClient, Client: "aru", Site: "maple", Object: "note-1", Digests: [][32]byte{trail.Digest("notes", "note-1", "care")}}
	failed := &pana.Error{Op: "test", Kind: pana.Conflict, Say: "db.stale"}
	if err := d.Update(ctx, func(tx *db.Tx) error {
		if err := trail.Record(ctx, tx, entry); err != nil {
			return err
		}
		return failed
	}); pana.KindOf(err) != pana.Conflict {
		t.Fatal(err)
	}
	lines := read(t, d, ctx)
	if len(lines) != 0 {
		t.Fatalf("an act that failed left %d lines", len(lines))
	}
	if err := d.Update(ctx, func(tx *db.Tx) error { return trail.Record(ctx, tx, entry) }); err != nil {
		t.Fatal(err)
	}
	lines = read(t, d, ctx)
	if len(lines) != 1 || lines[0].Staff != "dina" || lines[0].Act != "client.note" || lines[0].At != db.Micros(noon) || len(lines[0].Digest) != sha256.Size {
		t.Fatalf("lines = %+v", lines)
	}
}

func read(t *testing.T, d *db.DB, ctx context.Context) (lines []trail.Line) {
	t.Helper()
	if err := d.View(ctx, func(tx *db.Tx) (err error) {
		lines, err = trail.OfClient(ctx, tx, "aru", 10)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestTheLeafIsTheHashOfSaltAndLine(t *testing.T) {
	d, ctx := open(t)
	if err := d.Update(ctx, func(tx *db.Tx) error {
		return trail.Looked(ctx, tx, policy.OpenClient, "aru", "maple", pana.Identity, pana.Care)
	}); err != nil {
		t.Fatal(err)
	}
	line := read(t, d, ctx)[0]
	if line.Opened != "identity care" || !line.Looking() {
		t.Errorf("opened = %q", line.Opened)
	}
	var kept struct {
		Salt []byte `db:"salt"`
		Leaf []byte `db:"leaf"`
	}
	if err := d.View(ctx, func(tx *db.Tx) (err error) {
		kept, err = db.Get[struct {
			Salt []byte `db:"salt"`
			Leaf []byte `db:"leaf"`
		}](ctx, tx, `SELECT salt, leaf FROM trail WHERE id = $1`, line.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(line)
	want := sha256.Sum256(append(kept.Salt, text...))
	if !bytes.Equal(kept.Leaf, want[:]) {
		t.Error("the leaf does not stand for the line")
	}
	changed := line
	changed.Staff = "erlan"
	text, _ = json.Marshal(changed)
	if other := sha256.Sum256(append(kept.Salt, text...)); bytes.Equal(kept.Leaf, other[:]) {
		t.Error("another line has the same leaf")
	}
}

func TestRowsDoNotRunTogetherInADigest(t *testing.T) {
	if trail.Digest("notes", "ab", "c") == trail.Digest("notes", "a", "bc") {
		t.Error("two rows share a digest")
	}
}
