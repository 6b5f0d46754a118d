package assessment_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

func (w *world) risks(name string) assessment.Risks {
	w.t.Helper()
	r, err := w.SeeRisks(w.As(name), w.code)
	done(w.t, name+" opens the risks", err)
	return r
}

func TestOneGraveDangerIsNotMadeSmallerBySevenSmallOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r assessment.Review
		highest := 0
		for _, q := range assessment.Questions() {
			a := assessment.Answer{Question: q, Likelihood: rapid.IntRange(0, 5).Draw(t, q+" likelihood"), Harm: rapid.IntRange(0, 5).Draw(t, q+" harm")}
			highest = max(highest, a.Likelihood*a.Harm)
			r.Answers = append(r.Answers, a)
		}
		want := assessment.ActNow
		switch {
		case highest == 0:
			want = assessment.Unanswered
		case highest <= 4:
			want = assessment.Watch
		case highest <= 9:
			want = assessment.Prepare
		case highest <= 15:
			want = assessment.ActSoon
		}
		if r.Band() != want {
			t.Fatalf("the highest is %d and the band %q, want %q", highest, r.Band(), want)
		}
		if (len(r.Gravest()) == 0) != (highest == 0) {
			t.Fatalf("the gravest are %v", r.Gravest())
		}
		// Answering one more thing never makes it calmer.
		bands := []assessment.Band{assessment.Unanswered, assessment.Watch, assessment.Prepare, assessment.ActSoon, assessment.ActNow}
		less := r
		less.Answers = r.Answers[:rapid.IntRange(0, len(r.Answers)).Draw(t, "answered")]
		if slices.Index(bands, less.Band()) > slices.Index(bands, r.Band()) {
			t.Fatalf("with fewer answers it is %q, with all %q", less.Band(), r.Band())
		}
	})
	if n := len(assessment.Questions()); n != 8 {
		t.Errorf("%d questions, want eight", n)
	}
}

func TestARiskReviewIsDueAfterEveryContactUntilThereIsANewOne(t *testing.T) {
	w := open(t)
	if r := w.risks("dina"); r.Due || r.Review.ID != "" {
		t.Errorf("before anything: %+v", r)
	}
	review := assessment.NewReview{Told: "I am afraid of the grey car.", Text: "She does not go out alone.", Answers: []assessment.Answer{
		{Question: "sought", Likelihood: 4, Harm: 5, Source: pana.ClientSaid, Interpreted: true, Text: "The brother asks around."},
		{Question: "self"}, {Question: "threats", Likelihood: 2}}}
	done(t, "a look", w.Review(w.As("dina"), w.woman, review))
	r := w.risks("gulnar")
	if r.Due || r.Review.Band() != assessment.ActNow || r.Review.Told != review.Told || r.Review.Answer("sought").Text != "The brother asks around." {
		t.Errorf("%+v", r.Review)
	}
	if len(r.Review.Answers) != 2 {
		t.Errorf("an unanswered question is kept: %+v", r.Review.Answers)
	}
	// In the same instant: order comes from the sequence, never from the clock.
	done(t, "a report", w.Report(w.As("timur"), w.woman, assessment.Report{Kind: "came", Text: "A grey car stood at the gate."}))
	if !w.risks("dina").Due {
		t.Error("a contact was reported and no look is due")
	}
	is(t, "from an old page", w.Review(w.As("dina"), w.woman, assessment.NewReview{}), pana.Conflict, "db.stale")
	done(t, "another look", w.Review(w.As("dina"), w.woman, assessment.NewReview{Number: 1}))
	if r = w.risks("dina"); r.Due || len(r.Reviews) != 2 {
		t.Errorf("after the new look: due is %v, %d looks", r.Due, len(r.Reviews))
	}
	old, err := w.SeeReview(w.As("dina"), w.code, 1)
	if err != nil || old.Text != review.Text || old.Band() != assessment.ActNow {
		t.Errorf("the look before is not readable as it was: %+v, %v", old, err)
	}
	_, err = w.SeeReview(w.As("dina"), w.code, 9)
	is(t, "a look that never was", err, pana.NotFound, "record.absent")
	for _, bad := range []assessment.Answer{{Question: "weather"}, {Question: "self", Likelihood: 6}, {Question: "self", Harm: -1}, {Question: "self", Source: "gossip"}} {
		is(t, "a bad answer", w.Review(w.As("dina"), w.woman, assessment.NewReview{Number: 2, Answers: []assessment.Answer{bad}}), pana.Invalid, "codes.unknown")
	}
}

