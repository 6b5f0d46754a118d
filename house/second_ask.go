package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Desk is what the page of an act for two people says of asking somebody who sits
// elsewhere.
type Desk struct {
	Whom  []Member // who could be asked
	Asked Asked    // whom the actor has asked, for this very deed; zero when nobody
}

// Desk returns it for d, of which How does not count. Whoever has a role for the
// act can be asked, also one from whom the file is hidden: a list without her would
// say so.
func (h *House) Desk(ctx context.Context, d Deed) (desk Desk, err error) {
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.AskSecond, policy.Subject{}); err != nil {
			return err
		}
		if desk.Whom, err = h.askable(ctx, tx, d.Act); err != nil {
			return err
		}
		a, ok, err := h.askedFor(ctx, tx, d)
		if err == nil && ok {
			desk.Asked = a
		}
		return err
	})
	return desk, err
}

// askable is who else works here and has a role for act.
func (h *House) askable(ctx context.Context, tx *db.Tx, act policy.Act) ([]Member, error) {
	me := pana.ActorFrom(ctx).Staff
	all, err := h.Roster(ctx, tx)
	return slices.DeleteFunc(all, func(m Member) bool {
		return m.ID == me || m.Ended != "" || !policy.May(pana.Actor{Staff: m.ID, Grants: m.Grants}, act)
	}), err
}

// askedFor is what the actor asked for d.
func (h *House) askedFor(ctx context.Context, tx *db.Tx, d Deed) (a Asked, ok bool, err error) {
	list, err := findAskedFor(ctx, tx, pana.ActorFrom(ctx).Staff, d)
	if err == nil {
		list, err = h.standing(tx, list)
	}
	if err != nil || len(list) == 0 {
		return a, false, err
	}
	return list[0], true, nil
}

// AskSecond asks a colleague to stand behind d as the second, at her own desk. She
// is told, unless the file is hidden from her: then nobody answers, and the actor
// learns no more than of a colleague who is away. The actor must be able to do d
// herself.
//
// It refuses somebody who has no role for the act ("second.whom.choose"), a deed for which
// somebody was asked already ("second.already"), and a house in which there is
// nobody to ask ("two.alone").
func (h *House) AskSecond(ctx context.Context, d Deed, whom pana.StaffID) error {
	const op = "house.AskSecond"
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.AskSecond, policy.Subject{}); err != nil {
			return err
		}
		print, n, err := h.weigh(ctx, tx, d)
		if err != nil {
			return err
		}
		able, err := h.askable(ctx, tx, d.Act)
		switch {
		case err != nil:
			return err
		case len(able) == 0:
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "two.alone"}
		case !slices.ContainsFunc(able, func(m Member) bool { return m.ID == whom }):
			return pana.Refuse(op, "whom", "second.whom.choose")
		}
		if _, ok, err := h.askedFor(ctx, tx, d); err != nil {
			return err
		} else if ok {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "second.already"}
		}
		if err := deleteAskedFor(ctx, tx, actor.Staff, d); err != nil { // its day is over
			return err
		}
		a, err := h.tagged(Asked{ID: tx.ID(), Deed: d, Print: print, N: n, By: actor.Staff, Second: whom,
			At: db.Micros(tx.Now), Until: db.Micros(tx.Now.Add(SecondLasts))})
		if err != nil {
			return err
		}
		if err := insertAsked(ctx, tx, a); err != nil {
			return err
		}
		if err := h.Tell(ctx, tx, []pana.StaffID{whom}, Notice{Say: "notice.second", Client: d.Client, Object: a.ID}); err != nil {
			return err
		}
		return a.record(ctx, tx, policy.AskSecond)
	})
}

// record writes the line of what became of a.
func (a Asked) record(ctx context.Context, tx *db.Tx, act policy.Act) error {
	return trail.Record(ctx, tx, trail.Entry{Act: act, Client: a.Client, Object: a.ID,
		Digests: digests(trail.Digest("seconds", a.ID, string(a.Tag)))})
}
