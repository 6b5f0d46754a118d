package people

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type helperRow struct {
	Helper
	Pairs string `db:"pairs"`
}

func helperRows(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]helperRow, error) {
	return db.Select[helperRow](ctx, tx, `SELECT id, site_id, part, staff_id, outsider_id, organisation_id, sex, pairs, pledged_on, pledged_until, ended, version
		FROM helpers WHERE `+cond+` ORDER BY id`, args...)
}

func insertHelper(ctx context.Context, tx *db.Tx, h Helper, t HelperTerms) error {
	_, err := tx.Exec(ctx, `INSERT INTO helpers (id, site_id, part, staff_id, outsider_id, organisation_id, sex, pairs, pledged_on, pledged_until, ended, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 1)`, h.ID, h.Site, h.Part, h.Staff, h.From, t.Organisation, t.Sex, joinPairs(t.Pairs), t.Pledged, t.PledgedUntil)
	return err
}

func updateHelper(ctx context.Context, tx *db.Tx, id HelperID, t HelperTerms, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE helpers SET organisation_id = $1, sex = $2, pairs = $3, pledged_on = $4, pledged_until = $5, version = version + 1
		WHERE id = $6 AND version = $7`, t.Organisation, t.Sex, joinPairs(t.Pairs), t.Pledged, t.PledgedUntil, id, version)
}

func endHelper(ctx context.Context, tx *db.Tx, id HelperID, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE helpers SET ended = $1, version = version + 1 WHERE id = $2 AND ended = ''`, on, id)
	return err
}

type answerRow struct {
	Wish
	Near string `db:"near"`
}

func answerRows(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Wish, error) {
	rows, err := db.Select[answerRow](ctx, tx, `SELECT helper_id, answer, near, language, on_day, by_staff FROM helper_answers WHERE newest AND `+cond+` ORDER BY id DESC`, args...)
	all := make([]Wish, len(rows))
	for i, r := range rows {
		all[i] = r.Wish
		all[i].Near = strings.Fields(r.Near)
	}
	return all, err
}

func answersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Wish, error) {
	return answerRows(ctx, tx, `client_id = $1`, client)
}

func answerOf(ctx context.Context, tx *db.Tx, client pana.ClientID, helper HelperID) (Wish, bool, error) {
	all, err := answerRows(ctx, tx, `client_id = $1 AND helper_id = $2`, client, helper)
	if err != nil || len(all) == 0 {
		return Wish{}, false, err
	}
	return all[0], true, nil
}

// unwelcomeStaff returns the accounts of interpreters whom a client does not wish,
// or who stand too near to her, see Wish.Welcome.
func unwelcomeStaff(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT h.staff_id FROM helpers h JOIN helper_answers a ON a.helper_id = h.id
			WHERE a.client_id = $1 AND a.newest AND h.part = 'interpreter' AND h.staff_id <> '' AND `+unwelcome+`
		UNION SELECT v.staff_id FROM volunteer_terms v JOIN helpers h ON h.outsider_id = v.id JOIN helper_answers a ON a.helper_id = h.id
			WHERE a.client_id = $1 AND a.newest AND h.part = 'interpreter' AND v.staff_id <> '' AND `+unwelcome, client)
}

// unwelcome is Wish.Welcome turned around, in SQL.
const unwelcome = `(a.answer <> 'yes' OR a.near LIKE '%exploiter%' OR a.near LIKE '%relative%')`

func insertAnswer(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, a Wish) error {
	if _, err := tx.Exec(ctx, `UPDATE helper_answers SET newest = FALSE WHERE client_id = $1 AND helper_id = $2 AND newest`, client, a.Helper); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO helper_answers (id, client_id, helper_id, answer, near, language, on_day, newest, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, $8, $9)`,
		id, client, a.Helper, a.Answer, strings.Join(a.Near, " "), a.Language, a.On, me(ctx), db.Micros(tx.Now))
	return err
}

