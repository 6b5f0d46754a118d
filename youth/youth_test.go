package youth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/youth"
)

func TestAGroupIsMarkedOnOnePageAndTheMinutesAreCounted(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	_, other := w.comes("Damir")
	w.must("order", w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "court", Reason: "offence", Sessions: 5, From: "2026-11-02", Who: "City court, 417", Told: "местные слова", Report: []string{"period", "sessions"}}))
	w.must("join", w.Join(w.As("arman"), berik, group, "2026-11-02"))
	w.must("join", w.Join(w.As("nurlan"), w.file(other).Client.ID, group, "2026-11-16"))

	w.must("mark", w.mark("aizhan", key(slot, "2026-11-02"), map[string]string{code: youth.Present}))
	s, err := w.Sheet(w.As("aizhan"), key(slot, "2026-11-09"))
	w.must("sheet", err)
	if len(s.Seats) != 1 || s.Seats[0].Call != "Berik" {
		t.Fatalf("a teacher sees %+v", s.Seats)
	}
	w.must("late", w.MarkAll(w.As("aizhan"), key(slot, "2026-11-09"), youth.Marking{Marks: map[string]string{code: youth.Late}, LateBy: map[string]int{code: 20}, Topic: "Where are you from?",
		Engagement: 4, Worked: "Volleyball first", Used: []youth.Used{{Item: "Ball 3", Quantity: 2}, {}}}, 0))
	w.must("absent", w.mark("aizhan", key(slot, "2026-11-16"), map[string]string{code: youth.Absent, other: youth.Excused}))

	c := w.file(code).Count
	if c.Asked != 5 || c.Attended != 2 || c.Absent != 1 || c.Ahead != 2 || c.Minutes != 100 {
		t.Errorf("%+v", c)
	}
	if c.Next.On != today {
		t.Errorf("next is %+v", c.Next)
	}
	whole, err := w.Sheet(w.As("aizhan"), key(slot, "2026-11-09"))
	w.must("sheet", err)
	if l := whole.Lesson; l.Topic != "Where are you from?" || l.Engagement != 4 || len(l.Used) != 1 || l.Used[0].Quantity != 2 || l.Payer != "state" {
		t.Errorf("the log: %+v", l)
	}
	housetest.Stale(t, w.MarkAll(w.As("aizhan"), key(slot, "2026-11-09"), youth.Marking{}, 0), "marks")
	housetest.Refused(t, w.mark("aizhan", key(slot, "2026-11-30"), nil), pana.Conflict, "youth.lesson.ahead")
	housetest.Refused(t, w.mark("aizhan", key(slot, "2026-11-10"), nil), pana.NotFound, "record.absent")
	housetest.Refused(t, w.CallOff(w.As("aizhan"), key(slot, "2026-11-09")), pana.Conflict, "youth.lesson.marked")

	err = w.House.DB.View(w.As("saule"), func(tx *db.Tx) error {
		l, err := w.Youth.Lessons(w.As("saule"), w.Centre.ID, "2026-11-01", "2026-11-30")
		list := l.Held
		if len(list) != 3 || list[0].Kind != "social-pedagogical" || list[0].Minutes != 60 || list[0].Worker != w.Staff("aizhan") || list[0].Payer != "state" || list[0].People != 1 || list[2].People != 0 {
			t.Errorf("the lessons of a month: %+v", list)
		}
		if err != nil {
			return err
		}
		attended, asked, err := youth.Sessions(w.As("saule"), tx, w.Centre.ID, "2026-11-01", "2026-11-30")
		if attended != 2 || asked != 4 {
			t.Errorf("%d of %d sessions", attended, asked)
		}
		return err
	})
	w.must("services", err)
}

