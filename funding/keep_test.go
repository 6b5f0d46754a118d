package funding_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
)

func TestAFunderAbroadPaysThroughAnotherAndTheOperatorIsNobodyOfThem(t *testing.T) {
	w := open(t)
	_, err := w.SetMandate(w.As("saule"), funding.Mandate{Site: w.Shelter.ID, Since: "2025-01-01", Operator: w.offices["iom"], Words: "Women only"})
	housetest.Done(t, "what the house was for", err)
	w.Clock.Advance(time.Second)
	newer, err := w.SetMandate(w.As("saule"), funding.Mandate{Site: w.Shelter.ID, Since: "2026-11-23", Words: "Everybody who was trafficked"})
	housetest.Done(t, "what it is for now", err)
	housetest.Refused(t, errOf(w.SetMandate(w.As("saule"), funding.Mandate{Site: w.Shelter.ID, Since: "2026-11-23"})), pana.Invalid, "funding.mandate.day")
	all, err := w.Mandates(w.As("vera"))
	if err != nil || len(all) != 2 || all[0].Words != "Women only" || all[0].Operator != w.offices["iom"] {
		t.Fatalf("the mandates: %+v, %v", all, err)
	}
	a, err := w.Agreement(w.As("vera"), w.foundation)
	housetest.Done(t, "Vera reads", err)
	want := w.fromAbroad()
	want.ID, want.By, want.Version, want.Due = a.ID, w.Staff("saule"), 1, 0
	if diff := cmp.Diff(sortedSites(want), sortedSites(a), cmp.Comparer(func(x, y []string) bool { return len(x) == len(y) })); diff != "" {
		t.Errorf("(-agreed +kept)\n%s", diff)
	}
	// Who came under the old mandate stays under it: an agreement for the new one does
	// not pay for her.
	old, _ := w.comes()
	w.sleeps(old, "foundation")
	a.Mandate = newer
	housetest.Done(t, "for the new mandate only", w.EditAgreement(w.As("saule"), a, 1))
	if d := totals(w.month(), w.foundation, funding.Day); d.Parts != 2*funding.Whole {
		t.Errorf("one who came today: %+v", d)
	}
	a.Mandate = all[0].ID
	housetest.Done(t, "for the old mandate only", w.EditAgreement(w.As("saule"), a, 2))
	if got := kinds(w.month()); got[funding.GapOutside] != 2 {
		t.Errorf("one who came today is paid under the old mandate: %+v", got)
	}
	housetest.Stale(t, w.EditAgreement(w.As("saule"), a, 2))
}

func sortedSites(a funding.Agreement) funding.Agreement {
	if len(a.Sites) == 2 && a.Sites[0] > a.Sites[1] {
		a.Sites[0], a.Sites[1] = a.Sites[1], a.Sites[0]
	}
	return a
}

