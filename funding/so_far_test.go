package funding_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
)

// soFar compares what the first screen says of this month with its ledger.
func (w *world) soFar(when string) {
	w.t.Helper()
	l := w.month()
	want := l.Tally().Totals()
	for i := range want {
		want[i].Persons = 0
	}
	got, agreed, err := w.ThisMonth(w.As("saule"))
	housetest.Done(w.t, when, err)
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Errorf("%s: the ledger (-) and the first screen (+)\n%s", when, diff)
	}
	if diff := cmp.Diff(l.Agreements, agreed); diff != "" {
		w.t.Errorf("%s: the agreements (-) and those of the first screen (+)\n%s", when, diff)
	}
}

func TestTheFirstScreenSaysOfThisMonthWhatItsLedgerSays(t *testing.T) {
	w := open(t)
	saule, timur := w.As("saule"), w.As("timur")
	first, _ := w.comes()
	second, _ := w.comes()
	w.sleeps(first, "state")
	w.sleeps(second, "")
	housetest.Done(t, "a rule", errOf(w.AddRule(saule, funding.Rule{What: "social-domestic", Since: "2026-11-01",
		Shares: []funding.Share{{Agreement: w.ministry, Parts: 7_500}, {Agreement: funding.Own, Parts: 2_500}}})))
	housetest.Done(t, "a tariff", w.AddTariff(saule, w.ministry, funding.Tariff{Unit: funding.PerService, Minor: 33_333}))
	w.Clock.Advance(3 * 24 * time.Hour)
	w.soFar("before anything was ticked")
	for _, on := range []pana.Date{"2026-11-24", "2026-11-25"} {
		housetest.Done(t, "meals", w.Tick(timur, w.Shelter.ID, on, "meals", []pana.ClientID{first, second}))
		housetest.Done(t, "laundry", w.Tick(timur, w.Shelter.ID, on, "laundry", []pana.ClientID{second}))
	}
	w.visits(first, "2026-11-25", "state", 25)
	w.soFar("with six ticks and a visit")
	l := w.month()
	for _, one := range l.Lines {
		if one.Source == "tick" && one.Client == first {
			housetest.Done(t, "one tick alone", w.PayLine(saule, first, funding.Single{Source: one.Source, Row: one.Row, On: one.On}, []funding.Share{{Agreement: funding.Own, Parts: funding.Whole}}))
			break
		}
	}
	w.soFar("with a tick that somebody else pays")
	// A file that is kept from her is not in it.
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("marat"), second, w.Staff("saule")))
	w.soFar("with a file that is kept from her")
	for _, who := range []string{"dina", "timur", "hans"} {
		_, _, err := w.ThisMonth(w.As(who))
		housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	}
}

func TestTheFirstScreenAsksUnderWhichMandateSomebodyCame(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	client, _ := w.comes()
	w.sleeps(client, "state")
	id, err := w.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2026-11-01", Words: "women"})
	housetest.Done(t, "a mandate", err)
	a := w.fromMinistry()
	a.Name, a.Payer, a.Mandate = "Under the mandate", "local", id
	agreed := w.agrees(a)
	housetest.Done(t, "a rule", errOf(w.AddRule(saule, funding.Rule{What: "social-domestic", Since: "2026-11-01", Shares: []funding.Share{{Agreement: agreed, Parts: funding.Whole}}})))
	housetest.Done(t, "meals", w.Tick(w.As("timur"), w.Shelter.ID, today, "meals", []pana.ClientID{client}))
	w.soFar("under a mandate")
	if l := w.month(); totals(l, agreed, "social-domestic").Parts != funding.Whole {
		t.Errorf("the meal is not paid: %+v", l.Lines)
	}
}
