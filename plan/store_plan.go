package plan

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// Lines.

const lineColumns = `SELECT l.id, l.area, l.compartment, l.urgent, l.open_end, l.baseline, l.state, l.state_on, l.client_says, l.source,
	l.interpreted, l.since, l.by_staff, l.version, CASE WHEN ` + waitingLine + ` THEN TRUE ELSE FALSE END AS waits FROM plan_lines l `

type lineRow struct {
	Line
	Waits bool `db:"waits"`
}

func (r lineRow) line() Line {
	l := r.Line
	l.Waits = r.Waits && l.Stored == Open
	return l
}

func linesOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Line, error) {
	rows, err := db.Select[lineRow](ctx, tx, lineColumns+`WHERE l.episode_id = $1 ORDER BY l.id`, e)
	lines := make([]Line, 0, len(rows))
	for _, r := range rows {
		lines = append(lines, r.line())
	}
	return lines, err
}

func lineByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Line, bool, error) {
	r, ok, err := db.Find[lineRow](ctx, tx, lineColumns+`WHERE l.id = $1 AND l.client_id = $2`, id, client)
	return r.line(), ok, err
}

func insertLine(e *casework.Entry, id string, c pana.Compartment, n NewLine) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO plan_lines (id, client_id, episode_id, area, compartment, urgent, open_end, baseline, state, state_on, client_says,
			source, interpreted, since, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, '', $10, $11, $9, $12, $13, 1)`,
		id, e.Client(), e.Episode.ID, n.Area, c, n.Urgent, n.OpenEnd, n.Baseline, e.Today, n.Source, n.Interpreted,
		e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

// updateLine writes if the row still has the version of l.
func updateLine(e *casework.Entry, l Line, n NewLine) (int64, error) {
	return e.Tx.Exec(e.Ctx, `
		UPDATE plan_lines SET urgent = $1, open_end = $2, baseline = $3, source = $4, interpreted = $5, version = version + 1
		WHERE id = $6 AND version = $7`, n.Urgent, n.OpenEnd, n.Baseline, n.Source, n.Interpreted, l.ID, l.Version)
}

func endLine(e *casework.Entry, l Line, n Ending) (int64, error) {
	return e.Tx.Exec(e.Ctx, `
		UPDATE plan_lines SET state = $1, state_on = $2, client_says = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		n.State, e.Today, n.ClientSays, l.ID, l.Version)
}

// Steps.

const stepColumns = `SELECT s.id, s.line_id, s.who, s.staff_id, s.person_id, s.earliest, s.latest, s.precision, s.place, s.out_door, s.payer,
	s.service, s.minutes, s.state, s.state_on, s.by_staff, s.version FROM plan_steps s `

func (s Step) remembered() Step {
	s.When = pana.Fuzzy{Earliest: s.Earliest, Latest: s.Latest, Precision: s.Precision}
	return s
}

func stepsOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Step, error) {
	steps, err := db.Select[Step](ctx, tx, stepColumns+`JOIN plan_lines l ON l.id = s.line_id WHERE l.episode_id = $1 ORDER BY s.id`, e)
	for i := range steps {
		steps[i] = steps[i].remembered()
	}
	return steps, err
}

func stepByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id string) (Step, bool, error) {
	s, ok, err := db.Find[Step](ctx, tx, stepColumns+`WHERE s.id = $1 AND s.client_id = $2`, id, client)
	return s.remembered(), ok, err
}

func insertStep(e *casework.Entry, id, line string, n NewStep) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO plan_steps (id, client_id, line_id, who, staff_id, person_id, earliest, latest, precision, place, out_door, payer, service,
			state, state_on, by_staff, at, minutes, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)`,
		id, e.Client(), line, n.Doer, n.Staff, n.Person.ID, n.When.Earliest, n.When.Latest, n.When.Precision, n.Place, n.Out, n.Payer, n.Service,
		n.State, e.Today, e.Actor.Staff, db.Micros(e.Tx.Now), n.Minutes)
	return err
}

// updateStep writes if the row still has the version of s.
func updateStep(e *casework.Entry, s Step, n NewStep) (int64, error) {
	on := s.StateOn
	if n.State != s.State {
		on = e.Today
	}
	return e.Tx.Exec(e.Ctx, `
		UPDATE plan_steps SET who = $1, staff_id = $2, person_id = $3, earliest = $4, latest = $5, precision = $6, place = $7, out_door = $8,
			payer = $9, service = $10, state = $11, state_on = $12, minutes = $13, version = version + 1
		WHERE id = $14 AND version = $15`,
		n.Doer, n.Staff, n.Person.ID, n.When.Earliest, n.When.Latest, n.When.Precision, n.Place, n.Out, n.Payer, n.Service, n.State, on, n.Minutes, s.ID, s.Version)
}

func markStep(e *casework.Entry, s Step, state string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE plan_steps SET state = $1, state_on = $2, version = version + 1 WHERE id = $3 AND version = $4`,
		state, e.Today, s.ID, s.Version)
}

