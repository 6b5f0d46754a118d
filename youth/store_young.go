package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func insertYoung(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, call []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_people (id, client_id, call_name, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, 1)`, id, client, call, me(ctx), db.Micros(tx.Now))
	return err
}

func updateYoung(ctx context.Context, tx *db.Tx, client pana.ClientID, call []byte, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_people SET call_name = $1, version = version + 1 WHERE client_id = $2 AND version = $3`, call, client, version)
}

func callOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]byte, int64, error) {
	type row struct {
		Sealed  []byte `db:"call_name"`
		Version int64  `db:"version"`
	}
	r, _, err := db.Find[row](ctx, tx, `SELECT call_name, version FROM youth_people WHERE client_id = $1`, client)
	return r.Sealed, r.Version, err
}

func youngRows(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) ([]Row, error) {
	args = append(args, string(site))
	return db.Select[Row](ctx, tx, `SELECT c.id, c.code, y.call_name,
			EXISTS (SELECT 1 FROM episodes e WHERE e.client_id = c.id AND e.closed = '') AS here,
			o.id IS NOT NULL AS has_order, COALESCE(o.until_day, '') AS until_day
		FROM clients c JOIN youth_people y ON y.client_id = c.id LEFT JOIN youth_orders o ON o.client_id = c.id AND o.ended_on = ''
		WHERE (`+cond+`) AND c.site_id = `+arg(len(args))+` ORDER BY here DESC, c.code`, args...)
}

func correctionsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Earlier, error) {
	return db.Select[Earlier](ctx, tx, `SELECT id, on_day, fields, sex, age_band, birth_year, by_staff FROM youth_corrections WHERE client_id = $1 ORDER BY id DESC`, client)
}

func insertCorrection(ctx context.Context, tx *db.Tx, client pana.ClientID, x Earlier) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_corrections (id, client_id, on_day, fields, sex, age_band, birth_year, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		x.ID, client, x.On, x.Said, x.Sex, x.AgeBand, x.Year, me(ctx), db.Micros(tx.Now))
	return err
}

// guardianHarms reports whether somebody who answers for her is not safe for her.
func guardianHarms(ctx context.Context, tx *db.Tx, client pana.ClientID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM youth_guardians WHERE client_id = $1 AND unsafe AND ended = '')`, client)
}

func guardiansOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Guardian, error) {
	return db.Select[Guardian](ctx, tx, `SELECT id, relation, unsafe, ended FROM youth_guardians WHERE client_id = $1 ORDER BY ended <> '', id`, client)
}

func insertGuardian(ctx context.Context, tx *db.Tx, client pana.ClientID, g Guardian) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_guardians (id, client_id, relation, unsafe, ended, by_staff, at) VALUES ($1, $2, $3, $4, '', $5, $6)`, g.ID, client, g.Relation, g.Unsafe, me(ctx), db.Micros(tx.Now))
	return err
}

func endGuardian(ctx context.Context, tx *db.Tx, client pana.ClientID, id string, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_guardians SET ended = $1 WHERE id = $2 AND client_id = $3 AND ended = ''`, on, id, client)
}

const orderColumns = `SELECT id, basis, reason, sessions, from_day, until_day, report, state, ended_on, version FROM youth_orders `

func ordersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Order, error) {
	return db.Select[Order](ctx, tx, orderColumns+`WHERE client_id = $1 ORDER BY ended_on <> '', id DESC`, client)
}

func openOrder(ctx context.Context, tx *db.Tx, client pana.ClientID) (Order, bool, error) {
	return db.Find[Order](ctx, tx, orderColumns+`WHERE client_id = $1 AND ended_on = ''`, client)
}

func insertOrder(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, episode pana.EpisodeID, n NewOrder) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_orders (id, client_id, episode_id, basis, reason, sessions, from_day, until_day, report, state, ended_on, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', $10, $11, 1)`,
		id, client, episode, n.Basis, n.Reason, n.Sessions, n.From, n.Until, join(n.Report), me(ctx), db.Micros(tx.Now))
	return err
}

