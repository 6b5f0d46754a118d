package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Facts that policy asks about a client c: $1 is the actor, $2 tonight. They
// say in SQL what the relations of policy say; a property test holds them together.
const factColumns = `
	EXISTS (SELECT 1 FROM assignments a WHERE a.client_id = c.id AND a.staff_id = $1 AND a.until = '') AS assigned,
	EXISTS (SELECT 1 FROM stays t WHERE t.client_id = c.id AND t.since <= $2 AND (t.until = '' OR t.until > $2)) AS present`

const conflictColumn = `
	EXISTS (SELECT 1 FROM conflicts x WHERE x.client_id = c.id AND x.staff_id = $1 AND x.lifted_at = 0) AS conflicted,
	EXISTS (SELECT 1 FROM restrictions z WHERE z.client_id = c.id AND z.lifted_at = 0) AS restricted,
	EXISTS (SELECT 1 FROM sites y WHERE y.id = c.site_id AND y.kind = 'youth-centre') AS young`

// Where there is no such client the same facts are asked about nobody, so that
// the time it takes does not say whether somebody is there to be hidden.
const (
	nobody        = "-"
	subjectByID   = `SELECT c.id, c.site_id, ` + factColumns + `, ` + conflictColumn + ` FROM (` + orNobody + `id = $3) a ORDER BY n LIMIT 1) c`
	subjectByCode = `SELECT c.id, c.site_id, ` + factColumns + `, ` + conflictColumn + ` FROM (` + orNobody + `code = $3) a ORDER BY n LIMIT 1) c`
	orNobody      = `SELECT id, site_id FROM (SELECT '` + nobody + `' AS id, '' AS site_id, 1 AS n UNION ALL SELECT k.id, k.site_id, 0 FROM clients k WHERE k.`
)

// narrowed are the clients who are present or assigned to $1, straight from
// their indexes.
const narrowed = `
	SELECT client_id FROM assignments WHERE staff_id = $1 AND until = ''
	UNION SELECT client_id FROM stays WHERE site_id IN (SELECT id FROM sites) AND until = '' AND since <= $2
	UNION SELECT client_id FROM stays WHERE site_id IN (SELECT id FROM sites) AND until > $2 AND since <= $2`

const clientColumns = `c.id, c.site_id, c.code, c.sex, c.age_band, c.birth_year, c.language, c.citizenship,
	c.undetermined, c.origin_country, c.origin_region, c.education, c.marital, c.children, c.child_of, c.past,
	c.created_at, c.version, ` + factColumns

const rowColumns = `c.id, c.site_id, c.code, c.sex, c.age_band, c.language, c.child_of, c.past,
	COALESCE(e.stage, '') AS stage, COALESCE(e.stage_since, '') AS stage_since,
	COALESCE(e.opened, '') AS opened, COALESCE(e.closed, '') AS closed, ` + factColumns

// lastEpisode joins the open episode of c, or the newest one.
const lastEpisode = ` LEFT JOIN episodes e ON e.id = (SELECT y.id FROM episodes y WHERE y.client_id = c.id
	ORDER BY y.closed = '' DESC, y.id DESC LIMIT 1)`

func (q *query) rows(ctx context.Context, tx *db.Tx, driver, tail string) ([]Row, error) {
	return db.Select[Row](ctx, tx, `SELECT `+rowColumns+` FROM `+driver+lastEpisode+` WHERE `+q.cond+` `+tail, q.args...)
}

// rowsOf returns the rows of those clients the query's actor may see.
func rowsOf(ctx context.Context, tx *db.Tx, q *query, clients []pana.ClientID) ([]Row, error) {
	in, args := db.In(q.args, clients)
	q.args = args
	q.and("c.id IN (" + in + ")")
	rows, err := q.rows(ctx, tx, "clients c", "")
	if err != nil {
		return nil, err
	}
	return rows, addTags(ctx, tx, rows)
}

// familyRows returns the rows of a client's children and of the parent she came with.
func familyRows(ctx context.Context, tx *db.Tx, q *query, c Client) ([]Row, error) {
	q.and("c.id IN (SELECT id FROM clients WHERE child_of <> '' AND child_of = " + q.arg(string(c.ID)) +
		" UNION ALL SELECT id FROM clients WHERE id = " + q.arg(string(c.ChildOf)) + ")")
	return q.rows(ctx, tx, "clients c", "ORDER BY c.id")
}

