package youth

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Slot is when a group meets.
type Slot struct {
	ID      SlotID       `db:"id"`
	Group   GroupID      `db:"group_id"`
	Site    pana.SiteID  `db:"site_id"`
	Weekday int          `db:"weekday"` // 1 is Monday; 0 is once, on From
	Starts  string       `db:"starts"`  // 15:04
	Minutes int          `db:"minutes"`
	From    pana.Date    `db:"from_day"`
	Until   pana.Date    `db:"until_day"` // the last day; empty is open
	Leader  pana.StaffID `db:"leader"`
	Version int64        `db:"version"`
	Place   string       `db:"-"` // a room, or a place outside; empty while nobody has said it

	SealedPlace []byte `db:"place"`
}

// A NewSlot is what a form says of one.
type NewSlot struct {
	Weekday int
	Starts  string
	Minutes int
	From    pana.Date // empty means today
	Until   pana.Date
	Leader  pana.StaffID
	Place   string // may stay empty
}

func (n NewSlot) clean(op string, today pana.Date) (NewSlot, error) {
	if err := casework.Within(op, "weekday", n.Weekday, 0, 7); err != nil {
		return n, err
	}
	if n.Starts == "" {
		return n, pana.Refuse(op, "starts", "youth.slot.starts")
	}
	if err := casework.Clock(op, "starts", n.Starts); err != nil {
		return n, err
	}
	if err := casework.Within(op, "minutes", n.Minutes, 5, 12*60); err != nil {
		return n, err
	}
	var err error
	if n.Place, err = casework.Text(op, "place", n.Place, MostPlace); err != nil {
		return n, err
	}
	if n.From, err = casework.Day(op, "from", n.From); err != nil {
		return n, err
	}
	if n.Until, err = casework.Day(op, "until", n.Until); err != nil {
		return n, err
	}
	if n.From == "" {
		n.From = today
	}
	if n.Weekday == 0 {
		n.Until = n.From
	}
	switch {
	case n.From < today.AddDays(-366):
		return n, pana.Refuse(op, "from", "youth.slot.past")
	case n.Until != "" && n.Until < n.From:
		return n, pana.Refuse(op, "until", "date.crossed")
	}
	return n, nil
}

// AddSlot gives a group a time: every week on a day, or once. It refuses a group
// that has ended, a time that cannot be, and somebody who does not work here.
func (y *Youth) AddSlot(ctx context.Context, group GroupID, n NewSlot) (SlotID, error) {
	const op = "youth.AddSlot"
	g, err := y.group(ctx, op, policy.KeepCentre, group)
	if err != nil {
		return "", err
	}
	var id SlotID
	err = y.within(ctx, op, policy.KeepCentre, g.Site, func(tx *db.Tx, line *trail.Entry) error {
		n, err := n.clean(op, y.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if g.Ended != "" {
			return conflict(op, "youth.group.ended")
		}
		if n.Leader != "" {
			works, err := db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM grants WHERE staff_id = $1 AND until = '' AND (site_id = '' OR site_id = $2))`, n.Leader, g.Site)
			if err != nil || !works {
				return cmp.Or(err, pana.Refuse(op, "leader", "record.staff.absent"))
			}
		}
		id = SlotID(tx.ID())
		place, err := y.h.SealOwn("youth_slots", string(id), "place", 1, n.Place)
		if err != nil {
			return err
		}
		wrote(line, "youth_slots", string(id), string(group), n.Starts, string(n.From), string(n.Until), string(n.Leader), string(place))
		return insertSlot(ctx, tx, id, g, n, place)
	})
	return id, err
}

// EndSlot takes a time out of the timetable: yesterday was its last day, or, of one
// that has not begun, it never was. What was held stays; whoever was booked to help
// is told.
func (y *Youth) EndSlot(ctx context.Context, id SlotID) (GroupID, error) {
	const op = "youth.EndSlot"
	s, err := y.slot(ctx, op, policy.KeepCentre, id)
	if err != nil {
		return "", err
	}
	return s.Group, y.within(ctx, op, policy.KeepCentre, s.Site, func(tx *db.Tx, line *trail.Entry) error {
		last := y.h.Today(tx.Now).AddDays(-1)
		if s.Until != "" && s.Until <= last {
			return nil
		}
		wrote(line, "youth_slots", string(id), "until", string(last))
		return y.retime(ctx, tx, s.Site, func() error { return endSlot(ctx, tx, id, last) })
	})
}

func (y *Youth) slot(ctx context.Context, op string, act policy.Act, id SlotID) (Slot, error) {
	var s Slot
	var found bool
	err := y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		s, found, err = slotByID(ctx, tx, id)
		return err
	})
	if err != nil || !found {
		return s, cmp.Or(err, casework.Gone(op))
	}
	_, err = y.centre(ctx, op, act, s.Site)
	return s, err
}
