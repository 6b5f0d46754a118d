package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// refused writes into the trail that somebody was refused at the door, and whose
// name was typed, if anybody's. It does the same work for a name nobody has, and
// the door's own step hides what is left of a difference. A stopped house has no
// trail to write to.
func (h *House) refused(ctx context.Context, name string) {
	if h.State() != Started {
		return
	}
	token, err := h.nameToken(name)
	if err == nil {
		err = h.DB.Update(ctx, func(tx *db.Tx) error {
			staff, err := findByName(ctx, tx, token)
			if err != nil {
				return err
			}
			as := pana.WithActor(ctx, pana.Actor{})
			if err := h.tellGuessed(as, tx, staff); err != nil {
				return err
			}
			return trail.Record(as, tx, trail.Entry{Act: Refused, Object: string(staff)})
		})
	}
	if err != nil {
		h.log.Error("write down a refusal at the door", "err", err)
	}
}

// shownRefusals is how many a page shows at most.
const shownRefusals = 20

// Refusals returns when somebody was refused at the door who had typed the name
// of staff, the newest first: the actor's own, or anyone's for who may see
// colleagues' sign-ins.
func (h *House) Refusals(ctx context.Context, staff pana.StaffID) ([]time.Time, error) {
	var times []time.Time
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		if err := mayKeepSessions(ctx, staff); err != nil {
			return err
		}
		var err error
		times, err = trail.Refusals(ctx, tx, staff, shownRefusals)
		return err
	})
	return times, err
}

// mayKeepSessions asks whether the actor may look at the sign-ins of staff and
// end them: everyone her own, those who answer for the machine and the house
// anyone's.
func mayKeepSessions(ctx context.Context, staff pana.StaffID) error {
	actor := pana.ActorFrom(ctx)
	return policy.Check(actor, keepAct(actor, staff), policy.Subject{Person: staff})
}

func keepAct(actor pana.Actor, staff pana.StaffID) policy.Act {
	if actor.Staff == staff {
		return policy.KeepOwnSessions
	}
	return policy.KeepSessions
}
