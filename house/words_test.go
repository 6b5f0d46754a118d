package house_test

import (
	"testing"

	"example.org/pana/house/housetest"
)

// Wherever somebody chooses a passphrase, one that is made of what everyone knows
// of this house is refused, and one in which such a word merely stands is taken.
func TestAPassphraseOfTheWordsOfTheHouseIsRefused(t *testing.T) {
	w := housetest.Open(t)
	set, site := w.House.Settings(), w.House.SiteList()[0]
	change := func(pass string) error {
		_, err := w.House.ChangePassphrase(w.As("dina"), housetest.Passphrase("dina"), pass, false)
		return err
	}
	for what, pass := range map[string]string{
		"the name of the house":     set.Name + " " + set.Name + " 2026",
		"a site":                    site.Name + ", " + site.Name + ", 1991",
		"who signs in here":         "dina, erlan, saule, gulnar",
		"the town of the clock":     "Almaty, Almaty... Pana",
		"a region as it is written": "Шымкент қаласы, баспана",
	} {
		if err := change(pass); say(err) != "passphrase.house" && say(err) != "passphrase.simple" || field(err) != "new" {
			t.Errorf("%s: %v", what, err)
		}
		if err := w.House.SetDuress(w.As("dina"), pass); say(err) != "passphrase.house" && say(err) != "passphrase.simple" || field(err) != "danger" {
			t.Errorf("%s, for danger: %v", what, err)
		}
	}
	if err := change("dina picks seven red apples"); err != nil {
		t.Errorf("a word of the house among others: %v", err)
	}
	f := housetest.Founding()
	f.Director.Passphrase = f.Settings.Name + ", " + f.Director.Name + ", 2026, Almaty"
	if err := f.Check(); say(err) != "passphrase.house" || field(err) != "director_passphrase" {
		t.Errorf("at the founding: %v", err)
	}
}
