package night

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The SQL of turns that are offered.

const swapColumns = `SELECT s.id, s.site_id, s.duty_id, s.back_id, s.on_day, s.from_staff, s.to_staff, s.state, s.at, s.answered FROM roster_swaps s `

func swapsOf(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Swap, error) {
	return db.Select[Swap](ctx, tx, swapColumns+`JOIN roster_duties d ON d.id = s.duty_id WHERE s.site_id = $1 AND s.state IN ('offered', 'accepted') ORDER BY d.on_day, d.starts, s.id`, site)
}

func swapsTo(ctx context.Context, tx *db.Tx, staff pana.StaffID) ([]Swap, error) {
	return db.Select[Swap](ctx, tx, swapColumns+`WHERE s.to_staff = $1 AND s.state = 'offered' ORDER BY s.at, s.id`, staff)
}

func swapByID(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (Swap, bool, error) {
	return db.Find[Swap](ctx, tx, swapColumns+`WHERE s.site_id = $1 AND s.id = $2`, site, id)
}

func swapOpen(ctx context.Context, tx *db.Tx, site pana.SiteID, duty string) (Swap, bool, error) {
	return db.Find[Swap](ctx, tx, swapColumns+`WHERE s.site_id = $1 AND s.duty_id = $2 AND s.state = 'offered'`, site, duty)
}

func insertSwap(ctx context.Context, tx *db.Tx, s Swap) error {
	_, err := tx.Exec(ctx, `INSERT INTO roster_swaps (id, site_id, duty_id, back_id, on_day, from_staff, to_staff, state, at, answered) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)`,
		s.ID, s.Site, s.DutyID, s.BackID, s.On, s.From, s.To, s.State, s.At)
	return err
}

func answerSwap(ctx context.Context, tx *db.Tx, s Swap) error {
	_, err := tx.Exec(ctx, `UPDATE roster_swaps SET state = $1, answered = $2 WHERE id = $3`, s.State, s.Answered, s.ID)
	return err
}

// handDuties writes whose turns are now. Taken out and written anew, two who exchange
// turns at the same hour do not stand in each other's way.
func handDuties(ctx context.Context, tx *db.Tx, duties []Duty) error {
	for _, d := range duties {
		if err := deleteDuty(ctx, tx, d.ID); err != nil {
			return err
		}
	}
	for _, d := range duties {
		if err := insertDuty(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}
