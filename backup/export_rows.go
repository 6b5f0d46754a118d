package backup

import (
	"archive/zip"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"regexp"
	"slices"
	"strings"

	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// An archive is an export as it is written: a zip, since every machine opens one.
type archive struct {
	b     *Backup
	to    *zip.Writer
	rings []*seal.Ring
	made  Export
	say   Progress

	rows   int64
	hidden map[string]bool // ids and codes of everything that is kept from one of the two
	papers map[string]paper
	inside contents
}

// contents is the list at the end of an archive.
type contents struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Made    string      `json:"made"`  // UTC
	House   []byte      `json:"house"` // the public key the list is signed with
	Tables  []listed    `json:"tables"`
	Words   listedWords `json:"words"`
	Files   []listFile  `json:"files"`
	LeftOut []string    `json:"left_out"` // tables that are only in the sealed set
}

type listed struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
}

type listFile struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  string `json:"sha256"`
}

const exportFormat = "pana export"

// machinery are tables that say nothing outside this program, or only how much
// there is in it: who is signed in, indexes of names, the tree of the trail,
// numbers given out. Complaints are not the heads' to hand out, whom they may be
// about. They are in the sealed set. Words and papers have files of
// their own.
var machinery = []string{"backups", "code_counter", "code_numbers", "document_chunks", "drafts", "erased", "erasures", "exports", "invitations", "kits",
	"complaint_settings", "house_complaints", "house_complaint_about", "met_tokens", "name_indexes", "name_sets", "name_tokens", "note_erasures", "notices", "safe_tokens", "seconds", "sessions", "staff_names", "trail_checkpoints", "trail_forgotten",
	"trail_hashes", "trail_states", "watch_tokens", "words"}

// withheld are columns that tell how many lines there are between two.
var withheld = map[string][]string{"trail": {"placed", "salt", "leaf", "digest", "state", "wrote"}, "staff": {"second_factor"}}

func (x *archive) write(ctx context.Context) error {
	x.inside = contents{Format: exportFormat, Version: 1, Made: db.FromMicros(x.made.At).UTC().Format("2006-01-02T15:04:05Z"), LeftOut: machinery}
	for _, l := range locale.Langs() {
		r := locale.For(l, locale.Words{})
		err := x.file("README."+string(l)+".txt", func(w io.Writer) error { _, err := io.WriteString(w, readme(r)); return err })
		if err != nil {
			return err
		}
	}
	if err := x.set(ctx); err != nil {
		return err
	}
	schema := x.b.h.Tables()
	tables, err := tablesOf(schema)
	if err != nil {
		return err
	}
	// Everything as it stands at one moment.
	err = x.b.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := x.hide(ctx, tx); err != nil {
			return err
		}
		for _, t := range tables {
			if slices.Contains(machinery, t.Name) {
				continue
			}
			if err := x.table(ctx, tx, t); err != nil {
				return err
			}
		}
		if err := x.words(ctx, tx); err != nil {
			return err
		}
		return x.documents(ctx, tx)
	})
	if err != nil {
		return err
	}
	return x.list()
}

// file writes one file of the archive. It has no date and no name of anybody.
func (x *archive) file(name string, fill func(io.Writer) error) error {
	w, err := x.to.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	m := &measured{w: w, sum: sha256.New()}
	if err := fill(m); err != nil {
		return err
	}
	x.inside.Files = append(x.inside.Files, listFile{name, m.n, hex.EncodeToString(m.sum.Sum(nil))})
	return nil
}

type measured struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (m *measured) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.sum.Write(p[:n])
	m.n += int64(n)
	return n, err
}

func sign(keys *seal.HouseKeys, text []byte) []byte { return ed25519.Sign(keys.Signer(), text) }

// hide gathers the ids of everything about clients who are kept from one of the
// two: no row that names one of them is written.
func (x *archive) hide(ctx context.Context, tx *db.Tx) error {
	x.hidden = map[string]bool{}
	clients, err := casework.KeptFrom(ctx, tx, x.made.By, x.made.Second)
	if err != nil {
		return err
	}
	for client, code := range clients {
		ids, err := erasure.IDsOf(ctx, tx, x.b.h.Tables(), client)
		if err != nil {
			return err
		}
		x.hidden[code] = true
		for _, id := range ids {
			x.hidden[id] = true
		}
	}
	return nil
}

