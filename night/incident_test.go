package night_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
)

func (w *world) happens(i night.NewIncident) night.IncidentID {
	w.t.Helper()
	id, err := w.NoteIncident(w.As("timur"), w.Shelter.ID, i)
	housetest.Done(w.t, "written down", err)
	w.later()
	return id
}

func (w *world) incident(who string, id night.IncidentID) night.Incident {
	w.t.Helper()
	i, err := w.Incident(w.As(who), id)
	housetest.Done(w.t, who+" reads", err)
	return i
}

func TestAnIncidentIsWrittenDownWithAKindAlone(t *testing.T) {
	w := open(t)
	housetest.Refused(t, errOf(w.NoteIncident(w.As("timur"), w.Shelter.ID, night.NewIncident{})), pana.Invalid, "incident.empty")
	id := w.happens(night.NewIncident{Kind: "conflict"})
	i := w.incident("timur", id)
	if i.Kind != "conflict" || i.On != "2026-11-23" || i.Text != "" || len(i.Parts) != 0 || i.Settled != "" {
		t.Errorf("written down: %+v", i)
	}
	for name, c := range map[string]struct {
		i   night.NewIncident
		say string
	}{
		"a kind nobody knows": {night.NewIncident{Kind: "party"}, "codes.unknown"},
		"tomorrow":            {night.NewIncident{Kind: "fire", On: "2026-11-24"}, "date.future"},
		"no clock":            {night.NewIncident{Kind: "fire", At: "late"}, "date.clock"},
		"told nobody knows":   {night.NewIncident{Kind: "fire", Told: []string{"press"}}, "codes.unknown"},
		"a code in the words": {night.NewIncident{Kind: "fire", Text: "With " + w.codeOf[w.aliya] + "."}, "incident.code.in-words"},
		"a code of nobody":    {night.NewIncident{Kind: "fire", Codes: []string{"KZ-26-000"}}, "incident.code"},
	} {
		t.Run(name, func(t *testing.T) {
			housetest.Refused(t, errOf(w.NoteIncident(w.As("timur"), w.Shelter.ID, c.i)), pana.Invalid, c.say)
		})
	}
	list, err := w.Incidents(w.As("saule"), w.Shelter.ID)
	if err != nil || len(list) != 1 {
		t.Errorf("the list has %+v, %v", list, err)
	}
	for _, who := range []string{"kamila", "lena", "bolat"} {
		housetest.Refused(t, errOf(w.Incidents(w.As(who), w.Shelter.ID)), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.NoteIncident(w.As(who), w.Shelter.ID, night.NewIncident{Kind: "fire"})), pana.Forbidden, "policy.refused")
		housetest.Refused(t, errOf(w.Incident(w.As(who), id)), pana.NotFound, "record.absent")
	}
}

