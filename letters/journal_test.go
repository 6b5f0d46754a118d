package letters_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/letters"
	"example.org/pana/residence"
)

var november = funding.Period{Since: "2026-11-01", Until: "2026-11-30"}

// fed is a house where two had meals in November.
func fed(t testing.TB) *world {
	t.Helper()
	w := open(t)
	saule := w.As("saule")
	beds := residence.New(w.House, w.files)
	_, err := beds.AddRoom(saule, w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 3})
	housetest.Done(t, "a room", err)
	second, _ := w.comes("Second", "Second Invented")
	both := []pana.ClientID{w.client, second}
	for i, client := range both {
		m, err := beds.Tonight(saule, w.Shelter.ID)
		housetest.Done(t, "the beds", err)
		_, err = beds.Admit(saule, residence.Admission{Client: client, Bed: m.Rooms[0].Beds[i].ID})
		housetest.Done(t, "a bed", err)
		w.Clock.Advance(time.Second)
	}
	housetest.Done(t, "meals", w.fund.Tick(saule, w.Shelter.ID, today, "meals", both))
	w.Clock.Advance(time.Second)
	return w
}

func (w *world) order() letters.JournalOrder {
	return letters.JournalOrder{Month: "2026-11", Named: letters.ByCode, Organisation: w.offices["inspection"], Basis: "law", Ground: "order 263"}
}

