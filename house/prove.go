package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// ProofLasts is how long a passphrase typed proves that it is still its owner who
// sits there: long enough to fill in one page after another, short enough that a
// phone left on a table does not serve who picks it up.
const ProofLasts = 5 * time.Minute

// Proved is the act of a proof. It needs nobody's leave.
const Proved policy.Act = "session.prove"

// Proven reports whether the owner of s has lately proven that it is she. A
// clock that was set back proves nothing.
func (h *House) Proven(s *Session) bool {
	age := h.Now().Sub(s.Proven)
	return age > -time.Minute && age < ProofLasts
}

// Prove takes the actor's passphrase as proof that it is still she, for the acts
// that policy.AsksProof names. A wrong one is "signin.wrong", after the same time
// and slowed down as at the door ("signin.wait").
func (h *House) Prove(ctx context.Context, passphrase string) error {
	began := time.Now()
	id, err := h.herself(ctx, "house.Prove", passphrase)
	if says(err, "signin.wrong") {
		Quiet(ctx, began, hush)
	}
	if err != nil {
		return err
	}
	id.Clear()
	return h.noteProof(ctx)
}

// noteProof writes down that the actor's session was proven just now.
func (h *House) noteProof(ctx context.Context) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := proveSession(ctx, tx, pana.ActorFrom(ctx).Session, db.Micros(tx.Now)); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: Proved})
	})
}

// herself returns the keys of the actor to who types the actor's passphrase; any
// other is "signin.wrong", and written down as at the door. Tries are slowed
// ("signin.wait"). The caller clears the Identity.
func (h *House) herself(ctx context.Context, op, passphrase string) (*seal.Identity, error) {
	me := pana.ActorFrom(ctx).Staff
	if me == "" {
		return nil, again(op)
	}
	guess, err := h.guess(op, "session of ", me)
	if err != nil {
		return nil, err
	}
	var name string
	if err := h.DB.View(ctx, func(tx *db.Tx) (err error) {
		name, err = h.StaffName(ctx, tx, me)
		return err
	}); err != nil {
		return nil, err
	}
	id, err := h.vaultSignIn(ctx, name, passphrase)
	if err == nil && id.Staff != me {
		id.Clear()
		err = wrong()
	}
	if says(err, "signin.wrong") {
		h.refused(ctx, name)
	}
	if err != nil {
		return nil, err
	}
	guess.right()
	return id, nil
}
