package funding

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Claim is what was asked of a funder for a time, and what came of it.
type Claim struct {
	ID        string       `db:"id"`
	Agreement AgreementID  `db:"agreement_id"`
	Since     pana.Date    `db:"since"`
	Until     pana.Date    `db:"until"`
	Ledger    int64        `db:"ledger"` // what the ledger came to when it was asked, in the smallest coins
	Claimed   int64        `db:"claimed"`
	On        pana.Date    `db:"on_day"`
	By        pana.StaffID `db:"by_staff"`
	Version   int64        `db:"version"`
	Note      string       `db:"-"`
	Answers   []Answer     `db:"-"`
	Now       int64        `db:"-"` // what the ledger comes to today
	Open      []string     `db:"-"` // months of it that were opened anew since
}

// An Answer is money that came, or that will not come and why.
type Answer struct {
	ID     string       `db:"id"`
	Claim  string       `db:"claim_id"`
	Paid   bool         `db:"paid"`
	Minor  int64        `db:"amount"`
	On     pana.Date    `db:"on_day"`
	Reason string       `db:"reason"` // code list rejection-reason, of what was not paid
	By     pana.StaffID `db:"by_staff"`
	Note   string       `db:"-"`
}

// Paid is what came of c.
func (c Claim) Paid() int64 { return c.sum(true) }

// Rejected is what will not come.
func (c Claim) Rejected() int64 { return c.sum(false) }

// Waiting is what nobody has answered yet.
func (c Claim) Waiting() int64 { return c.Claimed - c.Paid() - c.Rejected() }

func (c Claim) sum(paid bool) (sum int64) {
	for _, a := range c.Answers {
		if a.Paid == paid {
			sum += a.Minor
		}
	}
	return sum
}

// Claims returns what was asked for, the latest first. It needs SeeFunding.
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
		closed, err := closedMonths(ctx, tx)
		for _, m := range (Period{c.Since, c.Until}).Months() {
			if closed[m].On == "" {
				c.Open = append(c.Open, m)
			}
		}
		return err
	})
	return c, err
}

func (f *Funding) claim(ctx context.Context, tx *db.Tx, op, id string) (Claim, error) {
	all, err := f.claims(ctx, tx)
	if err != nil {
		return Claim{}, err
	}
	i := slices.IndexFunc(all, func(c Claim) bool { return c.ID == id })
	if i < 0 {
		return Claim{}, casework.Gone(op)
	}
	return all[i], nil
}

