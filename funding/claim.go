package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Claim is what was asked of a funder for a time, and what came of it. One that
// hangs on another asks for more of the same time, or gives some of it back. One that
// was withdrawn stays to be read and counts in no sum.
type Claim struct {
	ID          string       `db:"id"`
	Agreement   AgreementID  `db:"agreement_id"`
	Since       pana.Date    `db:"since"`
	Until       pana.Date    `db:"until"`
	Ledger      int64        `db:"ledger"`  // what the ledger came to when it was asked, in the smallest coins
	Claimed     int64        `db:"claimed"` // what was written; less than nothing gives back
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Hangs       string       `db:"hangs_on"`  // the claim that this one adds to; empty stands by itself
	Withdrawn   pana.Date    `db:"withdrawn"` // empty while it stands
	WithdrawnBy pana.StaffID `db:"-"`
	Version     int64        `db:"version"`
	Note        string       `db:"-"`
	Why         string       `db:"-"` // it was withdrawn
	Answers     []Answer     `db:"-"` // those that stand
	More        []Claim      `db:"-"` // what hangs on it, the earliest first
	Now         int64        `db:"-"` // what the ledger comes to today
	Open        []string     `db:"-"` // months of it that were opened anew since
}

// An Answer is money that came, or that will not come and why. It has the sign of
// what it answers. A corrected one that says nothing was none.
type Answer struct {
	ID      string       `db:"id"`
	Claim   string       `db:"claim_id"`
	Paid    bool         `db:"paid"`
	Minor   int64        `db:"amount"`
	On      pana.Date    `db:"on_day"`
	Reason  string       `db:"reason"` // code list rejection-reason, of what was not paid
	By      pana.StaffID `db:"by_staff"`
	Instead string       `db:"instead_of"` // the answer that this one puts right
	Written pana.Date    `db:"written"`    // when it was put right; empty for a first answer
	Note    string       `db:"-"`
	Before  []Answer     `db:"-"` // what stood here until it was put right, the newest first
}

// Sums are what was asked for and what came of it: Claimed is always Paid, Rejected
// and Waiting together.
type Sums struct{ Claimed, Paid, Rejected, Waiting int64 }

// Sums is what c alone comes to. Every page and sheet asks it or Together, and
// nothing else adds up claims.
func (c Claim) Sums() Sums {
	if c.Withdrawn != "" {
		return Sums{}
	}
	s := Sums{Claimed: c.Claimed}
	for _, a := range c.Answers {
		if a.Paid {
			s.Paid += a.Minor
		} else {
			s.Rejected += a.Minor
		}
	}
	s.Waiting = s.Claimed - s.Paid - s.Rejected
	return s
}

// Together is what c and all that hangs on it come to.
func (c Claim) Together() Sums {
	s := c.Sums()
	for _, m := range c.More {
		o := m.Sums()
		s.Claimed, s.Paid, s.Rejected, s.Waiting = s.Claimed+o.Claimed, s.Paid+o.Paid, s.Rejected+o.Rejected, s.Waiting+o.Waiting
	}
	return s
}

// Answered reports whether anything that stands was said to c: an answer that is
// more than none, or a claim that hangs on it.
func (c Claim) Answered() bool {
	return slices.ContainsFunc(c.Answers, func(a Answer) bool { return a.Minor != 0 }) ||
		slices.ContainsFunc(c.More, func(m Claim) bool { return m.Withdrawn == "" })
}

// Claims returns what was asked for, the latest first, each with what hangs on it. It
// needs SeeFunding.
func (f *Funding) Claims(ctx context.Context) ([]Claim, error) {
	var list []Claim
	err := f.seen(ctx, func(tx *db.Tx) (err error) {
		list, err = f.claims(ctx, tx)
		return err
	})
	return list, err
}

// Claim returns one with what the ledger comes to today, or NotFound
// "record.absent".
func (f *Funding) Claim(ctx context.Context, id string) (Claim, error) {
	var c Claim
	err := f.seen(ctx, func(tx *db.Tx) (err error) {
		if c, err = f.claim(ctx, tx, "funding.Claim", id); err != nil {
			return err
		}
		t, err := f.tally(ctx, tx, Period{c.Since, c.Until}, f.known(ctx, tx)...)
		if err != nil {
			return err
		}
		c.Now = t.Minor(c.Agreement)
		c.Open, err = openMonths(ctx, tx, Period{c.Since, c.Until})
		return err
	})
	return c, err
}

func (f *Funding) claim(ctx context.Context, tx *db.Tx, op, id string) (Claim, error) {
	all, err := f.claims(ctx, tx)
	if err != nil {
		return Claim{}, err
	}
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
		for _, m := range c.More {
			if m.ID == id {
				return m, nil
			}
		}
	}
	return Claim{}, casework.Gone(op)
}

func (f *Funding) claiming(ctx context.Context, do func(tx *db.Tx) (trail.Entry, error)) error {
	return f.acting(ctx, policy.ClaimMoney, do)
}