// Two were in it. Neither file tells of the other, and whoever is kept from one of
// them finds no incident at all: not the list, not its page, not by adding to it.
func TestNobodyInAnIncidentIsSeenThroughAnother(t *testing.T) {
	w := open(t)
	aliya, zarina := w.codeOf[w.aliya], w.codeOf[w.zarina]
	id := w.happens(night.NewIncident{Kind: "conflict", Urgency: night.Urgent, Place: "shared", Told: []string{"on-call", "director"}, Text: "A quarrel about the kettle.", Done: "Both had tea, apart.", Codes: []string{aliya, " " + zarina + " ", aliya}})
	housetest.Done(t, "her part", w.SayPart(w.As("timur"), id, aliya, "in", "She shouted and wept."))
	housetest.Done(t, "the other part", w.SayPart(w.As("timur"), id, zarina, "hurt", "A scratch on her hand."))
	housetest.Refused(t, w.SayPart(w.As("timur"), id, aliya, "in", "Because of "+zarina+"."), pana.Invalid, "incident.code.in-words")
	housetest.Refused(t, w.SayPart(w.As("timur"), id, "", "in", "x"), pana.Invalid, "incident.who")
	i := w.incident("dina", id)
	if len(i.Parts) != 2 || i.Text != "A quarrel about the kettle." || i.Done != "Both had tea, apart." || !slices.Equal(i.Told, []string{"director", "on-call"}) {
		t.Fatalf("Dina reads %+v", i)
	}
	_, hers, err := w.PartsOf(w.As("dina"), aliya)
	if err != nil || len(hers) != 1 || hers[0].Part.Text != "She shouted and wept." || !hers[0].Whole || hers[0].Incident.Text != "" {
		t.Errorf("her file says %+v, %v", hers, err)
	}
	housetest.Done(t, "Dina stands near Zarina", w.files.SetConflict(w.As("saule"), w.zarina, w.Staff("dina")))
	w.later()
	never := errOf(w.Incident(w.As("dina"), "nothing"))
	for what, err := range map[string]error{"its page": errOf(w.Incident(w.As("dina"), id)), "adding": w.SayPart(w.As("dina"), id, aliya, "in", "x"), "settling": w.SettleIncident(w.As("dina"), id, "x", 1)} {
		if pana.KindOf(err) != pana.NotFound || pana.KindOf(never) != pana.NotFound {
			t.Errorf("%s answers %v, nothing %v", what, err, never)
		}
	}
	if list, err := w.Incidents(w.As("dina"), w.Shelter.ID); err != nil || len(list) != 0 {
		t.Errorf("Dina is listed %+v, %v", list, err)
	}
	_, hers, err = w.PartsOf(w.As("dina"), aliya)
	if err != nil || len(hers) != 1 || hers[0].Whole || hers[0].Part.Text != "She shouted and wept." {
		t.Errorf("of Aliya Dina still reads %+v, %v", hers, err)
	}
	hidden := errOf(w.NoteIncident(w.As("dina"), w.Shelter.ID, night.NewIncident{Kind: "conflict", Codes: []string{zarina}}))
	unknown := errOf(w.NoteIncident(w.As("dina"), w.Shelter.ID, night.NewIncident{Kind: "conflict", Codes: []string{"KZ-26-000"}}))
	housetest.Refused(t, hidden, pana.Invalid, "incident.code")
	housetest.Refused(t, unknown, pana.Invalid, "incident.code")
	if len(w.incidents("saule")) != 1 {
		t.Error("something of a refused one was kept")
	}
}

// A shift leaves what was written down in it; whoever is kept from somebody in it
// finds no gap.
func TestAShiftTellsTheIncidentsThatWereWrittenDownInIt(t *testing.T) {
	w := open(t)
	begun := w.House.Now()
	w.later()
	w.happens(night.NewIncident{Kind: "conflict", Codes: []string{w.codeOf[w.aliya]}})
	w.later()
	until := w.House.Now()
	w.later()
	w.happens(night.NewIncident{Kind: "damage", Text: "A window.", On: "2026-11-20"})
	between := func(who string, from, to time.Time) []night.Incident {
		list, err := w.IncidentsBetween(w.As(who), w.Shelter.ID, from, to)
		housetest.Done(t, who+" reads", err)
		return list
	}
	if list := between("timur", begun, until); len(list) != 1 || list[0].Kind != "conflict" {
		t.Errorf("of the shift Timur reads %+v", list)
	}
	if list := between("timur", until, w.House.Now()); len(list) != 1 || list[0].Kind != "damage" {
		t.Errorf("of the next Timur reads %+v", list)
	}
	housetest.Done(t, "Dina stands near Aliya", w.files.SetConflict(w.As("saule"), w.aliya, w.Staff("dina")))
	if list := between("dina", begun, until); len(list) != 0 {
		t.Errorf("Dina, who is kept from Aliya, reads %+v", list)
	}
	if list := between("bolat", begun, until); len(list) != 0 {
		t.Errorf("who sees no incidents reads %+v", list)
	}
}

func (w *world) incidents(who string) []night.Incident {
	w.t.Helper()
	list, err := w.Incidents(w.As(who), w.Shelter.ID)
	housetest.Done(w.t, who+" lists", err)
	return list
}

func TestWhatCannotWaitIsToldToTheHeadsWhoMayKnow(t *testing.T) {
	w := open(t)
	housetest.Done(t, "Saule stands near Aliya", w.files.SetConflict(w.As("dina"), w.aliya, w.Staff("saule")))
	w.happens(night.NewIncident{Kind: "threat", Urgency: night.Urgent, Codes: []string{w.codeOf[w.aliya]}})
	for who, want := range map[string]int{"saule": 0, "marat": 1, "dina": 0} {
		told, err := w.House.Notices(w.As(who))
		housetest.Done(t, who+" is told", err)
		got := 0
		for _, n := range told {
			if n.Say == "notice.incident" {
				got++
			}
		}
		if got != want {
			t.Errorf("%s is told %d times, want %d", who, got, want)
		}
	}
}

