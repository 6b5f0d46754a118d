package plan_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/plan"
)

func TestTrustIsReachedByTheSecondOfTwoWords(t *testing.T) {
	w := open(t)
	w.done("dina proposes", w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}))
	if _, reached := w.trust().Reached(); reached {
		t.Fatal("one word was enough")
	}
	if got := w.stage(); got != "arrival" {
		t.Errorf("the stage moved to %s", got)
	}
	w.pass(10)
	second := w.today()
	w.done("gulnar proposes", w.ProposeTrust(w.As("gulnar"), w.client, plan.NewProposal{}))
	if m, reached := w.trust().Reached(); !reached || m.Reached != second {
		t.Errorf("reached %v on %s, want on %s", reached, m.Reached, second)
	}
	if got := w.stage(); got != "plan" {
		t.Errorf("the stage is %s, want plan", got)
	}
	refused(t, w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}), pana.Conflict, "trust.stands")
}

func TestNobodySpeaksForAnother(t *testing.T) {
	w := open(t)
	w.done("assign erlan", w.files.Assign(w.As("saule"), w.client, w.Staff("erlan"), pana.SocialWorker))
	w.done("dina proposes", w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}))
	w.done("dina says it again", w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}))
	refused(t, w.ProposeTrust(w.As("erlan"), w.client, plan.NewProposal{}), pana.Conflict, "trust.proposed")
	refused(t, w.ProposeTrust(w.As("saule"), w.client, plan.NewProposal{}), pana.Forbidden, "policy.refused")
	refused(t, w.ProposeTrust(w.As("timur"), w.client, plan.NewProposal{}), pana.NotFound, "client.absent")
	w.done("dina takes it back", w.WithdrawTrust(w.As("dina"), w.client))
	w.done("erlan proposes", w.ProposeTrust(w.As("erlan"), w.client, plan.NewProposal{}))
	if n := len(w.trust().Proposals); n != 2 {
		t.Errorf("%d proposals are kept, want both", n)
	}
}

func TestTheClientsNotYetHoldsTheMilestoneBackAndHerYesBringsIt(t *testing.T) {
	w := open(t)
	w.trusts()
	w.pass(3)
	w.done("she says not yet", w.ConfirmTrust(w.As("gulnar"), w.client, plan.NewAnswer{Answer: plan.NotYet, Told: "Ich weiß noch nicht", Interpreted: true}))
	v := w.trust()
	if _, reached := v.Reached(); reached || v.Milestones[0].EndedAs != "client" {
		t.Fatalf("the milestone still stands: %+v", v.Milestones)
	}
	if v.Answers[0].Told != "Ich weiß noch nicht" {
		t.Errorf("her words are %q", v.Answers[0].Told)
	}
	if got := w.stage(); got != "trust" {
		t.Errorf("the stage is %s, want trust", got)
	}
	w.pass(1)
	w.done("she does not want to say", w.ConfirmTrust(w.As("dina"), w.client, plan.NewAnswer{Answer: plan.NotSaid}))
	if _, reached := w.trust().Reached(); reached {
		t.Error("silence was taken for a yes")
	}
	w.pass(20)
	w.done("she says yes", w.ConfirmTrust(w.As("dina"), w.client, plan.NewAnswer{Answer: plan.Yes}))
	if m, reached := w.trust().Reached(); !reached || m.Reached != w.today() {
		t.Errorf("reached %v on %s, want today %s", reached, m.Reached, w.today())
	}
}

func TestTrustThatBrokeIsTakenBackAndItsHistoryKept(t *testing.T) {
	w := open(t)
	w.trusts()
	w.pass(5)
	refused(t, w.TakeBackTrust(w.As("saule"), w.client, "no"), pana.Forbidden, "policy.refused")
	w.done("gulnar takes it back", w.TakeBackTrust(w.As("gulnar"), w.client, "her photograph was shown to a guest"))
	v := w.trust()
	if _, reached := v.Reached(); reached {
		t.Fatal("it still stands")
	}
	if v.Milestones[0].Ended != w.today() || v.Milestones[0].Text != "her photograph was shown to a guest" {
		t.Errorf("history: %+v", v.Milestones)
	}
	refused(t, w.TakeBackTrust(w.As("dina"), w.client, ""), pana.Conflict, "trust.unreached")
	w.pass(30)
	w.trusts()
	if got := len(w.trust().Milestones); got != 2 {
		t.Errorf("%d milestones are kept, want 2", got)
	}
}

