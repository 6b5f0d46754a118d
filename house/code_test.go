package house_test

import (
	"context"
	"regexp"
	"sync"
	"testing"
	"time"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

var codeForm = regexp.MustCompile(`^KZ-26-[1-9][0-9]{2,}$`)

func draw(t *testing.T, w *housetest.World, n int) (codes []string) {
	t.Helper()
	err := w.House.DB.Update(t.Context(), func(tx *db.Tx) error {
		codes = nil
		for range n {
			c, err := w.House.NewCode(t.Context(), tx)
			if err != nil {
				return err
			}
			codes = append(codes, c)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func TestCodesWidenWhenAThirdOfTheYearIsUsed(t *testing.T) {
	w := housetest.Open(t)
	codes := draw(t, w, 300+3000+50)
	seen := map[string]bool{}
	rising := 0
	for i, c := range codes {
		width := len("KZ-26-") + 3
		switch {
		case i >= 3300:
			width += 2
		case i >= 300:
			width++
		}
		if seen[c] || !codeForm.MatchString(c) || len(c) != width {
			t.Fatalf("code %d is %s", i, c)
		}
		seen[c] = true
		if i > 0 && c > codes[i-1] {
			rising++
		}
	}
	if rising > len(codes)*3/4 {
		t.Errorf("%d of %d codes are higher than the one before: they show an order", rising, len(codes))
	}
}

func TestEachYearBeginsWithThreeDigits(t *testing.T) {
	w := housetest.Open(t)
	draw(t, w, 310)
	// New year comes to the house before it comes to London.
	w.Clock.Set(time.Date(2026, 12, 31, 19, 30, 0, 0, time.UTC))
	if c := draw(t, w, 1)[0]; len(c) != len("KZ-27-123") || c[:6] != "KZ-27-" {
		t.Errorf("got %s", c)
	}
}

func TestACodeDrawnInVainIsFreeAgain(t *testing.T) {
	w := housetest.Open(t)
	cut, cancel := context.WithCancel(t.Context())
	err := w.House.DB.Update(cut, func(tx *db.Tx) error {
		_, err := w.House.NewCode(cut, tx)
		cancel()
		return err
	})
	if err == nil {
		t.Fatal("the transaction went through")
	}
	err = w.House.DB.View(t.Context(), func(tx *db.Tx) error {
		n, err := db.Get[int](t.Context(), tx, `SELECT COUNT(*) FROM code_numbers`)
		if n != 0 {
			t.Errorf("%d numbers used", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTwoWhoDrawAtOnceGetTwoCodes(t *testing.T) {
	w := housetest.Open(t)
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				var code string
				err := w.House.DB.Update(context.Background(), func(tx *db.Tx) (err error) {
					code, err = w.House.NewCode(context.Background(), tx)
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				seen[code]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 40 {
		t.Errorf("%d codes for 40 drawn", len(seen))
	}
}
