package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// What the gate of a return looks at, within the act that asks it. Nothing here
// is shown to anybody and no word is opened: policy is the caller's.

// A Relative is someone around a client in codes alone.
type Relative struct {
	ID       pana.PersonID `db:"id"`
	Role     string        `db:"role"`
	Ended    pana.Date     `db:"ended"`
	Version  int64         `db:"version"`
	Awaiting bool          `db:"awaiting"` // nobody has confirmed her, or her name is like one on the watch list
}

// Kin are the roles of those who are family.
func Kin() []string {
	return []string{"mother", "father", "sibling", "partner", "grandparent", "guardian", "other-kin"}
}

// Around returns everyone around a client, also those who count no more.
func Around(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Relative, error) {
	return aroundOf(ctx, tx, client)
}

// Recruiters returns who brought her into it, by the newest facts of each of her
// times in our care: codes of recruiter-relation, the unknown left out.
func Recruiters(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]string, error) {
	return recruitersOf(ctx, tx, client)
}

// KeptAway returns who stands in a conflict of interest with a client now.
func KeptAway(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	rows, err := conflictsOf(ctx, tx, client)
	return standing(rows), err
}
