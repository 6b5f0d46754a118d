package night_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
)

func (w *world) away(who string) []night.Out {
	w.t.Helper()
	list, err := w.Away(w.As(who), w.Shelter.ID)
	housetest.Done(w.t, who+" looks who is out", err)
	return list
}

func TestWhoGoesOutIsMissedWhenSheIsNotBack(t *testing.T) {
	w := open(t)
	housetest.Done(t, "the steps of the house", w.WritePage(w.As("saule"), w.Shelter.ID, night.NotBack, 0, "Call her phone.\n\nCall the one on call."))
	housetest.Done(t, "goes", w.GoOut(w.As("timur"), w.aliya, 0, night.NewOut{Expected: "18:30", Where: "the market"}))
	housetest.Done(t, "so does Zarina, and says nothing", w.GoOut(w.As("timur"), w.zarina, 0, night.NewOut{}))
	list := w.away("timur")
	if len(list) != 2 || list[0].Client != w.aliya || list[0].Late(w.House.Now()) || list[1].Expected != 0 {
		t.Errorf("out: %+v", list)
	}
	w.Clock.Advance(10 * time.Hour)
	list = w.away("dina")
	if !list[0].Late(w.House.Now()) || list[1].Late(w.House.Now()) {
		t.Errorf("late: %+v", list)
	}
	housetest.Done(t, "the second step", w.TakeStep(w.As("timur"), w.aliya, 2))
	w.later()
	housetest.Done(t, "once", w.TakeStep(w.As("timur"), w.aliya, 2))
	housetest.Refused(t, w.TakeStep(w.As("timur"), w.aliya, 3), pana.Invalid, "codes.unknown")
	page, err := w.Page(w.As("timur"), w.Shelter.ID, night.NotBack)
	housetest.Done(t, "the page", err)
	housetest.Done(t, "other steps", w.WritePage(w.As("saule"), w.Shelter.ID, night.NotBack, page.Version, "Wait."))
	way, err := w.WayOf(w.As("timur"), w.codeOf[w.aliya])
	if err != nil || way.Out.Where != "the market" || len(way.Out.Steps) != 1 || way.Out.Steps[0].Text != "Call the one on call." || way.NotBack[0] != "Wait." {
		t.Errorf("her page: %+v %v", way, err)
	}
	housetest.Done(t, "is back", w.ComeBack(w.As("raushan"), w.aliya))
	housetest.Done(t, "is back still", w.ComeBack(w.As("dina"), w.aliya))
	housetest.Refused(t, w.TakeStep(w.As("timur"), w.aliya, 1), pana.Conflict, "night.out.back")
	if list = w.away("timur"); len(list) != 1 || list[0].Client != w.zarina {
		t.Errorf("still out: %+v", list)
	}
	housetest.Refused(t, w.GoOut(w.As("timur"), w.zarina, 0, night.NewOut{Expected: "22:00"}), pana.Conflict, "db.stale")
	housetest.Refused(t, w.GoOut(w.As("timur"), w.zarina, 1, night.NewOut{Day: "2026-11-20"}), pana.Invalid, "date.crossed")
	housetest.Refused(t, w.GoOut(w.As("kamila"), w.zarina, 1, night.NewOut{}), pana.NotFound, "client.absent")
}

// Whatever the clock of the wall says, she has gone by now, within the last day,
// and is expected after that, within the next.
func TestClockTimesMeanTheNearestMoment(t *testing.T) {
	zone := time.FixedZone("house", 5*3600)
	rapid.Check(t, func(r *rapid.T) {
		now := time.Date(2026, 11, 23, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 48*60).Draw(r, "minutes")) * time.Minute)
		clock := func(name string) string {
			m := rapid.IntRange(0, 24*60-1).Draw(r, name)
			return time.Date(2026, 1, 1, m/60, m%60, 0, 0, zone).Format("15:04")
		}
		o := night.NewOut{Went: clock("went"), Expected: clock("expected")}
		went, expected, err := night.Moments(o, now, zone)
		if err != nil {
			r.Fatalf("%+v: %v", o, err)
		}
		if went.After(now) || now.Sub(went) >= 24*time.Hour || went.In(zone).Format("15:04") != o.Went {
			r.Errorf("at %v %s was %v", now, o.Went, went)
		}
		if !expected.After(went) || expected.Sub(went) > 24*time.Hour || expected.In(zone).Format("15:04") != o.Expected {
			r.Errorf("gone at %v, %s is %v", went, o.Expected, expected)
		}
	})
}

