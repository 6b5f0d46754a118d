package night

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// UndoSwap gives each turn of an accepted swap back; both are told. It is for who writes
// the roster. It refuses one of which a turn has begun or is somebody else's by now
// ("swap.over"), and what AcceptDuty refuses of turns. Undone already, it stays so.
func (n *Night) UndoSwap(ctx context.Context, site pana.SiteID, id string) error {
	const op = "night.UndoSwap"
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepRoster, site); err != nil {
			return err
		}
		s, found, err := swapByID(ctx, tx, site, id)
		if err != nil || !found {
			return cmp.Or(err, casework.Gone(op))
		}
		if s.State == SwapUndone {
			return nil
		}
		now, err := n.standing(ctx, tx, &s)
		if err != nil {
			return err
		}
		if s.State != SwapAccepted || !now {
			return conflict(op, "", "swap.over")
		}
		if err := n.hand(ctx, tx, op, s); err != nil {
			return err
		}
		s.State, s.Answered = SwapUndone, db.Micros(tx.Now)
		if err := answerSwap(ctx, tx, s); err != nil {
			return err
		}
		return n.swapped(ctx, tx, s, "notice.roster.undone", s.From, s.To)
	})
}
