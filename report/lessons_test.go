package report_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/report"
	"example.org/pana/youth"
)

// lessons are two that two young people were in, at the centre.
func (w *world) lessons() (codes []string) {
	w.t.Helper()
	y := youth.New(w.House, w.files, intake.New(w.House, w.files, w.beds), collections.New(w.House, w.files))
	saule := w.As("saule")
	must := func(err error) {
		w.t.Helper()
		housetest.Done(w.t, "at the centre", err)
		w.Clock.Advance(time.Millisecond)
	}
	group, err := y.AddGroup(saule, w.Centre.ID, youth.NewGroup{Name: "Kites", Activity: "sport", Service: "social-pedagogical", Payer: "state"})
	must(err)
	slot, err := y.AddSlot(saule, group, youth.NewSlot{Weekday: 1, Starts: "15:00", Minutes: 60, From: "2026-11-02"})
	must(err)
	marks := map[string]string{}
	for _, call := range []string{"Berik", "Damir"} {
		code, err := y.Open(saule, youth.NewYoung{Site: w.Centre.ID, Call: call, Sex: "male", AgeBand: "9-17"})
		must(err)
		f, err := y.File(saule, code)
		must(err)
		must(y.Join(saule, f.Client.ID, group, "2026-11-02"))
		marks[code] = youth.Present
		codes = append(codes, code)
	}
	for _, on := range []pana.Date{"2026-11-09", "2026-11-16"} {
		must(y.MarkAll(saule, string(slot)+"~"+string(on), youth.Marking{Marks: marks, LateBy: map[string]int{}}, 0))
	}
	return codes
}

// An agreement that pays for a shelter and for a centre gets one sheet: services by
// kind, each person once, and on a list of people no young person.
func TestASheetCountsLessonsAndNobodyTwice(t *testing.T) {
	w := open(t)
	w.comes(woman)
	codes := w.lessons()
	a := funding.Agreement{Name: "Both", Payer: "local", Since: "2026-09-01", Days: true, Services: []string{"social-pedagogical"}, Sites: []pana.SiteID{w.Shelter.ID, w.Centre.ID},
		Funders: []funding.Funder{{Organisation: w.ministry, Parts: funding.Whole}}}
	w.agreement = w.agrees(a)
	_, err := w.fund.AddRule(w.As("saule"), funding.Rule{Payer: "state", Since: "2026-11-01", Shares: []funding.Share{{Agreement: w.agreement, Parts: funding.Whole}}})
	housetest.Done(t, "a rule", err)
	w.december()

	f := w.approves("saule", w.choice(report.Project))
	for name, want := range map[string]int64{"people": 3, "services.pedagogical": 4} {
		if v := f.Content.Values[name]; v.Number != want {
			t.Errorf("%s is %d", name, v.Number)
		}
	}
	housetest.Done(t, "reopened", w.Reopen(w.As("saule"), f.ID, f.Version, "a list is wanted"))
	f = w.approves("saule", w.choice(w.listed()))
	nobody := 0
	for _, l := range f.Lines {
		for _, code := range codes {
			if l.Code == code || l.Called() == code {
				t.Errorf("%s stands on the list", code)
			}
		}
		if l.Shown == report.Nobody && l.Client == "" && l.Services == 2 {
			nobody++
		}
	}
	if len(f.Lines) != 3 || nobody != 2 {
		t.Errorf("on the list are %+v", f.Lines)
	}
}