func TestUnderTheHousesOwnFloorItAsksOnceAndNeverRefuses(t *testing.T) {
	w := open(t)
	set := w.House.Settings()
	set.TrustFloor = 6
	w.done("set the floor", w.House.SetSettings(w.As("saule"), set, w.House.SettingsVersion()))
	w.done("dina proposes", w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}))
	refused(t, w.ProposeTrust(w.As("gulnar"), w.client, plan.NewProposal{}), pana.Invalid, "trust.sure")
	if _, proposed := w.trust().Proposed(pana.Psychologist); proposed {
		t.Error("a word that was asked about was kept")
	}
	w.done("gulnar is sure", w.ProposeTrust(w.As("gulnar"), w.client, plan.NewProposal{Sure: true}))
	if _, reached := w.trust().Reached(); !reached {
		t.Error("sure was not enough")
	}
}

func TestTheMoodIsTheAuthorsAlone(t *testing.T) {
	w := open(t)
	w.done("dina notes", w.NoteContact(w.As("dina"), w.client, plan.NewContact{Signs: []string{"ate-together", "angry-stayed"}, Mood: "heavy", Text: "stayed until the tea was cold"}))
	refused(t, w.NoteContact(w.As("dina"), w.client, plan.NewContact{Mood: "heavy"}), pana.Invalid, "trust.contact.empty")
	refused(t, w.NoteContact(w.As("dina"), w.client, plan.NewContact{On: "2099-01-01", Text: "x"}), pana.Invalid, "date.future")
	refused(t, w.NoteContact(w.As("dina"), w.client, plan.NewContact{On: "2001-01-01", Text: "x"}), pana.Invalid, "plan.before")
	for who, mood := range map[string]string{"dina": "heavy", "gulnar": "", "saule": ""} {
		v, err := w.Trust(w.As(who), w.code)
		w.done(who+" looks", err)
		if len(v.Contacts) != 1 || v.Contacts[0].Mood != mood || v.Contacts[0].Text != "stayed until the tea was cold" {
			t.Errorf("%s sees %+v", who, v.Contacts)
		}
	}
	id := w.trust().Contacts[0].ID
	refused(t, w.NoteContact(w.As("gulnar"), w.client, plan.NewContact{Supersedes: id, Text: "not hers"}), pana.NotFound, "record.absent")
	w.done("dina corrects", w.NoteContact(w.As("dina"), w.client, plan.NewContact{Supersedes: id, Text: "stayed until night"}))
	refused(t, w.NoteContact(w.As("dina"), w.client, plan.NewContact{Supersedes: id, Text: "again"}), pana.Conflict, "note.superseded")
	if v := w.trust(); len(v.Contacts) != 1 || v.Contacts[0].Text != "stayed until night" {
		t.Errorf("after the correction: %+v", v.Contacts)
	}
}

func TestTheSpreadCountsWhoIsSeenAndNobodyHidden(t *testing.T) {
	w := open(t)
	w.pass(50)
	w.trusts()
	hidden, _ := w.come("dina", "gulnar")
	w.come("dina")
	w.done("a conflict", w.files.SetConflict(w.As("dina"), hidden, w.Staff("marat")))
	left, _ := w.come("dina")
	w.pass(8)
	w.done("one leaves", w.files.CloseEpisode(w.As("saule"), left, w.today()))
	for who, want := range map[string][4]int{"saule": {1, 2, 1, 1}, "marat": {1, 1, 1, 1}, "gulnar": {1, 2, 1, 1}} {
		s, err := w.Spread(w.As(who))
		w.done(who+" looks at the spread", err)
		if got := [4]int{s.Trust.N, s.Building, s.Left, s.Whole.N}; got != want {
			t.Errorf("%s sees trust, building, left, whole %v, want %v", who, got, want)
		}
	}
	_, err := w.Spread(w.As("dina"))
	refused(t, err, pana.Forbidden, "policy.refused")
}
