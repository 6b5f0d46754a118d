package rights

import (
	"cmp"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// A Record is one thing that the file says, written for a reader.
type Record struct {
	Kind   string           `json:"kind"`
	Title  string           `json:"title"`
	Part   pana.Compartment `json:"part"`
	Values []Value          `json:"fields"`
	Table  string           `json:"-"`
	Row    string           `json:"-"`
}

// A Value is one field of a record.
type Value struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Text  string `json:"value"`
	Code  string `json:"code,omitempty"` // as the house keeps it, where Text is a word for it
	Own   bool   `json:"own_words,omitempty"`
}

// A choice says what is gathered.
type choice struct {
	parts  []pana.Compartment
	others bool                     // what is said of other people too
	heard  bool                     // what other people said
	wants  func(kind, field) bool   // nil is every field
	beside map[string]string        // what the client wants to stand beside records
	hide   func(text string) string // takes out of free words what they should not say; nil takes out nothing
}

// ownWords are the fields in which the client speaks.
var ownWords = []string{"told", "goal", "wish", "words"}

// gather reads what a choice names of one file, in the order of the catalogue.
func gather(r *casework.Reading, say *speaker, c choice) ([]Record, error) {
	var all []found
	for _, k := range catalogue {
		if k.others && !c.others || k.part != "" && !slices.Contains(c.parts, k.part) {
			continue
		}
		fields := slices.DeleteFunc(slices.Clone(k.fields), func(f field) bool { return c.wants != nil && !c.wants(k, f) })
		if len(fields) == 0 {
			continue
		}
		rows, err := k.rows(r, fields)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !slices.Contains(c.parts, row.part) || !c.heard && text(row.columns["source"]) == string(pana.ThirdParty) {
				continue
			}
			all = append(all, row)
		}
	}
	said, err := wordsOf(r, all, c.parts)
	if err != nil {
		return nil, err
	}
	var records []Record
	for _, row := range all {
		rec := Record{Kind: row.name, Title: say.called("kind." + row.name), Part: row.part, Table: row.table, Row: row.row}
		for _, f := range row.wanted {
			rec.Values = append(rec.Values, say.values(row, f, said, c.hide)...)
		}
		if statement := c.beside[row.row]; statement != "" && len(rec.Values) > 0 {
			rec.Values = append(rec.Values, Value{Field: row.name + ".beside", Label: say.r.T("client-copy.beside"), Text: statement, Own: true})
		}
		if len(rec.Values) > 0 {
			records = append(records, rec)
		}
	}
	return records, nil
}

// A found row is one of a kind, with the columns that were asked for.
type found struct {
	kind
	row     string
	part    pana.Compartment
	wanted  []field
	columns map[string]any
}

// rows reads the rows of a kind.
func (k kind) rows(r *casework.Reading, fields []field) ([]found, error) {
	columns := []string{k.id + " AS own_row"}
	names := []string{"own_row"}
	add := func(name string) {
		if slices.Contains(names, name) {
			return
		}
		names = append(names, name)
		if i := slices.IndexFunc(k.made, func(m made) bool { return m.name == name }); i >= 0 {
			columns = append(columns, k.made[i].as+" AS "+name)
		} else {
			columns = append(columns, "r."+name)
		}
	}
	if k.part == "" {
		add("compartment")
	}
	if slices.ContainsFunc(k.fields, func(f field) bool { return f.name == "source" }) {
		add("source")
	}
	for _, f := range fields {
		switch f.form {
		case asWord, asWords:
		case asFuzzy:
			for _, part := range []string{"earliest", "latest", "precision"} {
				add(fuzzyColumn(f, part))
			}
		case asListed:
			add(f.name)
			add(f.arg)
		default:
			add(f.name)
		}
	}
	rows, err := r.Tx.Rows(r.Ctx, `SELECT `+strings.Join(columns, ", ")+` FROM `+k.table+` r WHERE `+k.where+` ORDER BY `+k.order, string(r.Subject.Client))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []found
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := found{kind: k, part: k.part, wanted: fields, columns: map[string]any{}}
		for i, name := range names {
			row.columns[name] = values[i]
		}
		row.row = text(values[0])
		if k.part == "" {
			row.part = pana.Compartment(text(row.columns["compartment"]))
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

func fuzzyColumn(f field, part string) string {
	if f.arg == "" {
		return part
	}
	return f.arg + "_" + part
}

// mostRows is of how many rows the words are opened at once.
const mostRows = 500

// wordsOf opens the words of rows, as far as parts reach.
func wordsOf(r *casework.Reading, all []found, parts []pana.Compartment) ([]casework.Said, error) {
	var rows []string
	for _, row := range all {
		if slices.ContainsFunc(row.wanted, func(f field) bool { return f.form == asWord || f.form == asWords }) {
			rows = append(rows, row.row)
		}
	}
	slices.Sort(rows)
	var said []casework.Said
	for part := range slices.Chunk(slices.Compact(rows), mostRows) {
		s, err := r.Words(part, parts...)
		if err != nil {
			return nil, err
		}
		said = append(said, s)
	}
	return said, nil
}

// of returns one word of a row.
func of(said []casework.Said, row found, name string) string {
	for _, s := range said {
		if text := s.Of(row.table, row.row, name); text != "" {
			return text
		}
	}
	return ""
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return string(v)
	}
	return ""
}

func number(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case int32:
		return int64(v)
	case bool:
		if v {
			return 1
		}
	case float64:
		return int64(v)
	}
	return 0
}

// byPart orders records by the part of the file, and within it as they come.
func byPart(records []Record) {
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Compare(slices.Index(Parts(), a.Part), slices.Index(Parts(), b.Part))
	})
}
