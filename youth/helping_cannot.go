package youth

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// CannotHelp says that the actor cannot come to a lesson at which she is booked to help,
// until it begins; whoever leads the centre is told. No reason is asked and none is kept,
// and it counts nowhere: who said so beforehand is not one who stayed away. Said already,
// it stays so.
//
// It refuses a lesson that has begun, is over or is not held ("youth.cannot.begun"). One
// for which she is not booked is NotFound "record.absent", as one that is not there.
func (y *Youth) CannotHelp(ctx context.Context, key string) error {
	const op = "youth.CannotHelp"
	slot, on, err := y.meeting(ctx, op, policy.CannotHelp, key)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.CannotHelp, slot.Site, func(tx *db.Tx, line *trail.Entry) error {
		hers, err := y.ownHelping(ctx, tx, slot.Site, on, on)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(hers, func(h Helping) bool { return h.Slot == slot.ID })
		t, err := y.timetable(ctx, tx, slot.Site, on, on)
		if err != nil {
			return err
		}
		m, found := t.at(slot.ID, on)
		today := y.h.Today(tx.Now)
		switch {
		case i < 0 || !found:
			return casework.Gone(op)
		case hers[i].State == HelpCannot:
			return nil
		case on < today || on == today && m.Starts <= y.clock(tx.Now) || m.State != "" || !m.asks():
			return conflict(op, "youth.cannot.begun")
		}
		c := Choice{Volunteer: hers[i].Volunteer, Staff: hers[i].Staff}
		if err := y.help(ctx, tx, Sheet{Site: slot.Site, Meeting: m}, c, HelpCannot, line); err != nil {
			return err
		}
		return y.tellLeaders(ctx, tx, slot.Site, house.Notice{Say: "notice.helping.cannot", Object: string(slot.Site)})
	})
}

// ownHelping returns at which lessons from a day to another the actor is booked to help,
// or said that she cannot.
func (y *Youth) ownHelping(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]Helping, error) {
	rows, err := helpingRows(ctx, tx, site, from, until)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids, err := y.people.OwnHands(ctx, tx, site)
	return slices.DeleteFunc(rows, func(h Helping) bool {
		hers := h.Staff != "" && h.Staff == me(ctx) || slices.Contains(ids, h.Volunteer)
		return !hers || h.State != HelpBooked && h.State != HelpCannot
	}), err
}
