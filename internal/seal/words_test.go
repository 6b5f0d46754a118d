package seal

import (
	"crypto/sha256"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func TestSealedWords(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	must(t, h.NewCircle(ctx, tulip, pana.Health, bayan))
	d := dataDB(t)
	as := func(r *Ring) (put func(Owner, Word) ([32]byte, error), get func(Owner, Filter) ([]Word, []pana.Compartment)) {
		c := WithRing(ctx, r)
		put = func(o Owner, w Word) (digest [32]byte, err error) {
			err = d.Update(c, func(tx *db.Tx) (err error) {
				digest, err = PutWord(c, tx, tulip, o, w)
				return err
			})
			return digest, err
		}
		get = func(o Owner, f Filter) (words []Word, closed []pana.Compartment) {
			t.Helper()
			must(t, d.View(c, func(tx *db.Tx) (err error) {
				words, closed, err = GetWords(c, tx, tulip, o, f)
				return err
			}))
			return words, closed
		}
		return put, get
	}
	put, get := as(h.ring(bayan))
	note := Word{Table: "notes", Row: "1", Field: "text", Compartment: pana.Care, Text: "Slept well."}
	digest, err := put(madina, note)
	must(t, err)
	value, err := valueOf(d, madina, "notes", "1")
	must(t, err)
	if digest != sha256.Sum256(value) {
		t.Error("the digest is not of what was written")
	}
	_, err = put(madina, Word{Table: "complaints", Row: "9", Field: "what", Compartment: pana.Health, Text: "Тіс ауырады"})
	must(t, err)
	_, err = put(madina, Word{Table: "notes", Row: "2", Field: "text", Compartment: pana.Care, Text: "Laughed."})
	must(t, err)
	words, closed := get(madina, Filter{})
	want := []Word{
		{"complaints", "9", "what", pana.Health, "Тіс ауырады", 1},
		{"notes", "1", "text", pana.Care, "Slept well.", 1},
		{"notes", "2", "text", pana.Care, "Laughed.", 1},
	}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]pana.Compartment{pana.Identity, pana.Legal, pana.Safety, pana.Bond, pana.Therapy}, closed); diff != "" {
		t.Error(diff)
	}
	// In which part words rest is told without a key, and only of the tables asked for.
	parts := map[string]pana.Compartment{}
	must(t, d.View(t.Context(), func(tx *db.Tx) error {
		return PartsOf(t.Context(), tx, madina, []string{"complaints"}, []string{"9", "1", "2"}, parts)
	}))
	if diff := cmp.Diff(map[string]pana.Compartment{"9": pana.Health}, parts); diff != "" {
		t.Error(diff)
	}
	for what, c := range map[string]struct {
		f    Filter
		want []Word
	}{
		"one table":       {Filter{Table: "notes"}, want[1:]},
		"one row":         {Filter{Table: "notes", Rows: []string{"2", "3"}}, want[2:]},
		"one compartment": {Filter{Compartments: []pana.Compartment{pana.Health}}, want[:1]},
		"two places":      {Filter{Places: [][2]string{{"notes", "2"}, {"complaints", "9"}, {"notes", "3"}}}, []Word{want[0], want[2]}},
		"another's row":   {Filter{Places: [][2]string{{"complaints", "2"}, {"notes", "9"}}}, []Word{}},
		"the first two":   {Filter{Limit: 2}, want[:2]},
		"none there":      {Filter{Table: "goals"}, []Word{}},
	} {
		got, _ := get(madina, c.f)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}

	// Gulnur does not read health, and sees only that it is closed to her.
	_, hers := as(h.ring(gulnur))
	words, closed = hers(madina, Filter{Compartments: []pana.Compartment{pana.Care, pana.Health}})
	if diff := cmp.Diff(want[1:], words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]pana.Compartment{pana.Health}, closed); diff != "" {
		t.Error(diff)
	}
	// Of someone without any words she is told the same.
	if _, c := hers(nodira, Filter{Compartments: []pana.Compartment{pana.Care, pana.Health}}); !cmp.Equal(c, closed) {
		t.Errorf("of someone without words: closed %v", c)
	}

	note.Text, note.Number = "Slept badly.", 1
	_, err = put(madina, note)
	must(t, err)
	_, err = put(madina, note)
	refused(t, err, "db.stale")
	words, _ = get(madina, Filter{Rows: []string{"1"}})
	if len(words) != 1 || words[0].Number != 2 || words[0].Text != "Slept badly." {
		t.Errorf("rewritten: %+v", words)
	}
	note.Text, note.Number = "", 2
	digest, err = put(madina, note)
	must(t, err)
	if words, _ = get(madina, Filter{Rows: []string{"1"}}); len(words) != 0 || digest != [32]byte{} {
		t.Errorf("removed: %+v", words)
	}
	must(t, d.View(ctx, func(tx *db.Tx) error {
		_, err := PutWord(ctx, tx, tulip, madina, note)
		refused(t, err, "seal.nobody")
		_, _, err = GetWords(ctx, tx, tulip, madina, Filter{})
		refused(t, err, "seal.nobody")
		_, err = GetWordsOf(ctx, tx, tulip, nil, "", "", "")
		refused(t, err, "seal.nobody")
		return nil
	}))
}

