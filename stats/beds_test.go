package stats_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/stats"
)

// sleeps gives somebody new a bed from tonight on.
func (w *world) sleeps(bed pana.BedID) {
	w.t.Helper()
	saule := w.As("saule")
	var added casework.Added
	housetest.Done(w.t, "a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		added, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "30-38"}})
		return err
	}))
	housetest.Done(w.t, "her worker", w.files.Assign(saule, added.Client, w.Staff("dina"), pana.SocialWorker))
	_, err := w.beds.Admit(w.As("dina"), residence.Admission{Client: added.Client, Bed: bed})
	housetest.Done(w.t, "a bed", err)
}

// One woman sleeps from the end of November 2026, another from the end of November 2027:
// one December took one bed of two, the next one both.
func TestAMonthSaysTheFewestTheMiddleAndTheMostBedsItTook(t *testing.T) {
	w := open(t)
	f := stats.Filter{From: 2026, Until: 2026}
	none, err := w.Beds(w.As("dina"), f)
	if err != nil || len(none.Months) != 0 || none.Nights != 0 {
		t.Errorf("before anybody slept: %+v, %v", none, err)
	}
	_, err = w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Sex: "female", Beds: 2})
	housetest.Done(t, "a room", err)
	m, err := w.beds.Tonight(w.As("dina"), w.Shelter.ID)
	housetest.Done(t, "the map", err)
	beds := m.Rooms[0].Beds
	w.sleeps(beds[0].ID)
	w.Clock.Advance(365 * 24 * time.Hour)
	w.sleeps(beds[1].ID)
	w.Clock.Advance(50 * 24 * time.Hour) // the middle of January 2028

	got, err := w.Beds(w.As("dina"), stats.Filter{From: 2026, Until: 2028})
	housetest.Done(t, "the years", err)
	of := map[string]stats.BedMonth{}
	for _, x := range got.Months {
		of[x.Month] = x
	}
	if diff := cmp.Diff(stats.BedMonth{Month: "12", Years: 2, Least: 10, Middle: 15, Most: 20, There: 20}, of["12"]); diff != "" {
		t.Errorf("December: %s", diff)
	}
	if diff := cmp.Diff(stats.BedMonth{Month: "01", Years: 1, Least: 10, Middle: 10, Most: 10, There: 20}, of["01"]); diff != "" {
		t.Errorf("January, of which one is over: %s", diff)
	}
	// The second woman came on the morning of the 23rd of November 2027, which belongs to
	// the night before: nine nights of thirty.
	if diff := cmp.Diff(stats.BedMonth{Month: "11", Years: 1, Least: 13, Middle: 13, Most: 13, There: 20}, of["11"]); diff != "" {
		t.Errorf("November, of which one is known from end to end: %s", diff)
	}
	if want := 31 + 365 + 9 + 31; got.Nights != want || got.Undated != 0 || len(got.Months) != 12 {
		t.Errorf("%d nights, want %d; %d beds without a first day, %d months", got.Nights, want, got.Undated, len(got.Months))
	}
	for _, who := range []string{"hans", "lena"} {
		if _, err := w.Beds(w.As(who), f); pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestWhoWasTurnedAwayStandsByYearAndReason(t *testing.T) {
	w := open(t)
	answer := func(status intake.Status, reason string) {
		t.Helper()
		id, err := w.desk.Record(w.As("dina"), intake.NewRequest{Site: w.Shelter.ID})
		housetest.Done(t, "a request", err)
		_, err = w.desk.Answer(w.As("dina"), id, intake.Answer{Version: 1, Status: status, Reason: reason})
		housetest.Done(t, "an answer", err)
	}
	answer(intake.Declined, "no-bed")
	answer(intake.Declined, "no-bed")
	answer(intake.Withdrawn, "")
	w.Clock.Advance(60 * 24 * time.Hour) // January 2027
	answer(intake.Declined, "medical")
	answer(intake.Declined, "no-bed")
	x, err := w.Requests(w.As("dina"), stats.Filter{From: 2026, Until: 2027})
	housetest.Done(t, "the years", err)
	for _, c := range []struct {
		year, reason string
		n            int
	}{{"2026", "no-bed", 2}, {"2027", "no-bed", 1}, {"2026", "medical", 0}, {"2027", "medical", 1}} {
		if n := x.At(c.year, c.reason); n != c.n {
			t.Errorf("%s for %s: %d, want %d", c.year, c.reason, n, c.n)
		}
	}
	if diff := cmp.Diff(map[string]int{"2026": 3, "2027": 2}, x.Answered); diff != "" || x.N != 4 || x.All != 5 || len(x.Columns) != 2 {
		t.Errorf("%s%d turned away of %d, reasons %v", diff, x.N, x.All, x.Columns)
	}
}
