package funding

import "testing"

// What is read as money or as a part is written back as it was meant.
func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"", "0", "12 500,50", "33.33", "100", "1e5", "-3", "1.234", "9999999999999", "٣", "1,2,3", "0,5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if minor, err := ParseMinor("fuzz", "amount", text); err == nil {
			if minor < 0 || minor > mostMinor {
				t.Errorf("%q is %d", text, minor)
			}
			if again, err := ParseMinor("fuzz", "amount", Coins(minor)); err != nil || again != minor {
				t.Errorf("%q is %d, and %q is %d: %v", text, minor, Coins(minor), again, err)
			}
		}
		if parts, err := ParsePercent("fuzz", "share", text); err == nil {
			if again, err := ParsePercent("fuzz", "share", Percent(parts)); err != nil || again != parts || parts > Whole {
				t.Errorf("%q is %d, and %q is %d: %v", text, parts, Percent(parts), again, err)
			}
		}
	})
}