func TestAnAgreementThatCannotBeIsRefused(t *testing.T) {
	w := open(t)
	for name, c := range map[string]struct {
		change func(*funding.Agreement)
		say    string
	}{
		"without a name":  {func(a *funding.Agreement) { a.Name = " " }, "funding.name.missing"},
		"without a payer": {func(a *funding.Agreement) { a.Payer = "" }, "funding.payer.missing"},
		"without a day":   {func(a *funding.Agreement) { a.Since = "" }, "date.missing"},
		"crossed":         {func(a *funding.Agreement) { a.Until = "2026-08-01" }, "date.crossed"},
		"for nothing":     {func(a *funding.Agreement) { a.Days, a.Services = false, nil }, "funding.pays.missing"},
		"nowhere":         {func(a *funding.Agreement) { a.Sites = nil }, "funding.site.missing"},
		"by nobody":       {func(a *funding.Agreement) { a.Funders = nil }, "funding.funder.missing"},
		"by parts that miss": {func(a *funding.Agreement) {
			a.Funders = []funding.Funder{{Organisation: w.offices["iom"], Parts: 9_000}}
		}, "funding.share.short"},
		"by somebody unknown":    {func(a *funding.Agreement) { a.Funders[0].Organisation = "none" }, "record.organisation.absent"},
		"through itself":         {func(a *funding.Agreement) { a.Funders[0].Through = a.Funders[0].Organisation }, "funding.funder.through"},
		"in shells":              {func(a *funding.Agreement) { a.Currency = "SHELL" }, "codes.unknown"},
		"for a service unknown":  {func(a *funding.Agreement) { a.Services = []string{"massage"} }, "codes.unknown"},
		"with a mandate of none": {func(a *funding.Agreement) { a.Mandate = "none" }, "codes.unknown"},
		"due in a thousand days": {func(a *funding.Agreement) { a.Due = 1000 }, "record.between"},
	} {
		t.Run(name, func(t *testing.T) {
			a := w.fromMinistry()
			c.change(&a)
			housetest.Refused(t, errOf(w.AddAgreement(w.As("saule"), a)), pana.Invalid, c.say)
		})
	}
	for _, who := range []string{"vera", "dina", "oleg", "hans"} {
		housetest.Refused(t, errOf(w.AddAgreement(w.As(who), w.fromMinistry())), pana.Forbidden, "policy.refused")
	}
	housetest.Refused(t, errOf(w.Agreement(w.As("vera"), "none")), pana.NotFound, "record.absent")
}

func TestBetweenTwoTariffsThereIsNeitherAGapNorADayWithBoth(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	add := func(since, until pana.Date, unit, kind string, minor int64) error {
		return w.AddTariff(saule, w.ministry, funding.Tariff{Unit: unit, Kind: kind, Since: since, Until: until, Minor: minor})
	}
	housetest.Refused(t, add("2026-10-01", "", funding.PerDay, "", 100), pana.Invalid, "funding.tariff.first")
	housetest.Refused(t, add("2026-08-01", "", funding.PerDay, "", 100), pana.Invalid, "funding.tariff.outside")
	housetest.Refused(t, add("2026-09-01", "", "", "", 100), pana.Invalid, "funding.unit.missing")
	housetest.Refused(t, add("2026-09-01", "", funding.PerDay, "", 0), pana.Invalid, "funding.money")
	housetest.Done(t, "the first", add("2026-09-01", "2026-09-30", funding.PerDay, "", 100))
	housetest.Refused(t, add("2026-10-02", "", funding.PerDay, "", 110), pana.Invalid, "funding.tariff.gap")
	housetest.Refused(t, add("2026-09-30", "", funding.PerDay, "", 110), pana.Invalid, "funding.tariff.twice")
	housetest.Done(t, "the next", add("2026-10-01", "", funding.PerDay, "", 110))
	housetest.Done(t, "the third ends it", add("2026-12-01", "", funding.PerDay, "", 120))
	housetest.Done(t, "by the hour", add("2026-09-01", "", funding.PerHour, "", 6_000))
	housetest.Refused(t, add("2026-09-01", "", funding.PerService, "", 50), pana.Invalid, "funding.tariff.both")
	housetest.Done(t, "law costs otherwise", add("2026-11-01", "", funding.PerService, "social-legal", 70))
	a, err := w.Agreement(saule, w.ministry)
	housetest.Done(t, "read", err)
	for day, want := range map[pana.Date]int64{"2026-09-01": 100, "2026-09-30": 100, "2026-10-01": 110, "2026-11-30": 110, "2026-12-01": 120, "2027-08-31": 120} {
		if got, ok := a.Price(funding.Day, day, 0); !ok || got != want {
			t.Errorf("%s costs %d, %v", day, got, ok)
		}
	}
	if got, _ := a.Price("social-medical", today, 50); got != 5_000 {
		t.Errorf("50 minutes cost %d", got)
	}
	if got, _ := a.Price("social-legal", today, 50); got != 70 {
		t.Errorf("law costs %d", got)
	}
	first := ""
	for _, tariff := range a.Tariffs {
		if tariff.Unit == funding.PerDay && tariff.Since == "2026-09-01" {
			first = tariff.ID
		}
	}
	housetest.Refused(t, w.DropTariff(saule, w.ministry, first), pana.Invalid, "funding.tariff.last")
	housetest.Refused(t, w.DropTariff(saule, w.ministry, "none"), pana.NotFound, "record.absent")
}

