package house_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

func entry(name string) house.Entry {
	return house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "192.0.2.7"}
}

func TestWhateverIsWrongAtTheDoorGetsTheSameAnswer(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("lena")); err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, tt := range []struct {
		name  string
		entry house.Entry
	}{
		{"a wrong passphrase", house.Entry{Name: "dina", Passphrase: "not the right one at all"}},
		{"an unknown name", house.Entry{Name: "nobody", Passphrase: housetest.Passphrase("dina")}},
		{"someone who has left", entry("lena")},
		{"nothing", house.Entry{}},
		{"what no keyboard types", house.Entry{Name: "\x00\xff", Passphrase: "\u202e"}},
		{"a passphrase without end", house.Entry{Name: "dina", Passphrase: strings.Repeat("a", 100_000)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := w.House.SignIn(t.Context(), tt.entry)
			if say(err) != "signin.wrong" || pana.KindOf(err) != pana.Forbidden {
				t.Fatalf("got %v", err)
			}
			if want == "" {
				want = err.Error()
			}
			if err.Error() != want {
				t.Errorf("got %q, and before %q", err, want)
			}
			w.Clock.Advance(time.Minute) // patience is another test
		})
	}
}

func TestANameIsKnownHoweverItIsTyped(t *testing.T) {
	w := housetest.Open(t)
	for _, name := range []string{"Dina", " dina ", "DINA"} {
		e := entry("dina")
		e.Name = name
		_, s, err := w.House.SignIn(t.Context(), e)
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if s.Name != "Dina" || s.Staff != w.Staff("dina") {
			t.Errorf("signed in as %+v", s)
		}
	}
}

func TestGuessingIsSlowedAndTheNightWorkerIsNot(t *testing.T) {
	w := housetest.Open(t)
	bad := house.Entry{Name: "timur", Passphrase: "a guess of a stranger", Address: "192.0.2.66"}
	for range 5 {
		if _, _, err := w.House.SignIn(t.Context(), bad); say(err) != "signin.wrong" {
			t.Fatalf("got %v", err)
		}
	}
	_, _, err := w.House.SignIn(t.Context(), bad)
	if say(err) != "signin.wait" {
		t.Fatalf("got %v", err)
	}
	timur := entry("timur")
	timur.Address = "127.0.0.1:5050"
	if _, _, err := w.House.SignIn(t.Context(), timur); err != nil {
		t.Errorf("Timur at the house's own machine: %v", err)
	}
}

func TestAHouseIsStartedBySomeoneWhoMay(t *testing.T) {
	w := housetest.Open(t)
	w.Restart()
	if _, _, err := w.House.Resume(t.Context(), "anything"); say(err) != "house.stopped" {
		t.Errorf("going on in a stopped house: %v", err)
	}
	for _, who := range []string{"hans", "vera", "lena", "bolat"} {
		if _, _, err := w.House.SignIn(t.Context(), entry(who)); say(err) != "seal.maynotstart" {
			t.Errorf("%s starts the house: %v", who, err)
		}
		if w.House.State() != house.Stopped || w.House.DB.IsOpen() || w.House.Vault.State() != seal.Stopped {
			t.Fatalf("%s has left the house %v", who, w.House.State())
		}
	}
	if _, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "timur", Passphrase: "wrong wrong wrong"}); say(err) != "signin.wrong" {
		t.Errorf("got %v", err)
	}
	if w.House.State() != house.Stopped {
		t.Fatalf("the house is %v", w.House.State())
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("timur")); err != nil {
		t.Fatal(err)
	}
	if w.House.State() != house.Started || w.House.Settings().Name != "Test house" {
		t.Errorf("the house is %v", w.House.State())
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("hans")); err != nil {
		t.Errorf("hans in a started house: %v", err)
	}
}

func TestARightToStartGivenOrTakenCountsFromTheNextSignInOn(t *testing.T) {
	w := housetest.Open(t)
	night := pana.Grant{Role: pana.NightDuty, Site: w.Shelter.ID}
	if err := w.House.Grant(w.As("saule"), w.Staff("lena"), night); err != nil {
		t.Fatal(err)
	}
	w.As("lena")
	w.Restart()
	w.As("lena")
	if err := w.House.Revoke(w.As("saule"), w.Staff("lena"), night); err != nil {
		t.Fatal(err)
	}
	w.Restart()
	if _, _, err := w.House.SignIn(t.Context(), entry("lena")); say(err) != "seal.maynotstart" {
		t.Errorf("got %v", err)
	}
}

