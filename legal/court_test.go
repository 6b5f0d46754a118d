package legal_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
	"example.org/pana/people"
	"example.org/pana/policy"
)

func (w *world) court(who, code string) legal.Court {
	w.t.Helper()
	v, err := w.Court(w.As(who), code)
	done(w.t, who+" reads about court", err)
	return v
}

func (w *world) trial(a casework.Added) legal.CaseID {
	w.t.Helper()
	id, err := w.OpenCase(w.As("bolat"), a.Client, legal.CaseFacts{Kind: "criminal", Role: "victim", Stage: "investigation"}, casework.Someone{})
	done(w.t, "open a case", err)
	w.later()
	return id
}

func TestWhatSheWishesIsKeptWithEverythingSheWishedBefore(t *testing.T) {
	w := open(t)
	a := w.woman()
	v := w.court("bolat", a.Code)
	if _, asked := v.Wish(); asked {
		t.Error("nobody has asked her")
	}
	refused(t, w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{}), pana.Invalid, "wish", "court.wish.missing")
	refused(t, w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{Wish: "must"}), pana.Invalid, "wish", "codes.unknown")
	refused(t, w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{Wish: "yes", On: today.AddDays(1)}), pana.Invalid, "on", "date.future")
	for _, wish := range []string{"undecided", "no", "yes"} {
		done(t, wish, w.RecordWish(w.As("dina"), a.Client, legal.NewWish{Wish: wish, Source: pana.ClientSaid, Interpreted: true, Told: "in her words: " + wish}))
	}
	v = w.court("bolat", a.Code)
	now, _ := v.Wish()
	if now.Wish != "yes" || now.Told != "in her words: yes" || !v.Changed() || len(v.Wishes) != 3 || v.Wishes[2].Wish != "undecided" {
		t.Errorf("she wishes %q, before %+v", now.Wish, v.Wishes)
	}
}

func TestACaseIsWrittenDownChangedAndItsStagesStay(t *testing.T) {
	w := open(t)
	a := w.woman()
	court := w.organisation("court", "District court")
	n := legal.CaseFacts{Kind: "criminal", Role: "victim", Stage: "report", Payer: "donation", Office: court, Number: "7-26", Note: "they were polite",
		Wanted: true, Statement: "what she wants read out", Measures: map[string]string{"identity-kept": "asked", "no-contact": ""}}
	id, err := w.OpenCase(w.As("bolat"), a.Client, n, casework.Someone{New: casework.NewPerson{Role: "lawyer", Name: "Ermek Asanov"}})
	done(t, "open", err)
	w.later()
	c := w.court("bolat", a.Code).Cases[0]
	delete(n.Measures, "no-contact")
	if diff := cmp.Diff(n, c.CaseFacts); diff != "" {
		t.Errorf("the case says:\n%s", diff)
	}
	if c.LawyerPerson == "" || !c.HasLawyer() {
		t.Error("the lawyer was not met")
	}
	if k := count(w, `SELECT COUNT(*) FROM persons WHERE client_id = $1 AND role = 'lawyer' AND compartment = 'legal'`, string(a.Client)); k != 1 {
		t.Errorf("%d lawyers stand around her", k)
	}
	n.Stage, n.Wanted, n.Statement = "court", false, ""
	done(t, "it goes to court", w.EditCase(w.As("dina"), a.Client, id, n, casework.Someone{ID: c.LawyerPerson}, 1))
	c = w.court("bolat", a.Code).Cases[0]
	if c.Stage != "court" || len(c.Stages) != 2 || c.Stages[1].Stage != "report" || c.Statement != "" || c.LawyerPerson == "" {
		t.Errorf("now %q after %+v; statement %q", c.Stage, c.Stages, c.Statement)
	}
	if k := count(w, `SELECT COUNT(*) FROM words WHERE row = $1 AND field = 'statement'`, string(id)); k != 0 {
		t.Error("the statement is still kept")
	}
	n.Stage = "appeal"
	err = w.EditCase(w.As("saule"), a.Client, id, n, casework.Someone{ID: c.LawyerPerson}, 1)
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "db.stale" {
		t.Fatalf("an old page: %v", err)
	}
	if diff := cmp.Diff([]string{"stage"}, e.With["Fields"]); diff != "" {
		t.Errorf("the fields:\n%s", diff)
	}
	for _, bad := range []struct {
		n          legal.CaseFacts
		s          casework.Someone
		field, say string
	}{
		{legal.CaseFacts{}, casework.Someone{}, "kind", "court.kind.missing"},
		{legal.CaseFacts{Kind: "war"}, casework.Someone{}, "kind", "codes.unknown"},
		{legal.CaseFacts{Kind: "civil", Role: "hero"}, casework.Someone{}, "role", "codes.unknown"},
		{legal.CaseFacts{Kind: "civil", Statement: "kept"}, casework.Someone{}, "statement", "court.statement.unwanted"},
		{legal.CaseFacts{Kind: "civil", LawyerStaff: w.Staff("bolat")}, casework.Someone{ID: c.LawyerPerson}, "lawyer_staff", "court.lawyer.two"},
		{legal.CaseFacts{Kind: "civil", Office: "nowhere"}, casework.Someone{}, "office", "paper.office.unknown"},
		{legal.CaseFacts{Kind: "civil", LawyerStaff: "nobody"}, casework.Someone{}, "lawyer_staff", "paper.escort.unknown"},
		{legal.CaseFacts{Kind: "civil", Measures: map[string]string{"walls": "asked"}}, casework.Someone{}, "measure_walls", "codes.unknown"},
		{legal.CaseFacts{Kind: "civil"}, casework.Someone{ID: "of-another"}, "lawyer", "person.absent"},
	} {
		_, err := w.OpenCase(w.As("bolat"), a.Client, bad.n, bad.s)
		refused(t, err, pana.Invalid, bad.field, bad.say)
	}
}

