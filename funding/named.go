package funding

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Named is an agreement as a list of its sheets knows it.
type Named struct {
	Name     string
	Currency string
	Officer  pana.StaffID // who reads its sheets for the funder
}

// Named returns what every agreement is called, what it pays in and whose it is to
// read, for an act that has asked policy for itself: a funder's officer reads a sheet of her own and
// may know of no other.
func (f *Funding) Named(ctx context.Context, tx *db.Tx) (map[AgreementID]Named, error) {
	rows, err := namedRows(ctx, tx)
	all := make(map[AgreementID]Named, len(rows))
	for _, r := range rows {
		one := Named{Currency: r.Currency, Officer: r.Officer}
		if one.Name, err = f.h.OpenOwn("fund_agreements", string(r.ID), "name", r.Sealed); err != nil {
			return nil, err
		}
		all[r.ID] = one
	}
	return all, err
}

type namedRow struct {
	ID       AgreementID  `db:"id"`
	Currency string       `db:"currency"`
	Officer  pana.StaffID `db:"officer"`
	Sealed   []byte       `db:"name"`
}

func namedRows(ctx context.Context, tx *db.Tx) ([]namedRow, error) {
	return db.Select[namedRow](ctx, tx, `SELECT id, currency, officer, name FROM fund_agreements`)
}
