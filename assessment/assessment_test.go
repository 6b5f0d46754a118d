package assessment_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

func TestAnAssessmentPausesAndGoesOnOnAnotherDay(t *testing.T) {
	w := open(t)
	if s := w.sees("dina", 0); s.Round.ID != "" || !s.May.Sit || s.May.Take {
		t.Fatalf("before anything was written: %+v", s)
	}
	if w.stage() != "arrival" {
		t.Fatalf("she is at %s", w.stage())
	}
	done(t, "a strength", w.Strength(w.As("dina"), w.woman, casework.NewNote{Told: "I draw birds.", Source: pana.ClientSaid}))
	w.sits("dina", assessment.Sitting{Area: "health", Level: 2, Urgency: "now", Text: "A tooth hurts.", Told: "I cannot chew.", Source: pana.ClientSaid, Interpreted: true})
	if w.stage() != "first-assessment" {
		t.Errorf("the first sitting leaves her at %s", w.stage())
	}
	w.Clock.Advance(26 * time.Hour)
	w.sits("dina", assessment.Sitting{Area: "papers", Level: 1, Urgency: "soon"})
	w.sits("dina", assessment.Sitting{Area: "family", Told: "My aunt is good."})
	s := w.sees("dina", 0)
	if n := len(s.Round.Sittings()); n != 2 {
		t.Errorf("%d sittings, want 2: %v", n, s.Round.Sittings())
	}
	a, ok := s.Round.Area("health")
	if !ok || a.Level != 2 || a.Text != "A tooth hurts." || a.Told != "I cannot chew." || a.Source != pana.ClientSaid || !a.Interpreted {
		t.Errorf("health: %+v", a)
	}
	if s.Round.Areas[0].Area != "health" || s.Round.Areas[2].Area != "family" {
		t.Errorf("the areas do not stand in their order: %v", s.Round.Areas)
	}
	f, err := w.files.Open(w.As("dina"), w.code)
	if err != nil || len(f.Strength) != 1 || f.Strength[0].Told != "I draw birds." {
		t.Errorf("the strength does not stand on top of her file: %v", err)
	}
	done(t, "done", w.Finish(w.As("dina"), w.woman))
	if w.stage() != "trust" {
		t.Errorf("when it is done she is at %s", w.stage())
	}
	// Somebody thinks of one thing more: it goes on.
	w.sits("dina", assessment.Sitting{Area: "court", Text: "A letter came."})
	if w.sees("dina", 0).Round.Done() {
		t.Error("it is still called done")
	}
	if w.stage() != "trust" {
		t.Errorf("going on moved her back to %s", w.stage())
	}
}

func TestFinishingRequiresNothing(t *testing.T) {
	w := open(t)
	done(t, "done with nothing written", w.Finish(w.As("dina"), w.woman))
	s := w.sees("dina", 0)
	if !s.Round.Done() || len(s.Round.Areas) != 0 {
		t.Errorf("%+v", s.Round)
	}
	done(t, "said twice", w.Finish(w.As("dina"), w.woman))
	if n := w.count(`SELECT COUNT(*) FROM assessments`); n != 1 {
		t.Errorf("%d assessments", n)
	}
	rapid.Check(t, func(t *rapid.T) {
		// Whatever subset of answers was given, in whatever order, it can be done.
		client, _ := w.comes()
		w.works("dina", pana.SocialWorker, client)
		for range rapid.IntRange(0, 4).Draw(t, "sittings") {
			s := assessment.Sitting{Area: rapid.SampledFrom(assessment.Areas()).Draw(t, "area"), Level: rapid.IntRange(0, 5).Draw(t, "level"),
				Urgency: rapid.SampledFrom([]string{"", "now", "soon", "later", "none"}).Draw(t, "urgency")}
			err := w.Sit(w.As("dina"), client, s)
			if e, stale := errors.AsType[*pana.Error](err); err != nil && (!stale || e.Say != "db.stale") {
				t.Fatal(err)
			}
		}
		if err := w.Finish(w.As("dina"), client); err != nil {
			t.Fatal(err)
		}
	})
}

