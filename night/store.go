package night

import (
	"context"
	"math"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const shiftColumns = `SELECT id, site_id, staff_id, began, ended, ended_by FROM shifts `

func shiftsOpen(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Shift, error) {
	return db.Select[Shift](ctx, tx, shiftColumns+`WHERE site_id = $1 AND ended = 0 ORDER BY began, id`, site)
}

func insertShift(ctx context.Context, tx *db.Tx, s Shift) error {
	_, err := tx.Exec(ctx, `INSERT INTO shifts (id, site_id, staff_id, began, ended, ended_by) VALUES ($1, $2, $3, $4, 0, '')`, s.ID, s.Site, s.Staff, s.Began)
	return err
}

func endShift(ctx context.Context, tx *db.Tx, s Shift) (int64, error) {
	return tx.Exec(ctx, `UPDATE shifts SET ended = $1, ended_by = $2 WHERE id = $3 AND ended = 0`, s.Ended, s.EndedBy, s.ID)
}

const handoverColumns = `SELECT id, site_id, begun, given, by_staff, version FROM handovers `

func openHandover(ctx context.Context, tx *db.Tx, site pana.SiteID) (Handover, bool, error) {
	return db.Find[Handover](ctx, tx, handoverColumns+`WHERE site_id = $1 AND given = 0`, site)
}

func lastHandover(ctx context.Context, tx *db.Tx, site pana.SiteID) (Handover, bool, error) {
	return db.Find[Handover](ctx, tx, handoverColumns+`WHERE site_id = $1 AND given > 0 ORDER BY given DESC, id DESC LIMIT 1`, site)
}

func handoverByID(ctx context.Context, tx *db.Tx, id HandoverID) (Handover, bool, error) {
	return db.Find[Handover](ctx, tx, handoverColumns+`WHERE id = $1`, id)
}

// givenBefore is when the handover before h was given at its site; 0 when none was.
func givenBefore(ctx context.Context, tx *db.Tx, h Handover) (int64, error) {
	until := h.Given
	if until == 0 {
		until = math.MaxInt64
	}
	return db.Get[int64](ctx, tx, `SELECT COALESCE(MAX(given), 0) FROM handovers WHERE site_id = $1 AND given > 0 AND id <> $2 AND given < $3`, h.Site, h.ID, until)
}

func handoversGiven(ctx context.Context, tx *db.Tx, site pana.SiteID, limit int) ([]Handover, error) {
	return db.Select[Handover](ctx, tx, handoverColumns+`WHERE site_id = $1 AND given > 0 ORDER BY given DESC, id DESC LIMIT `+strconv.Itoa(limit), site)
}

func insertHandover(ctx context.Context, tx *db.Tx, h Handover) error {
	_, err := tx.Exec(ctx, `INSERT INTO handovers (id, site_id, begun, given, by_staff, version) VALUES ($1, $2, $3, 0, '', 1)`, h.ID, h.Site, h.Begun)
	return err
}

func touchHandover(ctx context.Context, tx *db.Tx, h Handover) (int64, error) {
	return tx.Exec(ctx, `UPDATE handovers SET version = version + 1 WHERE id = $1 AND version = $2 AND given = 0`, h.ID, h.Version)
}

func giveHandover(ctx context.Context, tx *db.Tx, h Handover) (int64, error) {
	return tx.Exec(ctx, `UPDATE handovers SET given = $1, by_staff = $2, version = version + 1 WHERE id = $3 AND given = 0`, h.Given, h.By, h.ID)
}

// linesOf returns the lines of a handover about those under cond, in the order in
// which they came to the house.
func linesOf(ctx context.Context, tx *db.Tx, h HandoverID, cond string, args []any) ([]Line, error) {
	args = append(args, h)
	return db.Select[Line](ctx, tx, `SELECT l.id, l.client_id, c.code, l.urgency, l.by_staff, l.at, l.version
		FROM handover_lines l CROSS JOIN clients c WHERE c.id = l.client_id AND l.handover_id = $`+strconv.Itoa(len(args))+` AND `+cond+`
		ORDER BY l.client_id`, args...)
}

// lineOf returns the line about a client in a handover; one without ID when there
// is none.
func lineOf(ctx context.Context, tx *db.Tx, h HandoverID, client pana.ClientID) (Line, error) {
	l, _, err := db.Find[Line](ctx, tx, `SELECT id, client_id, '' AS code, urgency, by_staff, at, version FROM handover_lines
		WHERE handover_id = $1 AND client_id = $2`, h, client)
	return l, err
}

// putLine writes the line about a client, whose version was seen; 0 for a new one.
// It returns 0 when another was written meanwhile.
func putLine(ctx context.Context, tx *db.Tx, id string, h HandoverID, client pana.ClientID, version int64, urgency string) (int64, error) {
	by, at := pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)
	if version > 0 {
		return tx.Exec(ctx, `UPDATE handover_lines SET urgency = $1, by_staff = $2, at = $3, version = version + 1 WHERE id = $4 AND version = $5`,
			urgency, by, at, id, version)
	}
	return tx.Exec(ctx, `INSERT INTO handover_lines (id, handover_id, client_id, urgency, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, $6, 1)
		ON CONFLICT DO NOTHING`, id, h, client, urgency, by, at)
}

func readsOf(ctx context.Context, tx *db.Tx, h HandoverID) ([]Read, error) {
	return db.Select[Read](ctx, tx, `SELECT staff_id, at FROM handover_reads WHERE handover_id = $1 ORDER BY at, staff_id`, h)
}

func insertRead(ctx context.Context, tx *db.Tx, h HandoverID, staff pana.StaffID, at int64) (int64, error) {
	return tx.Exec(ctx, `INSERT INTO handover_reads (handover_id, staff_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, h, staff, at)
}

// linesAbout returns the last lines about a client but those of one handover, the
// newest first.
func linesAbout(ctx context.Context, tx *db.Tx, client pana.ClientID, but HandoverID, limit int) ([]Line, error) {
	return db.Select[Line](ctx, tx, `SELECT id, client_id, '' AS code, urgency, by_staff, at, version FROM handover_lines
		WHERE client_id = $1 AND handover_id <> $2 ORDER BY at DESC, id DESC LIMIT `+strconv.Itoa(limit), client, but)
}