func TestAMissedSessionIsMadeUpOnceAndNotInAnOwnLesson(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	art, thursday := w.group("Paint", "art", 4, "2026-11-02")
	berik, code := w.comes("Berik")
	damir, second := w.comes("Damir")
	w.must("order", w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "school", From: "2026-11-02", Until: "2026-11-29"}))
	w.must("join", w.Join(w.As("arman"), berik, group, "2026-11-02"))
	w.must("join", w.Join(w.As("arman"), damir, art, "2026-11-02"))
	w.must("absent", w.mark("arman", key(slot, "2026-11-02"), map[string]string{code: youth.Absent}))
	missed := w.file(code).Marks[0].ID

	housetest.Refused(t, w.MakeUp(w.As("arman"), key(thursday, "2026-11-05"), missed), pana.Conflict, "youth.makeup.first")
	w.must("art", w.mark("arman", key(thursday, "2026-11-05"), map[string]string{second: youth.Present}))
	s, err := w.Sheet(w.As("arman"), key(thursday, "2026-11-05"))
	w.must("sheet", err)
	if len(s.MayMake) != 1 || s.MayMake[0].Mark != missed {
		t.Fatalf("who may make up: %+v", s.MayMake)
	}
	housetest.Refused(t, w.MakeUp(w.As("aizhan"), key(thursday, "2026-11-05"), missed), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.MakeUp(w.As("arman"), key(thursday, "2026-11-05"), ""), pana.Invalid, "youth.makeup.who")
	w.must("make up", w.MakeUp(w.As("arman"), key(thursday, "2026-11-05"), missed))
	housetest.Refused(t, w.MakeUp(w.As("arman"), key(thursday, "2026-11-05"), missed), pana.Invalid, "youth.makeup.gone")
	c := w.file(code).Count
	if c.Asked != 4 || c.MadeUp != 1 || c.Absent != 0 || c.Unmarked != 2 || c.Ahead != 1 || c.Minutes != 60 {
		t.Errorf("%+v", c)
	}
	w.must("absent again", w.mark("arman", key(slot, "2026-11-09"), map[string]string{code: youth.Excused}))
	housetest.Refused(t, w.MakeUp(w.As("arman"), key(slot, "2026-11-16"), w.file(code).Marks[0].ID), pana.Conflict, "youth.makeup.first")
	w.must("held", w.mark("arman", key(slot, "2026-11-16"), map[string]string{code: youth.Present}))
	for _, m := range w.file(code).Marks {
		if m.Mark == youth.Excused {
			housetest.Refused(t, w.MakeUp(w.As("arman"), key(slot, "2026-11-16"), m.ID), pana.Invalid, "youth.makeup.own")
		}
	}
}

func TestHolidaysAskNothingAndAHeldLessonWasNoHoliday(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "sport", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	w.must("order", w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "court", From: "2026-11-02", Until: "2026-12-20"}))
	w.must("join", w.Join(w.As("arman"), berik, group, "2026-11-02"))
	if c := w.file(code).Count; c.Asked != 7 {
		t.Fatalf("seven Mondays: %+v", c)
	}
	w.must("holiday", w.AddTerm(w.As("arman"), w.Centre.ID, youth.Term{Kind: youth.Holiday, From: "2026-11-30", Until: "2026-12-06"}))
	if c := w.file(code).Count; c.Asked != 6 {
		t.Errorf("one of them free: %+v", c)
	}
	w.must("term", w.AddTerm(w.As("arman"), w.Centre.ID, youth.Term{Kind: youth.TermTime, From: "2026-11-01", Until: "2026-12-10"}))
	if c := w.file(code).Count; c.Asked != 5 {
		t.Errorf("and one after the term: %+v", c)
	}
	w.must("mark", w.mark("arman", key(slot, "2026-11-16"), map[string]string{code: youth.Present}))
	housetest.Refused(t, w.AddTerm(w.As("arman"), w.Centre.ID, youth.Term{Kind: youth.Holiday, From: "2026-11-16"}), pana.Invalid, "youth.term.held")
	housetest.Refused(t, w.AddTerm(w.As("aizhan"), w.Centre.ID, youth.Term{Kind: youth.Holiday, From: "2026-12-16"}), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.AddTerm(w.As("arman"), w.Centre.ID, youth.Term{Kind: youth.TermTime, From: "2026-12-16"}), pana.Invalid, "youth.term.days")
	w.must("off", w.CallOff(w.As("aizhan"), key(slot, "2026-11-09")))
	if c := w.file(code).Count; c.Asked != 4 || c.Attended != 1 {
		t.Errorf("one called off: %+v", c)
	}
}

