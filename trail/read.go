package trail

import (
	"context"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// OfClient returns the newest lines about one file, at most limit. The caller
// has checked that the actor may see the trail of this client.
func OfClient(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]Line, error) {
	return db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail WHERE client_id = $1 ORDER BY id DESC LIMIT $2`, string(client), limit)
}

// OfHouse returns the newest lines of the whole house that the actor may know
// of, at most limit: lines about a file hidden from her are left out, with those
// about the request that it began with, and nothing is numbered, so that no gap
// shows.
func OfHouse(ctx context.Context, tx *db.Tx, tonight pana.Night, limit int) ([]Line, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, limit)
	return db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail l WHERE client_id = '' AND NOT EXISTS (SELECT 1 FROM requests q JOIN clients c ON c.id = q.client_id
			WHERE q.id = l.object_id AND NOT (`+cond+`))
		OR EXISTS (SELECT 1 FROM clients c WHERE c.id = l.client_id AND `+cond+`)
		ORDER BY id DESC LIMIT `+placeholder(len(args)), args...)
}

func placeholder(n int) string { return "$" + strconv.Itoa(n) }

// SignIns returns when a member of staff signed in, the newest first, at most limit.
func SignIns(ctx context.Context, tx *db.Tx, staff pana.StaffID, limit int) ([]time.Time, error) {
	at, err := db.Select[int64](ctx, tx, `SELECT at FROM trail WHERE staff_id = $1 AND act = 'session.begin' ORDER BY at DESC LIMIT $2`,
		string(staff), limit)
	times := make([]time.Time, len(at))
	for i, m := range at {
		times[i] = db.FromMicros(m)
	}
	return times, err
}

// WrittenSince returns the newest lines after a moment in which somebody other
// than staff wrote something into a file, at most limit. It asks nobody's
// leave: the caller leaves out what her reader may not learn.
func WrittenSince(ctx context.Context, tx *db.Tx, since time.Time, staff pana.StaffID, limit int) ([]Line, error) {
	return db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail WHERE id > $1 AND client_id <> '' AND staff_id <> $2 AND length(digest) > 0 ORDER BY id DESC LIMIT $3`,
		pana.FirstID(since), string(staff), limit)
}
