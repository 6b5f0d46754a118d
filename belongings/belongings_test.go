package belongings_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/house/housetest"
)

func TestWhatIsTakenInGoesBackOnHerWordAtOnce(t *testing.T) {
	w := open(t)
	w.sleepsHere()
	k := w.keeps(belongings.NewKept{Kind: belongings.Paper, Place: "safe", What: "Паспорт", Note: "in a blue cover"})
	if k.Number != 1 || !k.Here() || k.Unasked() || k.What != "Паспорт" || k.Note != "in a blue cover" || k.On != today || k.Signed != "" {
		t.Errorf("kept: %+v", k)
	}
	housetest.Done(t, "both sign", w.SignKept(w.As("dina"), w.client, k.ID))
	housetest.Done(t, "once more", w.SignKept(w.As("dina"), w.client, k.ID))
	if k = w.kept(k.ID); k.Signed != today {
		t.Errorf("signed on %q", k.Signed)
	}
	// At night whoever is there gives it back, without reading a word of hers.
	night, err := w.Read(w.As("timur"), w.code)
	housetest.Done(t, "the night reads", err)
	if n, _ := night.Of(k.ID); !night.May.HandBack || n.What != "" || n.Kind != belongings.Paper || !night.Closed {
		t.Errorf("the night sees %+v", n)
	}
	housetest.Done(t, "given back at night", w.HandBack(w.As("timur"), w.client, k.ID, k.Version, belongings.NewHanded{Signed: true, Note: "at 3"}))
	housetest.Done(t, "once more", w.HandBack(w.As("timur"), w.client, k.ID, k.Version, belongings.NewHanded{}))
	k = w.kept(k.ID)
	if k.Here() || k.BackOn != today || len(k.Handed) != 1 || k.Handed[0].Signed != today || k.Handed[0].Note != "at 3" || k.Handed[0].Way != "hand" {
		t.Errorf("after it went back: %+v", k)
	}
}

func TestMoneyGoesBackInPartsAndNeverMoreThanIsLeft(t *testing.T) {
	w := open(t)
	k := w.keeps(belongings.NewKept{Kind: belongings.Money, Amount: 40_000})
	if k.Currency != "KZT" {
		t.Errorf("the currency is %q", k.Currency)
	}
	housetest.Refused(t, w.HandBack(w.As("dina"), w.client, k.ID, k.Version, belongings.NewHanded{Amount: 40_001}), pana.Invalid, "belongings.back.more")
	housetest.Done(t, "a part", w.HandBack(w.As("dina"), w.client, k.ID, k.Version, belongings.NewHanded{Amount: 15_000}))
	w.Clock.Advance(time.Second)
	housetest.Stale(t, w.HandBack(w.As("saule"), w.client, k.ID, k.Version, belongings.NewHanded{Amount: 15_000}), "amount")
	k = w.kept(k.ID)
	if k.Left() != 25_000 || !k.Here() {
		t.Errorf("after a part: %+v", k)
	}
	housetest.Done(t, "she signs later", w.SignHanded(w.As("dina"), w.client, k.Handed[0].ID))
	housetest.Done(t, "the rest", w.HandBack(w.As("dina"), w.client, k.ID, k.Version, belongings.NewHanded{}))
	if k = w.kept(k.ID); k.Here() || k.Left() != 0 || k.Handed[1].Amount != 25_000 || k.Handed[0].Signed != today {
		t.Errorf("after the rest: %+v", k)
	}
}

