package trail

import (
	"context"
	"strconv"

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