func TestWhatWasAgreedStandsBesideWhatWasReached(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	add := func(what string, since, until pana.Date, n int) error {
		return w.AddTarget(saule, w.ministry, funding.Target{What: what, Since: since, Until: until, Count: n})
	}
	housetest.Done(t, "days", add(funding.Day, "2026-11-01", "2026-12-31", 60))
	housetest.Done(t, "people", add(funding.Person, "2026-11-01", "2026-12-31", 5))
	housetest.Refused(t, add("social-legal", "2026-11-01", "2026-12-31", 3), pana.Invalid, "funding.target.unpaid")
	housetest.Refused(t, add(funding.Day, "2026-12-01", "2026-12-31", 3), pana.Invalid, "funding.target.twice")
	housetest.Refused(t, add("", "2026-12-01", "2026-12-31", 3), pana.Invalid, "funding.target.missing")
	housetest.Refused(t, add(funding.Person, "2026-01-01", "2026-02-01", 3), pana.Invalid, "funding.target.outside")
	housetest.Refused(t, add(funding.Person, "2027-01-01", "2027-02-01", 0), pana.Invalid, "record.between")
	client, _ := w.comes()
	w.sleeps(client, "state")
	l := w.month()
	s := l.Tally().Sheet(l.Agreements[w.ministry], l.Period)
	if len(s.Targets) != 2 || s.Persons != 1 {
		t.Fatalf("the sheet: %+v", s)
	}
	for _, r := range s.Targets {
		if want := map[string]int64{funding.Day: 2 * funding.Whole, funding.Person: funding.Whole}[r.What]; r.Parts != want {
			t.Errorf("%s: %d", r.What, r.Parts)
		}
		housetest.Done(t, "dropped", w.DropTarget(saule, w.ministry, r.ID))
	}
	housetest.Refused(t, w.DropTarget(saule, w.ministry, "none"), pana.NotFound, "record.absent")
}

func TestTheWholeHouseIsTickedAtOnce(t *testing.T) {
	w := open(t)
	first, code := w.comes()
	second, _ := w.comes()
	w.sleeps(first, "state")
	w.sleeps(second, "state")
	both := []pana.ClientID{first, second}
	table, err := w.Table(w.As("timur"), w.Shelter.ID, "", "")
	housetest.Done(t, "the night looks", err)
	if len(table.People) != 2 || table.Saved || table.Kind != "meals" || table.On != today {
		t.Fatalf("the table: %+v", table)
	}
	housetest.Done(t, "meals", w.Tick(w.As("timur"), w.Shelter.ID, today, "meals", both))
	housetest.Done(t, "once more", w.Tick(w.As("timur"), w.Shelter.ID, today, "meals", both))
	w.Clock.Advance(time.Second)
	housetest.Done(t, "one was out", w.Tick(w.As("dina"), w.Shelter.ID, today, "meals", both[:1]))
	housetest.Done(t, "laundry", w.Tick(w.As("raushan"), w.Shelter.ID, today, "laundry", both))
	if table, err = w.Table(w.As("dina"), w.Shelter.ID, today, "meals"); err != nil || !table.Saved {
		t.Fatalf("the table: %+v, %v", table, err)
	}
	for _, s := range table.People {
		if s.Ticked != (s.Code == code) {
			t.Errorf("%+v", s)
		}
	}
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, "2026-11-24", "meals", both), pana.Invalid, "date.future")
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, today, "elephants", both), pana.Invalid, "codes.unknown")
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, today, "meals", []pana.ClientID{first, "stranger"}), pana.Invalid, "funding.tick.who")
	housetest.Refused(t, w.Tick(w.As("timur"), "elsewhere", today, "meals", both), pana.NotFound, "record.absent")
	for _, who := range []string{"lena", "vera", "kamila", "hans"} {
		housetest.Refused(t, w.Tick(w.As(who), w.Shelter.ID, today, "meals", both), pana.Forbidden, "policy.refused")
	}
	_, err = w.AddRule(w.As("saule"), funding.Rule{Since: "2026-11-01", Shares: []funding.Share{{Agreement: w.ministry, Parts: funding.Whole}}})
	housetest.Done(t, "a rule", err)
	if d := totals(w.month(), w.ministry, "social-domestic"); d.Lines != 3 || d.Persons != 2 {
		t.Errorf("what was ticked: %+v", d)
	}
}

