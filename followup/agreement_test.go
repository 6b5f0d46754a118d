package followup_test

import (
	"context"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
)

func (w *world) agreed(who string, g guest) followup.AgreementPage {
	w.t.Helper()
	p, err := w.Agreed(w.As(who), g.code)
	w.must(who+" looks at what was agreed", err)
	return p
}

func TestWhatWasAgreedIsKeptAndReadByHerWorkers(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	n := w.agrees(g)
	n.Parts, n.Weekdays = []string{"evening"}, []string{"7", "6"}
	n.Contact = casework.Someone{New: casework.NewPerson{Name: "Oysha", Contact: "+998 00 000 00 02"}}
	n.Reached, n.HandOver = "2026-11-23", "2027-02-01"
	_, err := w.Agree(w.As("dina"), g.id, n)
	w.must("agree", err)
	p := w.agreed("gulnar", g)
	if p.Agreement.Words != n.Words || !p.Allowed || p.Agreement.DaysText != "6 7" {
		t.Errorf("kept as %+v, allowed %v", p.Agreement, p.Allowed)
	}
	if len(p.Persons) != 1 || p.Persons[0].Role != "local-contact" || p.Persons[0].ID != p.Agreement.Contact || !p.Persons[0].Awaiting {
		t.Errorf("the local contact is %+v", p.Persons)
	}
	for day, first := range map[pana.Date]string{"2027-01-31": "shelter", "2027-02-01": "local"} {
		if got := p.Agreement.FirstContact(day); got != first {
			t.Errorf("on %s first comes %s", day, got)
		}
	}
	for _, who := range []string{"erlan", "timur", "raushan"} {
		if _, err := w.Agreed(w.As(who), g.code); pana.KindOf(err) != pana.Forbidden || err == nil {
			t.Errorf("%s reads it: %v", who, err)
		}
	}
}

func TestAPossibleExploiterCannotBecomeALocalContactUnseen(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	_, err := w.files.AddPerson(w.As("dina"), g.id, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Rustem Dosov"})
	w.must("name him", err)
	n := w.agrees(g)
	n.Contact = casework.Someone{New: casework.NewPerson{Name: "Рустем Досов"}}
	_, err = w.Agree(w.As("dina"), g.id, n)
	w.must("agree", err)
	watched := false
	for _, p := range w.agreed("dina", g).Persons {
		watched = watched || p.Role == "local-contact" && p.Watched
	}
	if !watched {
		t.Error("the name went past the watch list")
	}
}

func TestASafeWordIsFoundInAnyLettersAndNeverReadBack(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	for said, by := range map[string]string{"Мойчечак": followup.SafeWord, "moychechak": followup.SafeWord, "МОЙЧЕЧАК ": followup.SafeWord, "shamol": followup.DangerWord, g.code: followup.ByCode, strings.ToLower(g.code): followup.ByCode} {
		found, err := w.Find(w.As("timur"), said)
		w.must("look for "+said, err)
		if len(found) != 1 || found[0].Code != g.code || found[0].By != by {
			t.Errorf("%q finds %+v", said, found)
		}
	}
	for _, said := range []string{"Gulbahor", "moy", "чечак", "%"} {
		if found, err := w.Find(w.As("timur"), said); err != nil || len(found) != 0 {
			t.Errorf("%q finds %+v, %v", said, found, err)
		}
	}
	if n := w.count(`SELECT COUNT(*) FROM safe_tokens`); n != 2 {
		t.Errorf("%d tokens", n)
	}
	var raw []byte
	w.must("read the store", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		raw, err = db.Get[[]byte](context.Background(), tx, `SELECT token FROM safe_tokens WHERE kind = 'safe'`)
		return err
	}))
	if strings.Contains(string(raw), "moy") {
		t.Error("the word stands in the clear")
	}
	n := w.agrees(g)
	n.Replaces, n.Words.Safe = w.agreed("dina", g).Agreement.ID, "Lola"
	_, err := w.Agree(w.As("dina"), g.id, n)
	w.must("choose another word", err)
	if found, _ := w.Find(w.As("timur"), "Мойчечак"); len(found) != 0 {
		t.Error("the old word still opens")
	}
}

func TestAConflictOfInterestHidesTheCallToo(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.must("set a conflict", w.files.SetConflict(w.As("dina"), g.id, w.Staff("timur")))
	for _, said := range []string{"Мойчечак", g.code} {
		if found, err := w.Find(w.As("timur"), said); err != nil || len(found) != 0 {
			t.Errorf("%q finds %+v, %v", said, found, err)
		}
	}
	_, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
	refused(t, err, pana.NotFound, "client.absent")
	w.days(8)
	if n := w.due("timur"); n != 0 {
		t.Error("a call is due for the one she is kept from")
	}
}

func TestWhatAnAgreementRefusesIsSaidOnItsField(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	for say, change := range map[string]func(*followup.NewAgreement){
		"codes.unknown":         func(n *followup.NewAgreement) { n.Parts = []string{"dawn"} },
		"record.between":        func(n *followup.NewAgreement) { n.Minutes = 0 },
		"agreement.word.same":   func(n *followup.NewAgreement) { n.Words.Danger = "moychechak" },
		"agreement.word.silent": func(n *followup.NewAgreement) { n.Words.Safe = "…!" },
		"date.future":           func(n *followup.NewAgreement) { n.Reached = "2030-01-01" },
		"person.absent":         func(n *followup.NewAgreement) { n.Contact = casework.Someone{ID: "somebody else's"} },
	} {
		n := w.agrees(g)
		change(&n)
		_, err := w.Agree(w.As("dina"), g.id, n)
		refused(t, err, pana.Invalid, say)
	}
	_, err := w.Agree(w.As("dina"), g.id, w.agrees(g))
	w.must("agree", err)
	_, err = w.Agree(w.As("gulnar"), g.id, w.agrees(g))
	refused(t, err, pana.Conflict, "db.stale")
}
