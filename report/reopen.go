package report

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Reopen takes a sheet back, so that another can be approved in its place. It stays
// to read as it was, with who reopened it and why. It refuses no reason
// ("report.why") and a stale page; one that is reopened already changes nothing.
func (r *Reports) Reopen(ctx context.Context, id ReportID, version int64, why string) error {
	const op = "report.Reopen"
	why, err := casework.Text(op, "why", why, mostWhy)
	if err != nil {
		return err
	}
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.ReopenReports, policy.Subject{}); err != nil {
			return err
		}
		row, ok, err := reportByID(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case why == "":
			return pana.Refuse(op, "why", "report.why")
		case row.ReopenedOn != "":
			return nil
		}
		sealed, err := r.h.SealOwn("reports", string(id), "why", 2, why)
		if err != nil {
			return err
		}
		done, err := reopen(ctx, tx, id, version, r.h.Today(tx.Now), sealed)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"why"}})
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.ReopenReports, Object: string(id), Digests: [][32]byte{trail.Digest("reports", string(id), "reopened", string(r.h.Today(tx.Now)))}})
	})
}
