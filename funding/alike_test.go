package funding_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

func TestAClosedMonthSummedByTheStoreIsWhatItsLinesComeTo(t *testing.T) {
	w := open(t)
	saule, dina := w.As("saule"), w.As("dina")
	first, _ := w.comes()
	second, _ := w.comes()
	w.sleeps(first, "state")
	w.sleeps(second, "")
	_, err := w.AddRule(saule, funding.Rule{What: funding.Day, Since: "2026-11-01",
		Shares: []funding.Share{{Agreement: w.ministry, Parts: 6_000}, {Agreement: w.foundation, Parts: 2_500}, {Agreement: funding.Own, Parts: 1_500}}})
	housetest.Done(t, "a rule", err)
	housetest.Done(t, "a tariff", w.AddTariff(saule, w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 985_033}))
	w.Clock.Advance(10 * 24 * time.Hour) // 3 December
	housetest.Done(t, "hospital", w.NoteAbsence(dina, first, funding.Absence{Went: "2026-11-23", Back: "2026-11-25", Reason: "hospital"}))
	housetest.Done(t, "home", w.NoteAbsence(dina, first, funding.Absence{Went: "2026-11-26", Back: "2026-11-28", Reason: "family"}))
	w.visits(first, "2026-11-25", "state", 35)
	w.visits(first, "2026-11-26", "state", 20)
	w.visits(second, "2026-11-26", "state", 7)
	w.closes("2026-11")

	lines := w.month()
	sum, err := w.Sum(saule, november)
	housetest.Done(t, "the sum", err)
	if diff := cmp.Diff(lines.Tally().Totals(), sum.Totals()); diff != "" {
		t.Errorf("by lines (-) and by the store (+)\n%s", diff)
	}
	if n := sum.Everybody(); n != 2 {
		t.Errorf("%d people", n)
	}
	var alike []funding.Alike
	housetest.Done(t, "the month", w.House.DB.View(saule, func(tx *db.Tx) (err error) {
		alike, err = w.ReadClosed().Month(saule, tx, "2026-11")
		return err
	}))
	n, away := 0, 0
	for _, a := range alike {
		if n += a.N; a.Absent != "" {
			away += a.N
		}
	}
	if n != len(lines.Lines) || len(alike) >= n || away != 2 {
		t.Errorf("%d groups of %d lines with %d days away; there are %d lines", len(alike), n, away, len(lines.Lines))
	}
	// A file that is kept from her is not in what she sums, and is in what is paid for.
	housetest.Done(t, "a conflict", w.files.SetConflict(saule, second, w.Staff("vera")))
	hers, err := w.Sum(w.As("vera"), november)
	if err != nil || hers.Everybody() != 1 {
		t.Errorf("Vera sums %d people: %v", hers.Everybody(), err)
	}
}
