package youth

import (
	"context"

	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// CountAs says what the lessons of a group count as and who pays for them, made from a
// row version: those from now on, and those that were held while nobody had said it.
// What was said of a lesson stays.
func (y *Youth) CountAs(ctx context.Context, id GroupID, service, payer string, version int64) error {
	const op = "youth.CountAs"
	g, err := y.group(ctx, op, policy.KeepCentre, id)
	if err != nil {
		return err
	}
	for _, c := range [][3]string{{"service", "service-kind", service}, {"payer", "payer-kind", payer}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return err
		}
	}
	return y.within(ctx, op, policy.KeepCentre, g.Site, func(tx *db.Tx, line *trail.Entry) error {
		wrote(line, "youth_groups", string(id), service, payer)
		n, err := countAs(ctx, tx, id, service, payer, version)
		if err == nil && n == 0 {
			err = db.Stale(op, map[string]any{"Fields": []string{"service"}})
		}
		return err
	})
}

func countAs(ctx context.Context, tx *db.Tx, id GroupID, service, payer string, version int64) (int64, error) {
	n, err := tx.Exec(ctx, `UPDATE youth_groups SET service = $1, payer = $2, version = version + 1 WHERE id = $3 AND version = $4`, service, payer, id, version)
	if err != nil || n == 0 {
		return n, err
	}
	for column, value := range map[string]string{"service": service, "payer": payer} {
		if _, err := tx.Exec(ctx, `UPDATE youth_lessons SET `+column+` = $1 WHERE group_id = $2 AND state = 'held' AND `+column+` = ''`, value, id); err != nil {
			return 0, err
		}
	}
	return n, nil
}
