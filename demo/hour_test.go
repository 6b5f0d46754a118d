package demo_test

import (
	"testing"
	"time"

	"example.org/pana/demo"
)

// What happens at a fixed hour must not overtake what comes before it, at whatever
// minute somebody looks: seconds after an hour in the tale, the next ones are still to
// come.
func TestTheInventedHouseIsBuiltSecondsAfterAnyHourOfItsTale(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	for _, hour := range []string{"07:50", "19:50", "19:56", "20:00"} {
		t.Run(hour, func(t *testing.T) {
			t.Parallel()
			at, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-26 "+hour, zone)
			if err != nil {
				t.Fatal(err)
			}
			w, err := demo.Build(t.Context(), demo.Options{Dir: t.TempDir(), Seed: 1, Clock: func() time.Time { return at.Add(20 * time.Second) }})
			if err != nil {
				t.Fatalf("looked at twenty seconds after %s: %v", hour, err)
			}
			w.House.Close()
		})
	}
}