func valueOf(d *db.DB, o Owner, table, row string) (value []byte, err error) {
	err = d.View(ctx, func(tx *db.Tx) (err error) {
		value, err = db.Get[[]byte](ctx, tx, `SELECT value FROM words WHERE owner = $1 AND tbl = $2 AND row = $3`, o, table, row)
		return err
	})
	return value, err
}

func TestWordsThatWereMovedOrPutBackAreFound(t *testing.T) {
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	d := dataDB(t)
	c := WithRing(ctx, h.ring(bayan))
	put := func(o Owner, row, text string) {
		t.Helper()
		must(t, d.Update(c, func(tx *db.Tx) error {
			_, err := PutWord(c, tx, tulip, o, Word{Table: "notes", Row: row, Field: "text", Compartment: pana.Care, Text: text})
			return err
		}))
	}
	for what, harm := range map[string]func(tx *db.Tx, first []byte) error{
		"moved to another row": func(tx *db.Tx, _ []byte) error {
			_, err := tx.Exec(ctx, `UPDATE words SET row = '7' WHERE owner = $1 AND row = '1'`, madina)
			return err
		},
		"moved to another owner": func(tx *db.Tx, _ []byte) error {
			_, err := tx.Exec(ctx, `UPDATE words SET value = (SELECT value FROM words WHERE owner = $1 AND row = '1') WHERE owner = $2 AND row = '1'`, nodira, madina)
			return err
		},
		"the value put back": func(tx *db.Tx, first []byte) error {
			_, err := tx.Exec(ctx, `UPDATE words SET value = $1 WHERE owner = $2 AND row = '1'`, first, madina)
			return err
		},
		"the number put back": func(tx *db.Tx, _ []byte) error {
			_, err := tx.Exec(ctx, `UPDATE words SET number = 1 WHERE owner = $1 AND row = '1'`, madina)
			return err
		},
		"a key that never was": func(tx *db.Tx, first []byte) error {
			_, err := tx.Exec(ctx, `UPDATE words SET value = $1 WHERE owner = $2 AND row = '1'`, append([]byte{9, 9, 9, 9}, first[4:]...), madina)
			return err
		},
	} {
		must(t, d.Update(ctx, func(tx *db.Tx) error { _, err := tx.Exec(ctx, `DELETE FROM words`); return err }))
		put(nodira, "1", "of someone else")
		put(madina, "1", "first")
		first, err := valueOf(d, madina, "notes", "1")
		must(t, err)
		put(madina, "1", "second")
		must(t, d.Update(ctx, func(tx *db.Tx) error { return harm(tx, first) }))
		err = d.View(c, func(tx *db.Tx) error {
			_, _, err := GetWords(c, tx, tulip, madina, Filter{})
			return err
		})
		if say(err) != "seal.damaged" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestOneFieldOfManyOwners(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Identity, bayan, gulnur))
	d := dataDB(t)
	c := WithRing(ctx, h.ring(bayan))
	var owners []Owner
	for i := range MaxOwners {
		owners = append(owners, Owner("client-"+string(rune('A'+i))))
	}
	must(t, RingFrom(c).Prepare(c, tulip, owners, pana.Identity))
	must(t, d.Update(c, func(tx *db.Tx) error {
		for _, o := range owners {
			if _, err := PutWord(c, tx, tulip, o, Word{Table: "names", Row: "1", Field: "full", Compartment: pana.Identity, Text: "name of " + string(o)}); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, h.ring(bayan).NameOnly(ctx, owners[3], tulip, []pana.Compartment{pana.Identity}, []pana.StaffID{bayan}))
	for staff, want := range map[pana.StaffID]int{bayan: MaxOwners, gulnur: MaxOwners - 1, daulet: 0} {
		c := WithRing(ctx, h.ring(staff))
		must(t, d.View(c, func(tx *db.Tx) error {
			all, err := GetWordsOf(c, tx, tulip, owners, "names", "full", pana.Identity)
			if len(all) != want {
				t.Errorf("%s reads %d names, want %d", staff, len(all), want)
			}
			for o, w := range all {
				if len(w) != 1 || w[0].Text != "name of "+string(o) {
					t.Errorf("%s: %+v", o, w)
				}
			}
			return err
		}))
	}
	_, err := h.ring(bayan).Openers(ctx, append(owners, madina), tulip, pana.Identity)
	refused(t, err, "seal.owners")
}

func TestEveryColumnSaysWhatErasureDoesToIt(t *testing.T) {
	words, err := db.Columns(Schema())
	must(t, err)
	keys, err := db.Columns(keystore())
	must(t, err)
	if len(words) != 8 || len(keys) < 30 {
		t.Errorf("%d and %d columns", len(words), len(keys))
	}
	listed := 0
	for _, l := range layouts {
		listed += len(l.kinds)
	}
	// The copy leaves out house, which goes by itself, and tide.
	if listed != len(keys)-4 {
		t.Errorf("a copy holds %d columns of %d", listed, len(keys)-4)
	}
}
