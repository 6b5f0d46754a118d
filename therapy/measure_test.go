package therapy_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/therapy"
)

// trusted is someone with whom questionnaires may be used.
func (w *world) trusted() casework.Added {
	a := w.cared()
	_, err := w.files.RecordConsent(w.As("dina"), a.Client, casework.NewConsent{Purpose: pana.ServiceFile})
	w.must(err)
	w.must(w.files.SetStage(w.As("dina"), a.Client, "plan", "", 1))
	return a
}

// asks has Gulnar write down a total.
func (w *world) asks(a casework.Added, instrument, total string, on pana.Date) string {
	w.t.Helper()
	id, _, err := w.Ask(w.As("gulnar"), a.Client, therapy.NewMeasure{Instrument: instrument, Language: "kk", Total: total, On: on})
	w.must(err)
	return id
}

func (w *world) series(a casework.Added, instrument string) therapy.Series {
	w.t.Helper()
	all, err := w.Measures(w.As("gulnar"), a.Code)
	w.must(err)
	for _, s := range all.Series {
		if s.Instrument.Name == instrument {
			return s
		}
	}
	return therapy.Series{}
}

func TestAnswersAreScoredAndTheChangeIsSaid(t *testing.T) {
	w := open(t)
	a := w.trusted()
	gulnar := w.As("gulnar")
	_, safety, err := w.Ask(gulnar, a.Client, therapy.NewMeasure{Instrument: "phq-9", Language: "ru", On: "2026-10-01", Answers: []int{3, 3, 2, 2, 2, 2, 2, 2, 0}})
	w.must(err)
	if safety {
		t.Error("safety asked for without cause")
	}
	w.asks(a, "phq-9", "16", "2026-11-01")
	w.asks(a, "phq-9", "9", "2026-11-20")
	s := w.series(a, "phq-9")
	var got []string
	for _, m := range s.Measures {
		got = append(got, fmt.Sprint(m.Score, m.Change, m.SinceFirst, m.Way, m.Language))
	}
	want := "18itemsru 16samesametotalkk 9improvedimprovedtotalkk"
	if strings.ReplaceAll(strings.Join(got, " "), "  ", " ") != want && strings.Join(got, " ") != want {
		t.Errorf("got %q", got)
	}
	if m := s.Measures[0]; len(m.Answers) != 9 || m.Answers[2] != 2 || m.Version != "2001/1" {
		t.Errorf("the first: %+v", m)
	}
}

func TestATimeInBetweenIsComparedToo(t *testing.T) {
	w := open(t)
	a := w.trusted()
	w.asks(a, "who-5", "6", "2026-10-01")
	w.asks(a, "who-5", "14", "2026-11-20")
	w.asks(a, "who-5", "15", "2026-11-01") // written down late
	s := w.series(a, "who-5")
	if s.Measures[1].Change != therapy.Improved || s.Measures[2].Change != therapy.Same || s.Measures[2].SinceFirst != therapy.Improved {
		t.Errorf("%+v", s.Measures)
	}
	if before, ok := s.Before(s.Measures[2]); !ok || before.Score != 15 {
		t.Errorf("before the last: %+v", before)
	}
}

func TestACorrectedMeasureIsKeptBeneathAndTheOthersAreComparedAnew(t *testing.T) {
	w := open(t)
	a := w.trusted()
	first := w.asks(a, "phq-9", "5", "2026-10-01")
	w.asks(a, "phq-9", "9", "2026-11-01")
	gulnar := w.As("gulnar")
	_, _, err := w.Ask(gulnar, a.Client, therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "15", On: "2026-10-01", Supersedes: first})
	w.must(err)
	s := w.series(a, "phq-9")
	if len(s.Measures) != 2 || s.Measures[1].Change != therapy.Improved {
		t.Errorf("%+v", s.Measures)
	}
	_, _, err = w.Ask(gulnar, a.Client, therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "14", Supersedes: first})
	is(t, err, pana.Conflict, "note.superseded")
	_, _, err = w.Ask(gulnar, a.Client, therapy.NewMeasure{Instrument: "gad-7", Language: "kk", Total: "14", Supersedes: first})
	is(t, err, pana.NotFound, "record.absent")
}

