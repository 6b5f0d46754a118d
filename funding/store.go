package funding

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Agreements.

type agreementRow struct {
	Agreement
	Kinds        string `db:"services"`
	Reasons      string `db:"absences"`
	SealedName   []byte `db:"name"`
	SealedNumber []byte `db:"number"`
	SealedForm   []byte `db:"form"`
}

func agreementRows(ctx context.Context, tx *db.Tx) ([]agreementRow, error) {
	return db.Select[agreementRow](ctx, tx, `SELECT id, payer, currency, since, until, pays_days, absent_days, mandate_id, rhythm, due_days, officer,
		services, absences, name, number, form, by_staff, version FROM fund_agreements ORDER BY since DESC, id`)
}

func insertAgreement(ctx context.Context, tx *db.Tx, a Agreement, sealed [3][]byte) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO fund_agreements (id, payer, currency, since, until, pays_days, absent_days, mandate_id, rhythm, due_days, officer, services, absences,
			name, number, form, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)`,
		a.ID, a.Payer, a.Currency, a.Since, a.Until, a.Days, a.Absent, a.Mandate, a.Rhythm, a.Due, a.Officer, strings.Join(a.Services, " "),
		strings.Join(a.Absences, " "), sealed[0], sealed[1], sealed[2], me(ctx))
	return err
}

func updateAgreement(ctx context.Context, tx *db.Tx, a Agreement, sealed [3][]byte, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE fund_agreements SET payer = $1, currency = $2, since = $3, until = $4, pays_days = $5, absent_days = $6, mandate_id = $7, rhythm = $8,
			due_days = $9, officer = $10, services = $11, absences = $12, name = $13, number = $14, form = $15, by_staff = $16, version = version + 1
		WHERE id = $17 AND version = $18`,
		a.Payer, a.Currency, a.Since, a.Until, a.Days, a.Absent, a.Mandate, a.Rhythm, a.Due, a.Officer, strings.Join(a.Services, " "),
		strings.Join(a.Absences, " "), sealed[0], sealed[1], sealed[2], me(ctx), a.ID, version)
}

// putParts gives an agreement its funders and sites anew.
func putParts(ctx context.Context, tx *db.Tx, a Agreement) error {
	for _, table := range []string{"fund_funders", "fund_sites"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE agreement_id = $1`, a.ID); err != nil {
			return err
		}
	}
	var funders, sites [][]any
	for _, f := range a.Funders {
		funders = append(funders, []any{a.ID, f.Organisation, f.Through, f.Parts})
	}
	for _, s := range a.Sites {
		sites = append(sites, []any{a.ID, s})
	}
	if err := tx.InsertMany(ctx, "fund_funders (agreement_id, organisation_id, through_id, parts)", funders); err != nil {
		return err
	}
	return tx.InsertMany(ctx, "fund_sites (agreement_id, site_id)", sites)
}

type funderRow struct {
	Agreement AgreementID `db:"agreement_id"`
	Funder
}

type siteRow struct {
	Agreement AgreementID `db:"agreement_id"`
	Site      pana.SiteID `db:"site_id"`
}

type targetRow struct {
	Agreement AgreementID `db:"agreement_id"`
	Target
}

type tariffRow struct {
	Agreement AgreementID `db:"agreement_id"`
	Tariff
}

func funderRows(ctx context.Context, tx *db.Tx) ([]funderRow, error) {
	return db.Select[funderRow](ctx, tx, `SELECT agreement_id, organisation_id, through_id, parts FROM fund_funders ORDER BY agreement_id, parts DESC, organisation_id`)
}

func siteRows(ctx context.Context, tx *db.Tx) ([]siteRow, error) {
	return db.Select[siteRow](ctx, tx, `SELECT agreement_id, site_id FROM fund_sites ORDER BY agreement_id, site_id`)
}

func targetRows(ctx context.Context, tx *db.Tx) ([]targetRow, error) {
	return db.Select[targetRow](ctx, tx, `SELECT id, agreement_id, what, since, until, number FROM fund_targets ORDER BY agreement_id, since, what`)
}

func tariffRows(ctx context.Context, tx *db.Tx) ([]tariffRow, error) {
	return db.Select[tariffRow](ctx, tx, `SELECT id, agreement_id, unit, kind, since, until, amount FROM fund_tariffs ORDER BY agreement_id, unit, kind, since`)
}

func insertTarget(ctx context.Context, tx *db.Tx, id AgreementID, t Target) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_targets (id, agreement_id, what, since, until, number) VALUES ($1, $2, $3, $4, $5, $6)`,
		t.ID, id, t.What, t.Since, t.Until, t.Count)
	return err
}

