package night

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// OfferDuty offers a turn of the actor's own to a colleague, alone or for one of hers
// (back); she is told. The roster stays as it is.
//
// It refuses a colleague who cannot be on duty here or is the actor ("roster.who"), a
// turn in return that is not that colleague's or has begun ("swap.back"), and a turn that
// has begun or is offered already ("swap.begun", "swap.offered"). A turn that is not the
// actor's is NotFound "record.absent", as one that is not there.
func (n *Night) OfferDuty(ctx context.Context, site pana.SiteID, duty string, to pana.StaffID, back string) error {
	const op = "night.OfferDuty"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SwapDuty, site); err != nil {
			return err
		}
		me := pana.ActorFrom(ctx).Staff
		d, found, err := dutyByID(ctx, tx, site, duty)
		if err != nil {
			return err
		}
		if !found || d.Staff != me {
			return casework.Gone(op)
		}
		_, able, err := n.whoCan(ctx, tx, site)
		switch {
		case err != nil:
			return err
		case !able[to] || to == me:
			return pana.Refuse(op, "to", "roster.who")
		case d.from() <= n.minute(tx.Now):
			return conflict(op, "to", "swap.begun")
		}
		if back != "" {
			b, found, err := dutyByID(ctx, tx, site, back)
			if err != nil {
				return err
			}
			if !found || b.Staff != to || b.from() <= n.minute(tx.Now) {
				return pana.Refuse(op, "to", "swap.back")
			}
		}
		if err := n.clear(ctx, tx, op, site, duty); err != nil {
			return err
		}
		s := Swap{ID: tx.ID(), Site: site, DutyID: duty, BackID: back, On: d.On, From: me, To: to, State: SwapOffered, At: db.Micros(tx.Now)}
		if err := insertSwap(ctx, tx, s); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "to", "swap.offered")
			}
			return err
		}
		return n.swapped(ctx, tx, s, "notice.roster.offered", to)
	})
}

// clear takes an offer of a turn back that stands no more, and refuses one that does.
func (n *Night) clear(ctx context.Context, tx *db.Tx, op string, site pana.SiteID, duty string) error {
	old, found, err := swapOpen(ctx, tx, site, duty)
	if err != nil || !found {
		return err
	}
	now, err := n.standing(ctx, tx, &old)
	switch {
	case err != nil:
		return err
	case now:
		return conflict(op, "to", "swap.offered")
	}
	old.State, old.Answered = SwapBack, db.Micros(tx.Now)
	return answerSwap(ctx, tx, old)
}

// swapped tells those whom a swap concerns, except the actor, and writes the line of the
// trail.
func (n *Night) swapped(ctx context.Context, tx *db.Tx, s Swap, say string, to ...pana.StaffID) error {
	act := policy.SwapDuty
	if s.State == SwapUndone {
		act = policy.KeepRoster
	}
	if len(to) > 0 {
		if err := n.h.Tell(ctx, tx, to, house.Notice{Say: say, Object: string(s.Site)}); err != nil {
			return err
		}
	}
	return trail.Record(ctx, tx, trail.Entry{Act: act, Site: s.Site, Object: s.ID,
		Digests: [][32]byte{trail.Digest("roster_swaps", s.ID, s.DutyID, s.BackID, string(s.From), string(s.To), s.State)}})
}
