package erasure_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/erasure"
	"example.org/pana/funding"
	"example.org/pana/people"
	"example.org/pana/youth"
)

// The lessons that a centre was paid for stay, in a closed month and in one that
// nobody has closed, when the young person is forgotten; and no line of them falls to
// the ledger of the shelters, where who is forgotten has no file to be known by.
func TestLessonsOfAForgottenYoungPersonStayAtTheCentre(t *testing.T) {
	a := begin(t)
	centre := youth.New(a.House, a.files, a.desk, collections.New(a.House, a.files))
	ledger := funding.New(a.House, a.files, people.New(a.House, a.files), youth.Delivered)
	saule := a.As("saule")
	office, err := a.files.AddOrganisation(saule, casework.NewOrganisation{Name: "Office", Kind: "ministry"})
	a.must(err)
	_, err = ledger.AddAgreement(saule, funding.Agreement{Name: "Ministry", Payer: "state", Since: "2026-01-01", Services: []string{"social-cultural"}, Sites: []pana.SiteID{a.Centre.ID},
		Funders: []funding.Funder{{Organisation: office, Parts: funding.Whole}}})
	a.must(err)
	group, err := centre.AddGroup(saule, a.Centre.ID, youth.NewGroup{Name: "Kites", Activity: "sport", Service: "social-cultural", Payer: "state"})
	a.must(err)
	slot, err := centre.AddSlot(saule, group, youth.NewSlot{Weekday: 1, Starts: "09:00", Minutes: 60, From: "2026-11-02"})
	a.must(err)
	code, err := centre.Open(saule, youth.NewYoung{Site: a.Centre.ID, Call: "Berik", Sex: "male", AgeBand: "9-17"})
	a.must(err)
	f, err := centre.File(saule, code)
	a.must(err)
	a.must(centre.Join(saule, f.Client.ID, group, "2026-11-02"))
	a.pass(22) // 15 December
	for _, on := range []pana.Date{"2026-11-09", "2026-11-16", "2026-12-07"} {
		a.must(centre.MarkAll(a.As("saule"), string(slot)+"~"+string(on), youth.Marking{Marks: map[string]string{code: youth.Present}}, 0))
	}
	a.must(ledger.CloseMonth(a.As("saule"), "2026-11"))
	both := funding.Period{Since: "2026-11-01", Until: "2026-12-31"}
	read := func() (lessons, shelters funding.Ledger) {
		t.Helper()
		lessons, err := ledger.Lessons(a.As("saule"), a.Centre.ID, both)
		a.must(err)
		shelters, err = ledger.Ledger(a.As("saule"), both)
		a.must(err)
		return lessons, shelters
	}
	before, _ := read()
	a.must(centre.Leave(a.As("saule"), f.Client.ID))
	a.must(a.forget.Erase(a.As("saule"), f.Client.ID, with(code, erasure.Asked)))
	after, shelters := read()
	if len(before.Lines) != 3 || len(after.Lines) != 3 || after.Tally().Everybody() != 1 || len(after.Gaps) != 0 {
		t.Errorf("%d lessons before, %d after, of %d, %+v", len(before.Lines), len(after.Lines), after.Tally().Everybody(), after.Gaps)
	}
	for i, l := range after.Lines {
		if b := before.Lines[i]; l.On != b.On || l.Minutes != 60 || l.Paid[0] != b.Paid[0] || l.Staff != "" {
			t.Errorf("%+v became %+v", b, l)
		}
	}
	if len(shelters.Lines) != 0 || len(shelters.Gaps) != 0 {
		t.Errorf("in the ledger of the shelters there are %d lines, %+v", len(shelters.Lines), shelters.Gaps)
	}
}
