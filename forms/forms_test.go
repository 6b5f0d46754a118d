package forms_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/forms"
	"example.org/pana/internal/form"
)

// begun keeps the form of the week on the shelf and begins it as Dina.
func (w *world) begun() (forms.FormID, forms.AnsweredID) {
	w.t.Helper()
	id, _, err := w.Keep(w.As("dina"), week("1"), pana.Care)
	w.done("keep a form", err)
	w.later()
	an, err := w.Start(w.As("dina"), w.client, id)
	w.done("begin it", err)
	w.later()
	return id, an
}

func (w *world) one(who string, id forms.AnsweredID) forms.One {
	w.t.Helper()
	one, err := w.Read(w.As(who), w.code, id)
	w.done(who+" reads a form", err)
	return one
}

func (w *world) turn(who string, id forms.AnsweredID, t forms.Turn) []form.Fault {
	w.t.Helper()
	if t.Version == 0 {
		t.Version = w.one(who, id).Version
	}
	faults, err := w.Turn(w.As(who), w.client, id, t)
	w.done(who+" fills in a form", err)
	w.later()
	return faults
}

func ids(shelf []forms.Kept) (all []string) {
	for _, k := range shelf {
		s := k.Form.ID + " " + k.Form.Version
		if !k.Latest {
			s += " old"
		}
		if k.Retired != "" {
			s += " retired"
		}
		all = append(all, s)
	}
	return all
}

func (w *world) shelf() string {
	w.t.Helper()
	shelf, err := w.Shelf(w.As("gulnar"))
	w.done("look at the shelf", err)
	return strings.Join(ids(shelf), ", ")
}

func TestTheShelfHoldsTheProgramsFormsAndTheHousesOwnWithTheirVersions(t *testing.T) {
	w := open(t)
	if got := w.shelf(); got != "pana-assessment 1, pana-risk 1, pana-exit 1" {
		t.Errorf("at first: %s", got)
	}
	if n := w.count(`SELECT COUNT(*) FROM forms`); n != 0 {
		t.Errorf("%d rows before anybody answered anything", n)
	}
	first, _, err := w.Keep(w.As("dina"), week("1"), pana.Care)
	w.done("keep", err)
	w.later()
	second, _, err := w.Keep(w.As("saule"), week("2"), pana.Care)
	w.done("keep", err)
	w.later()
	if got := w.shelf(); got != "pana-assessment 1, pana-risk 1, pana-exit 1, week 2, week 1 old" {
		t.Errorf("then: %s", got)
	}
	_, _, err = w.Keep(w.As("dina"), week("2"), pana.Health)
	refused(t, err, pana.Invalid, "file", "forms.twice")
	_, err = w.Start(w.As("dina"), w.client, first)
	refused(t, err, pana.Invalid, "form", "forms.choose")
	w.done("retire", w.Retire(w.As("dina"), second, true, 1))
	refused(t, w.Retire(w.As("saule"), second, true, 1), pana.Conflict, "", "db.stale")
	_, err = w.Start(w.As("dina"), w.client, second)
	refused(t, err, pana.Invalid, "form", "forms.choose")
	w.done("bring back", w.Retire(w.As("saule"), second, false, 2))
	if _, err = w.Start(w.As("dina"), w.client, second); err != nil {
		t.Error(err)
	}
	file, err := w.Workbook(w.As("gulnar"), second)
	if f, wrong := form.Read("again", file); err != nil || wrong != nil || f.Version != "2" {
		t.Errorf("the workbook came back as %v, %v", err, wrong)
	}
	w.done("retire a form of the program", w.Retire(w.As("saule"), "pana-exit", true, 0))
	if got := w.shelf(); !strings.Contains(got, "pana-exit 1 retired") || strings.Count(got, "pana-exit") != 1 {
		t.Errorf("after it was retired: %s", got)
	}
}