func TestTheShelterAndTheCentreSeeNothingOfEachOther(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	w.must("join", w.Join(w.As("arman"), berik, group, ""))
	var hers casework.Added
	saule := w.As("saule")
	w.must("a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		hers, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Berik"}})
		return err
	}))

	// The director sees both, each apart: no list and no search joins them.
	list, err := w.files.List(saule, casework.Filter{In: casework.Everyone})
	w.must("list", err)
	if len(list.Rows) != 1 || list.Rows[0].Code != hers.Code {
		t.Errorf("the list of the shelter: %+v", list.Rows)
	}
	found, err := w.files.Find(saule, "Berik")
	w.must("find", err)
	for _, f := range found {
		if f.Code == code {
			t.Errorf("the search of the shelter finds %s", code)
		}
	}
	young, err := w.List(saule, w.Centre.ID)
	w.must("list", err)
	if len(young) != 1 || young[0].Code != code {
		t.Errorf("the list of the centre: %+v", young)
	}
	for _, who := range []string{"saule", "dina", "timur", "arman", "nurlan", "aizhan"} {
		if _, err := w.files.Open(w.As(who), code); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s opens a young person as a client: %v", who, err)
		}
		if _, err := w.File(w.As(who), hers.Code); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s opens a client as a young person: %v", who, err)
		}
	}
	for _, who := range []string{"dina", "timur", "kamila", "lena", "vera"} {
		for what, err := range map[string]error{
			"day": errOf(w.Day(w.As(who), w.Centre.ID)), "list": errOf(w.List(w.As(who), w.Centre.ID)), "group": errOf(w.GroupPage(w.As(who), group)),
			"lesson": errOf(w.Sheet(w.As(who), key(slot, today))), "file": errOf(w.File(w.As(who), code)), "ideas": errOf(w.Ideas(w.As(who), w.Centre.ID)),
			"mark": w.MarkAll(w.As(who), key(slot, today), youth.Marking{}, 0),
		} {
			if pana.KindOf(err) != pana.NotFound {
				t.Errorf("%s, %s: %v", who, what, err)
			}
		}
	}
	for what, err := range map[string]error{"files": errOf(w.List(w.As("aizhan"), w.Centre.ID)), "worries": errOf(w.Worries(w.As("arman"), w.Centre.ID)),
		"a group of a volunteer": errOf(w.GroupPage(w.As("olzhas"), group)), "a lesson of a volunteer": errOf(w.Sheet(w.As("olzhas"), key(slot, today)))} {
		if pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := w.File(w.As("aizhan"), code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a teacher opens a file: %v", err)
	}
	if _, err := w.Day(w.As("saule"), w.Shelter.ID); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a shelter has no day of a centre: %v", err)
	}
}

func errOf[T any](_ T, err error) error { return err }

func TestSomebodyWithWorkAtBothSeesEachApart(t *testing.T) {
	w := open(t)
	w.join("Rosa", pana.Grant{Role: pana.YouthWorker, Site: w.Centre.ID})
	w.must("both", w.House.Grant(w.As("saule"), w.Staff("rosa"), pana.Grant{Role: pana.SocialWorker, Site: w.Shelter.ID}))
	_, code := w.comes("Berik")
	rosa := w.As("rosa")
	list, err := w.files.List(rosa, casework.Filter{In: casework.Everyone})
	w.must("list", err)
	if len(list.Rows) != 0 {
		t.Errorf("her list at the shelter has %+v", list.Rows)
	}
	if _, err := w.files.Open(rosa, code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("she opens a young person as a client: %v", err)
	}
	if f, err := w.File(rosa, code); err != nil || f.Call != "Berik" {
		t.Errorf("at the centre: %+v, %v", f.Call, err)
	}
}