func TestWhoMayNotOpenAPartLearnsOnlyThatTheAreaExists(t *testing.T) {
	w := open(t)
	for _, area := range assessment.Areas() {
		w.sits("dina", assessment.Sitting{Area: area, Level: 3, Urgency: "soon", Text: "words about " + area, Told: "hers about " + area})
	}
	s := w.sees("gulnar", 0)
	for _, a := range s.Round.Areas {
		part := assessment.CompartmentOf(a.Area)
		closed := part == pana.Health || part == pana.Legal
		if closed != a.Hidden {
			t.Errorf("%s: hidden is %v", a.Area, a.Hidden)
		}
		if closed && (a.Text+a.Told+a.Urgency != "" || a.Level != 0 || a.ID != "") {
			t.Errorf("%s: the psychologist learns %+v", a.Area, a)
		}
		if !closed && a.Text != "words about "+a.Area {
			t.Errorf("%s: %q", a.Area, a.Text)
		}
	}
	for _, shift := range assessment.Compare(s.Round.Areas, s.Round.Areas) {
		if shift.Area == "health" || shift.Area == "papers" || shift.Area == "court" {
			t.Errorf("the comparison tells her of %s", shift.Area)
		}
	}
	for _, name := range []string{"timur", "raushan", "bolat", "erlan", "lena"} {
		_, err := w.See(w.As(name), w.code, 0)
		if err == nil {
			t.Errorf("%s reads the assessment", name)
		}
	}
}

func TestALaterAssessmentStandsBesideTheFirst(t *testing.T) {
	w := open(t)
	w.sits("dina", assessment.Sitting{Area: "household", Level: 1, Text: "Does not know money."})
	is(t, "beginning another while the first goes on", w.Begin(w.As("dina"), w.woman), pana.Conflict, "assessment.goes-on")
	done(t, "done", w.Finish(w.As("dina"), w.woman))
	w.Clock.Advance(90 * 24 * time.Hour)
	done(t, "another", w.Begin(w.As("dina"), w.woman))
	w.sits("dina", assessment.Sitting{Area: "household", Level: 4})
	s := w.sees("dina", 0)
	want := []assessment.Shift{{Area: "household", Then: 1, Now: 4}}
	if diff := cmp.Diff(want, assessment.Compare(s.Before.Areas, s.Round.Areas)); diff != "" {
		t.Errorf("then and now:\n%s", diff)
	}
	first := w.sees("dina", 1)
	if a, _ := first.Round.Area("household"); a.Text != "Does not know money." || a.Level != 1 {
		t.Errorf("the first is not readable as it was: %+v", a)
	}
	_, err := w.See(w.As("dina"), w.code, 7)
	is(t, "an assessment that never was", err, pana.NotFound, "record.absent")
}

func TestTheSecondOfTwoWritersSeesThatTheAreaHasChanged(t *testing.T) {
	w := open(t)
	w.sits("dina", assessment.Sitting{Area: "housing", Level: 2, Text: "With an aunt."})
	err := w.Sit(w.As("saule"), w.woman, assessment.Sitting{Area: "housing", Level: 5, Text: "With an aunt."})
	is(t, "a page from before", err, pana.Conflict, "db.stale")
	e, _ := errors.AsType[*pana.Error](err)
	if fields, _ := e.With["Fields"].([]string); !slices.Equal(fields, []string{"level"}) {
		t.Errorf("differing: %v", e.With["Fields"])
	}
	done(t, "the same once more, from an old page", w.Sit(w.As("saule"), w.woman, assessment.Sitting{Area: "housing", Level: 2, Text: "With an aunt."}))
	done(t, "from the new page", w.Sit(w.As("saule"), w.woman, assessment.Sitting{Area: "housing", Level: 5, Number: 1}))
	if n := w.count(`SELECT COUNT(*) FROM assessment_areas WHERE area = 'housing'`); n != 2 {
		t.Errorf("%d rows of the area are kept, want both", n)
	}
	is(t, "an area nobody knows", w.Sit(w.As("dina"), w.woman, assessment.Sitting{Area: "luck"}), pana.NotFound, "")
	is(t, "a sixth level", w.Sit(w.As("dina"), w.woman, assessment.Sitting{Area: "housing", Level: 6, Number: 2}), pana.Invalid, "codes.unknown")
}

