package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// renewedOf returns how the actor stands to those of clients whom she may see.
func renewedOf(ctx context.Context, tx *db.Tx, actor pana.Actor, tonight pana.Night, clients []string) ([]renewedRow, error) {
	cond, args := policy.Where(actor, policy.SeeClient, tonight)
	in, args := db.In(args, clients)
	return db.Select[renewedRow](ctx, tx, `SELECT c.id, c.site_id, c.code, FALSE AS conflicted,
		EXISTS (SELECT 1 FROM assignments a WHERE a.client_id = c.id AND a.staff_id = $1 AND a.until = '') AS assigned,
		EXISTS (SELECT 1 FROM stays t WHERE t.client_id = c.id AND t.since <= $2 AND (t.until = '' OR t.until > $2)) AS present
		FROM clients c WHERE `+cond+` AND c.id IN (`+in+`)`, args...)
}

// compartmentsOf says of notes, papers and people in which compartment their
// words rest.
func compartmentsOf(ctx context.Context, tx *db.Tx, objects []string) (map[string]pana.Compartment, error) {
	type row struct {
		ID          string           `db:"id"`
		Compartment pana.Compartment `db:"compartment"`
	}
	parts := map[string]pana.Compartment{}
	for len(objects) > 0 {
		some := objects[:min(len(objects), 500)]
		objects = objects[len(some):]
		in, args := db.In(nil, some)
		rows, err := db.Select[row](ctx, tx, `SELECT id, compartment FROM notes WHERE id IN (`+in+`)
			UNION ALL SELECT id, compartment FROM documents WHERE id IN (`+in+`)
			UNION ALL SELECT id, compartment FROM persons WHERE id IN (`+in+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			parts[r.ID] = r.Compartment
		}
	}
	return parts, nil
}
