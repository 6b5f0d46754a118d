package youth_test

import (
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/youth"
)

// ropes are six skipping ropes that Vera bought from a gift, at a site.
func (w *world) ropes(site pana.SiteID, what string) collections.ThingID {
	w.t.Helper()
	vera := w.As("vera")
	col, err := w.gifts.Open(vera, collections.NewCollection{Title: "Ropes and paints"})
	w.must("a collection", err)
	_, err = w.gifts.Give(vera, col, collections.NewGift{Amount: 100_00})
	w.must("a gift", err)
	bought, err := w.gifts.Buy(vera, col, collections.NewPurchase{Amount: 60_00, What: what, Receipt: strings.NewReader("Receipt 17")})
	w.must("a purchase", err)
	id, err := w.gifts.AddThing(vera, bought, collections.NewThing{Kind: "sports", What: what, Quantity: 6, Spot: collections.Spot{Site: site, State: "new"}})
	w.must("ropes", err)
	return id
}

// uses is how often a thing was used as the book of things says, and in how many lines.
func (w *world) uses(id collections.ThingID) (times, lines int) {
	w.t.Helper()
	p, err := w.gifts.Thing(w.As("saule"), id)
	w.must("a thing", err)
	return p.Thing.Uses, len(p.Uses)
}

// with marks a lesson in which things were used, from the page as it stands.
func (w *world) with(who, key string, things ...collections.ThingID) error {
	w.t.Helper()
	s, err := w.Sheet(w.As(who), key)
	w.must("sheet", err)
	return w.MarkAll(w.As(who), key, youth.Marking{Topic: "Skipping", Things: things}, s.Lesson.Version)
}

func TestASkippingRopeGoesFromTheGiftToALesson(t *testing.T) {
	w := open(t)
	_, slot := w.group("Kites", "sport", 1, "2026-11-02")
	first, second := key(slot, "2026-11-09"), key(slot, "2026-11-16")
	rope, ball := w.ropes(w.Centre.ID, "Skipping rope"), w.ropes(w.Centre.ID, "Ball")
	away := w.ropes(w.Shelter.ID, "Kettle")
	offered := func(key string) (used []string) {
		t.Helper()
		s, err := w.Sheet(w.As("aizhan"), key)
		w.must("sheet", err)
		if len(s.Things) != 2 {
			t.Errorf("offered are %+v", s.Things)
		}
		for _, x := range s.Things {
			if x.Used {
				used = append(used, x.What)
			}
		}
		return used
	}
	if used := offered(first); len(used) != 0 {
		t.Errorf("used before the lesson: %v", used)
	}
	w.must("used", w.with("aizhan", first, rope, rope))
	w.must("saved again", w.with("aizhan", first, rope))
	if times, lines := w.uses(rope); times != 1 || lines != 1 {
		t.Errorf("the rope was used %d times in %d lines", times, lines)
	}
	p, err := w.gifts.Thing(w.As("arman"), rope)
	w.must("the rope", err)
	if u := p.Uses[0]; u.On != "2026-11-09" || u.Activity != "sport" || u.Site != w.Centre.ID || u.By != w.Staff("aizhan") || p.Title != "Ropes and paints" {
		t.Errorf("its use: %+v of %q", u, p.Title)
	}
	w.must("and in the next", w.with("aizhan", second, rope, ball))
	if times, _ := w.uses(rope); times != 2 {
		t.Errorf("in two lessons the rope was used %d times", times)
	}

	// Arman corrects what Aizhan wrote: it was the ball.
	w.must("it was the ball", w.with("arman", first, ball))
	if used := offered(first); len(used) != 1 || used[0] != "Ball" {
		t.Errorf("the corrected lesson used %v", used)
	}
	if times, lines := w.uses(rope); times != 1 || lines != 3 {
		t.Errorf("after the correction the rope was used %d times in %d lines", times, lines)
	}
	w.must("and the rope after all", w.with("aizhan", first, ball, rope))
	if times, _ := w.uses(rope); times != 2 {
		t.Errorf("put back, the rope was used %d times", times)
	}

	// Taken back at the thing's own page, it is not ticked in the lesson any more.
	p, err = w.gifts.Thing(w.As("arman"), ball)
	w.must("the ball", err)
	for _, u := range p.Uses {
		if u.On == "2026-11-16" {
			w.must("taken back", w.gifts.TakeBackUse(w.As("arman"), ball, u.ID))
		}
	}
	if used := offered(second); len(used) != 1 || used[0] != "Skipping rope" {
		t.Errorf("the second lesson used %v", used)
	}

	// What lies elsewhere is not used here, and then nothing of the page is written.
	housetest.Refused(t, w.with("aizhan", second, rope, away), pana.NotFound, "record.absent")
	housetest.Refused(t, w.with("saule", second, rope, away), pana.Conflict, "things.use.none")
	if used := offered(second); len(used) != 1 {
		t.Errorf("after what was refused the second lesson used %v", used)
	}
	// What was moved away stays ticked where it was used, and can be unticked.
	p, err = w.gifts.Thing(w.As("vera"), rope)
	w.must("the rope", err)
	w.must("moved", w.gifts.MoveThing(w.As("vera"), rope, p.Places[0].ID, 6, collections.Spot{Site: w.Shelter.ID}))
	if used := offered(second); len(used) != 1 || used[0] != "Skipping rope" {
		t.Errorf("after it was moved the second lesson used %v", used)
	}
	w.must("unticked", w.with("aizhan", second))
	if times, _ := w.uses(rope); times != 1 {
		t.Errorf("at last the rope was used %d times", times)
	}

	// The lines name the lesson and nobody who was in it.
	w.must("the rows", w.House.DB.View(w.As("saule"), func(tx *db.Tx) error {
		n, err := db.Get[int](w.As("saule"), tx, `SELECT COUNT(*) FROM thing_uses u JOIN youth_lessons l ON l.id = u.occasion`)
		if n != 5 {
			t.Errorf("%d lines name a lesson", n)
		}
		return err
	}))
}
