package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Told returns the openings of the actor's own notes that she has not yet let be
// known to have seen, for her first screen. Someone who keeps no notes gets none.
func (t *Therapy) Told(ctx context.Context) ([]Opening, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.SeeTherapy) {
		return nil, nil
	}
	var all []Opening
	err := t.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		all, err = openingsUnseen(ctx, tx, pana.ActorFrom(ctx).Staff)
		return err
	})
	return all, err
}

// Heed says that the actor has read of an opening of her notes. Done again it
// changes nothing. One that she was not told of is NotFound "record.absent".
func (t *Therapy) Heed(ctx context.Context, opening string) error {
	actor := pana.ActorFrom(ctx)
	return t.h.DB.Update(ctx, func(tx *db.Tx) error {
		o, ok, err := openingTold(ctx, tx, opening, actor.Staff)
		if err != nil {
			return err
		}
		if !ok {
			return casework.Gone("therapy.Heed")
		}
		if o.Seen != 0 {
			return nil
		}
		if err := seen(ctx, tx, opening, actor.Staff); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SeeTherapy, Client: o.Client, Object: opening})
	})
}