func TestAWorkbookThatIsNoFormIsRefusedAtItsCellAndLeavesNothing(t *testing.T) {
	w := open(t)
	_, _, err := w.Keep(w.As("dina"), book(sheet{{"type", "name", "label"}, {"text", "a", "A"}, {"sorcery", "b", "B"}}, nil, nil), pana.Care)
	refused(t, err, pana.Invalid, "file", "form.type.unknown")
	if e := err.(*pana.Error); e.With["At"] != "survey!A3" {
		t.Errorf("the place is %v", e.With)
	}
	_, _, err = w.Keep(w.As("dina"), strings.NewReader("no workbook"), pana.Care)
	refused(t, err, pana.Invalid, "file", "form.file.kind")
	_, _, err = w.Keep(w.As("dina"), bytes.NewReader(append([]byte("PK\x03\x04"), make([]byte, 6<<20)...)), pana.Care)
	refused(t, err, pana.Invalid, "file", "form.file.large")
	_, _, err = w.Keep(w.As("dina"), nil, pana.Care)
	refused(t, err, pana.Invalid, "file", "forms.file.missing")
	for _, part := range []pana.Compartment{"", pana.Identity, pana.Bond, "elsewhere"} {
		_, _, err = w.Keep(w.As("dina"), week("1"), part)
		refused(t, err, pana.Invalid, "compartment", "forms.part.missing")
	}
	_, _, err = w.Keep(w.As("gulnar"), week("1"), pana.Care)
	if pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a psychologist brings a form: %v", err)
	}
	if n := w.count(`SELECT COUNT(*) FROM forms`) + w.count(`SELECT COUNT(*) FROM form_workbooks`); n != 0 {
		t.Errorf("%d rows were left", n)
	}
}

func TestAFormIsLeftHalfFilledAndGoneOnWithLater(t *testing.T) {
	w := open(t)
	_, id := w.begun()
	w.turn("dina", id, forms.Turn{Values: say("slept", "I woke twice", "meals", "many"), Source: pana.ClientSaid, Interpreted: true})
	w.Clock.Advance(48 * 3600e9)
	one := w.one("saule", id)
	if one.State != forms.Open || one.Answers.Value("slept") != "I woke twice" || one.Source != pana.ClientSaid || !one.Interpreted {
		t.Errorf("two days later: %+v", one.Answered)
	}
	if it, _ := one.Answers.Asked("meals", "en"); it.Value != "many" || it.FaultSay != "form.fault.integer" {
		t.Errorf("what could not be read came back as %q, %q", it.Value, it.FaultSay)
	}
	faults := w.turn("dina", id, forms.Turn{Values: say("out", "yes"), Source: pana.ClientSaid, Finish: true})
	if len(faults) != 2 || faults[0].Path != "meals" || faults[1].Path != "where" {
		t.Fatalf("faults %v", faults)
	}
	if one := w.one("dina", id); one.State != forms.Open || one.Answers.Value("out") != "yes" {
		t.Error("what was typed beside a fault was lost")
	}
	if faults := w.turn("dina", id, forms.Turn{Values: say("meals", "3", "where", "The library"), Source: pana.ClientSaid, Finish: true}); len(faults) != 0 {
		t.Fatalf("faults %v", faults)
	}
	one = w.one("gulnar", id)
	if one.State != forms.Done || one.On != "2026-11-25" || one.Answers.Value("where") != "The library" || one.Interpreted {
		t.Errorf("handed in: %+v", one.Answered)
	}
	_, err := w.Turn(w.As("dina"), w.client, id, forms.Turn{Version: one.Version})
	refused(t, err, pana.Conflict, "", "forms.done")
	refused(t, w.Discard(w.As("dina"), w.client, id, one.Version), pana.Conflict, "", "forms.done")
}

