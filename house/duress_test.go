package house_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

const danger = "seven other words for the bad hour"

// forced is what somebody types who is forced to sign in.
func forced(name string) house.Entry {
	e := entry(name)
	e.Passphrase = danger
	return e
}

func setDanger(t *testing.T, w *housetest.World, name, passphrase string) {
	t.Helper()
	if err := w.House.SetDuress(w.As(name), passphrase); err != nil {
		t.Fatalf("%s sets a passphrase for danger: %v", name, err)
	}
}

// alarms are the notices about somebody in danger that name is told.
func alarms(t *testing.T, w *housetest.World, name string) (about []pana.StaffID) {
	t.Helper()
	for _, n := range told(t, w, name) {
		if n.Say == "notice.forced" {
			about = append(about, pana.StaffID(n.Object))
		}
	}
	return about
}

func TestWhoIsForcedStopsTheHouseAndIsAnsweredLikeAWrongPassphrase(t *testing.T) {
	w := housetest.Open(t)
	setDanger(t, w, "dina", danger)
	_, _, want := w.House.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: "not the right one at all"})
	if w.House.State() != house.Started {
		t.Fatal("a wrong passphrase stopped the house")
	}
	typed := w.Clock.Now()
	_, _, err := w.House.SignIn(t.Context(), forced("dina"))
	if say(err) != "signin.wrong" || err.Error() != want.Error() {
		t.Errorf("answered %v, a wrong one %v", err, want)
	}
	if got := w.House.State(); got != house.Stopped {
		t.Fatalf("the house is %v", got)
	}
	// Typed again at the stopped house: it stays stopped.
	w.Clock.Advance(2 * time.Minute)
	if _, _, err := w.House.SignIn(t.Context(), forced("dina")); say(err) != "signin.wrong" || w.House.State() != house.Stopped {
		t.Errorf("%v, the house is %v", err, w.House.State())
	}
	w.Clock.Advance(time.Hour)
	for _, name := range []string{"saule", "marat"} {
		if got := alarms(t, w, name); len(got) != 2 || got[0] != w.Staff("dina") {
			t.Errorf("%s is told of %v", name, got)
		}
	}
	var times []int64
	for _, n := range told(t, w, "saule") {
		times = append(times, n.At)
	}
	if slices.Sort(times); !slices.Equal(times, []int64{typed.UnixMicro(), typed.Add(2 * time.Minute).UnixMicro()}) {
		t.Errorf("told of %v, the first was typed at %d", times, typed.UnixMicro())
	}
	for _, name := range []string{"dina", "erlan", "oleg"} {
		if got := alarms(t, w, name); len(got) != 0 {
			t.Errorf("%s is told of %v", name, got)
		}
	}
	if n := trailed(t, w, house.Forced); n != 2 {
		t.Errorf("%d lines in the trail", n)
	}
	// It is told once.
	if err := w.House.Lock(w.As("saule")); err != nil {
		t.Fatal(err)
	}
	if got := alarms(t, w, "marat"); len(got) != 2 {
		t.Errorf("after another start Marat is told of %v", got)
	}
}

func TestAHeadWhoIsForcedIsNotToldOfHerself(t *testing.T) {
	w := housetest.Open(t)
	setDanger(t, w, "saule", danger)
	if _, _, err := w.House.SignIn(t.Context(), forced("saule")); say(err) != "signin.wrong" {
		t.Fatal(err)
	}
	if got := alarms(t, w, "saule"); len(got) != 0 {
		t.Errorf("Saule is told of %v", got)
	}
	if got := alarms(t, w, "marat"); len(got) != 1 || got[0] != w.Staff("saule") {
		t.Errorf("Marat is told of %v", got)
	}
}

