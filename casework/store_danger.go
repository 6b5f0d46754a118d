package casework

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A DangerOpening is one time that parts of a file were opened in danger.
type DangerOpening struct {
	ID     string       `db:"id"`
	Reader pana.StaffID `db:"staff_id"` // to whom
	By     pana.StaffID `db:"by_staff"` // who opened it; the reader herself where her keys reach
	Second pana.StaffID `db:"second"`   // who stood beside; empty where one was enough
	Parts  string       `db:"parts"`    // compartments
	At     int64        `db:"at"`       // microseconds, see db.FromMicros
	Until  int64        `db:"until"`
	Ended  int64        `db:"ended"`
	Reason string       `db:"-"` // as far as the reader's keys open it
}

// Compartments are the parts.
func (o DangerOpening) Compartments() []pana.Compartment {
	var cs []pana.Compartment
	for _, c := range strings.Fields(o.Parts) {
		cs = append(cs, pana.Compartment(c))
	}
	return cs
}

// Running reports whether the parts are open at a moment in microseconds.
func (o DangerOpening) Running(now int64) bool { return o.Ended == 0 && o.Until > now }

const dangerColumns = `id, staff_id, by_staff, second, parts, at, until, ended`

func insertDanger(ctx context.Context, tx *db.Tx, client pana.ClientID, o DangerOpening) error {
	_, err := tx.Exec(ctx, `INSERT INTO danger_openings (id, client_id, staff_id, by_staff, second, parts, at, until, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`, o.ID, client, o.Reader, o.By, o.Second, o.Parts, o.At, o.Until)
	return err
}

// dangerOf are the openings of a file, the newest first.
func dangerOf(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]DangerOpening, error) {
	return db.Select[DangerOpening](ctx, tx, `SELECT `+dangerColumns+` FROM danger_openings WHERE client_id = $1 ORDER BY id DESC LIMIT $2`, client, limit)
}

func findDanger(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (DangerOpening, bool, error) {
	return db.Find[DangerOpening](ctx, tx, `SELECT `+dangerColumns+` FROM danger_openings WHERE client_id = $1 AND id = $2`, client, id)
}

// endDanger ends what is open to one person of one file.
func endDanger(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID) error {
	_, err := tx.Exec(ctx, `UPDATE danger_openings SET ended = $1 WHERE client_id = $2 AND staff_id = $3 AND ended = 0 AND until > $1`,
		db.Micros(tx.Now), client, reader)
	return err
}

// openInDanger are the compartments of a file that are open to one person now,
// and until when the last of them is.
func openInDanger(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID) (parts []pana.Compartment, until int64, err error) {
	running, err := db.Select[DangerOpening](ctx, tx, `SELECT `+dangerColumns+` FROM danger_openings
		WHERE client_id = $1 AND staff_id = $2 AND until > $3 AND ended = 0`, client, reader, db.Micros(tx.Now))
	for _, o := range running {
		until = max(until, o.Until)
		for _, c := range o.Compartments() {
			if !slices.Contains(parts, c) {
				parts = append(parts, c)
			}
		}
	}
	return parts, until, err
}

// workersOf are those who work with a client now.
func workersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM assignments WHERE client_id = $1 AND until = '' ORDER BY staff_id`, client)
}
