package look

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
)

func TestARememberedMomentIsReadAsItWasMeant(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		how        pana.Precision
		want       pana.Fuzzy
	}{
		{"nothing is unknown", " ", pana.Before, pana.Fuzzy{}},
		{"a year alone", "1998", "", pana.Fuzzy{Earliest: "1998-01-01", Latest: "1998-12-31", Precision: pana.Year}},
		{"a month", "10.2010", "", pana.Fuzzy{Earliest: "2010-10-01", Latest: "2010-10-31", Precision: pana.Month}},
		{"a month as a machine writes it", "2010-10", "", pana.Fuzzy{Earliest: "2010-10-01", Latest: "2010-10-31", Precision: pana.Month}},
		{"a day", "15.10.2010", "", pana.Fuzzy{Earliest: "2010-10-15", Latest: "2010-10-15", Precision: pana.Day}},
		{"before a year ends with the year before it", "1991", pana.Before, pana.Fuzzy{Latest: "1990-12-31", Precision: pana.Before}},
		{"after a year begins with the year after it", "1991", pana.After, pana.Fuzzy{Earliest: "1992-01-01", Precision: pana.After}},
		{"about a year", "1998", pana.About, pana.Fuzzy{Earliest: "1997-01-01", Latest: "1999-12-31", Precision: pana.About}},
		{"autumn", "10.2010", pana.Season, pana.Fuzzy{Earliest: "2010-09-01", Latest: "2010-11-30", Precision: pana.Season}},
		{"the nineties", "1994", pana.Decade, pana.Fuzzy{Earliest: "1990-01-01", Latest: "1999-12-31", Precision: pana.Decade}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadFuzzy(url.Values{"since": {tt.text}, "since_how": {string(tt.how)}}.Get, "since")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAMomentThatCannotBeReadSaysWhichFieldAndWhy(t *testing.T) {
	for _, tt := range []struct{ name, text, how, say string }{
		{"words", "before the war", "", "date.unreadable"},
		{"a month that does not exist", "13.2010", "", "date.unreadable"},
		{"a day that does not exist", "30.02.2010", "", "date.unreadable"},
		{"a year no one in care was born in", "1850", "", "date.year"},
		{"a month of a year too far ahead", "10.2150", "", "date.year"},
		{"a choice the field does not offer", "1998", "sometime", "date.precision"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadFuzzy(url.Values{"since": {tt.text}, "since_how": {tt.how}}.Get, "since")
			e, ok := err.(*pana.Error)
			if !ok || e.Field != "since" || e.Say != tt.say || e.Kind != pana.Invalid {
				t.Errorf("got %#v", err)
			}
		})
	}
}

func TestWhatIsWrittenBackIsReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date("1901-01-01").AddDays(rapid.IntRange(0, 70000).Draw(t, "day"))
		want, err := pana.NewFuzzy(day, rapid.SampledFrom(pana.Precisions()).Draw(t, "precision"))
		if err != nil {
			t.Fatal(err)
		}
		text, how := WrittenFuzzy(want)
		got, err := ReadFuzzy(url.Values{"x": {text}, "x_how": {string(how)}}.Get, "x")
		if err != nil {
			t.Fatalf("%s written %q %q: %v", want, text, how, err)
		}
		if got != want {
			t.Fatalf("%s written %q %q is read as %s", want, text, how, got)
		}
	})
}

func FuzzReadFuzzy(f *testing.F) {
	for _, s := range []string{"1998", "10.2010", "2010-10", "15.10.2010", "0.0", "9999", "１９９８"} {
		f.Add(s, "before")
	}
	f.Fuzz(func(t *testing.T, text, how string) {
		got, err := ReadFuzzy(url.Values{"x": {text}, "x_how": {how}}.Get, "x")
		if err == nil && got.Valid() != nil {
			t.Errorf("%q %q was read as %s", text, how, got)
		}
	})
}
