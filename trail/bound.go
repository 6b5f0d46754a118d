package trail

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"example.org/pana/internal/db"
)

// Rows knows which rows of a house are bound to its trail: all that say something
// of a client to her file, the house's own to the house. Nobody changes one, puts
// an earlier one back or takes one out unseen, whatever keys she holds, short of
// writing a line that says so.
type Rows struct {
	all   []bound
	files bool        // there is a table of clients to ask for files not bound yet
	done  atomic.Bool // every file is bound
}

// A bound table is how the rows of one table are found and read.
type bound struct {
	name    string
	from    string // the table as t, with what leads to the client
	client  string // which client a row belongs to; empty when to the house
	columns []string
}

// led are the tables whose rows are a client's by way of another table.
var led = map[string]struct{ from, client string }{
	"words":                 {"words t", "t.owner"},
	"clients":               {"clients t", "t.id"},
	"document_chunks":       {"document_chunks t JOIN documents o ON o.id = t.document_id", "o.client_id"},
	"therapy_openings_told": {"therapy_openings_told t JOIN therapy_openings o ON o.id = t.opening_id", "o.client_id"},
}

// ofHouse are the tables of the house's own rows.
var ofHouse = []string{"house", "sites", "staff", "grants", "kits", "peers", "organisations", "organisation_roles", "forms",
	"rooms", "beds", "out_of_service", "skills_hidden", "legal_settings", "staff_terms", "staff_records", "people_settings", "leavings", "outsiders", "volunteer_terms", "volunteer_lines", "visits", "visit_guests", "helpers", "outsider_before", "house_pages",
	"collections", "collection_entries", "collection_lines", "collection_receipts", "collection_letters", "things", "story_settings", "thing_places", "thing_moves", "supporters", "supporter_answers", "suggestions", "incidents", "house_agreements",
	"roster_rules", "youth_groups", "youth_slots", "youth_terms", "youth_rules",
	"fund_agreements", "fund_funders", "fund_sites", "fund_targets", "fund_tariffs", "fund_mandates", "fund_rules", "fund_lesson_shares", "fund_closings", "fund_claims", "fund_answers",
	"fund_withdrawals", "fund_mandates_before", "fund_licences_before", "fund_licences", "fund_licence_items", "fund_settings",
	"report_layouts", "letter_templates", "letter_settings", "journals", "reports", "house_complaints", "house_complaint_about", "complaint_settings", "note_counts", "stat_readings"}

// unbound are the tables whose rows are not bound, each with the reason.
var unbound = map[string]string{
	"counted": "reckoned anew from rows of the file, which are bound, whenever one of them changes",
	"trail":   "the tree holds it", "trail_hashes": "the tree itself", "trail_checkpoints": "signed", "trail_forgotten": "its sum stands in a line",
	"trail_states": "its sum stands in a line",
	"staff_names":  "made from the sealed names at each start", "invitations": "short-lived, a token each", "sessions": "short-lived, a token each",
	"drafts": "not written yet", "notices": "what somebody is told, and whether she has seen it; gone within a month",
	"seconds":      "what a second is asked for, for a day: tagged under the house key, and each step stands in a line",
	"code_counter": "says nothing of anybody", "code_numbers": "which numbers were drawn; the code stands in the file",
	"name_indexes": "tokens to search by; a name found by a wrong one is opened and compared", "name_tokens": "the same", "name_sets": "the same",
	"watch_tokens": "tokens to search by", "met_tokens": "tokens to search by", "safe_tokens": "tokens to search by",
	"watch_matches":    "found by itself, from tokens",
	"form_workbooks":   "the hash of each stands in forms",
	"report_workbooks": "the digest of each stands in report_layouts",
	"letter_files":     "the digest of each stands in letter_templates",
	"report_lines":     "written once with a sheet, whose digest has them and stands in a line",
	"indicators_seen":  "of a request before there is a file",
	"identifications":  "of a request before there is a file",
	"eligibilities":    "of a request before there is a file",
	"requests":         "before there is a file nobody's; with one, changed from both sides",
	"request_sources":  "the same",
	"therapy_sessions": "of several clients at once; each one's seat is bound",
	"letters_obeyed":   "numbers of letters not to be obeyed again; gone within the hour",
	"backups":          "written by itself, and signed in the folder of the sets",
	"look_days":        "why somebody went on looking; a line says that she did",
	"brought":          "how many files somebody brought today; a number that holds her back, and no fact",
	"asked_in_vain":    "counts of refusals, for thirty days; lines say that there were any, and how often to a power of ten",
	"exports":          "which sealed files left the house: each stands in a line of its own",
	"shifts":           "who was on duty: each beginning and end stands in a line", "handovers": "when one was begun and given stands in a line",
	"roster_duties":  "who is planned: each that is written or taken out stands in a line",
	"roster_swaps":   "each offer and answer stands in a line",
	"handover_reads": "the same of who read it", "roll_calls": "counts; each stands in a line", "roll_ticks": "gone with the end of the roll call",
	"chores": "each change stands in a line", "chore_turns": "whose turn it is, of rooms too; gone within two weeks",
	"phone_calls": "written once; each stands in a line",
	"fund_ticks":  "of the whole house at once; how many stands in a line",
	"fund_lines":  "the sum of a closed month stands in fund_closings, which is bound", "fund_numbers": "drawn at random; says nothing but which number is whose", "thing_uses": "the same",
	"receipt_chunks": "the hash of each receipt stands in collection_receipts",
	"erasures":       "written in three steps, each safe to repeat", "erased": "what is left of nobody",
	"youth_lessons": "each that is held or called off stands in a line, and who was there in a file of her own", "youth_used": "the same",
	"youth_ideas": "each stands in a line", "youth_arrivals": "each stands in a line; the words go with the answer",
	"youth_told":    "the same",
	"note_erasures": "written in two steps, each safe to repeat; each that is done stands in a line",
	"youth_helping": "each booking, and who was there, stands in a line of the lesson",
}

