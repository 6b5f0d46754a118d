package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/people"
)

// The SQL of who helps at lessons.

func helpingRows(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]Helping, error) {
	return db.Select[Helping](ctx, tx, `SELECT id, slot_id, on_day, outsider_id, staff_id, state, version FROM youth_helping
		WHERE site_id = $1 AND on_day >= $2 AND on_day <= $3 ORDER BY on_day, id`, site, from, until)
}

// putHelping writes what is known of one person's help at one lesson, whatever stood.
func putHelping(ctx context.Context, tx *db.Tx, site pana.SiteID, h Helping) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_helping (id, site_id, slot_id, on_day, outsider_id, staff_id, state, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
		ON CONFLICT (slot_id, on_day, outsider_id, staff_id) DO UPDATE SET state = excluded.state, by_staff = excluded.by_staff, at = excluded.at, version = youth_helping.version + 1`,
		h.ID, site, h.Slot, h.On, h.Volunteer, h.Staff, h.State, me(ctx), db.Micros(tx.Now))
	return err
}

// teachersAt are those who work at a centre and are not there as volunteers.
func teachersAt(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM grants WHERE site_id = $1 AND until = '' AND role IN ($2, $3, $4) ORDER BY staff_id`,
		site, pana.Teacher, pana.YouthWorker, pana.CentreHead)
}

type helpedRow struct {
	ID      string       `db:"id"`
	Slot    SlotID       `db:"slot_id"`
	On      pana.Date    `db:"on_day"`
	Minutes int          `db:"minutes"`
	By      pana.StaffID `db:"by_staff"`
}

func helpedRows(ctx context.Context, tx *db.Tx, volunteer people.OutsiderID) ([]helpedRow, error) {
	return db.Select[helpedRow](ctx, tx, `SELECT h.id, h.slot_id, h.on_day, l.minutes, h.by_staff FROM youth_helping h JOIN youth_lessons l ON l.slot_id = h.slot_id AND l.on_day = h.on_day
		WHERE h.outsider_id = $1 AND h.outsider_id <> '' AND h.state = $2 AND l.state = $3 ORDER BY h.on_day DESC, h.id DESC`, volunteer, Helped, Held)
}
