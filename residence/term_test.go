package residence_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

func (w *world) terms(who string, client pana.ClientID) residence.Terms {
	w.t.Helper()
	t, err := w.Terms(w.As(who), w.code(client))
	done(w.t, who+" looks at who pays", err)
	return t
}

func (w *world) code(client pana.ClientID) string {
	w.t.Helper()
	var code string
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		code, err = db.Get[string](context.Background(), tx, `SELECT code FROM clients WHERE id = $1`, string(client))
		return err
	})
	done(w.t, "find the code", err)
	return code
}

// paid is a client of Dina's in the garden room whose stay the city pays until a day.
func (w *world) paid(until pana.Date) (pana.ClientID, string) {
	w.t.Helper()
	botagoz := w.client("female", "24-26")
	w.admit(botagoz, w.garden, "2")
	id, err := w.SetTerm(w.As("dina"), botagoz, residence.NewTerm{Payer: "local", Until: until})
	done(w.t, "write down who pays", err)
	return botagoz, id
}

func (w *world) asking(who string) int {
	w.t.Helper()
	list, err := w.TermsEnding(w.As(who))
	done(w.t, "ask Today", err)
	return len(list)
}

func (w *world) decisions(who string) []casework.Decision {
	w.t.Helper()
	list, err := w.Decisions(w.As(who))
	done(w.t, "look at what waits", err)
	return list
}

func TestThirtyDaysBeforeTheEndTodayAsksAndStopsOnceSomeoneHasAsked(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-12-24")
	if n := w.asking("dina"); n != 0 {
		t.Errorf("with 31 days left Today asks %d times", n)
	}
	w.Clock.Advance(24 * time.Hour)
	if n := w.asking("dina"); n != 1 {
		t.Errorf("with 30 days left Today asks %d times, want once", n)
	}
	for who, want := range map[string]int{"saule": 1, "erlan": 0, "timur": 0, "vera": 0} {
		if n := w.asking(who); n != want {
			t.Errorf("%s is asked %d times, want %d", who, n, want)
		}
	}
	_, err := w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-02-01", Reason: "Her passport comes in January."})
	done(t, "ask for longer", err)
	if n := w.asking("dina"); n != 0 {
		t.Errorf("Today asks %d times although the request is out", n)
	}
	if d := w.decisions("saule"); len(d) != 1 || d[0].Client != botagoz || d[0].By != w.Staff("dina") || d[0].Kind != "extension" {
		t.Errorf("the director's inbox is %+v", d)
	}
	if d := w.decisions("dina"); len(d) != 0 {
		t.Error("a worker is asked for an answer that is the director's to keep")
	}
}

func TestAGrantedRequestMakesTheTermLongerAndKeepsWhatStoodBefore(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-12-10")
	ask, err := w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-02-01", Reason: "A hearing."})
	done(t, "ask", err)
	_, err = w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-03-01", Reason: "A hearing."})
	refused(t, err, pana.Conflict, "term.ask.waiting")
	done(t, "answer", w.AnswerTerm(w.As("saule"), botagoz, residence.TermAnswer{Ask: ask, Answer: residence.Granted, Until: "2027-01-15", Because: "Half of it.", Version: 1}))
	got := w.terms("dina", botagoz)
	if len(got.Standing) != 1 || got.Standing[0].Until != "2027-01-15" || got.Standing[0].Ask != ask || len(got.Before) != 1 || got.Before[0].Until != "2026-12-10" {
		t.Errorf("the terms are %+v, before %+v", got.Standing, got.Before)
	}
	if a := got.Asks[0]; a.Reason != "A hearing." || a.Because != "Half of it." || a.AnsweredBy != w.Staff("saule") {
		t.Errorf("the request is kept as %+v", a)
	}
	refused(t, w.AnswerTerm(w.As("marat"), botagoz, residence.TermAnswer{Ask: ask, Answer: residence.Granted, Version: 1}), pana.Conflict, "db.stale")
	w.Clock.Set(time.Date(2027, 1, 5, 4, 0, 0, 0, time.UTC))
	if n := w.asking("dina"); n != 1 {
		t.Errorf("before the longer term ends Today asks %d times, want once more", n)
	}
}

