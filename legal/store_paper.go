package legal

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Papers.

type paperRow struct {
	ID              PaperID         `db:"id"`
	Kind            string          `db:"kind"`
	State           string          `db:"state"`
	Country         string          `db:"country"`
	Needed          bool            `db:"needed"`
	IssuedEarliest  pana.Date       `db:"issued_earliest"`
	IssuedLatest    pana.Date       `db:"issued_latest"`
	IssuedPrecision pana.Precision  `db:"issued_precision"`
	Expires         pana.Date       `db:"expires"`
	Place           string          `db:"place"`
	Document        pana.DocumentID `db:"document_id"`
	Obtained        pana.Date       `db:"obtained"`
	Source          pana.Source     `db:"source"`
	Interpreted     bool            `db:"interpreted"`
	By              pana.StaffID    `db:"by_staff"`
	At              int64           `db:"at"`
	Version         int64           `db:"version"`
	Was             string          `db:"was"`
}

func (r paperRow) paper() Paper {
	return Paper{ID: r.ID, Was: r.Was, Obtained: r.Obtained, By: r.By, At: r.At, Version: r.Version,
		NewPaper: NewPaper{Kind: r.Kind, State: r.State, Country: r.Country, Needed: r.Needed,
			Issued:  pana.Fuzzy{Earliest: r.IssuedEarliest, Latest: r.IssuedLatest, Precision: r.IssuedPrecision},
			Expires: r.Expires, Place: r.Place, Document: r.Document, Source: r.Source, Interpreted: r.Interpreted}}
}

const paperColumns = `SELECT p.id, p.kind, p.state, p.country, p.needed, p.issued_earliest, p.issued_latest, p.issued_precision, p.expires, p.place,
	p.document_id, p.obtained, p.source, p.interpreted, p.by_staff, p.at, p.version,
	COALESCE((SELECT s.state FROM paper_states s WHERE s.paper_id = p.id ORDER BY s.n LIMIT 1), '') AS was FROM papers p `

func papersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]paperRow, error) {
	return db.Select[paperRow](ctx, tx, paperColumns+`WHERE p.client_id = $1 ORDER BY p.id`, client)
}

func paperByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id PaperID) (paperRow, bool, error) {
	return db.Find[paperRow](ctx, tx, paperColumns+`WHERE p.id = $1 AND p.client_id = $2`, id, client)
}

func insertPaper(ctx context.Context, tx *db.Tx, id PaperID, client pana.ClientID, e pana.EpisodeID, n NewPaper) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO papers (id, client_id, episode_id, kind, state, country, needed, issued_earliest, issued_latest, issued_precision,
			expires, place, document_id, obtained, source, interpreted, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', $14, $15, $16, $17, 1)`,
		id, client, e, n.Kind, n.State, n.Country, n.Needed, n.Issued.Earliest, n.Issued.Latest, n.Issued.Precision,
		n.Expires, n.Place, n.Document, n.Source, n.Interpreted, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// updatePaper writes if the row still has version.
func updatePaper(ctx context.Context, tx *db.Tx, id PaperID, n NewPaper, obtained pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE papers SET kind = $1, state = $2, country = $3, needed = $4, issued_earliest = $5, issued_latest = $6, issued_precision = $7,
			expires = $8, place = $9, document_id = $10, obtained = $11, source = $12, interpreted = $13, version = version + 1
		WHERE id = $14 AND version = $15`,
		n.Kind, n.State, n.Country, n.Needed, n.Issued.Earliest, n.Issued.Latest, n.Issued.Precision,
		n.Expires, n.Place, n.Document, obtained, n.Source, n.Interpreted, id, version)
}

func insertPaperState(ctx context.Context, tx *db.Tx, paper PaperID, client pana.ClientID, state string, since pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO paper_states (paper_id, n, client_id, state, since, by_staff, at)
		VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM paper_states WHERE paper_id = $1), $2, $3, $4, $5, $6)`,
		paper, client, state, since, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

// stateBefore returns the last state of a paper that was not being restored.
func stateBefore(ctx context.Context, tx *db.Tx, paper PaperID) (string, error) {
	state, _, err := db.Find[string](ctx, tx, `SELECT state FROM paper_states WHERE paper_id = $1 AND state <> $2 ORDER BY n DESC LIMIT 1`, paper, BeingRestored)
	return state, err
}

// documentPart returns the compartment of a document of the client.
func documentPart(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.DocumentID) (pana.Compartment, bool, error) {
	return db.Find[pana.Compartment](ctx, tx, `SELECT compartment FROM documents WHERE id = $1 AND client_id = $2`, id, client)
}

// A Scan is a paper or picture in the file that a register can point to.
type Scan struct {
	ID   pana.DocumentID  `db:"id"`
	Kind string           `db:"kind"`
	Part pana.Compartment `db:"compartment"`
	At   int64            `db:"at"`
}

func scansOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Scan, error) {
	return db.Select[Scan](ctx, tx, `SELECT id, kind, compartment, at FROM documents WHERE client_id = $1 ORDER BY id DESC`, client)
}

// Restorations.

type restorationRow struct {
	ID       RestorationID `db:"id"`
	Paper    PaperID       `db:"paper_id"`
	Template string        `db:"template"`
	Begun    pana.Date     `db:"begun"`
	Ended    pana.Date     `db:"ended"`
	Outcome  string        `db:"outcome"`
	By       pana.StaffID  `db:"by_staff"`
	Version  int64         `db:"version"`
}

func (r restorationRow) restoration() Restoration {
	return Restoration{ID: r.ID, Paper: r.Paper, Template: r.Template, Begun: r.Begun, Ended: r.Ended, Outcome: r.Outcome, By: r.By, Version: r.Version}
}

const restorationColumns = `SELECT id, paper_id, template, begun, ended, outcome, by_staff, version FROM paper_tracks `

func restorationsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]restorationRow, error) {
	return db.Select[restorationRow](ctx, tx, restorationColumns+`WHERE client_id = $1 ORDER BY id DESC`, client)
}

func restorationByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id RestorationID) (Restoration, bool, error) {
	row, ok, err := db.Find[restorationRow](ctx, tx, restorationColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	return row.restoration(), ok, err
}

func runningOf(ctx context.Context, tx *db.Tx, paper PaperID) (RestorationID, bool, error) {
	return db.Find[RestorationID](ctx, tx, `SELECT id FROM paper_tracks WHERE paper_id = $1 AND ended = ''`, paper)
}

func insertRestoration(ctx context.Context, tx *db.Tx, w Restoration, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO paper_tracks (id, paper_id, client_id, template, begun, ended, outcome, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, '', '', $6, 1)`, w.ID, w.Paper, client, w.Template, w.Begun, pana.ActorFrom(ctx).Staff)
	return err
}

// endRestoration ends one that goes on and still has version.
func endRestoration(ctx context.Context, tx *db.Tx, id RestorationID, on pana.Date, outcome string, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE paper_tracks SET ended = $1, outcome = $2, version = version + 1 WHERE id = $3 AND version = $4 AND ended = ''`,
		on, outcome, id, version)
}

// Steps.

type stepRow struct {
	ID       StepID              `db:"id"`
	Way      RestorationID       `db:"track_id"`
	Paper    PaperID             `db:"paper_id"`
	N        int                 `db:"n"`
	Code     string              `db:"code"`
	Needs    pana.Purpose        `db:"needs"`
	Waits    bool                `db:"waits"`
	Skipped  bool                `db:"skipped"`
	Planned  pana.Date           `db:"planned"`
	Clock    string              `db:"clock"`
	Asked    pana.Date           `db:"asked"`
	Done     pana.Date           `db:"done"`
	Office   pana.OrganisationID `db:"organisation_id"`
	Escort   pana.StaffID        `db:"escort"`
	Minutes  int                 `db:"minutes"`
	Cost     int64               `db:"cost"`
	Currency string              `db:"currency"`
	Payer    string              `db:"payer"`
	By       pana.StaffID        `db:"by_staff"`
	Version  int64               `db:"version"`
}

func (r stepRow) step() Step {
	return Step{ID: r.ID, Way: r.Way, Paper: r.Paper, N: r.N, Code: r.Code, Needs: r.Needs, Waits: r.Waits, By: r.By, Version: r.Version,
		StepFacts: StepFacts{Skipped: r.Skipped, Planned: r.Planned, Clock: r.Clock, Asked: r.Asked, Done: r.Done, Office: r.Office,
			Escort: r.Escort, Minutes: r.Minutes, Cost: r.Cost, Currency: r.Currency, Payer: r.Payer}}
}

const stepColumns = `SELECT id, track_id, paper_id, n, code, needs, waits, skipped, planned, clock, asked, done, organisation_id,
	escort, minutes, cost, currency, payer, by_staff, version FROM paper_steps `

func stepsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]stepRow, error) {
	return db.Select[stepRow](ctx, tx, stepColumns+`WHERE client_id = $1 ORDER BY track_id, n`, client)
}

func stepByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id StepID) (stepRow, bool, error) {
	return db.Find[stepRow](ctx, tx, stepColumns+`WHERE id = $1 AND client_id = $2`, id, client)
}

