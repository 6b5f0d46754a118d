package erasure

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A table is one table in which there may be rows about a client.
type table struct {
	name    string
	columns []db.Column
}

// stays reports whether a row leaves something behind that counts: a column to
// be kept or coarsened that says more than how many.
func (t table) stays() bool {
	return slices.ContainsFunc(t.columns, func(c db.Column) bool {
		return c.Class != db.ClassC && (c.Erasure == db.Keep || c.Erasure == db.Coarsen)
	})
}

func (t table) has(column string) bool {
	return slices.ContainsFunc(t.columns, func(c db.Column) bool { return c.Name == column })
}

func (t table) names() string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// apart are the tables in which a client is found by something else than a
// column client_id: %s stands for the ids of her and of all that is hers, and
// $1 for her own.
var apart = map[string]string{
	"words":                 "owner IN (%s)",
	"document_chunks":       "document_id IN (%s)",
	"requests":              "client_id = $1 OR id = $1",
	"request_sources":       "request_id IN (%s)",
	"indicators_seen":       "subject_id IN (%s)",
	"identifications":       "subject_id IN (%s)",
	"eligibilities":         "subject_id IN (%s)",
	"therapy_openings_told": "opening_id IN (%s)",
	"therapy_sessions":      "id IN (%s)",
	"watch_matches":         "client_id = $1 OR entry_id IN (%s) OR person_id IN (%[1]s)",
	"apart":                 "client_id = $1 OR other_id = $1",
	"name_tokens":           "short_id = (SELECT k.short_id FROM clients k WHERE k.id = $1)",
	"name_sets":             "short_id = (SELECT k.short_id FROM clients k WHERE k.id = $1)",
}

// others are the tables that say something of people and yet nothing of a client
// in our care: they belong to the house and its staff. Those with columns of
// class C only need not be named. The trail and the file's own first row are
// seen to by themselves.
var others = []string{"trail", "clients", "staff", "staff_names", "grants", "invitations", "sessions", "drafts",
	"code_numbers", "kits", "name_indexes", "organisations", "forms", "backups", "exports", "peers", "erasures", "erased", "look_days", "brought", "asked_in_vain", "staff_terms", "staff_records", "leavings", "outsiders", "volunteer_terms", "volunteer_lines", "visits", "visit_guests", "helpers", "outsider_before",
	"shifts", "handovers", "handover_reads", "roll_calls", "roll_ticks", "house_pages", "phone_calls", "roster_duties", "roster_swaps",
	"collections", "collection_entries", "collection_lines", "collection_receipts", "receipt_chunks", "collection_letters", "things", "thing_places", "thing_moves", "thing_uses", "supporters", "supporter_answers", "suggestions", "incidents", "house_agreements", "chores",
	"youth_groups", "youth_slots", "youth_terms", "youth_lessons", "youth_used", "youth_ideas", "youth_rules", "youth_arrivals", "youth_told", "youth_helping",
	"fund_agreements", "fund_funders", "fund_sites", "fund_targets", "fund_tariffs", "fund_mandates", "fund_rules", "fund_lesson_shares", "fund_closings", "fund_lines", "fund_claims",
	"fund_answers", "fund_withdrawals", "fund_mandates_before", "fund_licences_before", "fund_licences", "fund_licence_items",
	"report_layouts", "reports", "letter_templates", "letter_files", "letter_settings", "journals",
	"house_complaints", "house_complaint_about", "note_erasures", "note_counts", "stat_readings"}

// tablesOf are the tables of schema in which rows about a client may stand.
func tablesOf(schema fs.FS) ([]table, error) {
	columns, err := db.Columns(schema)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, c := range columns {
		i := slices.IndexFunc(all, func(t table) bool { return t.name == c.Table })
		if i < 0 {
			i, all = len(all), append(all, table{name: c.Table})
		}
		all[i].columns = append(all[i].columns, c)
	}
	return slices.DeleteFunc(all, func(t table) bool {
		return slices.Contains(others, t.name) || apart[t.name] == "" && !t.has("client_id")
	}), nil
}

// A scope is all that is one client's: her id and those of her rows, each with
// the one that takes its place.
type scope struct {
	client string
	fresh  map[string]string
}

// scopeOf gathers the ids of everything that is hers.
func scopeOf(ctx context.Context, tx *db.Tx, tables []table, client pana.ClientID) (*scope, error) {
	s := &scope{client: string(client), fresh: map[string]string{string(client): newID(tx)}}
	for _, t := range tables {
		if !t.has("client_id") || !t.has("id") {
			continue
		}
		if err := s.gather(ctx, tx, `SELECT id FROM `+t.name+` WHERE client_id = $1`); err != nil {
			return nil, err
		}
	}
	if !slices.ContainsFunc(tables, func(t table) bool { return t.name == "therapy_sessions" }) {
		return s, nil
	}
	// A session with her alone is hers; one of a group goes on without her.
	return s, s.gather(ctx, tx, `SELECT a.session_id FROM therapy_seats a WHERE a.client_id = $1
		AND NOT EXISTS (SELECT 1 FROM therapy_seats b WHERE b.session_id = a.session_id AND b.client_id <> $1)`)
}

