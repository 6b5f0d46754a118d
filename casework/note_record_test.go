package casework

import (
	"context"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// file opens a file for name.
func (w *world) file(name string, a Added) File {
	w.t.Helper()
	f, err := w.Open(w.As(name), a.Code)
	if err != nil {
		w.t.Fatalf("%s opens the file: %v", name, err)
	}
	return f
}

// cared is a client whom Dina and Gulnar work with.
func cared(w *world) Added {
	a := w.come("dina", called("Madina"))
	w.assign(a, "dina", pana.SocialWorker)
	w.assign(a, "gulnar", pana.Psychologist)
	return a
}

func TestANoteKeepsHerWordsBesideTheWorkers(t *testing.T) {
	w := open(t)
	a := cared(w)
	_, err := w.WriteNote(w.As("dina"), a.Client, NewNote{Kind: "talk", Source: pana.ClientSaid, Interpreted: true,
		Text: "She spoke of her mother.", Told: "I want to call home."})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.WriteNote(w.As("dina"), a.Client, NewNote{Kind: StrengthNote, Compartment: pana.Health, Told: "I sew well."})
	if err != nil {
		t.Fatal(err)
	}
	f := w.file("gulnar", a)
	if len(f.Timeline) != 1 || f.Timeline[0].Text != "She spoke of her mother." || f.Timeline[0].Told != "I want to call home." ||
		!f.Timeline[0].Interpreted || f.Timeline[0].On != "2026-11-23" {
		t.Errorf("the timeline: %+v", f.Timeline)
	}
	if len(f.Strength) != 1 || f.Strength[0].Told != "I sew well." || f.Strength[0].Compartment != pana.Care {
		t.Errorf("the strengths: %+v", f.Strength)
	}
}

func TestACorrectionSupersedesAndOverwritesNothing(t *testing.T) {
	w := open(t)
	a := cared(w)
	old, err := w.WriteNote(w.As("dina"), a.Client, NewNote{Text: "came at nine"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.CorrectNote(w.As("gulnar"), a.Client, old, NewNote{Text: "came at ten"}); err != nil {
		t.Fatal(err)
	}
	f := w.file("dina", a)
	if len(f.Timeline) != 1 || f.Timeline[0].Text != "came at ten" || f.Timeline[0].Supersedes != old {
		t.Errorf("the timeline: %+v", f.Timeline)
	}
	before, err := w.Note(w.As("dina"), a.Code, old)
	if err != nil || before.Text != "came at nine" {
		t.Errorf("what stood before: %+v, %v", before, err)
	}
	_, err = w.CorrectNote(w.As("dina"), a.Client, old, NewNote{Text: "came at eleven"})
	is(t, err, pana.Conflict, "note.superseded")
}

func TestTherapyNotesAreTheAuthorsAlone(t *testing.T) {
	w := open(t)
	a := cared(w)
	id, err := w.WriteNote(w.As("gulnar"), a.Client, NewNote{Kind: "session", Compartment: pana.Therapy, Text: "private"})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := w.Note(w.As("gulnar"), a.Code, id); err != nil || n.Text != "private" {
		t.Errorf("the author reads %q, %v", n.Text, err)
	}
	for _, name := range []string{"dina", "saule", "marat"} {
		if f := w.file(name, a); len(f.Timeline) != 0 {
			t.Errorf("%s sees a therapy note", name)
		}
		_, err := w.Note(w.As(name), a.Code, id)
		is(t, err, pana.NotFound, "record.absent")
		_, err = w.CorrectNote(w.As(name), a.Client, id, NewNote{Text: "mine now"})
		is(t, err, pana.NotFound, "record.absent")
	}
	_, err = w.WriteNote(w.As("dina"), a.Client, NewNote{Compartment: pana.Therapy, Text: "x"})
	is(t, err, pana.Forbidden, "policy.refused")
}

func TestWhatANoteRefuses(t *testing.T) {
	w := open(t)
	a := cared(w)
	for _, test := range []struct {
		name  string
		n     NewNote
		field string
	}{
		{"a note without a word", NewNote{Text: " \n"}, "text"},
		{"a kind no list knows", NewNote{Kind: "gossip", Text: "x"}, "kind"},
		{"a compartment of one's own", NewNote{Compartment: "secret", Text: "x"}, "compartment"},
		{"tomorrow", NewNote{On: "2026-11-24", Text: "x"}, "on"},
		{"the year 1850", NewNote{On: "1850-01-01", Text: "x"}, "on"},
		{"a source of one's own", NewNote{Source: "rumour", Text: "x"}, "source"},
		{"a NUL", NewNote{Text: "a\x00b"}, "text"},
		{"words turned round", NewNote{Told: "a\u202eb"}, "told"},
		{"more than anyone reads", NewNote{Text: strings.Repeat("ә", mostText+1)}, "text"},
	} {
		_, err := w.WriteNote(w.As("dina"), a.Client, test.n)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM notes`); n != 0 {
		t.Errorf("%d notes were half written", n)
	}
	if _, err := w.WriteNote(w.As("dina"), a.Client, NewNote{Text: strings.Repeat("ә", mostText)}); err != nil {
		t.Errorf("the longest note: %v", err)
	}
}

func TestOfTwoWhoCorrectAtOnceOneSeesTheOther(t *testing.T) {
	w := open(t)
	a := cared(w)
	old, err := w.WriteNote(w.As("dina"), a.Client, NewNote{Text: "a"})
	if err != nil {
		t.Fatal(err)
	}
	dina, gulnar := w.As("dina"), w.As("gulnar")
	errs := make(chan error, 2)
	for _, ctx := range []context.Context{dina, gulnar} {
		go func() {
			_, err := w.CorrectNote(ctx, a.Client, old, NewNote{Text: "b"})
			errs <- err
		}()
	}
	first, second := <-errs, <-errs
	if (first == nil) == (second == nil) {
		t.Fatalf("got %v and %v, want one to win", first, second)
	}
	if first == nil {
		first = second
	}
	is(t, first, pana.Conflict, "note.superseded")
}

func TestAnAlertStandsUntilItEnds(t *testing.T) {
	w := open(t)
	a := w.come("timur", called("Madina"))
	w.bed(a, "")
	id, err := w.RaiseAlert(w.As("timur"), a.Client, NewAlert{Kind: "allergy", Text: "no nuts"})
	if err != nil {
		t.Fatal(err)
	}
	f := w.file("raushan", a)
	if len(f.Alerts) != 1 || f.Alerts[0].Text != "no nuts" || f.Alerts[0].Kind != "allergy" {
		t.Fatalf("the nurse sees %+v", f.Alerts)
	}
	is(t, w.EndAlert(w.As("saule"), a.Client, id, 9), pana.Conflict, "db.stale")
	is(t, w.EndAlert(w.As("saule"), a.Client, "no such alert", 1), pana.NotFound, "record.absent")
	if err := w.EndAlert(w.As("saule"), a.Client, id, 1); err != nil {
		t.Fatal(err)
	}
	if err := w.EndAlert(w.As("saule"), a.Client, id, 1); err != nil {
		t.Errorf("ending once more: %v", err)
	}
	if f := w.file("raushan", a); len(f.Alerts) != 0 {
		t.Errorf("an ended alert still stands")
	}
	_, err = w.RaiseAlert(w.As("saule"), a.Client, NewAlert{})
	is(t, err, pana.Invalid, "alert.empty")
	_, err = w.RaiseAlert(w.As("saule"), a.Client, NewAlert{Kind: "other", Until: "2026-11-23"})
	is(t, err, pana.Invalid, "alert.until")
	_, err = w.RaiseAlert(w.As("lena"), a.Client, NewAlert{Kind: "other"})
	is(t, err, pana.NotFound, "client.absent")
}

func TestNoWordOfARecordStandsInTheClear(t *testing.T) {
	w := open(t)
	a := cared(w)
	const secret = "Zhibek-of-the-river"
	ctx := w.As("dina")
	if _, err := w.WriteNote(ctx, a.Client, NewNote{Text: secret, Told: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RaiseAlert(ctx, a.Client, NewAlert{Text: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddPerson(ctx, a.Client, NewPerson{Role: "friend", Name: secret, Contact: secret, Note: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddPerson(ctx, a.Client, NewPerson{Role: PossibleExploiter, Name: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RecordConsent(ctx, a.Client, NewConsent{Purpose: pana.StayTonight, Note: secret}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.FileDocument(ctx, a.Client, NewDocument{Title: secret, Number: secret, File: strings.NewReader(secret)}); err != nil {
		t.Fatal(err)
	}
	facts := NoFacts()
	facts.Told, facts.Places = secret, []Place{{Country: "KZ", Words: secret}}
	if _, err := w.RecordFacts(ctx, a.Client, facts, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddOrganisation(ctx, NewOrganisation{Name: secret, Contact: secret}); err != nil {
		t.Fatal(err)
	}
	tables := []string{"notes", "alerts", "persons", "watch_tokens", "consents", "documents", "document_chunks", "trafficking",
		"trafficking_places", "organisations", "organisation_roles", "words", "trail"}
	w.update(func(ctx context.Context, tx *db.Tx) error {
		for _, table := range tables {
			rows, err := tx.Rows(ctx, `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			columns, _ := rows.Columns()
			n := 0
			for rows.Next() {
				n++
				values, into := make([][]byte, len(columns)), make([]any, len(columns))
				for i := range values {
					into[i] = &values[i]
				}
				if err := rows.Scan(into...); err != nil {
					return err
				}
				for i, v := range values {
					if strings.Contains(string(v), secret) {
						t.Errorf("%s.%s says it in the clear", table, columns[i])
					}
				}
			}
			rows.Close()
			if n == 0 && table != "organisation_roles" {
				t.Errorf("nothing was written to %s", table)
			}
		}
		return nil
	})
}
