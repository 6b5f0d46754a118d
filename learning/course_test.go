package learning_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/learning"
)

func TestAWishGoesStepByStepToWorkThreeMonthsLater(t *testing.T) {
	w := open(t)
	c := w.wishes(learning.Wish{Kind: "art", Title: "Drawing", Told: "В сентябре пойду учиться", Starts: fuzzy(t, "2027-09-01", pana.Month), Payer: "state", Service: "social-labour"})
	if c.State != learning.Wished || len(c.Steps) != 1 || c.Starts.Precision != pana.Month || c.Told != "В сентябре пойду учиться" || c.Service != "social-labour" {
		t.Fatalf("the wish came back as %+v", c)
	}
	refused(t, w.Step(w.As("dina"), w.client, c.ID, c.Version, learning.NewStep{Step: learning.Finished}), pana.Invalid, "learning.step.order")
	refused(t, w.Step(w.As("dina"), w.client, c.ID, c.Version, learning.NewStep{Step: learning.Applied, When: fuzzy(t, "2027-02-01", pana.Day)}), pana.Invalid, "date.future")
	w.steps(c.ID, learning.NewStep{Step: learning.Applied, When: fuzzy(t, today, pana.Day)})
	stale(t, w.Step(w.As("saule"), w.client, c.ID, c.Version, learning.NewStep{Step: learning.Dropped}), "step")
	w.months(10)
	w.steps(c.ID, learning.NewStep{Step: learning.Enrolled})
	w.steps(c.ID, learning.NewStep{Step: learning.Attended, When: fuzzy(t, "2027-09-10", pana.Season)})
	refused(t, w.AnswerCourse(w.As("dina"), w.client, c.ID, w.course(c.ID).Version, "yes"), pana.Conflict, "learning.three.not-finished")
	w.months(4)
	now := w.House.Today(w.House.Now())
	w.steps(c.ID, learning.NewStep{Step: learning.Finished, When: fuzzy(t, now, pana.Day)})
	refused(t, w.AnswerCourse(w.As("dina"), w.client, c.ID, w.course(c.ID).Version, "yes"), pana.Conflict, "learning.three.early")
	from, _ := learning.AskFrom(fuzzy(t, now, pana.Day))
	ahead, err := w.Ahead(w.As("dina"), now, from)
	done(t, "what is ahead", err)
	if len(ahead) != 1 || ahead[0].Kind != "three-months" || ahead[0].On != from || ahead[0].Page != "/learning/courses/"+string(c.ID) {
		t.Errorf("ahead stands %+v, want one question on %s", ahead, from)
	}
	w.months(4)
	refused(t, w.AnswerCourse(w.As("dina"), w.client, c.ID, w.course(c.ID).Version, "perhaps"), pana.Invalid, "codes.unknown")
	done(t, "not known", w.AnswerCourse(w.As("dina"), w.client, c.ID, w.course(c.ID).Version, "unknown"))
	if got := w.course(c.ID); got.ThreeMonths != "unknown" {
		t.Errorf("what is not known became %q", got.ThreeMonths)
	}
	stale(t, w.AnswerCourse(w.As("saule"), w.client, c.ID, 2, "yes"), "three_months")
	if ahead, _ := w.Ahead(w.As("dina"), now, from.AddDays(400)); len(ahead) != 0 {
		t.Errorf("asked once, it is still ahead: %+v", ahead)
	}
}

func TestLeavingACourseIsForNowAndSaysGentlyWhy(t *testing.T) {
	w := open(t)
	c := w.wishes(learning.Wish{Kind: "reading"})
	w.steps(c.ID, learning.NewStep{Step: learning.Attended})
	w.steps(c.ID, learning.NewStep{Step: learning.Dropped, Why: "too-fast", Words: "Тяжело сидеть долго"})
	got := w.course(c.ID)
	if got.State != learning.Dropped || got.Steps[2].Why != "too-fast" || got.Steps[2].Words != "Тяжело сидеть долго" {
		t.Errorf("left: %+v", got)
	}
	w.steps(c.ID, learning.NewStep{Step: learning.Attended})
	if got := w.course(c.ID); got.State != learning.Attended || len(got.Steps) != 4 {
		t.Errorf("taken up again: %+v", got)
	}
}

