package night

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const outColumns = `SELECT o.id, o.client_id, c.code, o.site_id, o.went, o.expected, o.back, o.by_staff, o.back_by, o.version
	FROM outs o CROSS JOIN clients c WHERE c.id = o.client_id AND `

// awayOf returns the time that goes on that a client is out.
func awayOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Out, bool, error) {
	return db.Find[Out](ctx, tx, outColumns+`o.client_id = $1 AND o.back = 0`, client)
}

func outsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]Out, error) {
	return db.Select[Out](ctx, tx, outColumns+`o.client_id = $1 ORDER BY o.went DESC, o.id DESC LIMIT `+strconv.Itoa(limit), client)
}

// outsAt returns who is out at a site of those under cond: who is expected first,
// then those of whom nothing was said.
func outsAt(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) ([]Out, error) {
	args = append(args, site)
	return db.Select[Out](ctx, tx, outColumns+`o.site_id = $`+strconv.Itoa(len(args))+` AND o.back = 0 AND `+cond+`
		ORDER BY CASE o.expected WHEN 0 THEN 1 ELSE 0 END, o.expected, o.went, o.id`, args...)
}

// putOut writes a time out, or what is now said of it.
func putOut(ctx context.Context, tx *db.Tx, o Out) (int64, error) {
	if o.Version > 0 {
		return tx.Exec(ctx, `UPDATE outs SET went = $1, expected = $2, version = version + 1 WHERE id = $3 AND version = $4 AND back = 0`,
			o.Went, o.Expected, o.ID, o.Version)
	}
	return tx.Exec(ctx, `INSERT INTO outs (id, client_id, site_id, went, expected, back, by_staff, back_by, version)
		VALUES ($1, $2, $3, $4, $5, 0, $6, '', 1) ON CONFLICT DO NOTHING`, o.ID, o.Client, o.Site, o.Went, o.Expected, o.By)
}

func endOut(ctx context.Context, tx *db.Tx, id OutID, at int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE outs SET back = $1, back_by = $2, version = version + 1 WHERE id = $3 AND back = 0`, at, pana.ActorFrom(ctx).Staff, id)
}

func stepsOf(ctx context.Context, tx *db.Tx, id OutID) ([]Step, error) {
	return db.Select[Step](ctx, tx, `SELECT id, step, by_staff, at FROM out_steps WHERE out_id = $1 ORDER BY at, step`, id)
}

func insertStep(ctx context.Context, tx *db.Tx, id string, out OutID, client pana.ClientID, step int, at int64) (int64, error) {
	return tx.Exec(ctx, `INSERT INTO out_steps (id, out_id, client_id, step, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		id, out, client, step, pana.ActorFrom(ctx).Staff, at)
}

const rollColumns = `SELECT id, site_id, began, ended, places, found, by_staff, ended_by FROM roll_calls `

func openRoll(ctx context.Context, tx *db.Tx, site pana.SiteID) (Roll, bool, error) {
	return db.Find[Roll](ctx, tx, rollColumns+`WHERE site_id = $1 AND ended = 0`, site)
}

func rollsBefore(ctx context.Context, tx *db.Tx, site pana.SiteID, limit int) ([]Roll, error) {
	return db.Select[Roll](ctx, tx, rollColumns+`WHERE site_id = $1 AND ended > 0 ORDER BY ended DESC, id DESC LIMIT `+strconv.Itoa(limit), site)
}

func insertRoll(ctx context.Context, tx *db.Tx, r Roll) (int64, error) {
	return tx.Exec(ctx, `INSERT INTO roll_calls (id, site_id, began, ended, places, found, by_staff, ended_by) VALUES ($1, $2, $3, 0, 0, 0, $4, '')
		ON CONFLICT DO NOTHING`, r.ID, r.Site, r.Began, r.By)
}

// endRoll writes how a roll call ended; what was ticked goes.
func endRoll(ctx context.Context, tx *db.Tx, r Roll) (int64, error) {
	if _, err := tx.Exec(ctx, `DELETE FROM roll_ticks WHERE roll_id = $1`, r.ID); err != nil {
		return 0, err
	}
	return tx.Exec(ctx, `UPDATE roll_calls SET ended = $1, ended_by = $2, places = $3, found = $4 WHERE id = $5 AND ended = 0`,
		r.Ended, r.EndedBy, r.Places, r.Found, r.ID)
}

func ticks(ctx context.Context, tx *db.Tx, id RollID) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT place FROM roll_ticks WHERE roll_id = $1 ORDER BY place`, id)
}

func tick(ctx context.Context, tx *db.Tx, id RollID, place string, off bool) (int64, error) {
	if off {
		return tx.Exec(ctx, `DELETE FROM roll_ticks WHERE roll_id = $1 AND place = $2`, id, place)
	}
	return tx.Exec(ctx, `INSERT INTO roll_ticks (roll_id, place, by_staff, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		id, place, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
}

type pageRow struct {
	Site    pana.SiteID  `db:"site_id"`
	Kind    string       `db:"kind"`
	Words   []byte       `db:"words"`
	By      pana.StaffID `db:"by_staff"`
	At      int64        `db:"at"`
	Version int64        `db:"version"`
}

func pageOf(ctx context.Context, tx *db.Tx, site pana.SiteID, kind string) (pageRow, bool, error) {
	return db.Find[pageRow](ctx, tx, `SELECT site_id, kind, words, by_staff, at, version FROM house_pages WHERE site_id = $1 AND kind = $2`, site, kind)
}

// putPage writes a page in its next version; it returns 0 when somebody else did.
func putPage(ctx context.Context, tx *db.Tx, r pageRow) (int64, error) {
	if r.Version == 1 {
		return tx.Exec(ctx, `INSERT INTO house_pages (site_id, kind, words, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT DO NOTHING`,
			r.Site, r.Kind, r.Words, r.By, r.At)
	}
	return tx.Exec(ctx, `UPDATE house_pages SET words = $1, by_staff = $2, at = $3, version = $4 WHERE site_id = $5 AND kind = $6 AND version = $7`,
		r.Words, r.By, r.At, r.Version, r.Site, r.Kind, r.Version-1)
}

func insertCall(ctx context.Context, tx *db.Tx, c Call) error {
	_, err := tx.Exec(ctx, `INSERT INTO phone_calls (id, site_id, at, kind, language, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, 1)`,
		c.ID, c.Site, c.At, c.Kind, c.Language, c.By)
	return err
}

func callsAt(ctx context.Context, tx *db.Tx, site pana.SiteID, limit int) ([]Call, error) {
	return db.Select[Call](ctx, tx, `SELECT id, site_id, at, kind, language, by_staff, version FROM phone_calls
		WHERE site_id = $1 ORDER BY at DESC, id DESC LIMIT `+strconv.Itoa(limit), site)
}
