package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func insertHouse(ctx context.Context, tx *db.Tx, settings string) error {
	_, err := tx.Exec(ctx, `INSERT INTO house (one, settings, founded, version) VALUES (1, $1, $2, 1)`, settings, db.Micros(tx.Now))
	return err
}

type houseRow struct {
	Settings string `db:"settings"`
	Version  int64  `db:"version"`
}

func findHouse(ctx context.Context, tx *db.Tx) (houseRow, bool, error) {
	return db.Find[houseRow](ctx, tx, `SELECT settings, version FROM house WHERE one = 1`)
}

func updateSettings(ctx context.Context, tx *db.Tx, settings string, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE house SET settings = $1, version = version + 1 WHERE one = 1 AND version = $2`, settings, version)
}

func insertSite(ctx context.Context, tx *db.Tx, s Site, sort int) error {
	_, err := tx.Exec(ctx, `INSERT INTO sites (id, kind, name, closed, sort, version) VALUES ($1, $2, $3, '', $4, 1)`,
		string(s.ID), s.Kind, s.Name, sort)
	return err
}

func findSites(ctx context.Context, tx *db.Tx) ([]Site, error) {
	return db.Select[Site](ctx, tx, `SELECT id, kind, name FROM sites WHERE closed = '' ORDER BY sort, id`)
}

// A memberRow is a row of staff as it rests.
type memberRow struct {
	ID           pana.StaffID `db:"id"`
	Name         []byte       `db:"name"`
	Title        []byte       `db:"title"`
	Language     string       `db:"language"`
	Theme        string       `db:"theme"`
	SecondFactor []byte       `db:"second_factor"`
	OnCall       bool         `db:"on_call"`
	Phone        []byte       `db:"phone"`
	Joined       pana.Date    `db:"joined"`
	Ended        pana.Date    `db:"ended"`
	Version      int64        `db:"version"`
}

const memberColumns = `id, name, title, language, theme, second_factor, on_call, phone, joined, ended, version`

func insertMember(ctx context.Context, tx *db.Tx, r memberRow, token []byte) error {
	if _, err := tx.Exec(ctx, `INSERT INTO staff_names (token, staff_id) VALUES ($1, $2)`, token, string(r.ID)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO staff (`+memberColumns+`) VALUES ($1, $2, $3, $4, '', $5, FALSE, $5, $6, '', 1)`,
		string(r.ID), r.Name, r.Title, r.Language, []byte{}, string(r.Joined))
	return err
}

func findMembers(ctx context.Context, tx *db.Tx) ([]memberRow, error) {
	return db.Select[memberRow](ctx, tx, `SELECT `+memberColumns+` FROM staff ORDER BY id`)
}

// getMember returns one row, or NotFound "staff.absent".
func getMember(ctx context.Context, tx *db.Tx, id pana.StaffID) (memberRow, error) {
	r, ok, err := db.Find[memberRow](ctx, tx, `SELECT `+memberColumns+` FROM staff WHERE id = $1`, string(id))
	if err == nil && !ok {
		err = &pana.Error{Op: "house.getMember", Kind: pana.NotFound, Say: "staff.absent"}
	}
	return r, err
}

// nameTaken reports whether someone signs in by the name that token stands for.
func nameTaken(ctx context.Context, tx *db.Tx, token []byte) (bool, error) {
	_, ok, err := db.Find[string](ctx, tx, `SELECT staff_id FROM staff_names WHERE token = $1`, token)
	return ok, err
}

// findByName returns who signs in by the name that token stands for, or nobody.
func findByName(ctx context.Context, tx *db.Tx, token []byte) (pana.StaffID, error) {
	id, _, err := db.Find[pana.StaffID](ctx, tx, `SELECT staff_id FROM staff_names WHERE token = $1`, token)
	return id, err
}

