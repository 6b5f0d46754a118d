package house_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

func TestTwoPeopleEndTheWorkOfAHouseAndBeginItAgain(t *testing.T) {
	w := housetest.Open(t)
	one := both()
	one.Second.Name = ""
	if err := w.House.CloseHouse(w.As("saule"), house.Agreeing{Pair: one}); sentenceKey(err) != "agree.second" {
		t.Errorf("nobody beside her: %v", err)
	}
	if err := w.House.ReopenHouse(w.As("saule"), house.Agreeing{Pair: both()}); sentenceKey(err) != "house.close.already" {
		t.Errorf("begun again before it ended: %v", err)
	}
	if err := w.House.CloseHouse(w.As("oleg"), house.Agreeing{Pair: both()}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("who keeps the machine: %v", err)
	}
	if err := w.House.CloseHouse(w.As("saule"), house.Agreeing{Pair: both()}); err != nil {
		t.Fatal(err)
	}
	w.Restart()
	if _, _, err := w.House.SignIn(t.Context(), entry("saule")); err != nil {
		t.Fatal(err)
	}
	saule := w.As("saule")
	s := w.House.Settings()
	s.Closed = ""
	if err := w.House.SetSettings(saule, s, w.House.SettingsVersion()); sentenceKey(err) != "house.readonly" {
		t.Errorf("one person begins it again by a setting: %v", err)
	}
	if _, _, err := w.House.AddStaff(saule, house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Deputy}}}); err != nil {
		t.Errorf("nobody can be let in to read: %v", err)
	}
	if err := policy.Check(pana.ActorFrom(w.As("dina")), policy.RecordArrival, policy.Subject{}); err == nil {
		t.Error("a woman is taken in by a closed house")
	}
	if err := w.House.ReopenHouse(saule, house.Agreeing{Pair: both()}); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SetSettings(w.As("saule"), w.House.Settings(), w.House.SettingsVersion()); err != nil {
		t.Errorf("the house does not work again: %v", err)
	}
}
