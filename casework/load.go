package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Load is with how many clients a member of staff works today, in one role.
type Load struct {
	Staff   pana.StaffID `db:"staff_id"`
	Role    pana.Role    `db:"role"`
	Clients int          `db:"clients"`
}

// Loads counts, for a chapter that has asked policy for its own act, the clients
// that are with each colleague, among those whom the actor may see: a file that is
// hidden from her is in no count.
func (c *Casework) Loads(ctx context.Context, tx *db.Tx) ([]Load, error) {
	cond, args := c.Where(ctx, tx, policy.SeeClient)
	return db.Select[Load](ctx, tx, `SELECT a.staff_id, a.role, COUNT(*) AS clients FROM assignments a CROSS JOIN clients c
		WHERE a.until = '' AND c.id = a.client_id AND (`+cond+`) GROUP BY a.staff_id, a.role ORDER BY a.staff_id, a.role`, args...)
}