func TestWhoIsNamedInAConflictFindsNobodyInTheGroup(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	w.must("join", w.Join(w.As("arman"), berik, group, ""))
	w.must("conflict", w.files.SetConflict(w.As("saule"), berik, w.Staff("aizhan")))
	s, err := w.Sheet(w.As("aizhan"), key(slot, today))
	w.must("sheet", err)
	if len(s.Seats) != 0 {
		t.Errorf("she sees %+v", s.Seats)
	}
	housetest.Refused(t, w.KeepAway(w.As("arman"), berik, ""), pana.Invalid, "youth.conflict.who")
	if f := w.file(code); len(f.KeptAway) != 1 || f.KeptAway[0] != w.Staff("aizhan") || f.May.Lift {
		t.Errorf("the file says %+v", f.KeptAway)
	}
	housetest.Refused(t, w.LetNear(w.As("arman"), berik, w.Staff("aizhan")), pana.Forbidden, "policy.refused")
	w.must("conflict", w.KeepAway(w.As("arman"), berik, w.Staff("arman")))
	if _, err := w.File(w.As("arman"), code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("he opens the file: %v", err)
	}
	if list, err := w.List(w.As("arman"), w.Centre.ID); err != nil || len(list) != 0 {
		t.Errorf("his list: %+v, %v", list, err)
	}
	w.must("lifted", w.LetNear(w.As("nurlan"), berik, w.Staff("arman")))
	if _, err := w.File(w.As("arman"), code); err != nil {
		t.Errorf("lifted: %v", err)
	}
}

func TestAWorryGoesToWhoLeadsTheCentre(t *testing.T) {
	w := open(t)
	berik, code := w.comes("Berik")
	housetest.Refused(t, w.NoteWorry(w.As("arman"), berik, "", false), pana.Invalid, "youth.worry.told")
	w.must("worry", w.NoteWorry(w.As("arman"), berik, "An older man waits at the gate with a car.", true))
	housetest.Refused(t, errOf(w.Worries(w.As("arman"), w.Centre.ID)), pana.Forbidden, "policy.refused")
	list, err := w.Worries(w.As("nurlan"), w.Centre.ID)
	w.must("worries", err)
	if len(list) != 1 || list[0].Code != code || !list[0].Urgent || !strings.Contains(list[0].Told, "older man") {
		t.Fatalf("%+v", list)
	}
	d, err := w.Day(w.As("nurlan"), w.Centre.ID)
	w.must("day", err)
	if a, _ := w.Day(w.As("arman"), w.Centre.ID); d.Worries != 1 || a.Worries != 0 {
		t.Errorf("the head is told of %d, the worker of %d", d.Worries, a.Worries)
	}
	w.must("answer", w.AnswerWorry(w.As("nurlan"), berik, list[0].ID, "Talked with him.", list[0].Version))
	housetest.Stale(t, w.AnswerWorry(w.As("nurlan"), berik, list[0].ID, "Again.", list[0].Version), "answer")
	for _, who := range []string{"saule", "dina"} {
		if requests, err := w.desk.Waiting(w.As(who)); err != nil || len(requests) != 0 {
			t.Errorf("%s has requests %+v, %v", who, requests, err)
		}
	}
}

