package rights_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/rights"
)

// A file is filled with something of its own in every column and every word that
// the catalogue knows, and with the hands and beds that it does not. Whichever
// single field is ordered, what is handed out holds its canary and no other.
func TestAnExportHoldsExactlyTheOrderedFields(t *testing.T) {
	w := open(t)
	w.ByHand()
	her := w.cared()
	canaries := w.plant(her.Client)
	seen, asked := 0, 0
	for _, g := range rights.Catalogue() {
		for _, ref := range g.Refs {
			asked++
			records, err := w.Ordered(w.As("saule"), her.Code, []string{ref})
			w.must(err)
			for _, rec := range records {
				for _, v := range rec.Values {
					if v.Field != ref {
						t.Errorf("%s was ordered, %s was handed out", ref, v.Field)
					}
				}
			}
			text, err := json.Marshal(records)
			w.must(err)
			for canary, of := range canaries {
				if !strings.Contains(string(text), canary) {
					continue
				}
				if of != ref {
					t.Errorf("%s was ordered, and %s of %s is there: %s", ref, canary, of, text)
				}
				seen++
			}
			for canary, of := range canaries {
				if of == ref && !strings.Contains(string(text), canary) {
					t.Errorf("%s was ordered and is not there: %s", ref, text)
				}
			}
		}
	}
	t.Logf("%d canaries, %d fields ordered one by one, %d found", len(canaries), asked, seen)
	if asked < 300 || seen < 250 {
		t.Errorf("only %d fields and %d found", asked, seen)
	}
}

// fixed are columns that a kind of row needs to count at all.
var fixed = map[string]map[string]any{
	"strength":    {"kind": "strength", "compartment": "care"},
	"note":        {"compartment": "care"},
	"paper-copy":  {"compartment": "care"},
	"around":      {"compartment": "care"},
	"kin":         {"compartment": "care", "role": "mother"},
	"suspect":     {"compartment": "safety", "role": "possible-exploiter"},
	"goal":        {"compartment": "care"},
	"step":        {"line_id": "row-goal"},
	"happened":    {"newest": true},
	"happened-as": {"trafficking_id": "row-happened", "list": "htcds/exploitation"},
	"happened-at": {"trafficking_id": "row-happened"},
	"complaint":   {"newest": true}, "pregnancy": {"newest": true}, "allergy": {"newest": true}, "medicine": {"newest": true}, "school": {"newest": true}, "dose": {"newest": true},
	"guests": {"newest": true}, "helper-asked": {"newest": true}, "together": {"newest": true},
	"call-rule": {"set_id": "rules"},
}

// plant fills a file and returns what was put where.
func (w *world) plant(client pana.ClientID) map[string]string {
	w.t.Helper()
	saule, canaries, n := w.As("saule"), map[string]string{}, 0
	w.must(w.House.DB.Update(saule, func(tx *db.Tx) error {
		episode, err := db.Get[string](saule, tx, `SELECT id FROM episodes WHERE client_id = $1`, client)
		if err != nil {
			return err
		}
		if err := insert(saule, tx, "contact_rule_sets", map[string]any{"id": "rules", "client_id": string(client), "newest": true}); err != nil {
			return err
		}
		for _, p := range rights.Plant() {
			types, err := typesOf(saule, tx, p.Table)
			if err != nil {
				return err
			}
			row := map[string]any{}
			for name, v := range map[string]any{"id": p.Row, "client_id": string(client), "episode_id": "e-" + p.Row, "subject_id": episode, "by_staff": "handof" + p.Kind, "bed_id": "bedof" + p.Kind} {
				if types[name] != "" {
					row[name] = v
				}
			}
			for name, v := range fixed[p.Kind] {
				row[name] = v
			}
			for _, f := range p.Fields {
				n++
				canary := fmt.Sprintf("canary%04dx", n)
				if f.Day {
					canary = fmt.Sprintf("%04d-03-07", 1000+n)
				}
				for _, column := range f.Columns {
					if fixed[p.Kind][column] != nil && column != "kind" && column != "role" {
						continue
					}
					var v any = canary
					if types[column] == "number" {
						canary = fmt.Sprint(700000 + n)
						v = int64(700000 + n)
					}
					row[column] = v
					if f.Day {
						row[strings.TrimSuffix(strings.TrimSuffix(column, "earliest"), "latest")+"precision"] = "day"
					}
				}
				for _, word := range f.Words {
					if _, err := seal.PutWord(saule, tx, w.Shelter.ID, seal.Owner(client), seal.Word{Table: p.Table, Row: rowOf(p, client), Field: word, Compartment: p.Part, Text: canary}); err != nil {
						return err
					}
				}
				canaries[canary] = f.Ref
			}
			for name := range row {
				if types[name] == "" {
					delete(row, name)
				}
			}
			if p.Table == "clients" {
				err = update(saule, tx, string(client), row)
			} else {
				err = insert(saule, tx, p.Table, row)
			}
			if err != nil {
				return fmt.Errorf("%s: %w", p.Kind, err)
			}
		}
		return nil
	}))
	return canaries
}

func rowOf(p rights.Planting, client pana.ClientID) string {
	if p.Table == "clients" {
		return string(client)
	}
	return p.Row
}

// typesOf says of each column of a table whether it takes text, a number, a yes or
// bytes.
func typesOf(ctx context.Context, tx *db.Tx, table string) (map[string]string, error) {
	q := `SELECT name, type FROM pragma_table_info($1)`
	if tx.Engine == db.Postgres {
		q = `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1`
	}
	list, err := db.Select[struct {
		Name string `db:"name"`
		Type string `db:"type"`
	}](ctx, tx, q, table)
	types := map[string]string{}
	for _, c := range list {
		switch strings.ToLower(c.Type) {
		case "text":
			types[c.Name] = "text"
		case "boolean":
			types[c.Name] = "yes"
		case "blob", "bytea":
			types[c.Name] = "bytes"
		default:
			types[c.Name] = "number"
		}
	}
	return types, err
}

// insert puts a row in; columns that are not given say nothing.
func insert(ctx context.Context, tx *db.Tx, table string, row map[string]any) error {
	types, err := typesOf(ctx, tx, table)
	if err != nil {
		return err
	}
	var names, marks []string
	var args []any
	for name, kind := range types {
		v, given := row[name]
		if !given {
			v = map[string]any{"text": "", "number": int64(0), "yes": false, "bytes": []byte{}}[kind]
		}
		names, args = append(names, name), append(args, v)
		marks = append(marks, fmt.Sprintf("$%d", len(args)))
	}
	_, err = tx.Exec(ctx, `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, args...)
	return err
}

// update fills the first row of a client.
func update(ctx context.Context, tx *db.Tx, client string, row map[string]any) error {
	for name, v := range row {
		if slices.Contains([]string{"id", "client_id"}, name) {
			continue
		}
		if _, err := tx.Exec(ctx, `UPDATE clients SET `+name+` = $1 WHERE id = $2`, v, client); err != nil {
			return err
		}
	}
	return nil
}
