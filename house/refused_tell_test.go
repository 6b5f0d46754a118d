package house_test

import (
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

// noticesOf returns the notices of name about say, the newest first.
func noticesOf(t *testing.T, w *housetest.World, name, say string) (all []house.Notice) {
	t.Helper()
	told, err := w.House.Notices(w.As(name))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(told, func(n house.Notice) bool { return n.Say != say })
}

func TestWhoeverChangesWhatLetsHerInSheIsTold(t *testing.T) {
	w := housetest.Open(t)
	const passphrase, factor, passkeys = "notice.changed.passphrase", "notice.changed.factor", "notice.changed.passkeys"
	told := func(want map[string]int) {
		t.Helper()
		for _, say := range []string{passphrase, factor, passkeys} {
			if n := len(noticesOf(t, w, "dina", say)); n != want[say] {
				t.Errorf("%s: told %d times, not %d", say, n, want[say])
			}
		}
	}
	told(map[string]int{})
	secret, _, err := w.House.NewSecondFactor(w.As("dina"))
	if err != nil {
		t.Fatal(err)
	}
	told(map[string]int{}) // offered, and not in force
	if err := w.House.ConfirmSecondFactor(w.As("dina"), "000000"); err == nil {
		t.Fatal("a wrong code was taken")
	}
	told(map[string]int{})
	if err := w.House.ConfirmSecondFactor(w.As("dina"), code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	told(map[string]int{factor: 1})
	w.Clock.Advance(time.Minute)
	if err := w.House.DropSecondFactor(w.As("dina"), code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	told(map[string]int{factor: 2})
	if err := w.House.DropSecondFactor(w.As("dina"), ""); err != nil {
		t.Fatal(err)
	}
	told(map[string]int{factor: 2}) // there was none to take away
	bring(t, w, "dina", true)
	told(map[string]int{factor: 2, passkeys: 1})
	keys, err := w.House.Passkeys(w.As("dina"))
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	if err := w.House.RemovePasskey(w.As("dina"), keys[0].ID); err != nil {
		t.Fatal(err)
	}
	told(map[string]int{factor: 2, passkeys: 2})
	if _, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), "another one of a good length", false); err != nil {
		t.Fatal(err)
	}
	_, s, err := w.House.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: "another one of a good length"})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(noticesOf(t, w, "erlan", passphrase)); n != 0 {
		t.Errorf("a colleague was told %d times", n)
	}
	as := pana.WithActor(t.Context(), pana.Actor{Staff: s.Staff, Grants: s.Grants, Session: s.ID})
	all, err := w.House.Notices(as)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(n house.Notice) bool { return n.Say == passphrase })
	if at < 0 {
		t.Fatal("from another session she is not told of her new passphrase")
	}
	if err := w.House.Heed(as, all[at].ID); err != nil {
		t.Fatal(err)
	}
	after, err := w.House.Notices(as)
	if err != nil || len(after) != len(all)-1 {
		t.Errorf("put away, %d of %d stand there: %v", len(after), len(all), err)
	}
}

func TestAPassphraseOfDangerIsToldOfNowhere(t *testing.T) {
	w := housetest.Open(t)
	setDanger(t, w, "dina", "the bread is not yet baked")
	all, err := w.House.Notices(w.As("dina"))
	if err != nil || len(all) != 0 {
		t.Errorf("told %v, %v", all, err)
	}
}

func TestWhoSignsInIsToldHowOftenHerNameWasRefused(t *testing.T) {
	w := housetest.Open(t)
	w.As("dina")
	bad := house.Entry{Name: "Dina", Passphrase: "a guess of a stranger", Address: "192.0.2.66"}
	var last time.Time
	for range 3 {
		w.Clock.Advance(time.Hour)
		last = w.House.Now()
		if _, _, err := w.House.SignIn(t.Context(), bad); say(err) != "signin.wrong" {
			t.Fatal(err)
		}
	}
	w.Clock.Advance(time.Hour)
	in := func() []house.Notice {
		t.Helper()
		_, s, err := w.House.SignIn(t.Context(), entry("dina"))
		if err != nil {
			t.Fatal(err)
		}
		as := pana.WithActor(t.Context(), pana.Actor{Staff: s.Staff, Grants: s.Grants, Session: s.ID})
		all, err := w.House.Notices(as)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for range 2 { // what she was told of once is not counted again
		w.Clock.Advance(time.Minute)
		all := in()
		if len(all) != 1 || all[0].Say != "notice.refused" || all[0].N != 3 || all[0].Object != "" {
			t.Fatalf("told %+v", all)
		}
		if at := time.UnixMicro(all[0].At); at.Sub(last).Abs() > time.Second {
			t.Errorf("the last one was at %v, not %v", last, at)
		}
	}
	if all := noticesOf(t, w, "erlan", "notice.refused"); len(all) != 0 {
		t.Errorf("a colleague was told %v", all)
	}
}

func TestAHundredRefusalsInADayAreToldOnceToThoseWhoLead(t *testing.T) {
	w := housetest.Open(t)
	w.As("saule")
	told := func(name string) int { return len(noticesOf(t, w, name, "notice.guessed")) }
	guess := func(name string, from, to int) {
		t.Helper()
		for i := from; i < to; i++ {
			w.House.Refuse(t.Context(), name)
		}
	}
	guess("nobody at all", 0, 120)
	guess("dina", 0, 99)
	if n := told("saule"); n != 0 {
		t.Fatalf("after 99 told %d times", n)
	}
	guess("dina", 99, 230)
	all := noticesOf(t, w, "saule", "notice.guessed")
	if len(all) != 1 || all[0].Object != string(w.Staff("dina")) || all[0].N != 100 {
		t.Fatalf("told %+v", all)
	}
	if n := told("dina"); n != 0 {
		t.Errorf("she does not lead the house and was told %d times", n)
	}
	w.Clock.Advance(24 * time.Hour)
	guess("dina", 0, 100)
	if n := told("saule"); n != 2 {
		t.Errorf("on the second day told %d times in all", n)
	}
}
