package assessment_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
)

func (w *world) before(name string) assessment.Before {
	w.t.Helper()
	b, err := w.SeeBefore(w.As(name), w.code)
	done(w.t, name+" opens what was before", err)
	return b
}

func about(t testing.TB, d pana.Date, p pana.Precision) pana.Fuzzy {
	t.Helper()
	f, err := pana.NewFuzzy(d, p)
	done(t, "a moment", err)
	return f
}

func TestWhatWasBeforeIsToldLineByLineAndCorrectedWithoutLosingAnything(t *testing.T) {
	w := open(t)
	dina := w.As("dina")
	harm := assessment.Harm{Kind: "neglect", When: pana.Period{From: about(t, "1998-06-01", pana.Decade)}}
	harm.Told, harm.Source = "Nobody asked where I slept.", pana.ClientSaid
	done(t, "a harm", w.RecordHarm(dina, w.woman, harm))
	chance := assessment.Chance{Kind: "teacher", When: about(t, "2008-01-01", pana.Year)}
	chance.Text = "Saw the bruises and wrote nothing."
	done(t, "a chance", w.RecordChance(dina, w.woman, chance))
	b := w.before("gulnar")
	if len(b.Harms) != 1 || b.Harms[0].Told != harm.Told || b.Harms[0].When != harm.When || len(b.Chances) != 1 || b.Chances[0].Text != chance.Text {
		t.Fatalf("%+v", b)
	}
	fixed := b.Harms[0]
	fixed.Kind, fixed.Told = "physical", "He hit me."
	done(t, "a correction", w.RecordHarm(dina, w.woman, fixed))
	is(t, "correcting it again from the old page", w.RecordHarm(dina, w.woman, fixed), pana.Conflict, "db.stale")
	b = w.before("dina")
	if len(b.Harms) != 1 || b.Harms[0].Kind != "physical" || b.Harms[0].Told != "He hit me." {
		t.Errorf("%+v", b.Harms)
	}
	if n := w.count(`SELECT COUNT(*) FROM prior_harms`); n != 2 {
		t.Errorf("%d lines are kept, want both", n)
	}
	done(t, "a mistake", w.RemoveBefore(dina, w.woman, assessment.ChanceSet, b.Chances[0].ID))
	if b = w.before("dina"); len(b.Chances) != 0 {
		t.Error("it still shows")
	}
	if n := w.count(`SELECT COUNT(*) FROM missed_chances`); n != 1 {
		t.Error("it was deleted")
	}
	is(t, "a table of others", w.RemoveBefore(dina, w.woman, "clients", string(w.woman)), pana.Invalid, "record.absent")
	other, _ := w.comes()
	w.works("dina", pana.SocialWorker, other)
	is(t, "a line of another client", w.RemoveBefore(dina, other, assessment.Harms, b.Harms[0].ID), pana.Invalid, "record.absent")
	stolen := fixed
	stolen.ID = b.Harms[0].ID
	is(t, "correcting another client's line", w.RecordHarm(dina, other, stolen), pana.Invalid, "record.absent")
}

func TestRisksOfOthersStandInATableOfTheirOwnThatNoExportKnows(t *testing.T) {
	w := open(t)
	line := assessment.Household{Kind: "alcohol", Whose: "mother"}
	line.Text = "Drank from the morning on."
	done(t, "a risk at home", w.RecordHousehold(w.As("dina"), w.woman, line))
	b := w.before("dina")
	if len(b.Household) != 1 || b.Household[0].Whose != "mother" || b.Household[0].Text != line.Text || len(b.Harms) != 0 {
		t.Errorf("%+v", b)
	}
	is(t, "nobody said what", w.RecordHousehold(w.As("dina"), w.woman, assessment.Household{Whose: "father"}), pana.Invalid, "before.kind.missing")
	is(t, "a risk nobody knows", w.RecordHousehold(w.As("dina"), w.woman, assessment.Household{Kind: "bad luck"}), pana.Invalid, "codes.unknown")
}

