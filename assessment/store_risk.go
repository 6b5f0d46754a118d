package assessment

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

const reviewColumns = `SELECT id, number, reports, on_day, by_staff FROM risk_reviews WHERE client_id = $1 ORDER BY number DESC`

func newestReview(ctx context.Context, tx *db.Tx, client pana.ClientID) (Review, bool, error) {
	return db.Find[Review](ctx, tx, reviewColumns+` LIMIT 1`, client)
}

func reviewsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Review, error) {
	return db.Select[Review](ctx, tx, reviewColumns, client)
}

func insertReview(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, r Review) error {
	_, err := tx.Exec(ctx, `INSERT INTO risk_reviews (id, client_id, episode_id, number, reports, on_day, by_staff, at) VALUES (`+places(8)+`)`,
		r.ID, client, e, r.Number, r.Reports, r.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, a := range r.Answers {
		rows = append(rows, []any{r.ID, client, a.Question, a.Likelihood, a.Harm, a.Source, a.Interpreted})
	}
	return tx.InsertMany(ctx, "risk_answers (review_id, client_id, question, likelihood, harm, source, interpreted)", rows)
}

// answersOf returns the answers of a review in the order of the questions.
func answersOf(ctx context.Context, tx *db.Tx, review string) ([]Answer, error) {
	rows, err := db.Select[Answer](ctx, tx, `SELECT question, likelihood, harm, source, interpreted FROM risk_answers WHERE review_id = $1`, review)
	var sorted []Answer
	for _, q := range Questions() {
		for _, a := range rows {
			if a.Question == q {
				sorted = append(sorted, a)
			}
		}
	}
	return sorted, err
}

// Reports.

func countReports(ctx context.Context, tx *db.Tx, client pana.ClientID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM risk_reports WHERE client_id = $1`, client)
}

func insertReport(ctx context.Context, tx *db.Tx, client pana.ClientID, number int, r Report) error {
	_, err := tx.Exec(ctx, `INSERT INTO risk_reports (id, client_id, number, kind, on_day, by_staff, at) VALUES (`+places(7)+`)`,
		r.ID, client, number, r.Kind, r.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func reportsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Report, error) {
	return db.Select[Report](ctx, tx, `SELECT id, kind, on_day, by_staff FROM risk_reports WHERE client_id = $1 ORDER BY number DESC`, client)
}

// Bonds.

func bondsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Bond, error) {
	bonds, err := db.Select[Bond](ctx, tx, `SELECT id, number, level, on_day, by_staff FROM bonds WHERE client_id = $1 ORDER BY number DESC`, client)
	if err != nil || len(bonds) == 0 {
		return bonds, err
	}
	type row struct {
		Bond string `db:"bond_id"`
		Kind string `db:"kind"`
	}
	rows, err := db.Select[row](ctx, tx, `SELECT bond_id, kind FROM bond_instances WHERE client_id = $1 ORDER BY bond_id, kind`, client)
	for _, r := range rows {
		for i := range bonds {
			if bonds[i].ID == r.Bond {
				bonds[i].Instances = append(bonds[i].Instances, r.Kind)
			}
		}
	}
	return bonds, err
}

func insertBond(ctx context.Context, tx *db.Tx, client pana.ClientID, b Bond) error {
	_, err := tx.Exec(ctx, `INSERT INTO bonds (id, client_id, number, level, on_day, by_staff, at) VALUES (`+places(7)+`)`,
		b.ID, client, b.Number, b.Level, b.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, kind := range b.Instances {
		rows = append(rows, []any{b.ID, client, kind})
	}
	return tx.InsertMany(ctx, "bond_instances (bond_id, client_id, kind)", rows)
}

// Rules.

func newestRules(ctx context.Context, tx *db.Tx, client pana.ClientID) (Rules, error) {
	r, ok, err := db.Find[Rules](ctx, tx, `SELECT id, number, until, explained, on_day FROM contact_rule_sets WHERE client_id = $1 AND newest`, client)
	if err != nil || !ok {
		return Rules{}, err
	}
	r.Rules, err = db.Select[string](ctx, tx, `SELECT rule FROM contact_rules WHERE set_id = $1 ORDER BY rule`, r.ID)
	return r, err
}

// rulesOf is newestRules without rules that are over.
func rulesOf(ctx context.Context, tx *db.Tx, client pana.ClientID, today pana.Date) (Rules, error) {
	r, err := newestRules(ctx, tx, client)
	if r.Until != "" && r.Until <= today {
		r.Rules, r.Until, r.Explained = nil, "", false
	}
	return r, err
}

func insertRules(ctx context.Context, tx *db.Tx, client pana.ClientID, r Rules) error {
	if _, err := tx.Exec(ctx, `UPDATE contact_rule_sets SET newest = FALSE WHERE client_id = $1 AND newest`, client); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO contact_rule_sets (id, client_id, number, newest, until, explained, on_day, by_staff, at) VALUES (`+places(9)+`)`,
		r.ID, client, r.Number, true, r.Until, r.Explained, r.On, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, rule := range r.Rules {
		rows = append(rows, []any{r.ID, client, rule})
	}
	return tx.InsertMany(ctx, "contact_rules (set_id, client_id, rule)", rows)
}

// rulesTonight begins with the few who sleep here: CROSS JOIN keeps SQLite from
// beginning with every client of a site.
func rulesTonight(ctx context.Context, tx *db.Tx, cond string, args []any, today pana.Date) ([]Present, error) {
	type row struct {
		Present
		Rule string `db:"rule"`
	}
	args = append(args, today)
	at := "$" + strconv.Itoa(len(args))
	rows, err := db.Select[row](ctx, tx, `
		SELECT c.id AS client_id, c.code, c.site_id, l.rule
		FROM stays s CROSS JOIN clients c CROSS JOIN contact_rule_sets r CROSS JOIN contact_rules l
		WHERE s.until = '' AND s.since <= $2 AND c.id = s.client_id AND r.client_id = c.id AND r.newest
			AND l.set_id = r.id AND `+cond+` AND (r.until = '' OR r.until > `+at+`)
		ORDER BY c.code, l.rule`, args...)
	var all []Present
	for _, r := range rows {
		if n := len(all); n == 0 || all[n-1].Client != r.Client {
			all = append(all, r.Present)
		}
		last := &all[len(all)-1]
		last.Rules = append(last.Rules, r.Rule)
	}
	return all, err
}
