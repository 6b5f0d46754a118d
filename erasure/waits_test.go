package erasure_test

import (
	"testing"

	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

func TestTheFirstScreenCountsWhatWaitsToBeErased(t *testing.T) {
	a := begin(t)
	waits := func(who string) erasure.Waits {
		t.Helper()
		w, err := a.forget.Waits(a.As(who))
		a.must(err)
		return w
	}
	old, held, hidden := a.gone("Gulbahor"), a.gone("Rano"), a.gone("Dilnoza")
	a.come("Aliya")
	a.must(a.forget.HoldFile(a.As("saule"), held.Client, "court"))
	a.must(a.files.SetConflict(a.As("marat"), hidden.Client, a.Staff("saule")))
	a.ask("Somebody", declined)
	if w := waits("saule"); w.Any() {
		t.Errorf("on the first day: %+v", w)
	}
	a.pass(400)
	a.gone("Zarina") // closed today: kept
	if w := waits("saule"); w != (erasure.Waits{Files: 1, Holds: 1, Requests: 1}) {
		t.Errorf("Saule, from whom one is hidden, is told %+v", w)
	}
	if w := waits("marat"); w != (erasure.Waits{Files: 2, Holds: 1, Requests: 1}) {
		t.Errorf("Marat is told %+v", w)
	}
	for _, who := range []string{"dina", "timur"} {
		if w := waits(who); w.Any() {
			t.Errorf("%s, who erases nothing, is told %+v", who, w)
		}
	}
	list, _, err := a.forget.List(a.As("marat"))
	a.must(err)
	due := 0
	for _, d := range list {
		if d.Basis == "" && d.Due != "" {
			due++
		}
	}
	if due != waits("marat").Files {
		t.Errorf("the list has %d, the first screen %d", due, waits("marat").Files)
	}
	saule := a.As("saule")
	a.must(a.House.DB.Update(saule, func(tx *db.Tx) error {
		id, err := casework.OpenEpisode(saule, tx, casework.NewEpisode{Client: old.Client, Site: a.Shelter.ID, Opened: a.House.Today(tx.Now)})
		if err != nil {
			return err
		}
		return trail.Record(saule, tx, trail.Entry{Act: policy.ReopenClient, Client: old.Client, Object: string(id)})
	}))
	if w := waits("saule"); w.Files != 0 {
		t.Errorf("one who is here again waits to be erased: %+v", w)
	}
}
