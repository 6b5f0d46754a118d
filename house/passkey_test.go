package house_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/seal"
)

// bring has name keep a new passkey, made as a browser would have it made.
func bring(t *testing.T, w *housetest.World, name string, yields bool) *housetest.Stick {
	t.Helper()
	stick := housetest.NewStick(t, yields)
	q, err := w.House.BeginPasskey(w.As(name), housetest.Origin)
	if err != nil {
		t.Fatalf("%s is asked for a passkey: %v", name, err)
	}
	if err := w.House.AddPasskey(w.As(name), "my phone", stick.Make(q, housetest.Origin.URL)); err != nil {
		t.Fatalf("%s keeps a passkey: %v", name, err)
	}
	return stick
}

// show answers a question put at the door.
func show(t *testing.T, w *housetest.World, s *housetest.Stick) house.Shown {
	t.Helper()
	q, err := w.House.AskPasskey(w.Nobody(), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	return s.Answer(q, housetest.Origin.URL)
}

func enter(t *testing.T, w *housetest.World, e house.Entry) error {
	t.Helper()
	w.Clock.Advance(time.Minute) // so that nothing is slowed
	_, _, err := w.House.SignIn(t.Context(), e)
	return err
}

func TestAPasskeyThatHoldsHerKeysLetsHerInWithoutAPassphrase(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	cookie, s, err := w.House.SignIn(t.Context(), house.Entry{Shown: show(t, w, stick), Address: "192.0.2.7"})
	if err != nil || s.Name != "Dina" {
		t.Fatalf("%+v, %v", s, err)
	}
	ctx, _, err := w.House.Resume(t.Context(), cookie)
	if err != nil || !seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) {
		t.Errorf("what she can open: %v", err)
	}
	mine, err := w.House.Passkeys(w.As("dina"))
	if err != nil || len(mine) != 1 || mine[0].Name != "my phone" || !mine[0].Opens || mine[0].Used.IsZero() {
		t.Errorf("her list: %+v, %v", mine, err)
	}
	// Beside it her passphrase alone is not enough any more.
	if err := enter(t, w, entry("dina")); say(err) != "signin.wrong" {
		t.Errorf("the passphrase alone: %v", err)
	}
	both := entry("dina")
	both.Shown = show(t, w, stick)
	if err := enter(t, w, both); err != nil {
		t.Errorf("both: %v", err)
	}
}

func TestAPasskeyWithoutKeysIsASecondStepOnly(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", false)
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "passkey.second" {
		t.Errorf("alone: %v", err)
	}
	if err := enter(t, w, entry("dina")); say(err) != "signin.wrong" {
		t.Errorf("the passphrase alone: %v", err)
	}
	both := entry("dina")
	both.Shown = show(t, w, stick)
	if err := enter(t, w, both); err != nil {
		t.Errorf("both: %v", err)
	}
	others := entry("erlan")
	others.Shown = show(t, w, stick)
	if err := enter(t, w, others); say(err) != "signin.wrong" {
		t.Errorf("beside another's passphrase: %v", err)
	}
	// When her browser has learned to give the secret, it opens her keys.
	stick.Yields = true
	both.Shown = show(t, w, stick)
	if err := enter(t, w, both); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Errorf("alone afterwards: %v", err)
	}
}