func TestWhoeverReportsAContactNeedNotBeAbleToReadIt(t *testing.T) {
	w := open(t)
	done(t, "the night reports", w.Report(w.As("timur"), w.woman, assessment.Report{Kind: "call", Text: "A man asked for her by name.", Told: "Tell him I am here."}))
	_, err := w.SeeBonds(w.As("timur"), w.code)
	is(t, "the night reads it", err, pana.Forbidden, "")
	for _, name := range []string{"gulnar", "saule", "marat"} {
		b, err := w.SeeBonds(w.As(name), w.code)
		if err != nil || len(b.Reports) != 1 || b.Reports[0].Text != "A man asked for her by name." || b.Reports[0].Told != "Tell him I am here." || b.Reports[0].By != w.Staff("timur") {
			t.Errorf("%s: %+v, %v", name, b.Reports, err)
		}
	}
	// The nurse writes no bond: she says what it was, without words.
	done(t, "the nurse reports", w.Report(w.As("raushan"), w.woman, assessment.Report{Kind: "state"}))
	is(t, "the nurse writes of it", w.Report(w.As("raushan"), w.woman, assessment.Report{Kind: "state", Text: "words"}), pana.Forbidden, "")
	is(t, "without saying what it was", w.Report(w.As("timur"), w.woman, assessment.Report{Text: "words"}), pana.Invalid, "risk.contact.kind.missing")
	is(t, "tomorrow", w.Report(w.As("timur"), w.woman, assessment.Report{Kind: "call", On: "2031-01-01"}), pana.Invalid, "date.future")
}

// Of every role that there is, exactly the psychologist who works with her and the
// heads read the bond, however the reader otherwise stands to her.
func TestWhoReadsTheBond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		role := rapid.SampledFrom(pana.Roles()).Draw(t, "role")
		s := policy.Subject{Client: "someone", Site: "here", Assigned: rapid.Bool().Draw(t, "assigned"), Present: rapid.Bool().Draw(t, "present"),
			Conflicted: rapid.Bool().Draw(t, "conflicted")}
		site := s.Site
		if rapid.Bool().Draw(t, "elsewhere") {
			site = "elsewhere"
		}
		if policy.HouseWide(role) {
			site = ""
		}
		actor := pana.Actor{Staff: "reader", Grants: []pana.Grant{{Role: role, Site: site}}}
		head := role == pana.Director || role == pana.Deputy
		want := !s.Conflicted && (head || role == pana.Psychologist && s.Assigned && site == s.Site)
		for _, act := range []policy.Act{policy.SeeBond, policy.RecordBond, policy.ReadAct(pana.Bond)} {
			if got := policy.Check(actor, act, s) == nil; got != want {
				t.Fatalf("%s at %q, %+v: %s is %v, want %v", role, site, s, act, got, want)
			}
		}
		for _, act := range []policy.Act{policy.SeeBond, policy.RecordBond} {
			if got := policy.Learns(actor, act, s); got != want {
				t.Fatalf("%s at %q, %+v: is told of %s: %v", role, site, s, act, got)
			}
		}
	})
}

func TestABondIsSeenAnewAndWhatWasSeenBeforeStays(t *testing.T) {
	w := open(t)
	gulnar := w.As("gulnar")
	done(t, "first", w.RecordBond(gulnar, w.woman, assessment.Bond{Level: "strong", Instances: []string{"defends", "promise"}, Text: "Speaks of him as we.", Told: "He will fetch me."}))
	w.Clock.Advance(40 * 24 * time.Hour)
	done(t, "later", w.RecordBond(gulnar, w.woman, assessment.Bond{Number: 1, Level: "loosening"}))
	b, err := w.SeeBonds(gulnar, w.code)
	if err != nil || b.Bond.Level != "loosening" || len(b.Before) != 1 || !slices.Equal(b.Before[0].Instances, []string{"defends", "promise"}) || b.Before[0].Told != "He will fetch me." {
		t.Errorf("%+v, %v", b, err)
	}
	is(t, "an old page", w.RecordBond(gulnar, w.woman, assessment.Bond{Number: 1}), pana.Conflict, "db.stale")
	is(t, "a level nobody knows", w.RecordBond(gulnar, w.woman, assessment.Bond{Number: 2, Level: "99"}), pana.Invalid, "codes.unknown")
	is(t, "one thing twice", w.RecordBond(gulnar, w.woman, assessment.Bond{Number: 2, Instances: []string{"debt", "debt"}}), pana.Invalid, "codes.twice")
	is(t, "the social worker", w.RecordBond(w.As("dina"), w.woman, assessment.Bond{Number: 2}), pana.Forbidden, "")
}

