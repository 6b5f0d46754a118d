package casework

import (
	"context"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
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

// around are the people in a file as name sees them.
func (w *world) around(name string, a Added) []Known {
	w.t.Helper()
	list, err := w.Persons(w.As(name), a.Code)
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func (w *world) meet(name string, a Added, n NewPerson) pana.PersonID {
	w.t.Helper()
	id, err := w.AddPerson(w.As(name), a.Client, n)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Advance(time.Second)
	return id
}

func TestAMatchHoldsAPersonBackUntilAHeadHasLooked(t *testing.T) {
	w := open(t)
	a := cared(w)
	w.bed(a, "")
	w.meet("dina", a, NewPerson{Role: PossibleExploiter, Name: "Лариса Ким"})
	friend := w.meet("dina", a, NewPerson{Role: "friend", Name: "Лариса"})
	is(t, w.ConfirmPerson(w.As("dina"), a.Client, friend), pana.Conflict, "person.awaiting.head")
	is(t, w.ConfirmPerson(w.As("saule"), a.Client, friend), pana.Conflict, "person.awaiting.head")
	is(t, w.ClearMatch(w.As("dina"), a.Client, friend, "her sister"), pana.Forbidden, "policy.refused")
	is(t, w.ClearMatch(w.As("saule"), a.Client, friend, " "), pana.Invalid, "watch.reason.missing")
	is(t, w.ClearMatch(w.As("saule"), a.Client, "nobody", "her sister"), pana.NotFound, "record.absent")
	waiting, err := w.Matches(w.As("marat"))
	if err != nil || len(waiting) != 1 || waiting[0].Person != friend || waiting[0].Code != a.Code || waiting[0].Role != "friend" {
		t.Fatalf("the deputy sees %+v, %v", waiting, err)
	}
	_, err = w.Matches(w.As("dina"))
	is(t, err, pana.Forbidden, "policy.refused")

	if err := w.ClearMatch(w.As("saule"), a.Client, friend, "A classmate; seen her papers."); err != nil {
		t.Fatal(err)
	}
	if waiting, err = w.Matches(w.As("marat")); err != nil || len(waiting) != 0 {
		t.Errorf("after she was cleared %+v waits, %v", waiting, err)
	}
	if p, err := w.Person(w.As("dina"), a.Code, friend); err != nil || !p.Awaiting || p.Watched {
		t.Errorf("cleared, she awaits confirmation like anybody: %+v, %v", p, err)
	}
	if err := w.ConfirmPerson(w.As("dina"), a.Client, friend); err != nil {
		t.Fatal(err)
	}
	// A new contact is no new name; a new name is compared anew.
	if err := w.EditPerson(w.As("dina"), a.Client, friend, NewPerson{Role: "friend", Name: "Лариса", Contact: "after six"}, 1); err != nil {
		t.Fatal(err)
	}
	if p, _ := w.Person(w.As("dina"), a.Code, friend); p.Awaiting || p.Watched {
		t.Errorf("a new contact asked for her again: %+v", p)
	}
	if err := w.EditPerson(w.As("dina"), a.Client, friend, NewPerson{Role: "friend", Name: "Лариса К.", Contact: "after six"}, 2); err != nil {
		t.Fatal(err)
	}
	if p, _ := w.Person(w.As("dina"), a.Code, friend); !p.Awaiting || !p.Watched {
		t.Errorf("under another name she is not compared: %+v", p)
	}
}

func TestANameOnTheListTodayFindsWhoWasMetYesterday(t *testing.T) {
	w := open(t)
	a, b := cared(w), w.come("dina", called("Zarina"))
	w.bed(b, "")
	w.assign(b, "dina", pana.SocialWorker)
	uncle := w.meet("dina", a, NewPerson{Role: "other-kin", Name: "Рустем Досов"})
	if err := w.ConfirmPerson(w.As("dina"), a.Client, uncle); err != nil {
		t.Fatal(err)
	}
	named := w.meet("dina", b, NewPerson{Role: PossibleExploiter, Name: "Rustem Dosov"})
	for who, watched := range map[string]bool{"dina": true, "saule": true} {
		if p, err := w.Person(w.As(who), a.Code, uncle); err != nil || !p.Awaiting || p.Watched != watched {
			t.Errorf("%s sees %+v, %v", who, p, err)
		}
	}
	// Another client's file is closed to the director: she may not learn that he is named there.
	if err := w.SetConflict(w.As("dina"), b.Client, w.Staff("saule")); err != nil {
		t.Fatal(err)
	}
	if p := w.around("saule", a)[0]; !p.Awaiting || p.Watched {
		t.Errorf("who is kept from the other file sees %+v", p)
	}
	if list, err := w.Matches(w.As("saule")); err != nil || len(list) != 0 {
		t.Errorf("and is shown %+v, %v", list, err)
	}
	if err := w.ClearMatch(w.As("saule"), a.Client, uncle, "I know him."); err != nil {
		t.Fatal(err)
	}
	is(t, w.ConfirmPerson(w.As("dina"), a.Client, uncle), pana.Conflict, "person.awaiting.head")
	if err := w.EditPerson(w.As("dina"), b.Client, named, NewPerson{Role: "friend", Name: "Rustem Dosov"}, 1); err != nil {
		t.Fatal(err)
	}
	if p := w.around("dina", a)[0]; p.Awaiting || p.Watched {
		t.Errorf("who is no exploiter any more is still matched: %+v", p)
	}
}

func TestEveryWayToMeetSomeoneIsCompared(t *testing.T) {
	w := open(t)
	a := cared(w)
	w.meet("dina", a, NewPerson{Role: PossibleExploiter, Name: "Rustem Dosov"})
	var met, chosen pana.PersonID
	err := w.Enter(w.As("dina"), policy.RelateClient, a.Client, func(e *Entry) (err error) {
		if met, err = e.Meet(NewPerson{Role: "employer", Name: "Рустем Досов"}); err != nil {
			return err
		}
		chosen, err = e.Who("test", "doctor", Someone{New: NewPerson{Role: "doctor", Name: "Dosov Rustem"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []pana.PersonID{met, chosen} {
		if p, err := w.Person(w.As("dina"), a.Code, id); err != nil || !p.Awaiting || !p.Watched {
			t.Errorf("%s is not compared: %+v, %v", p.Role, p, err)
		}
	}
	err = w.Enter(w.As("dina"), policy.RelateClient, a.Client, func(e *Entry) error {
		_, err := e.Who("test", "doctor", Someone{New: NewPerson{Role: "doctor", Name: "a\u202eb"}})
		return err
	})
	if e, ok := err.(*pana.Error); !ok || e.Field != "doctor_name" {
		t.Errorf("an unclean name is refused at %v, want the field it was typed into", err)
	}
}