// worksHere reports whether a colleague works with the client, or is the actor.
func worksHere(e *casework.Entry, staff pana.StaffID) (bool, error) {
	if staff == e.Actor.Staff {
		return true, nil
	}
	return db.Get[bool](e.Ctx, e.Tx, `SELECT EXISTS (SELECT 1 FROM assignments WHERE client_id = $1 AND staff_id = $2)`, e.Client(), staff)
}

// workersOf returns who works with a client now.
func workersOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	return db.Select[pana.StaffID](ctx, tx, `SELECT DISTINCT staff_id FROM assignments WHERE client_id = $1 AND until = '' ORDER BY staff_id`, client)
}

func knownPlace(e *casework.Entry, place pana.OrganisationID) (bool, error) {
	return db.Get[bool](e.Ctx, e.Tx, `SELECT EXISTS (SELECT 1 FROM organisations WHERE id = $1)`, place)
}

// What lies ahead.

// openStep is a step still to be taken of a line that goes on and does not wait.
const openStep = `s.state = 'open' AND l.id = s.line_id AND l.state = 'open' AND NOT ` + waitingLine

const nextColumns = `SELECT s.client_id, s.line_id, l.area, s.who, s.staff_id, s.earliest, s.latest, s.precision, s.service, s.id `

// soonest orders steps: those with a last day first, the nearest before.
const soonest = `CASE WHEN s.latest = '' THEN 1 ELSE 0 END, s.latest, s.id`

func nextOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID, reads []pana.Compartment, most int) ([]Next, error) {
	if len(reads) == 0 {
		return nil, nil
	}
	in, args := db.In([]any{e}, reads)
	args = append(args, most)
	return db.Select[Next](ctx, tx, nextColumns+`FROM plan_lines l CROSS JOIN plan_steps s WHERE l.episode_id = $1 AND l.compartment IN (`+in+`) AND `+openStep+`
		ORDER BY `+soonest+` LIMIT $`+strconv.Itoa(len(args)), args...)
}

// nextMine begins with the few clients assigned to the actor.
func nextMine(ctx context.Context, tx *db.Tx, c pana.Compartment, cond string, args []any) ([]Next, error) {
	args = append(args, c)
	return db.Select[Next](ctx, tx, nextColumns+`
		FROM assignments mine CROSS JOIN clients c CROSS JOIN episodes e CROSS JOIN plan_lines l CROSS JOIN plan_steps s
		WHERE mine.staff_id = $1 AND mine.until = '' AND c.id = mine.client_id AND e.client_id = c.id AND e.closed = '' AND l.episode_id = e.id
			AND `+openStep+` AND `+cond+` AND l.compartment = $`+strconv.Itoa(len(args))+` ORDER BY `+soonest, args...)
}

