package people

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

type outsiderRow struct {
	Outsider
	SealedName    []byte `db:"name"`
	SealedContact []byte `db:"contact"`
}

func outsiderRows(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]outsiderRow, error) {
	return db.Select[outsiderRow](ctx, tx, `SELECT id, site_id, kind, sex, minor, name, contact, met_on, confirmed_by, cleared, ended, version
		FROM outsiders WHERE `+cond+` ORDER BY ended <> '', id DESC`, args...)
}

func insertOutsider(ctx context.Context, tx *db.Tx, id OutsiderID, kind string, n NewOutsider, name, contact []byte, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO outsiders (id, site_id, kind, sex, minor, name, contact, met_on, confirmed_by, cleared, cleared_by, why, ended, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, '', $9, '', 1)`, id, n.Site, kind, n.Sex, n.Minor, name, contact, on, []byte{})
	return err
}

func confirmOutsider(ctx context.Context, tx *db.Tx, id OutsiderID) error {
	_, err := tx.Exec(ctx, `UPDATE outsiders SET confirmed_by = $1, version = version + 1 WHERE id = $2`, me(ctx), id)
	return err
}

func clearOutsider(ctx context.Context, tx *db.Tx, id OutsiderID, n int, why []byte) error {
	_, err := tx.Exec(ctx, `UPDATE outsiders SET cleared = $1, cleared_by = $2, why = $3, version = version + 1 WHERE id = $4`, n, me(ctx), why, id)
	return err
}

func endOutsider(ctx context.Context, tx *db.Tx, id OutsiderID, on pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE outsiders SET ended = $1, version = version + 1 WHERE id = $2 AND ended = ''`, on, id)
	return err
}

func volunteerTerms(ctx context.Context, tx *db.Tx, id OutsiderID) (VolunteerTerms, error) {
	type row struct {
		Staff       pana.StaffID `db:"staff_id"`
		Agreed      pana.Date    `db:"agreed_on"`
		Vetted      pana.Date    `db:"vetted_on"`
		VettedUntil pana.Date    `db:"vetted_until"`
		From        pana.Date    `db:"from_day"`
		Until       pana.Date    `db:"until_day"`
		Days        string       `db:"days"`
		Version     int64        `db:"version"`
	}
	r, _, err := db.Find[row](ctx, tx, `SELECT staff_id, agreed_on, vetted_on, vetted_until, from_day, until_day, days, version FROM volunteer_terms WHERE id = $1`, id)
	return VolunteerTerms{Staff: r.Staff, Agreed: r.Agreed, Vetted: r.Vetted, VettedUntil: r.VettedUntil, From: r.From, Until: r.Until, Days: strings.Fields(r.Days), Version: r.Version}, err
}

// putVolunteer writes if the row still has version; version 0 is no row yet.
func putVolunteer(ctx context.Context, tx *db.Tx, id OutsiderID, t VolunteerTerms, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO volunteer_terms (id, staff_id, agreed_on, vetted_on, vetted_until, from_day, until_day, days, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT (id) DO NOTHING`, id, t.Staff, t.Agreed, t.Vetted, t.VettedUntil, t.From, t.Until, joinDays(t.Days))
	}
	return tx.Exec(ctx, `UPDATE volunteer_terms SET staff_id = $1, agreed_on = $2, vetted_on = $3, vetted_until = $4, from_day = $5, until_day = $6, days = $7,
		version = version + 1 WHERE id = $8 AND version = $9`, t.Staff, t.Agreed, t.Vetted, t.VettedUntil, t.From, t.Until, joinDays(t.Days), id, version)
}

type lineRow struct {
	VolunteerLine
	Sealed []byte `db:"what"`
}

func linesOf(ctx context.Context, tx *db.Tx, id OutsiderID) ([]lineRow, error) {
	return db.Select[lineRow](ctx, tx, `SELECT id, kind, on_day, minutes, by_staff, struck_by, what FROM volunteer_lines WHERE outsider_id = $1 ORDER BY on_day DESC, id DESC`, id)
}

func insertLine(ctx context.Context, tx *db.Tx, line string, id OutsiderID, l VolunteerLine, what []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO volunteer_lines (id, outsider_id, kind, on_day, minutes, what, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		line, id, l.Kind, l.On, l.Minutes, what, me(ctx), db.Micros(tx.Now))
	return err
}

type visitRow struct {
	Visit
	Sealed []byte `db:"purpose"`
}

func visitRows(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]visitRow, error) {
	return db.Select[visitRow](ctx, tx, `SELECT id, site_id, place, on_day, at_clock, purpose, inviter, state, rules, version FROM visits WHERE `+cond+` ORDER BY on_day DESC, at_clock, id`, args...)
}

func insertVisit(ctx context.Context, tx *db.Tx, id VisitID, n NewVisit, state string, purpose []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO visits (id, site_id, place, on_day, at_clock, purpose, inviter, state, rules, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $7, 1)`, id, n.Site, n.Place, n.On, n.At, purpose, me(ctx), state)
	return err
}

