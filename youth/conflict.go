package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// KeepAway records that a colleague has a conflict of interest with a young person:
// an uncle, a neighbour. From then on she finds no trace of her, in no group either.
// See casework.SetConflict.
func (y *Youth) KeepAway(ctx context.Context, client pana.ClientID, staff pana.StaffID) error {
	if staff == "" {
		return pana.Refuse("youth.KeepAway", "staff", "youth.conflict.who")
	}
	return y.files.SetConflict(ctx, client, staff)
}

// LetNear ends it; see casework.LiftConflict.
func (y *Youth) LetNear(ctx context.Context, client pana.ClientID, staff pana.StaffID) error {
	if staff == "" {
		return pana.Refuse("youth.LetNear", "staff", "youth.conflict.who")
	}
	return y.files.LiftConflict(ctx, client, staff)
}

// apart adds to a file who is kept from it, and who works at the centre.
func (y *Youth) apart(r *casework.Reading, f *File) error {
	f.Colleagues = map[pana.StaffID]string{}
	if !r.May(policy.SetConflict) {
		return nil
	}
	if err := y.leaders(r.Ctx, r.Tx, f.Site, f.Colleagues); err != nil {
		return err
	}
	var err error
	f.KeptAway, err = keptAway(r.Ctx, r.Tx, r.Subject.Client)
	for _, id := range f.KeptAway {
		if f.Colleagues[id] == "" && err == nil {
			f.Colleagues[id], err = y.h.StaffName(r.Ctx, r.Tx, id)
		}
	}
	return err
}