func stepsAhead(ctx context.Context, tx *db.Tx, c pana.Compartment, from, until pana.Date, cond string, args []any) ([]casework.Ahead, error) {
	n := len(args)
	args = append(args, c, from, until)
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'plan-step' AS kind, c.id AS client_id, c.code, c.site_id, s.latest AS on_day, '' AS at_clock, s.place, s.staff_id, s.out_door,
			'/plan/lines/' || s.line_id AS page
		FROM plan_steps s CROSS JOIN plan_lines l CROSS JOIN clients c
		WHERE `+openStep+` AND c.id = s.client_id AND `+cond+` AND l.compartment = $`+strconv.Itoa(n+1)+`
			AND s.latest <> '' AND s.latest >= $`+strconv.Itoa(n+2)+` AND s.latest <= $`+strconv.Itoa(n+3)+` ORDER BY s.latest, s.id`, args...)
}

func reviewsAhead(ctx context.Context, tx *db.Tx, from, until pana.Date, cond string, args []any) ([]casework.Ahead, error) {
	n := len(args)
	args = append(args, from, until)
	return db.Select[casework.Ahead](ctx, tx, `
		SELECT 'plan-review' AS kind, c.id AS client_id, c.code, c.site_id, q.review_on AS on_day, '' AS at_clock, '' AS place, '' AS staff_id,
			FALSE AS out_door, '/plan' AS page
		FROM plans q CROSS JOIN episodes e CROSS JOIN clients c
		WHERE q.review_on <> '' AND e.id = q.episode_id AND e.closed = '' AND c.id = e.client_id AND `+cond+`
			AND q.review_on >= $`+strconv.Itoa(n+1)+` AND q.review_on <= $`+strconv.Itoa(n+2)+` ORDER BY q.review_on, c.code`, args...)
}

func buildersOf(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Builder, error) {
	return db.Select[Builder](ctx, tx, `
		SELECT DISTINCT c.id AS client_id, c.code,
			EXISTS (SELECT 1 FROM trust_proposals r WHERE r.episode_id = e.id AND r.withdrawn = '' AND r.role = 'social-worker') AS social,
			EXISTS (SELECT 1 FROM trust_proposals r WHERE r.episode_id = e.id AND r.withdrawn = '' AND r.role = 'psychologist') AS psycho,
			COALESCE((SELECT w.answer FROM trust_answers w WHERE w.episode_id = e.id ORDER BY w.id DESC LIMIT 1), '') AS answered,
			EXISTS (SELECT 1 FROM trust_contacts n WHERE n.episode_id = e.id AND NOT n.superseded) AS contacted
		FROM assignments mine CROSS JOIN clients c CROSS JOIN episodes e
		WHERE mine.staff_id = $1 AND mine.until = '' AND c.id = mine.client_id AND e.client_id = c.id AND e.closed = ''
			AND e.stage IN ('arrival', 'first-assessment', 'trust')
			AND NOT EXISTS (SELECT 1 FROM trust_milestones m WHERE m.episode_id = e.id AND m.ended = '') AND `+cond+` ORDER BY c.code`, args...)
}

// The whole of a plan.

func headOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (Head, error) {
	h, _, err := db.Find[Head](ctx, tx, `SELECT destination, review_on, version FROM plans WHERE episode_id = $1`, e)
	return h, err
}

func putHead(e *casework.Entry, h Head) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO plans (episode_id, client_id, destination, review_on, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (episode_id) DO UPDATE SET destination = excluded.destination, review_on = excluded.review_on, by_staff = excluded.by_staff,
			at = excluded.at, version = excluded.version`,
		e.Episode.ID, e.Client(), h.Destination, h.ReviewOn, e.Actor.Staff, db.Micros(e.Tx.Now), h.Version)
	return err
}

func insertDestination(e *casework.Entry, id, destination string) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO plan_destinations (id, client_id, episode_id, destination, since, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, e.Client(), e.Episode.ID, destination, e.Today, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func turnsOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Turn, error) {
	return db.Select[Turn](ctx, tx, `SELECT destination, since, by_staff FROM plan_destinations WHERE episode_id = $1 ORDER BY id DESC`, e)
}

func insertReview(e *casework.Entry, id string, n NewReview) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO plan_reviews (id, client_id, episode_id, on_day, looked_at, present, read_aloud, interpreted, agreed, next_on, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		id, e.Client(), e.Episode.ID, n.On, strings.Join(n.LookedAt, " "), n.Present, n.ReadAloud, n.Interpreted, n.Agreed, n.Next,
		e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func reviewsOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) ([]Review, error) {
	list, err := db.Select[Review](ctx, tx, `
		SELECT id, on_day, looked_at, present, read_aloud, interpreted, agreed, next_on, by_staff
		FROM plan_reviews WHERE episode_id = $1 ORDER BY on_day DESC, id DESC`, e)
	for i := range list {
		list[i].LookedAt = strings.Fields(list[i].Looked)
	}
	return list, err
}

// Aspirations.

const aspirationColumns = `SELECT id, since, earliest, latest, precision, closing, closed_on, by_staff, version FROM aspirations `

func aspirationsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Aspiration, error) {
	list, err := db.Select[Aspiration](ctx, tx, aspirationColumns+`WHERE client_id = $1 ORDER BY id`, client)
	for i := range list {
		list[i].When = pana.Fuzzy{Earliest: list[i].Earliest, Latest: list[i].Latest, Precision: list[i].Precision}
	}
	return list, err
}

func aspirationByID(e *casework.Entry, id string) (Aspiration, bool, error) {
	return db.Find[Aspiration](e.Ctx, e.Tx, aspirationColumns+`WHERE id = $1 AND client_id = $2`, id, e.Client())
}

func insertAspiration(e *casework.Entry, id string, when pana.Fuzzy) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO aspirations (id, client_id, episode_id, since, earliest, latest, precision, closing, closed_on, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', $8, $9, 1)`,
		id, e.Client(), e.Episode.ID, e.Today, when.Earliest, when.Latest, when.Precision, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func closeAspiration(e *casework.Entry, a Aspiration, closing string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE aspirations SET closing = $1, closed_on = $2, version = version + 1 WHERE id = $3 AND version = $4`,
		closing, e.Today, a.ID, a.Version)
}
