package seal

import (
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func TestWordsThatNobodyCouldOpenAreCountedWithoutOpeningAny(t *testing.T) {
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	must(t, h.NewCircle(ctx, tulip, pana.Health, bayan))
	d := dataDB(t)
	c := WithRing(ctx, h.ring(bayan))
	lacks := func(why string, want int) {
		t.Helper()
		if n, err := h.Lacking(ctx, d); err != nil || n != want {
			t.Errorf("%s: %d lack keys, want %d; %v", why, n, want, err)
		}
	}
	lacks("no words", 0)
	for _, o := range []Owner{madina, nodira, "zz-last"} {
		for _, part := range []pana.Compartment{pana.Care, pana.Health} {
			for _, row := range []string{"1", "2"} {
				must(t, d.Update(c, func(tx *db.Tx) error {
					_, err := PutWord(c, tx, tulip, o, Word{Table: "notes", Row: row, Field: string(part), Compartment: part, Text: "Slept well."})
					return err
				}))
			}
		}
	}
	_, err := h.NewKey(c, "nobody-with-words", tulip, pana.Care)
	must(t, err)
	lacks("all is whole", 0)
	must(t, h.ring(bayan).NameOnly(ctx, nodira, tulip, []pana.Compartment{pana.Care}, []pana.StaffID{bayan}))
	lacks("one is open to a few", 0)
	without := func(q string, args ...any) {
		t.Helper()
		must(t, h.update(ctx, func(tx *db.Tx) error { _, err := tx.Exec(ctx, q, args...); return err }))
	}
	without(`DELETE FROM wraps WHERE owner = $1 AND holder = $2`, nodira, recoveryHolder)
	lacks("her narrow circle is not wrapped to the kit", 1)
	without(`DELETE FROM keys WHERE owner = $1 AND compartment = $2`, madina, pana.Health)
	lacks("one of another's parts has no key", 2)
	without(`UPDATE keys SET number = number + 1 WHERE owner = $1`, "zz-last")
	lacks("the keys of the last are others than her words name", 3)
	without(`DELETE FROM wraps WHERE owner = '' AND compartment = $1 AND holder = $2`, pana.Health, recoveryHolder)
	lacks("each is counted once", 3)
}