func endMember(ctx context.Context, tx *db.Tx, id pana.StaffID, today pana.Date) error {
	for _, q := range []string{
		`DELETE FROM staff_names WHERE staff_id = $1`,
		`DELETE FROM invitations WHERE staff_id = $1`,
		`DELETE FROM sessions WHERE staff_id = $1`,
		`DELETE FROM drafts WHERE staff_id = $1`,
		`DELETE FROM notices WHERE staff_id = $1`,
	} {
		if _, err := tx.Exec(ctx, q, string(id)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE grants SET until = $1 WHERE staff_id = $2 AND until = ''`, string(today), string(id)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE staff SET ended = $1, on_call = FALSE, phone = $2, second_factor = $2, version = version + 1 WHERE id = $3`,
		string(today), []byte{}, string(id))
	return err
}

func updateLanguage(ctx context.Context, tx *db.Tx, id pana.StaffID, language string) error {
	_, err := tx.Exec(ctx, `UPDATE staff SET language = $1, version = version + 1 WHERE id = $2`, language, string(id))
	return err
}

func updateTitle(ctx context.Context, tx *db.Tx, id pana.StaffID, sealed []byte) error {
	_, err := tx.Exec(ctx, `UPDATE staff SET title = $1, version = version + 1 WHERE id = $2`, sealed, string(id))
	return err
}

func updateTheme(ctx context.Context, tx *db.Tx, id pana.StaffID, theme string) error {
	_, err := tx.Exec(ctx, `UPDATE staff SET theme = $1, version = version + 1 WHERE id = $2`, theme, string(id))
	return err
}

func updateOnCall(ctx context.Context, tx *db.Tx, id pana.StaffID, on bool, phone []byte) error {
	_, err := tx.Exec(ctx, `UPDATE staff SET on_call = $1, phone = $2, version = version + 1 WHERE id = $3`, on, phone, string(id))
	return err
}

func updateFactor(ctx context.Context, tx *db.Tx, id pana.StaffID, sealed []byte, version int64) error {
	n, err := tx.Exec(ctx, `UPDATE staff SET second_factor = $1, version = version + 1 WHERE id = $2 AND version = $3`, sealed, string(id), version)
	if err == nil && n == 0 {
		err = db.Stale("house.updateFactor", nil)
	}
	return err
}

type grantRow struct {
	Staff pana.StaffID `db:"staff_id"`
	Role  pana.Role    `db:"role"`
	Site  pana.SiteID  `db:"site_id"`
}

// findGrants returns the grants that hold, by member. A grant holds until it is
// ended, whatever day the machine believes it is: a clock gone wrong must
// neither lock the night worker out nor let anyone back in.
func findGrants(ctx context.Context, tx *db.Tx) (map[pana.StaffID][]pana.Grant, error) {
	rows, err := db.Select[grantRow](ctx, tx,
		`SELECT staff_id, role, site_id FROM grants WHERE until = '' ORDER BY staff_id, role, site_id`)
	grants := make(map[pana.StaffID][]pana.Grant, len(rows))
	for _, r := range rows {
		grants[r.Staff] = append(grants[r.Staff], pana.Grant{Role: r.Role, Site: r.Site})
	}
	return grants, err
}

// findGrantsOf returns the grants that one member holds.
func findGrantsOf(ctx context.Context, tx *db.Tx, id pana.StaffID) ([]pana.Grant, error) {
	rows, err := db.Select[grantRow](ctx, tx,
		`SELECT staff_id, role, site_id FROM grants WHERE until = '' AND staff_id = $1 ORDER BY role, site_id`, string(id))
	return grantsOf(rows), err
}

// findHeld returns every grant that a member holds or ever held.
func findHeld(ctx context.Context, tx *db.Tx, id pana.StaffID) ([]pana.Grant, error) {
	rows, err := db.Select[grantRow](ctx, tx, `SELECT DISTINCT staff_id, role, site_id FROM grants WHERE staff_id = $1`, string(id))
	return grantsOf(rows), err
}

func grantsOf(rows []grantRow) []pana.Grant {
	grants := make([]pana.Grant, len(rows))
	for i, r := range rows {
		grants[i] = pana.Grant{Role: r.Role, Site: r.Site}
	}
	return grants
}

func insertGrant(ctx context.Context, tx *db.Tx, id pana.StaffID, g pana.Grant, today pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO grants (staff_id, role, site_id, since, until) VALUES ($1, $2, $3, $4, '')
		ON CONFLICT (staff_id, role, site_id, since) DO UPDATE SET until = ''`,
		string(id), string(g.Role), string(g.Site), string(today))
	return err
}

func endGrant(ctx context.Context, tx *db.Tx, id pana.StaffID, g pana.Grant, today pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE grants SET until = $1 WHERE staff_id = $2 AND role = $3 AND site_id = $4 AND until = ''`,
		string(today), string(id), string(g.Role), string(g.Site))
}

