package house_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

// What becomes of passkeys when the house stops, somebody leaves, a passphrase or the
// kit changes.

func TestAPasskeyAloneStartsNoStoppedHouseAndBesideThePassphraseItDoes(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "saule", true)
	w.Restart()
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "passkey.stopped" || w.House.State() != house.Stopped {
		t.Errorf("alone: %v", err)
	}
	if err := enter(t, w, entry("saule")); say(err) != "signin.wrong" || w.House.State() != house.Stopped {
		t.Errorf("the passphrase alone: %v, the house is %v", err, w.House.State())
	}
	both := entry("saule")
	both.Shown = show(t, w, stick)
	if err := enter(t, w, both); err != nil || w.House.State() != house.Started {
		t.Errorf("both: %v, the house is %v", err, w.House.State())
	}
	// Coming in by passkey leaves her right to start the house as it was.
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Fatal(err)
	}
	w.Restart()
	both.Shown = show(t, w, stick)
	if err := enter(t, w, both); err != nil {
		t.Errorf("after a further restart: %v", err)
	}
}

func TestWhoLeavesLeavesHerPasskeysBehind(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	answer := show(t, w, stick)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("dina")); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: answer}); say(err) != "signin.wrong" {
		t.Errorf("an answer she had ready: %v", err)
	}
	if text, err := w.House.Vault.Recall(t.Context(), "passkeys."+string(w.Staff("dina"))); err != nil || text != "" {
		t.Errorf("what stays of them: %q, %v", text, err)
	}
	if _, err := w.House.Vault.OpenPasskey(t.Context(), nil, answer.Yield); say(err) != "signin.wrong" {
		t.Errorf("her slot: %v", err)
	}
	if left, err := w.House.Left(w.As("saule"), w.Staff("dina")); err != nil || !left.Gone() {
		t.Errorf("what is left: %+v, %v", left, err)
	}
}

func TestAChangedPassphraseAndItsPasskeys(t *testing.T) {
	for _, seen := range []bool{false, true} {
		w := housetest.Open(t)
		stick := bring(t, w, "dina", true)
		if _, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), "a new one of her own", seen); err != nil {
			t.Fatal(err)
		}
		err := enter(t, w, house.Entry{Shown: show(t, w, stick)})
		if !seen && err != nil {
			t.Errorf("a passphrase changed without need: %v", err)
		}
		if !seen {
			continue
		}
		// Her keys are others now: the passkey is a second step until it has them.
		if say(err) != "passkey.second" {
			t.Errorf("the old passphrase was seen: %v", err)
		}
		both := house.Entry{Name: "dina", Passphrase: "a new one of her own"}
		if err := enter(t, w, both); say(err) != "signin.wrong" {
			t.Errorf("the new passphrase alone: %v", err)
		}
		both.Shown = show(t, w, stick)
		if err := enter(t, w, both); err != nil {
			t.Fatal(err)
		}
		if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
			t.Errorf("after she showed both: %v", err)
		}
	}
}

func TestATurnedKitLeavesPasskeysAsTheyAre(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	sheets, _, err := w.House.RekeyKit(w.As("saule"), house.Rekeying{Pair: both()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.House.ProveKit(w.As("saule"), sheets[0], sheets[1], [3]string{}); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Errorf("after the kit was made anew: %v", err)
	}
}

func TestAfterTwoSheetsOfTheKitHerPasskeysAreGone(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "saule", true)
	sheets := w.Sheets()
	if err := w.House.Recover(t.Context(), house.Recovering{One: sheets[0], Two: sheets[1], Name: "Saule", Passphrase: "another one of her own"}); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "signin.wrong" {
		t.Errorf("her old passkey: %v", err)
	}
	if err := enter(t, w, house.Entry{Name: "saule", Passphrase: "another one of her own"}); err != nil {
		t.Errorf("her new passphrase: %v", err)
	}
}

func TestNothingThatRestsIsAsGoodAsAPasskey(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	shown := show(t, w, stick)
	text, err := w.House.Vault.Recall(t.Context(), "passkeys."+string(w.Staff("dina")))
	if err != nil || text == "" {
		t.Fatal(err)
	}
	for _, secret := range [][]byte{shown.Yield, []byte(pana.ActorFrom(w.As("dina")).Session)} {
		b, _ := json.Marshal(secret)
		if bytes.Contains([]byte(text), bytes.Trim(b, `"`)) || bytes.Contains([]byte(text), secret) {
			t.Error("what it yields rests beside it")
		}
	}
	if where := inTheOpen(t, w, "my phone"); where != "" {
		t.Errorf("its name can be read in %s", where)
	}
	if !slices.Contains([]int{32}, len(shown.Yield)) {
		t.Errorf("%d bytes are yielded", len(shown.Yield))
	}
}

func TestARefusedPasskeyIsSlowedByItsAddress(t *testing.T) {
	w := housetest.Open(t)
	stranger := housetest.NewStick(t, true)
	q, err := w.House.BeginPasskey(w.As("dina"), housetest.Origin)
	if err != nil {
		t.Fatal(err)
	}
	stranger.Make(q, housetest.Origin.URL)
	var last error
	for range 8 {
		_, _, last = w.House.SignIn(t.Context(), house.Entry{Shown: show(t, w, stranger), Address: "192.0.2.9"})
	}
	if say(last) != "signin.wait" {
		t.Errorf("the eighth try: %v", last)
	}
	if _, _, err := w.House.SignIn(t.Context(), house.Entry{Shown: show(t, w, bring(t, w, "dina", true)), Address: "192.0.2.10"}); err != nil {
		t.Errorf("somebody from elsewhere: %v", err)
	}
}