func TestThePsychologistSeesHerWhenTheAssessmentIsDoneOrAReasonIsGiven(t *testing.T) {
	w := open(t)
	codes := func(lines []assessment.Line) (all []string) {
		for _, l := range lines {
			all = append(all, l.Code)
		}
		return all
	}
	other, second := w.comes()
	w.works("gulnar", pana.Psychologist, other)
	mine, err := w.HandedOver(w.As("gulnar"))
	if err != nil || len(mine) != 0 {
		t.Fatalf("on her list before anything: %v, %v", mine, err)
	}
	desk, err := w.List(w.As("dina"))
	if err != nil || !slices.Contains(codes(desk.Waiting), w.code) || !slices.Contains(codes(desk.Waiting), second) {
		t.Errorf("waited for: %v, %v", codes(desk.Waiting), err)
	}
	is(t, "taking over what nobody gave", w.Take(w.As("gulnar"), w.woman), pana.Conflict, "assessment.take.none")
	is(t, "no reason", w.Override(w.As("gulnar"), other, "  "), pana.Invalid, "assessment.override.reason")
	done(t, "with a reason", w.Override(w.As("gulnar"), other, "She has not slept for three nights."))
	is(t, "again", w.Override(w.As("gulnar"), other, "Once more."), pana.Conflict, "assessment.override.already")
	done(t, "done", w.Finish(w.As("dina"), w.woman))
	mine, err = w.HandedOver(w.As("gulnar"))
	if err != nil || len(mine) != 2 {
		t.Fatalf("on her list: %v, %v", codes(mine), err)
	}
	for _, l := range mine {
		if l.Early != (l.Code == second) || !l.Mine {
			t.Errorf("%s: early is %v, hers is %v", l.Code, l.Early, l.Mine)
		}
	}
	sheet, err := w.See(w.As("gulnar"), second, 0)
	if err != nil || sheet.Round.Reason != "She has not slept for three nights." {
		t.Errorf("the reason: %q, %v", sheet.Round.Reason, err)
	}
	done(t, "taken", w.Take(w.As("gulnar"), w.woman))
	if mine, _ = w.HandedOver(w.As("gulnar")); !slices.Equal(codes(mine), []string{second}) {
		t.Errorf("left on her list: %v", codes(mine))
	}
	for _, name := range []string{"timur", "lena", "vera", "hans"} {
		if _, err := w.List(w.As(name)); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s reads the list: %v", name, err)
		}
	}
	away, err := w.HandedOver(w.As("dina"))
	if err != nil || len(away) != 0 {
		t.Errorf("the social worker takes over nobody: %v, %v", codes(away), err)
	}
}

func TestTheAreasInNeedComeToThePlanTheUrgentFirst(t *testing.T) {
	w := open(t)
	w.sits("dina", assessment.Sitting{Area: "health", Level: 4, Urgency: "now"})
	w.sits("dina", assessment.Sitting{Area: "safety", Level: 2, Urgency: "later"})
	w.sits("dina", assessment.Sitting{Area: "self-care", Level: 5})
	w.sits("dina", assessment.Sitting{Area: "family", Level: 1, Urgency: "none"})
	w.sits("dina", assessment.Sitting{Area: "court", Level: 3})
	var needs []assessment.AreaNeed
	w.read(func(ctx context.Context, tx *db.Tx) (err error) {
		needs, err = assessment.Needs(ctx, tx, w.woman)
		return err
	})
	id := w.sees("dina", 0).Round.ID
	want := []assessment.AreaNeed{{Assessment: id, Area: "health", Level: 4, Urgency: "now"}, {Assessment: id, Area: "court", Level: 3}, {Assessment: id, Area: "safety", Level: 2, Urgency: "later"}}
	if diff := cmp.Diff(want, needs); diff != "" {
		t.Errorf("needs:\n%s", diff)
	}
}