type invitationRow struct {
	Staff      pana.StaffID `db:"staff_id"`
	Opens      int64        `db:"opens"`
	Expires    int64        `db:"expires"`
	Used       int64        `db:"used"`
	FactorLost bool         `db:"factor_lost"`
}

// insertInvitation makes the only open invitation of a member. It works for as
// long as invitationLasts from when it opens.
func insertInvitation(ctx context.Context, tx *db.Tx, sum []byte, id pana.StaffID, factorLost bool, opens time.Time) error {
	if _, err := deleteInvitation(ctx, tx, id); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO invitations (token, staff_id, opens, expires, used, factor_lost) VALUES ($1, $2, $3, $4, 0, $5)`,
		sum, string(id), db.Micros(opens), db.Micros(opens.Add(invitationLasts)), factorLost)
	return err
}

// deleteInvitation takes the invitation of a member away and says whether one was
// there that she could still have used.
func deleteInvitation(ctx context.Context, tx *db.Tx, id pana.StaffID) (open bool, err error) {
	_, open, err = openInvitation(ctx, tx, id)
	if err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, `DELETE FROM invitations WHERE staff_id = $1`, string(id))
	return open, err
}

// openInvitation finds the invitation that a member can use now or later.
func openInvitation(ctx context.Context, tx *db.Tx, id pana.StaffID) (invitationRow, bool, error) {
	return db.Find[invitationRow](ctx, tx, `SELECT staff_id, opens, expires, used, factor_lost FROM invitations
		WHERE staff_id = $1 AND used = 0 AND expires > $2`, string(id), db.Micros(tx.Now))
}

func findInvitation(ctx context.Context, tx *db.Tx, sum []byte) (invitationRow, bool, error) {
	return db.Find[invitationRow](ctx, tx, `SELECT staff_id, opens, expires, used, factor_lost FROM invitations WHERE token = $1`, sum)
}

// useInvitation marks an invitation used, or open again when at is 0.
func useInvitation(ctx context.Context, tx *db.Tx, sum []byte, at int64) error {
	_, err := tx.Exec(ctx, `UPDATE invitations SET used = $1 WHERE token = $2`, at, sum)
	return err
}

func findInvited(ctx context.Context, tx *db.Tx) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT staff_id FROM invitations WHERE used = 0 AND expires > $1`, db.Micros(tx.Now))
}