func addTags(ctx context.Context, tx *db.Tx, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	at := map[pana.ClientID]int{}
	ids := make([]pana.ClientID, len(rows))
	for i, r := range rows {
		ids[i], at[r.ID] = r.ID, i
	}
	type tag struct {
		Client pana.ClientID `db:"client_id"`
		Tag    string        `db:"tag"`
	}
	in, args := db.In(nil, ids)
	tags, err := db.Select[tag](ctx, tx, `SELECT client_id, tag FROM tags WHERE client_id IN (`+in+`) ORDER BY client_id, tag`, args...)
	for _, t := range tags {
		i := at[t.Client]
		rows[i].Tags = append(rows[i].Tags, t.Tag)
	}
	return err
}

func insertClient(ctx context.Context, tx *db.Tx, c Client, by pana.StaffID) error {
	if err := tx.InsertMany(ctx, clientsInto, [][]any{clientRow(c, newShortID(), by)}); err != nil {
		return err
	}
	return insertLanguages(ctx, tx, c.ID, c.Languages)
}

const clientsInto = `clients (id, short_id, site_id, code, number, sex, age_band, birth_year, language, citizenship, undetermined,
	origin_country, origin_region, education, marital, children, child_of, past, created_at, created_by, version)`

func clientRow(c Client, short int64, by pana.StaffID) []any {
	return []any{c.ID, short, c.Site, c.Code, codeNumber(c.Code), c.Sex, c.AgeBand, c.BirthYear, c.Language, c.Citizenship, c.Undetermined,
		c.OriginCountry, c.OriginRegion, c.Education, c.Marital, c.Children, c.ChildOf, c.Past, c.Created, by, int64(1)}
}

// updateClient writes the coded facts of c if the row still has c's version.
func updateClient(ctx context.Context, tx *db.Tx, c Client) (int64, error) {
	n, err := tx.Exec(ctx, `
		UPDATE clients SET sex = $1, age_band = $2, birth_year = $3, language = $4, citizenship = $5, undetermined = $6,
			origin_country = $7, origin_region = $8, education = $9, marital = $10, children = $11, version = version + 1
		WHERE id = $12 AND version = $13`,
		c.Sex, c.AgeBand, c.BirthYear, c.Language, c.Citizenship, c.Undetermined,
		c.OriginCountry, c.OriginRegion, c.Education, c.Marital, c.Children, c.ID, c.Version)
	if err != nil || n == 0 {
		return n, err
	}
	if err := recount(ctx, tx, c.ID); err != nil {
		return n, err
	}
	return n, replaceLanguages(ctx, tx, c.ID, c.Languages)
}

func replaceLanguages(ctx context.Context, tx *db.Tx, client pana.ClientID, languages []Language) error {
	if _, err := tx.Exec(ctx, `DELETE FROM client_languages WHERE client_id = $1`, client); err != nil {
		return err
	}
	return insertLanguages(ctx, tx, client, languages)
}

func insertLanguages(ctx context.Context, tx *db.Tx, client pana.ClientID, languages []Language) error {
	rows := make([][]any, len(languages))
	for i, l := range languages {
		rows[i] = []any{client, l.Language, l.Speaks, l.Literacy}
	}
	return tx.InsertMany(ctx, languagesInto, rows)
}

const languagesInto = "client_languages (client_id, language, speaks, literacy)"

// clientByID returns a client with her languages. The caller has checked policy.
func clientByID(ctx context.Context, tx *db.Tx, tonight pana.Night, client pana.ClientID) (Client, error) {
	c, err := db.Get[Client](ctx, tx, `SELECT `+clientColumns+` FROM clients c WHERE c.id = $3`,
		pana.ActorFrom(ctx).Staff, tonight, client)
	if err != nil {
		return c, err
	}
	c.Languages, err = db.Select[Language](ctx, tx, languagesOf, client)
	return c, err
}

