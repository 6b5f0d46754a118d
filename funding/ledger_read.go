package funding

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/health"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/night"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/therapy"
)

// delivered are the chapters in which services are written down: those where each
// stands on a page of its own, and what is ticked for the whole house.
var (
	paged     = []Source{therapy.Delivered, health.Delivered, legal.Delivered, learning.Delivered, plan.Delivered, followup.Delivered, belongings.Delivered}
	delivered = append(slices.Clone(paged), ticked)
)

// Ledger returns every day and service of the shelters in a period with who pays for
// each, of all whom the actor may know, and what is missing in it. It needs
// SeeLedger. Lessons of a youth centre stand in Lessons.
func (f *Funding) Ledger(ctx context.Context, p Period) (Ledger, error) {
	var l Ledger
	err := f.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		l, err = f.LedgerIn(ctx, tx, p)
		return err
	})
	return l, err
}

// LedgerIn is Ledger within the transaction of another act.
func (f *Funding) LedgerIn(ctx context.Context, tx *db.Tx, p Period) (Ledger, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLedger, policy.Subject{}); err != nil {
		return Ledger{}, err
	}
	return f.ledger(ctx, tx, p, f.sheltered(ctx, tx))
}

// Sum returns what a period of any length comes to, of all whom the actor may know,
// without holding its lines: for agreements, which may pay for shelters and for
// centres. It needs SeeLedger.
func (f *Funding) Sum(ctx context.Context, p Period) (*Tally, error) {
	var t *Tally
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLedger, policy.Subject{}); err != nil {
			return err
		}
		var err error
		t, err = f.tally(ctx, tx, p, f.known(ctx, tx)...)
		return err
	})
	return t, err
}

// Basis returns the same of everybody, lessons too, within an act that has asked
// policy for itself: what a house is paid for is exact. No line of it is shown to
// anybody.
func (f *Funding) Basis(ctx context.Context, tx *db.Tx, p Period) (Ledger, error) {
	return f.ledger(ctx, tx, p, everybody())
}

// Hides reports whether there is a line in a period about a file that is kept from
// the actor. Whoever approves what leaves the house must not be such a one; nobody
// is told why the other head is asked.
func (f *Funding) Hides(ctx context.Context, tx *db.Tx, p Period) (bool, error) {
	for _, v := range f.known(ctx, tx) {
		hers, err := f.ledger(ctx, tx, p, v)
		if err != nil {
			return false, err
		}
		all, err := f.ledger(ctx, tx, p, v.whole())
		if err != nil || len(all.Lines) != len(hers.Lines) {
			return true, err
		}
	}
	return false, nil
}

// mostMonths bounds how far a period reaches.
const mostMonths = 150

func (f *Funding) ledger(ctx context.Context, tx *db.Tx, p Period, v view) (Ledger, error) {
	l := Ledger{Period: p, Agreements: map[AgreementID]Agreement{}}
	gaps := newGaps()
	q, err := f.months(ctx, tx, p, v, func(q *asking, m Month, part Period) error {
		l.Months = append(l.Months, m)
		kept, err := f.kept(ctx, tx, part, m.Month, m.Closed != "", v)
		if err != nil {
			return err
		}
		live, found, err := f.live(ctx, tx, part, f.h.Today(tx.Now), q, v)
		l.Lines = append(l.Lines, kept...)
		if m.Closed != "" {
			gaps.late(m.Month, kept, live)
			return err
		}
		gaps.add(found...)
		gaps.of(q, live)
		l.Lines = append(l.Lines, live...)
		return err
	})
	if err != nil {
		return l, err
	}
	for _, a := range q.agreements {
		l.Agreements[a.ID] = a
	}
	l.Gaps = gaps.list
	return l, nil
}