func TestAHearingIsPreparedHeldAndFollowedByTheNext(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	court := w.organisation("court", "District court")
	w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")})
	n := legal.HearingFacts{On: today.AddDays(3), Clock: "10:00", Office: court, Interpreter: w.Staff("kamila"), Language: "uz", Entrance: "asked", Video: "not-needed",
		Escorts: []pana.StaffID{w.Staff("dina"), w.Staff("gulnar"), w.Staff("dina"), ""}, Room: "214", Note: "he will be in the room"}
	id, err := w.AddHearing(w.As("bolat"), a.Client, trial, n, casework.Someone{})
	done(t, "a hearing", err)
	w.later()
	_, h, err := find(w.court("dina", a.Code), id)
	done(t, "find it", err)
	if len(h.Escorts) != 2 || h.Kind != "hearing" || h.Room != "214" || !h.Ahead(today) || !h.Interpreted() {
		t.Errorf("the hearing is %+v", h)
	}
	same := h.HearingFacts
	done(t, "the same again", w.EditHearing(w.As("dina"), a.Client, id, same, casework.Someone{}, 9))
	same.Entrance, same.Prepared = "granted", today
	done(t, "the side door is granted", w.EditHearing(w.As("dina"), a.Client, id, same, casework.Someone{}, 1))
	same.Room = "12"
	refused(t, w.EditHearing(w.As("bolat"), a.Client, id, same, casework.Someone{}, 1), pana.Conflict, "", "db.stale")

	_, err = w.CloseHearing(w.As("bolat"), a.Client, id, legal.Outcome{Result: "held"}, 2)
	refused(t, err, pana.Invalid, "result", "court.result.early")
	w.Clock.Advance(4 * 24 * time.Hour)
	_, err = w.CloseHearing(w.As("bolat"), a.Client, id, legal.Outcome{}, 2)
	refused(t, err, pana.Invalid, "result", "court.result.missing")
	_, err = w.CloseHearing(w.As("bolat"), a.Client, id, legal.Outcome{Result: "held", Next: today}, 2)
	refused(t, err, pana.Invalid, "next", "court.next.before")
	next, err := w.CloseHearing(w.As("bolat"), a.Client, id, legal.Outcome{Result: "held", Present: "yes", Beside: "yes", Minutes: 180, Words: "she spoke by herself",
		Next: today.AddDays(20), NextClock: "11:30"}, 2)
	done(t, "it took place", err)
	v := w.court("dina", a.Code)
	_, h, _ = find(v, id)
	if h.Result != "held" || h.Beside != "yes" || h.Minutes != 180 || h.Words != "she spoke by herself" || h.Room != "214" {
		t.Errorf("it is kept as %+v", h)
	}
	_, h, err = find(v, next)
	done(t, "find the next", err)
	if h.On != today.AddDays(20) || h.Clock != "11:30" || h.Entrance != "wished" || h.Video != "not-needed" || len(h.Escorts) != 2 || h.Prepared != "" || h.Interpreter != w.Staff("kamila") {
		t.Errorf("the next is %+v", h.HearingFacts)
	}
	for _, bad := range []struct {
		n          legal.HearingFacts
		s          casework.Someone
		field, say string
	}{
		{legal.HearingFacts{}, casework.Someone{}, "on", "court.day.missing"},
		{legal.HearingFacts{On: today, Clock: "ten"}, casework.Someone{}, "clock", "date.clock"},
		{legal.HearingFacts{On: today, Entrance: "perhaps"}, casework.Someone{}, "entrance", "codes.unknown"},
		{legal.HearingFacts{On: today, Prepared: "2027-01-01"}, casework.Someone{}, "prepared", "date.future"},
		{legal.HearingFacts{On: today, Escorts: []pana.StaffID{"nobody"}}, casework.Someone{}, "escorts", "paper.escort.unknown"},
		{legal.HearingFacts{On: today, Interpreter: w.Staff("kamila")}, casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: "Rano"}}, "interpreter_staff", "court.interpreter.two"},
	} {
		_, err := w.AddHearing(w.As("dina"), a.Client, trial, bad.n, bad.s)
		refused(t, err, pana.Invalid, bad.field, bad.say)
	}
	b := w.woman()
	_, err = w.AddHearing(w.As("dina"), b.Client, trial, legal.HearingFacts{On: today}, casework.Someone{})
	refused(t, err, pana.NotFound, "", "record.absent")
}