func lastStep(ctx context.Context, tx *db.Tx, way RestorationID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COALESCE(MAX(n), 0) FROM paper_steps WHERE track_id = $1`, way)
}

func insertStep(ctx context.Context, tx *db.Tx, s Step, w Restoration, client pana.ClientID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO paper_steps (id, track_id, paper_id, client_id, n, code, needs, waits, skipped, planned, clock, asked, done,
			organisation_id, escort, minutes, cost, currency, payer, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, '', '', '', '', '', '', 0, 0, '', '', $9, 1)`,
		s.ID, w.ID, w.Paper, client, s.N, s.Code, s.Needs, s.Waits, pana.ActorFrom(ctx).Staff)
	return err
}

// updateStep writes if the row still has version.
func updateStep(ctx context.Context, tx *db.Tx, id StepID, n StepFacts, version int64) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE paper_steps SET skipped = $1, planned = $2, clock = $3, asked = $4, done = $5, organisation_id = $6, escort = $7,
			minutes = $8, cost = $9, currency = $10, payer = $11, by_staff = $12, version = version + 1
		WHERE id = $13 AND version = $14`,
		n.Skipped, n.Planned, n.Clock, n.Asked, n.Done, n.Office, n.Escort, n.Minutes, n.Cost, n.Currency, n.Payer,
		pana.ActorFrom(ctx).Staff, id, version)
}

// Around them.

// organisationKind returns the kind of an organisation that we work with.
func organisationKind(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (string, bool, error) {
	return db.Find[string](ctx, tx, `SELECT kind FROM organisations WHERE id = $1 AND ended = ''`, id)
}

// standing reports whether someone works here, and whether she is named in a
// standing conflict of interest with the client.
func standing(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID) (works, near bool, err error) {
	type row struct {
		Works bool `db:"works"`
		Near  bool `db:"near"`
	}
	r, err := db.Get[row](ctx, tx, `SELECT
		EXISTS (SELECT 1 FROM staff WHERE id = $1 AND ended = '') AS works,
		EXISTS (SELECT 1 FROM conflicts WHERE staff_id = $1 AND client_id = $2 AND lifted_at = 0) AS near`, staff, client)
	return r.Works, r.Near, err
}

// Lists over many clients. cond is what the reader may see, over clients c.

func papersExpiring(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]Expiry, error) {
	args = append(args, from, until)
	n := len(args)
	return db.Select[Expiry](ctx, tx, `
		SELECT c.code, p.id, p.kind, p.expires FROM papers p JOIN clients c ON c.id = p.client_id JOIN episodes e ON e.client_id = c.id AND e.closed = ''
		WHERE p.expires <> '' AND p.state = 'has' AND p.expires >= $`+strconv.Itoa(n-1)+` AND p.expires <= $`+strconv.Itoa(n)+` AND `+cond+`
		ORDER BY p.expires, c.code, p.id`, args...)
}

func papersMissing(ctx context.Context, tx *db.Tx, cond string, args []any, today pana.Date) ([]Missing, error) {
	args = append(args, today)
	n := strconv.Itoa(len(args))
	return db.Select[Missing](ctx, tx, `
		SELECT c.code, p.id, p.kind, CASE WHEN p.state = 'has' THEN 'expired' ELSE p.state END AS state
		FROM papers p JOIN clients c ON c.id = p.client_id JOIN episodes e ON e.client_id = c.id AND e.closed = ''
		WHERE p.needed AND (p.state <> 'has' OR p.expires <> '' AND p.expires < $`+n+`) AND `+cond+`
		ORDER BY c.code, p.id`, args...)
}

// papersAhead are steps on a day and last days of papers.
func papersAhead(ctx context.Context, tx *db.Tx, cond string, args []any, from, until pana.Date) ([]casework.Ahead, error) {
	args = append(args, from, until)
	a, b := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'paper' AS kind, s.client_id, c.code, c.site_id, s.planned AS on_day, s.clock AS at_clock, s.organisation_id AS place,
			s.escort AS staff_id, CASE WHEN s.organisation_id <> '' OR s.escort <> '' THEN TRUE ELSE FALSE END AS out_door, '/papers' AS page
		FROM paper_steps s CROSS JOIN paper_tracks w CROSS JOIN clients c
		WHERE w.id = s.track_id AND c.id = s.client_id AND w.ended = '' AND s.done = '' AND s.planned <> '' AND NOT s.skipped AND s.planned >= `+a+` AND s.planned <= `+b+` AND `+cond+`
		UNION ALL
		SELECT 'paper-expiry', p.client_id, c.code, c.site_id, p.expires, '', '', '', FALSE, '/papers'
		FROM papers p CROSS JOIN clients c CROSS JOIN episodes e
		WHERE c.id = p.client_id AND e.client_id = c.id AND e.closed = '' AND p.state = 'has' AND p.expires <> '' AND p.expires >= `+a+` AND p.expires <= `+b+` AND `+cond+`
		ORDER BY 5, 6, 3`, args...)
}
