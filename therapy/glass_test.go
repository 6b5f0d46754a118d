package therapy_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
	"example.org/pana/therapy"
)

func breaking(reason string) therapy.Breaking {
	return therapy.Breaking{Reason: reason, Pair: house.Pair{Passphrase: housetest.Passphrase("saule"), Second: marat()}}
}

func TestTwoOpenPrivateNotesOnceAndTheAuthorIsTold(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Write(w.As("gulnar"), a.Client, casework.NewNote{Text: "She named the bridge.", Told: "The bridge at night."})
	w.must(err)
	saule := w.As("saule")
	if _, mine, two, err := w.CouldBreak(saule, a.Code); err != nil || !mine || !two {
		t.Fatalf("Saule could: %v %v %v", mine, two, err)
	}
	got, err := w.Break(saule, a.Code, breaking("She has been gone since noon."))
	w.must(err)
	if len(got.Notes) != 1 || got.Notes[0].Text != "She named the bridge." || got.Notes[0].Told != "The bridge at night." || got.Notes[0].By != w.Staff("gulnar") {
		t.Fatalf("behind the glass: %+v", got.Notes)
	}
	// The next look is as closed as before.
	f, err := w.files.Open(saule, a.Code)
	w.must(err)
	if len(f.Timeline) != 0 {
		t.Error("the notes stayed open")
	}
	for _, name := range []string{"saule", "dina"} {
		h, err := w.files.Trail(w.As(name), a.Code)
		w.must(err)
		told := false
		for _, l := range h.Changed {
			told = told || l.Act == policy.BreakGlass && l.Staff == w.Staff("saule")
		}
		if !told {
			t.Errorf("the trail does not tell %s", name)
		}
	}
	told, err := w.Told(w.As("gulnar"))
	w.must(err)
	if len(told) != 1 || told[0].Code != a.Code || told[0].First != w.Staff("saule") || told[0].Second != w.Staff("marat") {
		t.Fatalf("Gulnar is told %+v", told)
	}
	p, err := w.Private(w.As("gulnar"), a.Code)
	w.must(err)
	if len(p.Opened) != 1 || p.Opened[0].Reason != "She has been gone since noon." {
		t.Errorf("Gulnar reads %+v", p.Opened)
	}
	is(t, w.Heed(w.As("dina"), told[0].ID), pana.NotFound, "record.absent")
	w.must(w.Heed(w.As("gulnar"), told[0].ID))
	w.must(w.Heed(w.As("gulnar"), told[0].ID))
	if told, err = w.Told(w.As("gulnar")); err != nil || len(told) != 0 {
		t.Errorf("told again: %+v, %v", told, err)
	}
}

func TestOpeningNothingTellsTheTrailAllTheSame(t *testing.T) {
	w := open(t)
	a := w.cared()
	got, err := w.Break(w.As("saule"), a.Code, breaking("looking for a doctor's name"))
	w.must(err)
	if len(got.Notes) != 0 {
		t.Errorf("notes out of nothing: %+v", got.Notes)
	}
	if n := w.count(`SELECT COUNT(*) FROM trail WHERE act = $1 AND client_id = $2`, policy.BreakGlass, a.Client); n != 1 {
		t.Errorf("%d lines", n)
	}
	if told, err := w.Told(w.As("gulnar")); err != nil || len(told) != 0 {
		t.Errorf("nobody's notes were opened, and Gulnar is told %+v, %v", told, err)
	}
}

func TestWhoCannotBreakTheGlass(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Write(w.As("gulnar"), a.Client, casework.NewNote{Text: "private"})
	w.must(err)
	saule := w.As("saule")
	_, err = w.Break(saule, a.Code, breaking(" "))
	refused(t, err, "reason")
	_, err = w.Break(w.As("dina"), a.Code, breaking("curious"))
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Break(w.As("gulnar"), a.Code, breaking("my own"))
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Break(w.As("timur"), a.Code, breaking("the night"))
	is(t, err, pana.NotFound, "client.absent")

	wrongFirst, wrongSecond, unknown, alone := breaking("x"), breaking("x"), breaking("x"), breaking("x")
	wrongFirst.Passphrase = "not mine at all, this one"
	wrongSecond.Second.Passphrase = "not his at all, this one"
	unknown.Second.Name = "Somebody"
	alone.Second = house.Entry{Name: "Saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}
	third := breaking("x")
	third.Second = house.Entry{Name: "Dina", Passphrase: housetest.Passphrase("dina"), Address: "127.0.0.1"}
	for _, b := range []therapy.Breaking{wrongFirst, wrongSecond, unknown} {
		_, err := w.Break(saule, a.Code, b)
		is(t, err, pana.Forbidden, "signin.wrong")
		w.Clock.Advance(20 * time.Minute)
		saule = w.As("saule")
	}
	_, err = w.Break(saule, a.Code, alone)
	is(t, err, pana.Conflict, "together.two")
	_, err = w.Break(saule, a.Code, third)
	is(t, err, pana.Conflict, "together.two")
	w.must(w.files.SetConflict(w.As("dina"), a.Client, w.Staff("marat")))
	_, err = w.Break(saule, a.Code, breaking("x"))
	is(t, err, pana.Conflict, "together.two")
	if n := w.count(`SELECT COUNT(*) FROM therapy_openings`); n != 0 {
		t.Errorf("%d openings of what stayed closed", n)
	}
}

func TestGuessesAtTheGlassAreSlowedAsAtTheDoor(t *testing.T) {
	w := open(t)
	a := w.cared()
	b := breaking("x")
	b.Second.Passphrase = "not his at all, this one"
	slowed := false
	for range 8 {
		_, err := w.Break(w.As("saule"), a.Code, b)
		if e, ok := err.(*pana.Error); ok && e.Say == "signin.wait" {
			slowed = true
		}
	}
	if !slowed {
		t.Error("eight wrong passphrases in a row and nobody had to wait")
	}
}
