package rights

import (
	"context"

	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Decisions are what waits for those who lead the house: wishes that are not
// answered, orders that are not handed out, and clients who are still to be told of
// what was.
func (g *Rights) Decisions(ctx context.Context) (list []casework.Decision, err error) {
	err = g.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		for _, w := range []struct {
			act policy.Act
			q   string
		}{
			{policy.AnswerCorrection, `SELECT 'correction' AS kind, c.id AS client_id, c.code, x.asked_on AS since, x.by_staff, '/corrections' AS page
				FROM corrections x JOIN clients c ON c.id = x.client_id WHERE x.state = 'open' AND `},
			{policy.ExportOrder, `SELECT 'order' AS kind, c.id AS client_id, c.code, x.ordered_on AS since, x.by_staff, '/orders' AS page
				FROM orders x JOIN clients c ON c.id = x.client_id WHERE x.exported_on = '' AND `},
			{policy.AnswerDisclosure, `SELECT 'tell' AS kind, c.id AS client_id, c.code, x.on_day AS since, x.by_staff, '/disclosures' AS page
				FROM disclosures x JOIN clients c ON c.id = x.client_id WHERE x.told = 'not-yet' AND `},
		} {
			cond, args := g.files.Where(ctx, tx, w.act)
			part, err := db.Select[casework.Decision](ctx, tx, w.q+cond+` ORDER BY x.id`, args...)
			if err != nil {
				return err
			}
			list = append(list, part...)
		}
		return nil
	})
	return list, err
}
