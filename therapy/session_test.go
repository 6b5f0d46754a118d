package therapy_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/people"
	"example.org/pana/therapy"
)

const today = pana.Date("2026-11-23")

func TestASessionIsPlannedAndThenHeld(t *testing.T) {
	w := open(t)
	a := w.cared()
	gulnar := w.As("gulnar")
	w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")}, "yes")
	_, err := w.Hold(gulnar, a.Client, therapy.NewSession{On: "2026-11-25", At: "15:00", Minutes: 50, Interpreter: w.Staff("kamila"), Language: "uz", Payer: "state"}, nobody, therapy.Outcome{})
	w.must(err)
	all, err := w.Sessions(gulnar, a.Code)
	w.must(err)
	if len(all.Seats) != 1 || all.Seats[0].State != therapy.Planned || all.Seats[0].Interpreter != w.Staff("kamila") || all.Seats[0].Service != "social-psychological" {
		t.Fatalf("planned: %+v", all.Seats)
	}
	err = w.Settle(gulnar, a.Client, therapy.Settling{Seat: all.Seats[0].Seat, Turn: 1, Minutes: 40, Outcome: therapy.Outcome{State: therapy.Held}})
	is(t, err, pana.Invalid, "session.not-yet")
	w.Clock.Advance(48 * 60 * 60 * 1e9)
	w.must(w.Settle(w.As("gulnar"), a.Client, therapy.Settling{Seat: all.Seats[0].Seat, Turn: 1, Minutes: 40,
		Outcome: therapy.Outcome{State: therapy.Held, Shared: "Spoke of September.", Told: "I want my own album.", Private: "The door again."}}))
	all, err = w.Sessions(w.As("dina"), a.Code)
	w.must(err)
	if s := all.Seats[0]; s.State != therapy.Held || s.Minutes != 40 || s.Turn != 2 {
		t.Errorf("held: %+v", s)
	}
	f, err := w.files.Open(w.As("dina"), a.Code)
	w.must(err)
	if len(f.Timeline) != 1 || f.Timeline[0].Text != "Spoke of September." || f.Timeline[0].Told != "I want my own album." || !f.Timeline[0].Interpreted {
		t.Errorf("Dina reads %+v", f.Timeline)
	}
	p, err := w.Private(w.As("gulnar"), a.Code)
	w.must(err)
	if len(p.Notes) != 1 || p.Notes[0].Text != "The door again." || p.Notes[0].On != "2026-11-25" {
		t.Errorf("Gulnar keeps %+v", p.Notes)
	}
}

func TestASessionThatWasNotHeldSaysWhyAndBlamesNobody(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{State: therapy.NotHeld})
	refused(t, err, "why")
	_, err = w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{State: therapy.NotHeld, Why: "client-wish"})
	w.must(err)
	all, err := w.Sessions(w.As("gulnar"), a.Code)
	w.must(err)
	if all.Seats[0].Why != "client-wish" || all.With[0].Held != 0 {
		t.Errorf("%+v, %+v", all.Seats, all.With)
	}
}

func TestTwoWhoWriteAboutOneSessionDoNotOverwriteEachOther(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{State: therapy.Planned})
	w.must(err)
	all, _ := w.Sessions(w.As("gulnar"), a.Code)
	seat := all.Seats[0].Seat
	w.must(w.Settle(w.As("dina"), a.Client, therapy.Settling{Seat: seat, Turn: 1, Minutes: -1, Outcome: therapy.Outcome{State: therapy.NotHeld, Why: "worker-away"}}))
	err = w.Settle(w.As("gulnar"), a.Client, therapy.Settling{Seat: seat, Turn: 1, Minutes: -1, Outcome: therapy.Outcome{State: therapy.Held}})
	is(t, err, pana.Conflict, "db.stale")
	other := w.cared()
	err = w.Settle(w.As("gulnar"), other.Client, therapy.Settling{Seat: seat, Turn: 2, Minutes: -1})
	is(t, err, pana.NotFound, "record.absent")
}

