package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

func languageOf(e *casework.Entry) (string, error) {
	return db.Get[string](e.Ctx, e.Tx, `SELECT language FROM clients WHERE id = $1`, e.Client())
}

func insertRating(e *casework.Entry, id, language string, n NewRating) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO outcome_ratings (id, client_id, episode_id, occasion, on_day, language, alone, interpreted, superseded, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9, $10)`,
		id, e.Client(), e.Episode.ID, n.Occasion, n.On, language, n.Alone, n.Interpreted, e.Actor.Staff, db.Micros(e.Tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, o := range Outcomes() {
		if n.Steps[o] > 0 {
			rows = append(rows, []any{id, e.Client(), o, n.Steps[o]})
		}
	}
	return e.Tx.InsertMany(e.Ctx, "outcome_answers (rating_id, client_id, outcome, step)", rows)
}

func outdateRating(e *casework.Entry, id string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE outcome_ratings SET superseded = TRUE WHERE id = $1 AND client_id = $2 AND NOT superseded`, id, e.Client())
}

func ratingsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Rating, error) {
	list, err := db.Select[Rating](ctx, tx, `
		SELECT id, occasion, on_day, language, alone, interpreted, by_staff
		FROM outcome_ratings WHERE client_id = $1 AND NOT superseded ORDER BY on_day, id`, client)
	if err != nil || len(list) == 0 {
		return list, err
	}
	type answer struct {
		Rating  string `db:"rating_id"`
		Outcome string `db:"outcome"`
		Step    int    `db:"step"`
	}
	answers, err := db.Select[answer](ctx, tx, `SELECT rating_id, outcome, step FROM outcome_answers WHERE client_id = $1`, client)
	for i := range list {
		list[i].Steps = map[string]int{}
		for _, a := range answers {
			if a.Rating == list[i].ID {
				list[i].Steps[a.Outcome] = a.Step
			}
		}
	}
	return list, err
}