func TestThePassphraseOfDangerWorksWhereverSheIsAskedForHers(t *testing.T) {
	w := housetest.Open(t)
	for _, name := range []string{"saule", "marat"} {
		setDanger(t, w, name, danger+" "+name)
	}
	own, marat := danger+" saule", entry("marat")
	second := marat
	second.Passphrase = danger + " marat"
	for _, c := range []struct {
		where string
		want  string
		do    func(context.Context) error
	}{
		{"at the second question", "signin.wrong", func(ctx context.Context) error { return w.House.Prove(ctx, own) }},
		{"as the old passphrase", "self.passphrase.wrong", func(ctx context.Context) error {
			_, err := w.House.ChangePassphrase(ctx, own, "a new passphrase of hers", false)
			return err
		}},
		{"at a page for two", "signin.wrong", func(ctx context.Context) error {
			_, err := w.House.TwoPeople(ctx, "erasure.erase", house.Pair{Passphrase: own, Second: marat})
			return err
		}},
		{"as the second of two", "signin.wrong", func(ctx context.Context) error {
			_, err := w.House.TwoPeople(ctx, "erasure.erase", house.Pair{Passphrase: housetest.Passphrase("saule"), Second: second})
			return err
		}},
	} {
		err := c.do(w.As("saule"))
		if say(err) != c.want || w.House.State() != house.Stopped {
			t.Errorf("%s: %v, the house is %v", c.where, err, w.House.State())
		}
		w.Clock.Advance(20 * time.Minute)
	}
}

func TestWhatIsNoPassphraseOfDanger(t *testing.T) {
	w := housetest.Open(t)
	dina := w.As("dina")
	for passphrase, want := range map[string]string{
		"short":                      "passphrase.short",
		housetest.Passphrase("dina"): "duress.same",
	} {
		if err := w.House.SetDuress(dina, passphrase); say(err) != want {
			t.Errorf("%q: %v", passphrase, err)
		}
	}
	if err := w.House.SetDuress(w.Nobody(), danger); say(err) != "policy.refused" {
		t.Errorf("nobody sets one: %v", err)
	}
	setDanger(t, w, "dina", danger)
	setDanger(t, w, "dina", danger) // once more is no harm
	setDanger(t, w, "erlan", danger)
	if _, err := w.House.ChangePassphrase(dina, housetest.Passphrase("dina"), danger, false); err == nil {
		t.Error("her own passphrase became the one of danger")
	}
	// Replaced, taken away, or its owner gone: wrong and no more.
	setDanger(t, w, "dina", danger+" two")
	wrongOnly := func(what string, e house.Entry) {
		t.Helper()
		w.Clock.Advance(time.Minute)
		if _, _, err := w.House.SignIn(t.Context(), e); say(err) != "signin.wrong" || w.House.State() != house.Started {
			t.Errorf("%s: %v, the house is %v", what, err, w.House.State())
		}
	}
	wrongOnly("the one before", forced("dina"))
	setDanger(t, w, "dina", "")
	e := forced("dina")
	e.Passphrase = danger + " two"
	wrongOnly("one taken away", e)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	wrongOnly("that of somebody who has left", forced("erlan"))
}

func TestANewPassphraseLeavesTheOneOfDangerAlone(t *testing.T) {
	w := housetest.Open(t)
	setDanger(t, w, "dina", danger)
	if _, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), "another passphrase of hers", true); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Minute)
	if _, _, err := w.House.SignIn(t.Context(), forced("dina")); say(err) != "signin.wrong" || w.House.State() != house.Stopped {
		t.Errorf("%v, the house is %v", err, w.House.State())
	}
}

func TestTheTrailDoesNotSayWhoSetAPassphraseOfDanger(t *testing.T) {
	w := housetest.Open(t)
	before := trailed(t, w, "self.set")
	setDanger(t, w, "dina", danger)
	if n := trailed(t, w, "self.set") - before; n != 1 {
		t.Errorf("%d lines that she changed something of her own", n)
	}
	if n := trailed(t, w, "self.duress"); n != 0 {
		t.Errorf("%d lines say what", n)
	}
}
