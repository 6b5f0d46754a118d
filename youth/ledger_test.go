package youth_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/youth"
)

var november = funding.Period{Since: "2026-11-01", Until: "2026-11-30"}

// agrees makes an agreement that pays for lessons at sites, without a tariff where
// minor is 0.
func (w *world) agrees(name, payer string, minor int64, mandate string, sites ...pana.SiteID) funding.AgreementID {
	w.t.Helper()
	saule := w.As("saule")
	office, err := w.files.AddOrganisation(saule, casework.NewOrganisation{Name: name, Kind: "ministry", Roles: []string{"funder"}})
	w.must(name, err)
	id, err := w.fund.AddAgreement(saule, funding.Agreement{Name: name, Payer: payer, Since: "2026-09-01", Services: []string{"social-pedagogical", "social-medical"}, Sites: sites, Mandate: mandate,
		Funders: []funding.Funder{{Organisation: office, Parts: funding.Whole}}})
	w.must("an agreement", err)
	if minor > 0 {
		w.must("a tariff", w.fund.AddTariff(saule, id, funding.Tariff{Unit: funding.PerService, Minor: minor}))
	}
	return id
}

// lessons is what somebody reads of the lessons of November.
func (w *world) lessons(who string) funding.Ledger {
	w.t.Helper()
	l, err := w.fund.Lessons(w.As(who), w.Centre.ID, november)
	w.must(who+" reads the lessons", err)
	return l
}

// shelter is what somebody reads of November in the ledger of the shelters.
func (w *world) shelter(who string) funding.Ledger {
	w.t.Helper()
	l, err := w.fund.Ledger(w.As(who), november)
	w.must(who+" reads the ledger", err)
	return l
}

// visit is a service to a client of the shelter, paid by the state.
func (w *world) visit() casework.Added {
	w.t.Helper()
	saule := w.As("saule")
	var a casework.Added
	w.must("a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "18-20"}})
		return err
	}))
	w.must("assigned", w.files.Assign(saule, a.Client, w.Staff("dina"), pana.SocialWorker))
	doctor, dina := health.New(w.House, w.files), w.As("dina")
	id, err := doctor.PlanAppointment(dina, a.Client, health.Plan{On: today, Payer: "state"})
	w.must("a visit", err)
	w.must("it took place", doctor.HoldAppointment(dina, a.Client, id, 1, health.Outcome{Held: true, Minutes: 30}))
	w.Clock.Advance(time.Second)
	return a
}

// autumn is a month of the group: three lessons, two young people, five attendances.
// Aizhan leads it and marks it; nothing is entered twice.
func (w *world) autumn() (slot youth.SlotID, berik, damir pana.ClientID) {
	w.t.Helper()
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, one := w.comes("Berik")
	damir, two := w.comes("Damir")
	for _, c := range []pana.ClientID{berik, damir} {
		w.must("join", w.Join(w.As("arman"), c, group, "2026-11-02"))
	}
	w.must("the first", w.mark("aizhan", key(slot, "2026-11-02"), map[string]string{one: youth.Present, two: youth.Present}))
	w.must("the second", w.MarkAll(w.As("aizhan"), key(slot, "2026-11-09"), youth.Marking{Marks: map[string]string{one: youth.Late, two: youth.Present}, LateBy: map[string]int{one: 20}}, 0))
	w.must("the third", w.mark("aizhan", key(slot, "2026-11-16"), map[string]string{one: youth.Present, two: youth.Absent}))
	return slot, berik, damir
}

func total(l funding.Ledger, id funding.AgreementID, what string) (one funding.Total) {
	for _, t := range l.Tally().Totals() {
		if t.Agreement == id && t.What == what {
			one = t
		}
	}
	return one
}

