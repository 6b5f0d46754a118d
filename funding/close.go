package funding

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Closing is one closing of a month, or one opening anew with its reason. What
// the month came to then stays readable.
type Closing struct {
	ID       string       `db:"id"`
	Month    string       `db:"month"`
	N        int          `db:"n"`
	Closed   bool         `db:"closed"`
	On       pana.Date    `db:"on_day"`
	Days     int          `db:"days"`
	Services int          `db:"services"`
	People   int          `db:"people"`
	Sums     string       `db:"sums"` // digest of the lines
	By       pana.StaffID `db:"by_staff"`
	Why      string       `db:"-"`
}

// open refuses a change of days that lie in a closed month, saying which one and
// what to do. An empty until is no bound.
func (f *Funding) open(ctx context.Context, tx *db.Tx, op, field string, since, until pana.Date) error {
	closed, err := closedMonths(ctx, tx)
	if err != nil {
		return err
	}
	var first string
	for month := range closed {
		if month >= monthOf(since) && (until == "" || month <= monthOf(until)) && (first == "" || month < first) {
			first = month
		}
	}
	if first == "" {
		return nil
	}
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "funding.closed", With: map[string]any{"Month": inWords(first)}}
}

// inWords is a month as a sentence tells it.
func inWords(month string) pana.Fuzzy {
	p, _ := PeriodOf(month)
	f, _ := pana.NewFuzzy(p.Since, pana.Month)
	return f
}

// CloseMonth keeps the lines of a month as they are: from then on nothing changes
// what it came to. It needs CloseMonth and refuses a month that is not over
// ("funding.close.early"), one that is closed already ("funding.close.already"), and
// one in which it is not clear who pays how much ("funding.close.gaps"; where it is
// only the lessons of a youth centre, "funding.close.lessons").
func (f *Funding) CloseMonth(ctx context.Context, month string) error {
	const op = "funding.CloseMonth"
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.CloseMonth, policy.Subject{}); err != nil {
			return err
		}
		p, ok := PeriodOf(month)
		switch {
		case !ok:
			return casework.Gone(op)
		case p.Until >= f.h.Today(tx.Now):
			return conflict(op, "funding.close.early", nil)
		}
		n, standing, err := f.lastClosing(ctx, tx, month)
		if err != nil {
			return err
		}
		if standing {
			return conflict(op, "funding.close.already", nil)
		}
		l, err := f.Basis(ctx, tx, p)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(l.Gaps, Gap.unclear); at >= 0 {
			if l.Gaps[at].Site != "" && !slices.ContainsFunc(l.Gaps, func(g Gap) bool { return g.Site == "" && g.unclear() }) {
				return conflict(op, "funding.close.lessons", nil)
			}
			return conflict(op, "funding.close.gaps", nil)
		}
		live := slices.DeleteFunc(slices.Clone(l.Lines), func(one Line) bool { return one.Client == "" })
		if err := keep(ctx, tx, month, live, false); err != nil {
			return err
		}
		return f.record(ctx, tx, policy.CloseMonth, closing(tx, l, month, n+1, true, f.h.Today(tx.Now)), "")
	})
}

// unclear reports whether g leaves open who pays how much.
func (g Gap) unclear() bool {
	return g.Kind == GapSeveral || g.Kind == GapTariff || g.Kind == GapOverlap
}

