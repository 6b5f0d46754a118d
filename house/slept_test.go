package house

import (
	"testing"
	"time"
)

func TestSleepIsFoundAlsoWhereBothClocksGoOnInIt(t *testing.T) {
	at := time.Date(2026, 11, 27, 23, 0, 0, 0, time.UTC)
	before := Reading{Wall: at, Run: time.Hour}
	for _, c := range []struct {
		what      string
		wall, run time.Duration
		through   bool
		want      time.Duration
	}{
		{"awake", 2 * time.Second, 2 * time.Second, false, 0},
		{"asleep", time.Hour, 2 * time.Second, false, time.Hour - 2*time.Second},
		{"awake and kept waiting", time.Hour, time.Hour, false, 0},
		{"asleep where the other clock goes on", time.Hour, time.Hour, true, time.Hour},
		{"awake where the other clock would go on", 2 * time.Second, 2 * time.Second, true, 2 * time.Second},
		{"set back", -time.Hour, 2 * time.Second, false, -time.Hour - 2*time.Second},
	} {
		if got := slept(before, Reading{Wall: at.Add(c.wall), Run: before.Run + c.run}, c.through); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestTheClocksOfThisMachineGoOnTogetherWhileItIsAwake(t *testing.T) {
	before := reading()
	time.Sleep(20 * time.Millisecond)
	now := reading()
	if now.Run <= before.Run || now.Wall != now.Wall.Round(0) {
		t.Errorf("%+v, then %+v", before, now)
	}
	if gap := slept(before, now, false); gap.Abs() > time.Minute {
		t.Errorf("awake for a moment looks like %v of sleep", gap)
	}
}