func TestWhoIsInAGroupStandsInNoFile(t *testing.T) {
	w := open(t)
	a, b, c := w.cared(), w.come("Zarina", "gulnar"), w.come("Aru", "gulnar")
	gulnar := w.As("gulnar")
	id, err := w.HoldGroup(gulnar, []pana.ClientID{a.Client, b.Client, c.Client}, therapy.NewSession{Topic: "sleep", Minutes: 60}, therapy.Planned)
	w.must(err)
	seats, err := w.Group(gulnar, id)
	w.must(err)
	if len(seats) != 3 || seats[0].People != 3 {
		t.Fatalf("the group: %+v", seats)
	}
	var settled []therapy.Settling
	for _, s := range seats {
		o := therapy.Outcome{State: therapy.Held, Shared: "was quiet " + s.Code, Private: "thought of " + s.Code}
		if s.Client == c.Client {
			o = therapy.Outcome{State: therapy.NotHeld, Why: "client-unwell"}
		}
		settled = append(settled, therapy.Settling{Seat: s.Seat, Turn: s.Turn, Minutes: 55, Outcome: o})
	}
	w.must(w.SettleGroup(gulnar, id, settled))
	for _, x := range []casework.Added{a, b} {
		f, err := w.files.Open(gulnar, x.Code)
		w.must(err)
		if len(f.Timeline) != 2 {
			t.Errorf("%d notes in the file of %s", len(f.Timeline), x.Code)
		}
		for _, n := range f.Timeline {
			for _, y := range []casework.Added{a, b, c} {
				if x.Code != y.Code && (n.Text == "was quiet "+y.Code || n.Text == "thought of "+y.Code) {
					t.Errorf("the file of %s speaks of %s", x.Code, y.Code)
				}
			}
		}
		all, err := w.Sessions(gulnar, x.Code)
		w.must(err)
		if all.Seats[0].Shape != therapy.Group || all.Seats[0].People != 3 || all.Seats[0].Minutes != 55 {
			t.Errorf("the file tells %+v", all.Seats[0])
		}
	}
	_, err = w.Group(w.As("dina"), id)
	is(t, err, pana.NotFound, "record.absent")
	is(t, w.SettleGroup(w.As("dina"), id, settled), pana.NotFound, "record.absent")
}

func TestWhatASessionRefuses(t *testing.T) {
	w := open(t)
	a, away := w.cared(), w.come("Zarina", "dina")
	gulnar := w.As("gulnar")
	for name, c := range map[string]struct {
		n     therapy.NewSession
		o     therapy.Outcome
		field string
	}{
		"a kind no list knows":               {n: therapy.NewSession{Kind: "hypnosis"}, field: "kind"},
		"a payer no list knows":              {n: therapy.NewSession{Payer: "moon"}, field: "payer"},
		"half past twenty-five":              {n: therapy.NewSession{At: "25:30"}, field: "at"},
		"eleven hours":                       {n: therapy.NewSession{Minutes: 660}, field: "minutes"},
		"minus one minute":                   {n: therapy.NewSession{Minutes: -1}, field: "minutes"},
		"a day in five years":                {n: therapy.NewSession{On: "2031-01-01"}, field: "on"},
		"words about a session to come":      {n: therapy.NewSession{On: "2026-12-01"}, o: therapy.Outcome{Shared: "good"}, field: "shared"},
		"a state of one's own":               {o: therapy.Outcome{State: "refused"}, field: "state"},
		"a NUL":                              {o: therapy.Outcome{Private: "a\x00"}, field: "private"},
		"a stranger who interprets":          {n: therapy.NewSession{Interpreter: "someone"}, field: "interpreter"},
		"the accountant as interpreter":      {n: therapy.NewSession{Interpreter: w.Staff("vera")}, field: "interpreter"},
		"a psychologist who interprets self": {n: therapy.NewSession{Interpreter: w.Staff("gulnar")}, field: "interpreter"},
	} {
		_, err := w.Hold(gulnar, a.Client, c.n, nobody, c.o)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != c.field {
			t.Errorf("%s: got %v, want a refusal on %s", name, err, c.field)
		}
	}
	_, err := w.Hold(gulnar, away.Client, therapy.NewSession{}, nobody, therapy.Outcome{})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Hold(w.As("dina"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{Private: "mine"})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.HoldGroup(gulnar, []pana.ClientID{a.Client}, therapy.NewSession{}, "")
	refused(t, err, "clients")
	_, err = w.HoldGroup(gulnar, []pana.ClientID{a.Client, away.Client}, therapy.NewSession{}, "")
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.HoldGroup(gulnar, []pana.ClientID{a.Client, a.Client}, therapy.NewSession{}, "")
	is(t, err, pana.Conflict, "session.group.twice")
	if n := w.count(`SELECT COUNT(*) FROM therapy_sessions`); n != 0 {
		t.Errorf("%d sessions were half made", n)
	}
}

func TestAnInterpreterInConflictCannotBeAskedAndReadsLikeNobody(t *testing.T) {
	w := open(t)
	a := w.cared()
	w.must(w.files.SetConflict(w.As("saule"), a.Client, w.Staff("kamila")))
	_, conflicted := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{Interpreter: w.Staff("kamila")}, nobody, therapy.Outcome{})
	_, unknown := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{Interpreter: "nobody"}, nobody, therapy.Outcome{})
	if conflicted == nil || unknown == nil || conflicted.Error() != unknown.Error() {
		t.Errorf("%v and %v", conflicted, unknown)
	}
}