func TestAtTheDoorEveryWrongPasskeyIsTheSame(t *testing.T) {
	w := housetest.Open(t)
	stick, stranger := bring(t, w, "dina", true), housetest.NewStick(t, true)
	q, err := w.House.BeginPasskey(w.As("erlan"), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	stranger.Make(q, housetest.Origin.URL) // and never kept
	used := show(t, w, stick)
	if err := enter(t, w, house.Entry{Shown: used}); err != nil {
		t.Fatal(err)
	}
	inside, err := w.House.AskPasskey(w.As("dina"), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	bent := func(bend func(map[string]any)) house.Shown {
		s := show(t, w, stick)
		var whole map[string]any
		if err := json.Unmarshal(s.Answer, &whole); err != nil {
			t.Fatal(err)
		}
		bend(whole["response"].(map[string]any))
		s.Answer, _ = json.Marshal(whole)
		return s
	}
	for name, shown := range map[string]func() house.Shown{
		"one the house does not know": func() house.Shown { return show(t, w, stranger) },
		"an answer that came before":  func() house.Shown { return used },
		"no such question":            func() house.Shown { s := show(t, w, stick); s.Ticket = "another"; return s },
		"an answer to another question": func() house.Shown {
			a, b := show(t, w, stick), show(t, w, stick)
			a.Answer = b.Answer
			return a
		},
		"a question put inside": func() house.Shown { return stick.Answer(inside, housetest.Origin.URL) },
		"another site": func() house.Shown {
			q, _ := w.House.AskPasskey(w.Nobody(), housetest.Origin)
			return stick.Answer(q, "http://localhost.example:8080")
		},
		"another port": func() house.Shown {
			q, _ := w.House.AskPasskey(w.Nobody(), housetest.Origin)
			return stick.Answer(q, "http://localhost:8081")
		},
		"another name of the house": func() house.Shown { stick.Rp = "home.lan"; defer func() { stick.Rp = "" }(); return show(t, w, stick) },
		"nobody's finger": func() house.Shown {
			stick.Blind = true
			defer func() { stick.Blind = false }()
			return show(t, w, stick)
		},
		"a late answer": func() house.Shown {
			s := show(t, w, stick)
			w.Clock.Advance(3 * time.Minute)
			return s
		},
		"no answer":      func() house.Shown { s := show(t, w, stick); s.Answer = nil; return s },
		"half an answer": func() house.Shown { s := show(t, w, stick); s.Answer = s.Answer[:len(s.Answer)/2]; return s },
		"a signature cut": func() house.Shown {
			return bent(func(r map[string]any) { r["signature"] = r["signature"].(string)[4:] })
		},
		"another's signature": func() house.Shown {
			var other map[string]any
			if err := json.Unmarshal(show(t, w, stick).Answer, &other); err != nil {
				t.Fatal(err)
			}
			return bent(func(r map[string]any) { r["signature"] = other["response"].(map[string]any)["signature"] })
		},
		"another owner": func() house.Shown { return bent(func(r map[string]any) { r["userHandle"] = "AAAA" }) },
		"no owner":      func() house.Shown { return bent(func(r map[string]any) { delete(r, "userHandle") }) },
	} {
		if err := enter(t, w, house.Entry{Shown: shown(), Address: "192.0.2.7"}); say(err) != "signin.wrong" || pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Errorf("the right one afterwards: %v", err)
	}
	// Another's secret beside the right answer opens nothing.
	s := show(t, w, stick)
	s.Yield = bytes.Repeat([]byte{7}, 32)
	if err := enter(t, w, house.Entry{Shown: s}); say(err) != "passkey.second" {
		t.Errorf("a secret that is not its: %v", err)
	}
}

func TestAPasskeyWhoseCountGoesBackIsNotBelievedAgain(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Fatal(err)
	}
	stick.Count = 0
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "passkey.copied" {
		t.Errorf("the copy: %v", err)
	}
	stick.Count = 40
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "passkey.copied" {
		t.Errorf("whichever was the first: %v", err)
	}
	if mine, _ := w.House.Passkeys(w.As("dina")); len(mine) != 1 || !mine[0].Copied {
		t.Errorf("her list: %+v", mine)
	}
}

func TestWhatIsAskedAtTheDoorIsTheSameForEverybody(t *testing.T) {
	w := housetest.Open(t)
	ask := func() string {
		q, err := w.House.AskPasskey(w.Nobody(), housetest.Origin)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(q.Ask)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]any
		if err := json.Unmarshal(b, &all); err != nil {
			t.Fatal(err)
		}
		delete(all, "challenge")
		b, _ = json.Marshal(all)
		return string(b)
	}
	before := ask()
	bring(t, w, "dina", true)
	if after := ask(); before != after || bytes.Contains([]byte(before), []byte("allowCredentials")) {
		t.Errorf("asked is\n%s, and with a passkey in the house\n%s", before, after)
	}
}

func TestAPasskeyIsBoundToTheOneNameOfTheHouse(t *testing.T) {
	w := housetest.Open(t)
	for _, o := range []house.Origin{{}, {Host: "127.0.0.1", URL: "http://127.0.0.1:8080"}, {Host: "::1", URL: "http://[::1]:8080"},
		{Host: "192.0.2.7", URL: "https://192.0.2.7"}, {Host: "elsewhere.example", URL: "https://elsewhere.example"}} {
		if _, err := w.House.AskPasskey(w.Nobody(), o); say(err) != "passkey.address" {
			t.Errorf("asked under %q: %v", o.Host, err)
		}
		if _, err := w.House.BeginPasskey(w.As("dina"), o); say(err) != "passkey.address" {
			t.Errorf("made under %q: %v", o.Host, err)
		}
	}
}