func TestADayAwayIsPaidAsTheAgreementSays(t *testing.T) {
	w := open(t)
	client, code := w.comes()
	w.sleeps(client, "state")
	w.Clock.Advance(20 * 24 * time.Hour) // 13 December
	dina := w.As("dina")
	housetest.Done(t, "hospital", w.NoteAbsence(dina, client, funding.Absence{Went: "2026-11-24", Back: "2026-11-29", Reason: "hospital"}))
	housetest.Refused(t, w.NoteAbsence(dina, client, funding.Absence{Went: "2026-11-28", Reason: "family"}), pana.Invalid, "funding.absence.twice")
	housetest.Refused(t, w.NoteAbsence(dina, client, funding.Absence{Went: "2026-12-01"}), pana.Invalid, "funding.absence.reason")
	housetest.Refused(t, w.NoteAbsence(dina, client, funding.Absence{Went: "2026-12-02", Back: "2026-12-01", Reason: "family"}), pana.Invalid, "date.crossed")
	housetest.Refused(t, w.NoteAbsence(dina, client, funding.Absence{Went: "2026-12-14", Reason: "family"}), pana.Invalid, "date.future")
	housetest.Refused(t, w.NoteAbsence(w.As("timur"), client, funding.Absence{Went: "2026-12-01", Reason: "family"}), pana.Forbidden, "policy.refused")
	// She was away all day from the 25th to the 28th; two days of that are paid.
	l := w.month()
	var away []pana.Date
	for _, one := range l.Lines {
		if one.Absent != "" {
			away = append(away, one.On)
		}
	}
	if diff := cmp.Diff([]pana.Date{"2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"}, away); diff != "" {
		t.Errorf("away (-told +counted)\n%s", diff)
	}
	if d := totals(l, w.ministry, funding.Day); d.Parts != 7*funding.Whole {
		t.Errorf("paid: %+v", d)
	}
	if d := totals(l, funding.Nobody, funding.Day); d.Parts != 2*funding.Whole || len(l.Gaps) != 0 {
		t.Errorf("not paid: %+v, %+v", d, l.Gaps)
	}
	p, err := w.DaysOf(w.As("dina"), code)
	housetest.Done(t, "her days", err)
	if len(p.Lines) != 14 || len(p.Absences) != 1 || !p.May {
		t.Errorf("%d days, %+v", len(p.Lines), p.Absences)
	}
	housetest.Done(t, "back a day earlier", w.EndAbsence(w.As("dina"), client, p.Absences[0].ID, "2026-11-28"))
	housetest.Done(t, "written by mistake", w.EndAbsence(w.As("dina"), client, p.Absences[0].ID, ""))
	housetest.Refused(t, w.EndAbsence(w.As("dina"), client, p.Absences[0].ID, ""), pana.NotFound, "record.absent")
	if d := totals(w.month(), w.ministry, funding.Day); d.Parts != 9*funding.Whole {
		t.Errorf("paid: %+v", d)
	}
}

