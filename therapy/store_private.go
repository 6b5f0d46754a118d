package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

const noteColumns = `id, episode_id, kind, compartment, on_day, source, interpreted, supersedes, by_staff, at`

// privateNotes are the private notes of one author about a client.
func privateNotes(ctx context.Context, tx *db.Tx, client pana.ClientID, author pana.StaffID, limit int) ([]casework.Note, error) {
	return db.Select[casework.Note](ctx, tx, `SELECT `+noteColumns+` FROM notes
		WHERE client_id = $1 AND compartment = $2 AND by_staff = $3 AND NOT superseded ORDER BY on_day DESC, id DESC LIMIT $4`,
		client, pana.Therapy, author, limit)
}

// passedNotes are those of authors who worked with a client as psychologists and
// do so no more, for who follows.
func passedNotes(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID, limit int) ([]casework.Note, error) {
	return db.Select[casework.Note](ctx, tx, `SELECT `+noteColumns+` FROM notes n
		WHERE n.client_id = $1 AND n.compartment = $2 AND n.by_staff <> $3 AND NOT n.superseded AND NOT EXISTS (
			SELECT 1 FROM assignments a JOIN staff s ON s.id = a.staff_id
			WHERE a.client_id = n.client_id AND a.staff_id = n.by_staff AND a.until = '' AND s.ended = '')
		ORDER BY n.on_day DESC, n.id DESC LIMIT $4`, client, pana.Therapy, reader, limit)
}

// followed reports whether another psychologist worked with a client before, and
// does so no more.
func followed(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM assignments a JOIN staff s ON s.id = a.staff_id
		WHERE a.client_id = $1 AND a.staff_id <> $2 AND a.role = $3 AND (a.until <> '' OR s.ended <> ''))`, client, reader, pana.Psychologist)
}

// allPrivateNotes are those of every author: for breaking the glass alone.
func allPrivateNotes(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]casework.Note, error) {
	return db.Select[casework.Note](ctx, tx, `SELECT `+noteColumns+` FROM notes
		WHERE client_id = $1 AND compartment = $2 AND NOT superseded ORDER BY on_day DESC, id DESC LIMIT $3`,
		client, pana.Therapy, limit)
}

const childhoodColumns = `SELECT id, supersedes, by_staff, on_day FROM early_childhoods `

func childhoods(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Childhood, error) {
	return db.Select[Childhood](ctx, tx, childhoodColumns+`WHERE client_id = $1 AND NOT superseded ORDER BY id DESC`, client)
}

func childhoodByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Childhood, bool, error) {
	return db.Find[Childhood](ctx, tx, childhoodColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func insertChildhood(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, supersedes string, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO early_childhoods (id, client_id, supersedes, superseded, by_staff, on_day, at) VALUES ($1, $2, $3, FALSE, $4, $5, $6)`,
		id, client, supersedes, pana.ActorFrom(ctx).Staff, on, db.Micros(tx.Now))
	return err
}

// supersedeChildhood returns 0 when someone else did so already.
func supersedeChildhood(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE early_childhoods SET superseded = TRUE WHERE id = $1 AND NOT superseded`, id)
}
