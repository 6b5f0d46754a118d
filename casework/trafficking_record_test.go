package casework

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"example.org/pana"
)

// heard are the facts of a hard case: held since before 1991, for about eight
// months in one place, by a relative.
func heard(t testing.TB) Trafficking {
	t.Helper()
	f := NoFacts()
	f.Status, f.DecidedBy, f.DecidedOn = "PossibleVictimOfTrafficking", "NGO", "2026-11-20"
	var err error
	if f.Held.From, err = pana.NewFuzzy("1990-12-31", pana.Before); err != nil {
		t.Fatal(err)
	}
	if f.Held.Until, err = pana.NewFuzzy("2026-10-01", pana.Season); err != nil {
		t.Fatal(err)
	}
	f.MonthsLeast, f.MonthsMost, f.AgeWhen = 7, 9, 17
	f.Recruiter, f.ExitMode, f.Source, f.Interpreted = "other-relative", "neighbour", pana.ClientSaid, true
	f.Codes = map[string][]string{
		"htcds/exploitation":       {"ForcedLabour", "Servitude"},
		"htcds/control":            {"RestrictsMovement", "WithholdsDocuments"},
		"htcds/labour-industry":    {"A01"},
		"htcds/recruitment-method": {"ThroughFamilyOrFamilyEvents"},
	}
	when, _ := pana.NewFuzzy("2010-10-01", pana.Season)
	f.Places = []Place{{Kind: "origin", Country: "UZ", Region: "UZ-TK"}, {N: 1, Kind: "exploitation", Country: "KZ", Region: "KZ-61", When: when, Words: "a farm by the river"}}
	f.Told = "I did not know what money was."
	return f
}

func TestFactsComeBackAsTheyWereHeard(t *testing.T) {
	w := open(t)
	a := cared(w)
	want := heard(t)
	if _, err := w.RecordFacts(w.As("dina"), a.Client, want, 0); err != nil {
		t.Fatal(err)
	}
	got, err := w.Facts(w.As("gulnar"), a.Code)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Trafficking{}, "ID", "Episode", "By", "At", "Version")); diff != "" {
		t.Errorf("facts (-heard +shown):\n%s", diff)
	}
	if f := w.file("dina", a); f.Facts.Told != want.Told || f.Facts.Places[1].Words != "a farm by the river" {
		t.Errorf("the file shows %+v", f.Facts)
	}
	w.bed(a, "")
	_, err = w.Facts(w.As("timur"), a.Code)
	is(t, err, pana.NotFound, "record.absent")
	_, err = w.RecordFacts(w.As("timur"), a.Client, want, 0)
	is(t, err, pana.Forbidden, "policy.refused")
}

