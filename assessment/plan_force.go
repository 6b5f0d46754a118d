package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// InForce reports whether the newest plan of a kind is agreed with the client,
// and since when. It opens no words; policy is the caller's.
func InForce(ctx context.Context, tx *db.Tx, client pana.ClientID, k PlanKind) (since pana.Date, ok bool, err error) {
	p, ok, err := newestPlan(ctx, tx, client, k)
	if err != nil || !ok || p.Agreed != "yes" {
		return "", false, err
	}
	return p.AgreedOn, true, nil
}