const bookingColumns = `SELECT id, helper_id, site_id, kind, on_day, at_clock, from_lang, to_lang, minutes, state, by_staff, version FROM helper_bookings `

func bookingsWith(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Booking, error) {
	return db.Select[Booking](ctx, tx, bookingColumns+`WHERE client_id = $1 ORDER BY on_day DESC, at_clock DESC, id DESC`, client)
}

func bookingOf(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Booking, bool, error) {
	return db.Find[Booking](ctx, tx, bookingColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func bookingsAhead(ctx context.Context, tx *db.Tx, helper HelperID, today pana.Date) ([]Booking, error) {
	return db.Select[Booking](ctx, tx, bookingColumns+`WHERE helper_id = $1 AND on_day >= $2 AND state = 'planned' ORDER BY on_day, at_clock, id`, helper, today)
}

type comingRow struct {
	Booking
	Code     string       `db:"code"`
	Part     string       `db:"part"`
	Staff    pana.StaffID `db:"staff_id"`
	Outsider OutsiderID   `db:"outsider_id"`
}

// bookingsBy returns what the actor booked from a day to another for clients c under
// cond (see casework.Where) and its arguments.
func bookingsBy(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]comingRow, error) {
	args = append(args, me(ctx), from, until)
	n := len(args)
	return db.Select[comingRow](ctx, tx, `SELECT b.id, b.helper_id, b.site_id, b.kind, b.on_day, b.at_clock, b.from_lang, b.to_lang, b.minutes, b.state, b.by_staff, b.version, c.code, h.part, h.staff_id, h.outsider_id
		FROM helper_bookings b CROSS JOIN helpers h CROSS JOIN clients c
		WHERE b.by_staff = `+arg(n-2)+` AND b.on_day >= `+arg(n-1)+` AND b.on_day <= `+arg(n)+` AND b.state = 'planned' AND h.id = b.helper_id AND c.id = b.client_id AND (`+cond+`)
		ORDER BY b.on_day, b.at_clock, b.id`, args...)
}

func insertBooking(ctx context.Context, tx *db.Tx, client pana.ClientID, b Booking) error {
	_, err := tx.Exec(ctx, `INSERT INTO helper_bookings (id, client_id, helper_id, site_id, kind, on_day, at_clock, from_lang, to_lang, minutes, state, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)`,
		b.ID, client, b.Helper, b.Site, b.Kind, b.On, b.At, b.From, b.To, b.Minutes, b.State, me(ctx), db.Micros(tx.Now))
	return err
}

func settleBooking(ctx context.Context, tx *db.Tx, id, state string, minutes int, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE helper_bookings SET state = $1, minutes = $2, version = version + 1 WHERE id = $3 AND version = $4`, state, minutes, id, version)
}

// monthsOf sums what was held, by month, the newest first. Of clients who were
// erased the quarter stands.
func monthsOf(ctx context.Context, tx *db.Tx, helper HelperID) ([]MonthOf, error) {
	return db.Select[MonthOf](ctx, tx, `SELECT SUBSTR(on_day, 1, 7) AS month, COUNT(*) AS times, SUM(minutes) AS minutes FROM helper_bookings
		WHERE helper_id = $1 AND state = 'held' GROUP BY SUBSTR(on_day, 1, 7) ORDER BY 1 DESC`, helper)
}

// volunteersOf are those of a site who sign in as staff.
func volunteersOf(ctx context.Context, tx *db.Tx, staff pana.StaffID, site pana.SiteID) ([]OutsiderID, error) {
	return db.Select[OutsiderID](ctx, tx, `SELECT t.id FROM volunteer_terms t JOIN outsiders o ON o.id = t.id WHERE t.staff_id <> '' AND t.staff_id = $1 AND o.site_id = $2 ORDER BY t.id`, staff, site)
}

func volunteersWith(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]OutsiderID, error) {
	return db.Select[OutsiderID](ctx, tx, `SELECT id FROM volunteer_terms WHERE staff_id = $1 ORDER BY id`, staff)
}
