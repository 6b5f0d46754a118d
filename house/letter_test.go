package house_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

// friends are two houses, of which ours has noted the other.
func friends(t *testing.T) (ours, other *housetest.World, to string) {
	t.Helper()
	ours, other = housetest.Open(t), another(t)
	theirs, err := other.House.OwnKey()
	if err == nil {
		err = ours.House.NotePeer(ours.As("saule"), "The house by the river", theirs)
	}
	if err != nil {
		t.Fatal(err)
	}
	if to, err = ours.House.OwnKey(); err != nil {
		t.Fatal(err)
	}
	return ours, other, to
}

// another is a house with keys of its own.
func another(t *testing.T) *housetest.World {
	t.Helper()
	return housetest.OpenNew(t)
}

func write(t *testing.T, w *housetest.World, to string) string {
	t.Helper()
	text, err := w.House.WriteLetter(w.As("saule"), to)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAPeersLetterStopsTheHouseOnce(t *testing.T) {
	ours, other, to := friends(t)
	text := write(t, other, to)
	// However a mail or a form ends its lines.
	if err := ours.House.ObeyLetter(t.Context(), "\n"+strings.ReplaceAll(text, "\n", "\r\n")+" ", "192.0.2.9"); err != nil {
		t.Fatal(err)
	}
	if got := ours.House.State(); got != house.Stopped {
		t.Fatalf("the house is %v", got)
	}
	refusedLetter(t, ours, "a letter to a house that stands stopped", text, house.Stopped)
	for _, name := range []string{"saule", "marat"} {
		seen := false
		for _, n := range told(t, ours, name) {
			seen = seen || n.Say == "notice.letter"
		}
		if !seen {
			t.Errorf("%s is not told", name)
		}
	}
	if n := trailed(t, ours, "letter.obey"); n != 1 {
		t.Errorf("%d lines in the trail", n)
	}
	refusedLetter(t, ours, "the same letter again", text, house.Started)
}

func refusedLetter(t *testing.T, w *housetest.World, what, text string, want house.State) {
	t.Helper()
	w.Clock.Advance(15 * time.Second)
	err := w.House.ObeyLetter(t.Context(), text, "192.0.2.9")
	if pana.KindOf(err) != pana.NotFound || say(err) != "error.not-found.text" {
		t.Errorf("%s: %v", what, err)
	}
	if got := w.House.State(); got != want {
		t.Errorf("%s: the house is %v", what, got)
	}
}

func TestNoOtherLetterStopsTheHouse(t *testing.T) {
	ours, other, to := friends(t)
	good := write(t, other, to)
	theirs, _ := other.House.OwnKey()
	stranger := ed25519.NewKeyFromSeed(make([]byte, 32))
	resigned := func(text string, key ed25519.PrivateKey) string {
		body := text[:strings.Index(text, "sign: ")]
		return body + "sign: " + base64.RawURLEncoding.EncodeToString(ed25519.Sign(key, []byte(body))) + "\n"
	}
	for what, text := range map[string]string{
		"nothing":                       "",
		"a letter to another house":     write(t, other, theirs),
		"one with another hour":         strings.Replace(good, "at: 2026", "at: 2027", 1),
		"one signed by somebody else":   resigned(good, stranger),
		"one from a house nobody noted": resigned(strings.Replace(good, "from: "+theirs, "from: "+base64.RawURLEncoding.EncodeToString(stranger.Public().(ed25519.PublicKey)), 1), stranger),
		"one with a line more":          good + "and: more\n",
		"one with two of a line":        strings.Replace(good, "once:", "to: "+to+"\nonce:", 1),
		"half a letter":                 good[:len(good)/2],
		"what is very long":             good + strings.Repeat(" ", 5000) + "x",
		"our own to ourselves":          write(t, ours, to),
		"what no keyboard types":        "\x00\xff\u202e",
	} {
		refusedLetter(t, ours, what, text, house.Started)
	}
	ours.Clock.Advance(house.LetterLasts)
	refusedLetter(t, ours, "an old one", good, house.Started)
	other.Clock.Advance(3 * time.Hour)
	refusedLetter(t, ours, "one of tomorrow", write(t, other, to), house.Started)
}

func TestAHouseThatIsTakenAwayStopsNothing(t *testing.T) {
	ours, other, to := friends(t)
	peers, err := ours.House.Peers(ours.As("marat"))
	if err != nil || len(peers) != 1 || peers[0].Name != "The house by the river" {
		t.Fatalf("%+v, %v", peers, err)
	}
	for range 2 {
		if err := ours.House.EndPeer(ours.As("marat"), peers[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	refusedLetter(t, ours, "a letter from a house that was taken away", write(t, other, to), house.Started)
	if err := ours.House.NotePeer(ours.As("saule"), "Once more", peers[0].Key); err != nil {
		t.Errorf("noted once more: %v", err)
	}
}

func TestLettersAreSlowedDown(t *testing.T) {
	ours, other, to := friends(t)
	for range 8 {
		_ = ours.House.ObeyLetter(t.Context(), "not a letter", "192.0.2.9")
	}
	text := write(t, other, to)
	if err := ours.House.ObeyLetter(t.Context(), text, "192.0.2.9"); pana.KindOf(err) != pana.NotFound || ours.House.State() != house.Started {
		t.Errorf("after eight tries: %v, the house is %v", err, ours.House.State())
	}
	if err := ours.House.ObeyLetter(t.Context(), text, "192.0.2.77"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestWhatIsNoPeer(t *testing.T) {
	w, other, _ := friends(t)
	own, _ := w.House.OwnKey()
	theirs, _ := other.House.OwnKey()
	for key, want := range map[string]string{"": "peer.key", "abc": "peer.key", own: "peer.own", theirs: "peer.again", theirs + "A": "peer.key", strings.Repeat("=", 43): "peer.key"} {
		if err := w.House.NotePeer(w.As("saule"), "Some house", key); say(err) != want {
			t.Errorf("%q: %v, want %s", key, err, want)
		}
	}
	if err := w.House.NotePeer(w.As("saule"), " ", own); pana.KindOf(err) != pana.Invalid {
		t.Errorf("without a name: %v", err)
	}
	for _, name := range []string{"dina", "oleg"} {
		ctx := w.As(name)
		if _, err := w.House.Peers(ctx); say(err) != "policy.refused" {
			t.Errorf("%s lists them: %v", name, err)
		}
		if err := w.House.NotePeer(ctx, "Some house", strings.Repeat("A", 43)); say(err) != "policy.refused" {
			t.Errorf("%s notes one: %v", name, err)
		}
		if err := w.House.EndPeer(ctx, "x"); say(err) != "policy.refused" {
			t.Errorf("%s takes one away: %v", name, err)
		}
		if _, err := w.House.WriteLetter(ctx, own); say(err) != "policy.refused" {
			t.Errorf("%s writes a letter: %v", name, err)
		}
	}
}
