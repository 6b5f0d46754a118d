package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Seconds returns what the actor is asked to stand behind, and what she asked of
// others, the newest first. Of a file that is hidden from her there is nothing.
func (h *House) Seconds(ctx context.Context) (waiting, mine []Asked, err error) {
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		me := pana.ActorFrom(ctx).Staff
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeSecond, policy.Subject{Person: me}); err != nil {
			return err
		}
		list, err := findAskedOf(ctx, tx, me)
		if err == nil {
			list, err = h.standing(tx, list)
		}
		if err != nil {
			return err
		}
		waiting, mine = nil, nil
		for _, a := range list {
			open, changed, err := h.stillOpen(ctx, tx, a)
			if err != nil {
				return err
			}
			switch a.Changed = changed; {
			case !open:
			case a.By == me:
				mine = append(mine, a)
			default:
				waiting = append(waiting, a)
			}
		}
		if err := h.coded(ctx, tx, waiting); err != nil {
			return err
		}
		return h.coded(ctx, tx, mine)
	})
	return waiting, mine, err
}

// stillOpen reports whether a can still come about as far as the actor may know: she
// and, if she is not the one who asked, the first could do it.
func (h *House) stillOpen(ctx context.Context, tx *db.Tx, a Asked) (open, changed bool, err error) {
	me := pana.ActorFrom(ctx).Staff
	if open, changed, err = h.may(ctx, tx, me, a); err != nil || !open || a.By == me {
		return open, changed, err
	}
	first, gone, err := h.may(ctx, tx, a.By, a)
	return first, changed || gone, err
}

// coded fills in the codes of the clients.
func (h *House) coded(ctx context.Context, tx *db.Tx, list []Asked) error {
	var clients []pana.ClientID
	for _, a := range list {
		if a.Client != "" {
			clients = append(clients, a.Client)
		}
	}
	if len(clients) == 0 {
		return nil
	}
	codes, err := codesOf(ctx, tx, pana.ActorFrom(ctx), h.Tonight(tx.Now), clients)
	for i, a := range list {
		list[i].Code = codes[a.Client]
	}
	return err
}

// findMine finds what stands under id and has to do with the actor; anything else is
// NotFound "record.absent", a file that is hidden from her too.
func (h *House) findMine(ctx context.Context, tx *db.Tx, op, id string) (a Asked, changed bool, err error) {
	absent := &pana.Error{Op: op, Kind: pana.NotFound, Say: "record.absent"}
	list, err := findAsked(ctx, tx, id)
	if err == nil {
		list, err = h.standing(tx, list)
	}
	if err != nil {
		return a, false, err
	}
	me := pana.ActorFrom(ctx).Staff
	if len(list) == 0 || list[0].By != me && list[0].Second != me {
		return a, false, absent
	}
	a = list[0]
	open, changed, err := h.stillOpen(ctx, tx, a)
	if err == nil && !open {
		err = absent
	}
	return a, changed, err
}

// AgreeSecond has the actor stand behind what she was asked for. The caller has
// proven that it is she (policy.AsksProof). The first is told, and can do the deed
// until its day is over. Done again it changes nothing.
//
// What is not asked of her, is over, taken back or of a file that is hidden from
// her is NotFound; so is what the first could not do any more. What would be done
// otherwise by now than when she was asked is Conflict "second.changed".
func (h *House) AgreeSecond(ctx context.Context, id string) error {
	const op = "house.AgreeSecond"
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.AgreeSecond, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		a, changed, err := h.findMine(ctx, tx, op, id)
		switch {
		case err != nil:
			return err
		case a.Second != actor.Staff:
			return &pana.Error{Op: op, Kind: pana.NotFound, Say: "record.absent"}
		case changed:
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "second.changed"}
		case a.Agreed != 0:
			return nil
		}
		a.Agreed = db.Micros(tx.Now)
		if a, err = h.tagged(a); err != nil {
			return err
		}
		if err := setAgreed(ctx, tx, a); err != nil {
			return err
		}
		if err := h.Tell(ctx, tx, []pana.StaffID{a.By}, Notice{Say: "notice.second.agreed", Client: a.Client, Object: a.ID}); err != nil {
			return err
		}
		return a.record(ctx, tx, policy.AgreeSecond)
	})
}

// EndSecond refuses what the actor was asked for, or takes back what she asked or
// agreed to; the other is told. It returns what ended. What she has nothing to do
// with is NotFound.
func (h *House) EndSecond(ctx context.Context, id string) (ended Asked, err error) {
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.EndSecond, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		a, _, err := h.findMine(ctx, tx, "house.EndSecond", id)
		if err != nil {
			return err
		}
		other, say := a.Second, "notice.second.taken"
		if a.Second == actor.Staff {
			other, say = a.By, "notice.second.refused"
		}
		if _, err := deleteAsked(ctx, tx, id); err != nil {
			return err
		}
		if err := h.Tell(ctx, tx, []pana.StaffID{other}, Notice{Say: say, Client: a.Client, Object: a.ID}); err != nil {
			return err
		}
		one := []Asked{a}
		err = h.coded(ctx, tx, one)
		if ended = one[0]; err != nil {
			return err
		}
		return a.record(ctx, tx, policy.EndSecond)
	})
	return ended, err
}