// ReopenMonth opens a month anew, with a reason that stays. What it came to then
// stays readable too. It needs ReopenMonth and refuses an open month
// ("funding.reopen.open") and a missing reason ("funding.reopen.why").
func (f *Funding) ReopenMonth(ctx context.Context, month, why string) error {
	const op = "funding.ReopenMonth"
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.ReopenMonth, policy.Subject{}); err != nil {
			return err
		}
		p, ok := PeriodOf(month)
		if !ok {
			return casework.Gone(op)
		}
		n, standing, err := f.lastClosing(ctx, tx, month)
		if err != nil {
			return err
		}
		if !standing {
			return conflict(op, "funding.reopen.open", nil)
		}
		if why, err = casework.Text(op, "why", strings.TrimSpace(why), casework.MostNote); err != nil {
			return err
		}
		if why == "" {
			return pana.Refuse(op, "why", "funding.reopen.why")
		}
		l, err := f.Basis(ctx, tx, p)
		if err != nil {
			return err
		}
		if err := dropKept(ctx, tx, month); err != nil {
			return err
		}
		return f.record(ctx, tx, policy.ReopenMonth, closing(tx, l, month, n+1, false, f.h.Today(tx.Now)), why)
	})
}

// closing is what a month comes to. Its counts are of the shelters, whose ledger they
// stand in; the digest is of everything.
func closing(tx *db.Tx, l Ledger, month string, n int, closed bool, on pana.Date) Closing {
	c := Closing{ID: tx.ID(), Month: month, N: n, Closed: closed, On: on}
	shelters := NewTally()
	for i := range l.Lines {
		switch {
		case l.Lines[i].Centre:
			continue
		case l.Lines[i].What == Day:
			c.Days++
		default:
			c.Services++
		}
		shelters.Add(&l.Lines[i])
	}
	c.People = shelters.Everybody()
	text, _ := json.Marshal(l.Tally().Totals())
	sum := sha256.Sum256(text)
	c.Sums = hex.EncodeToString(sum[:])
	return c
}

func (f *Funding) record(ctx context.Context, tx *db.Tx, act policy.Act, c Closing, why string) error {
	sealed, err := f.h.SealOwn("fund_closings", c.ID, "why", 1, why)
	if err != nil {
		return err
	}
	if err := insertClosing(ctx, tx, c, sealed); err != nil {
		return err
	}
	return trail.Record(ctx, tx, trail.Entry{Act: act, Object: c.ID, Digests: [][32]byte{trail.Digest("fund_closings", c.ID, c.Month, c.Sums)}})
}

// lastClosing is the number of the last closing or opening of a month, and whether
// it stands closed.
func (f *Funding) lastClosing(ctx context.Context, tx *db.Tx, month string) (n int, standing bool, err error) {
	all, err := closings(ctx, tx)
	for _, c := range all {
		if c.Month == month && c.N > n {
			n, standing = c.N, c.Closed
		}
	}
	return n, standing, err
}

// Closings returns when a month was closed and opened anew, the last first. It
// needs SeeFunding.
func (f *Funding) Closings(ctx context.Context, month string) ([]Closing, error) {
	var list []Closing
	err := f.seen(ctx, func(tx *db.Tx) error {
		list = nil
		all, err := closings(ctx, tx)
		for _, r := range all {
			if r.Month != month {
				continue
			}
			c := r.Closing
			if c.Why, err = f.h.OpenOwn("fund_closings", c.ID, "why", r.Sealed); err != nil {
				return err
			}
			list = append(list, c)
		}
		return err
	})
	return list, err
}

// Months returns the months from the first agreement to this one, the last first,
// and whether each is closed. It needs SeeFunding.
func (f *Funding) Months(ctx context.Context) ([]Month, error) {
	var list []Month
	err := f.seen(ctx, func(tx *db.Tx) error {
		list = nil
		today := f.h.Today(tx.Now)
		first := today
		agreed, err := agreementRows(ctx, tx)
		if err != nil {
			return err
		}
		for _, a := range agreed {
			first = min(first, a.Since)
		}
		closed, err := closedMonths(ctx, tx)
		if err != nil {
			return err
		}
		months := Period{cmp.Or(first, today), today}.Months()
		for _, m := range slices.Backward(months[max(0, len(months)-mostMonths):]) {
			list = append(list, Month{Month: m, Closed: closed[m].On, By: closed[m].By})
		}
		return nil
	})
	return list, err
}
