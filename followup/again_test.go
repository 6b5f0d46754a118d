package followup_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
)

// R10: a client is one person over many times in our care.
func TestWhoeverComesBackIsTheSamePersonInANewTime(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	_, err := w.files.WriteNote(w.As("dina"), g.id, casework.NewNote{Text: "She sang in the first week."})
	w.must("write", err)
	w.leaves(g, w.agrees(g))
	w.days(60)
	if _, err := w.Again(w.As("timur"), g.code); pana.KindOf(err) != pana.NotFound {
		t.Errorf("night duty looks her up: %v", err)
	}
	found, err := w.Find(w.As("timur"), "moychechak")
	w.must("she says her word at the door", err)
	code, err := w.ComeBack(w.As("timur"), found[0].Client, 0)
	if err != nil || code != g.code {
		t.Fatalf("she comes back as %s, %v", code, err)
	}
	p := w.leaving("saule", g)
	if len(p.Times) != 2 || p.Times[0].Stage != "arrival" || p.Times[0].Closed != "" || p.Times[1].Closed == "" || !p.Sleeps || p.Exit.ID != "" {
		t.Errorf("her times are %+v", p.Times)
	}
	if n := w.count(`SELECT COUNT(*) FROM clients`); n != 1 {
		t.Errorf("%d persons", n)
	}
	if n := w.due("saule"); n != 0 {
		t.Error("the one who sleeps here is to be called")
	}
	f, err := w.files.Open(w.As("timur"), g.code)
	if err != nil || f.Opened(pana.Care) {
		t.Errorf("tonight the night sees her again, and nothing of before: %v", err)
	}
	w.must("she is given to Erlan", w.files.Assign(w.As("saule"), g.id, w.Staff("erlan"), pana.SocialWorker))
	f, err = w.files.Open(w.As("erlan"), g.code)
	if err != nil || len(f.Timeline) != 1 || f.Timeline[0].Text == "" {
		t.Errorf("who works with her now reads what was before: %v", err)
	}
	_, err = w.files.Open(w.As("dina"), g.code)
	w.must("Dina sees her in short", err)
	_, err = w.ComeBack(w.As("timur"), g.id, 0)
	refused(t, err, pana.Conflict, "residence.client.placed")
}

func TestWhoeverWasClosedComesBackAsWell(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.days(30)
	refused(t, w.CloseFollowUp(w.As("dina"), g.id, "", ""), pana.Invalid, "closing.missing")
	refused(t, w.CloseFollowUp(w.As("timur"), g.id, "plan-complete", ""), pana.NotFound, "client.absent")
	w.must("close", w.CloseFollowUp(w.As("dina"), g.id, "plan-complete", ""))
	if n := w.due("saule"); n != 0 {
		t.Error("a closed follow-up has a call due")
	}
	id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
	w.must("she calls all the same", err)
	w.must("end", w.End(w.As("timur"), id, followup.Ending{Result: followup.Reached}))
	if _, err := w.ComeBack(w.As("saule"), g.id, 1); err != nil {
		t.Errorf("she comes back: %v", err)
	}
	if p := w.leaving("saule", g); len(p.Times) != 2 {
		t.Errorf("%d times", len(p.Times))
	}
	for _, who := range []string{"gulnar", "raushan", "bolat", "lena"} {
		if _, err := w.ComeBack(w.As(who), g.id, 0); err == nil {
			t.Errorf("%s lets her in", who)
		}
	}
}

func TestTheFollowUpIsNotClosedWhileSheSleepsHere(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	refused(t, w.CloseFollowUp(w.As("dina"), g.id, "moved", ""), pana.Conflict, "episode.bed")
}

func TestEveryActLeavesItsLineInTheTrail(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	w.leaves(g, w.agrees(g))
	w.calls("timur", g, followup.In, followup.Ending{Result: followup.Reached})
	w.must("close", w.CloseFollowUp(w.As("dina"), g.id, "moved", ""))
	_, err := w.ComeBack(w.As("timur"), g.id, 0)
	w.must("come back", err)
	for act, least := range map[string]int{"exit.prepare": 2, "exit.decide": 1, "residence.discharge": 1, "call.agree": 1, "call.take": 2, "call.close": 1, "client.reopen": 1} {
		var n int
		w.must("count", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
			n, err = db.Get[int](context.Background(), tx, `SELECT COUNT(*) FROM trail WHERE client_id = $1 AND act = $2`, string(g.id), act)
			return err
		}))
		if n < least {
			t.Errorf("%s: %d lines, want %d", act, n, least)
		}
	}
}
