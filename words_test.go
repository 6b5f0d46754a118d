package pana_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
)

func TestADateIsRefusedWhenNoRecordCouldSpeakOfIt(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     pana.Date
		ok       bool
	}{
		{"as the standard writes it", "2026-11-23", "2026-11-23", true},
		{"as people here write it", "23.11.2026", "2026-11-23", true},
		{"without leading zeros", "3.1.1991", "1991-01-03", true},
		{"nothing said", "", "", true},
		{"before anyone alive", "1850-01-01", "", false},
		{"past every plan", "2150-01-01", "", false},
		{"a day that never was", "2026-02-30", "", false},
		{"words", "last autumn", "", false},
	} {
		got, err := pana.ParseDate(c.in)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("%s: ParseDate(%q) = %q, %v", c.name, c.in, got, err)
		}
		if err != nil && pana.KindOf(err) != pana.Invalid {
			t.Errorf("%s: kind %v, want invalid", c.name, pana.KindOf(err))
		}
	}
}

// Days are counted with and without a calendar: both come to the same.
func TestADayLaterIsTheSameHoweverItIsReckoned(t *testing.T) {
	for on := time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC); on.Year() < 2025; on = on.AddDate(0, 0, 1) {
		from := pana.DateOf(on, time.UTC)
		for _, n := range []int{-400, -31, -1, 0, 1, 2, 9, 27, 28, 29, 31, 366} {
			if got, want := from.AddDays(n), pana.DateOf(on.AddDate(0, 0, n), time.UTC); got != want {
				t.Fatalf("%d days from %s: %s, want %s", n, from, got, want)
			}
		}
	}
}

func TestAMomentIsNoMoreExactThanItWasTold(t *testing.T) {
	for _, c := range []struct {
		name             string
		day              pana.Date
		p                pana.Precision
		earliest, latest pana.Date
	}{
		{"before the end of 1991", "1991-12-31", pana.Before, "", "1991-12-31"},
		{"after she turned ten", "2001-05-01", pana.After, "2001-05-01", ""},
		{"autumn 2010", "2010-10-15", pana.Season, "2010-09-01", "2010-11-30"},
		{"winter counts with its January", "2010-12-15", pana.Season, "2010-12-01", "2011-02-28"},
		{"January is the same winter", "2011-01-10", pana.Season, "2010-12-01", "2011-02-28"},
		{"a month", "2024-02-09", pana.Month, "2024-02-01", "2024-02-29"},
		{"a year", "1998-07-01", pana.Year, "1998-01-01", "1998-12-31"},
		{"the nineties", "1998-07-01", pana.Decade, "1990-01-01", "1999-12-31"},
		{"about 1998", "1998-07-01", pana.About, "1997-01-01", "1999-12-31"},
	} {
		f, err := pana.NewFuzzy(c.day, c.p)
		if err != nil || f.Earliest != c.earliest || f.Latest != c.latest {
			t.Errorf("%s: %v, %v", c.name, f, err)
		}
		if _, exact := f.Exact(); exact {
			t.Errorf("%s became exact", c.name)
		}
	}
}

func TestFuzzyMomentsNeverBecomeExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date(time.Unix(rapid.Int64Range(-2e9, 4e9).Draw(t, "at"), 0).UTC().Format(time.DateOnly))
		p := rapid.SampledFrom(pana.Precisions()).Draw(t, "precision")
		f, err := pana.NewFuzzy(day, p)
		if err != nil {
			t.Fatal(err)
		}
		if d, exact := f.Exact(); exact != (p == pana.Day) || exact && d != day {
			t.Fatalf("%v of %s: exact = %v", p, day, exact)
		}
		if f.Earliest != "" && f.Earliest > day || f.Latest != "" && f.Latest < day {
			t.Fatalf("%v does not hold the day %s it was made from", f, day)
		}
		if err := f.Valid(); err != nil {
			t.Fatal(err)
		}
		open := pana.Period{From: f}
		if _, _, ok := open.Days(); ok {
			t.Fatal("an open period was given a length")
		}
	})
}

func TestConsentAllowsOnlyWhatWasSaidAndOnlyWhileItStands(t *testing.T) {
	given := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	now := given.AddDate(0, 0, 10)
	c := pana.Consent{Purpose: pana.ShareWith, Recipient: "clinic", Fields: []string{"age_band"}, From: given, Until: "2026-11-30"}
	for _, try := range []struct {
		name  string
		c     func() pana.Consent
		field string
		to    string
		now   time.Time
		want  bool
	}{
		{"the field, the recipient, in time", func() pana.Consent { return c }, "age_band", "clinic", now, true},
		{"another field", func() pana.Consent { return c }, "name", "clinic", now, false},
		{"another recipient", func() pana.Consent { return c }, "age_band", "embassy", now, false},
		{"before it was given", func() pana.Consent { return c }, "age_band", "clinic", given.Add(-time.Hour), false},
		{"after its last day", func() pana.Consent { return c }, "age_band", "clinic", given.AddDate(0, 2, 0), false},
		{"withdrawn", func() pana.Consent { w := c; w.Withdrawn = given.AddDate(0, 0, 1); return w }, "age_band", "clinic", now, false},
		{"asked and refused", func() pana.Consent { w := c; w.Refused = true; return w }, "age_band", "clinic", now, false},
	} {
		if got := try.c().Allows(pana.ShareWith, try.to, try.field, try.now, pana.DateOf(try.now, time.UTC)); got != try.want {
			t.Errorf("%s: allows = %v", try.name, got)
		}
	}
}

func TestIDsMadeLaterSortLater(t *testing.T) {
	at := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	a, b := pana.NewID(at), pana.NewID(at.Add(time.Millisecond))
	if a >= b || len(a) != 36 || a[14] != '7' {
		t.Errorf("%s then %s", a, b)
	}
}

func TestAMomentStandsBetweenTheIDsBeforeAndAfterIt(t *testing.T) {
	at := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	if first := pana.FirstID(at); pana.NewID(at.Add(-time.Millisecond)) >= first || first >= pana.NewID(at) {
		t.Errorf("%s does not stand between", first)
	}
}