func TestACookieCutChangedOrForeignIsNobody(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("dina")
	other := w.Cookie("erlan")
	half := len(cookie) / 4
	for _, tt := range []struct{ name, cookie string }{
		{"none", ""},
		{"cut", cookie[:len(cookie)-1]},
		{"longer", cookie + "A"},
		{"with a line end", cookie[:10] + "\n" + cookie[11:]},
		{"one letter changed", flip(cookie, 3)},
		{"her token with another secret", cookie[:half] + other[half:]},
		{"no letters of ours", strings.Repeat("€", 64)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx, s, err := w.House.Resume(context.Background(), tt.cookie)
			if say(err) != "signin.again" || pana.KindOf(err) != pana.Forbidden || s != nil {
				t.Errorf("got %v, %v", s, err)
			}
			if a := pana.ActorFrom(ctx); a.Staff != "" || seal.RingFrom(ctx) != nil {
				t.Errorf("the context acts for somebody")
			}
		})
	}
}

func flip(s string, at int) string {
	c := byte('A')
	if s[at] == c {
		c = 'B'
	}
	return s[:at] + string(c) + s[at+1:]
}

func TestASessionEndsAfterQuietAndAfterItsLongestTime(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("dina")
	for range 30 { // busy for two hours
		w.Clock.Advance(4 * time.Minute)
		if _, _, err := w.House.Resume(t.Context(), cookie); err != nil {
			t.Fatalf("while she works: %v", err)
		}
	}
	w.Clock.Advance(5 * time.Minute)
	if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
		t.Errorf("after five quiet minutes: %v", err)
	}
	cookie = w.Cookie("erlan")
	var err error
	for range 12 * 60 / 4 {
		w.Clock.Advance(4 * time.Minute)
		if _, _, err = w.House.Resume(t.Context(), cookie); err != nil {
			break
		}
	}
	if say(err) != "signin.again" {
		t.Errorf("after twelve hours: %v", err)
	}
}

func TestAClockSetBackLocksNobodyOut(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("dina")
	w.Clock.Set(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)) // an old laptop with an empty battery
	if _, s, err := w.House.Resume(t.Context(), cookie); err != nil || len(s.Grants) != 1 {
		t.Errorf("going on: %+v, %v", s, err)
	}
	w.Restart()
	if _, s, err := w.House.SignIn(t.Context(), entry("timur")); err != nil || len(s.Grants) != 1 {
		t.Errorf("starting: %+v, %v", s, err)
	}
}

func TestRightsAreReadAnewForEveryRequest(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("erlan")
	saule := w.As("saule")
	g := pana.Grant{Role: pana.SocialWorker, Site: w.Shelter.ID}
	if err := w.House.Revoke(saule, w.Staff("erlan"), g); err != nil {
		t.Fatal(err)
	}
	ctx, s, err := w.House.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Grants) != 0 || seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) {
		t.Errorf("she still holds %v", s.Grants)
	}
	if err := w.House.Grant(saule, w.Staff("erlan"), g); err != nil { // the same day again
		t.Fatal(err)
	}
	ctx, s, err = w.House.Resume(t.Context(), cookie)
	if err != nil || len(s.Grants) != 1 || !seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) {
		t.Errorf("given back: %v, %v", s, err)
	}
}

func TestSigningOutEndsTheSessionAndMayBeRepeated(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("dina")
	for range 2 {
		if err := w.House.SignOut(t.Context(), cookie); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.House.SignOut(t.Context(), "nothing of ours"); err != nil {
		t.Error(err)
	}
	if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
		t.Errorf("got %v", err)
	}
}

func TestTheDoorWritesTheTrail(t *testing.T) {
	w := housetest.Open(t)
	w.Restart()
	cookie := w.Cookie("timur")
	if err := w.House.SignOut(t.Context(), cookie); err != nil {
		t.Fatal(err)
	}
	var acts []string
	err := w.House.DB.View(t.Context(), func(tx *db.Tx) error {
		lines, err := db.Select[trail.Line](t.Context(), tx, `SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
			FROM trail WHERE staff_id = $1 AND session_id <> ''`, w.Staff("timur"))
		for _, l := range lines {
			acts = append(acts, l.Act)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"house.start", "session.begin", "session.end"} {
		if !strings.Contains(strings.Join(acts, " "), want) {
			t.Errorf("no %s among %v", want, acts)
		}
	}
}

func TestLockStopsEverythingAtOnce(t *testing.T) {
	w := housetest.Open(t)
	cookie := w.Cookie("dina")
	if err := w.House.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w.House.State() != house.Stopped || w.House.Vault.State() != seal.Stopped || w.House.DB.IsOpen() {
		t.Fatalf("the house is %v", w.House.State())
	}
	if w.House.Settings() != (house.Settings{}) || w.House.SiteList() != nil {
		t.Error("memory still holds settings")
	}
	if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "house.stopped" {
		t.Errorf("got %v", err)
	}
	if err := w.House.Lock(t.Context()); err != nil {
		t.Errorf("locked twice: %v", err)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("timur")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
		t.Errorf("a session of before: %v", err)
	}
}
