package report

import (
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/trail"
)

// Approve freezes the sheet of a choice: the figures as they leave, and what they
// were reckoned from. seen is the digest of the draft that was looked at; one that
// has changed since is refused ("report.changed"), so that nobody approves what she
// has not seen. despite is why, where something is missing.
//
// It refuses months that are not closed ("report.open"), a sheet that stands
// already ("report.standing"), something missing without a reason
// ("report.despite"), and, where a file in it is kept from the actor, tells her
// that another head approves it ("report.other").
func (r *Reports) Approve(ctx context.Context, c Choice, seen, despite string) (ReportID, error) {
	const op = "report.Approve"
	if err := policy.Check(pana.ActorFrom(ctx), policy.ApproveReports, policy.Subject{}); err != nil {
		return "", err
	}
	a, err := r.agreement(ctx, op, c.Agreement)
	if err != nil {
		return "", err
	}
	if despite, err = casework.Text(op, "despite", despite, mostWhy); err != nil {
		return "", err
	}
	var id ReportID
	err = r.h.DB.Update(ctx, func(tx *db.Tx) error {
		d, err := r.draft(ctx, tx, op, a, c)
		switch {
		case err != nil:
			return err
		case d.Other:
			return conflict(op, "report.other")
		case d.Standing != "":
			return conflict(op, "report.standing")
		case len(d.Open) > 0:
			return conflict(op, "report.open")
		case d.Digest != seen:
			return conflict(op, "report.changed")
		case d.Missing() && despite == "":
			return pana.Refuse(op, "despite", "report.despite")
		}
		id = ReportID(tx.ID())
		return r.freeze(ctx, tx, id, d, despite)
	})
	if db.IsUnique(err) {
		return "", conflict(op, "report.standing")
	}
	return id, err
}

func (r *Reports) freeze(ctx context.Context, tx *db.Tx, id ReportID, d Draft, despite string) error {
	row := reportRow{Report: Report{ID: id, Agreement: d.Agreement, Since: d.Period.Since, Until: d.Period.Until, Number: d.number + 1, Layout: d.Choice.Layout,
		Languages: string(d.Languages[0]) + " " + string(d.Languages[1]), Threshold: d.Threshold, Apart: len(d.Content.Tables) > 0, Names: d.Names, Digest: d.Digest,
		ApprovedOn: r.h.Today(tx.Now), ApprovedBy: me(ctx)}}
	for _, w := range []struct {
		field string
		what  any
		to    *[]byte
	}{{"figures", d.Content, &row.SealedFigures}, {"inputs", d.counts, &row.SealedInputs}} {
		text, err := json.Marshal(w.what)
		if err != nil {
			return &pana.Error{Op: "report.freeze", Kind: pana.Internal, Err: err}
		}
		if *w.to, err = r.h.SealOwn("reports", string(id), w.field, 1, string(text)); err != nil {
			return err
		}
	}
	var err error
	if row.SealedDespite, err = r.h.SealOwn("reports", string(id), "despite", 1, despite); err != nil {
		return err
	}
	if err := insertReport(ctx, tx, row); err != nil {
		return err
	}
	if err := insertLines(ctx, tx, id, d.Lines); err != nil {
		return err
	}
	for _, l := range d.Lines {
		if l.Client == "" || l.Shown == Nobody {
			continue
		}
		n := rights.NewDisclosure{Way: "list", Basis: "agreement", Recipient: "funder", Object: string(id), Fields: []string{"stay"}}
		if len(d.Content.To) > 0 {
			n.Organisation = d.Content.To[0]
		}
		if l.Shown == ByName {
			n.Basis, n.Parts, n.Fields = "consent", []pana.Compartment{pana.Identity}, []string{"name", "stay"}
		}
		if err := r.given.HandedIn(ctx, tx, policy.ApproveReports, l.Client, n); err != nil {
			return err
		}
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.ApproveReports, Object: string(id), Digests: [][32]byte{
		trail.Digest("reports", string(id), string(d.Agreement), string(d.Period.Since), string(d.Period.Until), d.Digest)}})
}
