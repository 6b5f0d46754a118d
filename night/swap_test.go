package night_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
	"pgregory.net/rapid"
)

// planned has Saule plan a turn of twelve hours from nine in the evening, and returns it.
func (w *world) planned(who string, on pana.Date, starts, until string) string {
	w.t.Helper()
	w.later()
	housetest.Done(w.t, "planned", w.PlanDuty(w.As("saule"), w.Shelter.ID, night.NewDuty{Staff: w.Staff(who), On: on, Starts: starts, Until: until}))
	return w.dutyOf(who, on)
}

func (w *world) dutyOf(who string, on pana.Date) string {
	w.t.Helper()
	r, err := w.Roster(w.As("saule"), w.Shelter.ID, "")
	housetest.Done(w.t, "the roster", err)
	for _, d := range r.Duties {
		if d.Staff == w.Staff(who) && d.On == on {
			return d.ID
		}
	}
	return ""
}

func (w *world) swapsOf(who string) night.Swaps {
	w.t.Helper()
	r, err := w.Roster(w.As(who), w.Shelter.ID, "")
	housetest.Done(w.t, who+" looks", err)
	return r.Swaps
}

func (w *world) heard(who, say string) (n int) {
	w.t.Helper()
	all, err := w.House.Notices(w.As(who))
	housetest.Done(w.t, "notices", err)
	for _, x := range all {
		if x.Say == say {
			n++
		}
	}
	return n
}

// Timur offers a night to Erlan: until he accepts nothing changes, then it is his, Saule
// is told and may undo it.
func TestATurnIsGivenOverByTheTwoWhomItConcerns(t *testing.T) {
	w := open(t)
	site, today := w.Shelter.ID, w.House.Today(w.House.Now())
	tomorrow := today.AddDays(1)
	duty := w.planned("timur", tomorrow, "21:00", "09:00")
	offer := func(who, to, back string) error {
		w.later()
		return w.OfferDuty(w.As(who), site, duty, w.Staff(to), back)
	}
	if err := offer("erlan", "dina", ""); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a turn of somebody else's is offered: %v", err)
	}
	housetest.Refused(t, offer("timur", "timur", ""), pana.Invalid, "roster.who")
	housetest.Refused(t, w.OfferDuty(w.As("timur"), site, duty, "nobody", ""), pana.Invalid, "roster.who")
	housetest.Refused(t, offer("timur", "erlan", duty), pana.Invalid, "swap.back")
	if err := w.OfferDuty(w.As("lena"), site, duty, w.Staff("erlan"), ""); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("somebody who is never on duty offers: %v", err)
	}
	housetest.Done(t, "offered", offer("timur", "erlan", ""))
	housetest.Refused(t, offer("timur", "dina", ""), pana.Conflict, "swap.offered")
	if w.dutyOf("timur", tomorrow) != duty || w.heard("erlan", "notice.roster.offered") != 1 {
		t.Error("an offer alone changes the roster, or nobody is told of it")
	}
	hers := w.swapsOf("erlan").Hers
	if len(hers) != 1 || len(w.swapsOf("timur").Mine) != 1 || len(w.swapsOf("dina").Hers)+len(w.swapsOf("saule").Hers)+len(w.swapsOf("saule").Done) != 0 {
		t.Fatalf("who sees the offer: %+v", hers)
	}
	id := hers[0].ID
	if waits, err := w.Offered(w.As("erlan")); err != nil || len(waits) != 1 {
		t.Errorf("on his first screen: %+v, %v", waits, err)
	}
	if err := w.AcceptDuty(w.As("dina"), site, id); pana.KindOf(err) != pana.NotFound {
		t.Errorf("somebody else accepts: %v", err)
	}
	if err := w.DeclineDuty(w.As("dina"), site, id); pana.KindOf(err) != pana.NotFound {
		t.Errorf("somebody else declines: %v", err)
	}
	w.later()
	housetest.Done(t, "no", w.DeclineDuty(w.As("erlan"), site, id))
	housetest.Refused(t, w.AcceptDuty(w.As("erlan"), site, id), pana.Conflict, "swap.over")
	if w.heard("timur", "notice.roster.declined") != 1 || w.dutyOf("timur", tomorrow) != duty {
		t.Error("a no changes the roster, or is not told")
	}
	housetest.Done(t, "offered again", offer("timur", "erlan", ""))
	id = w.swapsOf("erlan").Hers[0].ID
	w.later()
	housetest.Done(t, "yes", w.AcceptDuty(w.As("erlan"), site, id))
	housetest.Done(t, "yes, twice pressed", w.AcceptDuty(w.As("erlan"), site, id))
	if w.dutyOf("erlan", tomorrow) != duty || w.dutyOf("timur", tomorrow) != "" {
		t.Error("the roster does not say whose turn it is")
	}
	if w.heard("timur", "notice.roster.swapped") != 1 || w.heard("saule", "notice.roster.swapped") != 1 || w.heard("erlan", "notice.roster.swapped") != 0 {
		t.Error("not the right ones are told")
	}
	if len(w.swapsOf("saule").Done) != 1 || len(w.swapsOf("timur").Done) != 0 {
		t.Error("whoever writes the roster does not see what was given over")
	}
	if err := w.UndoSwap(w.As("timur"), site, id); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("he takes back what he gave: %v", err)
	}
	w.later()
	housetest.Done(t, "undone", w.UndoSwap(w.As("saule"), site, id))
	housetest.Done(t, "undone twice", w.UndoSwap(w.As("saule"), site, id))
	if w.dutyOf("timur", tomorrow) != duty || w.heard("timur", "notice.roster.undone") != 1 || w.heard("erlan", "notice.roster.undone") != 1 {
		t.Error("it is not as it was")
	}
}