func TestTwoWhoEditOneCourseBothSeeBothVersions(t *testing.T) {
	w := open(t)
	c := w.wishes(learning.Wish{Kind: "art", Title: "Drawing"})
	first := learning.Wish{Kind: "art", Title: "Drawing and sewing"}
	done(t, "the first", w.EditCourse(w.As("dina"), w.client, c.ID, c.Version, first))
	done(t, "the same once more", w.EditCourse(w.As("saule"), w.client, c.ID, c.Version, first))
	stale(t, w.EditCourse(w.As("saule"), w.client, c.ID, c.Version, learning.Wish{Kind: "vocational", Title: "Sewing"}), "kind", "title")
	if got := w.course(c.ID); got.Title != "Drawing and sewing" {
		t.Errorf("what came first was not kept: %q", got.Title)
	}
	refused(t, errOf(w.WishCourse(w.As("dina"), w.client, learning.Wish{})), pana.Invalid, "learning.course.empty")
	refused(t, errOf(w.WishCourse(w.As("dina"), w.client, learning.Wish{Kind: "flying"})), pana.Invalid, "codes.unknown")
	refused(t, errOf(w.WishCourse(w.As("dina"), w.client, learning.Wish{Kind: "art", Organisation: "nowhere"})), pana.Invalid, "record.organisation.absent")
	refused(t, w.EditCourse(w.As("dina"), w.client, "no such course", 1, first), pana.NotFound, "record.absent")
}

// Whatever steps are tried in whatever order, the state of a course is its last
// step, every step could follow the one before, and none is ever taken away.
func TestACourseIsAlwaysWhereItsLastStepLed(t *testing.T) {
	w := open(t)
	all := []string{learning.Wished, learning.Applied, learning.Enrolled, learning.Attended, learning.Finished, learning.Dropped}
	rapid.Check(t, func(t *rapid.T) {
		id, err := w.WishCourse(w.As("dina"), w.client, learning.Wish{Kind: "other"})
		if err != nil {
			t.Fatal(err)
		}
		taken := []string{learning.Wished}
		for range rapid.IntRange(1, 6).Draw(t, "tries") {
			w.later()
			step := rapid.SampledFrom(all).Draw(t, "step")
			f, err := w.Read(w.As("dina"), w.code)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := f.Course(id)
			err = w.Step(w.As("dina"), w.client, id, c.Version, learning.NewStep{Step: step})
			if may := slices.Contains(learning.Next(taken[len(taken)-1]), step); may != (err == nil) {
				t.Fatalf("%s after %s: %v", step, taken[len(taken)-1], err)
			}
			if err == nil {
				taken = append(taken, step)
			}
		}
		f, err := w.Read(w.As("dina"), w.code)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := f.Course(id)
		var got []string
		for _, s := range c.Steps {
			got = append(got, s.Step)
		}
		if !slices.Equal(got, taken) || c.State != taken[len(taken)-1] {
			t.Fatalf("state %s, steps %v, want %v", c.State, got, taken)
		}
	})
}

