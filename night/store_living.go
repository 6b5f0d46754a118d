package night

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type agreementRow struct {
	Agreement
	Sealed []byte `db:"words"`
}

func agreementAt(ctx context.Context, tx *db.Tx, site pana.SiteID) (agreementRow, bool, error) {
	return db.Find[agreementRow](ctx, tx, `SELECT id, site_id, number, since, words, by_staff FROM house_agreements WHERE site_id = $1 ORDER BY number DESC LIMIT 1`, site)
}

func insertAgreement(ctx context.Context, tx *db.Tx, a Agreement, words []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO house_agreements (id, site_id, number, since, words, by_staff) VALUES ($1, $2, $3, $4, $5, $6)`,
		a.ID, a.Site, a.Number, a.Since, words, pana.ActorFrom(ctx).Staff)
	return err
}

func agreedOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Agreed, error) {
	return db.Select[Agreed](ctx, tx, `SELECT d.agreement_id, a.number, d.answer, d.way, d.language, d.on_day, d.by_staff
		FROM house_agreed d JOIN house_agreements a ON a.id = d.agreement_id WHERE d.client_id = $1 AND d.newest ORDER BY a.number DESC, d.id DESC`, client)
}

func insertAgreed(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, a Agreed) error {
	if _, err := tx.Exec(ctx, `UPDATE house_agreed SET newest = FALSE WHERE client_id = $1 AND agreement_id = $2 AND newest`, client, a.Agreement); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO house_agreed (id, client_id, agreement_id, answer, way, language, on_day, newest, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, $8, $9)`,
		id, client, a.Agreement, a.Answer, a.Way, a.Language, a.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

type choreRow struct {
	Chore
	Sealed []byte `db:"words"`
}

func choresAt(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]choreRow, error) {
	return db.Select[choreRow](ctx, tx, `SELECT id, site_id, words FROM chores WHERE site_id = $1 AND NOT ended ORDER BY id`, site)
}

func insertChore(ctx context.Context, tx *db.Tx, id string, site pana.SiteID, words []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO chores (id, site_id, words, ended, version) VALUES ($1, $2, $3, FALSE, 1)`, id, site, words)
	return err
}

func endChore(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (int64, error) {
	if _, err := tx.Exec(ctx, `DELETE FROM chore_turns WHERE chore_id = $1 AND site_id = $2`, id, site); err != nil {
		return 0, err
	}
	return tx.Exec(ctx, `UPDATE chores SET ended = TRUE, version = version + 1 WHERE id = $1 AND site_id = $2 AND NOT ended`, id, site)
}

// turnsFrom returns the turns of a site from a day on, of rooms and of those under cond.
func turnsFrom(ctx context.Context, tx *db.Tx, cond string, args []any, site pana.SiteID, from pana.Date) ([]Turn, error) {
	all := append(append([]any{}, args...), string(site), string(from))
	return db.Select[Turn](ctx, tx, `SELECT t.id, t.chore_id, t.site_id, t.on_day, t.room_id, t.client_id, COALESCE(c.code, '') AS code, t.done, t.version
		FROM chore_turns t LEFT JOIN clients c ON c.id = t.client_id
		WHERE t.site_id = $`+strconv.Itoa(len(all)-1)+` AND t.on_day >= $`+strconv.Itoa(len(all))+` AND (t.client_id = '' OR (`+cond+`)) ORDER BY t.on_day, t.id`, all...)
}

func insertTurn(ctx context.Context, tx *db.Tx, t Turn) error {
	_, err := tx.Exec(ctx, `INSERT INTO chore_turns (id, chore_id, site_id, on_day, room_id, client_id, done, version) VALUES ($1, $2, $3, $4, $5, $6, FALSE, 1)`,
		t.ID, t.Chore, t.Site, t.On, t.Room, t.Client)
	return err
}

func tickTurn(ctx context.Context, tx *db.Tx, id string, done bool) error {
	_, err := tx.Exec(ctx, `UPDATE chore_turns SET done = $1, version = version + 1 WHERE id = $2`, done, id)
	return err
}

func setTurn(ctx context.Context, tx *db.Tx, id string, room pana.RoomID, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `UPDATE chore_turns SET room_id = $1, client_id = $2, version = version + 1 WHERE id = $3`, room, client, id)
	return err
}

func dropTurn(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM chore_turns WHERE id = $1`, id)
	return err
}

// forgetTurns takes out what is past, done or not.
func forgetTurns(ctx context.Context, tx *db.Tx, site pana.SiteID, before pana.Date) error {
	_, err := tx.Exec(ctx, `DELETE FROM chore_turns WHERE site_id = $1 AND on_day < $2`, site, before)
	return err
}
