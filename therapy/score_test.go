package therapy

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryQuestionnaireSaysWhereItComesFromAndByWhoseLeave(t *testing.T) {
	for _, in := range instruments {
		if slices.ContainsFunc(totals, func(o Instrument) bool { return o.Name == in.Name }) {
			continue
		}
		if !in.Verified && !strings.Contains(in.Licence, "unverified") {
			t.Errorf("%s: the licence was not seen, and the file does not say so", in.Name)
		}
		if in.Difference == 0 || in.DiffSource == "" || in.SkippedRule == "" {
			t.Errorf("%s: a rule without its source", in.Name)
		}
		for _, w := range in.Wordings {
			if w.Source == "" || w.Licence == "" {
				t.Errorf("%s in %s without source or licence", in.Name, w.Language)
			}
		}
	}
	for name, languages := range map[string]string{"phq-9": "en ru", "gad-7": "en ru", "pcl-5": "en", "who-5": "", "hscl-25": "", "htq": ""} {
		in, ok := InstrumentNamed(name)
		var got []string
		for _, w := range in.Wordings {
			got = append(got, w.Language)
		}
		if !ok || strings.Join(got, " ") != languages {
			t.Errorf("%s in %v, want %q", name, got, languages)
		}
	}
}

// Questionnaires that their owners do not give away stand nowhere in our data,
// under no name and with no sentence of theirs.
func TestNoQuestionnaireIsHereThatMayNotBe(t *testing.T) {
	n := 0
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		n++
		text := strings.ToLower(path + string(b))
		for _, theirs := range []string{"sdq", "strengths and difficulties", "outcomes star", "casey", "hscl", "hopkins", "htq", "harvard trauma",
			"cheerful and in good spirits", "considerate of other people", "suddenly scared for no reason"} {
			if strings.Contains(text, theirs) {
				t.Errorf("%s holds %q", path, theirs)
			}
		}
		return nil
	})
	if err != nil || n < 8 {
		t.Errorf("%d files, %v", n, err)
	}
}

