package seal

import (
	"crypto/sha256"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func TestABatchOfNewOwnersReadsLikeAnyOther(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	must(t, h.NewCircle(ctx, tulip, pana.Health, bayan))
	d := dataDB(t)
	hers := h.ring(bayan)
	needs := []Need{{"one", []pana.Compartment{pana.Care, pana.Health}}, {"two", []pana.Compartment{pana.Care}}}
	b, err := hers.NewOwners(ctx, tulip, needs)
	must(t, err)
	word := func(o Owner, c pana.Compartment, text string) OwnedWord {
		return OwnedWord{o, Word{Table: "notes", Row: "r" + text, Field: "text", Compartment: c, Text: text}}
	}
	var digests [][sha256.Size]byte
	must(t, d.Update(ctx, func(tx *db.Tx) (err error) {
		digests, err = b.Put(ctx, tx, []OwnedWord{word("one", pana.Care, "a"), word("one", pana.Health, "b"), word("two", pana.Care, "c"), word("two", pana.Care, "")})
		return err
	}))
	value, err := valueOf(d, "one", "notes", "ra")
	must(t, err)
	if digests[0] != sha256.Sum256(value) || digests[3] != ([sha256.Size]byte{}) {
		t.Error("the digests are not of what was written")
	}
	reads := func(r *Ring, o Owner) (n int) {
		c := WithRing(ctx, r)
		must(t, d.View(c, func(tx *db.Tx) error {
			words, _, err := GetWords(c, tx, tulip, o, Filter{})
			n = len(words)
			return err
		}))
		return n
	}
	if reads(hers, "one") != 2 || reads(h.ring(gulnur), "one") != 1 || reads(h.ring(gulnur), "two") != 1 || reads(h.ring(daulet), "one") != 0 {
		t.Error("the wrong people read the words of a batch")
	}
	// She goes on writing as if the keys had been made one by one.
	must(t, d.Update(WithRing(ctx, hers), func(tx *db.Tx) error {
		_, err := PutWord(WithRing(ctx, hers), tx, tulip, "one", word("one", pana.Care, "a").Word)
		return err
	}))
	// Nobody asked for health of two, and no owner is made twice.
	must(t, d.View(ctx, func(tx *db.Tx) error {
		if _, err := b.Put(ctx, tx, []OwnedWord{word("two", pana.Health, "x")}); say(err) != "seal.closed" {
			t.Errorf("a compartment that was not asked for: %v", err)
		}
		return nil
	}))
	if _, err := hers.NewOwners(ctx, tulip, needs); err == nil {
		t.Error("an owner was made twice")
	}
	_, err = hers.NewOwners(ctx, tulip, []Need{{"three", []pana.Compartment{pana.Legal}}})
	refused(t, err, "seal.circle.absent")
	_, err = hers.NewOwners(ctx, tulip, []Need{{"", []pana.Compartment{pana.Care}}})
	refused(t, err, "seal.owner.missing")
	b.Close()
	b.Close()
	// Outside the circle she writes what only its members read.
	out, err := h.ring(gulnur).NewOwners(ctx, tulip, []Need{{"four", []pana.Compartment{pana.Health}}})
	must(t, err)
	must(t, d.Update(ctx, func(tx *db.Tx) error {
		_, err := out.Put(ctx, tx, []OwnedWord{word("four", pana.Health, "d")})
		return err
	}))
	if reads(h.ring(bayan), "four") != 1 || reads(h.ring(gulnur), "four") != 0 {
		t.Error("what an outsider sealed is not the circle's")
	}
	must(t, h.ForgetAll(ctx, []Owner{"one", "two", "four"}))
	must(t, h.ForgetAll(ctx, []Owner{"one"}))
	if all, err := h.ring(bayan).Openers(ctx, []Owner{"one", "two", "four"}, tulip, pana.Care); err != nil || len(all) != 0 {
		t.Errorf("%d keys outlived their owners: %v", len(all), err)
	}
}
