package night

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The SQL of the roster.

const dutyColumns = `SELECT d.id, d.site_id, d.staff_id, d.on_day, d.starts, d.minutes, d.asleep FROM roster_duties d `

func dutiesOf(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]Duty, error) {
	return db.Select[Duty](ctx, tx, dutyColumns+`WHERE d.site_id = $1 AND d.on_day >= $2 AND d.on_day <= $3 ORDER BY d.on_day, d.starts, d.id`, site, from, until)
}

func dutiesFor(ctx context.Context, tx *db.Tx, staff pana.StaffID, from, until pana.Date) ([]Duty, error) {
	return db.Select[Duty](ctx, tx, dutyColumns+`WHERE d.staff_id = $1 AND d.on_day >= $2 AND d.on_day <= $3 ORDER BY d.on_day, d.starts, d.id`, staff, from, until)
}

func dutyByID(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (Duty, bool, error) {
	return db.Find[Duty](ctx, tx, dutyColumns+`WHERE d.site_id = $1 AND d.id = $2`, site, id)
}

func insertDuty(ctx context.Context, tx *db.Tx, d Duty) error {
	_, err := tx.Exec(ctx, `INSERT INTO roster_duties (id, site_id, staff_id, on_day, starts, minutes, asleep, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		d.ID, d.Site, d.Staff, d.On, d.Starts, d.Minutes, d.Asleep, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func deleteDuty(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM roster_duties WHERE id = $1`, id)
	return err
}

func rosterRules(ctx context.Context, tx *db.Tx, site pana.SiteID) (RosterRules, error) {
	r, _, err := db.Find[RosterRules](ctx, tx, `SELECT longest, awake, pair, begins, ends, version FROM roster_rules WHERE id = $1`, site)
	return r, err
}

// putRosterRules writes if the row still has version; version 0 is no row yet.
func putRosterRules(ctx context.Context, tx *db.Tx, site pana.SiteID, r RosterRules, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO roster_rules (id, longest, awake, pair, begins, ends, version) VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (id) DO NOTHING`,
			site, r.Longest, r.Awake, r.Pair, r.Begins, r.Ends)
	}
	return tx.Exec(ctx, `UPDATE roster_rules SET longest = $1, awake = $2, pair = $3, begins = $4, ends = $5, version = version + 1 WHERE id = $6 AND version = $7`,
		r.Longest, r.Awake, r.Pair, r.Begins, r.Ends, site, version)
}
