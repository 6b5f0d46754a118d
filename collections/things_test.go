package collections_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
)

func TestAThingLiesWhereItIsSaidToLie(t *testing.T) {
	w := open(t)
	w.gives(w.col, 100_00, "")
	id := w.ropes(w.buys(w.col, 10_00, "Ropes"), 6)
	arman := w.As("arman")
	from := w.thing(id, "arman").Places[0].ID
	shelter := collections.Spot{Site: w.Shelter.ID}
	housetest.Refused(t, w.MoveThing(arman, id, from, 2, shelter), pana.Invalid, "things.site.other")
	housetest.Refused(t, w.MoveThing(arman, id, from, 7, collections.Spot{Site: w.Centre.ID, State: "worn"}), pana.Conflict, "things.few")
	housetest.Refused(t, w.MoveThing(arman, id, from, -1, collections.Spot{Site: w.Centre.ID, State: "worn"}), pana.Conflict, "things.few")
	housetest.Refused(t, w.MoveThing(arman, id, "nowhere", 1, shelter), pana.Invalid, "things.place.missing")
	housetest.Refused(t, w.MoveThing(arman, id, from, 1, collections.Spot{Site: w.Centre.ID, State: "new", Where: "Cupboard in the hall"}), pana.Invalid, "things.same")
	housetest.Refused(t, w.MoveThing(arman, id, from, 1, collections.Spot{}), pana.Invalid, "things.site.missing")
	housetest.Done(t, "two are worn", w.MoveThing(arman, id, from, 2, collections.Spot{Site: w.Centre.ID, State: "worn"}))
	w.Clock.Advance(time.Second)
	housetest.Done(t, "one to the shelter", w.MoveThing(w.As("vera"), id, from, 1, shelter))
	w.Clock.Advance(time.Second)
	housetest.Refused(t, w.LoseThing(arman, id, from, 1, ""), pana.Invalid, "things.gone.missing")
	housetest.Done(t, "one is lost", w.LoseThing(arman, id, from, 1, "lost"))
	w.Clock.Advance(time.Second)
	if p := w.thing(id, "arman"); p.Here() != 4 || p.Gone != 1 || len(p.Places) != 2 {
		t.Errorf("at the centre there are %+v", p.Thing)
	}
	p := w.thing(id, "vera")
	if p.Here() != 5 || p.Came != 6 || len(p.Moves) != 4 {
		t.Errorf("in all there are %+v, %d lines", p.Thing, len(p.Moves))
	}
	housetest.Done(t, "found again", w.TakeBackMove(arman, id, p.Moves[0].ID))
	housetest.Refused(t, w.TakeBackMove(arman, id, p.Moves[0].ID), pana.Conflict, "things.line.stands")
	housetest.Refused(t, w.TakeBackMove(arman, id, p.Moves[3].ID), pana.Conflict, "things.line.stands")
	if p := w.thing(id, "vera"); p.Here() != 6 || p.Gone != 0 {
		t.Errorf("found again: %+v", p.Thing)
	}
	// Now there is one at the shelter: Lena sees that one and no more.
	lena := w.thing(id, "lena")
	if lena.Here() != 1 || len(lena.Moves) != 1 || len(lena.Uses) != 0 || lena.Move {
		t.Errorf("Lena sees %+v", lena)
	}
	housetest.Refused(t, w.MoveThing(w.As("lena"), id, lena.Places[0].ID, 1, shelter), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.LoseThing(w.As("dina"), id, from, 1, "lost"), pana.Invalid, "things.place.missing")
}

func TestUsesSayByWhomAndForWhatAndNobodyElse(t *testing.T) {
	w := open(t)
	w.gives(w.col, 100_00, "")
	id := w.ropes(w.buys(w.col, 10_00, "Ropes"), 6)
	arman := w.As("arman")
	use := func(u collections.Used) error { u.Thing = id; return errOf(w.Use(arman, u)) }
	housetest.Refused(t, use(collections.Used{}), pana.Invalid, "things.activity.missing")
	housetest.Refused(t, use(collections.Used{Activity: "war"}), pana.Invalid, "codes.unknown")
	housetest.Refused(t, use(collections.Used{Activity: "sport", Times: 101}), pana.Invalid, "record.between")
	housetest.Refused(t, use(collections.Used{Activity: "sport", On: "2026-11-24"}), pana.Invalid, "date.future")
	housetest.Refused(t, use(collections.Used{Activity: "sport", Note: "With KZ-26-417"}), pana.Invalid, "collections.code")
	housetest.Refused(t, use(collections.Used{Activity: "sport", Site: w.Shelter.ID}), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Use(w.As("lena"), collections.Used{Thing: id, Activity: "sport"})), pana.NotFound, "record.absent")
	housetest.Refused(t, errOf(w.Use(w.As("vera"), collections.Used{Thing: id, Activity: "sport"})), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Use(w.As("saule"), collections.Used{Thing: id, Site: w.Shelter.ID, Activity: "sport"})), pana.Conflict, "things.use.none")
	housetest.Done(t, "used", use(collections.Used{Activity: "sport"}))
	x := w.thing(id, "arman").Uses[0]
	housetest.Done(t, "Saule takes it back", w.TakeBackUse(w.As("saule"), id, x.ID))
	if p := w.thing(id, "arman"); p.Thing.Uses != 0 || len(p.Uses) != 2 {
		t.Errorf("taken back: %+v", p.Uses)
	}
	housetest.Refused(t, w.TakeBackUse(arman, id, "nothing"), pana.NotFound, "record.absent")
}

// What is read by those who meet no file has no code of one in it, however it is
// written; ordinary figures pass.
func TestNoTextHereBearsTheCodeOfAFile(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	for _, text := range []string{"For KZ-26-417", "kz 26 417", "КZ‑26‑417", "KZ–26–417", "(KZ26-417)", "AB-25-10234", "KZ\u200b-26-417", "ＫZ-２６-417", "KZ - 26 - 417"} {
		housetest.Refused(t, errOf(w.Open(vera, collections.NewCollection{Title: text})), pana.Invalid, "collections.code")
		housetest.Refused(t, w.WriteLetter(vera, w.col, collections.Result, "en", text, 0), pana.Invalid, "collections.code")
		housetest.Refused(t, w.Suggest(vera, collections.NewSuggestion{What: text}), pana.Invalid, "collections.code")
		housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1, What: text})), pana.Invalid, "collections.code")
	}
	for _, text := range []string{"12 500 tenge for 26 children", "School 25, room 417", "25-417", "с 12-13 сентября", "На 25 417 тенге", "+7 701 555 04 04"} {
		housetest.Done(t, text, errOf(w.Open(vera, collections.NewCollection{Title: text})))
		w.Clock.Advance(time.Second)
	}
	housetest.Refused(t, errOf(w.Open(vera, collections.NewCollection{Title: " "})), pana.Invalid, "collections.title.missing")
	housetest.Refused(t, errOf(w.Open(vera, collections.NewCollection{Title: "x", Term: "1999-winter"})), pana.Invalid, "codes.unknown")
	housetest.Refused(t, errOf(w.Open(vera, collections.NewCollection{Title: "x", Currency: "XXX"})), pana.Invalid, "codes.unknown")
}