// IDsOf returns the ids of everything that is a client's, her own among them.
func IDsOf(ctx context.Context, tx *db.Tx, schema fs.FS, client pana.ClientID) ([]string, error) {
	tables, err := tablesOf(schema)
	if err != nil {
		return nil, err
	}
	s, err := scopeOf(ctx, tx, tables, client)
	if err != nil {
		return nil, err
	}
	return s.ids(), nil
}

func (s *scope) gather(ctx context.Context, tx *db.Tx, q string) error {
	ids, err := db.Select[string](ctx, tx, q, s.client)
	for _, id := range ids {
		s.takes(tx, id)
	}
	return err
}

// takes returns the id that takes the place of id.
func (s *scope) takes(tx *db.Tx, id string) string {
	if id == "" {
		return ""
	}
	if s.fresh[id] == "" {
		s.fresh[id] = newID(tx)
	}
	return s.fresh[id]
}

// newID is an id that tells no time: those of the house begin with the moment
// they were made at.
func newID(tx *db.Tx) string { return pana.NewID(quarter(tx.Now.UTC())) }

// ids are all ids that are hers, in an order.
func (s *scope) ids() []string {
	all := make([]string, 0, len(s.fresh))
	for id := range s.fresh {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// mostIDs is how many ids one statement takes.
const mostIDs = 500

// where calls do with a condition that finds rows of t that are hers, as often as
// it takes.
func (s *scope) where(t table, ids []string, do func(cond string, args []any) error) error {
	cond := apart[t.name]
	if cond == "" {
		cond = "client_id = $1"
	}
	if !strings.Contains(cond, "%s") {
		return do(cond, []any{s.client})
	}
	for part := range slices.Chunk(ids, mostIDs) {
		var first []any
		if strings.Contains(cond, "$1") {
			first = []any{s.client}
		}
		list, args := db.In(first, part)
		if err := do(fmt.Sprintf(cond, list), args); err != nil {
			return err
		}
	}
	return nil
}

// forget goes through a table: its rows about her go, or stay coarse and under
// other ids. Rows that have become the same are one. It returns how many went and
// how many stay.
func (s *scope) forget(ctx context.Context, tx *db.Tx, t table, ids []string) (went, stay int64, err error) {
	err = s.where(t, ids, func(cond string, args []any) error {
		var rows [][]any
		if t.stays() {
			if rows, err = read(ctx, tx, t, cond, args); err != nil {
				return err
			}
		}
		n, err := tx.Exec(ctx, `DELETE FROM `+t.name+` WHERE `+cond, args...)
		if err != nil {
			return err
		}
		went += n - int64(len(rows))
		for _, row := range rows {
			if err := s.put(ctx, tx, t, row); err != nil {
				return err
			}
			stay++
		}
		return nil
	})
	return went, stay, err
}

// put writes a row again as it may stay.
func (s *scope) put(ctx context.Context, tx *db.Tx, t table, row []any) error {
	marks := make([]string, len(row))
	for i, c := range t.columns {
		row[i], marks[i] = s.left(tx, c, row[i]), fmt.Sprintf("$%d", i+1)
	}
	_, err := tx.Exec(ctx, `INSERT INTO `+t.name+` (`+t.names()+`) VALUES (`+strings.Join(marks, ", ")+`) ON CONFLICT DO NOTHING`, row...)
	return err
}

// left is what is left of a value of column c.
func (s *scope) left(tx *db.Tx, c db.Column, v any) any {
	text, isText := v.(string)
	switch {
	case c.Erasure == db.Keep:
		return v
	case c.Erasure == db.Coarsen:
		return coarse(v)
	case isText && (c.Erasure == db.Cut || c.Class == db.ClassS && isID(c.Name)):
		return s.takes(tx, text)
	case c.Class == db.ClassC && !isText:
		return v // her first, her second: says nothing once it is nobody's
	}
	return empty(v)
}

// isID reports whether a column holds the id of a row.
func isID(name string) bool {
	return name == "id" || strings.HasSuffix(name, "_id") || name == "supersedes" || name == "lawyer_person" || name == "interpreter_person"
}

func read(ctx context.Context, tx *db.Tx, t table, cond string, args []any) ([][]any, error) {
	rows, err := tx.Rows(ctx, `SELECT `+t.names()+` FROM `+t.name+` WHERE `+cond, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all [][]any
	for rows.Next() {
		values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, values)
	}
	return all, rows.Err()
}