func deleteTarget(ctx context.Context, tx *db.Tx, of AgreementID, id string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM fund_targets WHERE id = $1 AND agreement_id = $2`, id, of)
}

func insertTariff(ctx context.Context, tx *db.Tx, id AgreementID, t Tariff) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_tariffs (id, agreement_id, unit, kind, since, until, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		t.ID, id, t.Unit, t.Kind, t.Since, t.Until, t.Minor)
	return err
}

func endTariff(ctx context.Context, tx *db.Tx, id string, until pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE fund_tariffs SET until = $1 WHERE id = $2`, until, id)
	return err
}

func deleteTariff(ctx context.Context, tx *db.Tx, of AgreementID, id string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM fund_tariffs WHERE id = $1 AND agreement_id = $2`, id, of)
}

// Mandates.

type mandateRow struct {
	Mandate
	Sealed []byte `db:"words"`
}

func mandatesOf(ctx context.Context, tx *db.Tx) ([]mandateRow, error) {
	return db.Select[mandateRow](ctx, tx, `SELECT id, site_id, since, until, organisation_id, words, by_staff, version FROM fund_mandates ORDER BY site_id, since`)
}

func insertMandate(ctx context.Context, tx *db.Tx, m Mandate, words []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_mandates (id, site_id, since, until, organisation_id, words, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`,
		m.ID, m.Site, m.Since, m.Until, m.Operator, words, me(ctx))
	return err
}

// Rules and single rows.

type ruleRow struct {
	Rule
	Parts string `db:"shares"`
}

func rules(ctx context.Context, tx *db.Tx) ([]Rule, error) {
	rows, err := db.Select[ruleRow](ctx, tx, `SELECT id, site_id, what, payer, since, until, shares, by_staff, version FROM fund_rules ORDER BY since DESC, id`)
	list := make([]Rule, 0, len(rows))
	for _, r := range rows {
		one := r.Rule
		if one.Shares, err = readShares(r.Parts); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, err
}

func insertRule(ctx context.Context, tx *db.Tx, r Rule) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_rules (id, site_id, what, payer, since, until, shares, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
		r.ID, r.Site, r.What, r.Payer, r.Since, r.Until, writeShares(r.Shares), me(ctx))
	return err
}

func endRule(ctx context.Context, tx *db.Tx, id RuleID, until pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE fund_rules SET until = $1, version = version + 1 WHERE id = $2 AND version = $3`, until, id, version)
}

type overrideRow struct {
	ID      string        `db:"id"`
	Client  pana.ClientID `db:"client_id"`
	Source  string        `db:"source"`
	Row     string        `db:"row_id"`
	On      pana.Date     `db:"on_day"`
	Parts   string        `db:"shares"`
	Version int64         `db:"version"`
	Shares  []Share       `db:"-"`
}

func overrides(ctx context.Context, tx *db.Tx, cond string, args []any) ([]overrideRow, error) {
	rows, err := db.Select[overrideRow](ctx, tx, `SELECT o.id, o.client_id, o.source, o.row_id, o.on_day, o.shares, o.version
		FROM fund_overrides o CROSS JOIN clients c WHERE c.id = o.client_id AND (`+cond+`) ORDER BY o.id`, args...)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Shares, err = readShares(rows[i].Parts); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func putOverride(ctx context.Context, tx *db.Tx, o overrideRow) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO fund_overrides (id, client_id, source, row_id, on_day, shares, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
		ON CONFLICT (client_id, source, row_id, on_day) DO UPDATE SET shares = excluded.shares, by_staff = excluded.by_staff, at = excluded.at,
			version = fund_overrides.version + 1`,
		o.ID, o.Client, o.Source, o.Row, o.On, writeShares(o.Shares), me(ctx), db.Micros(tx.Now))
	return err
}