func TestARequestThatIsNotGrantedNeedsAReasonAndEndsNothing(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-11-30")
	_, err := w.AskTerm(w.As("gulnar"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-02-01", Reason: "Not ready."})
	refused(t, err, pana.Forbidden, "policy.refused")
	ask, err := w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-02-01", Reason: "Not ready."})
	done(t, "ask", err)
	refused(t, w.AnswerTerm(w.As("saule"), botagoz, residence.TermAnswer{Ask: ask, Answer: residence.NotGranted, Version: 1}), pana.Invalid, "term.because.missing")
	done(t, "answer", w.AnswerTerm(w.As("saule"), botagoz, residence.TermAnswer{Ask: ask, Answer: residence.NotGranted, Because: "No budget.", Version: 1}))
	w.Clock.Advance(400 * 24 * time.Hour)
	if s, here, err := w.StayNow(w.As("dina"), botagoz); err != nil || !here || s.Until != "" {
		t.Errorf("a year after the paid time the stay is %+v, %v", s, err)
	}
	if _, err := w.Move(w.As("dina"), residence.Moving{Client: botagoz, Bed: w.bed(w.garden, "4").ID}); err != nil {
		t.Errorf("her bed cannot be changed: %v", err)
	}
	if n := w.asking("dina"); n != 0 {
		t.Error("Today goes on asking what has been answered")
	}
}

func TestTwoWhoChangeOneTermAtOnceBothSeeWhatStands(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-12-10")
	_, err := w.SetTerm(w.As("dina"), botagoz, residence.NewTerm{Until: "2026-12-20", Replaces: term})
	done(t, "change the day", err)
	_, err = w.SetTerm(w.As("saule"), botagoz, residence.NewTerm{Until: "2026-12-31", Replaces: term})
	refused(t, err, pana.Conflict, "db.stale")
	_, err = w.SetTerm(w.As("dina"), botagoz, residence.NewTerm{Payer: "local", Until: "2027-01-31"})
	refused(t, err, pana.Conflict, "term.double")
	_, err = w.SetTerm(w.As("dina"), botagoz, residence.NewTerm{Payer: "foundation", Until: "2026-12-05"})
	done(t, "a second payer", err)
	if got := w.terms("dina", botagoz).Standing; len(got) != 2 || got[0].Payer != "foundation" || got[1].Until != "2026-12-20" {
		t.Errorf("what ends first does not come first: %+v", got)
	}
}

func TestWhatATermRefusesIsSaidOnItsField(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-12-10")
	for say, n := range map[string]residence.NewTerm{
		"term.payer.missing":       {Until: "2026-12-10"},
		"date.missing":             {Payer: "state"},
		"codes.unknown":            {Payer: "a rich uncle", Until: "2026-12-10"},
		"date.unreadable":          {Payer: "state", Until: "2026-02-30"},
		"term.organisation.absent": {Payer: "state", Until: "2026-12-10", Organisation: "nobody"},
	} {
		_, err := w.SetTerm(w.As("dina"), botagoz, n)
		refused(t, err, pana.Invalid, say)
	}
	for say, n := range map[string]residence.NewTermAsk{
		"term.missing":        {Wanted: "2027-01-01", Reason: "x"},
		"date.missing":        {Term: term, Reason: "x"},
		"term.wanted.before":  {Term: term, Wanted: "2026-12-10", Reason: "x"},
		"term.reason.missing": {Term: term, Wanted: "2027-01-01"},
	} {
		_, err := w.AskTerm(w.As("dina"), botagoz, n)
		refused(t, err, pana.Invalid, say)
	}
	other, _ := w.paid2("female")
	_, err := w.AskTerm(w.As("dina"), other, residence.NewTermAsk{Term: term, Wanted: "2027-01-01", Reason: "x"})
	refused(t, err, pana.NotFound, "record.absent")
}

func (w *world) paid2(sex string) (pana.ClientID, string) {
	c := w.client(sex, "27-29")
	w.admit(c, w.garden, "3")
	id, err := w.SetTerm(w.As("dina"), c, residence.NewTerm{Payer: "state", Until: "2026-12-01"})
	done(w.t, "write down who pays", err)
	return c, id
}

func TestWhyTimeIsNeededIsReadByHerWorkersOnly(t *testing.T) {
	w := open(t)
	botagoz, term := w.paid("2026-12-10")
	_, err := w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: "2027-02-01", Reason: "A hearing."})
	done(t, "ask", err)
	for _, who := range []string{"erlan", "gulnar", "raushan"} {
		_, err := w.Terms(w.As(who), w.code(botagoz))
		if err == nil {
			t.Errorf("%s sees who pays", who)
		}
	}
	_, err = w.Terms(w.As("vera"), w.code(botagoz))
	refused(t, err, pana.NotFound, "client.absent")
}

