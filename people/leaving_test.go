package people_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/people"
	"example.org/pana/policy"
)

// joins has somebody new work at the shelter, with keys of her own.
func (w *world) joins(name string, role pana.Role) pana.StaffID {
	w.t.Helper()
	id, _, err := w.House.AddStaff(w.As("saule"), house.NewStaff{Name: name, Language: locale.EN, Grants: []pana.Grant{{Role: role, Site: w.Shelter.ID}}})
	housetest.Done(w.t, name+" joins", err)
	return id
}

func (w *world) leaves(name string) people.Leaving {
	w.t.Helper()
	l, err := w.Leaving(w.As("saule"), w.Staff(name))
	housetest.Done(w.t, "the leaving of "+name, err)
	return l
}

func (w *world) departing() []people.Departed {
	w.t.Helper()
	list, err := w.Departing(w.As("saule"))
	housetest.Done(w.t, "who leaves", err)
	return list
}

func TestNobodyIsLeftBehindWhenAPsychologistLeaves(t *testing.T) {
	w := open(t)
	saule, gulnar := w.As("saule"), w.Staff("gulnar")
	aigul := w.joins("Aigul", pana.Psychologist)
	l := w.leaves("gulnar")
	if len(l.Clients) != 1 || l.Left() != 1 || l.Clients[0].Code != w.code || l.Clients[0].Since != today || l.Clients[0].Told != "" {
		t.Fatalf("with Gulnar are %+v", l.Clients)
	}
	if could := l.Clients[0].Successors; len(could) != 1 || could[0].ID != aigul {
		t.Errorf("could follow: %v", could)
	}
	housetest.Done(t, "a last day", w.PlanLeaving(saule, gulnar, "2026-12-31", 0))
	if list := w.departing(); len(list) != 1 || list[0].Name != "Gulnar" || list[0].LastDay != "2026-12-31" || list[0].Clients != 1 {
		t.Errorf("Today says %+v", list)
	}
	// While a client is with nobody else, leaving is not done.
	housetest.Refused(t, w.Finish(saule, gulnar, ""), pana.Invalid, "depart.alone")
	if l = w.leaves("gulnar"); l.Ended != "" || l.DoneOn != "" {
		t.Fatal("refused, and yet she has left")
	}
	housetest.Done(t, "her own words for who follows", errOf(w.files.WriteNote(w.As("gulnar"), w.client, casework.NewNote{Kind: casework.HandoverNote, Text: "She talks while walking."})))
	if l = w.leaves("gulnar"); l.Clients[0].Told != today {
		t.Errorf("that she has written a handover is not seen: %+v", l.Clients[0].With)
	}
	housetest.Done(t, "handed over", w.HandOver(saule, gulnar, people.Handover{Code: w.code, Role: pana.Psychologist, To: aigul, Summary: "Goes on every Tuesday."}))
	housetest.Refused(t, w.HandOver(saule, gulnar, people.Handover{Code: w.code, Role: pana.Psychologist, To: aigul}), pana.Conflict, "handover.gone")
	file, err := w.files.Open(saule, w.code)
	housetest.Done(t, "the file", err)
	var follows, summary bool
	for _, a := range file.Assigned {
		follows = follows || a.Staff == aigul && a.Until == "" && a.Role == pana.Psychologist
		if a.Staff == gulnar && a.Until == "" {
			t.Error("she is with Gulnar still")
		}
	}
	for _, n := range file.Timeline {
		summary = summary || n.Kind == casework.HandoverNote && n.Text == "Goes on every Tuesday." && n.Compartment == pana.Care
	}
	if !follows || !summary {
		t.Errorf("who follows is there: %v, the summary: %v", follows, summary)
	}
	housetest.Done(t, "leaving", w.Finish(saule, gulnar, ""))
	housetest.Done(t, "leaving once more", w.Finish(saule, gulnar, ""))
	l = w.leaves("gulnar")
	if l.Ended != today || l.DoneOn != today || len(l.Clients) != 0 || l.Alone != 0 {
		t.Errorf("her leaving is %+v", l)
	}
	if left, err := w.House.Left(saule, gulnar); err != nil || !left.Gone() {
		t.Errorf("something opens to her still: %+v, %v", left, err)
	}
	if list := w.departing(); len(list) != 0 {
		t.Errorf("Today still says %+v", list)
	}
	housetest.Refused(t, w.PlanLeaving(saule, gulnar, "2027-01-31", l.Version), pana.Conflict, "depart.done")
}