func endOrder(ctx context.Context, tx *db.Tx, id, state string, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_orders SET state = $1, ended_on = $2, version = version + 1 WHERE id = $3 AND version = $4 AND ended_on = ''`, state, on, id, version)
}

// An orderOf is an order that stands, with whose it is.
type orderOf struct {
	Order
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
}

func openOrders(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) ([]orderOf, error) {
	args = append(args, string(site))
	return db.Select[orderOf](ctx, tx, `SELECT o.id, o.basis, o.reason, o.sessions, o.from_day, o.until_day, o.report, o.state, o.ended_on, o.version, o.client_id, c.code
		FROM youth_orders o JOIN clients c ON c.id = o.client_id
		WHERE (`+cond+`) AND c.site_id = `+arg(len(args))+` AND o.ended_on = '' AND (o.until_day <> '' OR o.sessions > 0)`, args...)
}

func membersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Member, error) {
	return db.Select[Member](ctx, tx, `SELECT group_id, from_day, until_day FROM youth_members WHERE client_id = $1 ORDER BY until_day <> '', id`, client)
}

func insertMember(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, group GroupID, from pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_members (id, client_id, group_id, from_day, until_day, by_staff, at) VALUES ($1, $2, $3, $4, '', $5, $6)`, id, client, group, from, me(ctx), db.Micros(tx.Now))
	return err
}

// endMembers takes somebody out of one group, or of all when group is empty.
func endMembers(ctx context.Context, tx *db.Tx, client pana.ClientID, group GroupID, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE youth_members SET until_day = $1 WHERE client_id = $2 AND ($3 = '' OR group_id = $3) AND until_day = ''`, on, client, string(group))
	return err
}

// seatRows returns who is in a group on a day, or was marked in a lesson, of those
// for whom cond holds.
func seatRows(ctx context.Context, tx *db.Tx, group GroupID, on pana.Date, lesson LessonID, cond string, args []any) ([]Seat, error) {
	args = append(args, string(group), string(on), string(lesson))
	n := len(args)
	return db.Select[Seat](ctx, tx, `SELECT c.id, c.code, y.call_name FROM clients c JOIN youth_people y ON y.client_id = c.id
		WHERE (`+cond+`) AND (c.id IN (SELECT m.client_id FROM youth_members m WHERE m.group_id = `+arg(n-2)+` AND m.from_day <= `+arg(n-1)+` AND (m.until_day = '' OR m.until_day >= `+arg(n-1)+`))
			OR c.id IN (SELECT k.client_id FROM youth_marks k WHERE k.lesson_id = `+arg(n)+`))
		ORDER BY c.code`, args...)
}

const markColumns = `id, client_id, lesson_id, on_day, mark, minutes, makes_up, version`

func marksOfLesson(ctx context.Context, tx *db.Tx, lesson LessonID) ([]Mark, error) {
	if lesson == "" {
		return nil, nil
	}
	return db.Select[Mark](ctx, tx, `SELECT `+markColumns+` FROM youth_marks WHERE lesson_id = $1`, lesson)
}

func marksOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Mark, error) {
	return db.Select[Mark](ctx, tx, `SELECT `+markColumns+` FROM youth_marks WHERE client_id = $1 ORDER BY on_day DESC, id DESC`, client)
}

// putMark writes one mark in the place of an earlier one; an empty mark takes that back.
func putMark(ctx context.Context, tx *db.Tx, m *Mark) error {
	if m.ID == "" {
		m.ID = MarkID(tx.ID())
		_, err := tx.Exec(ctx, `INSERT INTO youth_marks (`+markColumns+`, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)`,
			m.ID, m.Client, m.Lesson, m.On, m.Mark, m.Minutes, m.MakesUp, me(ctx), db.Micros(tx.Now))
		return err
	}
	if m.Mark == "" {
		_, err := tx.Exec(ctx, `DELETE FROM youth_marks WHERE id = $1`, m.ID)
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE youth_marks SET mark = $1, minutes = $2, by_staff = $3, at = $4, version = version + 1 WHERE id = $5`, m.Mark, m.Minutes, me(ctx), db.Micros(tx.Now), m.ID)
	return err
}