func TestWhatWasClaimedIsPaidOrNotPaidForAReason(t *testing.T) {
	w := open(t)
	client, _ := w.comes()
	w.sleeps(client, "state")
	housetest.Done(t, "a tariff", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 850_000}))
	w.Clock.Advance(10 * 24 * time.Hour)
	claim := funding.Claim{Agreement: w.ministry, Since: "2026-11-01", Until: "2026-11-30"}
	housetest.Refused(t, errOf(w.AddClaim(w.As("vera"), claim)), pana.Invalid, "funding.claim.open")
	due, err := w.Due(w.As("saule"))
	if err != nil || len(due) != 1 || due[0].Kind != "report" || due[0].On != "2026-12-10" || due[0].Month != "2026-11" {
		t.Errorf("due: %+v, %v", due, err)
	}
	w.closes("2026-11")
	id, err := w.AddClaim(w.As("vera"), claim)
	housetest.Done(t, "what the ledger comes to", err)
	w.Clock.Advance(time.Second)
	housetest.Refused(t, errOf(w.AddClaim(w.As("vera"), claim)), pana.Invalid, "funding.claim.twice")
	housetest.Refused(t, errOf(w.AddClaim(w.As("vera"), funding.Claim{Agreement: w.foundation, Since: "2026-11-01", Until: "2026-11-30"})), pana.Invalid, "funding.claim.nothing")
	housetest.Refused(t, errOf(w.AddClaim(w.As("dina"), claim)), pana.Forbidden, "policy.refused")
	c, err := w.Claim(w.As("vera"), id)
	if err != nil || c.Claimed != 9*850_000 || c.Now != c.Claimed || len(c.Open) != 0 {
		t.Fatalf("claimed: %+v, %v", c, err)
	}
	housetest.Refused(t, w.AnswerClaim(w.As("vera"), id, 1, funding.Answer{Paid: true, Minor: 9*850_000 + 1}), pana.Invalid, "funding.claim.more")
	housetest.Refused(t, w.AnswerClaim(w.As("vera"), id, 1, funding.Answer{Minor: 850_000}), pana.Invalid, "funding.claim.reason")
	housetest.Done(t, "paid", w.AnswerClaim(w.As("vera"), id, 1, funding.Answer{Paid: true, Minor: 8 * 850_000}))
	w.Clock.Advance(time.Second)
	housetest.Stale(t, w.AnswerClaim(w.As("saule"), id, 1, funding.Answer{Paid: true, Minor: 850_000}), "amount")
	housetest.Done(t, "not paid", w.AnswerClaim(w.As("vera"), id, 2, funding.Answer{Minor: 850_000, Reason: "counted", Note: "One night was counted by them as a day out."}))
	c, err = w.Claim(w.As("saule"), id)
	if err != nil || c.Sums() != (funding.Sums{Claimed: 9 * 850_000, Paid: 8 * 850_000, Rejected: 850_000}) || c.Answers[1].Note == "" {
		t.Errorf("answered: %+v, %v", c, err)
	}
	if due, err = w.Due(w.As("saule")); err != nil || len(due) != 0 {
		t.Errorf("still due: %+v, %v", due, err)
	}
	housetest.Done(t, "opened anew", w.ReopenMonth(w.As("saule"), "2026-11", "They counted one night otherwise."))
	if c, err = w.Claim(w.As("saule"), id); err != nil || len(c.Open) != 1 {
		t.Errorf("the claim does not say that its month is open again: %+v, %v", c.Open, err)
	}
}

