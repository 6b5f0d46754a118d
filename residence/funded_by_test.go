package residence_test

import (
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/residence"
)

// listed are the codes of those whom a list holds who is paid for by payer.
func (w *world) listed(who, payer, in string) []string {
	w.t.Helper()
	narrow, err := w.FundedBy(w.As(who), payer)
	done(w.t, who+" narrows the list", err)
	page, err := w.files.List(w.As(who), casework.Filter{Narrow: narrow, In: in})
	done(w.t, who+" lists", err)
	var codes []string
	for _, r := range page.Rows {
		codes = append(codes, r.Code)
	}
	return codes
}

func TestAListIsNarrowedToWhomAPayerPaysForOnlyForWhoMaySeeIt(t *testing.T) {
	w := open(t)
	first, _ := w.paid("2026-12-24")
	second, _ := w.paid2("female")
	w.client("female", "18-20") // nobody pays for her
	local, state := []string{w.code(first)}, []string{w.code(second)}
	for _, who := range []string{"dina", "saule", "marat"} {
		for _, in := range []string{casework.InCare, casework.Everyone} {
			if got := w.listed(who, "local", in); !slices.Equal(got, local) {
				t.Errorf("%s: the city pays for %v", who, got)
			}
			if got := w.listed(who, "state", in); !slices.Equal(got, state) {
				t.Errorf("%s: the state pays for %v", who, got)
			}
		}
		if got := w.listed(who, "foundation", casework.InCare); len(got) != 0 {
			t.Errorf("%s: a foundation pays for %v", who, got)
		}
	}
	// Gulnar lists both and is assigned to neither: who pays for them is not hers.
	page, err := w.files.List(w.As("gulnar"), casework.Filter{})
	done(t, "Gulnar lists", err)
	if len(page.Rows) != 3 {
		t.Fatalf("Gulnar lists %d", len(page.Rows))
	}
	if got := w.listed("gulnar", "local", casework.InCare); len(got) != 0 {
		t.Errorf("Gulnar learns who pays for %v", got)
	}
	// Who is kept from a file finds it under no payer.
	done(t, "Saule stands near", w.files.SetConflict(w.As("marat"), first, w.Staff("saule")))
	for _, payer := range []string{"local", "state", "foundation"} {
		if slices.Contains(w.listed("saule", payer, casework.Everyone), local[0]) {
			t.Errorf("Saule finds her under %s", payer)
		}
	}
	if got := w.listed("marat", "local", casework.InCare); !slices.Equal(got, local) {
		t.Errorf("Marat: the city pays for %v", got)
	}
	// A term that is over pays for nobody.
	w.Clock.Advance(40 * 24 * time.Hour)
	if got := w.listed("marat", "local", casework.InCare); len(got) != 0 {
		t.Errorf("what was paid until Christmas: %v", got)
	}
	_, err = w.FundedBy(w.As("saule"), "nonsense")
	refused(t, err, pana.Invalid, "codes.unknown")
	if got := w.listed("erlan", "local", casework.Everyone); len(got) != 0 {
		t.Errorf("Erlan learns who pays for %v", got)
	}
	for _, who := range []string{"vera", "lena"} {
		_, err := w.FundedBy(w.As(who), "local")
		refused(t, err, pana.Forbidden, "policy.refused")
	}
}

func TestOfTwoWhoPayForHerTheListNamesTheOneThatEndsFirst(t *testing.T) {
	w := open(t)
	her, _ := w.paid("2026-12-24")
	_, err := w.SetTerm(w.As("dina"), her, residence.NewTerm{Payer: "state", Until: "2027-02-01"})
	done(t, "who pays afterwards", err)
	_, err = w.SetTerm(w.As("dina"), her, residence.NewTerm{Payer: "foundation", Until: "2027-02-01"})
	done(t, "who pays as long", err)
	lists := func(when, payer string) {
		t.Helper()
		for _, one := range []string{"local", "state", "foundation"} {
			if got := w.listed("dina", one, casework.InCare); slices.Equal(got, []string{w.code(her)}) != (one == payer) {
				t.Errorf("%s, %s pays for %v", when, one, got)
			}
		}
	}
	lists("at first", "local")
	w.Clock.Advance(40 * 24 * time.Hour)
	lists("when that is over", "foundation")
}
