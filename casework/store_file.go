package casework

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// What the file page reads of the tables of a client.

type openRow struct {
	Client
	Conflicted bool `db:"conflicted"`
	Restricted bool `db:"restricted"`
	Young      bool `db:"young"`
	Guarded    bool `db:"guarded"`
	Unindexed  bool `db:"unindexed"`
}

const openClient = `SELECT ` + clientColumns + `, ` + conflictColumn + `,
	EXISTS (SELECT 1 FROM conflicts z WHERE z.client_id = c.id AND (z.lifted_at = 0 OR z.closed <> '')) AS guarded,
	EXISTS (SELECT 1 FROM name_sets n WHERE n.short_id = c.short_id AND length(n.tokens) = 0) AS unindexed
	FROM clients c WHERE c.code = $3`

// languagesAndTags reads two narrow tables at once.
func languagesAndTags(ctx context.Context, tx *db.Tx, client pana.ClientID) (ls []Language, tags []string, err error) {
	type row struct {
		Tag      bool   `db:"is_tag"`
		Code     string `db:"language"`
		Speaks   bool   `db:"speaks"`
		Literacy string `db:"literacy"`
	}
	rows, err := db.Select[row](ctx, tx, `
		SELECT FALSE AS is_tag, language, speaks, literacy FROM client_languages WHERE client_id = $1
		UNION ALL SELECT TRUE, tag, FALSE, '' FROM tags WHERE client_id = $1 ORDER BY 1, 2`, client)
	for _, r := range rows {
		if r.Tag {
			tags = append(tags, r.Code)
		} else {
			ls = append(ls, Language{r.Code, r.Speaks, r.Literacy})
		}
	}
	return ls, tags, err
}

func alertsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, today pana.Date) ([]Alert, error) {
	return db.Select[Alert](ctx, tx, `SELECT id, kind, since, until, by_staff, version FROM alerts
		WHERE client_id = $1 AND (until = '' OR until > $2) ORDER BY id`, client, today)
}

const noteColumns = `id, episode_id, kind, compartment, on_day, source, interpreted, supersedes, by_staff, at`

// notesOf returns the notes in the compartments read: with from empty the
// strengths and the first page of the others, else the page after from. Of
// therapy notes a reader gets only her own. One more than a page tells that
// there is more.
func notesOf(ctx context.Context, tx *db.Tx, client pana.ClientID, reader pana.StaffID, reads []pana.Compartment, from pana.NoteID) ([]Note, error) {
	where := ` FROM notes WHERE client_id = $1 AND NOT superseded AND (compartment <> 'therapy' OR by_staff = $2) AND kind `
	in, args := db.In([]any{client, reader}, reads)
	in = ` AND compartment IN (` + in + `)`
	args = append(args, TimelinePage+1)
	newest := ` ORDER BY on_day DESC, id DESC LIMIT $` + strconv.Itoa(len(args))
	// The kind stands in the text, so that the index of strengths can answer.
	page := `SELECT ` + noteColumns + where + `<> '` + StrengthNote + `'` + in
	if from == "" {
		strengths := `SELECT ` + noteColumns + where + `= '` + StrengthNote + `'` + in
		return db.Select[Note](ctx, tx, `SELECT * FROM (`+strengths+newest+`) s UNION ALL SELECT * FROM (`+page+newest+`) t`, args...)
	}
	after, args := db.In(args[:len(args)-1], []pana.NoteID{from})
	args = append(args, TimelinePage+1)
	page += ` AND (on_day, id) < (SELECT on_day, id FROM notes WHERE client_id = $1 AND id = ` + after + `)`
	return db.Select[Note](ctx, tx, page+` ORDER BY on_day DESC, id DESC LIMIT $`+strconv.Itoa(len(args)), args...)
}

func personsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, reads []pana.Compartment) ([]Person, error) {
	in, args := db.In([]any{client}, reads)
	return db.Select[Person](ctx, tx, `
		SELECT id, role, compartment, knows, source, interpreted, ended, by_staff, version FROM persons
		WHERE client_id = $1 AND compartment IN (`+in+`) ORDER BY ended <> '', id`, args...)
}

func documentsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, reads []pana.Compartment) ([]Document, error) {
	in, args := db.In([]any{client}, reads)
	return db.Select[Document](ctx, tx, `
		SELECT id, episode_id, kind, compartment, media, size, pages, by_staff, at FROM documents
		WHERE client_id = $1 AND compartment IN (`+in+`) ORDER BY id DESC`, args...)
}

type consentRow struct {
	ID          pana.ConsentID `db:"id"`
	Episode     pana.EpisodeID `db:"episode_id"`
	Purpose     pana.Purpose   `db:"purpose"`
	Recipient   string         `db:"recipient"`
	Fields      string         `db:"fields"`
	Language    string         `db:"language"`
	Method      string         `db:"method"`
	Interpreted bool           `db:"interpreted"`
	Refused     bool           `db:"refused"`
	Given       int64          `db:"given_at"`
	Until       pana.Date      `db:"until"`
	Withdrawn   int64          `db:"withdrawn_at"`
	GivenBy     string         `db:"given_by"`
	Assent      string         `db:"assent"`
	Safe        bool           `db:"other_guardian"`
	By          pana.StaffID   `db:"by_staff"`
	Version     int64          `db:"version"`
}

func (r consentRow) consent() Consent {
	return Consent{
		Given: Given{By: r.GivenBy, Assent: r.Assent, Safe: r.Safe}, ID: r.ID, Episode: r.Episode, Method: r.Method, Interpreted: r.Interpreted, By: r.By, Version: r.Version,
		Consent: pana.Consent{
			Purpose: r.Purpose, Recipient: r.Recipient, Fields: strings.Fields(r.Fields), Language: r.Language,
			From: db.FromMicros(r.Given), Until: r.Until, Withdrawn: db.FromMicros(r.Withdrawn), Refused: r.Refused,
		},
	}
}

const consentColumns = `id, episode_id, purpose, recipient, fields, language, method, interpreted, refused,
	given_at, until, withdrawn_at, by_staff, version, given_by, assent, other_guardian`

// consentsOf returns every answer she gave, the newest first.
func consentsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Consent, error) {
	rows, err := db.Select[consentRow](ctx, tx, `SELECT `+consentColumns+` FROM consents WHERE client_id = $1 ORDER BY id DESC`, client)
	list := make([]Consent, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.consent())
	}
	return list, err
}

// consentsOfAll returns the answers of many clients, the newest of each first.
func consentsOfAll(ctx context.Context, tx *db.Tx, clients []pana.ClientID) (map[pana.ClientID][]Consent, error) {
	if len(clients) == 0 {
		return nil, nil
	}
	type row struct {
		consentRow
		Client pana.ClientID `db:"client_id"`
	}
	in, args := db.In(nil, clients)
	rows, err := db.Select[row](ctx, tx, `SELECT client_id, `+consentColumns+` FROM consents WHERE client_id IN (`+in+`) ORDER BY id DESC`, args...)
	by := map[pana.ClientID][]Consent{}
	for _, r := range rows {
		by[r.Client] = append(by[r.Client], r.consent())
	}
	return by, err
}

type traffickingRow struct {
	ID             string         `db:"id"`
	Episode        pana.EpisodeID `db:"episode_id"`
	Status         string         `db:"status"`
	DecidedBy      string         `db:"decided_by"`
	DecidedOn      pana.Date      `db:"decided_on"`
	FromEarliest   pana.Date      `db:"from_earliest"`
	FromLatest     pana.Date      `db:"from_latest"`
	FromPrecision  pana.Precision `db:"from_precision"`
	UntilEarliest  pana.Date      `db:"until_earliest"`
	UntilLatest    pana.Date      `db:"until_latest"`
	UntilPrecision pana.Precision `db:"until_precision"`
	MonthsLeast    int            `db:"months_least"`
	MonthsMost     int            `db:"months_most"`
	AgeWhen        int            `db:"age_when"`
	Recruiter      string         `db:"recruiter"`
	ExitMode       string         `db:"exit_mode"`
	Source         pana.Source    `db:"source"`
	Interpreted    bool           `db:"interpreted"`
	By             pana.StaffID   `db:"by_staff"`
	At             int64          `db:"at"`
	Version        int64          `db:"version"`
}