func TestLessonsStandInTheLedgerOfTheirCentre(t *testing.T) {
	w := open(t)
	ministry := w.agrees("Ministry", "state", 1_000, "", w.Centre.ID, w.Shelter.ID)
	city := w.agrees("City", "local", 1_000, "", w.Centre.ID)
	slot, _, _ := w.autumn()
	w.visit()

	l := w.lessons("nurlan")
	if one := total(l, ministry, "social-pedagogical"); one.Lines != 5 || one.Persons != 2 || one.Minutes != 4*60+40 || one.Minor != 5_000 || len(l.Lines) != 5 || len(l.Gaps) != 0 {
		t.Errorf("the lessons come to %+v, %+v", one, l.Gaps)
	}
	for _, one := range l.Lines {
		if one.What == funding.Day || one.Staff != w.Staff("aizhan") || one.Signed != w.Staff("aizhan") || one.Site != w.Centre.ID || !one.Centre {
			t.Errorf("a line of a lesson: %+v", one)
		}
	}

	// A rule of the centre divides them; each is paid to exactly the whole.
	_, err := w.fund.AddRule(w.As("saule"), funding.Rule{Site: w.Centre.ID, Payer: "state", Since: "2026-11-01", Shares: []funding.Share{{Agreement: ministry, Parts: 6_667}, {Agreement: city, Parts: 3_333}}})
	w.must("a rule", err)
	l = w.lessons("saule")
	for _, one := range l.Lines {
		parts, minor := 0, int64(0)
		for _, p := range one.Paid {
			parts, minor = parts+p.Parts, minor+p.Minor
		}
		if parts != funding.Whole || minor != 1_000 {
			t.Errorf("a lesson is paid to %d of ten thousand and %d", parts, minor)
		}
	}
	if a, b := total(l, ministry, "social-pedagogical"), total(l, city, "social-pedagogical"); a.Parts+b.Parts != 5*funding.Whole || a.Minor+b.Minor != 5_000 || b.Parts != 5*3_333 {
		t.Errorf("the two pay %+v and %+v", a, b)
	}
	if s := w.shelter("saule"); len(s.Lines) != 1 || s.Lines[0].What != "social-medical" || s.Lines[0].Centre {
		t.Errorf("the ledger of the shelters: %+v", s.Lines)
	}

	// What both sites come to for one agreement is asked of it once, and is closed at once.
	w.Clock.Advance(8 * 24 * time.Hour)
	w.must("closed", w.fund.CloseMonth(w.As("vera"), "2026-11"))
	list, err := w.fund.Closings(w.As("vera"), "2026-11")
	w.must("closings", err)
	if len(list) != 1 || list[0].Services != 1 || list[0].People != 1 {
		t.Errorf("a closing counts the shelters: %+v", list)
	}
	id, err := w.fund.AddClaim(w.As("vera"), funding.Claim{Agreement: ministry, Since: november.Since, Until: november.Until})
	w.must("a claim", err)
	c, err := w.fund.Claim(w.As("vera"), id)
	w.must("the claim", err)
	if c.Claimed != 1_000+5*667 || c.Now != c.Claimed {
		t.Errorf("claimed is %d, today it is %d", c.Claimed, c.Now)
	}

	// What is corrected afterwards is pointed out, without a person, and not counted.
	s, err := w.Sheet(w.As("aizhan"), key(slot, "2026-11-16"))
	w.must("sheet", err)
	marks := map[string]string{}
	for _, x := range s.Seats {
		marks[x.Code] = youth.Present
	}
	w.must("both were there", w.MarkAll(w.As("aizhan"), key(slot, "2026-11-16"), youth.Marking{Marks: marks, LateBy: map[string]int{}}, s.Lesson.Version))
	l = w.lessons("nurlan")
	if len(l.Lines) != 5 || len(l.Gaps) != 1 || l.Gaps[0].Kind != funding.GapLate || l.Gaps[0].N != 1 || l.Gaps[0].Code != "" || l.Gaps[0].Site != w.Centre.ID {
		t.Errorf("after the closing there are %d lines, %+v", len(l.Lines), l.Gaps)
	}
	if s := w.shelter("vera"); len(s.Lines) != 1 || len(s.Gaps) != 0 {
		t.Errorf("the closed ledger of the shelters: %d lines, %+v", len(s.Lines), s.Gaps)
	}
	w.must("open anew", w.fund.ReopenMonth(w.As("saule"), "2026-11", "an attendance was late"))
	if l = w.lessons("nurlan"); len(l.Lines) != 6 || len(l.Gaps) != 0 {
		t.Errorf("opened anew there are %d lines, %+v", len(l.Lines), l.Gaps)
	}
}