func TestTheJournalIsByCodeAndEveryoneInItStandsInTheRegister(t *testing.T) {
	w := fed(t)
	p, err := w.Journal(w.As("saule"), "2026-11")
	housetest.Done(t, "looked at", err)
	if len(p.Services) != 2 || p.Services[0].Kind != "social-domestic" || p.Services[0].Name != "" || len(p.Given) != 0 || len(p.Months) != 24 || p.Months[0] != "2026-11" || p.Months[23] != "2024-12" {
		t.Fatalf("November is %+v", p)
	}
	if len(w.register()) != 0 {
		t.Error("looking at it is a line of the register")
	}
	p, err = w.HandJournal(w.As("saule"), w.order())
	housetest.Done(t, "handed out", err)
	if p.Services[0].Name != "" || p.Services[0].Who() != p.Services[0].Code {
		t.Errorf("by code it says %+v", p.Services)
	}
	if list := w.register(); len(list) != 1 || list[0].Way != "journal" || list[0].Organisation != w.offices["inspection"] || len(list[0].Fields()) != 1 || len(list[0].Parts()) != 0 {
		t.Errorf("the register says %+v", list)
	}
	w.Clock.Advance(time.Second)
	o := w.order()
	o.Named = letters.ByName
	housetest.Refused(t, errOf(w.HandJournal(w.As("saule"), o)), pana.Invalid, "agree.second")
	o.By = house.Agreeing{Pair: house.Pair{Passphrase: housetest.Passphrase("saule"), Second: house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina")}}}
	housetest.Refused(t, errOf(w.HandJournal(w.As("saule"), o)), pana.Conflict, "two.other")
	o.By.Pair.Second = house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat")}
	p, err = w.HandJournal(w.As("saule"), o)
	housetest.Done(t, "by name, with the deputy", err)
	for _, s := range p.Services {
		if s.Code == w.code && s.Name != "Айгерим Придуманная" || s.Code != w.code && s.Name != "Second Invented" {
			t.Errorf("by name it says %+v", s)
		}
	}
	if list := w.register(); len(list) != 2 || list[0].Fields()[0] != "name" || list[0].Parts()[0] != "identity" {
		t.Errorf("the register says %+v", list)
	}
	after, err := w.Journal(w.As("saule"), "2026-11")
	housetest.Done(t, "looked at", err)
	if len(after.Given) != 2 || !after.Given[0].Named || after.Given[1].Named || after.Given[0].Lines != 2 {
		t.Errorf("handed out: %+v", after.Given)
	}
}

func TestWhatAJournalRefuses(t *testing.T) {
	w := fed(t)
	for name, c := range map[string]struct {
		change func(*letters.JournalOrder)
		kind   pana.Kind
		say    string
	}{
		"no month":                  {func(o *letters.JournalOrder) { o.Month = "November" }, pana.Invalid, "letters.month"},
		"no office":                 {func(o *letters.JournalOrder) { o.Organisation = "" }, pana.Invalid, "letters.office.missing"},
		"neither name nor code":     {func(o *letters.JournalOrder) { o.Named = "" }, pana.Invalid, "letters.named.missing"},
		"no ground":                 {func(o *letters.JournalOrder) { o.Basis = "consent" }, pana.Invalid, "letters.basis.missing"},
		"a law that is not named":   {func(o *letters.JournalOrder) { o.Ground = "" }, pana.Invalid, "letters.ground.missing"},
		"names for a funder":        {func(o *letters.JournalOrder) { o.Basis, o.Named = "agreement", letters.ByName }, pana.Invalid, "letters.journal.named"},
		"a month without a service": {func(o *letters.JournalOrder) { o.Month = "2026-10" }, pana.Conflict, "letters.journal.none"},
	} {
		t.Run(name, func(t *testing.T) {
			o := w.order()
			c.change(&o)
			housetest.Refused(t, errOf(w.HandJournal(w.As("saule"), o)), c.kind, c.say)
		})
	}
	housetest.Refused(t, errOf(w.HandJournal(w.As("dina"), w.order())), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Journal(w.As("dina"), "2026-11")), pana.Forbidden, "policy.refused")
	if len(w.register()) != 0 {
		t.Error("what was refused stands in the register")
	}
}

func TestAFileLeftAloneOrHiddenIsInNoJournal(t *testing.T) {
	w := fed(t)
	housetest.Done(t, "left alone", w.given.Restrict(w.As("saule"), w.client, "wish"))
	w.Clock.Advance(time.Second)
	p, err := w.HandJournal(w.As("saule"), w.order())
	housetest.Done(t, "handed out", err)
	if len(p.Services) != 1 || p.Services[0].Code == w.code {
		t.Errorf("it says %+v", p.Services)
	}
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("marat"), w.client, w.Staff("saule")))
	w.Clock.Advance(time.Second)
	housetest.Refused(t, errOf(w.HandJournal(w.As("saule"), w.order())), pana.Conflict, "letters.journal.other")
	named := w.order()
	named.Named, named.By = letters.ByName, house.Agreeing{Pair: house.Pair{Passphrase: housetest.Passphrase("marat"), Second: house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule")}}}
	housetest.Refused(t, errOf(w.HandJournal(w.As("marat"), named)), pana.Conflict, "two.other")
	if p, err = w.Journal(w.As("marat"), "2026-11"); err != nil || len(p.Given) != 1 {
		t.Errorf("a journal left without a second who may know of everybody: %+v, %v", p.Given, err)
	}
	p, err = w.Journal(w.As("saule"), "2026-11")
	if err != nil || !p.Other || len(p.Services) != 0 {
		t.Errorf("she is shown %+v, %v", p, err)
	}
}

func TestALessonOfAYouthCentreIsInNoJournalOfTheShelters(t *testing.T) {
	w := fed(t)
	w.lessons = []casework.Service{{Client: w.client, Code: "YC-26-001", Site: w.Centre.ID, On: today, Kind: "social-pedagogical", Source: "lesson", Row: "one", Minutes: 45}}
	l, err := w.fund.Lessons(w.As("saule"), w.Centre.ID, november)
	if err != nil || len(l.Lines) != 1 {
		t.Fatalf("the ledger of the centre is %+v, %v", l.Lines, err)
	}
	p, err := w.HandJournal(w.As("saule"), w.order())
	housetest.Done(t, "handed out", err)
	if len(p.Services) != 2 || p.Services[0].Code == "YC-26-001" || p.Services[1].Code == "YC-26-001" {
		t.Errorf("it says %+v", p.Services)
	}
}