// Unbound returns the tables whose rows are not bound, each with the reason.
func Unbound() map[string]string { return maps.Clone(unbound) }

// RowsOf reads from the migrations which rows are bound. A table without a column
// client_id that is neither led to a client nor named as the house's or unbound
// is an error: whoever makes a table decides.
func RowsOf(schema fs.FS) (*Rows, error) {
	columns, err := db.Columns(schema)
	if err != nil {
		return nil, err
	}
	r := &Rows{}
	for _, c := range columns {
		if unbound[c.Table] != "" {
			continue
		}
		i := slices.IndexFunc(r.all, func(b bound) bool { return b.name == c.Table })
		if i < 0 {
			i, r.all = len(r.all), append(r.all, bound{name: c.Table, from: c.Table + " t"})
		}
		r.all[i].columns = append(r.all[i].columns, c.Name)
	}
	for i, b := range r.all {
		way, isLed := led[b.name]
		switch {
		case isLed:
			r.all[i].from, r.all[i].client = way.from, way.client
		case slices.Contains(b.columns, "client_id"):
			r.all[i].client = "t.client_id"
		case !slices.Contains(ofHouse, b.name):
			return nil, fmt.Errorf("trail: table %s is bound to no file and not to the house", b.name)
		}
		slices.Sort(r.all[i].columns)
		r.files = r.files || b.name == "clients"
	}
	slices.SortFunc(r.all, func(a, b bound) int { return strings.Compare(a.name, b.name) })
	return r, nil
}

// A sum is the digest of one row.
type sum [12]byte

// A row is what is read of one: whose it is, its digest, and its id if it has one.
type row struct {
	client string
	sum    sum
	id     string
}

// mostClients is how many files one statement reads.
const mostClients = 128

// read reads the rows of clients in b; "" alone reads those of the house.
func (b bound) read(ctx context.Context, tx *db.Tx, clients []string) (all []row, err error) {
	if (b.client == "") != slices.Contains(clients, "") {
		return nil, nil
	}
	for part := range slices.Chunk(clients, mostClients) {
		q, args := b.query(part)
		rows, err := tx.Rows(ctx, q, args...)
		if err != nil {
			return nil, err
		}
		if all, err = b.scan(rows, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (b bound) query(clients []string) (string, []any) {
	list := make([]string, len(b.columns))
	for i, c := range b.columns {
		list[i] = "t." + c
		if b.name == "document_chunks" && c == "value" {
			list[i] = "length(t.value)" // 20 MB of it; its seal holds it to its place
		}
	}
	if b.client == "" {
		return `SELECT '', ` + strings.Join(list, ", ") + ` FROM ` + b.from, nil
	}
	in, args := db.In(nil, clients)
	return `SELECT ` + b.client + `, ` + strings.Join(list, ", ") + ` FROM ` + b.from + ` WHERE ` + b.client + ` IN (` + in + `)`, args
}

func (b bound) scan(rows *db.Rows, all []row) ([]row, error) {
	defer rows.Close()
	values, into := make([]any, len(b.columns)+1), make([]any, len(b.columns)+1)
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		r := row{client: text(values[0]), sum: b.sum(values[1:])}
		if i, has := slices.BinarySearch(b.columns, "id"); has {
			r.id = text(values[i+1])
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// sum digests a row. Values that are zero are passed over, so that a column which
// a later program adds changes no sum of before.
func (b bound) sum(values []any) sum {
	h := sha256.New()
	put := func(s string) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(s)))
		h.Write(n[:])
		h.Write([]byte(s))
	}
	put(b.name)
	for i, v := range values {
		if s := text(v); s != "" && s != "0" {
			put(b.columns[i])
			put(s)
		}
	}
	return sum(h.Sum(nil))
}

// text is a value as both engines have it alike.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case bool:
		if v {
			return "1"
		}
		return ""
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return fmt.Sprint(v)
}
