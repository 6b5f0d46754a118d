package seal

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db/dbtest"
)

func TestACopyBecomesAWorkingStore(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	must(t, h.ring(bayan).NameOnly(ctx, madina, tulip, []pana.Compartment{pana.Care}, []pana.StaffID{bayan}))
	must(t, h.RemovePerson(ctx, daulet)) // leaves an empty half behind
	var copied bytes.Buffer
	must(t, h.Dump(ctx, &copied))
	refused(t, LoadStore(ctx, h.o, bytes.NewReader(copied.Bytes())), "seal.founded")

	o := StoreOptions{Cost: Cheapest}
	if o.Postgres = dbtest.Postgres(t); o.Postgres == "" {
		o.Dir = filepath.Join(t.TempDir(), "restored")
	}
	for what, b := range map[string][]byte{
		"cut short":     copied.Bytes()[:copied.Len()/2],
		"empty":         nil,
		"of a stranger": []byte(`{"format":"else"}`),
		"a strange row": append(bytes.Clone(copied.Bytes()), `{"t":"robots","v":[]}`...),
		"the head only": copied.Bytes()[:bytes.IndexByte(copied.Bytes(), '\n')],
	} {
		if err := LoadStore(ctx, o, bytes.NewReader(b)); err == nil {
			t.Errorf("%s: it was taken", what)
		}
	}
	must(t, LoadStore(ctx, o, &copied))
	h.o = o
	h.reopen(bayan)
	if !h.reads(h.ring(bayan), madina, pana.Care, value) || h.reads(h.ring(gulnur), madina, pana.Care, value) {
		t.Error("the copy opens something else")
	}
}

func TestRotatingLeavesOnlyTheNewFile(t *testing.T) {
	onSQLite(t)
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	secret := [32]byte(newKey())
	blob := h.ring(bayan).Pack(secret)
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	must(t, h.Forget(ctx, nodira))
	must(t, h.Rotate(ctx))
	if !h.reads(h.ring(bayan), madina, pana.Care, value) {
		t.Error("lost by rotating")
	}
	r, err := h.Unpack(secret, blob)
	must(t, err)
	if !h.reads(r, madina, pana.Care, value) {
		t.Error("a session was lost by rotating")
	}
	files, err := filepath.Glob(filepath.Join(h.o.Dir, "keys.*.db*"))
	must(t, err)
	for _, f := range files {
		if !bytes.HasPrefix([]byte(filepath.Base(f)), []byte("keys.2.db")) {
			t.Errorf("%s is still there", filepath.Base(f))
		}
	}
	// A rotation that was cut off left a file behind; the next start removes it.
	stray := filepath.Join(h.o.Dir, "keys.9.db")
	must(t, os.WriteFile(stray, noise(100), 0o600))
	h.reopen(bayan)
	if _, err := os.Stat(stray); err == nil {
		t.Error("the stray file is still there")
	}
	if !h.reads(h.ring(bayan), madina, pana.Care, value) {
		t.Error("lost by starting again")
	}
	must(t, h.Rotate(ctx))
	h.reopen(daulet)
	h.Stop()
	refused(t, h.Rotate(ctx), "seal.stopped")
}

func FuzzCopyRow(f *testing.F) {
	f.Add("people", []byte(`"x"`), []byte(`"eA=="`))
	f.Fuzz(func(t *testing.T, table string, a, b []byte) {
		row := copyRow{Table: table}
		row.Values = append(row.Values, a, b, b)
		if v, err := row.read(); err == nil && len(v) != 3 {
			t.Error("a row of another length was read")
		}
	})
}
