package casework

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// usual sets how many files somebody opens in a day unasked.
func (w *world) usual(n int) {
	w.t.Helper()
	set := w.House.Settings()
	set.Looks = n
	if err := w.House.SetSettings(w.As("saule"), set, w.House.SettingsVersion()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) several(n int) (all []Added) {
	w.t.Helper()
	for i := range n {
		all = append(all, w.come("dina", called("Client "+strconv.Itoa(i))))
	}
	return all
}

func (w *world) looks(name string, a Added) error {
	w.t.Helper()
	_, err := w.Open(w.As(name), a.Code)
	return err
}

// toldBudget is what name was told about looks and has not put away.
func (w *world) toldBudget(name string) (says []string) {
	w.t.Helper()
	all, err := w.House.Notices(w.As(name))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, n := range all {
		says = append(says, n.Say)
	}
	return says
}

func TestBeyondTheBudgetOfADayAReasonIsAskedAndTheHeadsAreTold(t *testing.T) {
	w := open(t)
	w.usual(2)
	files := w.several(6)
	for _, a := range files[:2] {
		if err := w.looks("erlan", a); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.looks("erlan", files[0]); err != nil {
		t.Errorf("the same file counts twice: %v", err)
	}
	is(t, w.looks("erlan", files[2]), pana.Conflict, "budget.reason")
	if got := w.toldBudget("saule"); len(got) != 0 {
		t.Errorf("Saule is told of what was not opened: %v", got)
	}
	is(t, w.GoOnLooking(w.As("erlan"), "because"), pana.Invalid, "budget.why")
	if err := w.GoOnLooking(w.As("erlan"), "handover"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.looks("erlan", files[2]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.looks("erlan", files[3]); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"saule", "marat"} {
		if got := w.toldBudget(name); !slices.Equal(got, []string{"notice.budget.handover"}) {
			t.Errorf("%s is told %v", name, got)
		}
	}
	// Twice the budget: one of those who lead lets him.
	is(t, w.looks("erlan", files[4]), pana.Conflict, "budget.head")
	if err := w.GoOnLooking(w.As("erlan"), "handover"); err != nil {
		t.Fatal(err)
	}
	if got := w.toldBudget("marat"); !slices.Contains(got, "notice.let") {
		t.Errorf("Marat is asked %v", got)
	}
	is(t, w.LetLook(w.As("dina"), w.Staff("erlan")), pana.Forbidden, "policy.refused")
	is(t, w.LetLook(w.As("marat"), w.Staff("marat")), pana.Conflict, "budget.self")
	is(t, w.LetLook(w.As("marat"), "nobody"), pana.NotFound, "record.absent")
	if err := w.LetLook(w.As("marat"), w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if err := w.looks("erlan", files[4]); err != nil {
		t.Errorf("let, and held: %v", err)
	}
	days, budget, err := w.Looks(w.As("marat"))
	if err != nil || budget != 2 || !slices.Contains(days, LookDay{Staff: w.Staff("erlan"), Seen: 5, Reason: "handover", LetBy: w.Staff("marat")}) {
		t.Errorf("Marat sees %+v of %d, %v", days, budget, err)
	}
	if _, _, err := w.Looks(w.As("dina")); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("Dina counts her colleagues' looks: %v", err)
	}
	// Another day begins anew.
	w.Clock.Advance(24 * time.Hour)
	if err := w.looks("erlan", files[5]); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestCareWaitsForNoBudget(t *testing.T) {
	w := open(t)
	w.usual(1)
	files := w.several(5)
	hers, here, danger := files[2], files[3], files[4]
	w.assign(hers, "erlan", pana.SocialWorker)
	w.bed(here, "")
	if err := w.looks("erlan", files[0]); err != nil {
		t.Fatal(err)
	}
	is(t, w.looks("erlan", files[1]), pana.Conflict, "budget.reason")
	if err := w.OpenInDanger(w.As("erlan"), danger.Code, herself("erlan", "x", pana.Care)); err != nil {
		t.Fatal(err)
	}
	for what, a := range map[string]Added{"a file of his own": hers, "who sleeps here": here, "what he opened in danger": danger} {
		if err := w.looks("erlan", a); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := w.toldBudget("marat"); !slices.Contains(got, "notice.budget") {
		t.Errorf("Marat is told %v", got)
	}
}

func TestAHeadIsNotToldByTheNumberOfFilesThatAreHiddenFromHer(t *testing.T) {
	w := open(t)
	w.usual(2)
	files := w.several(4)
	for _, a := range files[:2] {
		if err := w.SetConflict(w.As("saule"), a.Client, w.Staff("marat")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.GoOnLooking(w.As("erlan"), "round"); err != nil {
		t.Fatal(err)
	}
	for _, a := range files {
		if err := w.looks("erlan", a); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.toldBudget("saule"); !slices.Contains(got, "notice.budget.round") {
		t.Errorf("Saule is told %v", got)
	}
	if got := w.toldBudget("marat"); len(got) != 0 {
		t.Errorf("Marat, who may know of two files, is told %v", got)
	}
	days, _, err := w.Looks(w.As("marat"))
	if err != nil || !slices.ContainsFunc(days, func(d LookDay) bool { return d.Staff == w.Staff("erlan") && d.Seen == 2 }) {
		t.Errorf("Marat counts %+v, %v", days, err)
	}
}

func TestAHouseOfOneHeadLetsHerGoOnWithAReason(t *testing.T) {
	w := open(t)
	w.usual(1)
	files := w.several(4)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	if err := w.looks("saule", files[0]); err != nil {
		t.Fatal(err)
	}
	is(t, w.looks("saule", files[1]), pana.Conflict, "budget.reason")
	if err := w.GoOnLooking(w.As("saule"), "report"); err != nil {
		t.Fatal(err)
	}
	for _, a := range files {
		if err := w.looks("saule", a); err != nil {
			t.Error(err)
		}
	}
	if n := count(t, w, `SELECT COUNT(*) FROM trail WHERE act = $1`, policy.GoOnLooking); n != 1 {
		t.Errorf("%d lines say that she went on", n)
	}
}

func TestALookIntoPrivateNotesIsCountedForNobodyElse(t *testing.T) {
	w := open(t)
	a := w.several(1)[0]
	gulnar := w.As("gulnar")
	err := w.House.DB.Update(gulnar, func(tx *db.Tx) error {
		if err := trail.Looked(gulnar, tx, policy.SeeTherapy, a.Client, w.Shelter.ID, pana.Therapy); err != nil {
			return err
		}
		return trail.Looked(gulnar, tx, policy.OpenClient, a.Client, w.Shelter.ID, pana.Therapy)
	})
	if err != nil {
		t.Fatal(err)
	}
	days, _, err := w.Looks(w.As("saule"))
	if err != nil || slices.ContainsFunc(days, func(d LookDay) bool { return d.Staff == w.Staff("gulnar") }) {
		t.Errorf("Saule counts %+v, %v", days, err)
	}
	if d, _, err := w.MyLooks(gulnar); err != nil || d.Seen != 1 {
		t.Errorf("Gulnar's own day: %+v, %v", d, err)
	}
}