func find(v legal.Court, id legal.HearingID) (legal.Case, legal.Hearing, error) { return v.Hearing(id) }

func TestAnInterpreterFromOutsideIsComparedWithTheWatchList(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	_, err := w.files.AddPerson(w.As("dina"), a.Client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Rano Ismailova"})
	done(t, "whom she fears", err)
	w.later()
	sent := casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: "Рано Исмаилова"}}
	_, err = w.AddHearing(w.As("dina"), a.Client, trial, legal.HearingFacts{On: today.AddDays(2), Unasked: true}, sent)
	refused(t, err, pana.Invalid, "interpreter_name", "interpreter.list")
	id, err := w.AddHearing(w.As("dina"), a.Client, trial, legal.HearingFacts{On: today, Unasked: true}, casework.Someone{New: casework.NewPerson{Role: "interpreter", Name: "Рано Исмаилова"}})
	done(t, "the court sends an interpreter", err)
	v := w.court("dina", a.Code)
	_, h, _ := find(v, id)
	for _, k := range v.Persons {
		if k.ID == h.Outside && (!k.Awaiting || !k.Watched) {
			t.Errorf("the interpreter awaits %v, is watched %v", k.Awaiting, k.Watched)
		}
	}
	if h.Outside == "" {
		t.Error("the interpreter was not met")
	}
}

