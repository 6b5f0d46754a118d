package therapy

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

func insertSession(ctx context.Context, tx *db.Tx, s Session) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO therapy_sessions (id, site_id, staff_id, shape, kind, topic, on_day, at_clock, minutes, interpreter, language, payer, service, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)`,
		s.ID, s.Site, s.Staff, s.Shape, s.Kind, s.Topic, s.On, s.At, s.Minutes, s.Interpreter, s.Language, s.Payer, s.Service)
	return err
}

func insertSeat(ctx context.Context, tx *db.Tx, s Seat, e pana.EpisodeID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO therapy_seats (id, session_id, client_id, episode_id, state, why, person, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
		s.Seat, s.ID, s.Client, e, s.State, s.Why, s.Person, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// updateSeat writes if the place is still as turn says.
func updateSeat(ctx context.Context, tx *db.Tx, seat string, turn int64, o Outcome) (int64, error) {
	return tx.Exec(ctx, `UPDATE therapy_seats SET state = $1, why = $2, by_staff = $3, at = $4, version = version + 1 WHERE id = $5 AND version = $6`,
		o.State, o.Why, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), seat, turn)
}

func updateMinutes(ctx context.Context, tx *db.Tx, session string, minutes int) error {
	_, err := tx.Exec(ctx, `UPDATE therapy_sessions SET minutes = $1, version = version + 1 WHERE id = $2`, minutes, session)
	return err
}

const seatColumns = `
	s.id, s.site_id, s.staff_id, s.shape, s.kind, s.topic, s.on_day, s.at_clock, s.minutes, s.interpreter, s.language, s.payer, s.service, s.version,
	(SELECT COUNT(*) FROM therapy_seats n WHERE n.session_id = s.id) AS people,
	p.id AS seat, p.client_id, p.state, p.why, p.person, p.version AS turn`

func seatByID(ctx context.Context, tx *db.Tx, client pana.ClientID, seat string) (Seat, bool, error) {
	return db.Find[Seat](ctx, tx, `SELECT `+seatColumns+`, '' AS code, FALSE AS present
		FROM therapy_seats p JOIN therapy_sessions s ON s.id = p.session_id WHERE p.id = $1 AND p.client_id = $2`, seat, client)
}

// seatsOf are the places of one client, the latest first.
func seatsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, limit int) ([]Seat, error) {
	return db.Select[Seat](ctx, tx, `SELECT `+seatColumns+`, '' AS code, FALSE AS present
		FROM therapy_seats p JOIN therapy_sessions s ON s.id = p.session_id
		WHERE p.client_id = $1 ORDER BY s.on_day DESC, s.at_clock DESC, s.id DESC LIMIT $2`, client, limit)
}

// seatsIn are the places in one member's sessions from a day until a day, of
// clients for whom cond holds.
func seatsIn(ctx context.Context, tx *db.Tx, cond string, args []any, staff pana.StaffID, from, until pana.Date) ([]Seat, error) {
	n := len(args)
	args = append(args, staff, from, until)
	return db.Select[Seat](ctx, tx, `SELECT `+seatColumns+`, c.code,
			EXISTS (SELECT 1 FROM stays b WHERE b.client_id = c.id AND b.until = '') AS present
		FROM therapy_sessions s CROSS JOIN therapy_seats p CROSS JOIN clients c
		WHERE p.session_id = s.id AND c.id = p.client_id AND s.staff_id = `+at(n+1)+` AND s.on_day >= `+at(n+2)+` AND s.on_day < `+at(n+3)+` AND `+cond+`
		ORDER BY s.on_day, s.at_clock, s.id, p.id`, args...)
}

// groupSeats are the places in one session of a member of staff.
func groupSeats(ctx context.Context, tx *db.Tx, cond string, args []any, staff pana.StaffID, session string) ([]Seat, error) {
	n := len(args)
	args = append(args, staff, session)
	return db.Select[Seat](ctx, tx, `SELECT `+seatColumns+`, c.code, FALSE AS present
		FROM therapy_sessions s CROSS JOIN therapy_seats p CROSS JOIN clients c
		WHERE p.session_id = s.id AND c.id = p.client_id AND s.staff_id = `+at(n+1)+` AND s.id = `+at(n+2)+` AND `+cond+` ORDER BY c.code`, args...)
}

func planned(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	n := len(args)
	args = append(args, from, until)
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'session' AS kind, c.id AS client_id, c.code, c.site_id, s.on_day, s.at_clock, '' AS place, s.staff_id, FALSE AS out_door, '/sessions' AS page
		FROM therapy_seats p CROSS JOIN therapy_sessions s CROSS JOIN clients c
		WHERE p.state = 'planned' AND s.id = p.session_id AND c.id = p.client_id AND s.on_day >= `+at(n+1)+` AND s.on_day < `+at(n+2)+` AND `+cond+`
		ORDER BY s.on_day, s.at_clock, p.id`, args...)
}

func at(n int) string { return "$" + strconv.Itoa(n) }

// psychologistsOf says since when which psychologist works with the client.
func psychologistsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]With, error) {
	return db.Select[With](ctx, tx, `
		SELECT a.staff_id, MIN(a.since) AS since, MAX(CASE WHEN a.until = '' THEN '9999-12-31' ELSE a.until END) AS until,
			(SELECT COUNT(*) FROM therapy_seats p JOIN therapy_sessions s ON s.id = p.session_id
				WHERE p.client_id = $1 AND p.state = 'held' AND s.staff_id = a.staff_id) AS held
		FROM assignments a WHERE a.client_id = $1 AND a.role = $2 GROUP BY a.staff_id ORDER BY 2`, client, pana.Psychologist)
}

// ownClients are those in care whom the actor holds sessions with.
func ownClients(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Member, error) {
	return db.Select[Member](ctx, tx, `
		SELECT c.id, c.code, c.site_id, c.language, EXISTS (SELECT 1 FROM stays b WHERE b.client_id = c.id AND b.until = '') AS present
		FROM assignments a CROSS JOIN clients c
		WHERE a.staff_id = $1 AND a.until = '' AND c.id = a.client_id AND `+cond+`
		GROUP BY c.id, c.code, c.site_id, c.language ORDER BY c.code`, args...)
}