const languagesOf = `SELECT language, speaks, literacy FROM client_languages WHERE client_id = $1 ORDER BY language`

func clientExists(ctx context.Context, tx *db.Tx, client pana.ClientID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM clients WHERE id = $1)`, client)
}

func tagsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT tag FROM tags WHERE client_id = $1 ORDER BY tag`, client)
}

func replaceTags(ctx context.Context, tx *db.Tx, client pana.ClientID, tags []string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM tags WHERE client_id = $1`, client); err != nil {
		return err
	}
	for _, t := range tags {
		if _, err := tx.Exec(ctx, `INSERT INTO tags (client_id, tag) VALUES ($1, $2)`, client, t); err != nil {
			return err
		}
	}
	return nil
}

// Episodes and stages.

const episodeColumns = `id, opened, closed, stage, stage_since, request_id, version`

const openEpisode = `SELECT ` + episodeColumns + ` FROM episodes WHERE client_id = $1 AND closed = ''`

func episodesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Episode, error) {
	return db.Select[Episode](ctx, tx, `SELECT `+episodeColumns+` FROM episodes WHERE client_id = $1
		ORDER BY closed = '' DESC, id DESC`, client)
}

func insertEpisode(ctx context.Context, tx *db.Tx, id pana.EpisodeID, n NewEpisode) error {
	if err := tx.InsertMany(ctx, episodesInto, [][]any{episodeRow(id, n)}); err != nil {
		return err
	}
	return recount(ctx, tx, n.Client)
}

const episodesInto = "episodes (id, client_id, site_id, opened, closed, stage, stage_since, request_id, version)"

func episodeRow(id pana.EpisodeID, n NewEpisode) []any {
	since := n.Opened
	if n.Closed != "" {
		since = n.Closed
	}
	return []any{id, n.Client, n.Site, n.Opened, n.Closed, n.Stage, since, n.Request, int64(1)}
}

func insertStage(ctx context.Context, tx *db.Tx, e pana.EpisodeID, client pana.ClientID, stage string, since pana.Date) error {
	return tx.InsertMany(ctx, stagesInto, [][]any{stageRow(ctx, tx, e, client, stage, since)})
}

const stagesInto = "stages (episode_id, client_id, stage, since, by_staff, at)"

func stageRow(ctx context.Context, tx *db.Tx, e pana.EpisodeID, client pana.ClientID, stage string, since pana.Date) []any {
	return []any{e, client, stage, since, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)}
}

func updateStage(ctx context.Context, tx *db.Tx, e Episode, client pana.ClientID, stage string, since pana.Date) error {
	if _, err := tx.Exec(ctx, `UPDATE episodes SET stage = $1, stage_since = $2, version = version + 1 WHERE id = $3`,
		stage, since, e.ID); err != nil {
		return err
	}
	return insertStage(ctx, tx, e.ID, client, stage, since)
}

func closeEpisode(ctx context.Context, tx *db.Tx, e pana.EpisodeID, client pana.ClientID, on pana.Date) error {
	if _, err := tx.Exec(ctx, `
		UPDATE episodes SET closed = $1, stage = 'closed', stage_since = $1, version = version + 1 WHERE id = $2`, on, e); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE assignments SET until = $1 WHERE client_id = $2 AND until = ''`, on, client); err != nil {
		return err
	}
	return insertStage(ctx, tx, e, client, "closed", on)
}

// stagesOf returns when each stage of an episode last began.
func stagesOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (map[string]pana.Date, error) {
	type row struct {
		Stage string    `db:"stage"`
		Since pana.Date `db:"since"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT stage, since FROM stages WHERE episode_id = $1 ORDER BY at`, e)
	begun := make(map[string]pana.Date, len(rows))
	for _, r := range rows {
		begun[r.Stage] = r.Since
	}
	return begun, err
}

// Assignments.

type assignableRow struct {
	Holds      bool `db:"holds"`
	Conflicted bool `db:"conflicted"`
	Stands     bool `db:"stands"`
}

