package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// WithdrawConsent takes a consent back. The next request already finds it gone.
// Taking back what was taken back changes nothing; a stale page cannot keep a
// client from taking back, so there is no version to get wrong. A consent of
// another client is NotFound "record.absent".
func (c *Casework) WithdrawConsent(ctx context.Context, client pana.ClientID, id pana.ConsentID) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.WithdrawConsent, client)
		if err != nil {
			return err
		}
		withdrawn, ok, err := consentWithdrawn(ctx, tx, client, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return gone("casework.WithdrawConsent")
		case withdrawn:
			return nil
		}
		if err := withdrawConsent(ctx, tx, id); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.WithdrawConsent, Client: client, Site: s.Site, Object: string(id),
			Digests: [][32]byte{trail.Digest("consents", string(id), "withdrawn")}})
	})
}
