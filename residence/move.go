package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Moving brings a client into another bed of the same site.
type Moving struct {
	Client pana.ClientID
	From   pana.StayID // the stay the worker saw; empty does not ask
	Bed    pana.BedID
	Room   pana.RoomID // an extra place in this room, when Bed is empty and the house is full
	Since  pana.Night  // the first night in the new bed; empty means tonight
	Reason string      // why bed rules are set aside
}

// Move ends the client's stay and begins another in the new bed, from the same
// night on, so that she never has two beds and no night is lost. Asking twice
// changes nothing. Bed rules, races and places are as for Admit.
//
// It refuses a client who has no bed ("residence.client.none"), and one whom
// someone else has moved since the page was read ("residence.stay.changed").
func (r *Residence) Move(ctx context.Context, mv Moving) (Stay, error) {
	var stay Stay
	act := func() error {
		return r.h.DB.Update(ctx, func(tx *db.Tx) error {
			s, err := r.allow(ctx, tx, policy.Move, mv.Client)
			if err != nil {
				return err
			}
			stay, err = r.move(ctx, tx, s, mv)
			return err
		})
	}
	return stay, twice(act)
}

func (r *Residence) move(ctx context.Context, tx *db.Tx, s policy.Subject, mv Moving) (Stay, error) {
	const op = "residence.Move"
	old, placed, err := openStay(ctx, tx, s.Client)
	switch {
	case err != nil:
		return Stay{}, err
	case !placed:
		return Stay{}, conflict(op, "bed", "residence.client.none")
	case old.is(mv.Bed):
		return old, nil
	case mv.From != "" && mv.From != old.ID:
		return Stay{}, conflict(op, "bed", "residence.stay.changed")
	}
	_, g, err := guestOf(ctx, tx, s.Client, old.Children)
	if err != nil {
		return Stay{}, err
	}
	m, err := r.mapOf(ctx, tx, s.Site)
	if err != nil {
		return Stay{}, err
	}
	if _, bed, ok := m.Bed(old.Bed); ok && mv.Bed == "" && bed.Extra && bed.Room == mv.Room {
		return old, nil
	}
	p, err := choose(ctx, op, s, m, g, wish{mv.Bed, mv.Room, mv.Reason})
	if err != nil {
		return Stay{}, err
	}
	// She cannot have been in the new bed before she came into the old one.
	since, err := r.firstNight(op, tx, mv.Since, p.Bed.Empty, old.Since, "")
	if err != nil {
		return Stay{}, err
	}
	old.Until, old.Ended = since, Moved
	if err := endStay(ctx, tx, old, r.h.Today(tx.Now)); err != nil {
		return Stay{}, err
	}
	return r.settle(ctx, tx, policy.Move, s, p, Stay{Client: s.Client, Episode: old.Episode, Since: since, Children: old.Children})
}
