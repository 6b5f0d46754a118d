package residence_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// Nine beds that were made on the same day. A bed that was not there yet, one that was
// given up, and one out of service make the house no emptier than it was.
func TestHowFullTheHouseWasCountsABedFromItsFirstDayToItsLast(t *testing.T) {
	w := open(t)
	saule, site := w.As("saule"), w.Shelter.ID
	today := w.House.Tonight(w.House.Now())
	full := func(from, until pana.Date) residence.Occupancy {
		t.Helper()
		o, err := w.Occupancy(saule, site, from, until)
		housetest.Done(t, "how full", err)
		return o
	}
	if o := full(today.AddDays(-9), today); o.There != 9 || o.Used != 0 || o.Undated != 0 {
		t.Errorf("ten nights of nine beds made today: %+v", o)
	}
	if o := full(today, today.AddDays(30)); o.Until != today || o.There != 9 {
		t.Errorf("nights to come are counted: %+v", o)
	}
	lives, err := w.Lives(saule, w.quiet)
	housetest.Done(t, "the beds of a room", err)
	if len(lives) != 2 || lives[0].Opened != today || lives[0].Closed != "" {
		t.Fatalf("the beds of a room: %+v", lives)
	}
	one, two := lives[0], lives[1]
	housetest.Refused(t, w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(2)}, one.Version), pana.Invalid, "date.future")
	housetest.Refused(t, w.SetBedDays(saule, one.ID, residence.BedDays{First: today, Last: today}, one.Version), pana.Invalid, "residence.bed.last")
	housetest.Refused(t, w.SetBedDays(saule, "nothing", residence.BedDays{First: today}, 1), pana.NotFound, "residence.bed.gone")
	if err := w.SetBedDays(w.As("dina"), one.ID, residence.BedDays{First: today}, one.Version); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a social worker changes beds: %v", err)
	}
	housetest.Done(t, "it was there four nights before", w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-4)}, one.Version))
	housetest.Stale(t, w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-3)}, one.Version), "first", "last")
	if o := full(today.AddDays(-9), today); o.There != 9+4 {
		t.Errorf("four nights more: %+v", o)
	}
	// It is given up the morning after: the night of it still counts. The last day is
	// corrected too.
	housetest.Done(t, "given up", w.CloseBed(saule, one.ID))
	if o := full(today.AddDays(-9), today); o.There != 9+4 {
		t.Errorf("given up in the morning: %+v", o)
	}
	housetest.Refused(t, w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-4), Unknown: true}, one.Version+2), pana.Invalid, "residence.bed.first")
	housetest.Refused(t, w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-4), Last: today.AddDays(-5)}, one.Version+2), pana.Invalid, "date.crossed")
	housetest.Done(t, "it was given up before", w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-4), Last: today.AddDays(-2)}, one.Version+2))
	if o := full(today.AddDays(-9), today); o.There != 8+2 {
		t.Errorf("given up two days ago: %+v", o)
	}
	// Who corrects one of the days leaves the other as it stands.
	housetest.Done(t, "a day later", w.SetBedDays(saule, one.ID, residence.BedDays{Last: today.AddDays(-1)}, one.Version+3))
	if o := full(today.AddDays(-9), today); o.There != 8+3 || o.Undated != 0 {
		t.Errorf("given up yesterday: %+v", o)
	}
	housetest.Done(t, "and back", w.SetBedDays(saule, one.ID, residence.BedDays{First: today.AddDays(-3)}, one.Version+4))
	if o := full(today.AddDays(-9), today); o.There != 8+2 {
		t.Errorf("there one night less: %+v", o)
	}
	// Out of service from tonight on; whoever sleeps counts.
	housetest.Done(t, "out of service", w.TakeOutOfService(saule, two.ID, "", ""))
	if o := full(today, today); o.There != 7 || o.Out != 1 {
		t.Errorf("one out of service: %+v", o)
	}
	m, err := w.Tonight(saule, site)
	housetest.Done(t, "the map", err)
	room, _ := m.Room(w.garden)
	her := w.client("female", "30-38")
	w.stays(her, room.Beds[0].ID)
	w.Clock.Advance(48 * time.Hour)
	if o := full(today, today.AddDays(2)); o.Used != 3 || o.There != 21 || o.Out != 3 {
		t.Errorf("three nights of eight beds, one of them out of service: %+v", o)
	}
	// From whom she is kept, her bed counts as one out of service.
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("dina"), her, w.Staff("saule")))
	if o := full(today, today.AddDays(2)); o.Used != 0 || o.There != 18 || o.Out != 6 {
		t.Errorf("with a bed that is hidden: %+v", o)
	}
}

