package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Confirm says that somebody has looked at who this is. While her name is like one
// on the watch list it is refused ("person.awaiting.head"), in the words that tell
// everyone the same: a head looks first.
func (p *People) Confirm(ctx context.Context, id OutsiderID) error {
	const op = "people.Confirm"
	return p.change(ctx, op, policy.ConfirmOutsider, id, func(tx *db.Tx, o Outsider) error {
		like, _, err := p.watch(ctx, tx, o)
		switch {
		case err != nil:
			return err
		case like > o.Cleared:
			return conflict(op, "person.awaiting.head")
		}
		return confirmOutsider(ctx, tx, id)
	})
}

// ClearOutsider says that somebody is not whom her name is like on the watch list,
// and why. What is added to the list later is compared anew. A match that lies only
// in files from which the actor is kept is not hers to clear
// ("person.awaiting.head"). It refuses a missing reason ("watch.reason.missing").
func (p *People) ClearOutsider(ctx context.Context, id OutsiderID, why string) error {
	const op = "people.ClearOutsider"
	why, err := casework.Text(op, "why", why, casework.MostNote)
	if err != nil {
		return err
	}
	return p.change(ctx, op, policy.ClearOutsider, id, func(tx *db.Tx, o Outsider) error {
		if why == "" {
			return pana.Refuse(op, "why", "watch.reason.missing")
		}
		like, known, err := p.watch(ctx, tx, o)
		switch {
		case err != nil:
			return err
		case like != known:
			return conflict(op, "person.awaiting.head")
		}
		sealed, err := p.sealed("outsiders", string(id), "why", o.Version+1, why)
		if err != nil {
			return err
		}
		return clearOutsider(ctx, tx, id, like, sealed)
	})
}

// EndOutsider says that somebody comes no more. Ending once more changes nothing.
func (p *People) EndOutsider(ctx context.Context, id OutsiderID) error {
	return p.change(ctx, "people.EndOutsider", policy.KeepOutsiders, id, func(tx *db.Tx, o Outsider) error {
		return endOutsider(ctx, tx, id, p.h.Today(tx.Now))
	})
}

// change does one small thing to somebody from outside, with its line.
func (p *People) change(ctx context.Context, op string, act policy.Act, id OutsiderID, do func(*db.Tx, Outsider) error) error {
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		o, err := p.oneOutsider(ctx, tx, op, act, id)
		if err != nil {
			return err
		}
		if err := do(tx, o); err != nil {
			return err
		}
		act := p.actOn(act, o)
		return trail.Record(ctx, tx, trail.Entry{Act: act, Site: o.Site, Object: string(id), Digests: [][32]byte{trail.Digest("outsiders", string(id), string(act))}})
	})
}