func TestTheNightKeepsTheRulesWithoutTheReason(t *testing.T) {
	w := open(t)
	tonight := func(name string) []assessment.Present {
		t.Helper()
		all, err := w.Rules(w.As(name))
		done(t, name+" asks for the rules", err)
		return all
	}
	if all := tonight("timur"); len(all) != 0 {
		t.Errorf("rules before any: %v", all)
	}
	done(t, "rules", w.SetRules(w.As("gulnar"), w.woman, assessment.Rules{Rules: []string{"no-visitors", "check-number"}, Explained: true}))
	for _, name := range []string{"timur", "raushan", "dina", "erlan", "saule"} {
		all := tonight(name)
		if len(all) != 1 || all[0].Code != w.code || !slices.Equal(all[0].Rules, []string{"check-number", "no-visitors"}) {
			t.Errorf("%s: %+v", name, all)
		}
	}
	for _, name := range []string{"lena", "vera", "hans", "arman", "bolat"} {
		if all := tonight(name); len(all) != 0 {
			t.Errorf("%s learns %+v", name, all)
		}
		if r, err := w.RulesOf(w.As(name), w.woman); err == nil && len(r.Rules) > 0 {
			t.Errorf("%s learns %+v of one client", name, r)
		}
	}
	is(t, "an old page", w.SetRules(w.As("dina"), w.woman, assessment.Rules{}), pana.Conflict, "db.stale")
	is(t, "a rule nobody knows", w.SetRules(w.As("dina"), w.woman, assessment.Rules{Number: 1, Rules: []string{"no-sleep"}}), pana.Invalid, "codes.unknown")
	is(t, "until today", w.SetRules(w.As("dina"), w.woman, assessment.Rules{Number: 1, Until: w.House.Today(w.House.Now())}), pana.Invalid, "risk.rules.until")
	today := w.House.Today(w.House.Now())
	done(t, "for two days", w.SetRules(w.As("dina"), w.woman, assessment.Rules{Number: 1, Rules: []string{"own-phone-off"}, Until: today.AddDays(2)}))
	if all := tonight("timur"); len(all) != 1 || !slices.Equal(all[0].Rules, []string{"own-phone-off"}) {
		t.Errorf("the rules of before still hold: %v", all)
	}
	w.Clock.Advance(49 * time.Hour)
	if all := tonight("timur"); len(all) != 0 {
		t.Errorf("they hold after their last day: %v", all)
	}
	if r, err := w.SeeRules(w.As("dina"), w.code); err != nil || len(r.Rules) != 0 || r.Number != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	done(t, "none at all", w.SetRules(w.As("dina"), w.woman, assessment.Rules{Number: 2}))
	done(t, "she leaves", w.beds.Discharge(w.As("dina"), residence.Leaving{Client: w.woman, Ended: residence.AsPlanned}))
	if all := tonight("saule"); len(all) != 0 {
		t.Errorf("rules of someone who is not here: %v", all)
	}
}

// Nothing of the bond stands in a column that says what it is about, and the rules
// carry no reason.
func TestRulesCarryNoReason(t *testing.T) {
	w := open(t)
	w.read(func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"contact_rule_sets", "contact_rules"} {
			rows, err := tx.Rows(ctx, `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			rows.Close()
			if err != nil {
				return err
			}
			for _, c := range columns {
				if slices.Contains([]string{"reason", "bond_id", "text", "note", "report_id"}, c) {
					t.Errorf("%s has a column %s", table, c)
				}
			}
		}
		return nil
	})
}
