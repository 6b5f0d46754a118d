package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Nobody is brought back to her family or her country before it was asked who
// there had a hand in what happened. The check is kept by a later chapter; every
// act of an earlier one that would complete a return asks it here, in its own
// transaction, so that there is no way round.

// A ReturnGate answers for one client at this moment: nil lets her go.
type ReturnGate func(ctx context.Context, tx *db.Tx, client pana.ClientID) error

// GuardReturn sets who answers MayReturn. A house without an answerer lets
// nobody go.
func (c *Casework) GuardReturn(gate ReturnGate) { c.mayReturn = gate }

// GuardClosing sets who answers MayClose.
func (c *Casework) GuardClosing(gate ReturnGate) { c.mayClose = gate }

// MayReturn is asked by whatever completes a reunification or a return: a stay
// that ends with the family or at home, an exit of that kind, the road itself. It
// refuses with Conflict "return.gate.closed" in the same words for every reason
// and every reader; the page of the return says to whoever may read it what is
// missing.
func (c *Casework) MayReturn(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	if c.mayReturn == nil {
		return gateClosed("casework.MayReturn")
	}
	return c.mayReturn(ctx, tx, client)
}

// MayClose is asked by whatever ends her time here without saying where to: a
// closed episode, a stay that ended "as planned" or "otherwise". While a return is
// open it asks what MayReturn asks; without one it lets everyone go.
func (c *Casework) MayClose(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	if c.mayClose == nil {
		return nil
	}
	return c.mayClose(ctx, tx, client)
}

func gateClosed(op string) error { return conflict(op, "return.gate.closed") }