func TestWhoMeetsNoFileTellsAWorryAndItFindsItsFile(t *testing.T) {
	w := open(t)
	_, code := w.comes("Berik")
	ctx := w.As("olzhas") // a student
	housetest.Refused(t, w.TellWorry(ctx, w.Centre.ID, " ", false), pana.Invalid, "youth.worry.told")
	housetest.Refused(t, w.TellWorry(ctx, w.Shelter.ID, "A word.", false), pana.NotFound, "record.absent")
	w.must("the student tells", w.TellWorry(ctx, w.Centre.ID, "Berik said that a man buys him shoes.", true))
	w.must("the teacher tells", w.TellWorry(w.As("aizhan"), w.Centre.ID, "Somebody left a number in the corridor.", false))
	for _, who := range []string{"olzhas", "aizhan", "arman"} {
		housetest.Refused(t, errOf(w.ToldWorries(w.As(who), w.Centre.ID)), pana.Forbidden, "policy.refused")
	}
	for who, want := range map[string]int{"nurlan": 2, "olzhas": 0, "arman": 0, "dina": 0} {
		told, err := w.House.Notices(w.As(who))
		w.must("notices", err)
		n := 0
		for _, x := range told {
			if x.Say == "notice.worry" {
				n++
			}
		}
		if n != want {
			t.Errorf("%s was told of %d worries, not %d", who, n, want)
		}
	}
	told, err := w.ToldWorries(w.As("nurlan"), w.Centre.ID)
	w.must("told", err)
	if len(told) != 2 || !told[0].Urgent || !strings.Contains(told[0].Words, "shoes") || told[0].By != w.Staff("olzhas") {
		t.Fatalf("%+v", told)
	}
	d, err := w.Day(w.As("nurlan"), w.Centre.ID)
	w.must("day", err)
	if d.Worries != 2 {
		t.Errorf("the head's day names %d", d.Worries)
	}
	first := told[0]
	var hers casework.Added
	saule := w.As("saule")
	w.must("a client of the shelter", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		hers, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID})
		return err
	}))
	for name, wrong := range map[string]string{"no code": "", "nobody": "KZ-26-0000", "a client of a shelter": hers.Code} {
		t.Log(name)
		housetest.Refused(t, w.FileTold(w.As("nurlan"), w.Centre.ID, first.ID, wrong, first.Version), pana.Invalid, "youth.told.whose")
	}
	housetest.Refused(t, w.FileTold(w.As("arman"), w.Centre.ID, first.ID, code, first.Version), pana.Forbidden, "policy.refused")
	w.must("into the file", w.FileTold(w.As("nurlan"), w.Centre.ID, first.ID, code, first.Version))
	housetest.Stale(t, w.FileTold(w.As("nurlan"), w.Centre.ID, first.ID, code, first.Version), "code")
	worries, err := w.Worries(w.As("nurlan"), w.Centre.ID)
	w.must("worries", err)
	if len(worries) != 1 || worries[0].Code != code || worries[0].Told != first.Words || worries[0].By != w.Staff("olzhas") || !worries[0].Urgent {
		t.Errorf("in the file: %+v", worries)
	}
	w.must("closed", w.CloseTold(w.As("nurlan"), w.Centre.ID, told[1].ID, told[1].Version))
	housetest.Stale(t, w.CloseTold(w.As("nurlan"), w.Centre.ID, told[1].ID, told[1].Version), "code")
	told, err = w.ToldWorries(w.As("saule"), w.Centre.ID)
	w.must("told", err)
	if len(told) != 2 || told[0].Words != "" || told[1].Words != "" || told[0].State == youth.ToldOpen || told[1].State == youth.ToldOpen {
		t.Errorf("afterwards: %+v", told)
	}
}

func TestOnlyAYesReachesAShelterAndNothingLeadsBack(t *testing.T) {
	w := open(t)
	berik, code := w.comes("Berik")
	n := youth.Referral{To: w.Shelter.ID, Told: "A boy of 16 does not want to go home.", Parts: []string{"age"}, Language: "kk"}
	housetest.Refused(t, w.ToShelter(w.As("nurlan"), berik, n), pana.Invalid, "youth.refer.consent")
	n.Agreed = true
	housetest.Refused(t, w.ToShelter(w.As("arman"), berik, n), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.ToShelter(w.As("nurlan"), berik, n), pana.Invalid, "consent.giver.missing")
	n.Given = casework.Given{By: casework.Herself}
	w.must("refer", w.ToShelter(w.As("nurlan"), berik, n))
	list, err := w.desk.Waiting(w.As("dina"))
	w.must("requests", err)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	r, err := w.desk.Request(w.As("dina"), list[0].ID)
	w.must("request", err)
	if r.Words.Told != n.Told || r.Words.Name != "" || r.AgeBand != "9-17" || r.Language != "" || r.Client != "" {
		t.Errorf("the shelter reads %+v", r)
	}
	if f := w.file(code); len(f.Referred) != 1 {
		t.Errorf("the file says %+v", f.Referred)
	}

	var hers casework.Added
	saule := w.As("saule")
	w.must("a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		hers, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID})
		return err
	}))
	back := youth.Referral{To: w.Centre.ID, Told: "Her son, 12, would like to play football."}
	housetest.Refused(t, w.ToCentre(w.As("saule"), hers.Client, back), pana.Invalid, "youth.refer.consent")
	back.Agreed = true
	housetest.Refused(t, w.ToCentre(w.As("timur"), hers.Client, back), pana.NotFound, "client.absent")
	housetest.Refused(t, w.ToCentre(w.As("saule"), hers.Client, back), pana.Invalid, "consent.giver.missing")
	_, err = w.files.RaiseAlert(w.As("saule"), hers.Client, casework.NewAlert{Kind: casework.UnsafeGuardian})
	w.must("an alert", err)
	back.Given = casework.Given{By: casework.ByParent}
	housetest.Refused(t, w.ToCentre(w.As("saule"), hers.Client, back), pana.Invalid, "consent.giver.unsafe")
	back.Given = casework.Given{By: casework.ByCourt}
	w.must("refer", w.ToCentre(w.As("saule"), hers.Client, back))
	arrived, err := w.Arrivals(w.As("nurlan"), w.Centre.ID)
	w.must("arrivals", err)
	if len(arrived) != 1 || arrived[0].Told != back.Told {
		t.Fatalf("%+v", arrived)
	}
	housetest.Refused(t, errOf(w.Arrivals(w.As("arman"), w.Centre.ID)), pana.Forbidden, "policy.refused")
	w.must("taken", w.AnswerArrival(w.As("nurlan"), w.Centre.ID, arrived[0].ID, "taken", arrived[0].Version))
	arrived, err = w.Arrivals(w.As("nurlan"), w.Centre.ID)
	w.must("arrivals", err)
	if len(arrived) != 1 || arrived[0].Told != "" || arrived[0].State != "taken" {
		t.Errorf("after the answer: %+v", arrived)
	}
}