func TestAnOlderPageIsRefusedAndSaysWhatDiffers(t *testing.T) {
	w := open(t)
	_, id := w.begun()
	w.turn("dina", id, forms.Turn{Values: say("slept", "Well", "meals", "3")})
	_, err := w.Turn(w.As("saule"), w.client, id, forms.Turn{Version: 1, Values: say("slept", "Badly", "meals", "3", "out", "no")})
	refused(t, err, pana.Conflict, "", "db.stale")
	if fields := err.(*pana.Error).With["Fields"]; !slices.Equal(fields.([]string), []string{"slept", "out"}) {
		t.Errorf("what differs: %v", fields)
	}
	if w.one("dina", id).Answers.Value("slept") != "Well" {
		t.Error("the first answer was overwritten")
	}
	refused(t, w.Discard(w.As("dina"), w.client, id, 1), pana.Conflict, "", "db.stale")
}

func TestACorrectionStandsBesideWhatItCorrectsAndTakesItsPlaceWhenHandedIn(t *testing.T) {
	w := open(t)
	_, id := w.begun()
	_, err := w.Correct(w.As("dina"), w.client, id)
	refused(t, err, pana.Conflict, "", "forms.open")
	w.turn("dina", id, forms.Turn{Values: say("slept", "Well"), Finish: true, Source: pana.ClientSaid})
	_, _, err = w.Keep(w.As("dina"), week("2"), pana.Care) // a new version has come meanwhile
	w.done("keep", err)
	w.later()
	next, err := w.Correct(w.As("gulnar"), w.client, id)
	w.done("correct", err)
	w.later()
	if again, err := w.Correct(w.As("dina"), w.client, id); err != nil || again != next {
		t.Errorf("a second correction: %v, %v", again, err)
	}
	if old := w.one("dina", id); old.Superseded || old.Correctly != next {
		t.Error("the old one does not stand while the new one is open")
	}
	if n := w.one("dina", next); n.Form.Version != "1" || n.Answers.Value("slept") != "Well" || n.Source != pana.ClientSaid {
		t.Errorf("the correction begins as %+v", n.Answered)
	}
	w.turn("gulnar", next, forms.Turn{Values: say("slept", "Badly, she says now"), Finish: true})
	old := w.one("dina", id)
	if !old.Superseded || old.Answers.Value("slept") != "Well" {
		t.Errorf("the old answer is %q, superseded %v", old.Answers.Value("slept"), old.Superseded)
	}
	_, err = w.Correct(w.As("dina"), w.client, id)
	refused(t, err, pana.Conflict, "", "forms.superseded")
}

func TestAFormOfTheProgramStaysReadableInItsVersion(t *testing.T) {
	w := open(t)
	id, err := w.Start(w.As("dina"), w.client, form.RiskReview)
	w.done("begin the risk review", err)
	w.later()
	again, err := w.Start(w.As("gulnar"), w.client, form.RiskReview)
	w.done("begin it again", err)
	w.later()
	if n := w.count(`SELECT COUNT(*) FROM forms WHERE shipped`); n != 1 {
		t.Errorf("%d rows, want the one version that was answered", n)
	}
	if got := w.shelf(); got != "pana-assessment 1, pana-risk 1, pana-exit 1" {
		t.Errorf("the shelf: %s", got)
	}
	w.turn("dina", id, forms.Turn{Values: say("reach/reach_likelihood", "3", "reach/reach_harm", "3"), Finish: true})
	if one := w.one("saule", id); one.Answers.Value("reach/reach_weight") != "9" || one.Compartment != pana.Safety {
		t.Errorf("weight %q in %s", one.Answers.Value("reach/reach_weight"), one.Compartment)
	}
	w.done("throw the other away", w.Discard(w.As("gulnar"), w.client, again, 1))
	if n := w.count(`SELECT COUNT(*) FROM answered_forms`) + w.count(`SELECT COUNT(*) FROM words WHERE tbl = 'answered_forms'`); n != 2 {
		t.Errorf("%d: the form or its words were left", n)
	}
}