func TestAnInterpreterFromOutsideIsOneOfThePeopleAroundHer(t *testing.T) {
	w := open(t)
	a := w.cared()
	w.interprets(a.Client, people.NewHelper{New: people.NewOutsider{Name: "Нодира"}}, "yes")
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: "Nodira"}}, therapy.Outcome{})
	w.must(err)
	all, err := w.Sessions(w.As("gulnar"), a.Code)
	w.must(err)
	if len(all.People) != 1 || all.People[0].Name != "Nodira" || !all.People[0].Awaiting || all.Seats[0].Person != all.People[0].ID {
		t.Errorf("around her: %+v", all.People)
	}
}

// Whoever interprets has pledged and was wished for, a colleague as well as somebody
// from outside; and whoever is refused is refused however her name is written.
func TestNobodyInterpretsBeforeSheWasAskedAlone(t *testing.T) {
	w := open(t)
	a := w.cared()
	gulnar := w.As("gulnar")
	hold := func(n therapy.NewSession, name string) error {
		by := nobody
		if name != "" {
			by = casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: name}}
		}
		_, err := w.Hold(gulnar, a.Client, n, by, therapy.Outcome{})
		return err
	}
	kamila := therapy.NewSession{On: "2026-11-25", Interpreter: w.Staff("kamila")}
	is(t, hold(kamila, ""), pana.Invalid, "interpreter.list")
	id := w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")}, "")
	is(t, hold(kamila, ""), pana.Invalid, "interpreter.ask")
	ticked := kamila
	ticked.Unasked = true
	is(t, hold(ticked, ""), pana.Invalid, "interpreter.ask") // it is yet to come: there is no fact to keep
	_, err := w.HoldGroup(gulnar, []pana.ClientID{a.Client, w.cared().Client}, kamila, "")
	is(t, err, pana.Invalid, "interpreter.ask")
	w.must(people.New(w.House, w.files).AskHelper(w.As("dina"), a.Client, people.Wish{Helper: id, Answer: "yes"}, true))
	later := kamila
	later.On = "2027-01-10"
	is(t, hold(later, ""), pana.Invalid, "interpreter.pledge")
	w.must(hold(kamila, ""))

	planned := therapy.NewSession{On: "2026-11-26"}
	is(t, hold(planned, "Rano Ismailova"), pana.Invalid, "interpreter.list")
	w.interprets(a.Client, people.NewHelper{New: people.NewOutsider{Name: "Rano Ismailova"}}, "no")
	for _, name := range []string{"Rano Ismailova", "Рано Исмаилова", "ismailova rano", "Rano Ismailov"} {
		is(t, hold(planned, name), pana.Invalid, "interpreter.unknown")
	}
	if n := w.count(`SELECT COUNT(*) FROM persons`); n != 0 {
		t.Errorf("%d people who were refused stand around her", n)
	}
	w.must(hold(planned, ""))
}