func upsertDraft(ctx context.Context, tx *db.Tx, staff pana.StaffID, page, value []byte) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO drafts (staff_id, page, value, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (staff_id, page) DO UPDATE SET value = excluded.value, at = excluded.at`,
		string(staff), page, value, db.Micros(tx.Now))
	return err
}

type draftRow struct {
	Value []byte `db:"value"`
	At    int64  `db:"at"`
}

func findDraft(ctx context.Context, tx *db.Tx, staff pana.StaffID, page []byte) (draftRow, bool, error) {
	return db.Find[draftRow](ctx, tx, `SELECT value, at FROM drafts WHERE staff_id = $1 AND page = $2`, string(staff), page)
}

func dropDraft(ctx context.Context, tx *db.Tx, staff pana.StaffID, page []byte) error {
	_, err := tx.Exec(ctx, `DELETE FROM drafts WHERE staff_id = $1 AND page = $2`, string(staff), page)
	return err
}

// dropOldDrafts leaves the newest drafts of a member, most of them at most.
func dropOldDrafts(ctx context.Context, tx *db.Tx, staff pana.StaffID, most int) error {
	_, err := tx.Exec(ctx, `DELETE FROM drafts WHERE staff_id = $1 AND page NOT IN
		(SELECT page FROM drafts WHERE staff_id = $1 ORDER BY at DESC, page LIMIT $2)`, string(staff), most)
	return err
}

func findOnCall(ctx context.Context, tx *db.Tx) ([]memberRow, error) {
	return db.Select[memberRow](ctx, tx, `SELECT `+memberColumns+` FROM staff WHERE on_call AND ended = '' ORDER BY id`)
}

type yearRow struct {
	Width int   `db:"width"`
	Given int64 `db:"given"`
}

func findYear(ctx context.Context, tx *db.Tx, year int) (yearRow, error) {
	r, ok, err := db.Find[yearRow](ctx, tx, `SELECT width, given FROM code_counter WHERE year = $1`, year)
	if err == nil && !ok {
		r.Width = 3
	}
	return r, err
}

func putYear(ctx context.Context, tx *db.Tx, year int, r yearRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO code_counter (year, width, given) VALUES ($1, $2, $3)
		ON CONFLICT (year) DO UPDATE SET width = excluded.width, given = excluded.given`, year, r.Width, r.Given)
	return err
}

// takeNumber reports whether number was still free in year; it is taken now.
func takeNumber(ctx context.Context, tx *db.Tx, year int, number int64) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO code_numbers (year, number) VALUES ($1, $2) ON CONFLICT (year, number) DO NOTHING`, year, number)
	return n == 1, err
}

type kitRow struct {
	ID      string       `db:"id"`
	Number  int          `db:"number"`
	Drawn   int64        `db:"drawn"`
	DrawnBy pana.StaffID `db:"drawn_by"`
	Proven  int64        `db:"proven"`
	Drilled int64        `db:"drilled"`
	Circles int          `db:"circles"`
	Marks   []byte       `db:"marks"`
	Holders []byte       `db:"holders"`
	Used    int64        `db:"used"`
	UsedFor pana.StaffID `db:"used_for"`
	Later   int          `db:"later"`
	Anew    string       `db:"anew"`
	Version int64        `db:"version"`
}

const kitColumns = `SELECT id, number, drawn, drawn_by, proven, drilled, circles, marks, holders, used, used_for, later, anew, version FROM kits `

// findKit returns the kit in force, or the one drawn when none was ever proven.
func findKit(ctx context.Context, tx *db.Tx) (kitRow, bool, error) {
	return db.Find[kitRow](ctx, tx, kitColumns+`ORDER BY CASE WHEN proven > 0 THEN 0 ELSE 1 END, number DESC, id DESC LIMIT 1`)
}

// findDrawn returns the kit that is drawn and not proven yet.
func findDrawn(ctx context.Context, tx *db.Tx) (kitRow, bool, error) {
	return db.Find[kitRow](ctx, tx, kitColumns+`WHERE proven = 0 ORDER BY number DESC, id DESC LIMIT 1`)
}

func putKit(ctx context.Context, tx *db.Tx, k kitRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO kits (id, number, drawn, drawn_by, proven, drilled, circles, marks, holders, used, used_for, later, anew, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (id) DO UPDATE SET drawn = excluded.drawn, drawn_by = excluded.drawn_by, proven = excluded.proven, drilled = excluded.drilled,
		circles = excluded.circles, marks = excluded.marks, holders = excluded.holders, used = excluded.used, used_for = excluded.used_for,
		later = excluded.later, anew = excluded.anew, version = kits.version + 1`,
		k.ID, k.Number, k.Drawn, string(k.DrawnBy), k.Proven, k.Drilled, k.Circles, k.Marks, k.Holders, k.Used, string(k.UsedFor), k.Later, k.Anew, k.Version)
	return err
}
