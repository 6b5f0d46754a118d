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

// A NewYoung is somebody who begins to come. Nothing but a name to call is asked,
// and a code does where she wishes none.
type NewYoung struct {
	Site     pana.SiteID
	Call     string // the name to call in a group
	Name     string // her whole name, for papers
	Sex      string
	AgeBand  string
	Language string
	Since    pana.Date // empty means today
}

// Open begins the file of a young person at a centre and returns her code.
func (y *Youth) Open(ctx context.Context, n NewYoung) (code string, err error) {
	const op = "youth.Open"
	err = y.within(ctx, op, policy.WriteYoung, n.Site, func(tx *db.Tx, line *trail.Entry) error {
		n := n
		today := y.h.Today(tx.Now)
		if n.Since, err = casework.Past(op, "since", n.Since, today); err != nil {
			return err
		}
		if n.Call, err = casework.CleanName(n.Call); err != nil {
			return field(err, "call")
		}
		a, err := y.files.Add(ctx, tx, casework.NewClient{Site: n.Site, Opened: cmp.Or(n.Since, today), Coded: casework.Coded{Sex: n.Sex, AgeBand: n.AgeBand, Language: n.Language},
			Names: casework.Names{ToUse: n.Call, Full: n.Name}})
		if err != nil {
			return err
		}
		id := tx.ID()
		if err := y.putCall(ctx, tx, id, a.Client, n.Call, 0); err != nil {
			return err
		}
		line.Client, line.Object, line.Digests = a.Client, id, append(a.Digests, trail.Digest("youth_people", id, string(a.Client)))
		code = a.Code
		return nil
	})
	return code, err
}

// field says on which field of a form err lies.
func field(err error, name string) error {
	if e, ok := err.(*pana.Error); ok {
		e.Field = name
	}
	return err
}

// call opens the name to call of somebody.
func (y *Youth) call(client pana.ClientID, sealed []byte) (string, error) {
	return y.h.OpenOwn("youth_people", string(client), "call", sealed)
}

func (y *Youth) putCall(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, call string, version int64) error {
	sealed, err := y.h.SealOwn("youth_people", string(client), "call", version+1, call)
	if err != nil {
		return err
	}
	if version == 0 {
		return insertYoung(ctx, tx, id, client, sealed)
	}
	n, err := updateYoung(ctx, tx, client, sealed, version)
	if err == nil && n == 0 {
		err = db.Stale("youth.Rename", map[string]any{"Fields": []string{"call"}})
	}
	return err
}

// Rename changes the name to call, made from a row version.
func (y *Youth) Rename(ctx context.Context, client pana.ClientID, call string, version int64) error {
	call, err := casework.CleanName(call)
	if err != nil {
		return field(err, "call")
	}
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		e.Wrote("youth_people", string(client), "call")
		return y.putCall(e.Ctx, e.Tx, "", client, call, max(version, 1))
	})
}

// Leave ends her time at the centre today: she is in no group any more, and an order
// that stands is ended as it is. The file stays and she may come back.
func (y *Youth) Leave(ctx context.Context, client pana.ClientID) error {
	const op = "youth.Leave"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		if err := endMembers(e.Ctx, e.Tx, client, "", e.Today); err != nil {
			return err
		}
		if o, open, err := openOrder(e.Ctx, e.Tx, client); err != nil {
			return err
		} else if open {
			if _, err := endOrder(e.Ctx, e.Tx, o.ID, Ended, e.Today, o.Version); err != nil {
				return err
			}
			e.Wrote("youth_orders", o.ID, Ended, e.Today)
		}
		return e.Close(op, e.Today)
	})
}

// A Row is one young person in the list of a centre: code, the name to call, and
// until when she comes.
type Row struct {
	Client pana.ClientID `db:"id"`
	Code   string        `db:"code"`
	Here   bool          `db:"here"`
	Until  pana.Date     `db:"until_day"` // of the order; empty is open or none
	Order  bool          `db:"has_order"`
	Call   string        `db:"-"`
	Sealed []byte        `db:"call_name"`
}

// List returns the young people of a centre, as far as the actor may see them: those
// who come first.
func (y *Youth) List(ctx context.Context, site pana.SiteID) ([]Row, error) {
	const op = "youth.List"
	if _, err := y.centre(ctx, op, policy.SeeYoung, site); err != nil {
		return nil, err
	}
	var list []Row
	err := y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := y.files.Where(ctx, tx, policy.SeeYoung)
		if list, err = youngRows(ctx, tx, site, cond, args); err != nil {
			return err
		}
		for i := range list {
			if list[i].Call, err = y.call(list[i].Client, list[i].Sealed); err != nil {
				return err
			}
			list[i].Sealed = nil
		}
		return nil
	})
	return list, err
}