func (r traffickingRow) facts() Trafficking {
	return Trafficking{
		ID: r.ID, Episode: r.Episode, Status: r.Status, DecidedBy: r.DecidedBy, DecidedOn: r.DecidedOn,
		Held: pana.Period{
			From:  pana.Fuzzy{Earliest: r.FromEarliest, Latest: r.FromLatest, Precision: r.FromPrecision},
			Until: pana.Fuzzy{Earliest: r.UntilEarliest, Latest: r.UntilLatest, Precision: r.UntilPrecision},
		},
		MonthsLeast: r.MonthsLeast, MonthsMost: r.MonthsMost, AgeWhen: r.AgeWhen, Recruiter: r.Recruiter,
		ExitMode: r.ExitMode, Source: r.Source, Interpreted: r.Interpreted, By: r.By, At: db.FromMicros(r.At),
		Version: r.Version, Codes: map[string][]string{},
	}
}

type answerRow struct {
	List      string         `db:"list"` // empty for a place
	Code      string         `db:"code"`
	N         int            `db:"n"`
	Kind      string         `db:"kind"`
	Country   string         `db:"country"`
	Region    string         `db:"region"`
	Earliest  pana.Date      `db:"earliest"`
	Latest    pana.Date      `db:"latest"`
	Precision pana.Precision `db:"precision"`
}

// traffickingOf returns the newest facts of an episode with their answers and
// places; the zero value when there are none.
func traffickingOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (Trafficking, error) {
	row, ok, err := db.Find[traffickingRow](ctx, tx, `
		SELECT id, episode_id, status, decided_by, decided_on, from_earliest, from_latest, from_precision,
			until_earliest, until_latest, until_precision, months_least, months_most, age_when, recruiter, exit_mode,
			source, interpreted, by_staff, at, version
		FROM trafficking WHERE episode_id = $1 AND newest`, e)
	if err != nil || !ok {
		return Trafficking{}, err
	}
	t := row.facts()
	answers, err := db.Select[answerRow](ctx, tx, `
		SELECT list, code, 0 AS n, '' AS kind, '' AS country, '' AS region, '' AS earliest, '' AS latest, '' AS precision
		FROM trafficking_codes WHERE trafficking_id = $1
		UNION ALL SELECT '', '', n, kind, country, region, earliest, latest, precision
		FROM trafficking_places WHERE trafficking_id = $1 ORDER BY 1, 3, 2`, t.ID)
	for _, a := range answers {
		if a.List != "" {
			t.Codes[a.List] = append(t.Codes[a.List], a.Code)
			continue
		}
		t.Places = append(t.Places, Place{N: a.N, Kind: a.Kind, Country: a.Country, Region: a.Region,
			When: pana.Fuzzy{Earliest: a.Earliest, Latest: a.Latest, Precision: a.Precision}})
	}
	return t, err
}

// findWith returns the codes of the clients, of those for whom cond holds, that
// are with staff.
func findWith(ctx context.Context, tx *db.Tx, cond string, args []any, staff pana.StaffID) ([]string, error) {
	args = append(args, string(staff))
	return db.Select[string](ctx, tx, `SELECT c.code FROM clients c WHERE `+cond+`
		AND c.id IN (SELECT client_id FROM assignments WHERE staff_id = $`+strconv.Itoa(len(args))+` AND until = '') ORDER BY c.code`, args...)
}
