package house

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// longestDraft is how many bytes a draft may have: far more than a form.
const longestDraft = 256 << 10

// mostDrafts is how many forms one person can be in the middle of; the oldest
// go, so that nobody fills the disk with them.
const mostDrafts = 40

// SaveDraft keeps what the actor has typed on page and not yet sent, sealed
// under a key that only she can make: nobody else opens it, and it outlives a
// session that locked itself. It takes the place of the one before.
func (h *House) SaveDraft(ctx context.Context, page string, value []byte) error {
	if len(value) > longestDraft {
		return pana.Refuse("house.SaveDraft", "", "draft.long")
	}
	d, err := deskOf(ctx)
	if err != nil {
		return err
	}
	sealed := d.key.Seal(d.place(page), 1, value)
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := upsertDraft(ctx, tx, d.staff, d.page(page), sealed); err != nil {
			return err
		}
		return dropOldDrafts(ctx, tx, d.staff, mostDrafts)
	})
}

// Draft returns what SaveDraft kept and when; nil when there is nothing that she
// can open.
func (h *House) Draft(ctx context.Context, page string) (value []byte, at time.Time, err error) {
	d, err := deskOf(ctx)
	if err != nil {
		return nil, at, err
	}
	var r draftRow
	var ok bool
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		r, ok, err = findDraft(ctx, tx, d.staff, d.page(page))
		return err
	})
	if err != nil || !ok {
		return nil, at, err
	}
	value, err = d.key.Open(d.place(page), r.Value)
	if err != nil {
		return nil, at, nil // from before a new key pair: not worth an alarm
	}
	return value, db.FromMicros(r.At), nil
}

// DropDraft removes it, once what it held has been sent. It is safe to repeat.
func (h *House) DropDraft(ctx context.Context, page string) error {
	d, err := deskOf(ctx)
	if err != nil {
		return err
	}
	return h.DB.Update(ctx, func(tx *db.Tx) error { return dropDraft(ctx, tx, d.staff, d.page(page)) })
}

// A desk is where one person's drafts lie.
type desk struct {
	staff pana.StaffID
	key   seal.Key
}

// deskOf returns the actor's own. A draft writes no trail line: nothing has been
// done yet.
func deskOf(ctx context.Context) (desk, error) {
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.SaveDraft, policy.Subject{}); err != nil {
		return desk{}, err
	}
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return desk{}, again("house.Draft")
	}
	key, ok := ring.Own("drafts")
	if !ok {
		return desk{}, again("house.Draft")
	}
	return desk{actor.Staff, key}, nil
}

// page hides which page a draft belongs to: its address holds a code.
func (d desk) page(page string) []byte {
	key := d.key.Derive("page")
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(page))
	return mac.Sum(nil)
}

func (d desk) place(page string) seal.Place {
	return seal.Place{Table: "drafts", Row: page, Field: "value", Owner: seal.Owner(d.staff)}
}
