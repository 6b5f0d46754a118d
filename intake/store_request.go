package intake

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Requests.

func insertRequest(ctx context.Context, tx *db.Tx, r Request) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO requests (id, site_id, received, received_at, needed_by, beds, children, sex, age_band, language, needs,
			transport, status, reason, answered, answered_at, client_id, by_staff, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', 0, '', $14, 1)`,
		r.ID, r.Site, r.Received, r.ReceivedAt, r.NeededBy, r.Beds, r.Children, r.Sex, r.AgeBand, r.Language, r.NeedCodes,
		r.Transport, r.Status, r.By)
	return err
}

func insertSource(ctx context.Context, tx *db.Tx, id pana.RequestID, f From) error {
	_, err := tx.Exec(ctx, `INSERT INTO request_sources (request_id, source, organisation_id) VALUES ($1, $2, $3)`, id, f.Source, f.Organisation)
	return err
}

// updateAnswer writes the answer of r if the row still has r's version.
func updateAnswer(ctx context.Context, tx *db.Tx, r Request) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE requests SET status = $1, reason = $2, answered = $3, answered_at = $4, client_id = $5, version = version + 1
		WHERE id = $6 AND version = $7`, r.Status, r.Reason, r.Answered, r.AnsweredAt, r.Client, r.ID, r.Version)
}

func organisationExists(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM organisations WHERE id = $1)`, id)
}

// A visible is a question about the requests that one reader may see.
type visible struct {
	cond string
	args []any
}

// visible is the condition over a row of requests called r that it lies at one
// of sites, has not become a client hidden from the actor, and was not erased:
// what is left then counts, and is nobody's.
func (i *Intake) visible(ctx context.Context, tx *db.Tx, sites []pana.SiteID) visible {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, i.h.Tonight(tx.Now))
	in, args := db.In(args, sites)
	return visible{`(r.client_id = '' OR ` + cond + `) AND r.received_at > 0 AND r.site_id IN (` + in + `)`, args}
}

const requestColumns = `SELECT r.id, r.site_id, r.received, r.received_at, r.needed_by, r.beds, r.children, r.sex, r.age_band, r.language,
	r.needs, r.transport, r.status, r.reason, r.answered, r.answered_at, r.client_id, COALESCE(c.code, '') AS code, r.by_staff, r.version
	FROM requests r LEFT JOIN clients c ON c.id = r.client_id AND r.client_id <> '' WHERE `

// Which requests a list shows, and in which order.
const (
	waitingRequests  = ` AND r.status IN ('open', 'waiting') ORDER BY CASE WHEN r.needed_by = '' THEN 1 ELSE 0 END, r.needed_by, r.received_at, r.id`
	answeredRequests = ` AND r.status NOT IN ('open', 'waiting') ORDER BY r.answered_at DESC, r.id DESC`
)

func (v visible) list(ctx context.Context, tx *db.Tx, which string, most int) ([]Request, error) {
	args := append(v.args[:len(v.args):len(v.args)], most)
	list, err := db.Select[Request](ctx, tx, requestColumns+v.cond+which+` LIMIT $`+strconv.Itoa(len(args)), args...)
	if err != nil || len(list) == 0 {
		return list, err
	}
	return list, addSources(ctx, tx, list)
}

func (v visible) one(ctx context.Context, tx *db.Tx, id pana.RequestID) (Request, bool, error) {
	args := append(v.args[:len(v.args):len(v.args)], id)
	r, ok, err := db.Find[Request](ctx, tx, requestColumns+v.cond+` AND r.id = $`+strconv.Itoa(len(args)), args...)
	if err != nil || !ok {
		return r, ok, err
	}
	list := []Request{r}
	err = addSources(ctx, tx, list)
	return list[0], true, err
}

func addSources(ctx context.Context, tx *db.Tx, list []Request) error {
	at := map[pana.RequestID]int{}
	ids := make([]pana.RequestID, len(list))
	for n, r := range list {
		ids[n], at[r.ID] = r.ID, n
	}
	type row struct {
		Request pana.RequestID `db:"request_id"`
		Source  string         `db:"source"`
		Org     string         `db:"organisation_id"`
	}
	in, args := db.In(nil, ids)
	rows, err := db.Select[row](ctx, tx, `SELECT request_id, source, organisation_id FROM request_sources
		WHERE request_id IN (`+in+`) ORDER BY request_id, source, organisation_id`, args...)
	for _, r := range rows {
		list[at[r.Request]].Sources = append(list[at[r.Request]].Sources, From{r.Source, pana.OrganisationID(r.Org)})
	}
	return err
}

func sourcesOfEpisode(ctx context.Context, tx *db.Tx, episode pana.EpisodeID) ([]From, error) {
	return db.Select[From](ctx, tx, `SELECT s.source, s.organisation_id FROM request_sources s
		JOIN episodes e ON e.request_id = s.request_id WHERE e.id = $1 AND e.request_id <> '' ORDER BY s.source, s.organisation_id`, episode)
}

