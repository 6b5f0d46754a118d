package intake

import (
	"context"
	"errors"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/trail"
)

// Identify adds what an official body decided about a person's status. Several
// over time are usual; the newest counts and none is overwritten. It refuses no
// outcome at all ("outcome"), unknown codes, and a day that has not come yet.
func (i *Intake) Identify(ctx context.Context, about About, d Identification) error {
	const op = "intake.Identify"
	return i.h.DB.Update(ctx, func(tx *db.Tx) error {
		d := d
		on, err := i.onDay(op, tx, d.On)
		if err := all(outcome(op, "identification", d.Outcome), codes.Check(op, "body", "htcds/deciding-body", d.Body), err); err != nil {
			return err
		}
		h, act, err := i.hold(ctx, tx, op, about)
		if err != nil {
			return err
		}
		d.ID, d.On, d.By, d.At = tx.ID(), on, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)
		if err := insertIdentification(ctx, tx, h.subject, d); err != nil {
			return err
		}
		return trail.Record(ctx, tx, h.line(act, d.ID, trail.Digest("identifications", d.ID, h.subject, d.Outcome, d.Body, string(d.On))))
	})
}

// Entitle adds whether one payer, a kind or one organisation, would pay, and why
// or why not. The reason is sealed in the care compartment. It refuses no payer
// ("payer"), no outcome ("outcome"), unknown codes and organisations, a day that
// has not come yet and unclean words.
func (i *Intake) Entitle(ctx context.Context, about About, e Eligibility) error {
	const op = "intake.Entitle"
	return i.h.DB.Update(ctx, func(tx *db.Tx) error {
		e := e
		on, err := i.onDay(op, tx, e.On)
		reason, err2 := words(op, "reason", e.Reason, mostWords)
		payer := codes.Check(op, "payer", "payer-kind", e.Payer)
		if e.Payer == "" && e.Organisation == "" {
			payer = pana.Refuse(op, "payer", "facts.payer")
		}
		if err := all(payer, outcome(op, "eligibility", e.Outcome), err, err2); err != nil {
			return err
		}
		h, act, err := i.hold(ctx, tx, op, about)
		if err != nil {
			return err
		}
		if e.Organisation != "" {
			if known, err := organisationExists(ctx, tx, e.Organisation); err != nil || !known {
				return errors.Join(err, pana.Refuse(op, "payer", "codes.unknown"))
			}
		}
		e.ID, e.On, e.By, e.At = tx.ID(), on, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now)
		if err := insertEligibility(ctx, tx, h.subject, e); err != nil {
			return err
		}
		digests := [][32]byte{trail.Digest("eligibilities", e.ID, h.subject, e.Payer, string(e.Organisation), e.Outcome, string(e.On))}
		if reason != "" {
			sealed, err := seal.PutWord(ctx, tx, h.site, h.owner, seal.Word{
				Table: "eligibilities", Row: e.ID, Field: fieldReason, Compartment: pana.Care, Text: reason})
			if err != nil {
				return err
			}
			digests = append(digests, sealed)
		}
		return trail.Record(ctx, tx, h.line(act, e.ID, digests...))
	})
}

// outcome refuses an answer that was not given, and one no list holds.
func outcome(op, list, code string) error {
	if code == "" {
		return pana.Refuse(op, "outcome", "facts.outcome")
	}
	return codes.Check(op, "outcome", list, code)
}

// onDay is the day of a decision: today unless another is said.
func (i *Intake) onDay(op string, tx *db.Tx, on pana.Date) (pana.Date, error) {
	today := i.h.Today(tx.Now)
	on, err := day(op, "on", on, today)
	if err == nil && on == "" {
		on = today
	}
	return on, err
}