func TestAFundersOfficerReadsTheTotalsOfHerOwnAgreementOnly(t *testing.T) {
	w := open(t)
	a, err := w.Agreement(w.As("saule"), w.ministry)
	housetest.Done(t, "read", err)
	a.Officer = w.Staff("hans")
	housetest.Done(t, "her officer", w.EditAgreement(w.As("saule"), a, 1))
	housetest.Done(t, "people", w.AddTarget(w.As("saule"), w.ministry, funding.Target{What: funding.Person, Since: "2026-11-01", Until: "2026-12-31", Count: 9}))
	client, _ := w.comes()
	w.sleeps(client, "state")
	w.Clock.Advance(10 * 24 * time.Hour)
	open, err := w.Own(w.As("hans"))
	if err != nil || len(open) != 1 || len(open[0].Totals) != 0 {
		t.Errorf("an open month is shown: %+v, %v", open, err)
	}
	w.closes("2026-11")
	own, err := w.Own(w.As("hans"))
	if err != nil || len(own) != 1 || own[0].Agreement.ID != w.ministry || len(own[0].Totals) != 1 || own[0].Totals[0].Parts != 9*funding.Whole {
		t.Fatalf("own: %+v, %v", own, err)
	}
	if own[0].Persons != 0 || own[0].Totals[0].Persons != 0 || len(own[0].Targets) != 0 {
		t.Errorf("it says something of people: %+v", own[0])
	}
	for _, who := range []string{"vera", "saule", "lena", "mira"} {
		housetest.Refused(t, errOf(w.Own(w.As(who))), pana.Forbidden, "policy.refused")
	}
}

func TestTheLicenceSaysWhatEndsBeforeItEnds(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	_, err := w.AddLicence(saule, funding.Licence{Site: w.Shelter.ID, Since: "2025-01-01", Until: "2026-12-31", Number: "No 7", Office: "Department"})
	housetest.Done(t, "a licence", err)
	w.Clock.Advance(time.Second)
	item, err := w.AddItem(saule, funding.Item{Site: w.Shelter.ID, Kind: "equipment", What: "Огнетушитель", Due: "2026-12-01"})
	housetest.Done(t, "an item", err)
	housetest.Refused(t, errOf(w.AddLicence(saule, funding.Licence{Site: w.Shelter.ID, Since: "2025-01-01"})), pana.Invalid, "funding.licence.twice")
	housetest.Refused(t, errOf(w.AddItem(saule, funding.Item{Site: w.Shelter.ID, What: "x"})), pana.Invalid, "funding.item.kind")
	housetest.Refused(t, errOf(w.AddItem(saule, funding.Item{Site: w.Shelter.ID, Kind: "staff"})), pana.Invalid, "funding.item.what")
	l, err := w.Licence(saule)
	if err != nil || len(l.Licences) != 1 || l.Licences[0].Number != "No 7" || l.Licences[0].Office != "Department" || l.Items[0].What != "Огнетушитель" {
		t.Fatalf("the file: %+v, %v", l, err)
	}
	ends := func(who string) (kinds string) {
		due, err := w.Due(w.As(who))
		housetest.Done(t, "what is due", err)
		for _, d := range due {
			kinds += d.Kind + " "
		}
		return kinds
	}
	if got := ends("saule"); got != "report item " {
		t.Errorf("due: %s", got)
	}
	housetest.Done(t, "told earlier", w.SetSettings(saule, funding.Settings{Licence: 60}, 0))
	if got := ends("saule"); got != "report item licence " {
		t.Errorf("due with 60 days: %s", got)
	}
	if got := ends("vera"); got != "report " {
		t.Errorf("the accountant is told of the licence: %s", got)
	}
	housetest.Done(t, "done", w.DoneItem(saule, item))
	housetest.Done(t, "once more", w.DoneItem(saule, item))
	housetest.Refused(t, w.DoneItem(saule, "none"), pana.NotFound, "record.absent")
	for _, who := range []string{"vera", "dina", "oleg"} {
		housetest.Refused(t, errOf(w.Licence(w.As(who))), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.AddItem(w.As(who), funding.Item{})), pana.Forbidden, "policy.refused")
	}
}