// What the site asks and would miss is shown before accepting, and refuses nothing; two
// turns at one time, a turn that has begun, and who works here no more are refused.
func TestBeforeATurnIsTakenTheSiteSaysWhatItWouldMiss(t *testing.T) {
	w := open(t)
	site, saule, today := w.Shelter.ID, w.As("saule"), w.House.Today(w.House.Now())
	one, two := today.AddDays(2), today.AddDays(4)
	housetest.Done(t, "what the site asks", w.SetRosterRules(saule, site, night.RosterRules{Longest: 720, Awake: 2, Begins: "22:00", Ends: "06:00"}, 0))
	his, hers := w.planned("timur", one, "21:00", "09:00"), w.planned("erlan", two, "21:00", "09:00")
	day := w.planned("erlan", one, "12:00", "21:00")
	offer := func(duty, from, to, back string) string {
		t.Helper()
		w.later()
		housetest.Done(t, "offered", w.OfferDuty(w.As(from), site, duty, w.Staff(to), back))
		all := w.swapsOf(to).Hers
		if len(all) != 1 {
			t.Fatalf("%s is offered %+v", to, all)
		}
		return all[0].ID
	}
	id := offer(his, "timur", "erlan", hers)
	hints := w.swapsOf("erlan").Hers[0].Hints
	if len(hints) != 1 || hints[0].Kind != night.HintLong || hints[0].N != 21*60 || hints[0].Staff != w.Staff("erlan") {
		t.Errorf("the site would miss %+v", hints)
	}
	w.later()
	housetest.Done(t, "all the same", w.AcceptDuty(w.As("erlan"), site, id))
	if w.dutyOf("timur", two) != hers || w.dutyOf("erlan", one) == "" {
		t.Error("the two turns are not exchanged")
	}
	// Saule struck one of the two meanwhile: what is left cannot be undone as a whole.
	housetest.Done(t, "struck", w.StrikeDuty(saule, site, hers))
	housetest.Refused(t, w.UndoSwap(saule, site, id), pana.Conflict, "swap.over")
	// Dina is there at noon already: the turn would meet hers.
	w.planned("dina", one, "18:00", "22:00")
	meets := offer(day, "erlan", "dina", "")
	w.later()
	housetest.Refused(t, w.AcceptDuty(w.As("dina"), site, meets), pana.Conflict, "roster.twice")
	housetest.Done(t, "taken back", w.DeclineDuty(w.As("erlan"), site, meets))
	// Timur keeps the night here no more: nothing of his is taken, and nothing given to him.
	late := offer(day, "erlan", "timur", "")
	w.later()
	housetest.Done(t, "an accountant", w.House.Grant(saule, w.Staff("timur"), pana.Grant{Role: pana.Accountant}))
	housetest.Done(t, "not at night", w.House.Revoke(saule, w.Staff("timur"), pana.Grant{Role: pana.NightDuty, Site: site}))
	if err := w.AcceptDuty(w.As("timur"), site, late); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("he works here no more: %v", err)
	}
	// An offer that stands no more is in nobody's way.
	if len(w.swapsOf("erlan").Mine) != 0 {
		t.Error("an offer to somebody who works here no more waits")
	}
	housetest.Done(t, "taken back", w.DeclineDuty(w.As("erlan"), site, late))
	again := offer(day, "erlan", "gulnar", "")
	w.Clock.Advance(3 * 24 * time.Hour)
	housetest.Refused(t, w.AcceptDuty(w.As("gulnar"), site, again), pana.Conflict, "swap.over")
	housetest.Refused(t, w.OfferDuty(w.As("erlan"), site, day, w.Staff("gulnar"), ""), pana.Conflict, "swap.begun")
}

