package house_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

func TestAStoppedHouseDoesNothingByItself(t *testing.T) {
	h, _ := housetest.Empty(t, housetest.NewClock())
	synctest.Test(t, func(t *testing.T) {
		ctx, end := context.WithCancel(t.Context())
		go h.Work(ctx, house.Task{Name: "count", Every: time.Minute, Run: func(context.Context) error {
			t.Error("it ran in an empty house")
			return nil
		}})
		time.Sleep(time.Hour)
		end()
		synctest.Wait()
	})
}

func TestATaskGoesOnAfterItFailed(t *testing.T) {
	w := housetest.Open(t)
	w.As("saule")
	ctx, end := context.WithCancel(t.Context())
	defer end()
	runs := make(chan pana.StaffID)
	go w.House.Work(ctx, house.Task{Name: "count", Every: time.Millisecond, Run: func(ctx context.Context) error {
		runs <- pana.ActorFrom(ctx).Staff
		return errors.New("not today")
	}})
	for range 3 {
		if who := <-runs; who != house.Itself {
			t.Fatalf("%q acts, want the house itself", who)
		}
	}
}

func TestATaskGoesOnAfterItBroke(t *testing.T) {
	w := housetest.Open(t)
	w.As("saule")
	ctx, end := context.WithCancel(t.Context())
	defer end()
	runs := make(chan bool)
	go w.House.Work(ctx, house.Task{Name: "count", Every: time.Millisecond, Run: func(context.Context) error {
		runs <- true
		panic("not today")
	}})
	for range 3 {
		<-runs
	}
}