var (
	someID   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	someCode = regexp.MustCompile(`[A-Z]+-[0-9]{2}-[0-9]+`)
)

// mayNot reports whether a value speaks of somebody who is kept from the two.
func (x *archive) mayNot(v any) bool {
	text, ok := v.(string)
	if !ok || len(x.hidden) == 0 {
		return false
	}
	if x.hidden[text] {
		return true
	}
	for _, found := range slices.Concat(someID.FindAllString(text, -1), someCode.FindAllString(text, -1)) {
		if x.hidden[found] {
			return true
		}
	}
	return false
}

// complains reports whether a value is the name of an act on a complaint.
func complains(v any) bool {
	text, ok := v.(string)
	return ok && strings.HasPrefix(text, policy.Complaining)
}

// table writes the rows of a table, one object a line.
func (x *archive) table(ctx context.Context, tx *db.Tx, t table) error {
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c string) bool { return slices.Contains(withheld[t.Name], c) })
	l := listed{Name: t.Name, Columns: t.Columns}
	err := x.file("tables/"+t.Name+".jsonl", func(w io.Writer) error {
		rows, err := tx.Rows(ctx, "SELECT "+strings.Join(t.Columns, ", ")+" FROM "+t.Name)
		if err != nil {
			return err
		}
		defer rows.Close()
		to := json.NewEncoder(w)
		values, into := make([]any, len(t.Columns)), make([]any, len(t.Columns))
		for i := range values {
			into[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			if slices.ContainsFunc(values, x.mayNot) || t.Name == "trail" && slices.ContainsFunc(values, complains) {
				continue
			}
			line := make(map[string]any, len(values))
			for i, c := range t.Columns {
				line[c] = x.own(t.Name, line, c, values[i])
			}
			if err := to.Encode(line); err != nil {
				return err
			}
			l.Rows++
			x.wrote()
		}
		return rows.Err()
	})
	x.inside.Tables = append(x.inside.Tables, l)
	return err
}

func (x *archive) wrote() {
	if x.rows++; x.rows%1000 == 0 && x.say != nil {
		x.say(x.rows)
	}
}

// own opens what the house itself keeps sealed: names of staff and of partners, the
// pages it writes for itself, how to reach the one on call.
func (x *archive) own(table string, line map[string]any, column string, v any) any {
	if table == "house" && column == "settings" {
		if text, err := json.Marshal(x.b.h.Settings()); err == nil {
			return string(text)
		}
	}
	sealed, ok := v.([]byte)
	id, _ := line["id"].(string)
	if !ok || len(sealed) == 0 {
		return v
	}
	p := seal.Place{Table: table, Row: id, Field: column}
	switch table {
	case "staff":
		p.Owner = seal.Owner(id)
	case "form_workbooks":
		p.Row, _ = line["form_id"].(string)
	case "report_workbooks":
		p.Row, _ = line["layout_id"].(string)
	case "letter_files":
		p.Row, _ = line["template_id"].(string)
	case "house_pages":
		site, _ := line["site_id"].(string)
		kind, _ := line["kind"].(string)
		p.Row = site + "." + kind
	case "organisations", "staff_records", "leavings", "outsiders", "volunteer_lines", "visits", "report_layouts", "letter_templates", "letter_settings", "reports", "house_agreements", "chores", "stat_readings":
	default:
		return v
	}
	keys, err := x.b.h.Vault.House()
	if err != nil {
		return v
	}
	defer keys.Clear()
	plain, err := keys.Key.Open(p, sealed)
	switch {
	case err != nil:
		return v
	case table == "form_workbooks", table == "report_workbooks", table == "letter_files":
		return plain
	}
	return string(plain)
}

// readme says in one language how to read the archive.
func readme(r *locale.Reader) string {
	var b strings.Builder
	for _, key := range []string{"export.read.what", "export.read.tables", "export.read.words", "export.read.papers", "export.read.list", "export.read.set", "export.read.hidden"} {
		b.WriteString(r.T(key) + "\n\n")
	}
	return b.String()
}
