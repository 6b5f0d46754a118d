package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// EndAlert takes an alert off the file as of today. Ending one that is over
// changes nothing. Version is what the page showed; another one is refused with
// db.stale. An alert of another client is NotFound "record.absent".
func (c *Casework) EndAlert(ctx context.Context, client pana.ClientID, id string, version int64) error {
	const op = "casework.EndAlert"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.AlertClient, client)
		if err != nil {
			return err
		}
		a, ok, err := alertByID(ctx, tx, client, id)
		today := c.h.Today(tx.Now)
		switch {
		case err != nil:
			return err
		case !ok:
			return gone(op)
		case a.Until != "" && a.Until <= today:
			return nil
		case a.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"until"}})
		}
		if err := endAlert(ctx, tx, id, today); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AlertClient, Client: client, Site: s.Site, Object: id,
			Digests: [][32]byte{trail.Digest("alerts", id, "ended", string(today))}})
	})
}