// Whatever is offered, taken, exchanged and undone: there are the same turns at the same
// times, and nobody has two at once.
func TestSwapsNeitherMakeNorLoseTurns(t *testing.T) {
	w := open(t)
	site, today := w.Shelter.ID, w.House.Today(w.House.Now())
	names := []string{"timur", "erlan", "dina"}
	for i := range 6 {
		w.planned(names[i%3], today.AddDays(1+i/2), []string{"09:00", "21:00"}[i%2], []string{"21:00", "09:00"}[i%2])
	}
	rapid.Check(t, func(t *rapid.T) {
		r, err := w.Roster(w.As("saule"), site, "")
		if err != nil || len(r.Duties) != 6 {
			t.Fatalf("%d turns, %v", len(r.Duties), err)
		}
		for i, a := range r.Duties {
			for _, b := range r.Duties[i+1:] {
				if a.Staff == b.Staff && a.On == b.On && a.Starts == b.Starts {
					t.Fatalf("two turns at once: %+v and %+v", a, b)
				}
			}
		}
		who := rapid.SampledFrom(names).Draw(t, "who")
		seen := w.swapsOf(who)
		w.later()
		switch rapid.SampledFrom([]string{"offer", "offer", "yes", "yes", "no", "undo"}).Draw(t, "what") {
		case "offer":
			d, to, back := rapid.SampledFrom(r.Duties).Draw(t, "turn"), rapid.SampledFrom(names).Draw(t, "to"), rapid.SampledFrom(r.Duties).Draw(t, "back").ID
			if rapid.Bool().Draw(t, "alone") {
				back = ""
			}
			_ = w.OfferDuty(w.As(who), site, d.ID, w.Staff(to), back)
		case "yes":
			if len(seen.Hers) > 0 {
				_ = w.AcceptDuty(w.As(who), site, seen.Hers[0].ID)
			}
		case "no":
			if all := append(seen.Hers, seen.Mine...); len(all) > 0 {
				housetest.Done(w.t, "no", w.DeclineDuty(w.As(who), site, all[0].ID))
			}
		case "undo":
			if done := w.swapsOf("saule").Done; len(done) > 0 {
				_ = w.UndoSwap(w.As("saule"), site, done[0].ID)
			}
		}
	})
}
