package casework

import "testing"

func TestNamesAreAlikeAcrossScriptsOrderAndASlip(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		alike, same bool
	}{
		{"Рано Исмаилова", "Rano Ismailova", true, true},
		{"Ismailova Rano", "Rano Ismailova", true, true},
		{"Rano Ismajlova", "Rano Ismailova", true, true},
		{"Rano Ismailov", "Rano Ismailova", true, false},
		{"Rano", "Rano Ismailova", true, false},
		{"Rano Ismailova", "Rano", true, false},
		{"Zarina Omarova", "Rano Ismailova", false, false},
		{"Rano Omarova", "Rano Ismailova", false, false},
		{"", "Rano Ismailova", false, false},
		{"Rano Ismailova", "", false, false},
		{"", "", false, false},
	} {
		if got := Alike(c.a, c.b); got != c.alike {
			t.Errorf("%q and %q are alike: %v", c.a, c.b, got)
		}
		if got := SameName(c.a, c.b); got != c.same {
			t.Errorf("%q and %q are one name: %v", c.a, c.b, got)
		}
	}
}