type missedRow struct {
	Client pana.ClientID `db:"id"`
	Code   string        `db:"code"`
	Mark   MarkID        `db:"mark_id"`
	On     pana.Date     `db:"on_day"`
	Sealed []byte        `db:"call_name"`
}

func missedRows(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) ([]missedRow, error) {
	args = append(args, string(site))
	return db.Select[missedRow](ctx, tx, `SELECT c.id, c.code, k.id AS mark_id, k.on_day, y.call_name
		FROM youth_marks k JOIN clients c ON c.id = k.client_id JOIN youth_people y ON y.client_id = c.id
		WHERE (`+cond+`) AND c.site_id = `+arg(len(args))+` AND k.mark IN ('absent', 'excused') AND k.makes_up = ''
			AND NOT EXISTS (SELECT 1 FROM youth_marks z WHERE z.makes_up <> '' AND z.makes_up = k.id)
			AND EXISTS (SELECT 1 FROM episodes e WHERE e.client_id = c.id AND e.closed = '')
		ORDER BY c.code, k.on_day, k.id`, args...)
}

func incidentsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Incident, error) {
	return db.Select[Incident](ctx, tx, `SELECT id, on_day, kind, by_staff FROM youth_incidents WHERE client_id = $1 ORDER BY on_day DESC, id DESC`, client)
}

func insertIncident(ctx context.Context, tx *db.Tx, client pana.ClientID, n Incident) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_incidents (id, client_id, on_day, kind, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6)`, n.ID, client, n.On, n.Kind, me(ctx), db.Micros(tx.Now))
	return err
}

func insertWorry(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, by pana.StaffID, on pana.Date, urgent bool) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_worries (id, client_id, on_day, urgent, state, answered, by_staff, at, version) VALUES ($1, $2, $3, $4, 'open', '', $5, $6, 1)`,
		id, client, on, urgent, by, db.Micros(tx.Now))
	return err
}

func worryRows(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) ([]Worry, error) {
	args = append(args, string(site))
	return db.Select[Worry](ctx, tx, `SELECT w.id, w.client_id, c.code, w.on_day, w.urgent, w.state, w.answered, w.by_staff, w.version
		FROM youth_worries w JOIN clients c ON c.id = w.client_id
		WHERE (`+cond+`) AND c.site_id = `+arg(len(args))+` ORDER BY w.state <> 'open', NOT w.urgent, w.id DESC LIMIT 50`, args...)
}

func countWorries(ctx context.Context, tx *db.Tx, site pana.SiteID, cond string, args []any) (int, error) {
	args = append(args, string(site))
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM youth_worries w JOIN clients c ON c.id = w.client_id WHERE (`+cond+`) AND c.site_id = `+arg(len(args))+` AND w.state = 'open'`, args...)
}

func answerWorry(ctx context.Context, tx *db.Tx, client pana.ClientID, id string, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_worries SET state = 'answered', answered = $1, version = version + 1 WHERE id = $2 AND client_id = $3 AND version = $4`, on, id, client, version)
}

func insertReferral(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, parts string, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_referrals (id, client_id, parts, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6)`, id, client, parts, on, me(ctx), db.Micros(tx.Now))
	return err
}

func referralsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.Date, error) {
	return db.Select[pana.Date](ctx, tx, `SELECT on_day FROM youth_referrals WHERE client_id = $1 ORDER BY id DESC`, client)
}

func keptAway(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM conflicts WHERE client_id = $1 AND lifted_at = 0 ORDER BY staff_id`, client)
}