func TestACorrectionOfFactsIsANewRow(t *testing.T) {
	w := open(t)
	a := cared(w)
	first, err := w.RecordFacts(w.As("dina"), a.Client, heard(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.RecordFacts(w.As("dina"), a.Client, heard(t), 0)
	if err != nil || again != first {
		t.Errorf("the same facts again: row %q, %v", again, err)
	}
	now := heard(t)
	now.Told, now.ExitMode = "I knew a little.", "escape"
	_, err = w.RecordFacts(w.As("dina"), a.Client, now, 0)
	is(t, err, pana.Conflict, "db.stale")
	if fields := err.(*pana.Error).With["Fields"]; !slices.Equal(fields.([]string), []string{"exit_mode", "told"}) {
		t.Errorf("a stale form differs in %v", fields)
	}
	if _, err := w.RecordFacts(w.As("gulnar"), a.Client, now, 1); err != nil {
		t.Fatal(err)
	}
	got, err := w.Facts(w.As("dina"), a.Code)
	if err != nil || got.Told != "I knew a little." || got.Version != 2 || got.By != w.Staff("gulnar") {
		t.Errorf("after the correction: %+v, %v", got, err)
	}
	if n := count(t, w, `SELECT count(*) FROM trafficking WHERE client_id = $1`, a.Client); n != 2 {
		t.Errorf("%d rows, want both", n)
	}
	if n := count(t, w, `SELECT count(*) FROM words WHERE tbl = 'trafficking' AND row = $1 AND field = 'told'`, first); n != 1 {
		t.Error("what she told first is gone")
	}
}

func TestNothingAboutTraffickingIsRequired(t *testing.T) {
	w := open(t)
	a := cared(w)
	if got, err := w.Facts(w.As("dina"), a.Code); err != nil || got.MonthsLeast != -1 || got.ID != "" {
		t.Errorf("before anyone asked: %+v, %v", got, err)
	}
	if _, err := w.RecordFacts(w.As("dina"), a.Client, NoFacts(), 0); err != nil {
		t.Fatal(err)
	}
}

func TestWhatFactsRefuse(t *testing.T) {
	w := open(t)
	a := cared(w)
	for _, test := range []struct {
		name  string
		spoil func(*Trafficking)
		field string
	}{
		{"a status no list knows", func(f *Trafficking) { f.Status = "Liar" }, "status"},
		{"a list of one's own", func(f *Trafficking) { f.Codes["shoes"] = []string{"red"} }, "shoes"},
		{"a control no list knows", func(f *Trafficking) { f.Codes["htcds/control"] = []string{"Magic"} }, "control"},
		{"a control twice", func(f *Trafficking) { f.Codes["htcds/control"] = []string{"Other", "Other"} }, "control"},
		{"an end before the beginning", func(f *Trafficking) {
			f.Held.Until = pana.Fuzzy{Latest: "1980-01-01", Precision: pana.Before}
			f.Held.From = pana.Fuzzy{Earliest: "1990-01-01", Precision: pana.After}
		}, "held_until"},
		{"a beginning to come", func(f *Trafficking) { f.Held.From = pana.Fuzzy{Earliest: "2027-01-01", Precision: pana.After} }, "held_from"},
		{"about one exact day", func(f *Trafficking) {
			f.Held.From = pana.Fuzzy{Earliest: "2010-01-01", Latest: "2010-01-01", Precision: pana.About}
		}, "held_from"},
		{"a year like 1850", func(f *Trafficking) { f.Held.From = pana.Fuzzy{Latest: "1850-01-01", Precision: pana.Before} }, "held_from"},
		{"most months below least", func(f *Trafficking) { f.MonthsLeast, f.MonthsMost = 9, 7 }, "months_most"},
		{"two hundred years of age", func(f *Trafficking) { f.AgeWhen = 200 }, "age_when"},
		{"a street for a region", func(f *Trafficking) { f.Places[0].Region = "Abay 5" }, "place_0_region"},
		{"a region of another country", func(f *Trafficking) { f.Places[0].Country = "KG" }, "place_0_region"},
		{"a country that is none", func(f *Trafficking) { f.Places[1].Country = "XQ" }, "place_1_country"},
		{"a decision tomorrow", func(f *Trafficking) { f.DecidedOn = "2026-11-24" }, "decided_on"},
		{"a NUL in her telling", func(f *Trafficking) { f.Told = "\x00" }, "told"},
	} {
		f := heard(t)
		test.spoil(&f)
		_, err := w.RecordFacts(w.As("dina"), a.Client, f, 0)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
}

func TestWhatIsFuzzyNeverComesOutExact(t *testing.T) {
	day := rapid.Custom(func(t *rapid.T) pana.Date {
		return pana.Date("1960-01-01").AddDays(rapid.IntRange(0, 24000).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		f := NoFacts()
		f.Held.From = pana.Fuzzy{Earliest: day.Draw(t, "earliest"), Latest: day.Draw(t, "latest"), Precision: rapid.SampledFrom(append(pana.Precisions(), pana.Unknown)).Draw(t, "precision")}
		f.MonthsLeast, f.MonthsMost = rapid.IntRange(-1, 40).Draw(t, "least"), rapid.IntRange(-1, 40).Draw(t, "most")
		kept, err := f.clean("test", "2026-11-23")
		if err != nil {
			return
		}
		if kept.Held.From != f.Held.From {
			t.Fatalf("%v became %v", f.Held.From, kept.Held.From)
		}
		if _, exact := kept.Held.From.Exact(); exact != (f.Held.From.Precision == pana.Day) {
			t.Fatalf("%v is exact: %v", kept.Held.From, exact)
		}
		if kept.Held.From.Precision != pana.Day && kept.Held.From.Earliest == kept.Held.From.Latest && kept.Held.From.Earliest != "" {
			t.Fatalf("%v has one day", kept.Held.From)
		}
		if kept.MonthsLeast >= 0 && kept.MonthsLeast == kept.MonthsMost {
			t.Fatalf("%d months came out exact", kept.MonthsLeast)
		}
	})
}