func dropOverride(ctx context.Context, tx *db.Tx, o overrideRow) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM fund_overrides WHERE client_id = $1 AND source = $2 AND row_id = $3 AND on_day = $4`, o.Client, o.Source, o.Row, o.On)
}

// Closed months and the lines that they keep.

type closingRow struct {
	Closing
	Sealed []byte `db:"why"`
}

func closings(ctx context.Context, tx *db.Tx) ([]closingRow, error) {
	return db.Select[closingRow](ctx, tx, `SELECT id, month, n, closed, on_day, days, services, people, sums, why, by_staff FROM fund_closings ORDER BY month DESC, n DESC`)
}

func insertClosing(ctx context.Context, tx *db.Tx, c Closing, why []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_closings (id, month, n, closed, on_day, days, services, people, sums, why, by_staff)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, c.ID, c.Month, c.N, c.Closed, c.On, c.Days, c.Services, c.People, c.Sums, why, me(ctx))
	return err
}

// closedMonths returns the months that stand closed, with the closing of each.
func closedMonths(ctx context.Context, tx *db.Tx) (map[string]Closing, error) {
	rows, err := db.Select[Closing](ctx, tx, `SELECT id, month, n, closed, on_day, days, services, people, sums, by_staff FROM fund_closings c
		WHERE closed AND n = (SELECT MAX(m.n) FROM fund_closings m WHERE m.month = c.month)`)
	all := make(map[string]Closing, len(rows))
	for _, r := range rows {
		all[r.Month] = r
	}
	return all, err
}

func keptRows(ctx context.Context, tx *db.Tx, month string, closed bool) ([]keptRow, error) {
	return db.Select[keptRow](ctx, tx, `SELECT number, what, source, site_id, on_day, minutes, staff_id, payer, absent, paid, unpaid FROM fund_lines
		WHERE month = $1 AND (forgotten OR $2) ORDER BY on_day, id`, month, closed)
}

// dropKept takes out the lines of a month that is opened anew, save those of whoever
// was forgotten: they are nowhere else.
func dropKept(ctx context.Context, tx *db.Tx, month string) error {
	_, err := tx.Exec(ctx, `DELETE FROM fund_lines WHERE month = $1 AND NOT forgotten`, month)
	return err
}

func numbersOf(ctx context.Context, tx *db.Tx, year, cond string, args []any) ([]numberRow, error) {
	args = append(append([]any{}, args...), year)
	return db.Select[numberRow](ctx, tx, `SELECT n.number, n.client_id, c.code, CASE WHEN (`+cond+`) THEN TRUE ELSE FALSE END AS seen
		FROM fund_numbers n CROSS JOIN clients c WHERE c.id = n.client_id AND n.year = `+arg(len(args)), args...)
}

// numberFor is the number of a client in the closed months of a year, drawn at
// random when she has none.
func numberFor(ctx context.Context, tx *db.Tx, client pana.ClientID, year string) (string, error) {
	number, ok, err := db.Find[string](ctx, tx, `SELECT number FROM fund_numbers WHERE client_id = $1 AND year = $2`, client, year)
	if err != nil || ok {
		return number, err
	}
	drawn := make([]byte, 16)
	rand.Read(drawn)
	number = hex.EncodeToString(drawn)
	_, err = tx.Exec(ctx, `INSERT INTO fund_numbers (id, client_id, year, number) VALUES ($1, $2, $3, $4)`, tx.ID(), client, year, number)
	return number, err
}

// Cut leaves of the lines under a client's numbers what was paid for, and nothing of
// who did it and where it is written down. Her numbers go with her other rows, and
// then the lines lead to nobody.
func Cut(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `UPDATE fund_lines SET forgotten = TRUE, source = '', staff_id = ''
		WHERE number IN (SELECT n.number FROM fund_numbers n WHERE n.client_id = $1)`, client)
	return err
}
