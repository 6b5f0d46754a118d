package house

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func TestFiveTriesAreFreeAndThenEachWaitsLonger(t *testing.T) {
	g, now := newThrottle(), noon
	for i := range 5 {
		if wait := g.try("dina", "192.0.2.1", now); wait != 0 {
			t.Fatalf("try %d waits %v", i+1, wait)
		}
	}
	for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60} {
		want *= time.Second
		wait := g.try("dina", "192.0.2.1", now)
		if wait != want {
			t.Fatalf("waits %v, not %v", wait, want)
		}
		if again := g.try("dina", "192.0.2.1", now.Add(wait/2)); again != wait-wait/2 {
			t.Fatalf("asking again made the wait %v", again)
		}
		now = now.Add(wait)
		if wait := g.try("dina", "192.0.2.1", now); wait != 0 {
			t.Fatalf("still waits %v", wait)
		}
	}
	now = now.Add(forgiven + time.Second)
	for i := range 5 {
		if wait := g.try("dina", "192.0.2.1", now); wait != 0 {
			t.Fatalf("after a quiet quarter of an hour try %d waits %v", i+1, wait)
		}
	}
}

func TestFiveAMinuteGoOnForever(t *testing.T) {
	g, now := newThrottle(), noon
	for i := range 100 {
		if wait := g.try("dina", "192.0.2.1", now); wait != 0 {
			t.Fatalf("try %d waits %v", i+1, wait)
		}
		now = now.Add(13 * time.Second)
	}
}

func TestWhoIsSlowedAndWhoIsNot(t *testing.T) {
	guess := func(g *throttle, account, address string) {
		for range 5 {
			g.try(account, address, noon)
		}
	}
	for _, tt := range []struct {
		name             string
		before           func(*throttle)
		account, address string
		waits            bool
	}{
		{"the same account from elsewhere", func(g *throttle) { guess(g, "timur", "192.0.2.1") }, "timur", "192.0.2.2", true},
		{"another account from the same address", func(g *throttle) { guess(g, "timur", "192.0.2.1") }, "dina", "192.0.2.1", true},
		{"another account from elsewhere", func(g *throttle) { guess(g, "timur", "192.0.2.1") }, "dina", "192.0.2.2", false},
		{"the same account at the house's own machine", func(g *throttle) { guess(g, "timur", "192.0.2.1") }, "timur", "[::1]:5050", false},
		{"where he has signed in before", func(g *throttle) {
			g.right("timur", "192.0.2.9:1", noon)
			guess(g, "timur", "192.0.2.1")
		}, "timur", "192.0.2.9:2", false},
		{"another port of the same address", func(g *throttle) { guess(g, "timur", "192.0.2.1:1000") }, "dina", "192.0.2.1:2000", true},
		{"the same network of the sixth version", func(g *throttle) { guess(g, "timur", "[2001:db8::1]:5") }, "dina", "[2001:db8::2]:6", true},
		{"an old address written the new way", func(g *throttle) { guess(g, "timur", "192.0.2.1") }, "dina", "[::ffff:192.0.2.1]:6", true},
		{"himself, once he was right", func(g *throttle) { guess(g, "timur", "192.0.2.1"); g.right("timur", "192.0.2.1", noon) }, "timur", "192.0.2.1", false},
	} {
		g := newThrottle()
		tt.before(g)
		if wait := g.try(tt.account, tt.address, noon); (wait > 0) != tt.waits {
			t.Errorf("%s waits %v", tt.name, wait)
		}
	}
}

func TestNobodyWaitsLongerThanAMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, now := newThrottle(), noon
		for range rapid.IntRange(1, 200).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(-100_000, 100_000).Draw(t, "later")) * time.Millisecond)
			account := fmt.Sprint("account ", rapid.IntRange(0, 2).Draw(t, "account"))
			address := fmt.Sprint("192.0.2.", rapid.IntRange(0, 2).Draw(t, "address"))
			if wait := g.try(account, address, now); wait > longestWait {
				t.Fatalf("waits %v", wait)
			}
		}
	})
}

func TestTheThrottleDoesNotGrowForever(t *testing.T) {
	g, now := newThrottle(), noon
	for i := range 3 * mostTries {
		g.try(fmt.Sprint(i), fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), now)
		now = now.Add(time.Millisecond)
	}
	if n := len(g.buckets) + len(g.older); n > 2*mostTries {
		t.Errorf("%d buckets", n)
	}
}

func TestNoStrangerGuessesMoreThanFiveHundredTimesADayAtOneName(t *testing.T) {
	for _, addresses := range []int{1, 40, 4000} {
		g, now, tries := newThrottle(), noon, []time.Time{}
		for i := 0; now.Before(noon.Add(72 * time.Hour)); i++ {
			if g.tryName("timur", fmt.Sprintf("10.0.%d.%d", i%addresses>>8, i%addresses&255), now) == 0 {
				tries = append(tries, now)
			}
			if i%500 == 0 { // he himself comes in from where he never was, and forgives no day
				g.right("timur", "192.0.2.9", now)
			}
			now = now.Add(5 * time.Second)
		}
		for first, last := 0, 0; last < len(tries); last++ {
			for tries[last].Sub(tries[first]) > 24*time.Hour {
				first++
			}
			if n := last - first + 1; n > 500 {
				t.Fatalf("from %d addresses %d tries in a day", addresses, n)
			}
		}
		if len(tries) < 100 {
			t.Errorf("from %d addresses %d tries only", addresses, len(tries))
		}
	}
}

func TestWhoeverGuessesKeepsNobodyOut(t *testing.T) {
	g, now := newThrottle(), noon
	g.right("timur", "192.0.2.9", now)
	for range 24 * 60 * 12 {
		g.tryName("timur", "198.51.100.1", now)
		now = now.Add(5 * time.Second)
	}
	for _, address := range []string{"127.0.0.1:5050", "192.0.2.9:1"} {
		if wait := g.tryName("timur", address, now); wait != 0 {
			t.Errorf("at %s he waits %v", address, wait)
		}
	}
	if wait := g.tryName("dina", "192.0.2.20", now); wait != 0 {
		t.Errorf("another name waits %v", wait)
	}
	if wait := g.try("passkey at 192.0.2.30", "192.0.2.30", now); wait != 0 {
		t.Errorf("a passkey waits %v", wait)
	}
	// From where he never was he waits for a turn, and the guesser does not take it.
	for i := 0; ; i++ {
		if g.tryName("timur", "192.0.2.30", now) == 0 {
			break
		}
		if i > 5*12 {
			t.Fatal("from elsewhere he waits longer than five minutes")
		}
		now = now.Add(5 * time.Second)
		g.tryName("timur", "198.51.100.1", now)
	}
	// Once in, he comes in again.
	g.right("timur", "192.0.2.30", now)
	if wait := g.tryName("timur", "192.0.2.30", now); wait != 0 {
		t.Errorf("a second time he waits %v", wait)
	}
}

func TestAClockSetBackMakesNobodyWaitForADay(t *testing.T) {
	g := newThrottle()
	for i := range 100 {
		g.tryName("timur", fmt.Sprint("192.0.2.", i), noon)
	}
	for i := range 200 {
		now := noon.Add(-time.Duration(i) * time.Hour)
		if wait := g.tryName("timur", "192.0.2.200", now); wait > eachPlace {
			t.Fatalf("waits %v", wait)
		}
	}
}