func TestAccessEndsAtOnceAndWhoIsWithNobodyStaysOnTheList(t *testing.T) {
	w := open(t)
	saule, dina, erlan := w.As("saule"), w.Staff("dina"), w.Staff("erlan")
	both := w.comes()
	housetest.Done(t, "Erlan helps with one", w.files.Assign(saule, both.Client, erlan, pana.SocialWorker))
	l := w.leaves("dina")
	if len(l.Clients) != 2 || l.Left() != 1 {
		t.Fatalf("with Dina are %+v", l.Clients)
	}
	housetest.Done(t, "with a reason it is done all the same", w.Finish(saule, dina, "She threatened a client."))
	l = w.leaves("dina")
	if l.Ended != today || l.Why != "She threatened a client." || l.Alone != 1 || len(l.Clients) != 1 || l.Clients[0].Code != w.code {
		t.Errorf("her leaving is %+v", l)
	}
	if list := w.departing(); len(list) != 1 || list[0].Name != "Dina" || list[0].Clients != 1 || list[0].LastDay != "" {
		t.Errorf("Today says %+v", list)
	}
	housetest.Done(t, "handed over afterwards", w.HandOver(saule, dina, people.Handover{Code: w.code, Role: pana.SocialWorker, To: erlan}))
	if list := w.departing(); len(list) != 0 {
		t.Errorf("Today still says %+v", list)
	}
}

func TestNobodyFollowsWhoMustNot(t *testing.T) {
	w := open(t)
	saule, dina := w.As("saule"), w.Staff("dina")
	n := people.Handover{Code: w.code, Role: pana.SocialWorker, To: w.Staff("erlan")}
	with := func(change func(*people.Handover)) people.Handover { m := n; change(&m); return m }
	for _, c := range []struct {
		name string
		n    people.Handover
		say  string
	}{
		{"no client", with(func(m *people.Handover) { m.Code = "" }), "handover.client"},
		{"nobody", with(func(m *people.Handover) { m.To = "" }), "handover.whom"},
		{"herself", with(func(m *people.Handover) { m.To = dina }), "handover.whom"},
		{"a colleague without the role", with(func(m *people.Handover) { m.To = w.Staff("gulnar") }), "assign.role"},
		{"somebody who is not there", with(func(m *people.Handover) { m.To = "nobody" }), "assign.role"},
	} {
		t.Run(c.name, func(t *testing.T) { housetest.Refused(t, w.HandOver(saule, dina, c.n), pana.Invalid, c.say) })
	}
	housetest.Done(t, "Erlan stands near", w.files.SetConflict(saule, w.client, w.Staff("erlan")))
	housetest.Refused(t, w.HandOver(saule, dina, n), pana.Invalid, "assign.conflicted")
	housetest.Refused(t, w.HandOver(saule, dina, with(func(m *people.Handover) { m.Code = "KZ-26-000" })), pana.NotFound, "client.absent")
	housetest.Refused(t, w.HandOver(w.As("dina"), dina, n), pana.Forbidden, "policy.refused")
	housetest.Refused(t, errOf(w.Leaving(w.As("oleg"), dina)), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Finish(saule, w.Staff("saule"), "I go."), pana.Conflict, "staff.self")
	housetest.Refused(t, w.PlanLeaving(saule, dina, "2026-02-30", 0), pana.Invalid, "date.unreadable")
}

// A head from whom a file is hidden learns nothing of it from a leaving.
func TestALeavingTellsNothingOfAHiddenFile(t *testing.T) {
	w := open(t)
	housetest.Done(t, "Saule stands near", w.files.SetConflict(w.As("dina"), w.client, w.Staff("saule")))
	if l := w.leaves("gulnar"); len(l.Clients) != 0 {
		t.Errorf("Saule reads of %+v", l.Clients)
	}
	housetest.Done(t, "so nothing holds her up", w.Finish(w.As("saule"), w.Staff("gulnar"), ""))
	list, err := w.Departing(w.As("marat"))
	if err != nil || len(list) != 1 || list[0].Clients != 1 {
		t.Errorf("whoever may know is not told: %+v, %v", list, err)
	}
	if list := w.departing(); len(list) != 0 {
		t.Errorf("Saule is told of %+v", list)
	}
	if !policy.AsksProof(policy.FinishLeaving) {
		t.Error("ending somebody's access asks for no proof")
	}
}
