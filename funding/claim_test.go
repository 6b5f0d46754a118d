package funding_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
)

// asks closes November with nine days of one client at 850 000 coins each and asks
// the ministry for all of them.
func (w *world) asks() string {
	w.t.Helper()
	client, _ := w.comes()
	w.sleeps(client, "state")
	housetest.Done(w.t, "a tariff", w.AddTariff(w.As("saule"), w.ministry, funding.Tariff{Unit: funding.PerDay, Minor: 850_000}))
	w.Clock.Advance(10 * 24 * time.Hour)
	w.closes("2026-11")
	id, err := w.AddClaim(w.As("vera"), ofNovember(w))
	housetest.Done(w.t, "what the ledger comes to", err)
	w.Clock.Advance(time.Second)
	return id
}

func ofNovember(w *world) funding.Claim {
	return funding.Claim{Agreement: w.ministry, Since: november.Since, Until: november.Until}
}

func (w *world) claim(id string) funding.Claim {
	w.t.Helper()
	c, err := w.Claim(w.As("vera"), id)
	housetest.Done(w.t, "a claim", err)
	return c
}

func TestAClaimTypedWrongIsTakenBackAndStaysToBeRead(t *testing.T) {
	w := open(t)
	id := w.asks()
	vera := w.As("vera")
	housetest.Refused(t, w.WithdrawClaim(vera, id, 1, "  "), pana.Invalid, "funding.claim.why")
	housetest.Refused(t, w.WithdrawClaim(w.As("dina"), id, 1, "Wrong."), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.WithdrawClaim(vera, "none", 1, "Wrong."), pana.NotFound, "record.absent")
	housetest.Done(t, "some of it came", w.AnswerClaim(vera, id, 1, funding.Answer{Paid: true, Minor: 850_000}))
	housetest.Refused(t, w.WithdrawClaim(vera, id, 2, "Wrong."), pana.Invalid, "funding.claim.answered")
	housetest.Done(t, "it did not", w.CorrectAnswer(vera, id, 2, w.claim(id).Answers[0].ID, funding.Answer{}))
	housetest.Stale(t, w.WithdrawClaim(vera, id, 2, "Wrong."), "why")
	housetest.Done(t, "taken back", w.WithdrawClaim(vera, id, 3, "Written for the wrong agreement."))
	c := w.claim(id)
	if c.Withdrawn != "2026-12-03" || c.WithdrawnBy != w.Staff("vera") || c.Why == "" || c.Claimed != 9*850_000 || len(c.Answers[0].Before) != 1 {
		t.Errorf("it does not stay to be read: %+v", c)
	}
	if c.Sums() != (funding.Sums{}) || c.Together() != (funding.Sums{}) {
		t.Errorf("it counts: %+v", c.Sums())
	}
	housetest.Refused(t, w.WithdrawClaim(vera, id, 4, "Again."), pana.Conflict, "funding.claim.withdrawn")
	housetest.Refused(t, w.AnswerClaim(vera, id, 4, funding.Answer{Paid: true, Minor: 1}), pana.Conflict, "funding.claim.withdrawn")
	housetest.Refused(t, errOf(w.AddToClaim(vera, id, 4, "", funding.Claim{Claimed: 1})), pana.Conflict, "funding.claim.withdrawn")
	due, err := w.Due(w.As("saule"))
	if err != nil || len(due) != 1 || due[0].Kind != "report" {
		t.Errorf("what was taken back was asked for all the same: %+v, %v", due, err)
	}
	again, err := w.AddClaim(vera, ofNovember(w))
	housetest.Done(t, "the same time asked for anew", err)
	if c := w.claim(again); c.Sums().Waiting != 9*850_000 {
		t.Errorf("asked for anew: %+v", c.Sums())
	}
}

