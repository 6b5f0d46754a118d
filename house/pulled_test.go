package house_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

// chooses changes the settings of the house by whoever leads it.
func chooses(t *testing.T, w *housetest.World, change func(*house.Settings)) error {
	t.Helper()
	set := w.House.Settings()
	change(&set)
	return w.House.SetSettings(w.As("saule"), set, w.House.SettingsVersion())
}

func TestAHouseStopsWhenItsStickIsPulled(t *testing.T) {
	w := housetest.Open(t)
	stick := filepath.Join(t.TempDir(), "key")
	choose := func() error { return chooses(t, w, func(s *house.Settings) { s.Stick = stick }) }
	if err := choose(); say(err) != "setup.stick" || field(err) != "stick" {
		t.Errorf("where nothing is: %v", err)
	}
	if err := os.WriteFile(stick, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := choose(); err != nil {
		t.Fatal(err)
	}
	before := trailed(t, w, policy.LockHouse)
	byItself(t, w, "pulled")
	byItself(t, w, "pulled")
	if w.House.State() != house.Started {
		t.Fatal("with its stick plugged in it stops")
	}
	if err := os.Remove(stick); err != nil {
		t.Fatal(err)
	}
	byItself(t, w, "pulled")
	if w.House.State() != house.Stopped || w.House.Vault.PageKey() != nil {
		t.Fatalf("the house is %s", w.House.State())
	}
	for _, head := range []string{"saule", "marat"} { // signing in starts it again, without the stick too
		if all := noticesOf(t, w, head, "notice.pulled"); len(all) != 1 || all[0].By != house.Itself {
			t.Errorf("%s is told %+v", head, all)
		}
	}
	if n := trailed(t, w, policy.LockHouse) - before; n != 1 {
		t.Errorf("the trail has %d lines of it", n)
	}
	byItself(t, w, "pulled")
	if w.House.State() != house.Started {
		t.Error("a stick that was not there at the start stops the house")
	}
	if err := chooses(t, w, func(s *house.Settings) { s.OnCallNote = "Saule, at any hour" }); err != nil {
		t.Errorf("something else is changed while the stick is away: %v", err)
	}
}

func TestAPathOfAStickIsWhole(t *testing.T) {
	w := housetest.Open(t)
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("key", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := chooses(t, w, func(s *house.Settings) { s.Stick = "key" }); say(err) != "setup.stick" {
		t.Errorf("half a path: %v", err)
	}
	set := w.House.Settings()
	set.Stick = filepath.Join(dir, "nothing")
	if err := w.House.SetSettings(w.As("dina"), set, w.House.SettingsVersion()); say(err) == "setup.stick" || err == nil {
		t.Errorf("whoever may not set it learns what is there: %v", err)
	}
}

func TestAHouseStopsWhenTheNetworkIsGoneIfItChoseTo(t *testing.T) {
	w := housetest.Open(t)
	w.As("saule")
	w.Online(true)
	byItself(t, w, "pulled")
	w.Online(false)
	for range 10 {
		byItself(t, w, "pulled")
	}
	if w.House.State() != house.Started {
		t.Fatal("a house that did not choose it stops")
	}
	if err := chooses(t, w, func(s *house.Settings) { s.Offline = "on" }); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		byItself(t, w, "pulled")
	}
	if w.House.State() != house.Started {
		t.Fatal("a network that was never there stops it")
	}
	w.Online(true)
	byItself(t, w, "pulled")
	w.Online(false)
	for range 4 {
		byItself(t, w, "pulled")
	}
	w.Online(true)
	byItself(t, w, "pulled")
	if w.House.State() != house.Started {
		t.Fatal("a cable that was put elsewhere stops it")
	}
	w.Online(false)
	for range 5 {
		byItself(t, w, "pulled")
	}
	if w.House.State() != house.Stopped {
		t.Fatal("it goes on without the network")
	}
	if all := noticesOf(t, w, "marat", "notice.offline"); len(all) != 1 {
		t.Errorf("who leads is told %+v", all)
	}
	if err := chooses(t, w, func(s *house.Settings) { s.Offline = "perhaps" }); say(err) != "setup.asleep" || field(err) != "offline" {
		t.Errorf("neither on nor off: %v", err)
	}
}