func TestWhatCameOfItIsSaidOnceByDay(t *testing.T) {
	w := open(t)
	id := w.happens(night.NewIncident{Kind: "damage", Text: "A window."})
	housetest.Refused(t, w.SettleIncident(w.As("timur"), id, "x", 1), pana.Forbidden, "policy.refused")
	housetest.Stale(t, w.SettleIncident(w.As("dina"), id, "New glass.", 2), "after")
	housetest.Done(t, "settled", w.SettleIncident(w.As("dina"), id, "New glass.", 1))
	housetest.Refused(t, w.SettleIncident(w.As("dina"), id, "Again.", 2), pana.Conflict, "incident.settled")
	if i := w.incident("saule", id); i.After != "New glass." || i.Settled == "" {
		t.Errorf("settled: %+v", i)
	}
}

func TestWhatThoseWhoLiveHereAgreeOnHasVersionsAndForcesNobody(t *testing.T) {
	w := open(t)
	code := w.codeOf[w.aliya]
	housetest.Refused(t, w.SayAgreed(w.As("timur"), w.aliya, 0, night.Agreed{Answer: "yes"}), pana.Conflict, "together.none")
	housetest.Refused(t, w.WriteAgreement(w.As("dina"), w.Shelter.ID, 0, map[string]string{"kk": "x"}), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.WriteAgreement(w.As("saule"), w.Shelter.ID, 0, map[string]string{"kk": " "}), pana.Invalid, "together.empty")
	housetest.Refused(t, w.WriteAgreement(w.As("saule"), w.Shelter.ID, 0, map[string]string{"de": "x"}), pana.Invalid, "codes.unknown")
	housetest.Done(t, "written", w.WriteAgreement(w.As("saule"), w.Shelter.ID, 0, map[string]string{"kk": "Түнде тыныш.", "uz": "Kechasi tinch."}))
	w.later()
	housetest.Done(t, "the same again", w.WriteAgreement(w.As("saule"), w.Shelter.ID, 0, map[string]string{"kk": "Түнде тыныш.", "uz": "Kechasi tinch."}))
	housetest.Stale(t, w.WriteAgreement(w.As("saule"), w.Shelter.ID, 0, map[string]string{"kk": "Other."}), "words_kk")
	housetest.Done(t, "not yet", w.SayAgreed(w.As("timur"), w.aliya, 1, night.Agreed{Answer: "later", Way: "aloud", Language: "uz"}))
	w.later()
	housetest.Done(t, "and then yes", w.SayAgreed(w.As("timur"), w.aliya, 1, night.Agreed{Answer: "yes", Way: "aloud", Language: "uz"}))
	housetest.Refused(t, w.SayAgreed(w.As("timur"), w.aliya, 1, night.Agreed{Answer: "must"}), pana.Invalid, "together.answer")
	w.later()
	housetest.Done(t, "a new version", w.WriteAgreement(w.As("saule"), w.Shelter.ID, 1, map[string]string{"kk": "Түнде тыныш. Шай бар."}))
	housetest.Stale(t, w.SayAgreed(w.As("timur"), w.aliya, 1, night.Agreed{Answer: "yes"}), "answer")
	_, now, said, err := w.AgreedOf(w.As("dina"), code)
	if err != nil || now.Number != 2 || len(said) != 1 || said[0].Number != 1 || said[0].Answer != "yes" {
		t.Errorf("of Aliya stands %+v %+v, %v", now, said, err)
	}
	housetest.Refused(t, w.SayAgreed(w.As("bolat"), w.aliya, 2, night.Agreed{Answer: "yes"}), pana.NotFound, "client.absent")
}

func (w *world) chore(what string) string {
	w.t.Helper()
	housetest.Done(w.t, what, w.AddChore(w.As("timur"), w.Shelter.ID, what))
	w.later()
	all, _, err := w.Chores(w.As("timur"), w.Shelter.ID)
	housetest.Done(w.t, "the chores", err)
	return all[slices.IndexFunc(all, func(c night.Chore) bool { return c.What == what })].ID
}

