package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// newestPlan returns the newest plan of a kind with whom to call.
func newestPlan(ctx context.Context, tx *db.Tx, client pana.ClientID, k PlanKind) (Plan, bool, error) {
	p, ok, err := db.Find[Plan](ctx, tx, `SELECT id, number, language, agreed, agreed_on, interpreted, by_staff FROM safety_plans
		WHERE client_id = $1 AND kind = $2 ORDER BY number DESC LIMIT 1`, client, k)
	if err != nil || !ok {
		return Plan{}, ok, err
	}
	type row struct {
		Call   string        `db:"call"`
		Person pana.PersonID `db:"person_id"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT call, person_id FROM safety_plan_calls WHERE plan_id = $1 ORDER BY call, person_id`, p.ID)
	for _, r := range rows {
		if r.Person != "" {
			p.Persons = append(p.Persons, r.Person)
		} else {
			p.Calls = append(p.Calls, r.Call)
		}
	}
	return p, true, err
}

func insertPlan(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, k PlanKind, p Plan) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO safety_plans (id, client_id, episode_id, kind, number, language, agreed, agreed_on, interpreted, by_staff, at)
		VALUES (`+places(11)+`)`, p.ID, client, e, k, p.Number, p.Language, p.Agreed, p.AgreedOn, p.Interpreted,
		pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, c := range p.Calls {
		rows = append(rows, []any{p.ID, client, c, ""})
	}
	for _, person := range p.Persons {
		rows = append(rows, []any{p.ID, client, "", person})
	}
	return tx.InsertMany(ctx, "safety_plan_calls (plan_id, client_id, call, person_id)", rows)
}
