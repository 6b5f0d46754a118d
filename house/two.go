package house

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// TwoPeople proves that two people stand behind act: the actor, who types her
// passphrase once more, and a second, who types all of her sign-in. Both must
// have a role that may do it. The caller asks policy about the subject for each
// of them, and names the second in the trail line of the act (as its Object).
//
// A wrong passphrase, whosever it is, is "signin.wrong", after the same time and
// slowed down as at the door ("signin.wait"). It refuses the actor herself or
// somebody without the right as the second ("two.other"), and a house in which
// nobody else could be the second ("two.alone"): see Alone.
func (h *House) TwoPeople(ctx context.Context, act policy.Act, p Pair) (second pana.Actor, err error) {
	first, other, second, err := h.twoPeople(ctx, act, p)
	clearAll(first, other)
	return second, err
}

// twoPeople is TwoPeople with the keys of both, which the caller clears.
func (h *House) twoPeople(ctx context.Context, act policy.Act, p Pair) (first, other *seal.Identity, second pana.Actor, err error) {
	const op = "house.TwoPeople"
	began := time.Now()
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, act) {
		return nil, nil, second, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
	}
	if alone, err := h.Alone(ctx, act); err != nil {
		return nil, nil, second, err
	} else if alone {
		return nil, nil, second, &pana.Error{Op: op, Kind: pana.Conflict, Say: "two.alone"}
	}
	first, other, grants, err := h.both(ctx, op, p)
	if says(err, "signin.wrong") {
		Quiet(ctx, began, hush)
	}
	if err != nil {
		return first, other, second, err
	}
	second = pana.Actor{Staff: other.Staff, Grants: grants, Session: actor.Session, Closed: actor.Closed}
	if second.Staff == actor.Staff || !policy.May(second, act) {
		return first, other, pana.Actor{}, &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "two.other"}
	}
	return first, other, second, nil
}

// Alone reports whether nobody but the actor could do act: there is no second
// person to ask.
func (h *House) Alone(ctx context.Context, act policy.Act) (bool, error) {
	alone := true
	me := pana.ActorFrom(ctx).Staff
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		members, err := h.Roster(ctx, tx)
		alone = !slices.ContainsFunc(members, func(m Member) bool {
			return m.ID != me && m.Ended == "" && policy.May(pana.Actor{Staff: m.ID, Grants: m.Grants}, act)
		})
		return err
	})
	return alone, err
}