func TestChoresGoInTurnAndTurnsAreSwapped(t *testing.T) {
	w := open(t)
	timur := w.As("timur")
	kitchen := w.chore("Kitchen")
	housetest.Refused(t, w.AddChore(timur, w.Shelter.ID, "Kitchen"), pana.Conflict, "chore.twice")
	housetest.Refused(t, w.AddChore(timur, w.Shelter.ID, " "), pana.Invalid, "chore.what")
	housetest.Refused(t, w.AddChore(w.As("lena"), w.Shelter.ID, "Yard"), pana.Forbidden, "policy.refused")
	for name, c := range map[string]struct {
		n   night.NewTurn
		say string
	}{
		"no chore":          {night.NewTurn{Room: w.room}, "chore.choose"},
		"nobody":            {night.NewTurn{Chore: kitchen}, "chore.who"},
		"both":              {night.NewTurn{Chore: kitchen, Room: w.room, Code: w.codeOf[w.aliya]}, "chore.who"},
		"yesterday":         {night.NewTurn{Chore: kitchen, Room: w.room, On: "2026-11-22"}, "chore.day"},
		"in a year":         {night.NewTurn{Chore: kitchen, Room: w.room, On: "2027-11-22"}, "chore.day"},
		"a room of nowhere": {night.NewTurn{Chore: kitchen, Room: "attic"}, "chore.who"},
		"a code of nobody":  {night.NewTurn{Chore: kitchen, Code: "KZ-26-000"}, "incident.code"},
	} {
		t.Run(name, func(t *testing.T) { housetest.Refused(t, w.GiveTurn(timur, w.Shelter.ID, c.n), pana.Invalid, c.say) })
	}
	housetest.Done(t, "the room's", w.GiveTurn(timur, w.Shelter.ID, night.NewTurn{Chore: kitchen, Room: w.room}))
	w.later()
	housetest.Done(t, "hers", w.GiveTurn(timur, w.Shelter.ID, night.NewTurn{Chore: kitchen, Code: w.codeOf[w.aliya], On: "2026-11-24"}))
	turns := w.turns("timur")
	housetest.Refused(t, w.SwapTurns(timur, w.Shelter.ID, turns[0].ID, turns[0].ID), pana.Invalid, "chore.swap")
	housetest.Done(t, "swapped", w.SwapTurns(timur, w.Shelter.ID, turns[0].ID, turns[1].ID))
	housetest.Done(t, "done", w.TickTurn(timur, w.Shelter.ID, turns[0].ID, true))
	turns = w.turns("timur")
	if turns[0].Code != w.codeOf[w.aliya] || !turns[0].Done || turns[1].Name != "Garden" || turns[1].What != "Kitchen" {
		t.Errorf("after the swap: %+v", turns)
	}
	housetest.Done(t, "Dina stands near", w.files.SetConflict(w.As("saule"), w.aliya, w.Staff("dina")))
	if hers := w.turns("dina"); len(hers) != 1 || hers[0].Room == "" {
		t.Errorf("Dina is shown %+v", hers)
	}
	housetest.Refused(t, w.TickTurn(w.As("dina"), w.Shelter.ID, turns[0].ID, false), pana.NotFound, "record.absent")
	housetest.Done(t, "taken out", w.DropTurn(timur, w.Shelter.ID, turns[1].ID))
	housetest.Done(t, "done no more", w.EndChore(timur, w.Shelter.ID, kitchen))
	housetest.Refused(t, w.EndChore(timur, w.Shelter.ID, kitchen), pana.NotFound, "record.absent")
	if turns = w.turns("timur"); len(turns) != 0 {
		t.Errorf("left are %+v", turns)
	}
}

func (w *world) turns(who string) []night.Turn {
	w.t.Helper()
	_, turns, err := w.Chores(w.As(who), w.Shelter.ID)
	housetest.Done(w.t, who+" reads whose turn", err)
	return turns
}

// However turns are swapped: everybody has as many as before.
func TestASwapTakesNoTurnFromAnybody(t *testing.T) {
	w := open(t)
	timur, id := w.As("timur"), w.chore("Yard")
	for day := range 6 {
		n := night.NewTurn{Chore: id, On: pana.Date("2026-11-23").AddDays(day), Room: w.room}
		if day%2 == 0 {
			n.Room, n.Code = "", w.codeOf[w.aliya]
		}
		housetest.Done(t, "a turn", w.GiveTurn(timur, w.Shelter.ID, n))
		w.Clock.Advance(time.Millisecond)
	}
	rapid.Check(t, func(t *rapid.T) {
		turns := w.turns("timur")
		a, b := rapid.IntRange(0, 5).Draw(t, "a"), rapid.IntRange(0, 5).Draw(t, "b")
		err := w.SwapTurns(timur, w.Shelter.ID, turns[a].ID, turns[b].ID)
		if (err == nil) != (a != b) {
			t.Fatal(err)
		}
		hers := 0
		for _, turn := range w.turns("timur") {
			if turn.Code != "" {
				hers++
			}
		}
		if hers != 3 {
			t.Fatalf("%d turns are hers of three", hers)
		}
	})
}
func errOf[T any](_ T, err error) error { return err }
