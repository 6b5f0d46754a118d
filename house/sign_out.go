package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// SignOut ends the session of cookie. It is safe to repeat, and to call with a
// cookie that stands for nothing.
func (h *House) SignOut(ctx context.Context, cookie string) error {
	t, ok := readTicket(cookie)
	if !ok || h.State() != Started {
		return nil
	}
	return h.DB.Update(db.MustGoOn(ctx), func(tx *db.Tx) error {
		rows, err := findSession(ctx, tx, t.sum())
		if err != nil || len(rows) == 0 {
			return err
		}
		as := pana.WithActor(ctx, pana.Actor{Staff: rows[0].Staff, Session: rows[0].ID})
		if err := trail.Record(as, tx, trail.Entry{Act: SignedOut}); err != nil {
			return err
		}
		return dropSession(ctx, tx, rows[0].ID)
	})
}
