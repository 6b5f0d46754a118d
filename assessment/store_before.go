package assessment

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// factColumns are the columns in which the three tables of lines differ.
var factColumns = map[string]string{
	Harms:     "kind, from_earliest, from_latest, from_precision, until_earliest, until_latest, until_precision",
	Homes:     "kind, whose",
	ChanceSet: "kind, earliest, latest, precision",
}

func insertLine(ctx context.Context, tx *db.Tx, table, id string, client pana.ClientID, t Trace, facts []any) error {
	row := append([]any{id, client, t.Source, t.Interpreted, t.ID, "", pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)}, facts...)
	return tx.InsertMany(ctx, table+" (id, client_id, source, interpreted, supersedes, ended, by_staff, at, "+factColumns[table]+")", [][]any{row})
}

// endBefore returns 0 when there is no such line, or it stands no more.
func endBefore(ctx context.Context, tx *db.Tx, table, id string, client pana.ClientID, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE `+table+` SET ended = $1 WHERE id = $2 AND client_id = $3 AND ended = ''`, on, id, client)
}

func lineExists(ctx context.Context, tx *db.Tx, table, id string, client pana.ClientID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE id = $1 AND client_id = $2)`, id, client)
}

// linesOf selects the lines of a table that stand, in the order they were written.
func linesOf[T any](ctx context.Context, tx *db.Tx, table string, client pana.ClientID) ([]T, error) {
	return db.Select[T](ctx, tx, `SELECT id, source, interpreted, by_staff, `+factColumns[table]+` FROM `+table+`
		WHERE client_id = $1 AND ended = '' ORDER BY id`, client)
}

type harmRow struct {
	Trace
	Kind           string         `db:"kind"`
	FromEarliest   pana.Date      `db:"from_earliest"`
	FromLatest     pana.Date      `db:"from_latest"`
	FromPrecision  pana.Precision `db:"from_precision"`
	UntilEarliest  pana.Date      `db:"until_earliest"`
	UntilLatest    pana.Date      `db:"until_latest"`
	UntilPrecision pana.Precision `db:"until_precision"`
}

func harmsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Harm, error) {
	rows, err := linesOf[harmRow](ctx, tx, Harms, client)
	harms := make([]Harm, len(rows))
	for i, r := range rows {
		harms[i] = Harm{Trace: r.Trace, Kind: r.Kind, When: pana.Period{
			From:  pana.Fuzzy{Earliest: r.FromEarliest, Latest: r.FromLatest, Precision: r.FromPrecision},
			Until: pana.Fuzzy{Earliest: r.UntilEarliest, Latest: r.UntilLatest, Precision: r.UntilPrecision}}}
	}
	return harms, err
}

func householdOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Household, error) {
	return linesOf[Household](ctx, tx, Homes, client)
}

type chanceRow struct {
	Trace
	Kind      string         `db:"kind"`
	Earliest  pana.Date      `db:"earliest"`
	Latest    pana.Date      `db:"latest"`
	Precision pana.Precision `db:"precision"`
}

func chancesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Chance, error) {
	rows, err := linesOf[chanceRow](ctx, tx, ChanceSet, client)
	chances := make([]Chance, len(rows))
	for i, r := range rows {
		chances[i] = Chance{Trace: r.Trace, Kind: r.Kind, When: pana.Fuzzy{Earliest: r.Earliest, Latest: r.Latest, Precision: r.Precision}}
	}
	return chances, err
}

// Marks.

func marksOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Marks, bool, error) {
	return db.Find[Marks](ctx, tx, `SELECT id, number, domestic, parents, children, source, interpreted FROM before_marks
		WHERE client_id = $1 ORDER BY number DESC LIMIT 1`, client)
}

func insertMarks(ctx context.Context, tx *db.Tx, client pana.ClientID, m Marks) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO before_marks (id, client_id, number, domestic, parents, children, source, interpreted, by_staff, at)
		VALUES (`+places(10)+`)`, m.ID, client, m.Number, m.Domestic, m.Parents, m.Children, m.Source, m.Interpreted,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// places are the placeholders of n arguments.
func places(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(all, ", ")
}
