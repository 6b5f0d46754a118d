package trail

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// OfClient returns the newest lines about one file, at most limit. The caller
// has checked that the actor may see the trail of this client. Of private notes
// she gets her own lines only: see others.
func OfClient(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]Line, error) {
	actor := pana.ActorFrom(ctx).Staff
	lines, err := db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail l WHERE client_id = $2 AND NOT `+others+` ORDER BY id DESC LIMIT $3`, string(actor), string(client), limit)
	return unsaid(lines, actor), err
}

// others are the lines about private notes that $1 did not make: nobody is told
// even that somebody else keeps such notes. See policy.Private.
const (
	others  = `(l.staff_id <> $1 AND ` + private + `)`
	private = `(l.act LIKE '` + policy.PrivateActs + `%' AND l.act <> '` + string(policy.BreakGlass) + `' OR l.act LIKE '` + policy.Complaining + `%')`
)

// unsaid takes out of others' lines that therapy words were opened, which would
// say that there are some.
func unsaid(lines []Line, reader pana.StaffID) []Line {
	for i, l := range lines {
		if l.Staff == reader || !strings.Contains(l.Opened, string(pana.Therapy)) {
			continue
		}
		cs := slices.DeleteFunc(strings.Fields(l.Opened), func(c string) bool { return c == string(pana.Therapy) })
		lines[i].Opened = strings.Join(cs, " ")
	}
	return lines
}

// OfHouse returns the newest lines of the whole house that the actor may know
// of, at most limit: lines about a file hidden from her are left out, with those
// about the request that it began with and others' lines about private notes, and
// nothing is numbered, so that no gap shows.
func OfHouse(ctx context.Context, tx *db.Tx, tonight pana.Night, limit int) ([]Line, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, tonight)
	args = append(args, limit)
	lines, err := db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail l WHERE (client_id = '' AND length(l.salt) > 0 AND NOT EXISTS (SELECT 1 FROM requests q JOIN clients c ON c.id = q.client_id
			WHERE q.id = l.object_id AND NOT (`+cond+`)) AND NOT EXISTS (SELECT 1 FROM incident_parts p JOIN clients c ON c.id = p.client_id
			WHERE p.incident_id = l.object_id AND NOT (`+cond+`))
		OR EXISTS (SELECT 1 FROM clients c WHERE c.id = l.client_id AND `+cond+`)) AND NOT `+others+`
		ORDER BY id DESC LIMIT `+placeholder(len(args)), args...)
	return unsaid(lines, pana.ActorFrom(ctx).Staff), err
}

func placeholder(n int) string { return "$" + strconv.Itoa(n) }

// SignIns returns when a member of staff signed in, the newest first, at most limit.
func SignIns(ctx context.Context, tx *db.Tx, staff pana.StaffID, limit int) ([]time.Time, error) {
	at, err := db.Select[int64](ctx, tx, `SELECT at FROM trail WHERE staff_id = $1 AND act = 'session.begin' ORDER BY at DESC LIMIT $2`,
		string(staff), limit)
	return times(at), err
}

// Refusals returns when somebody was refused at the door who had typed the name
// of staff, the newest first, at most limit.
func Refusals(ctx context.Context, tx *db.Tx, staff pana.StaffID, limit int) ([]time.Time, error) {
	at, err := db.Select[int64](ctx, tx, `SELECT at FROM trail WHERE object_id = $1 AND act = 'session.refused' ORDER BY at DESC LIMIT $2`,
		string(staff), limit)
	return times(at), err
}

// RefusedSince returns how often somebody was refused at the door since a moment who
// had typed the name of staff, counting no further than most, and when last.
func RefusedSince(ctx context.Context, tx *db.Tx, staff pana.StaffID, since, most int64) (n, last int64, err error) {
	type row struct {
		N    int64 `db:"n"`
		Last int64 `db:"last"`
	}
	r, err := db.Get[row](ctx, tx, `SELECT COUNT(*) AS n, CAST(COALESCE(MAX(at), 0) AS BIGINT) AS last FROM (SELECT at FROM trail
		WHERE object_id = $1 AND act = 'session.refused' AND at > $2 ORDER BY at DESC LIMIT $3) latest`, string(staff), since, most)
	return r.N, r.Last, err
}

// LastSignIn returns when staff last signed in, 0 if never.
func LastSignIn(ctx context.Context, tx *db.Tx, staff pana.StaffID) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT CAST(COALESCE(MAX(at), 0) AS BIGINT) FROM trail WHERE staff_id = $1 AND act = 'session.begin'`, string(staff))
}

func times(micros []int64) []time.Time {
	times := make([]time.Time, len(micros))
	for i, m := range micros {
		times[i] = db.FromMicros(m)
	}
	return times
}

// WrittenSince returns the newest lines after a moment in which somebody other
// than staff wrote something into a file, at most limit; of private notes none.
// It asks nobody's leave: the caller leaves out what her reader may not learn.
func WrittenSince(ctx context.Context, tx *db.Tx, since time.Time, staff pana.StaffID, limit int) ([]Line, error) {
	return db.Select[Line](ctx, tx, `
		SELECT id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest
		FROM trail l WHERE id > $1 AND client_id <> '' AND staff_id <> $2 AND length(digest) > 0 AND NOT `+private+` ORDER BY id DESC LIMIT $3`,
		pana.FirstID(since), string(staff), limit)
}