func TestAnAnswerIsPutRightAndWhatStoodBeforeStaysBesideIt(t *testing.T) {
	w := open(t)
	id := w.asks()
	vera := w.As("vera")
	housetest.Done(t, "paid", w.AnswerClaim(vera, id, 1, funding.Answer{Paid: true, Minor: 8 * 850_000, Note: "By bank."}))
	first := w.claim(id).Answers[0]
	housetest.Refused(t, w.CorrectAnswer(vera, id, 2, first.ID, funding.Answer{Paid: true, Minor: 9*850_000 + 1}), pana.Invalid, "funding.claim.more")
	housetest.Refused(t, w.CorrectAnswer(vera, id, 2, first.ID, funding.Answer{Minor: 850_000}), pana.Invalid, "funding.claim.reason")
	housetest.Refused(t, w.CorrectAnswer(vera, id, 2, "", funding.Answer{Paid: true, Minor: 1}), pana.NotFound, "record.absent")
	housetest.Refused(t, w.CorrectAnswer(w.As("dina"), id, 2, first.ID, funding.Answer{}), pana.Forbidden, "policy.refused")
	w.Clock.Advance(24 * time.Hour)
	housetest.Done(t, "seven days only", w.CorrectAnswer(w.As("saule"), id, 2, first.ID, funding.Answer{Paid: true, Minor: 7 * 850_000}))
	housetest.Refused(t, w.CorrectAnswer(vera, id, 3, first.ID, funding.Answer{}), pana.NotFound, "record.absent")
	second := w.claim(id).Answers[0]
	housetest.Done(t, "it was turned down", w.CorrectAnswer(vera, id, 3, second.ID, funding.Answer{Minor: 7 * 850_000, Reason: "counted"}))
	c := w.claim(id)
	if c.Sums() != (funding.Sums{Claimed: 9 * 850_000, Rejected: 7 * 850_000, Waiting: 2 * 850_000}) || len(c.Answers) != 1 {
		t.Errorf("counted: %+v, %+v", c.Sums(), c.Answers)
	}
	a := c.Answers[0]
	if len(a.Before) != 2 || a.Before[1].Note != "By bank." || a.Before[1].By != w.Staff("vera") || a.Before[0].By != w.Staff("saule") || a.Before[0].Written != "2026-12-04" || a.Before[0].Minor != 7*850_000 {
		t.Errorf("what stood before: %+v", a.Before)
	}
}

func TestMoreIsAskedForOrGivenBackOfTheSameTime(t *testing.T) {
	w := open(t)
	id := w.asks()
	vera := w.As("vera")
	housetest.Refused(t, errOf(w.AddToClaim(vera, id, 1, "", funding.Claim{})), pana.Invalid, "funding.claim.same")
	housetest.Refused(t, errOf(w.AddToClaim(vera, id, 1, "", funding.Claim{Claimed: -9*850_000 - 1})), pana.Invalid, "funding.claim.back")
	housetest.Refused(t, errOf(w.AddToClaim(w.As("dina"), id, 1, "", funding.Claim{Claimed: 1})), pana.Forbidden, "policy.refused")
	back, err := w.AddToClaim(vera, id, 1, "", funding.Claim{Claimed: -2 * 850_000, Note: "Two nights were not hers."})
	housetest.Done(t, "given back", err)
	w.Clock.Advance(time.Second)
	housetest.Stale(t, errOf(w.AddToClaim(vera, id, 1, "", funding.Claim{})), "claimed")
	housetest.Refused(t, errOf(w.AddToClaim(vera, back, 1, "", funding.Claim{Claimed: 5})), pana.Conflict, "funding.claim.hangs")
	housetest.Refused(t, w.AnswerClaim(vera, back, 1, funding.Answer{Paid: true, Minor: 2*850_000 + 1}), pana.Invalid, "funding.claim.more")
	housetest.Done(t, "they took it", w.AnswerClaim(vera, back, 1, funding.Answer{Paid: true, Minor: 850_000}))
	if c := w.claim(back); c.Hangs != id || c.Since != november.Since || c.Sums() != (funding.Sums{Claimed: -2 * 850_000, Paid: -850_000, Waiting: -850_000}) {
		t.Errorf("given back: %+v", c)
	}
	housetest.Refused(t, w.WithdrawClaim(vera, id, 2, "Wrong."), pana.Invalid, "funding.claim.answered")
	// The ledger says nine days: what is missing now are the two.
	housetest.Refused(t, errOf(w.AddToClaim(vera, id, 2, funding.Back, funding.Claim{})), pana.Invalid, "funding.claim.none.back")
	more, err := w.AddToClaim(vera, id, 2, funding.More, funding.Claim{})
	housetest.Done(t, "the difference", err)
	if c := w.claim(more); c.Claimed != 2*850_000 {
		t.Errorf("the difference: %+v", c)
	}
	c := w.claim(id)
	if c.Together() != (funding.Sums{Claimed: 9 * 850_000, Paid: -850_000, Waiting: 10 * 850_000}) || len(c.More) != 2 || c.Sums().Claimed != 9*850_000 {
		t.Errorf("together: %+v", c.Together())
	}
	housetest.Done(t, "opened anew", w.ReopenMonth(w.As("saule"), "2026-11", "One night."))
	housetest.Refused(t, errOf(w.AddToClaim(vera, id, 3, "", funding.Claim{Claimed: 5})), pana.Invalid, "funding.claim.open")
}

