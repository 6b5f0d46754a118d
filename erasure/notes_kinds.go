package erasure

import "cmp"

// Records are the kinds of notes that hang on no client's file and have a time of
// their own, in the order in which a page lists them.
func Records() []string {
	all := make([]string, len(kinds))
	for i, k := range kinds {
		all[i] = k.record
	}
	return all
}

// A kind is notes of the house that go together when their time is over.
type kind struct {
	record string // in the table of retention and in the settings of the house
	parts  []part
}

// A part is one table of a kind. Its rows go; where wipe names columns the row
// stays, because it counts or others lead to it, and these are emptied.
type part struct {
	table string
	site  string   // the column of the site, with t. before it
	day   string   // the day from which the time runs; empty when at is set
	at    string   // the moment instead
	was   string   // when it happened, where that is another day, or moment, than the time runs from
	of    string   // which rows are meant at all; empty for all
	done  string   // which of them can go; empty for all
	code  string   // by which they are counted; empty for none
	owned bool     // its words have keys of their own, under the id of the row
	with  []string // what hangs on a row: table.column
	wipe  []string
	tied  string // ids of rows about clients whose file is held
}

// when is which rows can go.
func (p part) when() string {
	return "(" + cmp.Or(p.of, "TRUE") + ") AND (" + cmp.Or(p.done, "TRUE") + ")"
}

// happened is the day, or the moment, at which it was.
func (p part) happened() string { return cmp.Or(p.was, p.day, p.at) }

// kinds is the whole list. A row that nobody has answered, settled or ended does
// not go: to forget it because nobody came to it would be the wrong end of it.
var kinds = []kind{
	{"door", []part{
		{table: "visits", site: "t.site_id", day: "t.on_day", done: "t.state <> 'planned'", code: "state",
			with: []string{"visit_guests.visit_id"},
			tied: `SELECT m.visit_id FROM visit_met m JOIN holds h ON h.client_id = m.client_id AND h.lifted = ''
				UNION SELECT m.visit_id FROM visit_meetings m JOIN holds h ON h.client_id = m.client_id AND h.lifted = ''`},
		// Guests go with the last visit that names them.
		{table: "outsiders", site: "t.site_id", day: "t.met_on", code: "kind",
			of:   `t.kind = 'guest' AND NOT EXISTS (SELECT 1 FROM helpers h WHERE h.outsider_id = t.id)`,
			done: `NOT EXISTS (SELECT 1 FROM visit_guests g WHERE g.outsider_id = t.id)`,
			with: []string{"outsider_before.outsider_id"}},
	}},
	{"call", []part{
		{table: "phone_calls", site: "t.site_id", at: "t.at", code: "kind", owned: true},
	}},
	{"shift", []part{
		{table: "shifts", site: "t.site_id", at: "t.ended", was: "t.began", done: "t.ended > 0"},
		// Who was planned says the same of somebody as who was there.
		{table: "roster_duties", site: "t.site_id", day: "t.on_day"},
		{table: "roster_swaps", site: "t.site_id", day: "t.on_day"},
		{table: "handovers", site: "t.site_id", at: "t.given", was: "t.begun", done: "t.given > 0", owned: true,
			with: []string{"handover_reads.handover_id"},
			tied: `SELECT l.handover_id FROM handover_lines l JOIN holds h ON h.client_id = l.client_id AND h.lifted = ''`},
		{table: "roll_calls", site: "t.site_id", at: "t.ended", was: "t.began", done: "t.ended > 0", with: []string{"roll_ticks.roll_id"}},
	}},
	{"told", []part{
		{table: "youth_arrivals", site: "t.site_id", day: "t.answered", was: "t.on_day", done: "t.answered <> ''", code: "state", owned: true},
		{table: "youth_told", site: "t.site_id", day: "t.answered", was: "t.on_day", done: "t.answered <> ''", code: "state", owned: true},
	}},
	{"incident", []part{
		// One in which somebody in care had a part stays as long as a file tells of it.
		{table: "incidents", site: "t.site_id", day: "t.settled_on", was: "t.on_day", code: "kind", owned: true,
			done: `t.settled_on <> '' AND NOT EXISTS (SELECT 1 FROM incident_parts p WHERE p.incident_id = t.id)`},
	}},
	{"helper", []part{
		// Hours count on, and bookings lead to the row: who it was goes.
		{table: "outsiders", site: "t.site_id", day: "(" + helperEnded + ")", was: "t.met_on", code: "kind",
			of:   `t.kind <> 'guest' AND length(t.name) > 0`,
			done: `(` + helperEnded + `) <> '' AND NOT EXISTS (SELECT 1 FROM helpers h WHERE h.outsider_id = t.id AND h.ended = '')`,
			with: []string{"outsider_before.outsider_id"}, wipe: []string{"name", "contact", "why"},
			tied: `SELECT h.outsider_id FROM helper_bookings b JOIN helpers h ON h.id = b.helper_id
				JOIN holds x ON x.client_id = b.client_id AND x.lifted = '' WHERE h.outsider_id <> ''`},
		// What a volunteer did says what, and sometimes whom she saw.
		{table: "volunteer_lines", site: "(SELECT o.site_id FROM outsiders o WHERE o.id = t.outsider_id)", day: "t.on_day",
			of: `length(t.what) > 0 AND EXISTS (SELECT 1 FROM outsiders o WHERE o.id = t.outsider_id AND length(o.name) = 0)`, wipe: []string{"what"}},
	}},
	{"idea", []part{
		{table: "youth_ideas", site: "t.site_id", day: "t.answered", was: "t.on_day", done: "t.answered <> ''", code: "state"},
	}},
}

