package funding_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/therapy"
)

// totals finds what a ledger comes to for a payer and a thing.
func totals(l funding.Ledger, id funding.AgreementID, what string) (all funding.Total) {
	for _, t := range l.Tally().Totals() {
		if t.Agreement == id && t.What == what {
			all = t
		}
	}
	return all
}

// kinds counts the gaps of a ledger.
func kinds(l funding.Ledger) map[string]int {
	found := map[string]int{}
	for _, g := range l.Gaps {
		found[g.Kind] += g.N
	}
	return found
}

func (w *world) visits(client pana.ClientID, on pana.Date, payer string, minutes int) {
	w.t.Helper()
	h := health.New(w.House, w.files)
	id, err := h.PlanAppointment(w.As("dina"), client, health.Plan{On: on, Payer: payer})
	housetest.Done(w.t, "a visit", err)
	housetest.Done(w.t, "held", h.HoldAppointment(w.As("dina"), client, id, 1, health.Outcome{Held: true, Minutes: minutes}))
	w.Clock.Advance(time.Second)
}

func (w *world) closes(month string) {
	w.t.Helper()
	housetest.Done(w.t, "close "+month, w.CloseMonth(w.As("vera"), month))
	w.Clock.Advance(time.Second)
}

func TestThreePayersOfOneMonthComeFromOneSetOfEntries(t *testing.T) {
	w := open(t)
	first, code := w.comes()
	second, _ := w.comes()
	third, _ := w.comes()
	w.sleeps(first, "state")
	w.sleeps(second, "")
	w.sleeps(third, "own")
	_, err := w.AddRule(w.As("saule"), funding.Rule{What: funding.Day, Since: "2026-11-01",
		Shares: []funding.Share{{Agreement: w.ministry, Parts: 6_000}, {Agreement: w.foundation, Parts: 2_500}, {Agreement: funding.Nobody, Parts: 1_500}}})
	housetest.Done(t, "a rule", err)
	housetest.Done(t, "a tariff", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 1_000_001}))
	w.visits(first, today, "state", 40)
	_, err = therapy.New(w.House, w.files).Hold(w.As("gulnar"), second, therapy.NewSession{Payer: "foundation", Minutes: 50}, casework.Someone{}, therapy.Outcome{})
	housetest.Done(t, "a session", err)

	l := w.month()
	// The night of the 22nd and the day of the 23rd, of three.
	if len(l.Lines) != 6+2 || len(l.Gaps) != 0 {
		t.Fatalf("%d lines, %+v", len(l.Lines), l.Gaps)
	}
	if d := totals(l, w.ministry, funding.Day); d.Parts != 2*10_000+2*6_000 || d.Persons != 2 || d.Minor != 2*1_000_001+2*600_001 || d.Currency != "KZT" {
		t.Errorf("the ministry's days: %+v", d)
	}
	if d := totals(l, w.foundation, funding.Day); d.Parts != 2*2_500 || d.Persons != 1 {
		t.Errorf("the foundation's days: %+v", d)
	}
	if d := totals(l, funding.Own, funding.Day); d.Parts != 2*10_000 {
		t.Errorf("the house's own days: %+v", d)
	}
	if d := totals(l, funding.Nobody, funding.Day); d.Parts != 2*1_500 {
		t.Errorf("what nobody pays: %+v", d)
	}
	if d := totals(l, w.foundation, "social-psychological"); d.Lines != 1 || d.Minutes != 50 {
		t.Errorf("the session: %+v", d)
	}
	if n := l.Tally().Everybody(); n != 3 {
		t.Errorf("%d people", n)
	}
	for _, one := range l.Lines {
		if one.Client == first && one.Code != code {
			t.Errorf("whose line is that: %+v", one)
		}
	}
	// An accountant reads the same; nobody else does.
	if again, err := w.Ledger(w.As("vera"), november); err != nil || len(again.Lines) != len(l.Lines) {
		t.Errorf("Vera reads %d lines: %v", len(again.Lines), err)
	}
	for _, who := range []string{"dina", "timur", "hans", "mira", "oleg", "lena"} {
		_, err := w.Ledger(w.As(who), november)
		housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	}
}

