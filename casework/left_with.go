package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// LeftWith returns the codes of those clients, among those the actor may give to
// a worker, who are still with staff alone or among others: after she has left
// they need someone else.
func (c *Casework) LeftWith(ctx context.Context, staff pana.StaffID) ([]string, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.AssignClient) {
		return nil, &pana.Error{Op: "casework.LeftWith", Kind: pana.Forbidden, Say: "policy.refused"}
	}
	var clients []string
	err := c.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := c.Where(ctx, tx, policy.AssignClient)
		clients, err = findWith(ctx, tx, cond, args, staff)
		return err
	})
	return clients, err
}