// helperEnded is the day on which somebody from outside stopped helping in the last
// way in which she did.
const helperEnded = `CASE WHEN t.ended <> '' THEN t.ended ELSE COALESCE((SELECT MAX(h.ended) FROM helpers h WHERE h.outsider_id = t.id), '') END`

// stays are the tables that hang on no client's file and have no time here, each
// with the reason. Whoever makes such a table decides, and a test asks for it.
var stays = map[string]string{
	"trail":                 "shows who looked, however long ago; holds no word and no name",
	"clients":               "the file itself",
	"staff":                 "who works or worked here answers for what stands in the trail under her id",
	"staff_names":           "made at each start from those who can sign in",
	"staff_terms":           "what labour law asks of a house; its own worker's",
	"staff_records":         "the same: training, checks and supervision",
	"leavings":              "the same: who left, and to whom the files went",
	"volunteer_terms":       "days, and no word; whose they are goes with her name",
	"grants":                "who could read what, and when",
	"invitations":           "a token of a few days",
	"sessions":              "gone when they end",
	"drafts":                "gone two weeks after the last letter",
	"look_days":             "a day and a code of a reason, without a file",
	"asked_in_vain":         "gone within thirty days",
	"code_numbers":          "so that no code is given twice",
	"name_indexes":          "a key for each site; what it opens goes with the file",
	"kits":                  "who holds a sheet, while it opens the house",
	"peers":                 "who may stop the house, while it may",
	"organisations":         "the address book of the house: offices, and whom to ask for there",
	"forms":                 "sheets without answers",
	"backups":               "which set lies where",
	"exports":               "who carried everything out, and who agreed",
	"erasures":              "a keyed hash of who is to be erased again when an older set comes back",
	"erased":                "what counts, and leads to nobody",
	"note_erasures":         "until which day notes went, for the same",
	"note_counts":           "counts",
	"helpers":               "a pledge and languages; who it is stands with staff or people from outside",
	"visit_guests":          "goes with its visit",
	"outsider_before":       "goes with whoever it is of",
	"handover_reads":        "goes with its handover",
	"roll_ticks":            "gone with the end of the roll call",
	"house_pages":           "what the house wrote for itself, until it writes it anew",
	"house_agreements":      "what was agreed, as long as somebody's yes points to it",
	"chores":                "what is to be done; whose turn it was is gone within two weeks",
	"collections":           "books of money, whose years no house chooses",
	"collection_entries":    "the same",
	"collection_lines":      "the same",
	"collection_receipts":   "the same",
	"receipt_chunks":        "the same",
	"collection_letters":    "what was told to those who gave; names nobody in care",
	"supporters":            "who gave; forgotten when she wishes it, by an act of its own",
	"supporter_answers":     "what she said yes to; says nothing once she is forgotten",
	"suggestions":           "what somebody proposed; its credit is the supporter's",
	"stat_readings":         "what staff thought of whole years; nobody in care",
	"things":                "what was given; nobody",
	"thing_places":          "the same",
	"thing_moves":           "the same",
	"thing_uses":            "the same",
	"youth_groups":          "what is offered; nobody",
	"youth_slots":           "the same",
	"youth_terms":           "holidays and terms",
	"youth_rules":           "what the centre wrote for itself",
	"youth_lessons":         "what an order and a payer ask for, for years; who was there stands in a file",
	"youth_used":            "the same: what was used up",
	"fund_agreements":       "books of money",
	"fund_funders":          "the same",
	"fund_sites":            "the same",
	"fund_targets":          "the same",
	"fund_tariffs":          "the same",
	"fund_mandates":         "the same",
	"fund_rules":            "the same",
	"fund_lesson_shares":    "the same",
	"fund_closings":         "the same",
	"fund_lines":            "the same, under a number that leads to nobody",
	"fund_claims":           "the same",
	"fund_answers":          "the same",
	"fund_withdrawals":      "the same",
	"fund_mandates_before":  "the same",
	"fund_licences_before":  "the same",
	"brought":               "goes by itself the next day",
	"youth_helping":         "who helped at a lesson, by an id that leads to the register; its names have their time there",
	"fund_licences":         "what the state allowed",
	"fund_licence_items":    "the same",
	"report_layouts":        "sheets without numbers",
	"reports":               "what was told to a funder, and stands",
	"letter_templates":      "sheets without answers",
	"letter_files":          "the same",
	"letter_settings":       "the head of the house's paper",
	"journals":              "that a journal was made, for whom and how many lines",
	"house_complaints":      "for whom it is about it is not there, and a page that counts what is due would show her one",
	"house_complaint_about": "the same",
}
