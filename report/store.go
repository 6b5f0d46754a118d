package report

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
)

// The shelf.

type layoutRow struct {
	Layout
	Sealed []byte `db:"name"`
}

func layoutRows(ctx context.Context, tx *db.Tx) ([]layoutRow, error) {
	return db.Select[layoutRow](ctx, tx, `SELECT id, name, digest, retired, by_staff, version FROM report_layouts ORDER BY id DESC`)
}

func insertLayout(ctx context.Context, tx *db.Tx, l layoutRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO report_layouts (id, name, digest, retired, by_staff, at, version) VALUES ($1, $2, $3, '', $4, $5, 1)`,
		l.ID, l.Sealed, l.Digest, l.By, db.Micros(tx.Now))
	return err
}

func insertWorkbook(ctx context.Context, tx *db.Tx, id LayoutID, content []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO report_workbooks (layout_id, content) VALUES ($1, $2)`, id, content)
	return err
}

func workbookOf(ctx context.Context, tx *db.Tx, id LayoutID) ([]byte, bool, error) {
	return db.Find[[]byte](ctx, tx, `SELECT content FROM report_workbooks WHERE layout_id = $1`, id)
}

func setLayoutRetired(ctx context.Context, tx *db.Tx, id LayoutID, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE report_layouts SET retired = $1, version = version + 1 WHERE id = $2 AND version = $3`, on, id, version)
}

// Sheets.

type reportRow struct {
	Report
	SealedFigures []byte `db:"figures"`
	SealedInputs  []byte `db:"inputs"`
	SealedDespite []byte `db:"despite"`
	SealedWhy     []byte `db:"why"`
}

const reportColumns = `SELECT id, agreement_id, since, until, number, layout, languages, threshold, apart, names, digest, figures, inputs, despite,
	approved_on, approved_by, reopened_on, reopened_by, why, version FROM reports `

// headColumns leave the frozen words where they are: a list needs none of them.
const headColumns = `SELECT id, agreement_id, since, until, number, layout, languages, threshold, apart, names, digest,
	approved_on, approved_by, reopened_on, reopened_by, version FROM reports `

func reportHeads(ctx context.Context, tx *db.Tx) ([]Report, error) {
	return db.Select[Report](ctx, tx, headColumns+`ORDER BY until DESC, since DESC, id DESC`)
}

func reportsOf(ctx context.Context, tx *db.Tx, a funding.AgreementID) ([]reportRow, error) {
	return db.Select[reportRow](ctx, tx, reportColumns+`WHERE agreement_id = $1 ORDER BY number DESC`, a)
}

func reportByID(ctx context.Context, tx *db.Tx, id ReportID) (reportRow, bool, error) {
	return db.Find[reportRow](ctx, tx, reportColumns+`WHERE id = $1`, id)
}

func insertReport(ctx context.Context, tx *db.Tx, r reportRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO reports (id, agreement_id, since, until, number, layout, languages, threshold, apart, names, digest, figures, inputs, despite,
			approved_on, approved_by, reopened_on, reopened_by, why, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', '', $17, 1)`,
		r.ID, r.Agreement, r.Since, r.Until, r.Number, r.Layout, r.Languages, r.Threshold, r.Apart, r.Names, r.Digest,
		r.SealedFigures, r.SealedInputs, r.SealedDespite, r.ApprovedOn, r.ApprovedBy, []byte{})
	return err
}

// reopen writes if the row still has version and stands.
func reopen(ctx context.Context, tx *db.Tx, id ReportID, version int64, on pana.Date, why []byte) (int64, error) {
	return tx.Exec(ctx, `UPDATE reports SET reopened_on = $1, reopened_by = $2, why = $3, version = version + 1 WHERE id = $4 AND version = $5 AND reopened_on = ''`,
		on, me(ctx), why, id, version)
}

