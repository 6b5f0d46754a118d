package residence_test

import (
	"context"
	"sync"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/residence"
)

// Four hands write four people down in the same moment and give all of them the
// one bed that is free; then whoever has it is given a second one by all of them.
// Each has a code of her own, one has the bed, and she has one.
func TestTortureOneBedAndOneCodeAtOnce(t *testing.T) {
	w := open(t)
	seed, _ := proof.Seed(t)
	rounds, hands := proof.N(60, 5_000), 4
	as := []context.Context{w.As("saule"), w.As("marat"), w.As("dina"), w.As("erlan")}
	first, second := w.bed(w.garden, "1").ID, w.bed(w.garden, "2").ID
	codes, told := map[string]bool{}, 0
	// all has every hand do the same at once and returns what each was told.
	all := func(act func(hand int) error) []error {
		var wait sync.WaitGroup
		errs := make([]error, hands)
		for i := range hands {
			wait.Go(func() { errs[i] = act(i) })
		}
		wait.Wait()
		return errs
	}
	one := func(n int, errs []error, say string) (winner int) {
		winner = -1
		for i, err := range errs {
			switch {
			case err == nil && winner >= 0:
				t.Fatalf("round %d: two were told that it is done", n)
			case err == nil:
				winner = i
			default:
				refused(t, err, pana.Conflict, say)
				told++
			}
		}
		if winner < 0 {
			t.Fatalf("round %d: nobody was let", n)
		}
		return winner
	}
	for n := range rounds {
		added := make([]casework.Added, hands)
		for i, err := range all(func(i int) error {
			return w.House.DB.Update(as[i%2], func(tx *db.Tx) (err error) {
				added[i], err = w.files.Add(as[i%2], tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "24-26"}})
				return err
			})
		}) {
			if err != nil {
				t.Fatalf("round %d: writing her down: %v", n, err)
			}
			if codes[added[i].Code] {
				t.Fatalf("round %d: the code %s was given twice", n, added[i].Code)
			}
			codes[added[i].Code] = true
		}
		has := added[one(n, all(func(i int) error {
			_, err := w.Admit(as[i%2], residence.Admission{Client: added[i].Client, Bed: first})
			return err
		}), "residence.bed.taken")].Client
		for _, err := range all(func(i int) error {
			_, err := w.Admit(as[i%2], residence.Admission{Client: has, Bed: second})
			return err
		}) {
			refused(t, err, pana.Conflict, "residence.client.placed")
			told++
		}
		if c := w.tonight("saule").Counts(); c.In+c.Expected != 1 { // of two who had it on one day, the second comes tonight
			t.Fatalf("round %d: %d in the house, want one", n, c.In+c.Expected)
		}
		if err := w.Discharge(as[0], residence.Leaving{Client: has, Ended: residence.Ending("own-decision")}); err != nil {
			t.Fatal(err)
		}
	}
	proof.Say(t, "one bed and one code by four hands at once", rounds, seed, "%d codes, none given twice; each bed given once, %d told that it is taken", len(codes), told)
}
