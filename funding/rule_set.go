package funding

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Rules returns how the house splits, what stands first. It needs SeeFunding.
func (f *Funding) Rules(ctx context.Context) ([]Rule, error) {
	var list []Rule
	err := f.seen(ctx, func(tx *db.Tx) (err error) {
		list, err = rules(ctx, tx)
		today := f.h.Today(tx.Now)
		slices.SortStableFunc(list, func(a, b Rule) int {
			return cmp.Compare(b2i(a.Until != "" && a.Until < today), b2i(b.Until != "" && b.Until < today))
		})
		return err
	})
	return list, err
}

// AddRule keeps how something is split from a day on. It needs SplitShares and
// refuses shares that do not sum to the whole, agreements that are none or do not
// stand on that day, two rules of the same for one day ("funding.rule.twice"), and
// days of a closed month.
func (f *Funding) AddRule(ctx context.Context, r Rule) (RuleID, error) {
	const op = "funding.AddRule"
	err := f.split(ctx, func(tx *db.Tx) (trail.Entry, error) {
		clean, err := f.cleanRule(ctx, tx, op, r)
		if err != nil {
			return trail.Entry{}, err
		}
		r = clean
		if err := f.open(ctx, tx, op, "since", r.Since, r.Until); err != nil {
			return trail.Entry{}, err
		}
		all, err := rules(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		if slices.ContainsFunc(all, r.meets) {
			return trail.Entry{}, pana.Refuse(op, "since", "funding.rule.twice")
		}
		r.ID = RuleID(tx.ID())
		return trail.Entry{Object: string(r.ID), Digests: [][32]byte{trail.Digest("fund_rules", string(r.ID), string(r.Site), r.What, r.Payer, string(r.Since), string(r.Until), writeShares(r.Shares))}},
			insertRule(ctx, tx, r)
	})
	return r.ID, err
}

func (f *Funding) cleanRule(ctx context.Context, tx *db.Tx, op string, r Rule) (Rule, error) {
	var err error
	if r.Since, r.Until, err = days(op, r.Since, r.Until); err != nil {
		return r, err
	}
	if r.Site != "" {
		if _, ok := f.h.Site(r.Site); !ok {
			return r, pana.Refuse(op, "site", "staff.site.missing")
		}
	}
	if r.What != "" && r.What != Day {
		if err := casework.CheckCode(op, "what", "service-kind", r.What); err != nil {
			return r, err
		}
	}
	if err := casework.CheckCode(op, "payer", "payer-kind", r.Payer); err != nil {
		return r, err
	}
	return r, f.checkShares(ctx, tx, op, r.Shares, r.Since)
}

// checkShares refuses shares that do not sum to the whole, and agreements that are
// none or do not stand on a day.
func (f *Funding) checkShares(ctx context.Context, tx *db.Tx, op string, shares []Share, on pana.Date) error {
	if err := CheckShares(op, "shares", shares); err != nil {
		return err
	}
	all, err := f.agreements(ctx, tx)
	if err != nil {
		return err
	}
	for _, s := range shares {
		if s.Agreement == Nobody || s.Agreement == Own {
			continue
		}
		i := slices.IndexFunc(all, func(a Agreement) bool { return a.ID == s.Agreement })
		switch {
		case i < 0:
			return pana.Refuse(op, "shares", "funding.share.unknown")
		case !within(on, all[i].Since, all[i].Until):
			return pana.Refuse(op, "shares", "funding.share.outside")
		}
	}
	return nil
}

// EndRule says that something is split so until a day and no longer: the last one
// is yesterday when none is given. A rule is never changed; another follows it.
func (f *Funding) EndRule(ctx context.Context, id RuleID, until pana.Date, version int64) error {
	const op = "funding.EndRule"
	return f.split(ctx, func(tx *db.Tx) (trail.Entry, error) {
		all, err := rules(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
		if i < 0 {
			return trail.Entry{}, casework.Gone(op)
		}
		r := all[i]
		if until == "" {
			until = max(f.h.Today(tx.Now).AddDays(-1), r.Since.AddDays(-1))
		}
		if until, err = casework.Day(op, "until", until); err != nil {
			return trail.Entry{}, err
		}
		switch {
		case r.Version != version:
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"until"}})
		case until < r.Since.AddDays(-1):
			return trail.Entry{}, pana.Refuse(op, "until", "date.crossed")
		}
		from := until.AddDays(1)
		if r.Until != "" {
			from = min(from, r.Until.AddDays(1))
		}
		if err := f.open(ctx, tx, op, "until", from, ""); err != nil {
			return trail.Entry{}, err
		}
		if n, err := endRule(ctx, tx, id, until, version); err != nil || n == 0 {
			return trail.Entry{}, cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"until"}}))
		}
		return trail.Entry{Object: string(id), Digests: [][32]byte{trail.Digest("fund_rules", string(id), string(until))}}, nil
	})
}

func (f *Funding) split(ctx context.Context, do func(tx *db.Tx) (trail.Entry, error)) error {
	return f.acting(ctx, policy.SplitShares, do)
}

// A Single names one line of the ledger.
type Single struct {
	Source string
	Row    string    // of a service
	On     pana.Date // of a day
}

// PayLine says who pays for one line alone, whatever the rules say; no shares take
// that back. It needs SplitShares for her file, and refuses what a rule refuses.
func (f *Funding) PayLine(ctx context.Context, client pana.ClientID, one Single, shares []Share) error {
	const op = "funding.PayLine"
	return f.files.Enter(ctx, policy.SplitShares, client, func(e *casework.Entry) error {
		on, err := casework.Day(op, "on", one.On)
		if err != nil {
			return err
		}
		if on == "" {
			return pana.Refuse(op, "on", "date.missing")
		}
		if err := f.open(e.Ctx, e.Tx, op, "shares", on, on); err != nil {
			return err
		}
		l, err := f.lineOf(e, op, one)
		if err != nil {
			return err
		}
		o := overrideRow{ID: e.Tx.ID(), Client: client, Source: l.Source, On: l.On, Shares: shares}
		if l.Source != Day {
			o.Row = l.Row
		}
		e.Wrote("fund_overrides", o.ID, o.Source, o.On, writeShares(shares))
		if len(shares) == 0 {
			_, err := dropOverride(e.Ctx, e.Tx, o)
			return err
		}
		if err := f.checkShares(e.Ctx, e.Tx, op, shares, on); err != nil {
			return err
		}
		return putOverride(e.Ctx, e.Tx, o)
	})
}

// lineOf finds one line of a client's.
func (f *Funding) lineOf(e *casework.Entry, op string, one Single) (Line, error) {
	l, err := f.ledger(e.Ctx, e.Tx, Period{one.On, one.On}, of(e.Client()))
	if err != nil {
		return Line{}, err
	}
	i := slices.IndexFunc(l.Lines, func(l Line) bool { return l.Source == one.Source && (l.Source == Day || l.Row == one.Row) })
	if i < 0 {
		return Line{}, casework.Gone(op)
	}
	return l.Lines[i], nil
}

func writeShares(shares []Share) string {
	text, _ := json.Marshal(shares)
	return string(text)
}

func readShares(text string) (shares []Share, err error) {
	if json.Unmarshal([]byte(text), &shares) != nil {
		return nil, &pana.Error{Op: "funding.readShares", Kind: pana.Internal, Say: "db.damaged"}
	}
	return shares, nil
}