// A bed of which nobody wrote down the first day counts from the first stay at the site.
func TestABedWithoutAFirstDayCountsFromTheFirstStayOfTheSite(t *testing.T) {
	w := open(t)
	saule, site := w.As("saule"), w.Shelter.ID
	today := w.House.Tonight(w.House.Now())
	for _, room := range []pana.RoomID{w.garden, w.quiet, w.corner} {
		lives, err := w.Lives(saule, room)
		housetest.Done(t, "the beds of a room", err)
		for _, l := range lives {
			housetest.Done(t, "nobody knows since when", w.SetBedDays(saule, l.ID, residence.BedDays{Unknown: true}, l.Version))
		}
	}
	o, err := w.Occupancy(saule, site, today.AddDays(-9), today)
	if err != nil || o.There != 0 || o.Undated != 9 || o.Since != "" {
		t.Errorf("nobody has stayed: %+v, %v", o, err)
	}
	m, err := w.Tonight(saule, site)
	housetest.Done(t, "the map", err)
	room, _ := m.Room(w.garden)
	w.Clock.Advance(3 * 24 * time.Hour)
	w.stays(w.client("female", "30-38"), room.Beds[0].ID)
	w.Clock.Advance(24 * time.Hour)
	o, err = w.Occupancy(saule, site, today, today.AddDays(4))
	if err != nil || o.Since != today.AddDays(3) || o.There != 18 || o.Used != 2 {
		t.Errorf("from the first stay on: %+v, %v", o, err)
	}
	// A stay of somebody who was erased has no bed and the first day of its month left.
	w.ByHand()
	housetest.Done(t, "somebody was erased", w.House.DB.Update(saule, func(tx *db.Tx) error {
		_, err := tx.Exec(saule, `INSERT INTO stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)
			VALUES ('erased', 'nobody', '', $1, '', $2, $3, '', '', 0, '', 0, 1)`, site, today.AddDays(-22), today)
		return err
	}))
	if o, err := w.Occupancy(saule, site, today, today.AddDays(4)); err != nil || o.Since != today.AddDays(3) {
		t.Errorf("counted from a coarse day: %+v, %v", o, err)
	}
	// For whoever may not know of her the bed is one that cannot be given.
	if _, err := w.Occupancy(w.As("arman"), site, today, today); err == nil {
		t.Error("the youth centre reads how full the shelter is")
	}
}

// stays gives somebody a bed from tonight on.
func (w *world) stays(client pana.ClientID, bed pana.BedID) {
	w.t.Helper()
	_, err := w.Admit(w.As("dina"), residence.Admission{Client: client, Bed: bed})
	housetest.Done(w.t, "a bed", err)
}

// A year month by month is the same nights as each month asked for by itself. Months
// before the first stay and the one that goes on are left out.
func TestAYearByMonthIsTheSameNights(t *testing.T) {
	w := open(t)
	saule, site := w.As("saule"), w.Shelter.ID
	none, err := w.OccupancyByMonth(saule, site, 2026)
	housetest.Done(t, "nobody came yet", err)
	if len(none) != 0 {
		t.Errorf("months of a house in which nobody slept: %+v", none)
	}
	m, err := w.Tonight(saule, site)
	housetest.Done(t, "the map", err)
	room, _ := m.Room(w.garden)
	her := w.client("female", "30-38")
	w.stays(her, room.Beds[0].ID)
	w.Clock.Advance(75 * 24 * time.Hour) // from the end of November to February
	var months []residence.Occupancy
	for _, year := range []int{2026, 2027} {
		some, err := w.OccupancyByMonth(w.As("saule"), site, year)
		housetest.Done(t, "a year", err)
		months = append(months, some...)
	}
	if len(months) != 2 || months[0].From != "2026-12-01" || months[1].Until != "2027-01-31" {
		t.Fatalf("December and January are known from end to end: %+v", months)
	}
	for _, o := range months {
		same, err := w.Occupancy(w.As("saule"), site, o.From, o.Until)
		housetest.Done(t, "one month", err)
		if o != same || o.Used != 31 {
			t.Errorf("by month %+v, by itself %+v", o, same)
		}
	}
	if _, err := w.OccupancyByMonth(w.As("hans"), site, 2026); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a payer: %v", err)
	}
}