func TestAnAnswerAboutDeathRaisesAnAlertThatDoesNotSayWhich(t *testing.T) {
	w := open(t)
	a := w.trusted()
	for _, n := range []therapy.NewMeasure{
		{Instrument: "phq-9", Language: "en", Answers: []int{0, 0, 0, 0, 0, 0, 0, 0, 1}, Alert: "Ask the psychologist before the night."},
		{Instrument: "phq-9", Language: "kk", Total: "4", Thoughts: "yes", Alert: "Ask the psychologist before the night."},
	} {
		_, safety, err := w.Ask(w.As("gulnar"), a.Client, n)
		w.must(err)
		if !safety {
			t.Error("safety not asked for")
		}
	}
	f, err := w.files.Open(w.As("dina"), a.Code)
	w.must(err)
	if len(f.Alerts) != 2 || f.Alerts[0].Kind != "safety" || f.Alerts[0].Text != "Ask the psychologist before the night." {
		t.Errorf("Dina sees %+v", f.Alerts)
	}
	for _, m := range w.series(a, "phq-9").Measures {
		if !m.Safety {
			t.Errorf("not kept: %+v", m)
		}
	}
}

func TestBeforeTrustAReasonIsAskedForAndNothingIsBlocked(t *testing.T) {
	w := open(t)
	a := w.cared()
	gulnar := w.As("gulnar")
	n := therapy.NewMeasure{Instrument: "who-5", Language: "uz", Total: "8"}
	_, _, err := w.Ask(gulnar, a.Client, n)
	refused(t, err, "early")
	all, err := w.Measures(gulnar, a.Code)
	w.must(err)
	if !all.Early {
		t.Error("the page does not say so")
	}
	n.Early = "safety"
	_, _, err = w.Ask(gulnar, a.Client, n)
	w.must(err)
	if s := w.series(a, "who-5"); s.Measures[0].Early != "safety" {
		t.Errorf("%+v", s)
	}
	later := w.trusted()
	n.Early = "doctor"
	_, _, err = w.Ask(gulnar, later.Client, n)
	w.must(err)
	if s := w.series(later, "who-5"); s.Measures[0].Early != "" {
		t.Error("a reason where none is needed")
	}
}

func TestSheIsShownTheChange(t *testing.T) {
	w := open(t)
	a := w.trusted()
	id := w.asks(a, "who-5", "8", today)
	w.must(w.ShowedHer(w.As("gulnar"), a.Client, id))
	w.must(w.ShowedHer(w.As("gulnar"), a.Client, id))
	if s := w.series(a, "who-5"); s.Measures[0].ShownOn != today {
		t.Errorf("%+v", s)
	}
	is(t, w.ShowedHer(w.As("gulnar"), w.trusted().Client, id), pana.NotFound, "record.absent")
}

func TestWhatAMeasureRefuses(t *testing.T) {
	w := open(t)
	a := w.trusted()
	gulnar := w.As("gulnar")
	for name, c := range map[string]struct {
		n     therapy.NewMeasure
		field string
	}{
		"a questionnaire nobody knows":      {therapy.NewMeasure{Instrument: "sdq", Language: "en", Total: "3"}, "instrument"},
		"a wording that is not held":        {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Answers: make([]int, 9)}, "language"},
		"a wording of WHO-5":                {therapy.NewMeasure{Instrument: "who-5", Language: "en", Answers: make([]int, 5)}, "language"},
		"too few answers":                   {therapy.NewMeasure{Instrument: "phq-9", Language: "ru", Answers: make([]int, 8)}, "language"},
		"an answer beyond the scale":        {therapy.NewMeasure{Instrument: "gad-7", Language: "ru", Answers: []int{0, 0, 0, 0, 0, 0, 4}}, "items"},
		"nothing but skipped":               {therapy.NewMeasure{Instrument: "gad-7", Language: "ru", Answers: []int{-1, -1, -1, -1, -1, -1, -1}}, "items"},
		"a total out of range":              {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "28"}, "total"},
		"a total below zero":                {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "-1"}, "total"},
		"a total in words":                  {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "ten"}, "total"},
		"no total":                          {therapy.NewMeasure{Instrument: "phq-9", Language: "kk"}, "total"},
		"a total without the form's tongue": {therapy.NewMeasure{Instrument: "phq-9", Total: "3"}, "language"},
		"tomorrow":                          {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "3", On: "2026-11-24"}, "on"},
		"maybe":                             {therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "3", Thoughts: "maybe"}, "thoughts"},
	} {
		_, _, err := w.Ask(gulnar, a.Client, c.n)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != c.field {
			t.Errorf("%s: got %v, want a refusal on %s", name, err, c.field)
		}
	}
	for _, name := range []string{"saule", "dina"} {
		_, _, err := w.Ask(w.As(name), a.Client, therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "3"})
		is(t, err, pana.Forbidden, "policy.refused")
		_, err = w.Measures(w.As(name), a.Code)
		is(t, err, pana.Forbidden, "policy.refused")
	}
	if n := w.count(`SELECT COUNT(*) FROM therapy_measures`); n != 0 {
		t.Errorf("%d were half made", n)
	}
}