// Who interprets in court was asked about, on that day and on the next; a fact is
// kept and stands to be asked, and goes when it turns out to be another.
func TestWhoInterpretsInCourtWasAskedAbout(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	helps := people.New(w.House, w.files)
	still := func() (n int) {
		page, err := helps.HelpersOf(w.As("dina"), a.Code)
		done(t, "who helps", err)
		for _, u := range page.Unasked {
			if u.Asked == "" {
				n++
			}
		}
		return n
	}
	kamila := legal.HearingFacts{On: today.AddDays(1), Interpreter: w.Staff("kamila")}
	_, err := w.AddHearing(w.As("bolat"), a.Client, trial, kamila, casework.Someone{})
	refused(t, err, pana.Invalid, "interpreter_staff", "interpreter.list")
	w.interprets(a.Client, people.NewHelper{Staff: w.Staff("kamila")})
	id, err := w.AddHearing(w.As("bolat"), a.Client, trial, kamila, casework.Someone{})
	done(t, "with a yes", err)
	w.later()
	late := kamila
	late.On = "2027-02-01"
	_, h, _ := find(w.court("dina", a.Code), id)
	late.Kind = h.Kind
	refused(t, w.EditHearing(w.As("dina"), a.Client, id, late, casework.Someone{}, 1), pana.Invalid, "interpreter_staff", "interpreter.pledge")

	w.Clock.Advance(24 * time.Hour)
	next, err := w.CloseHearing(w.As("bolat"), a.Client, id, legal.Outcome{Result: "held", Next: "2027-02-01"}, 1)
	done(t, "held", err)
	if _, h, _ = find(w.court("dina", a.Code), next); h.Interpreted() {
		t.Error("for a day on which no pledge holds the interpreter is named")
	}
	erlan := legal.HearingFacts{On: today, Interpreter: w.Staff("erlan"), Unasked: true}
	past, err := w.AddHearing(w.As("bolat"), a.Client, trial, erlan, casework.Someone{})
	done(t, "a fact", err)
	if still() != 1 {
		t.Error("nothing stands to be asked")
	}
	w.later()
	_, h, _ = find(w.court("dina", a.Code), past)
	other := h.HearingFacts
	other.Interpreter = w.Staff("kamila")
	done(t, "it was Kamila", w.EditHearing(w.As("dina"), a.Client, past, other, casework.Someone{}, h.Version))
	if still() != 0 {
		t.Error("what was a mistake is still to be asked")
	}
}

func TestSumsAreAddedUpByStepAndCurrencyAndAMistakeIsStruck(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	for _, bad := range []struct {
		n          legal.Compensation
		field, say string
	}{
		{legal.Compensation{Amount: 5}, "step", "court.money.step.missing"},
		{legal.Compensation{Step: "asked"}, "amount", "record.between"},
		{legal.Compensation{Step: "asked", Amount: 5, Currency: "GOLD"}, "currency", "codes.unknown"},
		{legal.Compensation{Step: "paid", Amount: 5, On: today.AddDays(1)}, "on", "date.future"},
	} {
		refused(t, w.AddCompensation(w.As("bolat"), a.Client, trial, bad.n), pana.Invalid, bad.field, bad.say)
	}
	for _, n := range []legal.Compensation{{Step: "asked", Amount: 900_000}, {Step: "awarded", Amount: 600_000}, {Step: "paid", Amount: 100_000}, {Step: "paid", Amount: 150_000}, {Step: "paid", Amount: 9, Currency: "USD"}} {
		done(t, n.Step, w.AddCompensation(w.As("bolat"), a.Client, trial, n))
		w.later()
	}
	c := w.court("dina", a.Code).Cases[0]
	if c.Sum("paid", "KZT") != 250_000 || c.Sum("awarded", "KZT") != 600_000 || c.Sum("paid", "USD") != 9 {
		t.Errorf("paid %d, awarded %d", c.Sum("paid", "KZT"), c.Sum("awarded", "KZT"))
	}
	done(t, "strike", w.StrikeCompensation(w.As("bolat"), a.Client, c.Money[3].ID))
	done(t, "strike it again", w.StrikeCompensation(w.As("bolat"), a.Client, c.Money[3].ID))
	refused(t, w.StrikeCompensation(w.As("bolat"), w.woman().Client, c.Money[3].ID), pana.NotFound, "", "record.absent")
	if c := w.court("dina", a.Code).Cases[0]; c.Sum("paid", "KZT") != 100_000 || len(c.Money) != 5 {
		t.Errorf("paid %d of %d rows", c.Sum("paid", "KZT"), len(c.Money))
	}
}