func TestAPaperTellsWhatTheOrderAsksAndANameStandsInTheRegister(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	arman := w.As("arman")
	housetest.Refused(t, errOf(w.Certify(arman, w.rights, code, youth.NewPaper{Named: "code"})), pana.Conflict, "youth.paper.order")
	w.must("order", w.SetOrder(arman, berik, youth.NewOrder{Basis: "court", Sessions: 4, From: "2026-11-02", Report: []string{"period", "sessions"}}))
	w.must("join", w.Join(arman, berik, group, "2026-11-02"))
	w.must("mark", w.mark("arman", key(slot, "2026-11-02"), map[string]string{code: youth.Present}))
	registered := func() int {
		w.t.Helper()
		n := 0
		w.must("register", w.House.DB.View(arman, func(tx *db.Tx) (err error) {
			n, err = db.Get[int](context.Background(), tx, `SELECT COUNT(*) FROM disclosures WHERE client_id = $1`, string(berik))
			return err
		}))
		return n
	}
	housetest.Refused(t, errOf(w.Certify(arman, w.rights, code, youth.NewPaper{})), pana.Invalid, "youth.paper.named")
	p, err := w.Certify(arman, w.rights, code, youth.NewPaper{Named: "code"})
	w.must("certificate", err)
	if p.Who() != code || registered() != 0 {
		t.Errorf("with a code: %q, %d lines", p.Who(), registered())
	}
	if p, err = w.Certify(arman, w.rights, code, youth.NewPaper{Named: "name"}); err != nil || p.Who() != "Berik Invented" || registered() != 1 {
		t.Errorf("with a name: %q, %d lines, %v", p.Who(), registered(), err)
	}
	n := youth.NewPaper{Named: "code", Parts: []string{"sessions", "days"}, Recipient: "court", Basis: "order", To: "City court"}
	housetest.Refused(t, errOf(w.Report(arman, w.rights, code, n)), pana.Invalid, "youth.report.unasked")
	n.Parts = []string{"sessions"}
	w.must("report", errOf(w.Report(arman, w.rights, code, n)))
	if registered() != 2 {
		t.Errorf("%d lines", registered())
	}
	w.must("guardian", w.AddGuardian(arman, berik, youth.Guardian{Relation: "father", Name: "Aslan", Unsafe: true}))
	n.Recipient = "guardian"
	housetest.Refused(t, errOf(w.Report(arman, w.rights, code, n)), pana.Invalid, "youth.report.unsafe")
	if !w.file(code).Unsafe() {
		t.Error("the file does not warn")
	}
	housetest.Refused(t, errOf(w.Report(w.As("aizhan"), w.rights, code, n)), pana.NotFound, "client.absent")
}