// columns are all that the tables hold outside of sealed words, ids and times left
// out, for one client.
func (w *world) columns(a casework.Added) string {
	w.t.Helper()
	var all []string
	w.must(w.House.DB.View(context.Background(), func(tx *db.Tx) error {
		for _, q := range []string{
			`SELECT instrument || '|' || version || '|' || language || '|' || way || '|' || on_day || '|' || early || '|' || change || '|' || since_first || '|' || shown_on FROM therapy_measures WHERE client_id = $1 ORDER BY id`,
			`SELECT act || '|' || opened FROM trail WHERE client_id = $1 ORDER BY id`,
			`SELECT kind || '|' || since FROM alerts WHERE client_id = $1 ORDER BY id`,
			`SELECT tbl || '|' || field || '|' || compartment || '|' || length(value) FROM words WHERE owner = $1 AND tbl <> 'clients'`,
			`SELECT kind || '|' || on_day FROM notes WHERE client_id = $1 ORDER BY id`,
		} {
			rows, err := db.Select[string](context.Background(), tx, q, a.Client)
			if err != nil {
				return err
			}
			slices.Sort(rows) // ids of one moment have no order
			all = append(all, rows...)
		}
		return nil
	}))
	return strings.Join(all, "\n")
}

// Nor do answers: two ways to the same total, and as many skipped, read alike.
func TestNoAnswerReachesWhatCanBeCountedOrExported(t *testing.T) {
	w := open(t)
	gulnar := w.As("gulnar")
	rapid.Check(t, func(rt *rapid.T) {
		in, _ := therapy.InstrumentNamed(rapid.SampledFrom([]string{"phq-9", "gad-7"}).Draw(rt, "instrument"))
		answers := rapid.SliceOfN(rapid.IntRange(therapy.Skipped, in.Answers-1), in.Items, in.Items).Draw(rt, "answers")
		answers[rapid.IntRange(0, in.Items-2).Draw(rt, "given")] = 1
		if len(in.Safety) > 0 {
			answers[in.Items-1] = 0 // an alert is there to be seen
		}
		other := rapid.Permutation(answers[:in.Items-1]).Draw(rt, "other")
		var read []string
		for _, given := range [][]int{answers, append(slices.Clone(other), answers[in.Items-1])} {
			a := w.trusted()
			_, _, err := w.Ask(gulnar, a.Client, therapy.NewMeasure{Instrument: in.Name, Language: "ru", Answers: given})
			w.must(err)
			read = append(read, w.columns(a))
		}
		if read[0] != read[1] {
			rt.Fatalf("%v and %v can be told apart:\n%s\n\n%s", answers, other, read[0], read[1])
		}
	})
}

// No score reaches anything that can be read without the psychologist's keys: of
// two clients whose scores differ, and whose change is the same, every column of
// every table reads alike, so no statistic and no export can tell them apart.
func TestNoScoreReachesWhatCanBeCountedOrExported(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"phq-9", "gad-7", "pcl-5", "who-5"}).Draw(rt, "instrument")
		in, _ := therapy.InstrumentNamed(name)
		score := func(of string) int { return rapid.IntRange(in.Least, in.Most).Draw(rt, of) }
		a, b := w.trusted(), w.trusted()
		one, two := []int{score("a1"), score("a2")}, []int{score("b1"), score("b2")}
		if in.Change(one[0], one[1]) != in.Change(two[0], two[1]) {
			two = one
			two = []int{one[0], one[1]}
			if one[0] < in.Most && one[1] < in.Most { // the same change, one point on
				two = []int{one[0] + 1, one[1] + 1}
			}
		}
		for i, on := range []pana.Date{"2026-10-01", "2026-11-01"} {
			w.asks(a, name, fmt.Sprint(one[i]), on)
			w.asks(b, name, fmt.Sprint(two[i]), on)
		}
		if x, y := w.columns(a), w.columns(b); x != y {
			rt.Fatalf("scores %v and %v can be told apart:\n%s\n\n%s", one, two, x, y)
		}
	})
}
