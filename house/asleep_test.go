package house_test

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// look runs the house's own look at the clocks once.
func look(t *testing.T, w *housetest.World) {
	t.Helper()
	byItself(t, w, "asleep")
}

// byItself runs one of the house's own tasks once.
func byItself(t *testing.T, w *housetest.World, name string) {
	t.Helper()
	for _, task := range w.House.Tasks() {
		if task.Name == name {
			if err := task.Run(pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return
		}
	}
	t.Fatalf("the house does nothing called %q by itself", name)
}

// stopsAsleep chooses whether the house stops when its machine has slept.
func stopsAsleep(t *testing.T, w *housetest.World, choice string) {
	t.Helper()
	set := w.House.Settings()
	set.Asleep = choice
	if err := w.House.SetSettings(w.As("saule"), set, w.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
}

func TestAHouseWhoseMachineSleptHasNoKeyInMemoryAndTellsWhoLeads(t *testing.T) {
	w := housetest.Open(t)
	stopsAsleep(t, w, "on")
	cookie, over := w.Cookie("dina"), w.House.Stopping()
	before := trailed(t, w, policy.LockHouse)
	look(t, w)
	w.Clock.Sleep(47 * time.Minute)
	look(t, w)
	if w.House.State() != house.Stopped {
		t.Fatalf("the house is %s", w.House.State())
	}
	if w.House.Vault.PageKey() != nil {
		t.Error("the page key is in memory")
	}
	select {
	case <-over:
	default:
		t.Error("open pages are not told")
	}
	if _, _, err := w.House.Resume(context.Background(), cookie); err == nil {
		t.Error("a session of before goes on")
	}
	for _, head := range []string{"saule", "marat"} {
		if all := noticesOf(t, w, head, "notice.asleep"); len(all) != 1 || all[0].N != 47 || all[0].By != house.Itself {
			t.Errorf("%s is told %+v", head, all)
		}
	}
	if all := noticesOf(t, w, "dina", "notice.asleep"); len(all) != 0 {
		t.Errorf("Dina, who leads nothing, is told %+v", all)
	}
	if n := trailed(t, w, policy.LockHouse) - before; n != 1 {
		t.Errorf("the trail has %d lines of it", n)
	}
	look(t, w)
	if w.House.State() != house.Started {
		t.Error("what was slept before the start stops the house again")
	}
}

func TestANapAClockSetBackAndTimeThatPassesStopNothing(t *testing.T) {
	w := housetest.Open(t)
	stopsAsleep(t, w, "on")
	for _, passes := range []struct {
		what string
		do   func()
	}{
		{"a nap", func() { w.Clock.Sleep(house.LongestNap) }},
		{"another nap", func() { w.Clock.Sleep(house.LongestNap) }},
		{"an hour awake", func() { w.Clock.Advance(time.Hour) }},
		{"a clock set back", func() { w.Clock.Set(w.Clock.Now().Add(-time.Hour)) }},
		{"a clock set right again by a little", func() { w.Clock.Set(w.Clock.Now().Add(time.Minute)) }},
	} {
		passes.do()
		look(t, w)
		if w.House.State() != house.Started {
			t.Fatalf("%s stops the house", passes.what)
		}
	}
	w.Clock.Set(w.Clock.Now().Add(time.Hour)) // looks like sleep, and harms nobody
	look(t, w)
	if w.House.State() != house.Stopped {
		t.Error("a clock set forward looks unlike sleep")
	}
}

func TestAHouseInFilesStopsAsleepUnlessItChoseOtherwise(t *testing.T) {
	w := housetest.Open(t)
	w.As("saule")
	if files := w.House.DB.Engine() != db.Postgres; w.House.StopsAsleep() != files {
		t.Errorf("kept in files: %v; stops: %v", files, w.House.StopsAsleep())
	}
	stopsAsleep(t, w, "off")
	w.Clock.Sleep(8 * time.Hour)
	look(t, w)
	if w.House.State() != house.Started {
		t.Error("a house that chose to go on stops")
	}
	stopsAsleep(t, w, "on")
	look(t, w)
	if w.House.State() != house.Started {
		t.Error("what was slept before it was chosen stops the house")
	}
	set := w.House.Settings()
	set.Asleep = "perhaps"
	if err := w.House.SetSettings(w.As("saule"), set, w.House.SettingsVersion()); say(err) != "setup.asleep" || field(err) != "asleep" {
		t.Errorf("neither on nor off: %v", err)
	}
}

func TestADiskThatWakesSlowlyIsToldAtTheNextStart(t *testing.T) {
	w := housetest.Open(t)
	if w.House.DB.Engine() == db.Postgres {
		t.Skip("one writer at a time only in files")
	}
	w.As("saule")
	busy, free := make(chan struct{}), make(chan struct{})
	written := make(chan error)
	go func() {
		written <- w.House.DB.Update(context.Background(), func(*db.Tx) error { close(busy); <-free; return nil })
	}()
	<-busy
	time.AfterFunc(time.Second, func() { close(free) })
	w.Clock.Sleep(time.Hour)
	look(t, w)
	<-written
	if w.House.State() != house.Stopped || w.House.Vault.PageKey() != nil {
		t.Fatal("the house waits for its disk with the key in memory")
	}
	for range 2 {
		if all := noticesOf(t, w, "marat", "notice.asleep"); len(all) != 1 || all[0].N != 60 {
			t.Errorf("Marat is told %+v", all)
		}
	}
}