// R2: nothing about money ever ends a stay or closes a door by itself.
func TestNoCourseOfTermsEverEndsAStay(t *testing.T) {
	w := open(t)
	botagoz := w.client("female", "24-26")
	stay := w.admit(botagoz, w.garden, "2")
	day := func(t *rapid.T) pana.Date {
		return w.House.Today(w.Clock.Now()).AddDays(rapid.IntRange(-400, 400).Draw(t, "days"))
	}
	fair := func(t *rapid.T, err error) {
		if k := pana.KindOf(err); err != nil && k != pana.Invalid && k != pana.Conflict && k != pana.NotFound && k != pana.Forbidden {
			t.Fatalf("an answer nobody can use: %v", err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		any := func(t *rapid.T) (term, ask string) {
			got := w.terms("saule", botagoz)
			if len(got.Standing) > 0 {
				term = rapid.SampledFrom(got.Standing).Draw(t, "term").ID
			}
			if len(got.Asks) > 0 {
				ask = rapid.SampledFrom(got.Asks).Draw(t, "ask").ID
			}
			return term, ask
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				_, err := w.SetTerm(w.As("dina"), botagoz, residence.NewTerm{Payer: rapid.SampledFrom([]string{"state", "local", "own"}).Draw(t, "payer"), Until: day(t)})
				fair(t, err)
			},
			"change": func(t *rapid.T) {
				term, _ := any(t)
				_, err := w.SetTerm(w.As("saule"), botagoz, residence.NewTerm{Payer: "state", Until: day(t), Replaces: term})
				fair(t, err)
			},
			"ask": func(t *rapid.T) {
				term, _ := any(t)
				_, err := w.AskTerm(w.As("dina"), botagoz, residence.NewTermAsk{Term: term, Wanted: day(t), Reason: "time"})
				fair(t, err)
			},
			"answer": func(t *rapid.T) {
				_, ask := any(t)
				fair(t, w.AnswerTerm(w.As("marat"), botagoz, residence.TermAnswer{Ask: ask, Until: day(t), Because: "so it is", Version: 1,
					Answer: rapid.SampledFrom([]string{residence.Granted, residence.NotGranted}).Draw(t, "answer")}))
			},
			"time passes": func(t *rapid.T) {
				w.Clock.Advance(time.Duration(rapid.IntRange(1, 60).Draw(t, "days")) * 24 * time.Hour)
			},
			"": func(t *rapid.T) {
				now, here, err := w.StayNow(w.As("dina"), botagoz)
				if err != nil || !here || now.ID != stay.ID || now.Until != "" {
					t.Fatalf("the stay is %+v, here %v, %v", now, here, err)
				}
				seen := map[string]bool{}
				for _, s := range w.terms("dina", botagoz).Standing {
					if key := s.Payer + string(s.Organisation); seen[key] {
						t.Fatalf("two terms of %s stand at once", key)
					} else {
						seen[key] = true
					}
				}
			},
		})
	})
}
