package funding

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

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
		if err := allClosed(ctx, tx, op, "until", p); err != nil {
			return trail.Entry{}, err
		}
		all, err := f.claims(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		if slices.ContainsFunc(all, func(o Claim) bool {
			return o.Withdrawn == "" && o.Agreement == c.Agreement && o.Since <= c.Until && c.Since <= o.Until
		}) {
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
		c.Hangs = ""
		return f.ask(ctx, tx, op, &c)
	})
	return c.ID, err
}

// Which way a claim that hangs on another goes.
const (
	More = "more"
	Back = "back"
)

// AddToClaim asks for more of the time of a claim, or gives some of it back with less
// than nothing, made from the claim's row version. Nothing said means what the ledger
// comes to beyond what was asked for so far: that must go the way that was chosen, More
// or Back, or else it is refused ("funding.claim.none.more", "funding.claim.none.back"). It needs ClaimMoney and refuses a claim
// that was withdrawn or hangs on another itself ("funding.claim.withdrawn",
// "funding.claim.hangs"), a month that is not closed ("funding.claim.open"), no
// difference ("funding.claim.same"), and giving back more than was asked for
// ("funding.claim.back").
func (f *Funding) AddToClaim(ctx context.Context, id string, version int64, way string, more Claim) (string, error) {
	const op = "funding.AddToClaim"
	err := f.claiming(ctx, func(tx *db.Tx) (trail.Entry, error) {
		c, err := f.claim(ctx, tx, op, id)
		if err != nil {
			return trail.Entry{}, err
		}
		switch {
		case c.Version != version:
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"claimed"}})
		case c.Withdrawn != "":
			return trail.Entry{}, conflict(op, "funding.claim.withdrawn", nil)
		case c.Hangs != "":
			return trail.Entry{}, conflict(op, "funding.claim.hangs", nil)
		}
		more.Agreement, more.Since, more.Until, more.Hangs = c.Agreement, c.Since, c.Until, c.ID
		p := Period{c.Since, c.Until}
		if err := allClosed(ctx, tx, op, "claimed", p); err != nil {
			return trail.Entry{}, err
		}
		t, err := f.tally(ctx, tx, p, everybody())
		if err != nil {
			return trail.Entry{}, err
		}
		asked := c.Together().Claimed
		if more.Ledger = t.Minor(c.Agreement); more.Claimed == 0 {
			more.Claimed = more.Ledger - asked
		}
		switch {
		case more.Claimed == 0 || more.Claimed > mostMinor:
			return trail.Entry{}, pana.Refuse(op, "claimed", "funding.claim.same")
		case way == More && more.Claimed < 0, way == Back && more.Claimed > 0:
			return trail.Entry{}, pana.Refuse(op, "claimed", "funding.claim.none."+way)
		case asked+more.Claimed < 0:
			return trail.Entry{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "claimed", Say: "funding.claim.back", With: map[string]any{"Rest": Coins(asked)}}
		}
		if err := stepClaim(ctx, tx, op, "claimed", id, version); err != nil {
			return trail.Entry{}, err
		}
		return f.ask(ctx, tx, op, &more)
	})
	return more.ID, err
}

// ask writes down what is asked for, once it is clear how much.
func (f *Funding) ask(ctx context.Context, tx *db.Tx, op string, c *Claim) (trail.Entry, error) {
	today := f.h.Today(tx.Now)
	var err error
	if c.On, err = casework.Past(op, "on", cmp.Or(c.On, today), today); err != nil {
		return trail.Entry{}, err
	}
	if c.Note, err = casework.Text(op, "note", c.Note, casework.MostNote); err != nil {
		return trail.Entry{}, err
	}
	c.ID = tx.ID()
	return trail.Entry{Object: c.ID, Digests: [][32]byte{trail.Digest("fund_claims", c.ID, string(c.Agreement), string(c.Since), string(c.Until), strconv.FormatInt(c.Claimed, 10), c.Hangs)}},
		f.insertClaim(ctx, tx, *c)
}

// WithdrawClaim takes a claim back with a reason, made from a row version. It stays to
// be read, counts in no sum, and its time can be asked for anew. It needs ClaimMoney
// and refuses no reason ("funding.claim.why"), one that was withdrawn already, and one
// to which something was said that stands ("funding.claim.answered").
func (f *Funding) WithdrawClaim(ctx context.Context, id string, version int64, why string) error {
	const op = "funding.WithdrawClaim"
	return f.claiming(ctx, func(tx *db.Tx) (trail.Entry, error) {
		c, err := f.claim(ctx, tx, op, id)
		if err != nil {
			return trail.Entry{}, err
		}
		if why, err = casework.Text(op, "why", strings.TrimSpace(why), casework.MostNote); err != nil {
			return trail.Entry{}, err
		}
		switch {
		case c.Version != version:
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"why"}})
		case c.Withdrawn != "":
			return trail.Entry{}, conflict(op, "funding.claim.withdrawn", nil)
		case why == "":
			return trail.Entry{}, pana.Refuse(op, "why", "funding.claim.why")
		case c.Answered():
			return trail.Entry{}, pana.Refuse(op, "why", "funding.claim.answered")
		}
		if c.Hangs != "" {
			whole, err := f.claim(ctx, tx, op, c.Hangs)
			if err != nil {
				return trail.Entry{}, err
			}
			if left := whole.Together().Claimed - c.Claimed; left < 0 {
				return trail.Entry{}, pana.Refuse(op, "why", "funding.claim.below")
			}
			// Who adds to the claim meanwhile reckons from what stands.
			if err := stepClaim(ctx, tx, op, "why", whole.ID, whole.Version); err != nil {
				return trail.Entry{}, err
			}
		}
		if err := stepClaim(ctx, tx, op, "why", id, version); err != nil {
			return trail.Entry{}, err
		}
		on := f.h.Today(tx.Now)
		sealed, err := f.h.SealOwn("fund_withdrawals", id, "why", 1, why)
		if err != nil {
			return trail.Entry{}, err
		}
		return trail.Entry{Object: id, Digests: [][32]byte{trail.Digest("fund_claims", id, "withdrawn", string(on))}}, withdrawClaim(ctx, tx, id, on, sealed)
	})
}

// allClosed refuses, on field, a time with a month that is not closed.
func allClosed(ctx context.Context, tx *db.Tx, op, field string, p Period) error {
	open, err := openMonths(ctx, tx, p)
	if err == nil && len(open) > 0 {
		err = &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "funding.claim.open", With: map[string]any{"Month": inWords(open[0])}}
	}
	return err
}
