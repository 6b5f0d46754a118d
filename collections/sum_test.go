package collections_test

import (
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
)

func TestASumIsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "0": 0, "12 500": 12_500_00, "12\u00a0500,50": 12_500_50, "12500.5": 12_500_50, "0,01": 1, "1000000000": 1_000_000_000_00} {
		if got, err := collections.ParseSum("test", "amount", text); err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
	}
	for text, say := range map[string]string{"-5": "collections.sum.form", "12.500": "collections.sum.form", "1,2,3": "collections.sum.form", "5 ₸": "collections.sum.form", "five": "collections.sum.form",
		".5": "collections.sum.form", "5.": "collections.sum.form", "1e9": "collections.sum.form", "٥": "collections.sum.form", "1000000000,01": "collections.sum.most", "99999999999999999999": "collections.sum.most"} {
		_, err := collections.ParseSum("test", "amount", text)
		housetest.Refused(t, err, pana.Invalid, say)
	}
}

func TestASumWrittenPlainlyIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, collections.MostSum).Draw(t, "sum")
		if back, err := collections.ParseSum("test", "x", collections.Plain(n)); err != nil || back != n {
			t.Fatalf("%d is written %s and read %d, %v", n, collections.Plain(n), back, err)
		}
	})
}

func FuzzParseSum(f *testing.F) {
	for _, s := range []string{"12 500,50", "-1", "0.1", "99999999999999999999", "\u00a01\u202f2", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := collections.ParseSum("test", "x", text)
		if err != nil {
			if n != 0 || pana.KindOf(err) != pana.Invalid {
				t.Errorf("%q: %d, %v", text, n, err)
			}
			return
		}
		if n < 0 || n > collections.MostSum {
			t.Errorf("%q is %d", text, n)
		}
		if back, err := collections.ParseSum("test", "x", collections.Plain(n)); err != nil || back != n {
			t.Errorf("%q is %d and then %d, %v", text, n, back, err)
		}
	})
}

func TestTermsFollowTheSchoolYear(t *testing.T) {
	for day, want := range map[pana.Date]string{"2026-11-23": "2026-autumn", "2027-01-31": "2026-autumn", "2027-02-01": "2027-spring", "2027-07-31": "2027-spring", "2027-08-01": "2027-autumn"} {
		if got := collections.TermOf(day); got != want {
			t.Errorf("%s falls into %s, want %s", day, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date("2020-01-01").AddDays(rapid.IntRange(0, 5000).Draw(t, "day"))
		seen := map[string]bool{}
		for _, term := range collections.Terms(day) {
			if s, y := collections.Season(term); s == "" || y < 2019 || seen[term] {
				t.Fatalf("%s offers %v", day, collections.Terms(day))
			}
			seen[term] = true
		}
	})
}
