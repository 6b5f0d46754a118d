package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// NoMen is the kind of alert by which a client wishes no men near her: no male
// worker, guest, driver or volunteer, as far as it can be arranged.
const NoMen = "no-men"

// Wary reports whether somebody who sleeps at a site tonight wishes no men near
// her. It says that there is somebody and never who: whoever plans a visit may
// know no more. It is for a chapter that has asked policy for its own act.
func (c *Casework) Wary(ctx context.Context, tx *db.Tx, site pana.SiteID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM alerts a JOIN stays t ON t.client_id = a.client_id
		WHERE a.kind = $1 AND (a.until = '' OR a.until > $2) AND t.site_id = $3 AND t.since <= $4 AND (t.until = '' OR t.until > $4))`,
		NoMen, string(c.h.Today(tx.Now)), string(site), string(c.tonight(tx)))
}

// WishesNoMen reports whether a client wishes no men near, wherever she sleeps.
func (c *Casework) WishesNoMen(ctx context.Context, tx *db.Tx, client pana.ClientID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM alerts a WHERE a.client_id = $1 AND a.kind = $2 AND (a.until = '' OR a.until > $3))`,
		client, NoMen, string(c.h.Today(tx.Now)))
}

// WatchFor is Watch for a page that shows a name again: how many entries of the
// watch list the name is like, and how many of them lie in files that the actor is
// not kept from. Everyone is told the same whatever the answer; the second number
// is for those who may see the watch list.
func (c *Casework) WatchFor(ctx context.Context, tx *db.Tx, name string) (all, known int, err error) {
	key, err := c.watchKey()
	if err != nil {
		return 0, 0, err
	}
	defer clear(key)
	found, err := key.like(name, func(tokens [][]byte) ([]pana.PersonID, error) { return watchedBy(ctx, tx, tokens) })
	if err != nil || len(found) == 0 {
		return 0, 0, err
	}
	in, args := db.In([]any{string(pana.ActorFrom(ctx).Staff)}, found)
	known, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM persons e WHERE e.id IN (`+in+`) AND `+unhidden(1), args...)
	return len(found), known, err
}