func TestARollCallAsksForEveryPlaceAndKeepsOnlyCounts(t *testing.T) {
	w := open(t)
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("saule"), w.zarina, w.Staff("erlan")))
	housetest.Done(t, "a bed out of service", w.beds.TakeOutOfService(w.As("saule"), w.empty, "", ""))
	housetest.Done(t, "Aliya is out", w.GoOut(w.As("timur"), w.aliya, 0, night.NewOut{}))
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, string(w.room), false), pana.Conflict, "night.roll.over")
	housetest.Done(t, "the roll is called", w.CallRoll(w.As("erlan"), w.Shelter.ID))
	housetest.Done(t, "by two", w.CallRoll(w.As("timur"), w.Shelter.ID))
	c, err := w.Roll(w.As("erlan"), w.Shelter.ID)
	housetest.Done(t, "Erlan looks", err)
	places := c.Now.Rooms[0].Places
	if len(places) != 3 || places[0].Code == "" || !places[0].Out || places[1].Code != "" || places[2].Code != "" || places[1].Children != 0 {
		t.Errorf("a hidden bed is told from a closed one: %+v", places)
	}
	if all, found := c.Now.Counts(); all != 3 || found != 0 { // two beds and the room
		t.Errorf("%d places, %d found", all, found)
	}
	housetest.Done(t, "the hidden bed", w.Tick(w.As("erlan"), w.Shelter.ID, string(w.garden2), false))
	housetest.Done(t, "and the room", w.Tick(w.As("timur"), w.Shelter.ID, string(w.room), false))
	housetest.Done(t, "which was a slip", w.Tick(w.As("timur"), w.Shelter.ID, string(w.room), true))
	housetest.Refused(t, w.Tick(w.As("timur"), w.Shelter.ID, "nowhere", false), pana.Invalid, "codes.unknown")
	housetest.Done(t, "the end", w.EndRoll(w.As("timur"), w.Shelter.ID))
	housetest.Done(t, "of nothing", w.EndRoll(w.As("timur"), w.Shelter.ID))
	c, err = w.Roll(w.As("saule"), w.Shelter.ID)
	if err != nil || c.On || len(c.Before) != 1 || c.Before[0].Places != 3 || c.Before[0].Found != 1 {
		t.Errorf("what stays: %+v %v", c.Before, err)
	}
	if n := w.count(`SELECT COUNT(*) FROM roll_ticks`); n != 0 {
		t.Errorf("%d ticks stay", n)
	}
	housetest.Refused(t, w.CallRoll(w.As("lena"), w.Shelter.ID), pana.Forbidden, "policy.refused")
}

func TestThePagesOfTheHouseRestSealedAndNamesTheirNumbers(t *testing.T) {
	w := open(t)
	const text = "Ambulance: 103\nThe one who has the key, +7 000 000 00 07\nRing twice"
	housetest.Done(t, "the numbers", w.WritePage(w.As("saule"), w.Shelter.ID, night.Numbers, 0, text))
	if n := w.count(`SELECT COUNT(*) FROM house_pages WHERE CAST(words AS TEXT) LIKE '%Ambulance%'`); w.House.DB.Engine() == "sqlite" && n != 0 {
		t.Error("the page lies open in the store")
	}
	p, err := w.Page(w.As("timur"), w.Shelter.ID, night.Numbers)
	housetest.Done(t, "Timur reads", err)
	got := p.Numbers()
	want := []night.Number{{Who: "Ambulance", Number: "103"}, {Who: "The one who has the key", Number: "+7 000 000 00 07"}, {Who: "Ring twice"}}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("numbers %+v", got)
	}
	housetest.Refused(t, w.WritePage(w.As("saule"), w.Shelter.ID, night.Numbers, 0, "103"), pana.Conflict, "db.stale")
	housetest.Refused(t, w.WritePage(w.As("saule"), w.Shelter.ID, "else", 0, "x"), pana.Invalid, "codes.unknown")
	housetest.Refused(t, w.WritePage(w.As("timur"), w.Shelter.ID, night.Numbers, 1, "103"), pana.Forbidden, "policy.refused")
	_, err = w.Page(w.As("arman"), w.Shelter.ID, night.Numbers)
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
}
