package house_test

import (
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

func TestSettingsMadeFromAnOldPageAreRefused(t *testing.T) {
	w := housetest.Open(t)
	s, version := w.House.Settings(), w.House.SettingsVersion()
	s.Name = "New name"
	if err := w.House.SetSettings(w.As("oleg"), s, version); err != nil {
		t.Fatal(err)
	}
	s.Name = "Another name"
	err := w.House.SetSettings(w.As("saule"), s, version)
	if say(err) != "db.stale" || pana.KindOf(err) != pana.Conflict {
		t.Errorf("got %v", err)
	}
	if got := w.House.Settings().Name; got != "New name" {
		t.Errorf("the house is called %q", got)
	}
	w.Restart()
	w.As("saule")
	if got := w.House.Settings(); got.Name != "New name" || w.House.SettingsVersion() != version+1 {
		t.Errorf("after a restart %q of version %d", got.Name, w.House.SettingsVersion())
	}
}

func TestANightIsTheOneThatBeganYesterdayUntilNoon(t *testing.T) {
	w := housetest.Open(t)
	for _, tt := range []struct {
		name, at     string
		today, night pana.Date
	}{
		{"in the evening", "2026-11-23T21:00:00+05:00", "2026-11-23", "2026-11-23"},
		{"before midnight", "2026-11-23T23:59:59+05:00", "2026-11-23", "2026-11-23"},
		{"after midnight", "2026-11-24T00:00:00+05:00", "2026-11-24", "2026-11-23"},
		{"at three", "2026-11-24T03:12:00+05:00", "2026-11-24", "2026-11-23"},
		{"before noon", "2026-11-24T11:59:59+05:00", "2026-11-24", "2026-11-23"},
		{"at noon", "2026-11-24T12:00:00+05:00", "2026-11-24", "2026-11-24"},
		{"the first of a month", "2026-12-01T02:00:00+05:00", "2026-12-01", "2026-11-30"},
		{"while it is still yesterday in London", "2026-11-23T20:30:00Z", "2026-11-24", "2026-11-23"},
	} {
		now, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if today, night := w.House.Today(now), w.House.Tonight(now); today != tt.today || night != tt.night {
			t.Errorf("%s: today %s, tonight %s", tt.name, today, night)
		}
	}
}

func TestAStoppedHouseTellsNothing(t *testing.T) {
	w := housetest.Open(t)
	w.Restart()
	if w.House.Settings() != (house.Settings{}) || w.House.SiteList() != nil || w.House.Zone() != time.UTC {
		t.Error("memory holds something")
	}
	if _, err := w.House.Invited(t.Context(), "x"); say(err) != "house.stopped" {
		t.Errorf("got %v", err)
	}
	if err := w.House.AcceptInvitation(t.Context(), "x", housetest.Passphrase("dina")); say(err) != "house.stopped" {
		t.Errorf("got %v", err)
	}
}

func TestNumbersForClientsArePrintedAsTheHouseWroteThem(t *testing.T) {
	s := house.DefaultSettings()
	s.Name = "Test house"
	if s.Help != "" {
		t.Fatalf("numbers are preset: %q", s.Help)
	}
	for _, c := range []struct {
		name, in, want string
		ok             bool
	}{
		{"two lines, with an empty one between", "+7 000 000 00 01  the house\r\n\r\n+7 000 000 00 02", "+7 000 000 00 01 the house\n+7 000 000 00 02", true},
		{"more lines than a sheet has room for", strings.Repeat("1\n", 9), "", false},
		{"a character that turns the text round", "1\u202e2", "", false},
	} {
		got := s
		got.Help = c.in
		if err := got.Check(); (err == nil) != c.ok || c.ok && got.Help != c.want {
			t.Errorf("%s: %q, %v", c.name, got.Help, err)
		}
	}
}
