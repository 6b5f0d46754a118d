package seal

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
)

// two is the ring of Bayan and Daulet together.
func (h *house) two() *Ring {
	h.t.Helper()
	r, err := h.Supervise(ctx, tulip, h.ids[bayan], h.ids[daulet])
	must(h.t, err)
	return r
}

func TestOnlyTwoTogetherLendAndOnlyToTheOneNamed(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule, timur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, saule))
	value := h.write(h.ring(saule), madina, pana.Care, "words")
	care, until := []pana.Compartment{pana.Care}, h.now.Add(24*time.Hour)
	refused(t, h.ring(saule).Lend(ctx, madina, tulip, care, timur, until), "seal.supervise.two")
	refused(t, h.two().Lend(ctx, madina, poplar, care, timur, until), "seal.supervise.two")
	refused(t, h.two().Lend(ctx, "", tulip, care, timur, until), "seal.owner.missing")
	must(t, h.two().Lend(ctx, madina, tulip, care, timur, until))
	must(t, h.two().Lend(ctx, nodira, tulip, care, timur, until)) // nothing there, and nothing said
	if !h.reads(h.ring(timur), madina, pana.Care, value) {
		t.Error("what was lent does not open")
	}
	if h.ring(timur).Has(tulip, pana.Care) {
		t.Error("he is in the circle")
	}
	if h.reads(h.ring(gulnur), madina, pana.Care, value) {
		t.Error("somebody else opens it")
	}
	packed, err := h.Unpack([32]byte{1}, h.ring(timur).Pack([32]byte{1}))
	must(t, err)
	if !h.reads(packed, madina, pana.Care, value) {
		t.Error("the next request of his session does not open it")
	}
	must(t, h.EndLoan(ctx, madina, timur))
	if h.reads(packed, madina, pana.Care, value) {
		t.Error("taken back, and a ring in use still opens it")
	}
}

func TestALoanIsOverAtItsMomentSweptOrNotAndInACopyToo(t *testing.T) {
	h := found(t, bayan, daulet, saule, timur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, saule))
	value := h.write(h.ring(saule), madina, pana.Care, "words")
	must(t, h.two().Lend(ctx, madina, tulip, []pana.Compartment{pana.Care}, timur, h.now.Add(time.Hour)))
	r := h.ring(timur)
	if !h.reads(r, madina, pana.Care, value) {
		t.Fatal("it does not open")
	}
	must(t, h.Rotate(ctx))
	var copied bytes.Buffer
	must(t, h.Dump(ctx, &copied))
	if !h.reads(h.ring(timur), madina, pana.Care, value) {
		t.Error("writing the store anew ended the loan")
	}
	h.now = h.now.Add(time.Hour)
	if h.reads(r, madina, pana.Care, value) || h.reads(h.ring(timur), madina, pana.Care, value) {
		t.Error("the hour is over and it opens")
	}
	if n, err := h.EndLoans(ctx); n != 1 || err != nil {
		t.Errorf("%d loans ended, %v", n, err)
	}
	if n, err := h.EndLoans(ctx); n != 0 || err != nil {
		t.Errorf("%d loans ended again, %v", n, err)
	}
}

// Whatever is lent, ended, closed to others, forgotten, however time passes and
// people get new keys: outside of the circle a person opens an owner's words as
// long as a loan of hers runs and never after.
func TestAfterALoanIsOverNoKeyOpens(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule, timur)
	runs, enough := 0, 12
	if os.Getenv("PANA_TEST_LONG") != "" {
		enough = 1 << 20
	}
	rapid.Check(t, func(rt *rapid.T) {
		if runs == enough {
			return
		}
		runs++
		c := pana.Compartment(fmt.Sprintf("lent-%d", runs))
		one := []pana.Compartment{c}
		must(t, h.NewCircle(ctx, tulip, c, saule))
		type loan struct {
			staff pana.StaffID
			owner Owner
		}
		until := map[loan]time.Time{}
		values := map[Owner][]byte{}
		for _, o := range []Owner{madina, nodira} {
			values[o] = h.write(h.ring(saule), o, c, "words")
		}
		held := map[pana.StaffID]*Ring{gulnur: h.ring(gulnur), timur: h.ring(timur)} // rings in use all the while
		person, owner := rapid.SampledFrom([]pana.StaffID{gulnur, timur}), rapid.SampledFrom([]Owner{madina, nodira})
		drop := func(gone func(loan) bool) {
			for l := range until {
				if gone(l) {
					delete(until, l)
				}
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"lend": func(t *rapid.T) {
				l := loan{person.Draw(t, "to"), owner.Draw(t, "of")}
				end := h.now.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
				must(h.t, h.two().Lend(ctx, l.owner, tulip, one, l.staff, end))
				until[l] = end
			},
			"time passes": func(t *rapid.T) {
				h.now = h.now.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "hours")) * time.Hour)
			},
			"sweep": func(t *rapid.T) {
				_, err := h.EndLoans(ctx)
				must(h.t, err)
			},
			"take back": func(t *rapid.T) {
				l := loan{person.Draw(t, "from"), owner.Draw(t, "of")}
				must(h.t, h.EndLoan(ctx, l.owner, l.staff))
				delete(until, l)
			},
			"close to others": func(t *rapid.T) {
				o := owner.Draw(t, "of")
				must(h.t, h.ring(saule).NameOnly(ctx, o, tulip, one, []pana.StaffID{saule}))
				drop(func(l loan) bool { return l.owner == o })
			},
			"turn":                 func(t *rapid.T) { must(h.t, h.ring(saule).Turn(ctx, tulip, c)) },
			"write the store anew": func(t *rapid.T) { must(h.t, h.Rotate(ctx)) },
			"": func(t *rapid.T) {
				for staff, ring := range held {
					for o, value := range values {
						_, lent := until[loan{staff, o}]
						want := lent && until[loan{staff, o}].After(h.now)
						for what, r := range map[string]*Ring{"a ring in use": ring, "a new ring": h.ring(staff)} {
							if got := h.reads(r, o, c, value); got != want {
								t.Fatalf("%s of %s opens %s: %v, want %v", what, staff, o, got, want)
							}
						}
					}
				}
				if !h.reads(h.ring(saule), madina, c, values[madina]) {
					t.Fatal("the circle lost what it has")
				}
			},
		})
	})
}

func TestForgettingAnOwnerAndLeavingTheHouseEndALoan(t *testing.T) {
	h := found(t, bayan, daulet, saule, timur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, saule))
	for _, o := range []Owner{madina, nodira} {
		h.write(h.ring(saule), o, pana.Care, "words")
		must(t, h.two().Lend(ctx, o, tulip, []pana.Compartment{pana.Care}, timur, h.now.Add(time.Hour)))
	}
	left := func(want int64) {
		t.Helper()
		h.now = h.now.Add(2 * time.Hour)
		if n, err := h.EndLoans(ctx); n != want || err != nil {
			t.Errorf("%d loans were left, want %d, %v", n, want, err)
		}
		h.now = h.now.Add(-2 * time.Hour)
	}
	must(t, h.Forget(ctx, madina))
	left(1)
	must(t, h.two().Lend(ctx, nodira, tulip, []pana.Compartment{pana.Care}, timur, h.now.Add(time.Hour)))
	must(t, h.RemovePerson(ctx, timur))
	left(0)
}
