package assessment_test

import (
	"errors"
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
)

func (w *world) plan(name string, k assessment.PlanKind) assessment.PlanSheet {
	w.t.Helper()
	s, err := w.SeePlan(w.As(name), w.code, k)
	done(w.t, name+" opens the plan", err)
	return s
}

func TestASafetyPlanIsAgreedInHerWords(t *testing.T) {
	w := open(t)
	aunt, err := w.files.AddPerson(w.As("dina"), w.woman, casework.NewPerson{Role: "other-kin", Name: "Oysha", Contact: "+998 90 000 00 00"})
	done(t, "an aunt", err)
	n := assessment.NewPlan{Language: "uz", Agreed: "yes", Calls: []string{"on-call", "police"}, Persons: []pana.PersonID{aunt, aunt, ""},
		Words: map[string]string{"signals": "The grey car.", "steps": "Into the shop. Call.", "places": "The word is apple.", "helps": "not of this plan"}}
	done(t, "agreed", w.Agree(w.As("dina"), w.woman, assessment.SafetyPlan, n))
	s := w.plan("gulnar", assessment.SafetyPlan)
	if s.Plan.Words["steps"] != "Into the shop. Call." || s.Plan.AgreedOn != w.House.Today(w.House.Now()) || !slices.Equal(s.Plan.Persons, []pana.PersonID{aunt}) ||
		!slices.Equal(s.Plan.Calls, []string{"on-call", "police"}) || s.Plan.Words["helps"] != "" {
		t.Errorf("%+v", s.Plan)
	}
	for _, name := range []string{"timur", "raushan", "bolat", "erlan"} {
		if _, err := w.SeePlan(w.As(name), w.code, assessment.SafetyPlan); err == nil {
			t.Errorf("%s reads the safety plan", name)
		}
	}
	late := n
	late.Words = map[string]string{"signals": "A white car.", "steps": "Into the shop. Call.", "places": "The word is apple."}
	err = w.Agree(w.As("gulnar"), w.woman, assessment.SafetyPlan, late)
	is(t, "an old page", err, pana.Conflict, "db.stale")
	e, _ := errors.AsType[*pana.Error](err)
	if fields, _ := e.With["Fields"].([]string); !slices.Equal(fields, []string{"signals"}) {
		t.Errorf("differing: %v", fields)
	}
	done(t, "the very same from an old page", w.Agree(w.As("gulnar"), w.woman, assessment.SafetyPlan, n))
	late.Number = 1
	done(t, "from the new page", w.Agree(w.As("gulnar"), w.woman, assessment.SafetyPlan, late))
	if k := w.count(`SELECT COUNT(*) FROM safety_plans`); k != 2 {
		t.Errorf("%d plans are kept, want both", k)
	}
	is(t, "someone who is nobody's", w.Agree(w.As("dina"), w.woman, assessment.SafetyPlan, assessment.NewPlan{Number: 2, Persons: []pana.PersonID{"nobody"}}), pana.Invalid, "person.absent")
	is(t, "a language nobody speaks", w.Agree(w.As("dina"), w.woman, assessment.SafetyPlan, assessment.NewPlan{Number: 2, Language: "q!"}), pana.Invalid, "codes.unknown")
	is(t, "agreed tomorrow", w.Agree(w.As("dina"), w.woman, assessment.SafetyPlan, assessment.NewPlan{Number: 2, Agreed: "yes", AgreedOn: "2031-01-01"}), pana.Invalid, "date.future")
}

func TestTheNightReadsWhatHelpsAndNotWhatWasToldByDay(t *testing.T) {
	w := open(t)
	done(t, "agreed", w.Agree(w.As("gulnar"), w.woman, assessment.CrisisPlan, assessment.NewPlan{Agreed: "not-yet", Calls: []string{"psychologist"},
		Words: map[string]string{"signs": "She counts the windows.", "helps": "Tea and a light in the corridor.", "avoid": "Do not touch."}}))
	s := w.plan("timur", assessment.CrisisPlan)
	if s.Plan.Words["helps"] != "Tea and a light in the corridor." || s.Plan.Words["avoid"] != "Do not touch." || s.Plan.Words["signs"] != "" || !slices.Equal(s.Plan.Closed, []string{"signs"}) {
		t.Errorf("the night reads %+v", s.Plan)
	}
	if s.May || s.Plan.AgreedOn != "" {
		t.Errorf("the night may change it, or it is agreed: %+v", s)
	}
	if s = w.plan("dina", assessment.CrisisPlan); s.Plan.Words["signs"] != "She counts the windows." || !s.May {
		t.Errorf("by day: %+v", s)
	}
	if empty := w.plan("dina", assessment.SafetyPlan); empty.Plan.ID != "" {
		t.Error("one plan shows as the other")
	}
	is(t, "the night agrees one", w.Agree(w.As("timur"), w.woman, assessment.CrisisPlan, assessment.NewPlan{Number: 1}), pana.Forbidden, "")
}
