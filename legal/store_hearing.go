package legal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Hearings.

type hearingRow struct {
	ID          HearingID           `db:"id"`
	Case        CaseID              `db:"case_id"`
	Kind        string              `db:"kind"`
	On          pana.Date           `db:"on_day"`
	Clock       string              `db:"clock"`
	Office      pana.OrganisationID `db:"organisation_id"`
	Interpreter pana.StaffID        `db:"interpreter_staff"`
	Outside     pana.PersonID       `db:"interpreter_person"`
	Language    string              `db:"language"`
	Entrance    string              `db:"entrance"`
	Video       string              `db:"video"`
	Prepared    pana.Date           `db:"prepared"`
	Present     string              `db:"present"`
	Lawyer      string              `db:"lawyer"`
	Result      string              `db:"result"`
	Minutes     int                 `db:"minutes"`
	Payer       string              `db:"payer"`
	By          pana.StaffID        `db:"by_staff"`
	Version     int64               `db:"version"`
}

func (r hearingRow) hearing() Hearing {
	return Hearing{ID: r.ID, Case: r.Case, Outside: r.Outside, By: r.By, Version: r.Version,
		HearingFacts: HearingFacts{Kind: r.Kind, On: r.On, Clock: r.Clock, Office: r.Office, Interpreter: r.Interpreter, Language: r.Language,
			Entrance: r.Entrance, Video: r.Video, Prepared: r.Prepared, Payer: r.Payer},
		Outcome: Outcome{Result: r.Result, Present: r.Present, Beside: r.Lawyer, Minutes: r.Minutes}}
}

const hearingColumns = `SELECT id, case_id, kind, on_day, clock, organisation_id, interpreter_staff, interpreter_person, language, entrance, video,
	prepared, present, lawyer, result, minutes, payer, by_staff, version FROM hearings `

func hearingsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]hearingRow, error) {
	return db.Select[hearingRow](ctx, tx, hearingColumns+`WHERE client_id = $1 ORDER BY on_day, clock, id`, client)
}

func hearingByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id HearingID) (hearingRow, bool, error) {
	return db.Find[hearingRow](ctx, tx, hearingColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func insertHearing(ctx context.Context, tx *db.Tx, id HearingID, in CaseID, client pana.ClientID, n HearingFacts, outside pana.PersonID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO hearings (id, case_id, client_id, kind, on_day, clock, organisation_id, interpreter_staff, interpreter_person, language,
			entrance, video, prepared, present, lawyer, result, minutes, payer, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', '', 0, $14, $15, $16, 1)`,
		id, in, client, n.Kind, n.On, n.Clock, n.Office, n.Interpreter, outside, n.Language, n.Entrance, n.Video, n.Prepared, n.Payer,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// updateHearing writes if the row still has version.
func updateHearing(ctx context.Context, tx *db.Tx, id HearingID, n HearingFacts, outside pana.PersonID, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE hearings SET kind = $1, on_day = $2, clock = $3, organisation_id = $4, interpreter_staff = $5, interpreter_person = $6,
			language = $7, entrance = $8, video = $9, prepared = $10, payer = $11, version = version + 1
		WHERE id = $12 AND version = $13`,
		n.Kind, n.On, n.Clock, n.Office, n.Interpreter, outside, n.Language, n.Entrance, n.Video, n.Prepared, n.Payer, id, version)
}

// closeHearing writes if the row still has version.
func closeHearing(ctx context.Context, tx *db.Tx, id HearingID, n Outcome, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE hearings SET result = $1, present = $2, lawyer = $3, minutes = $4, version = version + 1 WHERE id = $5 AND version = $6`,
		n.Result, n.Present, n.Beside, n.Minutes, id, version)
}

// Who goes along.

type escortRow struct {
	Hearing HearingID    `db:"hearing_id"`
	Staff   pana.StaffID `db:"staff_id"`
}

func allEscorts(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]escortRow, error) {
	return db.Select[escortRow](ctx, tx, `SELECT hearing_id, staff_id FROM hearing_escorts WHERE client_id = $1 ORDER BY hearing_id, staff_id`, client)
}

func escortsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, id HearingID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT staff_id FROM hearing_escorts WHERE client_id = $1 AND hearing_id = $2 ORDER BY staff_id`, client, id)
}

func replaceEscorts(ctx context.Context, tx *db.Tx, id HearingID, client pana.ClientID, staff []pana.StaffID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM hearing_escorts WHERE hearing_id = $1`, id); err != nil {
		return err
	}
	for _, s := range staff {
		if _, err := tx.Exec(ctx, `INSERT INTO hearing_escorts (hearing_id, staff_id, client_id) VALUES ($1, $2, $3)`, id, s, client); err != nil {
			return err
		}
	}
	return nil
}

// Lists over many clients. cond is what the reader may see, over clients c.

// courtAhead are hearings whose outcome is open and deadlines that are not met. Of
// several who go along the calendar names the first.
func courtAhead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	args = append(args, from, until)
	a, b := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'hearing' AS kind, h.client_id, c.code, c.site_id, h.on_day, h.clock AS at_clock, h.organisation_id AS place,
			COALESCE((SELECT MIN(x.staff_id) FROM hearing_escorts x WHERE x.hearing_id = h.id), '') AS staff_id, TRUE AS out_door, '/court' AS page
		FROM hearings h CROSS JOIN clients c
		WHERE c.id = h.client_id AND h.result = '' AND h.on_day >= `+a+` AND h.on_day <= `+b+` AND `+cond+`
		UNION ALL
		SELECT 'deadline', d.client_id, c.code, c.site_id, d.due, '', '', '', FALSE, '/court'
		FROM court_deadlines d CROSS JOIN clients c
		WHERE c.id = d.client_id AND d.met = '' AND d.due >= `+a+` AND d.due <= `+b+` AND `+cond+`
		ORDER BY 5, 6, 3`, args...)
}

// courtsNow are the clients in our care about whom a lawyer has something to keep
// in mind.
func courtsNow(ctx context.Context, tx *db.Tx, cond string, args []any, today pana.Date) ([]CourtNow, error) {
	args = append(args, today)
	n := "$" + strconv.Itoa(len(args))
	return db.Select[CourtNow](ctx, tx, `
		SELECT c.code,
			COALESCE((SELECT w.wish FROM court_wishes w WHERE w.client_id = c.id ORDER BY w.n DESC LIMIT 1), '') AS wish,
			COALESCE((SELECT k.stage FROM court_cases k WHERE k.client_id = c.id ORDER BY k.id DESC LIMIT 1), '') AS stage,
			COALESCE((SELECT MIN(h.on_day) FROM hearings h WHERE h.client_id = c.id AND h.result = '' AND h.on_day >= `+n+`), '') AS hearing,
			COALESCE((SELECT MIN(d.due) FROM court_deadlines d WHERE d.client_id = c.id AND d.met = ''), '') AS due
		FROM clients c JOIN episodes e ON e.client_id = c.id AND e.closed = ''
		WHERE (EXISTS (SELECT 1 FROM court_cases k WHERE k.client_id = c.id) OR EXISTS (SELECT 1 FROM court_wishes w WHERE w.client_id = c.id))
			AND `+cond+` ORDER BY c.code`, args...)
}