func countTurnedAway(ctx context.Context, tx *db.Tx, sites []pana.SiteID, from, until pana.Date) ([]Count, error) {
	in, args := db.In([]any{from, until}, sites)
	return db.Select[Count](ctx, tx, `SELECT reason, COUNT(*) AS n FROM requests
		WHERE status = 'declined' AND answered >= $1 AND ($2 = '' OR answered < $2) AND site_id IN (`+in+`)
		GROUP BY reason ORDER BY n DESC, reason`, args...)
}

// countAnswered counts the requests answered in a time, but those that became a client
// hidden from the actor. Of somebody erased the client is gone, and the request counts.
func (i *Intake) countAnswered(ctx context.Context, tx *db.Tx, sites []pana.SiteID, from, until pana.Date) (int, error) {
	cond, args := policy.Where(pana.ActorFrom(ctx), policy.SeeClient, i.h.Tonight(tx.Now))
	in, args := db.In(args, sites)
	n := len(args)
	args = append(args, from, until)
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM requests r LEFT JOIN clients c ON c.id = r.client_id AND r.client_id <> ''
		WHERE (c.id IS NULL OR (`+cond+`)) AND r.status NOT IN ('open', 'waiting') AND r.answered >= $`+strconv.Itoa(n+1)+` AND ($`+strconv.Itoa(n+2)+` = '' OR r.answered < $`+strconv.Itoa(n+2)+`)
		AND r.site_id IN (`+in+`)`, args...)
}

// The three facts.

func factsOf(ctx context.Context, tx *db.Tx, subject string) (f Facts, err error) {
	f.Seen, err = db.Select[Sign](ctx, tx, `SELECT list, code, on_day, source, interpreted, by_staff FROM indicators_seen
		WHERE subject_id = $1 AND taken_back = 0 ORDER BY list, id`, subject)
	if err != nil {
		return f, err
	}
	f.Identifications, err = db.Select[Identification](ctx, tx, `SELECT id, outcome, body, on_day, by_staff, at FROM identifications
		WHERE subject_id = $1 ORDER BY on_day DESC, at DESC, id DESC`, subject)
	if err != nil {
		return f, err
	}
	f.Eligibilities, err = db.Select[Eligibility](ctx, tx, `SELECT id, payer, organisation_id, outcome, on_day, by_staff, at FROM eligibilities
		WHERE subject_id = $1 ORDER BY on_day DESC, at DESC, id DESC`, subject)
	return f, err
}

func insertSign(ctx context.Context, tx *db.Tx, subject string, s Sign) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO indicators_seen (id, subject_id, list, code, on_day, source, interpreted, by_staff, taken_back)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)`, tx.ID(), subject, s.List, s.Code, s.On, s.Source, s.Interpreted, s.By)
	return err
}

func takeBackSign(ctx context.Context, tx *db.Tx, subject, list, code string) error {
	_, err := tx.Exec(ctx, `UPDATE indicators_seen SET taken_back = $1 WHERE subject_id = $2 AND list = $3 AND code = $4 AND taken_back = 0`,
		db.Micros(tx.Now), subject, list, code)
	return err
}

func insertIdentification(ctx context.Context, tx *db.Tx, subject string, d Identification) error {
	_, err := tx.Exec(ctx, `INSERT INTO identifications (id, subject_id, outcome, body, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		d.ID, subject, d.Outcome, d.Body, d.On, d.By, d.At)
	return err
}

func insertEligibility(ctx context.Context, tx *db.Tx, subject string, e Eligibility) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO eligibilities (id, subject_id, payer, organisation_id, outcome, on_day, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, e.ID, subject, e.Payer, e.Organisation, e.Outcome, e.On, e.By, e.At)
	return err
}

// moveFacts hangs the facts of a request on the episode it became.
func moveFacts(ctx context.Context, tx *db.Tx, request pana.RequestID, episode pana.EpisodeID) error {
	for _, table := range []string{"indicators_seen", "identifications", "eligibilities"} {
		if _, err := tx.Exec(ctx, `UPDATE `+table+` SET subject_id = $1 WHERE subject_id = $2`, episode, request); err != nil {
			return err
		}
	}
	return nil
}

// What intake reads of a file.

func codeOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (string, error) {
	return db.Get[string](ctx, tx, `SELECT code FROM clients WHERE id = $1`, client)
}

func lastEpisode(ctx context.Context, tx *db.Tx, client pana.ClientID) (pana.EpisodeID, bool, error) {
	return db.Find[pana.EpisodeID](ctx, tx, `SELECT id FROM episodes WHERE client_id = $1 ORDER BY closed = '' DESC, id DESC LIMIT 1`, client)
}