func TestThreeAnswersAboutTheWholeAndAThoughtForTheChildren(t *testing.T) {
	w := open(t)
	done(t, "marks", w.Mark(w.As("dina"), w.woman, assessment.Marks{Domestic: "yes", Parents: "yes", Children: "unknown", Source: pana.ClientSaid}))
	m := w.before("gulnar").Marks
	if m.Domestic != "yes" || m.Number != 1 || !m.Generational() || m.Safeguard(0) || !m.Safeguard(2) {
		t.Errorf("%+v", m)
	}
	is(t, "an old page", w.Mark(w.As("gulnar"), w.woman, assessment.Marks{Domestic: "no"}), pana.Conflict, "db.stale")
	done(t, "the same answers once more", w.Mark(w.As("gulnar"), w.woman, assessment.Marks{Domestic: "yes", Parents: "yes", Children: "unknown", Source: pana.ClientSaid}))
	m.Domestic = "no"
	done(t, "another answer", w.Mark(w.As("gulnar"), w.woman, m))
	is(t, "a fourth answer", w.Mark(w.As("gulnar"), w.woman, assessment.Marks{Domestic: "maybe", Number: 2}), pana.Invalid, "codes.unknown")
	if n := w.count(`SELECT COUNT(*) FROM before_marks`); n != 2 {
		t.Errorf("%d rows, want both", n)
	}
}

func TestTheNightTheNurseAndTheLawyerReadNothingOfWhatWasBefore(t *testing.T) {
	w := open(t)
	w.works("bolat", pana.Lawyer, w.woman)
	w.works("raushan", pana.Nurse, w.woman)
	for _, name := range []string{"timur", "bolat", "raushan", "erlan", "vera", "lena"} {
		if _, err := w.SeeBefore(w.As(name), w.code); err == nil {
			t.Errorf("%s reads what was before", name)
		}
		if err := w.RecordHarm(w.As(name), w.woman, assessment.Harm{Kind: "other"}); err == nil {
			t.Errorf("%s writes what was before", name)
		}
	}
}

// Whatever was remembered roughly comes back as rough as it went in.
func TestRoughTimesNeverBecomeExact(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		moment := func(name string) pana.Fuzzy {
			day := pana.Date(time.Unix(rapid.Int64Range(-1e9, 1.7e9).Draw(t, name), 0).UTC().Format(time.DateOnly))
			f, err := pana.NewFuzzy(day, rapid.SampledFrom(pana.Precisions()).Draw(t, name+" precision"))
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		h := assessment.Harm{Kind: "other", When: pana.Period{From: moment("from")}}
		if rapid.Bool().Draw(t, "it ended") {
			h.When.Until = moment("until")
		}
		c := assessment.Chance{Kind: "neighbour", When: moment("when")}
		crossed := h.When.From.Earliest != "" && h.When.Until.Latest != "" && h.When.From.Earliest > h.When.Until.Latest
		client, code := w.comes()
		w.works("dina", pana.SocialWorker, client)
		err := w.RecordHarm(w.As("dina"), client, h)
		if crossed {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatalf("an end before the beginning: %v", err)
			}
			return
		}
		if err == nil {
			err = w.RecordChance(w.As("dina"), client, c)
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := w.SeeBefore(w.As("dina"), code)
		if err != nil || len(b.Harms) != 1 || len(b.Chances) != 1 {
			t.Fatalf("%+v, %v", b, err)
		}
		for _, pair := range [][2]pana.Fuzzy{{h.When.From, b.Harms[0].When.From}, {h.When.Until, b.Harms[0].When.Until}, {c.When, b.Chances[0].When}} {
			if pair[0] != pair[1] {
				t.Fatalf("%v came back as %v", pair[0], pair[1])
			}
			if _, exact := pair[1].Exact(); exact && pair[0].Precision != pana.Day {
				t.Fatalf("%v became exact", pair[0])
			}
		}
	})
}

// The way in asks nothing of what was before.
func TestNothingOfItIsAskedAtTheDoor(t *testing.T) {
	w := open(t)
	for _, table := range []string{assessment.Harms, assessment.Homes, assessment.ChanceSet, "before_marks", "assessments", "risk_reviews", "bonds"} {
		if n := w.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%s has %d rows after an arrival", table, n)
		}
	}
	f, err := w.files.Open(w.As("dina"), w.code)
	if err != nil || f.Episodes[0].Stage != "arrival" || casework.StrengthNote == "" {
		t.Errorf("%v", err)
	}
}