func TestWhatWaitsIsToldCentreByCentre(t *testing.T) {
	w := open(t)
	group, _ := w.group("Kites", "english", 5, "2026-11-02")
	berik, code := w.comes("Berik")
	w.must("order", w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "court", Until: "2026-11-30"}))
	w.must("join", w.Join(w.As("arman"), berik, group, ""))
	all, err := w.Ahead(w.As("arman"), 14)
	w.must("ahead", err)
	if len(all) != 1 || all[0].Unmarked != 2 || all[0].Ending != 1 {
		t.Errorf("%+v", all)
	}
	if all, err = w.Ahead(w.As("arman"), 3); err != nil || all[0].Ending != 0 {
		t.Errorf("within three days: %+v, %v", all, err)
	}
	_, other := w.comes("Aruzhan")
	aruzhan := w.file(other).Client.ID
	w.must("ten sessions", w.SetOrder(w.As("arman"), aruzhan, youth.NewOrder{Basis: "court", Sessions: 10, From: "2026-11-02"}))
	w.must("join", w.Join(w.As("arman"), aruzhan, group, "2026-11-02"))
	if all, err = w.Ahead(w.As("arman"), 14); err != nil || all[0].Ending != 1 {
		t.Errorf("ten Fridays are not over soon: %+v, %v", all, err)
	}
	tens, _ := w.file(other).Order()
	w.must("no more", w.EndOrder(w.As("arman"), aruzhan, youth.Ended, tens.Version))
	w.must("four sessions", w.SetOrder(w.As("arman"), aruzhan, youth.NewOrder{Basis: "court", Sessions: 4, From: "2026-11-02"}))
	d, err := w.Day(w.As("arman"), w.Centre.ID)
	w.must("day", err)
	if len(d.Ending) != 2 || d.Ending[0].Code != other || d.Ending[0].Until != "2026-11-27" || !d.Ending[0].Counts || d.Ending[0].Left != 1 || d.Ending[1].Code != code {
		t.Errorf("the fourth Friday is near: %+v", d.Ending)
	}
	w.Clock.Advance(12 * 24 * time.Hour)
	if d, err = w.Day(w.As("arman"), w.Centre.ID); err != nil || len(d.Ending) != 2 || d.Ending[0].Left != 0 {
		t.Errorf("all four are over: %+v, %v", d.Ending, err)
	}
	w.Clock.Advance(-12 * 24 * time.Hour)
	if all, err = w.Ahead(w.As("olzhas"), 14); err != nil || len(all) != 1 || all[0].Unmarked+all[0].Ending != 0 {
		t.Errorf("a volunteer is told %+v, %v", all, err)
	}
	if all, err = w.Ahead(w.As("dina"), 14); err != nil || len(all) != 0 {
		t.Errorf("the shelter is told %+v, %v", all, err)
	}
	housetest.Refused(t, w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "family"}), pana.Conflict, "youth.order.stands")
	housetest.Refused(t, w.EndOrder(w.As("arman"), berik, "", 1), pana.Invalid, "youth.order.how")
	w.must("fulfilled", w.EndOrder(w.As("arman"), berik, youth.Fulfilled, w.file(code).Orders[0].Version))
	w.must("leaves", w.Leave(w.As("arman"), berik))
	f := w.file(code)
	if f.Here() || len(f.Groups) != 1 || f.Groups[0].Until != today {
		t.Errorf("after leaving: %+v", f.Groups)
	}
	housetest.Refused(t, w.Join(w.As("arman"), berik, group, ""), pana.Conflict, "youth.left")
	housetest.Refused(t, w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "own"}), pana.Conflict, "youth.left")
}