func TestAClosedMonthStaysAsItWas(t *testing.T) {
	w := open(t)
	client, _ := w.comes()
	w.sleeps(client, "state")
	housetest.Refused(t, w.CloseMonth(w.As("vera"), "2026-11"), pana.Conflict, "funding.close.early")
	w.Clock.Advance(10 * 24 * time.Hour) // 3 December
	before := w.month()
	w.closes("2026-11")
	housetest.Refused(t, w.CloseMonth(w.As("vera"), "2026-11"), pana.Conflict, "funding.close.already")
	after := w.month()
	if len(before.Lines) != 9 || len(after.Lines) != 9 || len(after.Gaps) != 0 || after.Months[0].Closed != "2026-12-03" {
		t.Fatalf("%d lines before, %d after, %+v", len(before.Lines), len(after.Lines), after.Gaps)
	}
	for i := range after.Lines {
		a, b := before.Lines[i], after.Lines[i]
		if a.On != b.On || a.Person != b.Person || len(a.Paid) != 1 || a.Paid[0] != b.Paid[0] {
			t.Errorf("%+v was kept as %+v", a, b)
		}
	}
	saule := w.As("saule")
	shares := []funding.Share{{Agreement: w.ministry, Parts: funding.Whole}}
	_, err := w.AddRule(saule, funding.Rule{Since: "2026-11-15", Shares: shares})
	housetest.Refused(t, err, pana.Invalid, "funding.closed")
	housetest.Refused(t, w.PayLine(saule, client, funding.Single{Source: funding.Day, On: "2026-11-24"}, shares), pana.Invalid, "funding.closed")
	housetest.Refused(t, w.AddTariff(saule, w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 5}), pana.Invalid, "funding.closed")
	housetest.Refused(t, w.NoteAbsence(w.As("dina"), client, funding.Absence{Went: "2026-11-25", Reason: "family"}), pana.Invalid, "funding.closed")
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, "2026-11-25", "meals", []pana.ClientID{client}), pana.Invalid, "funding.closed")
	a := w.fromMinistry()
	a.ID, a.Days = w.ministry, false
	housetest.Refused(t, w.EditAgreement(saule, a, 1), pana.Invalid, "funding.closed")
	// What is written down late is pointed out and changes nothing.
	w.visits(client, "2026-11-25", "state", 20)
	if l := w.month(); len(l.Lines) != 9 || kinds(l)[funding.GapLate] != 1 {
		t.Errorf("after a late visit: %d lines, %+v", len(l.Lines), l.Gaps)
	}
	housetest.Refused(t, w.ReopenMonth(w.As("vera"), "2026-11", "a visit"), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.ReopenMonth(w.As("saule"), "2026-11", " "), pana.Invalid, "funding.reopen.why")
	housetest.Done(t, "open anew", w.ReopenMonth(w.As("saule"), "2026-11", "a visit was late"))
	housetest.Refused(t, w.ReopenMonth(w.As("saule"), "2026-11", "again"), pana.Conflict, "funding.reopen.open")
	w.Clock.Advance(time.Second)
	if l := w.month(); len(l.Lines) != 10 || len(l.Gaps) != 0 {
		t.Errorf("opened anew: %d lines, %+v", len(l.Lines), l.Gaps)
	}
	w.closes("2026-11")
	trace, err := w.Closings(w.As("saule"), "2026-11")
	housetest.Done(t, "the trace", err)
	if len(trace) != 3 || trace[0].Services != 1 || trace[1].Why != "a visit was late" || trace[1].Closed || trace[2].Days != 9 || trace[2].Sums == trace[0].Sums {
		t.Errorf("the trace: %+v", trace)
	}
}

