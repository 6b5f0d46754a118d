package therapy_test

import (
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/therapy"
)

func TestNobodyLearnsThatThereArePrivateNotes(t *testing.T) {
	w := open(t)
	a, plain := w.cared(), w.cared()
	gulnar := w.As("gulnar")
	id, err := w.Write(gulnar, a.Client, casework.NewNote{Text: "Fear of doors."})
	w.must(err)
	_, err = w.files.CorrectNote(gulnar, a.Client, id, casework.NewNote{Text: "Fear of closed doors."})
	w.must(err)
	_, err = w.files.WriteNote(gulnar, a.Client, casework.NewNote{Compartment: pana.Therapy, Text: "And of keys."})
	w.must(err)
	_, err = w.Recall(gulnar, a.Client, therapy.NewChildhood{Told: "A grandmother sang."})
	w.must(err)
	p, err := w.Private(gulnar, a.Code)
	w.must(err)
	if len(p.Notes) != 2 || len(p.Childhood) != 1 || p.Childhood[0].Told != "A grandmother sang." {
		t.Fatalf("Gulnar keeps %+v, %+v", p.Notes, p.Childhood)
	}
	_, err = w.files.Note(gulnar, a.Code, p.Notes[0].ID)
	w.must(err)
	for _, code := range []string{a.Code, plain.Code} {
		_, err = w.files.Open(gulnar, code)
		w.must(err)
	}
	for _, name := range []string{"dina", "saule", "marat"} {
		ctx := w.As(name)
		if name == "dina" {
			_, err = w.Private(ctx, a.Code)
			is(t, err, pana.Forbidden, "policy.refused")
		}
		f, err := w.files.Open(ctx, a.Code)
		w.must(err)
		if len(f.Timeline) != 0 {
			t.Errorf("%s sees %d notes", name, len(f.Timeline))
		}
		h, err := w.files.Trail(ctx, a.Code)
		w.must(err)
		for _, l := range append(h.Changed, h.Looked...) {
			if strings.HasPrefix(string(l.Act), policy.PrivateActs) {
				t.Errorf("%s is shown a line of %s", name, l.Act)
			}
			for _, c := range l.Opened {
				if c == pana.Therapy {
					t.Errorf("%s is told that therapy words were opened by %s", name, l.Act)
				}
			}
			if l.Staff == w.Staff("gulnar") && l.Act == policy.NoteClient {
				t.Errorf("%s is told of a note that stands nowhere", name)
			}
		}
	}
	h, err := w.files.Trail(gulnar, a.Code)
	w.must(err)
	if own := len(h.Changed); own < 4 {
		t.Errorf("Gulnar is shown %d lines of her own", own)
	}
}

func TestCorrectionsOfPrivateNotesOverwriteNothing(t *testing.T) {
	w := open(t)
	a := w.cared()
	gulnar := w.As("gulnar")
	first, err := w.Recall(gulnar, a.Client, therapy.NewChildhood{Opinion: "No early bond.", School: "attachment"})
	w.must(err)
	_, err = w.Recall(gulnar, a.Client, therapy.NewChildhood{Opinion: "A bond to the grandmother.", School: "attachment", Supersedes: first})
	w.must(err)
	_, err = w.Recall(gulnar, a.Client, therapy.NewChildhood{Told: "x", Supersedes: first})
	is(t, err, pana.Conflict, "note.superseded")
	p, err := w.Private(gulnar, a.Code)
	w.must(err)
	if len(p.Childhood) != 1 || p.Childhood[0].Opinion != "A bond to the grandmother." || p.Childhood[0].By != w.Staff("gulnar") || p.Childhood[0].School != "attachment" {
		t.Errorf("%+v", p.Childhood)
	}
	if n := w.count(`SELECT COUNT(*) FROM words WHERE tbl = 'early_childhoods' AND row = $1`, first); n != 2 {
		t.Errorf("%d words of the first are kept, want 2", n)
	}
}

func TestAnOpinionCarriesItsSchoolOfThought(t *testing.T) {
	w := open(t)
	a := w.cared()
	_, err := w.Recall(w.As("gulnar"), a.Client, therapy.NewChildhood{Opinion: "No early bond."})
	refused(t, err, "school")
	_, err = w.Recall(w.As("gulnar"), a.Client, therapy.NewChildhood{School: "attachment"})
	refused(t, err, "told")
	_, err = w.Recall(w.As("dina"), a.Client, therapy.NewChildhood{Told: "x"})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Recall(w.As("saule"), a.Client, therapy.NewChildhood{Told: "x"})
	is(t, err, pana.Forbidden, "policy.refused")
}

// What a psychologist kept to herself passes to who follows only while the client
// agrees, and only once she works with her no more.
func TestPrivateNotesPassToWhoFollowsOnlyWithTheClientsConsent(t *testing.T) {
	w := open(t)
	a := w.cared()
	saule, gulnar := w.As("saule"), w.As("gulnar")
	_, err := w.Write(gulnar, a.Client, casework.NewNote{Text: "Fear of doors.", Told: "Leave it open."})
	w.must(err)
	w.must(w.House.Grant(saule, w.Staff("erlan"), pana.Grant{Role: pana.Psychologist, Site: w.Shelter.ID}))
	w.must(w.House.AdmitWaiting(gulnar, w.Staff("erlan")))
	w.must(w.files.Assign(saule, a.Client, w.Staff("erlan"), pana.Psychologist))
	passed := func() []casework.Note {
		p, err := w.Private(w.As("erlan"), a.Code)
		w.must(err)
		return p.Passed
	}
	agrees := casework.NewConsent{Purpose: pana.NotesUse}
	yes, err := w.files.RecordConsent(saule, a.Client, agrees)
	w.must(err)
	if n := passed(); len(n) != 0 {
		t.Errorf("while Gulnar works with her, %d of her notes are read by a colleague", len(n))
	}
	w.must(w.files.Unassign(saule, a.Client, w.Staff("gulnar"), pana.Psychologist))
	n := passed()
	if len(n) != 1 || n[0].Text != "Fear of doors." || n[0].Told != "Leave it open." || n[0].By != w.Staff("gulnar") {
		t.Fatalf("with her consent who follows reads %+v", n)
	}
	w.must(w.files.WithdrawConsent(saule, a.Client, yes))
	if n := passed(); len(n) != 0 {
		t.Errorf("after she took it back, %d are read", len(n))
	}
	p, err := w.Private(w.As("erlan"), a.Code)
	w.must(err)
	if !p.Followed || p.Agreed || len(p.Notes) != 0 {
		t.Errorf("who follows is told %+v", p)
	}
	// Nothing of it is anybody else's.
	_, err = w.Private(saule, a.Code)
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Private(w.As("gulnar"), a.Code)
	is(t, err, pana.Forbidden, "policy.refused")
}
