package house_test

import (
	"sync"
	"testing"
	"time"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
)

// Somebody reads the six digits over her shoulder and both of them send them in
// the same moment, with her passphrase, from four places: one comes in.
func TestTortureOneCodeUsedAtOnce(t *testing.T) {
	w := housetest.Open(t)
	secret, _, err := w.House.NewSecondFactor(w.As("dina"))
	if err == nil {
		err = w.House.ConfirmSecondFactor(w.As("dina"), code(t, w, secret))
	}
	if err != nil {
		t.Fatal(err)
	}
	seed, _ := proof.Seed(t)
	rounds, hands := proof.N(15, 1_000), 4
	for n := range rounds {
		w.Clock.Advance(3 * time.Minute)
		digits := code(t, w, secret)
		var wait sync.WaitGroup
		errs := make([]error, hands)
		for i := range hands {
			wait.Go(func() {
				_, _, errs[i] = w.House.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina"), Code: digits, Address: "127.0.0.1"})
			})
		}
		wait.Wait()
		in := 0
		for _, err := range errs {
			if err == nil {
				in++
			} else if say(err) != "signin.wrong" {
				t.Fatalf("round %d: %v", n, err)
			}
		}
		if in != 1 {
			t.Fatalf("round %d: %d came in with one code", n, in)
		}
	}
	proof.Say(t, "one code of the second factor used four times at once", rounds, seed, "one came in each time")
}