// acting does one act of the house's own with its line in the trail.
func (f *Funding) acting(ctx context.Context, act policy.Act, do func(tx *db.Tx) (trail.Entry, error)) error {
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
			return err
		}
		e, err := do(tx)
		if err != nil {
			return err
		}
		e.Act = act
		return trail.Record(ctx, tx, e)
	})
}

// atSite asks policy for an act once it is known which site it is about.
func atSite(ctx context.Context, act policy.Act, site pana.SiteID) error {
	return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site})
}

// openMonths are the months of a time that are not closed.
func openMonths(ctx context.Context, tx *db.Tx, p Period) ([]string, error) {
	closed, err := closedMonths(ctx, tx)
	return slices.DeleteFunc(p.Months(), func(m string) bool { return closed[m].On != "" }), err
}

type claimRow struct {
	Claim
	Sealed []byte `db:"note"`
}

type withdrawal struct {
	Claim string       `db:"claim_id"`
	Why   []byte       `db:"why"`
	By    pana.StaffID `db:"by_staff"`
}

type answerRow struct {
	Answer
	Sealed []byte `db:"note"`
}

func (f *Funding) claims(ctx context.Context, tx *db.Tx) ([]Claim, error) {
	rows, err := db.Select[claimRow](ctx, tx, `SELECT id, agreement_id, since, until, ledger, claimed, on_day, note, by_staff, hangs_on, withdrawn, version
		FROM fund_claims ORDER BY since DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	answers, err := f.answers(ctx, tx)
	if err != nil {
		return nil, err
	}
	withdrawn, err := db.Select[withdrawal](ctx, tx, `SELECT claim_id, why, by_staff FROM fund_withdrawals`)
	if err != nil {
		return nil, err
	}
	list := make([]Claim, 0, len(rows))
	more := map[string][]Claim{}
	for _, r := range rows {
		c := r.Claim
		if c.Note, err = f.h.OpenOwn("fund_claims", c.ID, "note", r.Sealed); err != nil {
			return nil, err
		}
		for _, w := range withdrawn {
			if w.Claim != c.ID {
				continue
			}
			if c.Why, err = f.h.OpenOwn("fund_withdrawals", c.ID, "why", w.Why); err != nil {
				return nil, err
			}
			c.WithdrawnBy = w.By
		}
		c.Answers = answers[c.ID]
		if c.Hangs != "" {
			more[c.Hangs] = append([]Claim{c}, more[c.Hangs]...)
			continue
		}
		list = append(list, c)
	}
	for i := range list {
		list[i].More = more[list[i].ID]
	}
	return list, nil
}

// answers are those that stand, by claim, each with what stood before it was put
// right.
func (f *Funding) answers(ctx context.Context, tx *db.Tx) (map[string][]Answer, error) {
	rows, err := db.Select[answerRow](ctx, tx, `SELECT id, claim_id, paid, amount, on_day, reason, note, by_staff, instead_of, written FROM fund_answers ORDER BY claim_id, on_day, id`)
	if err != nil {
		return nil, err
	}
	all, replaced := map[string]Answer{}, map[string]bool{}
	for i := range rows {
		a := &rows[i].Answer
		if a.Note, err = f.h.OpenOwn("fund_answers", a.ID, "note", rows[i].Sealed); err != nil {
			return nil, err
		}
		all[a.ID], replaced[a.Instead] = *a, true
	}
	standing := map[string][]Answer{}
	for _, r := range rows {
		a := r.Answer
		if replaced[a.ID] {
			continue
		}
		for was, ok := all[a.Instead]; ok; was, ok = all[was.Instead] {
			a.Before = append(a.Before, was)
		}
		standing[a.Claim] = append(standing[a.Claim], a)
	}
	return standing, nil
}

func (f *Funding) insertClaim(ctx context.Context, tx *db.Tx, c Claim) error {
	note, err := f.h.SealOwn("fund_claims", c.ID, "note", 1, c.Note)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO fund_claims (id, agreement_id, since, until, ledger, claimed, on_day, note, by_staff, hangs_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)`,
		c.ID, c.Agreement, c.Since, c.Until, c.Ledger, c.Claimed, c.On, note, me(ctx), c.Hangs)
	return err
}

// stepClaim is the next version of a claim. An older page is refused on field.
func stepClaim(ctx context.Context, tx *db.Tx, op, field, id string, version int64) error {
	n, err := tx.Exec(ctx, `UPDATE fund_claims SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
	if err == nil && n == 0 {
		err = db.Stale(op, map[string]any{"Fields": []string{field}})
	}
	return err
}

func withdrawClaim(ctx context.Context, tx *db.Tx, id string, on pana.Date, why []byte) error {
	if _, err := tx.Exec(ctx, `UPDATE fund_claims SET withdrawn = $1 WHERE id = $2`, on, id); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO fund_withdrawals (claim_id, why, by_staff) VALUES ($1, $2, $3)`, id, why, me(ctx))
	return err
}

func insertAnswer(ctx context.Context, tx *db.Tx, a Answer, note []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_answers (id, claim_id, paid, amount, on_day, reason, note, by_staff, instead_of, written) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Claim, a.Paid, a.Minor, a.On, a.Reason, note, me(ctx), a.Instead, a.Written)
	return err
}