func TestWhatIsDueStandsAheadUntilItIsMet(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	refused(t, w.AddDeadline(w.As("bolat"), a.Client, trial, legal.Deadline{Kind: "claim"}), pana.Invalid, "due", "court.day.missing")
	done(t, "a claim is due", w.AddDeadline(w.As("bolat"), a.Client, trial, legal.Deadline{Kind: "claim", Due: today.AddDays(9), Note: "with the medical paper"}))
	_, err := w.AddHearing(w.As("bolat"), a.Client, trial, legal.HearingFacts{On: today.AddDays(4), Clock: "09:00", Escorts: []pana.StaffID{w.Staff("dina")}}, casework.Someone{})
	done(t, "a hearing", err)
	w.later()
	done(t, "she wishes to", w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{Wish: "yes"}))
	ahead, err := w.Ahead(w.As("bolat"), today, today.AddDays(30))
	done(t, "look ahead", err)
	if len(ahead) != 2 || ahead[0].Kind != "hearing" || ahead[0].At != "09:00" || ahead[0].Staff != w.Staff("dina") || !ahead[0].Out || ahead[1].Kind != "deadline" {
		t.Errorf("ahead: %+v", ahead)
	}
	now, err := w.CourtsNow(w.As("bolat"))
	done(t, "the lawyer's day", err)
	if diff := cmp.Diff([]legal.CourtNow{{Code: a.Code, Wish: "yes", Stage: "investigation", Hearing: today.AddDays(4), Due: today.AddDays(9)}}, now); diff != "" {
		t.Errorf("the lawyer's day:\n%s", diff)
	}
	for _, who := range []string{"gulnar", "erlan", "timur"} {
		if now, err := w.CourtsNow(w.As(who)); err != nil || len(now) != 0 {
			t.Errorf("%s is told %v, %v", who, now, err)
		}
	}
	d := w.court("bolat", a.Code).Cases[0].Deadlines[0]
	refused(t, w.MeetDeadline(w.As("bolat"), a.Client, d.ID, 7), pana.Conflict, "", "db.stale")
	done(t, "handed in", w.MeetDeadline(w.As("bolat"), a.Client, d.ID, 1))
	if ahead, _ = w.Ahead(w.As("bolat"), today, today.AddDays(30)); len(ahead) != 1 {
		t.Errorf("ahead: %+v", ahead)
	}
}

func TestTheTimeToReflectCountsDown(t *testing.T) {
	w := open(t)
	a := w.woman()
	refused(t, w.SetReflection(w.As("bolat"), a.Client, legal.Reflection{Since: today, Until: today.AddDays(-1)}), pana.Invalid, "reflection_until", "date.crossed")
	done(t, "thirty days", w.SetReflection(w.As("bolat"), a.Client, legal.Reflection{Until: today.AddDays(30)}))
	done(t, "an office gave more", w.SetReflection(w.As("bolat"), a.Client, legal.Reflection{Since: today, Until: today.AddDays(45)}))
	r := w.court("bolat", a.Code).Reflection
	if n, ok := r.Left(today); !ok || n != 45 {
		t.Errorf("%d days are left, %v", n, ok)
	}
	if _, ok := r.Left(today.AddDays(46)); ok {
		t.Error("it is over")
	}
	done(t, "nobody knows", w.SetReflection(w.As("bolat"), a.Client, legal.Reflection{}))
	if _, ok := w.court("bolat", a.Code).Reflection.Left(today); ok {
		t.Error("an unknown day has days left")
	}
}