func TestWhatIsMissingIsNamedWithThePlaceToMendIt(t *testing.T) {
	w := open(t)
	client, code := w.comes()
	w.sleeps(client, "")
	w.visits(client, today, "local", 10) // no agreement with the city
	w.visits(client, today, "", 10)      // nobody said who pays
	_, err := health.New(w.House, w.files).PlanAppointment(w.As("dina"), client, health.Plan{On: "2026-11-20", Payer: "state"})
	housetest.Done(t, "a visit of which nobody said anything", err)
	l := w.month()
	if got := kinds(l); got[funding.GapPayer] != 3 || got[funding.GapOutside] != 1 || got[funding.GapOpen] != 1 {
		t.Errorf("the gaps: %+v", l.Gaps)
	}
	for _, g := range l.Gaps {
		if g.Kind == funding.GapOpen && (g.Code != code || g.Page != "/clients/"+code+"/health") {
			t.Errorf("where is it mended: %+v", g)
		}
	}
	if d := totals(l, funding.Nobody, funding.Day); d.Parts != 2*funding.Whole {
		t.Errorf("what nobody pays is not shown: %+v", d)
	}
	// A tariff that ends before its agreement leaves a day without a price: the month
	// cannot be closed.
	housetest.Done(t, "a rule", errOf(w.AddRule(w.As("saule"), funding.Rule{Since: "2026-11-01", Shares: []funding.Share{{Agreement: w.ministry, Parts: funding.Whole}}})))
	housetest.Done(t, "a tariff", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerDay, Until: "2026-11-22", Minor: 100}))
	if got := kinds(w.month()); got[funding.GapTariff] != 1 {
		t.Errorf("the gaps: %+v", got)
	}
	w.Clock.Advance(10 * 24 * time.Hour)
	housetest.Refused(t, w.CloseMonth(w.As("saule"), "2026-11"), pana.Conflict, "funding.close.gaps")
}

func TestSharesThatDoNotSumAndRulesThatMeetAreRefused(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	whole := []funding.Share{{Agreement: w.ministry, Parts: funding.Whole}}
	for name, c := range map[string]struct {
		r   funding.Rule
		say string
	}{
		"less than the whole":  {funding.Rule{Since: today, Shares: []funding.Share{{Agreement: w.ministry, Parts: 9_999}}}, "funding.share.short"},
		"more than the whole":  {funding.Rule{Since: today, Shares: []funding.Share{{Agreement: w.ministry, Parts: 6_000}, {Agreement: funding.Own, Parts: 4_001}}}, "funding.share.over"},
		"nobody at all":        {funding.Rule{Since: today}, "funding.share.short"},
		"one payer twice":      {funding.Rule{Since: today, Shares: []funding.Share{{Agreement: w.ministry, Parts: 5_000}, {Agreement: w.ministry, Parts: 5_000}}}, "funding.share.twice"},
		"a part of nothing":    {funding.Rule{Since: today, Shares: []funding.Share{{Agreement: w.ministry, Parts: 0}, {Agreement: funding.Own, Parts: funding.Whole}}}, "funding.share.part"},
		"an unknown agreement": {funding.Rule{Since: today, Shares: []funding.Share{{Agreement: "none", Parts: funding.Whole}}}, "funding.share.unknown"},
		"before the agreement": {funding.Rule{Since: "2026-08-31", Shares: whole}, "funding.share.outside"},
		"crossed days":         {funding.Rule{Since: today, Until: "2026-11-22", Shares: whole}, "date.crossed"},
		"no day":               {funding.Rule{Shares: whole}, "date.missing"},
		"a thing nobody knows": {funding.Rule{Since: today, What: "elephant", Shares: whole}, "codes.unknown"},
		"a site nobody knows":  {funding.Rule{Since: today, Site: "elsewhere", Shares: whole}, "staff.site.missing"},
		"a payer nobody knows": {funding.Rule{Since: today, Payer: "uncle", Shares: whole}, "codes.unknown"},
	} {
		t.Run(name, func(t *testing.T) { housetest.Refused(t, errOf(w.AddRule(saule, c.r)), pana.Invalid, c.say) })
	}
	id, err := w.AddRule(saule, funding.Rule{Since: "2026-11-01", Shares: whole})
	housetest.Done(t, "a rule", err)
	housetest.Refused(t, errOf(w.AddRule(saule, funding.Rule{Since: "2026-12-01", Shares: whole})), pana.Invalid, "funding.rule.twice")
	housetest.Done(t, "a narrower one", errOf(w.AddRule(saule, funding.Rule{Since: "2026-11-01", What: funding.Day, Shares: whole})))
	housetest.Done(t, "its end", w.EndRule(saule, id, "2026-11-30", 1))
	housetest.Stale(t, w.EndRule(saule, id, "2026-12-31", 1), "until")
	housetest.Done(t, "the next", errOf(w.AddRule(saule, funding.Rule{Since: "2026-12-01", Shares: whole})))
	housetest.Refused(t, w.EndRule(saule, "none", "", 1), pana.NotFound, "record.absent")
	housetest.Refused(t, errOf(w.AddRule(w.As("vera"), funding.Rule{Since: today, Shares: whole})), pana.Forbidden, "policy.refused")
}