func assignable(ctx context.Context, tx *db.Tx, client pana.ClientID, site pana.SiteID, staff pana.StaffID, role pana.Role) (assignableRow, error) {
	return db.Get[assignableRow](ctx, tx, `SELECT
		EXISTS (SELECT 1 FROM grants WHERE staff_id = $1 AND role = $2 AND (site_id = '' OR site_id = $3) AND until = '') AS holds,
		EXISTS (SELECT 1 FROM conflicts WHERE client_id = $4 AND staff_id = $1 AND lifted_at = 0) AS conflicted,
		EXISTS (SELECT 1 FROM assignments WHERE client_id = $4 AND staff_id = $1 AND role = $2 AND until = '') AS stands`,
		staff, role, site, client)
}

func assign(ctx context.Context, tx *db.Tx, e pana.EpisodeID, client pana.ClientID, staff pana.StaffID, role pana.Role, since pana.Date) error {
	// Given again on the day it was taken away, the same assignment goes on.
	_, err := tx.Exec(ctx, `
		INSERT INTO assignments (episode_id, client_id, staff_id, role, since, until) VALUES ($1, $2, $3, $4, $5, '')
		ON CONFLICT (client_id, staff_id, role, since, episode_id) DO UPDATE SET until = ''`, e, client, staff, role, since)
	return err
}

func unassign(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID, role pana.Role, until pana.Date) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE assignments SET until = $1 WHERE client_id = $2 AND staff_id = $3 AND role = $4 AND until = ''`,
		until, client, staff, role)
}

func unassignAll(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID, until pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE assignments SET until = $1 WHERE client_id = $2 AND staff_id = $3 AND until = ''`, until, client, staff)
	return err
}

// assignmentsOf returns the assignments of an episode, standing ones first.
func assignmentsOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Assignment, error) {
	return db.Select[Assignment](ctx, tx, `SELECT staff_id, role, since, until FROM assignments WHERE client_id = (SELECT client_id FROM episodes WHERE id = $1) AND episode_id = $1
		ORDER BY until = '' DESC, since, staff_id, role`, e)
}

// Conflicts of interest.

func conflictsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]conflictRow, error) {
	return db.Select[conflictRow](ctx, tx, `SELECT staff_id, set_at, lifted_at, named, closed FROM conflicts
		WHERE client_id = $1 ORDER BY set_at, staff_id`, client)
}

func insertConflict(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID, named string) error {
	if _, err := tx.Exec(ctx, `
		INSERT INTO conflicts (client_id, staff_id, set_by, set_at, lifted_by, lifted_at, named, closed)
		VALUES ($1, $2, $3, $4, '', 0, $5, '')`, client, staff, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), named); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE conflicts SET named = $1, closed = '' WHERE client_id = $2`, named, client)
	return err
}

// liftConflict ends a conflict. While others stand, everything is to be
// re-keyed to named.
func liftConflict(ctx context.Context, tx *db.Tx, client pana.ClientID, staff pana.StaffID, named string, others bool) error {
	if _, err := tx.Exec(ctx, `
		UPDATE conflicts SET lifted_by = $1, lifted_at = $2 WHERE client_id = $3 AND staff_id = $4 AND lifted_at = 0`,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), client, staff); err != nil {
		return err
	}
	if !others {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE conflicts SET named = $1, closed = '' WHERE client_id = $2`, named, client)
	return err
}

func updateClosed(ctx context.Context, tx *db.Tx, client pana.ClientID, closed string) error {
	_, err := tx.Exec(ctx, `UPDATE conflicts SET closed = $1 WHERE client_id = $2`, closed, client)
	return err
}

// A childRow is a child with a file of her own.
type childRow struct {
	Client pana.ClientID `db:"id"`
	Site   pana.SiteID   `db:"site_id"`
}

func childrenOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]childRow, error) {
	return db.Select[childRow](ctx, tx, `SELECT id, site_id FROM clients WHERE child_of <> '' AND child_of = $1 ORDER BY id`, client)
}

func staffExists(ctx context.Context, tx *db.Tx, staff pana.StaffID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM staff WHERE id = $1)`, staff)
}

// anyClient reports whether the house has a file.
func anyClient(ctx context.Context, tx *db.Tx) (bool, error) {
	_, some, err := db.Find[string](ctx, tx, `SELECT id FROM clients LIMIT 1`)
	return some, err
}
