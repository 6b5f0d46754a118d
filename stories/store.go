package stories

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

// minorBand reports whether an age band is a child's.
func minorBand(band string) bool { return band == "0-8" || band == "9-17" }

func isMinor(e *casework.Entry) (bool, error) {
	band, err := db.Get[string](e.Ctx, e.Tx, `SELECT age_band FROM clients WHERE id = $1`, e.Client())
	return minorBand(band), err
}

// storiesOf returns her stories with what was said of each, without words.
func storiesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Story, error) {
	all, err := db.Select[Story](ctx, tx, `SELECT id, number, language, edition, since, by_staff FROM stories WHERE client_id = $1 ORDER BY number DESC`, client)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	checks, err := db.Select[Check](ctx, tx, checkColumns+`WHERE client_id = $1 AND newest ORDER BY id`, client)
	if err != nil {
		return nil, err
	}
	answers, err := db.Select[Answer](ctx, tx, `SELECT id, story_id, yes, uses, on_day, until_day, language, method, interpreted, own, withdrawn, by_staff
		FROM story_answers WHERE client_id = $1 ORDER BY newest DESC, id DESC`, client)
	if err != nil {
		return nil, err
	}
	readings, err := db.Select[Reading](ctx, tx, `SELECT id, story_id, edition, answer, way, on_day, by_staff FROM story_readings WHERE client_id = $1 ORDER BY id DESC`, client)
	if err != nil {
		return nil, err
	}
	signatures, err := db.Select[Signature](ctx, tx, `SELECT story_id, edition, answer_id, leads, on_day, by_staff FROM story_signatures WHERE client_id = $1 ORDER BY id`, client)
	if err != nil {
		return nil, err
	}
	places, err := placesOf(ctx, tx, client)
	if err != nil {
		return nil, err
	}
	for i := range all {
		s := &all[i]
		s.Checks = of(checks, func(c Check) bool { return c.Story == s.ID })
		s.Answers = of(answers, func(a Answer) bool { return a.Story == s.ID })
		s.Readings = of(readings, func(r Reading) bool { return r.Story == s.ID })
		s.Signatures = of(signatures, func(g Signature) bool { return g.Story == s.ID })
		s.Places = of(places, func(p Place) bool { return p.Story == s.ID })
	}
	return all, nil
}

// of returns those of a list for which is holds.
func of[T any](list []T, is func(T) bool) []T {
	var some []T
	for _, x := range list {
		if is(x) {
			some = append(some, x)
		}
	}
	return some
}

const checkColumns = `SELECT id, story_id, edition, point, answer, by_staff FROM story_checks `

func checkOf(e *casework.Entry, id ID, point string) (Check, error) {
	c, _, err := db.Find[Check](e.Ctx, e.Tx, checkColumns+`WHERE story_id = $1 AND point = $2 AND newest`, id, point)
	return c, err
}

func placesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Place, error) {
	return db.Select[Place](ctx, tx, `SELECT id, story_id, used_for, on_day, asked_on, down_on, by_staff, version FROM story_places WHERE client_id = $1 ORDER BY on_day DESC, id DESC`, client)
}

func insertStory(e *casework.Entry, id ID, language string) error {
	number, err := db.Get[int](e.Ctx, e.Tx, `SELECT COALESCE(MAX(number), 0) + 1 FROM stories WHERE client_id = $1`, e.Client())
	if err != nil {
		return err
	}
	_, err = e.Tx.Exec(e.Ctx, `INSERT INTO stories (id, client_id, episode_id, number, language, edition, since, by_staff, at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)`,
		id, e.Client(), e.Episode.ID, number, language, e.Today, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

func updateStory(e *casework.Entry, id ID, edition int, language string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE stories SET edition = edition + 1, language = $1 WHERE id = $2 AND client_id = $3 AND edition = $4`, language, id, e.Client(), edition)
}

func insertCheck(e *casework.Entry, c Check) error {
	if _, err := e.Tx.Exec(e.Ctx, `UPDATE story_checks SET newest = FALSE WHERE story_id = $1 AND point = $2 AND newest`, c.Story, c.Point); err != nil {
		return err
	}
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO story_checks (id, story_id, client_id, edition, point, answer, newest, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $8)`,
		c.ID, c.Story, e.Client(), c.Edition, c.Point, c.Answer, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

func insertAnswer(e *casework.Entry, a Answer) error {
	if _, err := e.Tx.Exec(e.Ctx, `UPDATE story_answers SET newest = FALSE WHERE story_id = $1 AND newest`, a.Story); err != nil {
		return err
	}
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO story_answers (id, story_id, client_id, yes, uses, on_day, until_day, language, method, interpreted, own, withdrawn, newest, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', TRUE, $12, $13)`,
		a.ID, a.Story, e.Client(), a.Yes, a.UseList, a.On, a.Until, a.Language, a.Method, a.Interpreted, a.Own, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

func withdrawAnswer(e *casework.Entry, id string) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE story_answers SET withdrawn = $1 WHERE id = $2 AND withdrawn = ''`, e.Today, id)
	return err
}

func insertReading(e *casework.Entry, r Reading) error {
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO story_readings (id, story_id, client_id, edition, answer, way, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Story, e.Client(), r.Edition, r.Answer, r.Way, r.On, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

func insertSignature(e *casework.Entry, id string, g Signature) error {
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO story_signatures (id, story_id, client_id, edition, answer_id, leads, on_day, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (story_id, edition, answer_id, by_staff) DO NOTHING`, id, g.Story, e.Client(), g.Edition, g.Answer, g.Leads, g.On, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

func insertPlace(e *casework.Entry, p Place) error {
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO story_places (id, story_id, client_id, used_for, on_day, asked_on, down_on, by_staff, at, version) VALUES ($1, $2, $3, $4, $5, '', '', $6, $7, 1)`,
		p.ID, p.Story, e.Client(), p.Use, p.On, me(e.Ctx), db.Micros(e.Tx.Now))
	return err
}

// setPlaceDay writes today into asked_on or down_on.
func setPlaceDay(e *casework.Entry, id PlaceID, column string) error {
	q := `UPDATE story_places SET asked_on = $1, version = version + 1 WHERE id = $2 AND asked_on = ''`
	if column == "down_on" {
		q = `UPDATE story_places SET down_on = $1, version = version + 1 WHERE id = $2 AND down_on = ''`
	}
	_, err := e.Tx.Exec(e.Ctx, q, e.Today, id)
	return err
}

// endings are stories that stand somewhere, and whose consent has ended or ends by a
// day, of clients for whom cond holds.
func endings(ctx context.Context, tx *db.Tx, today, by pana.Date, cond string, args []any) ([]Due, error) {
	n := len(args)
	arg := func(i int) string { return "$" + strconv.Itoa(n+i) }
	gone := `(a.withdrawn <> '' OR NOT a.yes OR a.until_day < ` + arg(1) + `)`
	return db.Select[Due](ctx, tx, `SELECT s.client_id, c.code, s.number, a.until_day, CASE WHEN `+gone+` THEN x.n ELSE 0 END AS up
		FROM stories s JOIN clients c ON c.id = s.client_id JOIN story_answers a ON a.story_id = s.id AND a.newest
		JOIN (SELECT story_id, COUNT(*) AS n FROM story_places WHERE down_on = '' GROUP BY story_id) x ON x.story_id = s.id
		WHERE (`+gone+` OR a.until_day <= `+arg(2)+`) AND (`+cond+`) ORDER BY CASE WHEN `+gone+` THEN 0 ELSE 1 END, a.until_day, c.code, s.number`,
		append(append([]any{}, args...), string(today), string(by))...)
}
