package youth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/followup"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/therapy"
	"example.org/pana/youth"
)

// A world is the test house with its youth centre, Bridge: Nurlan leads it, Arman is
// a youth worker, Aizhan teaches English, Olzhas is a student who helps. The clock
// stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*youth.Youth
	t      testing.TB
	files  *casework.Casework
	desk   *intake.Intake
	rights *rights.Rights
	gifts  *collections.Collections
	fund   *funding.Funding
	joined map[string]pana.StaffID
}

// Staff is also for those who joined here.
func (w *world) Staff(name string) pana.StaffID {
	if id, ok := w.joined[name]; ok {
		return id
	}
	return w.World.Staff(name)
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, joined: map[string]pana.StaffID{}, World: housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), intake.Schema(), rights.Schema(), collections.Schema(),
		night.Schema(), plan.Schema(), therapy.Schema(), health.Schema(), learning.Schema(), belongings.Schema(), legal.Schema(), followup.Schema(), funding.Schema(), youth.Schema())}
	w.files = casework.New(w.House)
	w.desk = intake.New(w.House, w.files, residence.New(w.House, w.files))
	w.rights = rights.New(w.House, w.files)
	w.gifts = collections.New(w.House, w.files)
	w.fund = funding.New(w.House, w.files, people.New(w.House, w.files), youth.Delivered)
	w.Youth = youth.New(w.House, w.files, w.desk, w.gifts)
	for name, role := range map[string]pana.Role{"Nurlan": pana.CentreHead, "Aizhan": pana.Teacher, "Olzhas": pana.Volunteer} {
		w.join(name, pana.Grant{Role: role, Site: w.Centre.ID})
	}
	w.Clock.Advance(time.Second)
	return w
}

// join lets someone new in.
func (w *world) join(name string, g pana.Grant) {
	w.t.Helper()
	id, invitation, err := w.House.AddStaff(w.As("saule"), house.NewStaff{Name: name, Grants: []pana.Grant{g}})
	housetest.Done(w.t, name+" is invited", err)
	w.joined[strings.ToLower(name)] = id
	housetest.Done(w.t, name+" joins", w.House.AcceptInvitation(context.Background(), invitation, housetest.Passphrase(name)))
	w.As(name)
	if err := w.House.AdmitWaiting(w.As("saule"), id); err != nil && pana.KindOf(err) != pana.NotFound {
		w.t.Fatalf("%s is let into the circles: %v", name, err)
	}
}

func (w *world) must(what string, err error) {
	w.t.Helper()
	housetest.Done(w.t, what, err)
	w.Clock.Advance(time.Millisecond)
}

// group opens a group that meets every week on a day, from a day on.
func (w *world) group(name, activity string, weekday int, from pana.Date) (youth.GroupID, youth.SlotID) {
	w.t.Helper()
	id, err := w.AddGroup(w.As("arman"), w.Centre.ID, youth.NewGroup{Name: name, Activity: activity, Service: "social-pedagogical", Payer: "state"})
	w.must("group", err)
	slot, err := w.AddSlot(w.As("arman"), id, youth.NewSlot{Weekday: weekday, Starts: "15:00", Minutes: 60, From: from, Leader: w.Staff("aizhan")})
	w.must("slot", err)
	return id, slot
}

// comes opens the file of a young person.
func (w *world) comes(call string) (pana.ClientID, string) {
	w.t.Helper()
	code, err := w.Open(w.As("arman"), youth.NewYoung{Site: w.Centre.ID, Call: call, Name: call + " Invented", Sex: "male", AgeBand: "9-17", Language: "kk"})
	w.must("young person", err)
	f, err := w.File(w.As("arman"), code)
	w.must("file", err)
	return f.Client.ID, code
}

func key(slot youth.SlotID, on pana.Date) string { return string(slot) + "~" + string(on) }

// file reads a file as the youth worker.
func (w *world) file(code string) youth.File {
	w.t.Helper()
	f, err := w.File(w.As("arman"), code)
	w.must("file", err)
	return f
}

// mark writes who was in a lesson, from the page as it stands.
func (w *world) mark(who, key string, marks map[string]string) error {
	w.t.Helper()
	s, err := w.Sheet(w.As(who), key)
	if err != nil {
		return err
	}
	w.Clock.Advance(time.Millisecond)
	return w.MarkAll(w.As(who), key, youth.Marking{Marks: marks, LateBy: map[string]int{}}, s.Lesson.Version)
}
