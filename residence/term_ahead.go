package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A TermEnding is a term about which the house asks: it ends soon or is past,
// she still sleeps here, and nobody has asked for more yet.
type TermEnding struct {
	Code  string    `db:"code"`
	Payer string    `db:"payer"`
	Until pana.Date `db:"until"`
}

// TermsEnding lists them for the clients whose terms the actor sees, what ends
// first comes first. It is a question on Today, not a list of anybody's faults.
func (r *Residence) TermsEnding(ctx context.Context) ([]TermEnding, error) {
	var list []TermEnding
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := r.files.Where(ctx, tx, policy.AskTerm)
		var err error
		list, err = termsEnding(ctx, tx, cond, args, r.h.Today(tx.Now).AddDays(r.h.Settings().TermNotice()))
		return err
	})
	return list, err
}

// Ahead lists the last paid days from one day until another, for the calendar.
func (r *Residence) Ahead(ctx context.Context, from, until pana.Date) (list []casework.Ahead, err error) {
	err = r.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := r.files.Where(ctx, tx, policy.SeeTerm)
		list, err = termsAhead(ctx, tx, cond, args, from, until)
		return err
	})
	return list, err
}

// Decisions lists the requests that wait for a head's answer.
func (r *Residence) Decisions(ctx context.Context) (list []casework.Decision, err error) {
	err = r.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := r.files.Where(ctx, tx, policy.AnswerTerm)
		list, err = asksWaiting(ctx, tx, cond, args)
		return err
	})
	return list, err
}
