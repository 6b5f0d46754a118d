package house_test

import (
	"errors"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

func TestTwoPeopleStandBehindAnAct(t *testing.T) {
	w := housetest.Open(t)
	saule := w.As("saule")
	second := func(name string) house.Entry {
		return house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "192.0.2.7"}
	}
	for name, test := range map[string]struct {
		pair house.Pair
		say  string
	}{
		"the deputy beside the director":     {house.Pair{Passphrase: housetest.Passphrase("saule"), Second: second("marat")}, ""},
		"the director twice":                 {house.Pair{Passphrase: housetest.Passphrase("saule"), Second: second("saule")}, "two.other"},
		"somebody without the right":         {house.Pair{Passphrase: housetest.Passphrase("saule"), Second: second("dina")}, "two.other"},
		"a wrong passphrase of the director": {house.Pair{Passphrase: "wrong wrong wrong wrong", Second: second("marat")}, "signin.wrong"},
		"a wrong passphrase of the deputy":   {house.Pair{Passphrase: housetest.Passphrase("saule"), Second: house.Entry{Name: "marat", Passphrase: "wrong wrong", Address: "192.0.2.8"}}, "signin.wrong"},
	} {
		t.Run(name, func(t *testing.T) {
			who, err := w.House.TwoPeople(saule, policy.EndStaff, test.pair)
			if test.say == "" {
				if err != nil || who.Staff != w.Staff("marat") {
					t.Fatalf("second %q, %v", who.Staff, err)
				}
				return
			}
			if sentenceKey(err) != test.say || who.Staff != "" {
				t.Errorf("%v, want %s", err, test.say)
			}
		})
	}
	if _, err := w.House.TwoPeople(w.As("dina"), policy.EndStaff, house.Pair{}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("someone without the right begins it: %v", err)
	}
}

// sentenceKey is what err says to the reader.
func sentenceKey(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	return ""
}