// AddClaim writes down what is asked of a funder for a time. Nothing said means what
// the ledger comes to. It needs ClaimMoney and refuses a time with a month that is
// not closed ("funding.claim.open"), one outside the agreement, one that was claimed
// before ("funding.claim.twice"), and an agreement without any money.
func (f *Funding) AddClaim(ctx context.Context, c Claim) (string, error) {
	const op = "funding.AddClaim"
	err := f.claiming(ctx, func(tx *db.Tx) (trail.Entry, error) {
		a, err := f.agreement(ctx, tx, op, c.Agreement)
		if err != nil {
			return trail.Entry{}, pana.Refuse(op, "agreement", "funding.share.unknown")
		}
		if c.Since, c.Until, err = days(op, c.Since, c.Until); err != nil {
			return trail.Entry{}, err
		}
		p := Period{c.Since, c.Until}
		if c.Until == "" {
			return trail.Entry{}, pana.Refuse(op, "until", "date.missing")
		}
		if c.Since < a.Since || a.Until != "" && c.Until > a.Until || len(p.Months()) > mostMonths {
			return trail.Entry{}, pana.Refuse(op, "since", "funding.target.outside")
		}
		closed, err := closedMonths(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		for _, m := range p.Months() {
			if closed[m].On == "" {
				return trail.Entry{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "until", Say: "funding.claim.open", With: map[string]any{"Month": inWords(m)}}
			}
		}
		all, err := f.claims(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		if slices.ContainsFunc(all, func(o Claim) bool { return o.Agreement == c.Agreement && o.Since <= c.Until && c.Since <= o.Until }) {
			return trail.Entry{}, pana.Refuse(op, "since", "funding.claim.twice")
		}
		t, err := f.tally(ctx, tx, p, everybody())
		if err != nil {
			return trail.Entry{}, err
		}
		c.Ledger = t.Minor(a.ID)
		if c.Claimed == 0 {
			c.Claimed = c.Ledger
		}
		if c.Claimed <= 0 || c.Claimed > mostMinor {
			return trail.Entry{}, pana.Refuse(op, "claimed", "funding.claim.nothing")
		}
		if c.On, err = casework.Past(op, "on", cmp.Or(c.On, f.h.Today(tx.Now)), f.h.Today(tx.Now)); err != nil {
			return trail.Entry{}, err
		}
		if c.Note, err = casework.Text(op, "note", c.Note, casework.MostNote); err != nil {
			return trail.Entry{}, err
		}
		c.ID = tx.ID()
		note, err := f.h.SealOwn("fund_claims", c.ID, "note", 1, c.Note)
		if err != nil {
			return trail.Entry{}, err
		}
		return trail.Entry{Object: c.ID, Digests: [][32]byte{trail.Digest("fund_claims", c.ID, string(c.Agreement), string(c.Since), string(c.Until), strconv.FormatInt(c.Claimed, 10))}},
			insertClaim(ctx, tx, c, note)
	})
	return c.ID, err
}

// AnswerClaim writes down money that came or that will not come. It needs
// ClaimMoney and refuses more than is still waited for ("funding.claim.more"), and
// what is not paid without a reason ("funding.claim.reason").
func (f *Funding) AnswerClaim(ctx context.Context, id string, version int64, a Answer) error {
	const op = "funding.AnswerClaim"
	return f.claiming(ctx, func(tx *db.Tx) (trail.Entry, error) {
		c, err := f.claim(ctx, tx, op, id)
		if err != nil {
			return trail.Entry{}, err
		}
		if c.Version != version {
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"amount"}})
		}
		switch {
		case a.Minor <= 0 || a.Minor > c.Waiting():
			return trail.Entry{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "amount", Say: "funding.claim.more", With: map[string]any{"Rest": Coins(c.Waiting())}}
		case !a.Paid && a.Reason == "":
			return trail.Entry{}, pana.Refuse(op, "reason", "funding.claim.reason")
		case a.Paid:
			a.Reason = ""
		}
		if err := casework.CheckCode(op, "reason", "rejection-reason", a.Reason); err != nil {
			return trail.Entry{}, err
		}
		today := f.h.Today(tx.Now)
		if a.On, err = casework.Past(op, "on", cmp.Or(a.On, today), today); err != nil {
			return trail.Entry{}, err
		}
		if a.Note, err = casework.Text(op, "note", a.Note, casework.MostNote); err != nil {
			return trail.Entry{}, err
		}
		a.ID, a.Claim = tx.ID(), id
		note, err := f.h.SealOwn("fund_answers", a.ID, "note", 1, a.Note)
		if err != nil {
			return trail.Entry{}, err
		}
		if n, err := stepClaim(ctx, tx, id, version); err != nil || n == 0 {
			return trail.Entry{}, cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"amount"}}))
		}
		return trail.Entry{Object: id, Digests: [][32]byte{trail.Digest("fund_answers", a.ID, id, strconv.FormatBool(a.Paid), strconv.FormatInt(a.Minor, 10), string(a.On), a.Reason)}},
			insertAnswer(ctx, tx, a, note)
	})
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

type claimRow struct {
	Claim
	Sealed []byte `db:"note"`
}

type answerRow struct {
	Answer
	Sealed []byte `db:"note"`
}

func (f *Funding) claims(ctx context.Context, tx *db.Tx) ([]Claim, error) {
	rows, err := db.Select[claimRow](ctx, tx, `SELECT id, agreement_id, since, until, ledger, claimed, on_day, note, by_staff, version FROM fund_claims ORDER BY since DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	answers, err := db.Select[answerRow](ctx, tx, `SELECT id, claim_id, paid, amount, on_day, reason, note, by_staff FROM fund_answers ORDER BY claim_id, on_day, id`)
	if err != nil {
		return nil, err
	}
	list := make([]Claim, 0, len(rows))
	for _, r := range rows {
		c := r.Claim
		if c.Note, err = f.h.OpenOwn("fund_claims", c.ID, "note", r.Sealed); err != nil {
			return nil, err
		}
		for _, a := range answers {
			if a.Claim != c.ID {
				continue
			}
			if a.Note, err = f.h.OpenOwn("fund_answers", a.ID, "note", a.Sealed); err != nil {
				return nil, err
			}
			c.Answers = append(c.Answers, a.Answer)
		}
		list = append(list, c)
	}
	return list, nil
}

func insertClaim(ctx context.Context, tx *db.Tx, c Claim, note []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_claims (id, agreement_id, since, until, ledger, claimed, on_day, note, by_staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`,
		c.ID, c.Agreement, c.Since, c.Until, c.Ledger, c.Claimed, c.On, note, me(ctx))
	return err
}

func stepClaim(ctx context.Context, tx *db.Tx, id string, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE fund_claims SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
}

func insertAnswer(ctx context.Context, tx *db.Tx, a Answer, note []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_answers (id, claim_id, paid, amount, on_day, reason, note, by_staff) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Claim, a.Paid, a.Minor, a.On, a.Reason, note, me(ctx))
	return err
}
