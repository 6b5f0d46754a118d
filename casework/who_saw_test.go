package casework

import (
	"slices"
	"testing"
	"time"

	"example.org/pana"
)

func TestSheIsToldOnWhichDaysHerFileWasOpenAndToWhoseWork(t *testing.T) {
	w := open(t)
	a := w.come("timur", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	w.Clock.Advance(24 * time.Hour)
	if _, err := w.Open(w.As("dina"), a.Code); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Open(w.As("saule"), a.Code); err != nil {
		t.Fatal(err)
	}
	client, sights, err := w.WhoSaw(w.As("dina"), a.Code)
	if err != nil || client.Code != a.Code || len(sights) != 2 {
		t.Fatalf("%+v, %v", sights, err)
	}
	if !slices.Equal(sights[0].Roles, []pana.Role{pana.Director, pana.SocialWorker}) || sights[0].Left {
		t.Errorf("today: %+v", sights[0])
	}
	if !slices.Equal(sights[0].Names, []string{"Dina", "Saule"}) || !slices.Contains(sights[1].Names, "Timur") {
		t.Errorf("for the talk: %v and %v", sights[0].Names, sights[1].Names)
	}
	if !slices.Contains(sights[1].Roles, pana.NightDuty) || sights[1].Day >= sights[0].Day {
		t.Errorf("the day before: %+v", sights[1])
	}
	_, again, err := w.WhoSaw(w.As("dina"), a.Code)
	if err != nil || !slices.Contains(again[0].Roles, pana.SocialWorker) {
		t.Errorf("once more: %+v, %v", again, err)
	}
	if _, _, err := w.WhoSaw(w.As("timur"), a.Code); err == nil {
		t.Errorf("night duty gives it: %v", err)
	}
	if _, _, err := w.WhoSaw(w.As("erlan"), "KZ-26-000"); pana.KindOf(err) != pana.NotFound {
		t.Errorf("of nobody: %v", err)
	}
}
