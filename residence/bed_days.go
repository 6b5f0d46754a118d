package residence

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// BedDays are what a form says of since when and until when there is a bed. Empty keeps
// what stands.
type BedDays struct {
	First   pana.Date
	Last    pana.Date
	Unknown bool // nobody knows the first day
}

// SetBedDays corrects since when there is a bed, and of one that was given up, until
// when; made from a row version. It refuses a day that lies ahead ("date.future"), a
// first day that nobody knows ("residence.bed.first"), a last day before the first
// ("date.crossed"), and a last day for a bed in use ("residence.bed.last"): that is given
// up, not corrected. A bed that is not there is NotFound.
func (r *Residence) SetBedDays(ctx context.Context, bed pana.BedID, d BedDays, version int64) error {
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
		first, last := cmp.Or(d.First, f.Opened), cmp.Or(d.Last, f.Closed)
		if d.Unknown {
			first = ""
		}
		switch {
		case !ok || f.Extra:
			return absent(op, "residence.bed.gone")
		case d.Unknown && d.First != "":
			return pana.Refuse(op, "first", "residence.bed.first")
		case first > today:
			return pana.Refuse(op, "first", "date.future")
		case d.Last > today:
			return pana.Refuse(op, "last", "date.future")
		case f.Closed == "" && d.Last != "":
			return pana.Refuse(op, "last", "residence.bed.last")
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
