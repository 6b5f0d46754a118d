package casework

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// watched asks the watch list on behalf of a visitor's book.
func (w *world) watched(name string) (matched bool) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *db.Tx) (err error) {
		matched, err = w.Watch(ctx, tx, name)
		return err
	})
	return matched
}

func TestAPossibleExploiterIsFoundUnderEverySpelling(t *testing.T) {
	w := open(t)
	a := cared(w)
	ctx := w.As("dina")
	if _, err := w.AddPerson(ctx, a.Client, NewPerson{Role: PossibleExploiter, Name: "Бахытжан Сериков"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddPerson(ctx, a.Client, NewPerson{Role: PossibleExploiter, Name: "Rustem"}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"Bakhytzhan Serikov": true, "Serikov Bakhytzhan Kanatovich": true, "Бахытжан Серикоб": true, "Bakhytzhan": true,
		"Рустем Ахметов": true, "Rustem": true,
		"Bakhytzhan Omarov": false, "Aidar Kim": false, "": false, "?": false,
	} {
		if got := w.watched(name); got != want {
			t.Errorf("%q on the watch list: %v, want %v", name, got, want)
		}
	}
}

func TestEveryoneAwaitsConfirmationInTheSameWords(t *testing.T) {
	w := open(t)
	a, b := cared(w), w.come("dina", called("Zarina"))
	w.bed(b, "")
	w.assign(b, "dina", pana.SocialWorker)
	ctx := w.As("dina")
	if _, err := w.AddPerson(ctx, a.Client, NewPerson{Role: PossibleExploiter, Name: "Rustem Dosov", Note: "drives a white van"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Рустем Досов", "Aidar Kim"} {
		if _, err := w.AddPerson(ctx, b.Client, NewPerson{Role: "other-kin", Name: name}); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Second)
	}
	inside, err := w.Persons(ctx, b.Code)
	if err != nil || len(inside) != 2 || !inside[0].Awaiting || !inside[1].Awaiting || !inside[0].Watched || inside[1].Watched {
		t.Fatalf("the safety circle sees %+v, %v", inside, err)
	}
	outside, err := w.Persons(w.As("timur"), b.Code)
	if err != nil || len(outside) != 2 || !outside[0].Awaiting || !outside[1].Awaiting || outside[0].Watched || outside[1].Watched {
		t.Fatalf("night duty sees %+v, %v", outside, err)
	}
	if err := w.ConfirmPerson(ctx, b.Client, outside[1].ID); err != nil {
		t.Fatal(err)
	}
	if p, err := w.Person(ctx, b.Code, outside[1].ID); err != nil || p.Awaiting {
		t.Errorf("after confirmation: %+v, %v", p, err)
	}
	err = w.EditPerson(ctx, b.Client, outside[1].ID, NewPerson{Role: "other-kin", Name: "Aidar Li"}, outside[1].Version)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := w.Person(ctx, b.Code, outside[1].ID); err != nil || !p.Awaiting {
		t.Errorf("under another name she is awaited again: %+v, %v", p, err)
	}
	is(t, w.ConfirmPerson(w.As("timur"), b.Client, outside[0].ID), pana.Forbidden, "policy.refused")
}

func TestAnExploiterIsHiddenFromThoseOutsideSafety(t *testing.T) {
	w := open(t)
	a := cared(w)
	w.bed(a, "")
	ctx := w.As("dina")
	id, err := w.AddPerson(ctx, a.Client, NewPerson{Role: "friend", Name: "Rustem", Contact: "a number"})
	if err != nil {
		t.Fatal(err)
	}
	if w.watched("Rustem") {
		t.Error("a friend is on the watch list")
	}
	if err := w.EditPerson(ctx, a.Client, id, NewPerson{Role: PossibleExploiter, Name: "Rustem", Contact: "a number"}, 1); err != nil {
		t.Fatal(err)
	}
	if !w.watched("Rustem") {
		t.Error("he is not on the watch list")
	}
	if p, err := w.Person(ctx, a.Code, id); err != nil || p.Contact != "a number" || p.Compartment != pana.Safety {
		t.Errorf("safety reads %+v, %v", p, err)
	}
	_, err = w.Person(w.As("timur"), a.Code, id)
	is(t, err, pana.NotFound, "record.absent")
	err = w.EditPerson(ctx, a.Client, id, NewPerson{Role: "friend", Name: "Rus"}, 1)
	is(t, err, pana.Conflict, "db.stale")
	if err := w.EndPerson(ctx, a.Client, id, 2); err != nil {
		t.Fatal(err)
	}
	if !w.watched("Rustem") {
		t.Error("the watch list forgot him when he went")
	}
}

func TestWhatAPersonRefuses(t *testing.T) {
	w := open(t)
	a := cared(w)
	for _, test := range []struct {
		name  string
		n     NewPerson
		field string
	}{
		{"nobody in particular", NewPerson{Name: "Aidar"}, "role"},
		{"a role no list knows", NewPerson{Role: "enemy"}, "role"},
		{"a name written backwards", NewPerson{Role: "friend", Name: "a\u202eb"}, "name"},
		{"an answer of one's own", NewPerson{Role: "friend", Knows: "perhaps"}, "knows"},
		{"a NUL in a contact", NewPerson{Role: "friend", Contact: "\x00"}, "contact"},
	} {
		_, err := w.AddPerson(w.As("dina"), a.Client, test.n)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
	_, err := w.AddPerson(w.As("gulnar"), a.Client, NewPerson{Role: "lawyer"})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.AddPerson(w.As("erlan"), a.Client, NewPerson{Role: "friend"})
	is(t, err, pana.Forbidden, "policy.refused")
}

func TestAChildHasAFileOfHerOwn(t *testing.T) {
	w := open(t)
	a := cared(w)
	child, err := w.AddChild(w.As("dina"), a.Client, NewChild{Coded: Coded{Sex: "female", AgeBand: "0-8"}, Names: Names{ToUse: "Aruzhan"},
		UnsafeGuardian: "the father must not come near"})
	if err != nil {
		t.Fatal(err)
	}
	f := w.file("dina", child)
	if f.Client.ChildOf != a.Client || f.Names.ToUse != "Aruzhan" || len(f.Episodes) != 1 || !f.Client.Mine ||
		len(f.Alerts) != 1 || f.Alerts[0].Text != "the father must not come near" {
		t.Errorf("the child's file: %+v, alerts %+v", f.Client, f.Alerts)
	}
	if len(f.Children) != 1 || f.Children[0].Code != a.Code {
		t.Errorf("the child's file leads to %+v", f.Children)
	}
	if f := w.file("dina", a); len(f.Children) != 1 || f.Children[0].Code != child.Code {
		t.Errorf("the parent's file leads to %+v", f.Children)
	}
	_, err = w.AddChild(w.As("dina"), child.Client, NewChild{})
	is(t, err, pana.Conflict, "child.of-child")
	_, err = w.AddChild(w.As("dina"), a.Client, NewChild{UnsafeGuardian: "\x00"})
	if e, ok := err.(*pana.Error); !ok || e.Field != "unsafe_guardian" {
		t.Errorf("a NUL about the guardian: %v", err)
	}
}

func TestWhoIsKeptFromTheParentIsKeptFromTheChild(t *testing.T) {
	w := open(t)
	a := cared(w)
	if err := w.SetConflict(w.As("saule"), a.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	child, err := w.AddChild(w.As("dina"), a.Client, NewChild{Names: Names{ToUse: "Aruzhan"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Open(w.As("erlan"), child.Code)
	is(t, err, pana.NotFound, "client.absent")
	if got := w.finds("erlan", "Aruzhan"); len(got) != 0 {
		t.Errorf("he finds %v", got)
	}
	if got := w.finds("dina", "Aruzhan"); len(got) != 1 {
		t.Errorf("she finds %v", got)
	}
}

func TestEveryColumnOfAFileSaysWhatErasureDoesToIt(t *testing.T) {
	columns, err := db.Columns(Schema())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		if c.Table == "persons" && c.Name == "confirmed_by" {
			return
		}
	}
	t.Error("persons.confirmed_by is not among the columns")
}
