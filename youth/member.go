package youth

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Member is somebody's time in a group.
type Member struct {
	Group GroupID   `db:"group_id"`
	From  pana.Date `db:"from_day"`
	Until pana.Date `db:"until_day"`
}

func (m Member) on(d pana.Date) bool { return m.From <= d && (m.Until == "" || d <= m.Until) }

// Join puts somebody into a group from a day on, today if it is empty. It refuses a
// group of another centre, one that has ended, and somebody who is in it already.
func (y *Youth) Join(ctx context.Context, client pana.ClientID, group GroupID, from pana.Date) error {
	const op = "youth.Join"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		g, found, err := y.oneGroup(e.Ctx, e.Tx, group)
		switch {
		case err != nil:
			return err
		case !found || g.Site != e.Subject.Site:
			return pana.Refuse(op, "group", "youth.group.absent")
		case g.Ended != "":
			return conflict(op, "youth.group.ended")
		case e.Episode.Closed != "":
			return conflict(op, "youth.left")
		}
		if from, err = casework.Day(op, "from", from); err != nil {
			return err
		}
		first := cmp.Or(from, e.Today)
		if first < e.Today.AddDays(-366) {
			return pana.Refuse(op, "from", "youth.slot.past")
		}
		id := e.Tx.ID()
		if err := insertMember(e.Ctx, e.Tx, id, client, group, first); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "youth.group.already")
			}
			return err
		}
		e.About(id)
		e.Wrote("youth_members", id, client, group, first)
		return nil
	})
}

// LeaveGroup takes somebody out of a group; today was her last day.
func (y *Youth) LeaveGroup(ctx context.Context, client pana.ClientID, group GroupID) error {
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		e.About(string(group))
		e.Wrote("youth_members", string(client), group, e.Today)
		return endMembers(e.Ctx, e.Tx, client, group, e.Today)
	})
}
