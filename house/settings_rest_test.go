package house_test

import (
	"context"
	"strings"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

// Whoever reads the row of settings reads no telephone number in it, and the house
// still shows it after it was stopped and started.
func TestHowToReachTheOneOnCallRestsSealed(t *testing.T) {
	w := housetest.Open(t)
	kept := func() (text string) {
		err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
			text, err = db.Get[string](context.Background(), tx, `SELECT settings FROM house`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for _, note := range []string{"Ring twice, +7 000 000 00 01", "+7 000 000 00 02", ""} {
		s := w.House.Settings()
		s.OnCallNote = note
		if err := w.House.SetSettings(w.As("saule"), s, w.House.SettingsVersion()); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(kept(), "+7") || strings.Contains(kept(), "Ring") {
			t.Errorf("the note lies open: %s", kept())
		}
		if err := w.House.Lock(w.As("saule")); err != nil {
			t.Fatal(err)
		}
		w.As("saule") // starts it again
		if got := w.House.Settings().OnCallNote; got != note {
			t.Errorf("after a start the note is %q, want %q", got, note)
		}
	}
}