func TestIdeasAreCreditedAndAnswered(t *testing.T) {
	w := open(t)
	housetest.Refused(t, w.Suggest(w.As("olzhas"), w.Centre.ID, " ", ""), pana.Invalid, "youth.idea.missing")
	w.must("idea", w.Suggest(w.As("olzhas"), w.Centre.ID, "Hula hoops for all", "Damir"))
	list, err := w.Ideas(w.As("aizhan"), w.Centre.ID)
	w.must("ideas", err)
	if len(list) != 1 || list[0].Credit != "Damir" || list[0].Words != "Hula hoops for all" {
		t.Fatalf("%+v", list)
	}
	housetest.Refused(t, w.AnswerIdea(w.As("olzhas"), w.Centre.ID, list[0].ID, youth.IdeaTried, "", list[0].Version), pana.Forbidden, "policy.refused")
	w.must("answer", w.AnswerIdea(w.As("arman"), w.Centre.ID, list[0].ID, youth.IdeaTried, "On Saturday.", list[0].Version))
	housetest.Stale(t, w.AnswerIdea(w.As("arman"), w.Centre.ID, list[0].ID, youth.IdeaNo, "", list[0].Version), "state")
	w.must("rules", w.SetRules(w.As("arman"), w.Centre.ID, "No pictures.", 0))
	d, err := w.Day(w.As("olzhas"), w.Centre.ID)
	w.must("day", err)
	if d.Rules != "No pictures." || d.MayList {
		t.Errorf("a volunteer sees %+v", d)
	}
}

func TestAGroupAndATimeEndAndWhatWasHeldStays(t *testing.T) {
	w := open(t)
	group, slot := w.group("Kites", "english", 1, "2026-11-02")
	berik, code := w.comes("Berik")
	w.must("join", w.Join(w.As("arman"), berik, group, "2026-11-02"))
	w.must("order", w.SetOrder(w.As("arman"), berik, youth.NewOrder{Basis: "court", From: "2026-11-02", Until: "2026-12-31"}))
	w.must("mark", w.mark("arman", key(slot, "2026-11-16"), map[string]string{code: youth.Present}))
	for what, c := range map[string]struct {
		n   youth.NewSlot
		say string
	}{"no time": {youth.NewSlot{Weekday: 2, Minutes: 60}, "youth.slot.starts"}, "no minutes": {youth.NewSlot{Weekday: 2, Starts: "15:00"}, "record.between"},
		"a day of no week": {youth.NewSlot{Weekday: 8, Starts: "15:00", Minutes: 60}, "record.between"}, "no time of day": {youth.NewSlot{Weekday: 2, Starts: "25:00", Minutes: 60}, "date.clock"},
		"long ago": {youth.NewSlot{Weekday: 2, Starts: "15:00", Minutes: 60, From: "2020-01-01"}, "youth.slot.past"}, "a stranger": {youth.NewSlot{Weekday: 2, Starts: "15:00", Minutes: 60, Leader: "nobody"}, "record.staff.absent"}} {
		_, err := w.AddSlot(w.As("arman"), group, c.n)
		if e, ok := err.(*pana.Error); !ok || e.Say != c.say {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := w.EndSlot(w.As("arman"), slot)
	w.must("end of the time", err)
	if c := w.file(code).Count; c.Asked != 3 || c.Attended != 1 || c.Unmarked != 2 {
		t.Errorf("%+v", c)
	}
	w.must("end of the group", w.EndGroup(w.As("arman"), group))
	if _, err := w.AddSlot(w.As("arman"), group, youth.NewSlot{Weekday: 2, Starts: "15:00", Minutes: 60}); err == nil {
		t.Error("a group that has ended meets again")
	}
	w.Clock.Advance(24 * time.Hour)
	if f := w.file(code); f.Groups[0].Until != today || f.Count.Attended != 1 {
		t.Errorf("%+v", f)
	}
}

// Who answers for somebody young and is not safe for her says no yes to a shelter.
func TestAGuardianWhoIsNotSafeLetsNothingBeTold(t *testing.T) {
	w := open(t)
	berik, _ := w.comes("Berik")
	nurlan := w.As("nurlan")
	w.must("guardian", w.AddGuardian(nurlan, berik, youth.Guardian{Relation: "father", Name: "Aslan", Unsafe: true}))
	n := youth.Referral{To: w.Shelter.ID, Told: "He does not want to go home.", Agreed: true, Given: casework.Given{By: casework.ByParent}}
	housetest.Refused(t, w.ToShelter(nurlan, berik, n), pana.Invalid, "consent.giver.unsafe")
	n.Given = casework.Given{By: casework.ByOther}
	n.Given.Safe = true
	housetest.Refused(t, w.ToShelter(nurlan, berik, n), pana.Invalid, "consent.giver.words")
	n.Given = casework.Given{By: casework.Herself}
	w.must("his own yes", w.ToShelter(nurlan, berik, n))
}