func TestWhoSeesTheLedgerOfTheShelterLearnsOfNoYoungPerson(t *testing.T) {
	w := open(t)
	w.agrees("Ministry", "state", 1_000, "", w.Centre.ID, w.Shelter.ID)
	_, berik, _ := w.autumn()
	client := w.visit()
	look := func(when string) {
		t.Helper()
		for _, who := range []string{"saule", "vera"} {
			l := w.shelter(who)
			if len(l.Lines) != 1 || l.Lines[0].Code != client.Code {
				t.Errorf("%s, %s reads %d lines in the ledger of the shelters", when, who, len(l.Lines))
			}
		}
		for _, who := range []string{"saule", "vera", "nurlan"} {
			l := w.lessons(who)
			if len(l.Lines) != 5 || l.Tally().Everybody() != 2 {
				t.Errorf("%s, %s reads %d lessons of %d", when, who, len(l.Lines), l.Tally().Everybody())
			}
			for _, one := range l.Lines {
				if one.Code != "" || one.Client != "" || one.Episode != "" || len(one.Person) != 1 || one.What == "social-medical" {
					t.Errorf("%s, %s reads of somebody: %+v", when, who, one)
				}
			}
		}
		for _, who := range []string{"dina", "aizhan", "arman", "olzhas"} {
			_, err := w.fund.Lessons(w.As(who), w.Centre.ID, november)
			housetest.Refused(t, err, pana.NotFound, "record.absent")
			_, err = w.Youth.Lessons(w.As(who), w.Centre.ID, november.Since, november.Until)
			housetest.Refused(t, err, pana.NotFound, "record.absent")
		}
		_, err := w.fund.Lessons(w.As("saule"), w.Shelter.ID, november)
		housetest.Refused(t, err, pana.NotFound, "record.absent")
		_, err = w.fund.Ledger(w.As("nurlan"), november)
		housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	}
	look("while the month is open")
	w.Clock.Advance(8 * 24 * time.Hour)
	w.must("closed", w.fund.CloseMonth(w.As("vera"), "2026-11"))
	look("when it is closed")

	// A single line of a lesson is nothing that an act of the shelters reaches.
	housetest.Refused(t, w.fund.PayLine(w.As("saule"), berik, funding.Single{Source: "lesson", On: "2026-11-02"}, nil), pana.NotFound, "client.absent")
	// In the lines that are kept, a number leads to one file, and no number to two.
	w.must("numbers", w.House.DB.View(w.As("saule"), func(tx *db.Tx) error {
		n, err := db.Get[int](w.As("saule"), tx, `SELECT COUNT(DISTINCT number) FROM fund_lines`)
		if err != nil || n != 3 {
			t.Errorf("three people stand under %d numbers, %v", n, err)
		}
		return err
	}))
}

func TestAFileKeptFromALeaderIsInNoLessonOfHers(t *testing.T) {
	w := open(t)
	w.agrees("Ministry", "state", 1_000, "", w.Centre.ID)
	_, berik, _ := w.autumn()
	w.must("kept away", w.KeepAway(w.As("arman"), berik, w.Staff("saule")))
	if n := len(w.lessons("saule").Lines); n != 2 {
		t.Errorf("kept from Berik, she reads %d lines", n)
	}
	l, err := w.Youth.Lessons(w.As("saule"), w.Centre.ID, november.Since, november.Until)
	w.must("the lessons", err)
	held := l.Held
	if len(held) != 3 || held[0].People != 1 || held[1].People != 1 || held[2].People != 0 {
		t.Errorf("kept from Berik, she reads of lessons %+v", held)
	}
	if n := len(w.lessons("nurlan").Lines); n != 5 {
		t.Errorf("who leads the centre reads %d lines", n)
	}
	w.must("a report", w.House.DB.View(w.As("saule"), func(tx *db.Tx) error {
		hides, err := w.fund.Hides(w.As("saule"), tx, november)
		if !hides {
			t.Error("a sheet over the month would be hers to approve")
		}
		return err
	}))
	w.must("another's", w.House.DB.View(w.As("vera"), func(tx *db.Tx) error {
		hides, err := w.fund.Hides(w.As("vera"), tx, november)
		if hides {
			t.Error("nothing is kept from Vera")
		}
		return err
	}))
}

