package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
	"time"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// A new recovery kit takes the place of the one in force, and the program is
// killed while two of its sheets are proven. Afterwards one of the two kits opens
// the house: the new one, and not the old, if it was said to be in force.
func TestTortureKilledWhileAKitTakesThePlaceOfAnother(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code, now := bringIn(t, w), w.Sheets()
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	seed, chance := proof.Seed(t)
	rounds, answered, changed := proof.N(12, 1000), 0, 0
	for n := range rounds {
		h, ctx := openAs(t, dir, "saule")
		next, _, err := h.RekeyKit(ctx, house.Rekeying{One: now[0], Two: now[1], Pair: house.Pair{Passphrase: housetest.Passphrase("saule"),
			Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}})
		if err != nil {
			t.Fatalf("round %d: drawing the next kit: %v", n, err)
		}
		h.Close()
		said := cutShort(t, dir, time.Duration(1+chance.IntN(900))*time.Millisecond, func(p served, begin func()) bool {
			jar, _ := cookiejar.New(nil)
			c := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
			if !asks(c, p.url+"/sign-in", url.Values{"name": {"saule"}, "passphrase": {housetest.Passphrase("saule")}}) {
				return false
			}
			begin()
			return asks(c, p.url+"/house/kit/prove", url.Values{"sheet_one": {next[1]}, "sheet_two": {next[2]}})
		})
		old, fresh := kitOpens(t, dir, now), kitOpens(t, dir, next)
		switch {
		case said && (old || !fresh):
			t.Fatalf("round %d: the new kit was said to be in force; the old one opens: %v, the new one: %v", n, old, fresh)
		case !old && !fresh:
			t.Fatalf("round %d: neither kit opens the house", n)
		}
		h, ctx = openAs(t, dir, "saule")
		if f, err := casework.New(h).Open(ctx, code); err != nil || len(f.Timeline) != 4 {
			t.Fatalf("round %d: a file: %v", n, err)
		}
		if fresh && old { // cut off in the middle: proving once more finishes it
			if _, err := h.ProveKit(ctx, next[0], next[1], [3]string{}); err != nil {
				t.Fatalf("round %d: proving it once more: %v", n, err)
			}
			h.Close()
			if old = kitOpens(t, dir, now); old {
				t.Fatalf("round %d: proven twice, and the old kit still opens", n)
			}
		}
		h.Close()
		if said {
			answered++
		}
		if fresh {
			now = next
			changed++
		}
	}
	proof.Say(t, "kill -9 while a kit takes the place of another", rounds, seed, "%d answered, %d changed; a kit opened the house each time", answered, changed)
}

// kitOpens reports whether two sheets start the house in dir and open every circle.
func kitOpens(t *testing.T, dir string, sheets [3]string) bool {
	t.Helper()
	_, _, keys := house.Files(dir)
	v, err := seal.OpenStore(t.Context(), seal.StoreOptions{Dir: keys, Cost: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	kit, err := seal.OpenKit(sheets[0], sheets[2])
	if err != nil {
		t.Fatal(err)
	}
	return v.StartWith(t.Context(), kit) == nil
}