func insertGuest(ctx context.Context, tx *db.Tx, visit VisitID, id OutsiderID) error {
	_, err := tx.Exec(ctx, `INSERT INTO visit_guests (visit_id, outsider_id) VALUES ($1, $2)`, visit, id)
	return err
}

func endVisit(ctx context.Context, tx *db.Tx, visit VisitID, state string, rules bool, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE visits SET state = $1, rules = $2, version = version + 1 WHERE id = $3 AND version = $4`, state, rules, visit, version)
}

// meetingsOf returns the newest answers to a visit, of clients for whom where holds.
func meetingsOf(ctx context.Context, tx *db.Tx, visit VisitID, where string, args []any) ([]Meeting, error) {
	args = append(args, string(visit))
	return db.Select[Meeting](ctx, tx, `SELECT m.visit_id, m.client_id, c.code, m.answer, m.language, m.on_day, m.by_staff, m.at FROM visit_meetings m CROSS JOIN clients c
		WHERE m.visit_id = `+arg(len(args))+` AND m.newest AND c.id = m.client_id AND (`+where+`) ORDER BY c.code`, args...)
}

func insertMeeting(ctx context.Context, tx *db.Tx, id string, m Meeting) error {
	if _, err := tx.Exec(ctx, `UPDATE visit_meetings SET newest = FALSE WHERE visit_id = $1 AND client_id = $2 AND newest`, m.Visit, m.Client); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO visit_meetings (id, visit_id, client_id, answer, language, on_day, newest, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $8)`,
		id, m.Visit, m.Client, m.Answer, m.Language, m.On, me(ctx), db.Micros(tx.Now))
	return err
}

func ownMinutes(ctx context.Context, tx *db.Tx, site pana.SiteID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COALESCE(SUM(l.minutes), 0) FROM volunteer_lines l JOIN volunteer_terms t ON t.id = l.outsider_id JOIN outsiders o ON o.id = t.id
		WHERE l.struck_by = '' AND t.staff_id <> '' AND t.staff_id = $1 AND o.site_id = $2`, me(ctx), site)
}

// studentAccounts are those with the role of a volunteer at a site.
func studentAccounts(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM grants WHERE site_id = $1 AND role = 'volunteer' AND until = '' ORDER BY staff_id`, site)
}

// metOf returns the codes of those whom somebody met who came, for whom where holds.
func metOf(ctx context.Context, tx *db.Tx, visit VisitID, where string, args []any) ([]string, error) {
	args = append(args, string(visit))
	return db.Select[string](ctx, tx, `SELECT c.code FROM visit_met m CROSS JOIN clients c WHERE m.visit_id = `+arg(len(args))+` AND c.id = m.client_id AND (`+where+`) ORDER BY c.code`, args...)
}

func insertMet(ctx context.Context, tx *db.Tx, id string, visit VisitID, client pana.ClientID, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO visit_met (id, visit_id, client_id, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6)`, id, visit, client, on, me(ctx), db.Micros(tx.Now))
	return err
}
