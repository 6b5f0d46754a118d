package house_test

import (
	"context"
	"errors"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/seal"
)

func pairOf(second string) house.Pair {
	return house.Pair{Passphrase: housetest.Passphrase("saule"), Second: house.Entry{Name: second, Passphrase: housetest.Passphrase(second), Address: "127.0.0.1"}}
}

func TestTwoTogetherOpenEveryCircleForAsLongAsTheActLasts(t *testing.T) {
	w := housetest.Open(t)
	saule := w.As("saule")
	if seal.RingFrom(saule).Has(w.Shelter.ID, pana.Therapy) {
		t.Fatal("the director reads therapy words alone")
	}
	var ring *seal.Ring
	err := w.House.Together(saule, w.Shelter.ID, pairOf("Marat"), func(ctx context.Context, second pana.Actor) error {
		ring = seal.RingFrom(ctx)
		if !ring.Has(w.Shelter.ID, pana.Therapy) || ring.Has(w.Centre.ID, pana.Therapy) {
			t.Error("the ring of two opens too little or too much")
		}
		if second.Staff != w.Staff("marat") || !second.Is(pana.Deputy) || pana.ActorFrom(ctx).Staff != w.Staff("saule") {
			t.Errorf("the second is %+v", second)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if ring.Has(w.Shelter.ID, pana.Therapy) {
		t.Error("the ring of two outlives the act")
	}
}

func TestWhatTheActReturnsComesBackAndTheRingIsGoneThenToo(t *testing.T) {
	w := housetest.Open(t)
	failed := errors.New("the act failed")
	var ring *seal.Ring
	err := w.House.Together(w.As("saule"), w.Shelter.ID, pairOf("Marat"), func(ctx context.Context, _ pana.Actor) error {
		ring = seal.RingFrom(ctx)
		return failed
	})
	if !errors.Is(err, failed) || ring.Has(w.Shelter.ID, pana.Therapy) {
		t.Errorf("%v", err)
	}
}

func TestInAHouseThatOnePersonLeadsNobodyIsTheSecond(t *testing.T) {
	h, _ := housetest.Empty(t, housetest.NewClock())
	founding := housetest.Founding()
	founding.Deputy = house.NewPerson{}
	ctx := context.Background()
	if err := h.Found(ctx, founding, nil); err != nil {
		t.Fatal(err)
	}
	cookie, _, err := h.SignIn(ctx, house.Entry{Name: "Saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	saule, _, err := h.Resume(ctx, cookie)
	if err != nil {
		t.Fatal(err)
	}
	site := h.SiteList()[0].ID
	if mine, two, err := h.MaySupervise(saule, site); err != nil || !mine || two {
		t.Errorf("mine %v, two %v, %v", mine, two, err)
	}
	err = h.Together(saule, site, pairOf("Saule"), func(context.Context, pana.Actor) error { t.Error("opened alone"); return nil })
	if e, ok := errors.AsType[*pana.Error](err); !ok || e.Say != "together.alone" {
		t.Errorf("%v", err)
	}
}