func TestOneLineCanBePaidOtherwise(t *testing.T) {
	w := open(t)
	client, _ := w.comes()
	w.sleeps(client, "state")
	w.visits(client, today, "state", 40)
	saule := w.As("saule")
	half := []funding.Share{{Agreement: w.ministry, Parts: 5_000}, {Agreement: funding.Own, Parts: 5_000}}
	housetest.Done(t, "a day", w.PayLine(saule, client, funding.Single{Source: funding.Day, On: today}, half))
	var visit funding.Line
	for _, l := range w.month().Lines {
		if l.Source == "visit" {
			visit = l
		}
	}
	one := funding.Single{Source: visit.Source, Row: visit.Row, On: visit.On}
	housetest.Done(t, "a visit", w.PayLine(saule, client, one, []funding.Share{{Agreement: funding.Nobody, Parts: funding.Whole}}))
	l := w.month()
	if d := totals(l, w.ministry, funding.Day); d.Parts != funding.Whole+5_000 {
		t.Errorf("the days: %+v", d)
	}
	if d := totals(l, funding.Nobody, "social-medical"); d.Parts != funding.Whole {
		t.Errorf("the visit: %+v", d)
	}
	housetest.Done(t, "as the rules say", w.PayLine(saule, client, one, nil))
	if d := totals(w.month(), w.ministry, "social-medical"); d.Parts != funding.Whole {
		t.Errorf("the visit again: %+v", d)
	}
	housetest.Refused(t, w.PayLine(saule, client, one, half[:1]), pana.Invalid, "funding.share.short")
	housetest.Refused(t, w.PayLine(saule, client, funding.Single{Source: "visit", Row: "none", On: today}, half), pana.NotFound, "record.absent")
	housetest.Refused(t, w.PayLine(w.As("vera"), client, one, half), pana.NotFound, "client.absent")
	// An agreement pays nothing that it does not cover, whatever is said of a line.
	housetest.Done(t, "another agreement", w.PayLine(saule, client, one, []funding.Share{{Agreement: w.foundation, Parts: funding.Whole}}))
	if got := kinds(w.month()); got[funding.GapOutside] != 1 {
		t.Errorf("a service outside an agreement is not named: %+v", got)
	}
}

func TestAFileThatIsHiddenIsInNoLineOfTheReaders(t *testing.T) {
	w := open(t)
	seen, _ := w.comes()
	hidden, _ := w.comes()
	w.sleeps(seen, "state")
	w.sleeps(hidden, "state")
	w.Clock.Advance(10 * 24 * time.Hour)
	count := func() int {
		l, err := w.Ledger(w.As("vera"), november)
		housetest.Done(t, "Vera reads", err)
		return len(l.Lines)
	}
	if n := count(); n != 18 {
		t.Fatalf("%d lines", n)
	}
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("saule"), hidden, w.Staff("vera")))
	if n := count(); n != 9 {
		t.Errorf("an open month shows %d lines", n)
	}
	w.closes("2026-11")
	if n := count(); n != 9 {
		t.Errorf("a closed month shows %d lines", n)
	}
	// The basis of payment is exact, and somebody else puts her name to it.
	for who, want := range map[string]bool{"vera": true, "saule": false} {
		ctx := w.As(who)
		housetest.Done(t, who, w.House.DB.View(ctx, func(tx *db.Tx) error {
			l, err := w.Basis(ctx, tx, november)
			if len(l.Lines) != 18 {
				t.Errorf("the basis has %d lines", len(l.Lines))
			}
			hides, again := w.Hides(ctx, tx, november)
			if hides != want || again != nil {
				t.Errorf("%s is kept from a file in it: %v, %v", who, hides, again)
			}
			return err
		}))
	}
}

func errOf[T any](_ T, err error) error { return err }
