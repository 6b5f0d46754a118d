package legal_test

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

func TestASafetyPlanOfBeforeDoesNotAnswerForThere(t *testing.T) {
	w := openShelter(t).woman()
	w.must(w.safe("dina", "yes"))
	w.Clock.Set(w.Clock.Now().AddDate(0, 0, 3))
	w.begin()
	if missing := w.page("dina").Missing(); !slices.Contains(missing, legal.NeedsSafety) {
		t.Errorf("the gate waits for %v, want a new plan among it", missing)
	}
	w.must(w.safe("dina", "yes"))
	if missing := w.page("dina").Missing(); slices.Contains(missing, legal.NeedsSafety) {
		t.Errorf("the gate still waits for a plan: %v", missing)
	}
}

// Who signed and was then sent away, may have signed for somebody outside.
func TestWhoHasLeftTheHouseHasSignedNothing(t *testing.T) {
	for _, gone := range []string{"gulnar", "marat"} {
		s := openShelter(t)
		w := s.woman()
		w.begin()
		w.ask()
		if gone == "gulnar" {
			w.must(w.sign("gulnar"))
			w.must(w.sign("saule"))
		} else {
			w.must(w.sign("dina"))
			w.must(w.sign("marat"))
		}
		w.stands()
		w.must(s.House.EndStaff(s.As("saule"), s.Staff(gone)))
		w.waitsFor(legal.NeedsSignatures)
		denied(t, w.leave(), pana.Conflict, "return.gate.closed")
		w.must(w.sign("dina")) // in her place, or once more under her own
		w.must(w.sign("saule"))
		w.stands()
	}
}

// An exception is no better than whoever gave it.
func TestAnExceptionOfSomebodyWhoHasLeftDoesNotStand(t *testing.T) {
	s := openShelter(t)
	w := s.woman()
	w.begin()
	w.ask()
	a := no("client")
	a.Knew = legal.Yes
	w.tell(w.mother, a)
	w.waitsFor(legal.NeedsException)
	w.must(w.AnswerException(w.As("marat"), w.id, true, "The aunt alone receives her.", w.page("marat").Print()))
	w.stands()
	w.must(s.House.EndStaff(s.As("saule"), s.Staff("marat")))
	w.waitsFor(legal.NeedsException)
	denied(t, w.leave(), pana.Conflict, "return.gate.closed")
}

// She left by her own decision with the check done, and comes again: what
// happened to her meanwhile nobody has asked about.
func TestACheckOfAnEarlierTimeHereDoesNotLetHerGo(t *testing.T) {
	w := openShelter(t).woman()
	w.ready()
	dina := w.As("dina")
	w.must(w.beds.Discharge(dina, residence.Leaving{Client: w.id, Ended: residence.OwnDecision}))
	w.must(w.files.Enter(dina, policy.NoteClient, w.id, func(e *casework.Entry) error { _, err := e.Again(); return err }))
	w.must(w.files.Assign(w.As("saule"), w.id, w.Staff("dina"), pana.SocialWorker))
	w.waitsFor(legal.NeedsAnew)
	denied(t, w.SetOut(dina, w.id, "", 0), pana.Conflict, "return.gate.closed")
	w.must(w.PutAside(dina, w.id, "other", "", 0))
	w.begin()
	w.waitsFor(legal.NeedsAgreement, legal.NeedsAnswers, legal.NeedsRisks, legal.NeedsContact)
}