// tally sums the lines of any number of months without holding them, over one ledger
// or several. A whole month that is closed is summed by the store.
func (f *Funding) tally(ctx context.Context, tx *db.Tx, p Period, views ...view) (*Tally, error) {
	t := NewTally()
	for _, v := range views {
		if err := f.sum(ctx, tx, p, v, t); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (f *Funding) sum(ctx context.Context, tx *db.Tx, p Period, v view, t *Tally) error {
	closed := f.closed(v)
	_, err := f.months(ctx, tx, p, v, func(q *asking, m Month, part Period) error {
		if whole, _ := PeriodOf(m.Month); m.Closed != "" && part == whole {
			alike, err := closed.Month(ctx, tx, m.Month)
			for i := range alike {
				t.AddAlike(&alike[i])
			}
			return err
		}
		lines, err := f.kept(ctx, tx, part, m.Month, m.Closed != "", v)
		if err != nil {
			return err
		}
		if m.Closed == "" {
			live, _, err := f.live(ctx, tx, part, f.h.Today(tx.Now), q, v)
			if err != nil {
				return err
			}
			lines = append(lines, live...)
		}
		for i := range lines {
			t.Add(&lines[i])
		}
		return nil
	})
	return err
}

// months goes through a period month by month, with the part of each that lies in it.
func (f *Funding) months(ctx context.Context, tx *db.Tx, p Period, v view, do func(q *asking, m Month, part Period) error) (*asking, error) {
	if p.Since == "" || p.Until < p.Since || len(p.Months()) > mostMonths {
		return nil, pana.Refuse("funding.Ledger", "until", "date.crossed")
	}
	q, err := f.asking(ctx, tx, p, v)
	if err != nil {
		return nil, err
	}
	closed, err := closedMonths(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, month := range p.Months() {
		whole, _ := PeriodOf(month)
		part := Period{max(whole.Since, p.Since), min(whole.Until, p.Until)}
		m := Month{Month: month, Closed: closed[month].On, By: closed[month].By}
		if err := do(q, m, part); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// live makes the lines of a part of a month from what the chapters have written
// down. Days that have not come are none.
func (f *Funding) live(ctx context.Context, tx *db.Tx, p Period, today pana.Date, q *asking, v view) ([]Line, []Gap, error) {
	p.Until = min(p.Until, today)
	if p.Until < p.Since {
		return nil, nil, nil
	}
	facts, open, err := f.facts(ctx, tx, delivered, p, today, v)
	if err != nil {
		return nil, nil, err
	}
	facts.times = q.times
	lines, gaps := facts.lines(p, q)
	return lines, append(gaps, open...), nil
}

// facts asks the chapters. Each gets arguments of its own: a query binds them.
func (f *Funding) facts(ctx context.Context, tx *db.Tx, chapters []Source, p Period, today pana.Date, v view) (*facts, []Gap, error) {
	all := &facts{aways: map[pana.ClientID][]away{}, terms: map[pana.EpisodeID][]term{}, codes: map[pana.ClientID]string{}}
	var gaps []Gap
	var err error
	if v.centres {
		for _, read := range f.lessons {
			list, err := read(ctx, tx, v.cond, v.own(), p.Since, p.Until)
			if err != nil {
				return nil, nil, err
			}
			all.lessons = append(all.lessons, list...)
		}
	}
	if !v.shelters {
		return all, nil, nil
	}
	if all.stays, err = residence.SleptBetween(ctx, tx, v.cond, v.own(), p.Since, p.Until); err != nil {
		return nil, nil, err
	}
	for _, s := range all.stays {
		all.codes[s.Client] = s.Code
	}
	terms, err := residence.FundedFrom(ctx, tx, v.cond, v.own(), p.Since)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range terms {
		all.terms[t.Episode] = append(all.terms[t.Episode], t)
	}
	if err := f.awayIn(ctx, tx, all, p, v); err != nil {
		return nil, nil, err
	}
	for _, read := range chapters {
		list, err := read(ctx, tx, v.cond, v.own(), p.Since, p.Until)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range list {
			if s.Open && s.On < today {
				gaps = append(gaps, Gap{Kind: GapOpen, N: 1, Month: monthOf(s.On), Code: s.Code, What: s.Kind, On: s.On, Page: pageOf(s.Source, s.Code)})
			}
		}
		all.services = append(all.services, list...)
	}
	return all, gaps, nil
}

// awayIn adds who was away for whole days: by the book at the door, and as it was
// written down with a reason.
func (f *Funding) awayIn(ctx context.Context, tx *db.Tx, all *facts, p Period, v view) error {
	from, to := midnight(p.Since, f.h.Zone()), midnight(p.Until.AddDays(1), f.h.Zone())
	outs, err := night.OutBetween(ctx, tx, v.cond, v.own(), db.Micros(from), db.Micros(to))
	if err != nil {
		return err
	}
	for _, o := range outs {
		a := away{Went: f.dayOf(o.Went)}
		if o.Back != 0 {
			a.Back = f.dayOf(o.Back)
		}
		all.aways[o.Client] = append(all.aways[o.Client], a)
	}
	noted, err := absencesBetween(ctx, tx, v.cond, v.own(), p.Since, p.Until)
	for _, a := range noted {
		all.aways[a.Client] = append(all.aways[a.Client], away{a.Went, a.Back, a.Reason})
	}
	return err
}

func (f *Funding) dayOf(micros int64) pana.Date {
	return pana.DateOf(db.FromMicros(micros), f.h.Zone())
}

func midnight(d pana.Date, zone *time.Location) time.Time {
	t := d.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
}

// asking gathers what the question who pays is answered from.
func (f *Funding) asking(ctx context.Context, tx *db.Tx, p Period, v view) (*asking, error) {
	q := &asking{own: map[string][]Share{}, began: map[pana.EpisodeID]string{}, times: map[pana.ClientID][]casework.Time{}}
	var err error
	if q.agreements, err = f.agreements(ctx, tx); err != nil {
		return nil, err
	}
	q.agreements = slices.DeleteFunc(q.agreements, func(a Agreement) bool { return a.Since > p.Until || a.Until != "" && a.Until < p.Since })
	slices.SortFunc(q.agreements, func(a, b Agreement) int { return compare(a.ID, b.ID) })
	if q.rules, err = rules(ctx, tx); err != nil {
		return nil, err
	}
	own, err := overrides(ctx, tx, v.cond, v.own())
	if err != nil {
		return nil, err
	}
	for _, o := range own {
		q.own[(&Line{Source: o.Source, Row: o.Row, Client: o.Client, On: o.On}).overrideKey()] = o.Shares
	}
	if v.centres {
		said, err := lessonShares(ctx, tx, v.site, p)
		if err != nil {
			return nil, err
		}
		for _, o := range said {
			q.own[(&Line{Source: Lesson, Row: o.Lesson}).overrideKey()] = o.Shares
		}
	}
	mandates, err := mandatesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	// When a time in our care began is asked only where an agreement asks for it.
	if !slices.ContainsFunc(q.agreements, func(a Agreement) bool { return a.Mandate != "" }) {
		return q, nil
	}
	times, err := casework.TimesOf(ctx, tx, v.cond, v.own())
	for _, t := range times {
		q.times[t.Client] = append(q.times[t.Client], t)
		q.began[t.ID] = mandateOn(mandates, t.Site, t.Opened)
	}
	return q, err
}

func compare[T ~string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// arg is the placeholder of the nth argument.
func arg(n int) string { return "$" + strconv.Itoa(n) }