// What is remembered roughly, or hoped for roughly, never stands on a day.
func TestWhatIsKnownRoughlyStandsOnNoDay(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(pana.Precisions()).Draw(t, "precision")
		day := today.AddDays(rapid.IntRange(1, 300).Draw(t, "in days"))
		f, err := pana.NewFuzzy(day, p)
		if err != nil {
			t.Fatal(err)
		}
		w.later()
		id, err := w.WishCourse(w.As("dina"), w.client, learning.Wish{Kind: "art", Starts: f})
		if err != nil {
			t.Fatal(err)
		}
		ahead, err := w.Ahead(w.As("dina"), today.AddDays(-2000), "2099-12-31")
		if err != nil {
			t.Fatal(err)
		}
		on := slices.ContainsFunc(ahead, func(a casework.Ahead) bool { return a.Page == "/learning/courses/"+string(id) })
		if on != (p == pana.Day) {
			t.Fatalf("known to the %s: on the calendar = %v", p, on)
		}
		file, _ := w.Read(w.As("dina"), w.code)
		if c, _ := file.Course(id); c.Starts != f {
			t.Fatalf("%v came back as %v", f, c.Starts)
		}
		if err := w.Step(w.As("dina"), w.client, id, 1, learning.NewStep{Step: learning.Dropped}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestItIsAskedOnlyWhenThreeMonthsHaveSurelyPassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date(time.Unix(rapid.Int64Range(1.6e9, 2.2e9).Draw(t, "since"), 0).UTC().Format(time.DateOnly))
		f, err := pana.NewFuzzy(day, rapid.SampledFrom(pana.Precisions()).Draw(t, "precision"))
		if err != nil {
			t.Fatal(err)
		}
		from, ok := learning.AskFrom(f)
		if ok != (f.Latest != "") {
			t.Fatalf("%v: asked from %s, %v", f, from, ok)
		}
		if ok && from.Time().Before(day.Time().AddDate(0, 0, 89)) {
			t.Fatalf("%v could be asked about on %s", f, from)
		}
	})
}

func TestWorkIsWrittenDownWithWhoGivesItAndAskedAboutOnce(t *testing.T) {
	w := open(t)
	refused(t, errOf(w.AddJob(w.As("dina"), w.client, learning.NewJob{})), pana.Invalid, "learning.job.empty")
	c := w.wishes(learning.Wish{Kind: "vocational"})
	n := learning.NewJob{Title: "Seamstress", Course: c.ID, Contract: "yes", Since: fuzzy(t, "2026-11-01", pana.Month),
		Employer: casework.Someone{New: casework.NewPerson{Name: "Batyrbek Zhumabaev"}}}
	id, err := w.AddJob(w.As("dina"), w.client, n)
	done(t, "work", err)
	w.later()
	people, err := w.files.Persons(w.As("dina"), w.code)
	done(t, "the people around", err)
	if len(people) != 1 || people[0].Role != "employer" || !people[0].Awaiting {
		t.Errorf("an employer is one of the people around her and awaits confirmation: %+v", people)
	}
	j, _ := w.reads("gulnar").Job(id)
	if j.Title != "Seamstress" || j.Course != c.ID || j.Contract != "yes" || j.Since.Precision != pana.Month {
		t.Errorf("came back as %+v", j)
	}
	refused(t, w.AnswerJob(w.As("dina"), w.client, id, 1, "yes"), pana.Conflict, "learning.three.early")
	n.Employer = casework.Someone{ID: j.Employer}
	n.Title = "Seamstress and cutter"
	done(t, "more is known", w.EditJob(w.As("dina"), w.client, id, 1, n))
	n.Contract = "no"
	stale(t, w.EditJob(w.As("saule"), w.client, id, 1, n), "contract")
	refused(t, w.EndJob(w.As("dina"), w.client, id, 2, "2026-10-01", "own", ""), pana.Invalid, "date.crossed")
	w.months(4)
	done(t, "she still works there", w.AnswerJob(w.As("dina"), w.client, id, 2, "yes"))
	done(t, "it ended", w.EndJob(w.As("dina"), w.client, id, 3, "", "better", "Нашла ближе"))
	j, _ = w.reads("dina").Job(id)
	if j.ThreeMonths != "yes" || j.Why != "better" || j.WhyWords != "Нашла ближе" || j.Ended == "" {
		t.Errorf("at the end: %+v", j)
	}
	if n := w.count(`SELECT COUNT(*) FROM jobs WHERE three_months = 'yes'`); n != 1 {
		t.Error("work at three months cannot be counted")
	}
	refused(t, errOf(w.AddJob(w.As("dina"), w.client, learning.NewJob{Title: "x", Course: "another's"})), pana.Invalid, "codes.unknown")
}

