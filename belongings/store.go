package belongings

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func by(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

const keptColumns = `SELECT id, number, kind, amount, currency, wish, place, on_day, signed, back, back_on, by_staff, version FROM kept_things `

func keptOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Kept, error) {
	return db.Select[Kept](ctx, tx, keptColumns+`WHERE client_id = $1 ORDER BY CASE back_on WHEN '' THEN 0 ELSE 1 END, number DESC`, client)
}

func keptByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id KeptID) (Kept, bool, error) {
	return db.Find[Kept](ctx, tx, keptColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

// nextNumber is the number of her next envelope; the index lets no two have one.
func nextNumber(ctx context.Context, tx *db.Tx, client pana.ClientID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM kept_things WHERE client_id = $1`, client)
}

func insertKept(ctx context.Context, tx *db.Tx, id KeptID, client pana.ClientID, episode pana.EpisodeID, number int, n NewKept) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO kept_things (id, client_id, episode_id, number, kind, amount, currency, wish, place, on_day, signed, back, back_on, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', $12, $13, 1)`,
		id, client, episode, number, n.Kind, n.Amount, n.Currency, n.Wish, n.Place, n.On, signedOn(n.Signed, n.On), by(ctx), db.Micros(tx.Now))
	return err
}

func signKept(ctx context.Context, tx *db.Tx, id KeptID, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE kept_things SET signed = $1, version = version + 1 WHERE id = $2 AND signed = ''`, on, id)
	return err
}

// takeFromKept returns 0 when somebody else was faster.
func takeFromKept(ctx context.Context, tx *db.Tx, id KeptID, version, amount int64, backOn pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE kept_things SET back = back + $1, back_on = $2, version = version + 1 WHERE id = $3 AND version = $4`, amount, backOn, id, version)
}

func insertHanded(ctx context.Context, tx *db.Tx, client pana.ClientID, h Handed) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO handed_back (id, kept_id, client_id, amount, way, on_day, signed, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, h.ID, h.Kept, client, h.Amount, h.Way, h.On, h.Signed, by(ctx), db.Micros(tx.Now))
	return err
}

func handedOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Handed, error) {
	return db.Select[Handed](ctx, tx, `SELECT id, kept_id, amount, way, on_day, signed, by_staff FROM handed_back WHERE client_id = $1 ORDER BY id`, client)
}

func handedSigned(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (pana.Date, bool, error) {
	return db.Find[pana.Date](ctx, tx, `SELECT signed FROM handed_back WHERE id = $1 AND client_id = $2`, id, client)
}

func signHanded(ctx context.Context, tx *db.Tx, id string, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE handed_back SET signed = $1 WHERE id = $2 AND signed = ''`, on, id)
	return err
}

func insertGiven(ctx context.Context, tx *db.Tx, id GivenID, client pana.ClientID, episode pana.EpisodeID, n NewGiven) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO given_things (id, client_id, episode_id, kind, quantity, amount, currency, on_day, signed, by_staff, at, payer)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		id, client, episode, n.Kind, n.Quantity, n.Amount, n.Currency, n.On, signedOn(n.Signed, n.On), by(ctx), db.Micros(tx.Now), n.Payer)
	return err
}

func givenOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Given, error) {
	return db.Select[Given](ctx, tx, `SELECT id, kind, quantity, amount, currency, on_day, signed, payer, by_staff FROM given_things
		WHERE client_id = $1 ORDER BY on_day DESC, id DESC`, client)
}

func envelopes(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Envelope, error) {
	return db.Select[Envelope](ctx, tx, `
		SELECT k.client_id, c.code, k.number, k.kind, k.place, k.wish, k.on_day,
			EXISTS (SELECT 1 FROM episodes e WHERE e.client_id = c.id AND e.closed = '') AS here
		FROM kept_things k JOIN clients c ON c.id = k.client_id
		WHERE k.back_on = '' AND (`+cond+`) ORDER BY k.place, c.code, k.number`, args...)
}