func TestWhatDataOfAQuestionnaireMustHold(t *testing.T) {
	good, _ := InstrumentNamed("phq-9")
	for name, spoil := range map[string]func(*Instrument){
		"no licence":             func(in *Instrument) { in.Licence = "" },
		"no source":              func(in *Instrument) { in.Source = "" },
		"a range that is not so": func(in *Instrument) { in.Most++ },
		"a direction of its own": func(in *Instrument) { in.Better = "sideways" },
		"bands in disorder":      func(in *Instrument) { in.Bands = []Band{{0, "a"}, {0, "b"}} },
		"no band for zero":       func(in *Instrument) { in.Bands = []Band{{1, "a"}} },
		"safety beyond the end":  func(in *Instrument) { in.Safety = []int{in.Items + 1} },
		"all may be skipped":     func(in *Instrument) { in.Skipped = in.Items },
	} {
		in := good
		spoil(&in)
		b, _ := json.Marshal(in)
		if _, err := ReadInstrument(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzReadInstrument(f *testing.F) {
	for _, name := range []string{"phq-9.json", "who-5.json", "phq-9.ru.json"} {
		b, _ := files.ReadFile("instruments/" + name)
		f.Add(b)
	}
	f.Add([]byte(`{"items":3000000,"answers":9}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if in, err := ReadInstrument(b); err == nil {
			answers := slices.Repeat([]int{in.Answers - 1}, in.Items)
			if n, ok := in.Score(answers); !ok || n != in.Most {
				t.Errorf("the highest answers give %d, want %d", n, in.Most)
			}
		}
		if w, err := ReadWording(b); err == nil && (w.Source == "" || w.Licence == "") {
			t.Error("a wording without source or licence")
		}
	})
}

func FuzzReadTotal(f *testing.F) {
	for _, s := range []string{"17", "1.75", "1,75", "-1", "+3", "", "007", "1e3", "9999999999999999999", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, in := range instruments {
			n, ok := in.ReadTotal(text)
			if ok && (n < in.Least || n > in.Most) {
				t.Errorf("%s reads %q as %d", in.Name, text, n)
			}
			if ok {
				if again, ok := in.ReadTotal(in.Paper(n)); !ok || again != n {
					t.Errorf("%s writes %d as %q and reads %d", in.Name, n, in.Paper(n), again)
				}
			}
		}
	})
}

// answersOf draws the answers to a questionnaire, some of them skipped.
func answersOf(t *rapid.T, in Instrument) []int {
	return rapid.SliceOfN(rapid.IntRange(Skipped, in.Answers-1), in.Items, in.Items).Draw(t, "answers")
}

func anyInstrument(t *rapid.T) Instrument {
	return rapid.SampledFrom(instruments[:4]).Draw(t, "instrument")
}

func TestAScoreStaysInItsRangeAndIsTheSumWhenNothingIsSkipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstrument(t)
		answers := answersOf(t, in)
		missing := 0
		sum := 0
		for _, a := range answers {
			if a == Skipped {
				missing++
			} else {
				sum += a
			}
		}
		n, ok := in.Score(answers)
		if ok != (missing <= in.Skipped && missing < in.Items) {
			t.Fatalf("%s with %d skipped: scored %v", in.Name, missing, ok)
		}
		if ok && (n < in.Least || n > in.Most || n < sum || missing == 0 && n != sum) {
			t.Fatalf("%s: %v gives %d", in.Name, answers, n)
		}
		if got := readAnswers(writeAnswers(answers)); !slices.Equal(got, answers) {
			t.Fatalf("%v is read back as %v", answers, got)
		}
	})
}

func TestAHigherAnswerNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInstrument(t)
		answers := answersOf(t, in)
		i := rapid.IntRange(0, in.Items-1).Draw(t, "item")
		if answers[i] == Skipped || answers[i] == in.Answers-1 {
			return
		}
		before, ok := in.Score(answers)
		answers[i]++
		after, _ := in.Score(answers)
		if ok && after < before {
			t.Fatalf("%s: %v gives %d after %d", in.Name, answers, after, before)
		}
	})
}

func TestAChangeThereAndBackIsTheOppositeAndSmallOnesAreNone(t *testing.T) {
	opposite := map[string]string{Improved: Worse, Worse: Improved, Same: Same, "": ""}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom(instruments).Draw(t, "instrument")
		a, b := rapid.IntRange(in.Least, in.Most).Draw(t, "then"), rapid.IntRange(in.Least, in.Most).Draw(t, "now")
		there := in.Change(a, b)
		if back := in.Change(b, a); back != opposite[there] {
			t.Fatalf("%s: %d to %d is %q and back %q", in.Name, a, b, there, back)
		}
		if a == b && there != Same && in.Difference > 0 {
			t.Fatalf("%s: %d to itself is %q", in.Name, a, there)
		}
	})
}

func TestWhatCountsAsBetter(t *testing.T) {
	for _, c := range []struct {
		name      string
		then, now int
		want      string
	}{
		{"phq-9", 15, 10, Improved}, {"phq-9", 15, 11, Same}, {"phq-9", 10, 15, Worse},
		{"who-5", 10, 13, Improved}, {"who-5", 10, 12, Same}, {"who-5", 13, 10, Worse},
		{"gad-7", 9, 5, Improved}, {"pcl-5", 50, 41, Same}, {"htq", 250, 150, ""},
	} {
		in, _ := InstrumentNamed(c.name)
		if got := in.Change(c.then, c.now); got != c.want {
			t.Errorf("%s from %d to %d: %q, want %q", c.name, c.then, c.now, got, c.want)
		}
	}
}

func TestTheNinthAnswerAsksForSafetyAndNoOtherDoes(t *testing.T) {
	in, _ := InstrumentNamed("phq-9")
	answers := []int{3, 3, 3, 3, 3, 3, 3, 3, 0}
	if in.AsksForSafety(answers) || in.SkippedSafety(answers) {
		t.Error("asked without cause")
	}
	answers[8] = 1
	if !in.AsksForSafety(answers) {
		t.Error("not asked")
	}
	answers[8] = Skipped
	if in.AsksForSafety(answers) || !in.SkippedSafety(answers) {
		t.Error("a skipped ninth item is told as such")
	}
}

func TestSkippedItemsCountAsTheMeanOfTheOthers(t *testing.T) {
	in, _ := InstrumentNamed("phq-9")
	if n, ok := in.Score([]int{2, 2, 2, 2, 2, 2, 2, Skipped, Skipped}); !ok || n != 18 {
		t.Errorf("%d, %v", n, ok)
	}
	if _, ok := in.Score([]int{2, 2, 2, 2, 2, 2, Skipped, Skipped, Skipped}); ok {
		t.Error("a score with three skipped")
	}
	if in.BandOf(0) != "minimal" || in.BandOf(14) != "moderate" || in.BandOf(27) != "severe" {
		t.Error("bands")
	}
	htq, _ := InstrumentNamed("htq")
	if n, ok := htq.ReadTotal("2,5"); !ok || n != 250 || htq.Shown(n) != "2.50" || htq.BandOf(n) != "" {
		t.Errorf("%d, %v, %s", n, ok, htq.Shown(n))
	}
	who, _ := InstrumentNamed("who-5")
	if who.Shown(13) != "52" || who.Paper(13) != "13" {
		t.Errorf("%s, %s", who.Shown(13), who.Paper(13))
	}
}