// However money is taken in and handed back, in whatever order and by whatever
// page: what went back and what is left are together what was taken in.
func TestNothingIsLostBetweenTakingInAndGivingBack(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		sum := rapid.Int64Range(1, 100_000).Draw(t, "sum")
		id, _, err := w.Keep(w.As("dina"), w.client, belongings.NewKept{Kind: belongings.Money, Amount: sum})
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 5).Draw(t, "times") {
			w.Clock.Advance(time.Second)
			k := w.kept(id)
			part, version := rapid.Int64Range(-5, sum+5).Draw(t, "part"), k.Version-int64(rapid.IntRange(0, 1).Draw(t, "older"))
			err := w.HandBack(w.As("dina"), w.client, id, version, belongings.NewHanded{Amount: part})
			fits := k.Here() && version == k.Version && part >= 0 && part <= k.Left()
			if (err == nil) != (fits || !k.Here()) {
				t.Fatalf("%d of %d from version %d of %d: %v", part, k.Left(), version, k.Version, err)
			}
		}
		k := w.kept(id)
		var back int64
		for _, h := range k.Handed {
			back += h.Amount
		}
		if back != k.Back || back+k.Left() != sum || k.Here() != (k.Left() > 0) {
			t.Fatalf("%d went back, %d are left of %d: %+v", back, k.Left(), sum, k)
		}
	})
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	w := open(t)
	k := w.keeps(belongings.NewKept{Kind: "bag"})
	other, code := w.comes()
	for name, c := range map[string]struct {
		n    belongings.NewKept
		kind pana.Kind
		say  string
	}{
		"nothing at all":             {belongings.NewKept{}, pana.Invalid, "belongings.kind.missing"},
		"a kind nobody knows":        {belongings.NewKept{Kind: "elephant"}, pana.Invalid, "codes.unknown"},
		"money without a sum":        {belongings.NewKept{Kind: belongings.Money}, pana.Invalid, "record.between"},
		"a passport worth something": {belongings.NewKept{Kind: belongings.Paper, Amount: 3}, pana.Invalid, "belongings.sum.unmeant"},
		"tomorrow":                   {belongings.NewKept{Kind: "bag", On: "2026-11-24"}, pana.Invalid, "date.future"},
		"a wish nobody has":          {belongings.NewKept{Kind: "bag", Wish: "because"}, pana.Invalid, "codes.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := w.Keep(w.As("dina"), w.client, c.n)
			housetest.Refused(t, err, c.kind, c.say)
		})
	}
	_, err := w.Give(w.As("dina"), w.client, belongings.NewGiven{})
	housetest.Refused(t, err, pana.Invalid, "belongings.given.missing")
	_, err = w.Give(w.As("dina"), w.client, belongings.NewGiven{Kind: "clothes", Amount: 500})
	housetest.Refused(t, err, pana.Invalid, "belongings.given.sum.unmeant")
	_, err = w.Give(w.As("dina"), w.client, belongings.NewGiven{Kind: "clothes", Quantity: -1})
	housetest.Refused(t, err, pana.Invalid, "record.between")
	housetest.Refused(t, w.HandBack(w.As("saule"), other, k.ID, 1, belongings.NewHanded{}), pana.NotFound, "record.absent")
	housetest.Refused(t, w.SignKept(w.As("saule"), other, k.ID), pana.NotFound, "record.absent")
	housetest.Refused(t, w.SignHanded(w.As("saule"), w.client, "no such thing"), pana.NotFound, "record.absent")
	housetest.Refused(t, w.HandBack(w.As("dina"), w.client, k.ID, 1, belongings.NewHanded{Way: "thrown"}), pana.Invalid, "codes.unknown")
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("saule"), other, w.Staff("dina")))
	_, hidden := w.Read(w.As("dina"), code)
	_, never := w.Read(w.As("dina"), "KZ-26-000")
	if hidden == nil || hidden.Error() != never.Error() {
		t.Errorf("hidden answers %v, never %v", hidden, never)
	}
}

func TestWhatSheIsGivenIsHers(t *testing.T) {
	w := open(t)
	_, err := w.Give(w.As("dina"), w.client, belongings.NewGiven{Kind: "clothes", Quantity: 2, What: "Жылы шалбар", Signed: true})
	housetest.Done(t, "clothes", err)
	w.Clock.Advance(time.Second)
	_, err = w.Give(w.As("dina"), w.client, belongings.NewGiven{Kind: belongings.PocketMoney, Amount: 3000})
	housetest.Done(t, "pocket money", err)
	p, err := w.Read(w.As("gulnar"), w.code)
	housetest.Done(t, "gulnar reads", err)
	if len(p.Given) != 2 || p.Given[0].Amount != 3000 || p.Given[0].Currency != "KZT" || p.Given[1].Quantity != 2 || p.Given[1].What != "Жылы шалбар" || p.Given[1].Signed != today {
		t.Errorf("given: %+v", p.Given)
	}
}

func TestTheSafeIsCountedWithoutAWord(t *testing.T) {
	w := open(t)
	w.keeps(belongings.NewKept{Kind: belongings.Paper, Place: "safe", What: "Паспорт"})
	bag := w.keeps(belongings.NewKept{Kind: "bag", Wish: "left"})
	list, err := w.Safe(w.As("dina"))
	housetest.Done(t, "dina counts", err)
	if len(list) != 2 || list[0].Code != w.code || list[0].Number != 2 || list[0].Wish != "left" || list[1].Place != "safe" || !list[1].Here {
		t.Errorf("the safe: %+v", list)
	}
	housetest.Done(t, "back", w.HandBack(w.As("dina"), w.client, bag.ID, bag.Version, belongings.NewHanded{}))
	if list, err = w.Safe(w.As("dina")); err != nil || len(list) != 1 {
		t.Errorf("after the bag went back: %+v, %v", list, err)
	}
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("saule"), w.client, w.Staff("gulnar")))
	if list, err = w.Safe(w.As("gulnar")); err != nil || len(list) != 0 {
		t.Errorf("Gulnar still counts %+v, %v", list, err)
	}
	// The teacher and the volunteer meet no file.
	for _, who := range []string{"kamila", "lena"} {
		if _, err := w.Safe(w.As(who)); err == nil {
			t.Errorf("%s counts the safe", who)
		}
	}
	if _, err := w.Read(w.As("timur"), w.code); !errors.As(err, new(*pana.Error)) {
		t.Errorf("someone who does not sleep here has things for the night: %v", err)
	}
}