func insertLines(ctx context.Context, tx *db.Tx, id ReportID, lines []Line) error {
	for n, l := range lines {
		if _, err := tx.Exec(ctx, `INSERT INTO report_lines (id, report_id, n, client_id, shown, days, services, amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.ID(), id, n, l.Client, l.Shown, l.Days, l.Services, l.Minor); err != nil {
			return err
		}
	}
	return nil
}

func linesOf(ctx context.Context, tx *db.Tx, id ReportID) ([]Line, error) {
	return db.Select[Line](ctx, tx, `SELECT l.client_id, l.shown, l.days, l.services, l.amount, COALESCE(c.code, '') AS code
		FROM report_lines l LEFT JOIN clients c ON c.id = l.client_id WHERE l.report_id = $1 ORDER BY l.n, l.id`, id)
}

// leftAlone are those whose files are left alone: nothing of them leaves.
func leftAlone(ctx context.Context, tx *db.Tx) (map[pana.ClientID]bool, error) {
	ids, err := db.Select[pana.ClientID](ctx, tx, `SELECT client_id FROM restrictions WHERE lifted_at = 0`)
	alone := map[pana.ClientID]bool{}
	for _, id := range ids {
		alone[id] = true
	}
	return alone, err
}

// youngOnes are those whose files are at a youth centre.
func youngOnes(ctx context.Context, tx *db.Tx) (map[pana.ClientID]bool, error) {
	ids, err := db.Select[pana.ClientID](ctx, tx, `SELECT c.id FROM clients c JOIN sites s ON s.id = c.site_id WHERE s.kind = 'youth-centre'`)
	young := map[pana.ClientID]bool{}
	for _, id := range ids {
		young[id] = true
	}
	return young, err
}

// What earlier chapters know of people.

// some is how many are asked about at once.
const some = 500

// humans returns what is known of clients in codes, each once, in their order. It
// asks no policy: the caller counts, and shows nobody.
func humans(ctx context.Context, tx *db.Tx, clients []pana.ClientID, p funding.Period) ([]human, error) {
	at := map[pana.ClientID]*human{}
	all := make([]human, 0, len(clients))
	for ids := range slices.Chunk(clients, some) {
		in, args := db.In(nil, ids)
		rows, err := db.Select[human](ctx, tx, `SELECT id, code, sex, age_band, citizenship, undetermined, origin_country, origin_region FROM clients WHERE id IN (`+in+`)`, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	for i := range all {
		all[i].done = map[string]bool{}
		at[all[i].ID] = &all[i]
	}
	type coded struct {
		Client pana.ClientID `db:"client_id"`
		Code   string        `db:"code"`
	}
	for ids := range slices.Chunk(clients, some) {
		in, args := db.In(nil, ids)
		rows, err := db.Select[coded](ctx, tx, `SELECT t.client_id, c.code FROM trafficking t JOIN trafficking_codes c ON c.trafficking_id = t.id
			WHERE t.newest AND c.list = 'htcds/exploitation' AND t.client_id IN (`+in+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if h := at[r.Client]; h != nil {
				h.exploited = append(h.exploited, r.Code)
			}
		}
	}
	for what, q := range doneIn {
		rows, err := db.Select[pana.ClientID](ctx, tx, q, p.Since, p.Until)
		if err != nil {
			return nil, err
		}
		for _, id := range rows {
			if h := at[id]; h != nil {
				h.done[what] = true
			}
		}
	}
	return all, nil
}

// doneIn finds those for whom something happened between two days.
var doneIn = map[string]string{
	"medical":  `SELECT DISTINCT client_id FROM appointments WHERE state = 'held' AND on_day >= $1 AND on_day <= $2`,
	"employed": `SELECT DISTINCT client_id FROM jobs WHERE latest >= $1 AND latest <= $2`,
	"school":   `SELECT DISTINCT client_id FROM school_places WHERE state IN ('placed', 'ended') AND latest >= $1 AND latest <= $2`,
	"papers":   `SELECT DISTINCT client_id FROM papers WHERE obtained >= $1 AND obtained <= $2`,
	"reunited": `SELECT DISTINCT client_id FROM exits WHERE state = 'left' AND kind = 'family' AND on_day >= $1 AND on_day <= $2`,
}