// Whatever is asked for, answered, put right, added and taken back, in whatever order:
// what was asked for is what was paid, not paid and waited for, and what was taken
// back or put right counts nowhere.
func TestWhatWasAskedForIsAlwaysPaidNotPaidOrWaitedFor(t *testing.T) {
	w := open(t)
	first := w.asks()
	vera := w.As("vera")
	rapid.Check(t, func(t *rapid.T) {
		whole, err := w.Claims(vera)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(t, "acts") {
			all := append([]funding.Claim{}, whole...)
			for _, c := range whole {
				all = append(all, c.More...)
			}
			c := rapid.SampledFrom(all).Draw(t, "claim")
			act := rapid.SampledFrom([]string{"answer", "correct", "add", "withdraw"}).Draw(t, "act")
			minor := rapid.Int64Range(0, 3_000_000).Draw(t, "sum")
			a := funding.Answer{Paid: rapid.Bool().Draw(t, "paid"), Minor: minor, Reason: "counted"}
			switch act {
			case "answer":
				err = w.AnswerClaim(vera, c.ID, c.Version, a)
			case "correct":
				if len(c.Answers) == 0 {
					continue
				}
				err = w.CorrectAnswer(vera, c.ID, c.Version, rapid.SampledFrom(c.Answers).Draw(t, "which").ID, a)
			case "add":
				_, err = w.AddToClaim(vera, c.ID, c.Version, "", funding.Claim{Claimed: minor - 1_500_000})
			case "withdraw":
				err = w.WithdrawClaim(vera, c.ID, c.Version, "Drawn.")
			}
			w.Clock.Advance(time.Second)
			if err == nil && act == "withdraw" && c.Hangs == "" {
				if _, err := w.AddClaim(vera, ofNovember(w)); err != nil {
					t.Fatalf("asked for anew: %v", err)
				}
			}
			if whole, err = w.Claims(vera); err != nil {
				t.Fatal(err)
			}
			standing := 0
			for _, one := range whole {
				sum := one.Sums()
				for _, m := range one.More {
					s := m.Sums()
					sum = funding.Sums{Claimed: sum.Claimed + s.Claimed, Paid: sum.Paid + s.Paid, Rejected: sum.Rejected + s.Rejected, Waiting: sum.Waiting + s.Waiting}
				}
				if sum != one.Together() {
					t.Fatalf("%+v is not %+v", one.Together(), sum)
				}
				for _, x := range append([]funding.Claim{one}, one.More...) {
					s := x.Sums()
					switch {
					case s.Claimed != s.Paid+s.Rejected+s.Waiting:
						t.Fatalf("%+v does not balance", s)
					case x.Withdrawn != "" && s != funding.Sums{}:
						t.Fatalf("taken back and counts: %+v", s)
					case x.Claimed > 0 && s.Waiting < 0, x.Claimed < 0 && s.Waiting > 0:
						t.Fatalf("more was answered than asked for: %+v", s)
					case x.Withdrawn == "" && s.Claimed != x.Claimed:
						t.Fatalf("asked for %d, counts %d", x.Claimed, s.Claimed)
					}
				}
				if one.Withdrawn == "" {
					standing++
				}
				if one.Together().Claimed < 0 {
					t.Fatalf("more is given back than was asked for: %+v", one.Together())
				}
			}
			if standing != 1 {
				t.Fatalf("%d claims of one time stand", standing)
			}
		}
	})
	if w.claim(first).Claimed != 9*850_000 {
		t.Error("what was written first has changed")
	}
}