func TestAFloodOfQuestionsAtTheDoorCrowdsOutNobodysPasskey(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	answered := show(t, w, stick)
	q, err := w.House.BeginPasskey(w.As("erlan"), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	for range 2000 {
		if _, err := w.House.AskPasskey(w.Nobody(), housetest.Origin); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := w.House.SignIn(t.Context(), house.Entry{Shown: answered}); err != nil {
		t.Errorf("whom the flood found at the door: %v", err)
	}
	if err := w.House.AddPasskey(w.As("erlan"), "my phone", housetest.NewStick(t, true).Make(q, housetest.Origin.URL)); err != nil {
		t.Errorf("whom it found making one: %v", err)
	}
	if err := enter(t, w, house.Entry{Shown: answered}); say(err) != "signin.wrong" {
		t.Errorf("the same answer once more: %v", err)
	}
}

func TestAPasskeyIsKeptOnlyAsItWasMade(t *testing.T) {
	w := housetest.Open(t)
	begin := func(name string) house.Question {
		q, err := w.House.BeginPasskey(w.As(name), housetest.Origin)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	for name, make := range map[string]func(*housetest.Stick) house.Shown{
		"another site":             func(s *housetest.Stick) house.Shown { return s.Make(begin("dina"), "http://elsewhere.example") },
		"somebody else's question": func(s *housetest.Stick) house.Shown { return s.Make(begin("erlan"), housetest.Origin.URL) },
		"nobody's finger": func(s *housetest.Stick) house.Shown {
			s.Blind = true
			return s.Make(begin("dina"), housetest.Origin.URL)
		},
		"too late": func(s *housetest.Stick) house.Shown {
			q := begin("dina")
			w.Clock.Advance(6 * time.Minute)
			return s.Make(q, housetest.Origin.URL)
		},
		"nothing": func(s *housetest.Stick) house.Shown { return house.Shown{Ticket: begin("dina").Ticket} },
	} {
		if err := w.House.AddPasskey(w.As("dina"), "a phone", make(housetest.NewStick(t, true))); say(err) != "passkey.wrong" {
			t.Errorf("%s: %v", name, err)
		}
	}
	stick := housetest.NewStick(t, true)
	made := stick.Make(begin("dina"), housetest.Origin.URL)
	if err := w.House.AddPasskey(w.As("dina"), "", made); field(err) != "passkey_name" {
		t.Errorf("without a name: %v", err)
	}
	if err := w.House.AddPasskey(w.As("dina"), "a phone", made); err != nil {
		t.Fatal(err)
	}
	if err := w.House.AddPasskey(w.As("dina"), "a phone", made); say(err) != "passkey.wrong" {
		t.Errorf("the same once more: %v", err)
	}
	if mine, _ := w.House.Passkeys(w.As("dina")); len(mine) != 1 {
		t.Errorf("%d are kept", len(mine))
	}
	if others, _ := w.House.Passkeys(w.As("erlan")); len(others) != 0 {
		t.Errorf("another has %d of them", len(others))
	}
}

func TestNobodyHasMorePasskeysThanAPageShows(t *testing.T) {
	w := housetest.Open(t)
	for range 8 {
		bring(t, w, "dina", true)
	}
	q, err := w.House.BeginPasskey(w.As("dina"), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.AddPasskey(w.As("dina"), "one more", housetest.NewStick(t, true).Make(q, housetest.Origin.URL)); say(err) != "passkey.many" {
		t.Errorf("the ninth: %v", err)
	}
}

func TestAPasskeyTakenAwayOpensNothing(t *testing.T) {
	w := housetest.Open(t)
	lost, kept := bring(t, w, "dina", true), bring(t, w, "dina", true)
	mine, err := w.House.Passkeys(w.As("dina"))
	if err != nil || len(mine) != 2 {
		t.Fatalf("%+v, %v", mine, err)
	}
	for range 2 { // a double tap
		if err := w.House.RemovePasskey(w.As("dina"), mine[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.House.RemovePasskey(w.As("erlan"), mine[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, lost)}); say(err) != "signin.wrong" {
		t.Errorf("the lost one: %v", err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, kept)}); err != nil {
		t.Errorf("the other: %v", err)
	}
	if err := w.House.RemovePasskey(w.As("dina"), mine[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, entry("dina")); err != nil {
		t.Errorf("the passphrase, when no passkey is left: %v", err)
	}
}

func TestAPasskeyProvesThatItIsStillShe(t *testing.T) {
	w := housetest.Open(t)
	stick, others := bring(t, w, "dina", false), bring(t, w, "erlan", true)
	prove := func(s *housetest.Stick) error {
		w.Clock.Advance(time.Minute)
		q, err := w.House.AskPasskey(w.As("dina"), housetest.Origin)
		if err != nil {
			t.Fatal(err)
		}
		return w.House.ProvePasskey(w.As("dina"), s.Answer(q, housetest.Origin.URL))
	}
	for range 6 {
		w.Clock.Advance(time.Minute)
		w.As("dina")
	}
	proven := func() bool {
		_, s, err := w.House.Resume(t.Context(), w.Cookie("dina"))
		return err == nil && w.House.Proven(s)
	}
	if proven() {
		t.Fatal("it is proven six minutes later")
	}
	if err := prove(others); say(err) != "signin.wrong" || proven() {
		t.Errorf("another's passkey: %v", err)
	}
	stick.Blind = true
	if err := prove(stick); say(err) != "signin.wrong" || proven() {
		t.Errorf("without a finger: %v", err)
	}
	stick.Blind = false
	if err := w.House.ProvePasskey(w.As("dina"), show(t, w, stick)); say(err) != "signin.wrong" || proven() {
		t.Errorf("an answer for the door: %v", err)
	}
	if err := prove(stick); err != nil || !proven() {
		t.Errorf("hers: %v", err)
	}
	if err := w.House.ProvePasskey(w.Nobody(), house.Shown{}); say(err) != "signin.again" {
		t.Errorf("nobody: %v", err)
	}
}
