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

// A Group is young people who meet to do something.
type Group struct {
	ID       GroupID     `db:"id"`
	Site     pana.SiteID `db:"site_id"`
	Activity string      `db:"activity"` // code list youth-activity
	Most     int         `db:"most"`     // how many it has room for; 0 is not said
	Service  string      `db:"service"`  // code list service-kind: what a lesson counts as
	Payer    string      `db:"payer"`    // code list payer-kind
	Ended    pana.Date   `db:"ended"`
	Size     int         `db:"size"` // who is in it today
	Version  int64       `db:"version"`
	Name     string      `db:"-"`
}

// A NewGroup is what a form says of one. Activity and name are enough.
type NewGroup struct {
	Activity string
	Name     string
	Most     int
	Service  string
	Payer    string
}

func (n NewGroup) clean(op string) (NewGroup, error) {
	if n.Activity == "" {
		return n, pana.Refuse(op, "activity", "youth.group.activity")
	}
	for _, c := range [][3]string{{"activity", "youth-activity", n.Activity}, {"service", "service-kind", n.Service}, {"payer", "payer-kind", n.Payer}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return n, err
		}
	}
	if err := casework.Within(op, "most", n.Most, 0, 200); err != nil {
		return n, err
	}
	var err error
	if n.Name, err = casework.Text(op, "name", n.Name, mostName); err == nil && n.Name == "" {
		err = pana.Refuse(op, "name", "youth.group.name")
	}
	return n, err
}

// AddGroup opens a group at a centre.
func (y *Youth) AddGroup(ctx context.Context, site pana.SiteID, n NewGroup) (GroupID, error) {
	const op = "youth.AddGroup"
	var id GroupID
	err := y.within(ctx, op, policy.KeepCentre, site, func(tx *db.Tx, line *trail.Entry) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		id = GroupID(tx.ID())
		name, err := y.h.SealOwn("youth_groups", string(id), "name", 1, n.Name)
		if err != nil {
			return err
		}
		wrote(line, "youth_groups", string(id), n.Activity, n.Service, n.Payer)
		return insertGroup(ctx, tx, id, site, n, name)
	})
	return id, err
}

// EndGroup closes a group from today: who is in it is in it no more, and nothing
// further is asked by it. Whoever was booked to help is told.
func (y *Youth) EndGroup(ctx context.Context, id GroupID) error {
	const op = "youth.EndGroup"
	g, err := y.group(ctx, op, policy.KeepCentre, id)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.KeepCentre, g.Site, func(tx *db.Tx, line *trail.Entry) error {
		today := y.h.Today(tx.Now)
		members, err := db.Select[pana.ClientID](ctx, tx, `SELECT client_id FROM youth_members WHERE group_id = $1 AND until_day = '' ORDER BY client_id`, id)
		if err != nil {
			return err
		}
		for _, m := range members {
			if err := trail.Record(ctx, tx, trail.Entry{Act: policy.KeepCentre, Client: m, Site: g.Site, Object: string(id)}); err != nil {
				return err
			}
		}
		wrote(line, "youth_groups", string(id), "ended", string(today))
		return y.retime(ctx, tx, g.Site, func() error { return endGroup(ctx, tx, id, today) })
	})
}

// group returns a group for an act at its centre, or NotFound "record.absent".
func (y *Youth) group(ctx context.Context, op string, act policy.Act, id GroupID) (Group, error) {
	var g Group
	var found bool
	err := y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		g, found, err = y.oneGroup(ctx, tx, id)
		return err
	})
	if err != nil || !found {
		return g, cmp.Or(err, casework.Gone(op))
	}
	_, err = y.centre(ctx, op, act, g.Site)
	return g, err
}

func (y *Youth) oneGroup(ctx context.Context, tx *db.Tx, id GroupID) (Group, bool, error) {
	all, err := y.groups(ctx, tx, `g.id = $2`, string(id))
	if len(all) == 0 {
		return Group{}, false, err
	}
	return all[0], true, nil
}

// groups opens the groups that a condition finds; $1 is today.
func (y *Youth) groups(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Group, error) {
	rows, err := groupRows(ctx, tx, y.h.Today(tx.Now), cond, args...)
	if err != nil {
		return nil, err
	}
	all := make([]Group, len(rows))
	for i, r := range rows {
		all[i] = r.Group
		if all[i].Name, err = y.h.OpenOwn("youth_groups", string(r.ID), "name", r.Sealed); err != nil {
			return nil, err
		}
	}
	return all, nil
}