// No bed, paper or anything else hangs on what she wishes about court.
func TestNothingHangsOnHerWish(t *testing.T) {
	w := open(t)
	rapid.Check(t, func(t *rapid.T) {
		a := w.woman()
		for range rapid.IntRange(0, 3).Draw(t, "answers") {
			wish := rapid.SampledFrom([]string{"yes", "no", "undecided"}).Draw(t, "wish")
			if err := w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{Wish: wish}); err != nil {
				t.Fatal(err)
			}
		}
		id, err := w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: "id-card", State: "lost"})
		if err == nil {
			_, err = w.Restore(w.As("dina"), a.Client, id, "kz-identity-card")
		}
		if err == nil {
			_, err = w.files.WriteNote(w.As("dina"), a.Client, casework.NewNote{Compartment: pana.Care, Text: "an ordinary day"})
		}
		if err == nil {
			trial := w.trial(a)
			_, err = w.AddHearing(w.As("dina"), a.Client, trial, legal.HearingFacts{On: today.AddDays(5)}, casework.Someone{})
		}
		if err != nil {
			t.Fatalf("something hangs on the wish: %v", err)
		}
	})
}

func TestTheStripOfCourtSaysWhatComesNext(t *testing.T) {
	w := open(t)
	a := w.woman()
	says := func(want string) {
		t.Helper()
		err := w.files.Read(w.As("bolat"), a.Code, policy.SeeCourt, func(r *casework.Reading) error {
			tr, there, err := w.CourtTrack(r)
			if !there && want != "" || there && tr.Say != want {
				t.Errorf("the strip says %q (%v), want %q", tr.Say, there, want)
			}
			return err
		})
		done(t, "read the strip", err)
	}
	says("")
	done(t, "her wish", w.RecordWish(w.As("bolat"), a.Client, legal.NewWish{Wish: "undecided"}))
	says("track.court.wish.undecided")
	trial := w.trial(a)
	says("track.court.stage.investigation")
	done(t, "time to think", w.SetReflection(w.As("bolat"), a.Client, legal.Reflection{Until: today.AddDays(30)}))
	says("track.court.reflection")
	done(t, "an answer is due", w.AddDeadline(w.As("bolat"), a.Client, trial, legal.Deadline{Kind: "answer", Due: today.AddDays(12)}))
	says("track.court.due")
	_, err := w.AddHearing(w.As("bolat"), a.Client, trial, legal.HearingFacts{On: today.AddDays(5)}, casework.Someone{})
	done(t, "a hearing", err)
	says("track.court.hearing")
}

func TestWhoKnowsAboutCourtAndNobodyElse(t *testing.T) {
	w := open(t)
	a := w.woman()
	trial := w.trial(a)
	for name, kind := range map[string]pana.Kind{"erlan": pana.Forbidden, "gulnar": pana.Forbidden, "raushan": pana.NotFound, "timur": pana.NotFound, "lena": pana.NotFound} {
		_, err := w.Court(w.As(name), a.Code)
		if err == nil || pana.KindOf(err) != kind {
			t.Errorf("%s reads: %v, want %s", name, err, kind)
		}
		for what, err := range map[string]error{
			"a wish":     w.RecordWish(w.As(name), a.Client, legal.NewWish{Wish: "yes"}),
			"a case":     w.EditCase(w.As(name), a.Client, trial, legal.CaseFacts{Kind: "civil"}, casework.Someone{}, 1),
			"a sum":      w.AddCompensation(w.As(name), a.Client, trial, legal.Compensation{Step: "asked", Amount: 1}),
			"a deadline": w.AddDeadline(w.As(name), a.Client, trial, legal.Deadline{Due: today}),
		} {
			if err == nil || pana.KindOf(err) != kind {
				t.Errorf("%s writes %s: %v, want %s", name, what, err, kind)
			}
		}
	}
}
