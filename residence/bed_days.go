package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// SetBedDays corrects since when there is a bed, and of one that was given up, until
// when; made from a row version. It refuses a day that lies ahead ("date.future"), a
// last day before the first ("date.crossed"), and a last day for a bed in use
// ("residence.bed.last"): that is given up, not corrected. Empty is not known, for the
// first day only. A bed that is not there is NotFound.
func (r *Residence) SetBedDays(ctx context.Context, bed pana.BedID, first, last pana.Date, version int64) error {
	const op = "residence.SetBedDays"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		f, ok, err := findBed(ctx, tx, bed)
		if err != nil {
			return err
		}
		if err := allowAt(ctx, policy.KeepBeds, f.Site); err != nil {
			return err
		}
		today := r.h.Today(tx.Now)
		switch {
		case !ok || f.Extra:
			return absent(op, "residence.bed.gone")
		case first > today:
			return pana.Refuse(op, "first", "date.future")
		case last > today:
			return pana.Refuse(op, "last", "date.future")
		case f.Closed == "" && last != "":
			return pana.Refuse(op, "last", "residence.bed.last")
		case f.Closed != "" && last == "":
			return pana.Refuse(op, "last", "residence.bed.last.missing")
		case last != "" && last < first:
			return pana.Refuse(op, "last", "date.crossed")
		}
		n, err := tx.Exec(ctx, `UPDATE beds SET opened = $1, closed = $2, version = version + 1 WHERE id = $3 AND version = $4`, string(first), string(last), string(bed), version)
		if err != nil || n == 0 {
			return staleOr(err, op, []string{"first", "last"})
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepBeds, Site: f.Site, Object: string(bed),
			Digests: [][32]byte{trail.Digest("beds", string(bed), "days", string(first), string(last))}})
	})
}