func TestACentreHasItsOwnMandateAndMissesWhatNobodySaid(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	_, err := w.fund.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2026-01-01", Words: "Women and their children."})
	w.must("the shelter's mandate", err)
	old, err := w.fund.SetMandate(saule, funding.Mandate{Site: w.Centre.ID, Since: "2026-01-01", Words: "Young people by order of a court."})
	w.must("the centre's mandate", err)
	begun := w.agrees("For orders", "state", 500, old, w.Centre.ID)
	w.autumn()
	if one := total(w.lessons("saule"), begun, "social-pedagogical"); one.Lines != 5 || one.Minor != 2_500 {
		t.Errorf("under the old mandate: %+v", one)
	}

	// A group of which nobody said what it counts as: each gap is one line, without a
	// code, and is mended at the group.
	group, err := w.AddGroup(w.As("arman"), w.Centre.ID, youth.NewGroup{Name: "Paint", Activity: "art"})
	w.must("group", err)
	slot, err := w.AddSlot(w.As("arman"), group, youth.NewSlot{Weekday: 4, Starts: "15:00", Minutes: 90, From: "2026-11-02", Leader: w.Staff("aizhan")})
	w.must("slot", err)
	alina, code := w.comes("Alina")
	w.must("join", w.Join(w.As("arman"), alina, group, "2026-11-02"))
	for _, on := range []pana.Date{"2026-11-05", "2026-11-12"} {
		w.must("held", w.mark("aizhan", key(slot, on), map[string]string{code: youth.Present}))
	}
	gaps := map[string]funding.Gap{}
	for _, g := range w.lessons("nurlan").Gaps {
		gaps[g.Kind] = g
	}
	if g := gaps[funding.GapKind]; len(gaps) != 2 || g.N != 2 || g.Code != "" || g.On != "2026-11-05" || gaps[funding.GapPayer].N != 2 {
		t.Errorf("what is missing: %+v", gaps)
	}
	// What nobody has marked yet is named too: the Thursday of the 19th. The Mondays
	// of the other group are marked, and today's is not over.
	open, err := w.Youth.Lessons(w.As("nurlan"), w.Centre.ID, november.Since, november.Until)
	w.must("the lessons", err)
	if len(open.Open) != 1 || open.Open[0].On != "2026-11-19" || open.Open[0].Name != "Paint" || open.Held[0].Name != "Kites" {
		t.Errorf("nobody has marked %+v", open.Open)
	}
	g, err := w.GroupPage(w.As("arman"), group)
	w.must("the group", err)
	housetest.Refused(t, w.CountAs(w.As("aizhan"), group, "social-cultural", "state", g.Group.Version), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.CountAs(w.As("arman"), group, "dance", "state", g.Group.Version), pana.Invalid, "codes.unknown")
	w.must("said", w.CountAs(w.As("arman"), group, "social-pedagogical", "state", g.Group.Version))
	housetest.Stale(t, w.CountAs(w.As("arman"), group, "social-cultural", "state", g.Group.Version), "service")
	if l := w.lessons("nurlan"); len(l.Gaps) != 0 || total(l, begun, "social-pedagogical").Lines != 7 {
		t.Errorf("said what they count as: %+v", l.Gaps)
	}
	// What was said of a lesson stays when the group counts otherwise from now on.
	w.must("from now on", w.CountAs(w.As("arman"), group, "social-cultural", "local", g.Group.Version+1))
	if n := total(w.lessons("nurlan"), begun, "social-pedagogical").Lines; n != 7 {
		t.Errorf("of the lessons that were held, %d stay", n)
	}

	// Two agreements that could pay are pointed out at the centre, and whoever closes
	// is told where.
	w.agrees("Second", "state", 500, "", w.Centre.ID)
	w.Clock.Advance(8 * 24 * time.Hour)
	housetest.Refused(t, w.fund.CloseMonth(w.As("vera"), "2026-11"), pana.Conflict, "funding.close.lessons")
	if s := w.shelter("vera"); len(s.Gaps) != 0 {
		t.Errorf("the shelters miss %+v", s.Gaps)
	}
}