func TestEachReadsAndFillsInFormsOfHerOwnPartsOfTheFile(t *testing.T) {
	w := open(t)
	key := map[pana.Compartment]forms.AnsweredID{}
	for part, who := range map[pana.Compartment]string{pana.Care: "dina", pana.Health: "raushan", pana.Legal: "bolat", pana.Safety: "saule", pana.Therapy: "gulnar"} {
		id, _, err := w.Keep(w.As("saule"), book(sheet{{"type", "name", "label"}, {"text", "a", "About " + string(part)}}, nil, nil), part)
		w.done("keep", err)
		w.later()
		an, err := w.Start(w.As(who), w.client, id)
		w.done(who+" begins", err)
		w.later()
		key[part] = an
		w.turn(who, an, forms.Turn{Values: say("a", "words of "+who)})
	}
	for who, want := range map[string]string{
		"saule": "care health legal safety", "marat": "care health legal safety", "dina": "care health legal safety", "gulnar": "care safety therapy", "raushan": "health", "bolat": "legal",
	} {
		v, err := w.Filled(w.As(who), w.code)
		w.done(who+" looks", err)
		var parts, offered []string
		for _, an := range v.Forms {
			parts = append(parts, string(an.Compartment))
		}
		for _, k := range v.Offered {
			offered = append(offered, string(k.Compartment))
		}
		slices.Sort(parts)
		if got := strings.Join(parts, " "); got != want {
			t.Errorf("%s sees %s, want %s", who, got, want)
		}
		for _, o := range offered {
			if !strings.Contains(want, o) && !(o == "therapy" && who == "gulnar") {
				t.Errorf("%s is offered a form of %s", who, o)
			}
		}
		for part, id := range key {
			_, err := w.Read(w.As(who), w.code, id)
			if strings.Contains(want, string(part)) != (err == nil) {
				t.Errorf("%s reads %s: %v", who, part, err)
			}
			if err != nil && pana.KindOf(err) != pana.NotFound {
				t.Errorf("%s about %s: %v, want what an absent form gets", who, part, err)
			}
			_, err = w.Turn(w.As(who), w.client, id, forms.Turn{Version: 1, Values: say("a", "over it")})
			if may := pana.KindOf(err) == pana.Conflict; may != strings.Contains(want, string(part)) {
				t.Errorf("%s fills in %s: %v", who, part, err)
			}
		}
	}
	_, err := w.Start(w.As("raushan"), w.client, form.Assessment)
	refused(t, err, pana.Invalid, "form", "forms.not-yours")
	for _, who := range []string{"erlan", "timur", "lena", "vera"} {
		if _, err := w.Filled(w.As(who), w.code); err == nil {
			t.Errorf("%s sees her forms", who)
		}
	}
}

func TestWhatSomeoneWithAConflictSeesIsWhatIsNotThere(t *testing.T) {
	w := open(t)
	_, id := w.begun()
	w.done("set a conflict", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	_, err := w.Filled(w.As("saule"), w.code)
	_, none := w.Filled(w.As("saule"), "KZ-26-000")
	if err == nil || none == nil || err.Error() != none.Error() {
		t.Errorf("%v and %v can be told apart", err, none)
	}
	if _, err := w.Turn(w.As("saule"), w.client, id, forms.Turn{Version: 1}); pana.KindOf(err) != pana.NotFound {
		t.Errorf("she fills it in: %v", err)
	}
}

func TestNoAnswerStandsInAColumn(t *testing.T) {
	w := open(t)
	_, id := w.begun()
	w.turn("dina", id, forms.Turn{Values: say("slept", "Under the bridge near the market"), Finish: true})
	if n := w.count(`SELECT COUNT(*) FROM words WHERE tbl = 'answered_forms' AND compartment = 'care'`); n != 1 {
		t.Errorf("%d sealed words", n)
	}
	w.As("gulnar")
	before := w.count(`SELECT COUNT(*) FROM trail`)
	w.one("gulnar", id)
	if n := w.count(`SELECT COUNT(*) FROM trail`); n != before+1 {
		t.Errorf("%d lines of the trail for one look", n-before)
	}
}