// What was held is a fact: it is kept, and says that it is still to be asked.
func TestWhatWasHeldIsKeptAndStillToBeAsked(t *testing.T) {
	w := open(t)
	a := w.cared()
	gulnar := w.As("gulnar")
	rano := casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: "Рано Исмаилова"}}
	held := therapy.NewSession{Unasked: true}
	_, err := w.Hold(gulnar, a.Client, held, rano, therapy.Outcome{})
	w.must(err)
	held.Interpreter = w.Staff("kamila")
	_, err = w.Hold(gulnar, a.Client, held, nobody, therapy.Outcome{})
	w.must(err)
	open := w.unasked(a.Code)
	if len(open) != 2 || open[0].Kind != "session" || open[0].Name != "Рано Исмаилова" && open[1].Name != "Рано Исмаилова" {
		t.Fatalf("still to be asked: %+v", open)
	}
	helps := people.New(w.House, w.files)
	for name, want := range map[string]int{"saule": 1, "dina": 1, "erlan": 0, "kamila": 0} {
		all, err := helps.Decisions(w.As(name))
		if err != nil || len(all) != want || want > 0 && (all[0].Code != a.Code || all[0].Page != "/helpers") {
			t.Errorf("%s is told %+v, %v", name, all, err)
		}
	}
	w.interprets(a.Client, people.NewHelper{New: people.NewOutsider{Name: "Rano Ismailova"}}, "no")
	if open = w.unasked(a.Code); len(open) != 1 || open[0].Staff != w.Staff("kamila") {
		t.Errorf("after she was asked about one: %+v", open)
	}
	w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")}, "yes")
	if open = w.unasked(a.Code); len(open) != 0 {
		t.Errorf("after she was asked about both: %+v", open)
	}
}

// A yes that was taken back after a session was planned is asked for again when it
// is said to be held.
func TestAnAnswerTakenBackIsAskedAgainWhenTheSessionIsHeld(t *testing.T) {
	w := open(t)
	a := w.cared()
	id := w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")}, "yes")
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{On: "2026-11-25", Interpreter: w.Staff("kamila")}, nobody, therapy.Outcome{})
	w.must(err)
	w.must(people.New(w.House, w.files).AskHelper(w.As("dina"), a.Client, people.Wish{Helper: id, Answer: "no"}, true))
	all, err := w.Sessions(w.As("gulnar"), a.Code)
	w.must(err)
	w.Clock.Advance(48 * 60 * 60 * 1e9)
	settle := therapy.Settling{Seat: all.Seats[0].Seat, Turn: 1, Minutes: -1, Outcome: therapy.Outcome{State: therapy.Held}}
	refused(t, w.Settle(w.As("gulnar"), a.Client, settle), "unasked")
	settle.Unasked = true
	w.must(w.Settle(w.As("gulnar"), a.Client, settle))
	settle.Turn, settle.Unasked = 2, false
	w.must(w.Settle(w.As("gulnar"), a.Client, settle))
	if open := w.unasked(a.Code); len(open) != 1 {
		t.Errorf("still to be asked: %+v", open)
	}
}

func TestTheCalendarTellsOfSessionsOnlyToWhomItMay(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{On: "2026-11-25", At: "15:00"}, nobody, therapy.Outcome{})
	w.must(err)
	for name, want := range map[string]int{"gulnar": 1, "dina": 1, "saule": 1, "erlan": 0, "timur": 0, "raushan": 0, "kamila": 0, "hans": 0} {
		ctx := w.As(name)
		list, err := w.Ahead(ctx, today, today.AddDays(7))
		w.must(err)
		if len(list) != want {
			t.Errorf("%s sees %d", name, len(list))
		}
		if want > 0 && (list[0].Code != a.Code || list[0].At != "15:00" || list[0].Kind != "session" || list[0].Staff != w.Staff("gulnar")) {
			t.Errorf("%s sees %+v", name, list[0])
		}
	}
}

func TestSinceWhenThePsychologistWorksWithHerIsShown(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{})
	w.must(err)
	w.must(w.files.Unassign(w.As("saule"), a.Client, w.Staff("gulnar"), pana.Psychologist))
	all, err := w.Sessions(w.As("saule"), a.Code)
	w.must(err)
	if len(all.With) != 1 || all.With[0].Since != today || all.With[0].Until != today || all.With[0].Held != 1 {
		t.Errorf("with her: %+v", all.With)
	}
}

func TestMySessionsAreMineAlone(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Hold(w.As("gulnar"), a.Client, therapy.NewSession{}, nobody, therapy.Outcome{})
	w.must(err)
	for name, want := range map[string]int{"gulnar": 1, "dina": 0, "saule": 0} {
		seats, err := w.Mine(w.As(name), today, today.AddDays(1))
		w.must(err)
		if len(seats) != want {
			t.Errorf("%s: %d", name, len(seats))
		}
	}
	_, err = w.Mine(w.As("timur"), today, today.AddDays(1))
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Mine(context.Background(), today, today.AddDays(1))
	is(t, err, pana.Forbidden, "policy.refused")
	clients, err := w.Clients(w.As("gulnar"))
	w.must(err)
	if len(clients) != 1 || clients[0].Code != a.Code {
		t.Errorf("own clients: %+v", clients)
	}
}