func TestSchoolIsToldWithoutALabelAndKeepsItsHistory(t *testing.T) {
	w := open(t)
	s := learning.NoSchooling()
	s.YearsLeast, s.YearsMost, s.LastClass = 2, 3, 3
	s.Attendance, s.Followed, s.Helps, s.Coins = "seldom", "hardly", "short slow-pace short", "not-yet"
	s.Told, s.Why, s.Source = "Буквы знаю, а слова не складываются.", "смотрела за младшими", pana.ClientSaid
	done(t, "school", w.TellSchooling(w.As("dina"), w.client, s))
	w.later()
	got := w.reads("gulnar").Schooling
	if got.Told != s.Told || got.Helps != "short slow-pace" || got.YearsLeast != 2 || got.Why != "смотрела за младшими" {
		t.Errorf("came back as %+v", got)
	}
	again := got
	again.Coins = "with-help"
	done(t, "money comes", w.TellSchooling(w.As("dina"), w.client, again))
	w.later()
	again = got
	again.Prices = "alone"
	stale(t, w.TellSchooling(w.As("saule"), w.client, again), "coins", "prices")
	if n := w.count(`SELECT COUNT(*) FROM schoolings`); n != 2 {
		t.Errorf("%d tellings are kept, want 2", n)
	}
	for name, c := range map[string]struct {
		spoil func(*learning.Schooling)
		say   string
	}{
		"more than all": {func(s *learning.Schooling) { s.YearsLeast, s.YearsMost = 4, 3 }, "learning.years.crossed"},
		"thirty years":  {func(s *learning.Schooling) { s.YearsMost = 30 }, "record.between"},
		"class 40":      {func(s *learning.Schooling) { s.LastClass = 40 }, "record.between"},
		"a label":       {func(s *learning.Schooling) { s.Helps = "slow" }, "codes.unknown"},
		"a guess":       {func(s *learning.Schooling) { s.Followed = "stupid" }, "codes.unknown"},
	} {
		bad := learning.NoSchooling()
		c.spoil(&bad)
		err := w.TellSchooling(w.As("dina"), w.client, bad)
		t.Run(name, func(t *testing.T) { refused(t, err, pana.Invalid, c.say) })
	}
}

func TestLearningIsForHerOwnPeople(t *testing.T) {
	w := open(t)
	for who, kind := range map[string]pana.Kind{"erlan": pana.Forbidden, "raushan": pana.NotFound, "bolat": pana.NotFound, "timur": pana.NotFound, "kamila": pana.NotFound,
		"lena": pana.NotFound, "vera": pana.NotFound, "hans": pana.NotFound, "mira": pana.NotFound, "oleg": pana.NotFound, "arman": pana.NotFound} {
		if _, err := w.Read(w.As(who), w.code); pana.KindOf(err) != kind {
			t.Errorf("%s reads her learning: %v, want %v", who, err, kind)
		}
		if _, err := w.Portfolio(w.As(who), w.code); pana.KindOf(err) != kind {
			t.Errorf("%s sees her drawings: %v, want %v", who, err, kind)
		}
	}
	w.reads("gulnar")
	refused(t, errOf(w.WishCourse(w.As("gulnar"), w.client, learning.Wish{Kind: "art"})), pana.Forbidden, "policy.refused")
}

func TestTheStripSaysWhereLearningStands(t *testing.T) {
	w := open(t)
	say := func() string {
		t.Helper()
		var track casework.Track
		_, err := w.files.OpenWith(w.As("gulnar"), w.code, func(r *casework.Reading) (err error) {
			track, _, err = w.Track(r)
			return err
		})
		done(t, "the file", err)
		return track.Say
	}
	if got := say(); got != "" {
		t.Errorf("before anything: %q", got)
	}
	c := w.wishes(learning.Wish{Kind: "art", Starts: fuzzy(t, "2027-09-01", pana.Month)})
	if got := say(); got != "learning.track.wished.when" {
		t.Errorf("with a wish: %q", got)
	}
	w.steps(c.ID, learning.NewStep{Step: learning.Attended})
	if got := say(); got != "learning.track.attended" {
		t.Errorf("attending: %q", got)
	}
	_, err := w.AddJob(w.As("dina"), w.client, learning.NewJob{Title: "Bakery"})
	done(t, "work", err)
	if got := say(); got != "learning.track.working" {
		t.Errorf("working: %q", got)
	}
}
