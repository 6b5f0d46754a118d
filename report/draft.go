package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// A Choice is which sheet is wanted.
type Choice struct {
	Agreement funding.AgreementID
	Period    funding.Period
	Layout    LayoutID
	Languages [2]locale.Lang
	Threshold int64 // 0 is what the house has chosen
	Names     bool  // the agreement demands a list with names
}

// A Draft is a sheet before it is approved, made anew each time it is looked at.
type Draft struct {
	Choice
	Of       funding.Agreement
	Layout   *layout.Layout
	Other    bool // it is for another head to look at; nothing else is said
	Standing ReportID
	Open     []string // months that are not closed yet
	Gaps     []funding.Gap
	Overlap  bool // people were told apart in a sheet about a part of this time already
	Content  Content
	Lines    []Line
	Digest   string

	counts map[string][][]int64
	number int
}

// Missing reports whether something is missing or unsaid.
func (d Draft) Missing() bool { return len(d.Gaps) > 0 || len(d.Open) > 0 }

func (c Choice) clean(op string, floor int64) (Choice, disclosure.Rule, error) {
	if c.Agreement == "" || c.Agreement == funding.Own {
		return c, disclosure.Rule{}, pana.Refuse(op, "agreement", "report.agreement.missing")
	}
	if c.Period.Since == "" || c.Period.Since > c.Period.Until {
		return c, disclosure.Rule{}, pana.Refuse(op, "period", "report.period.missing")
	}
	if c.Layout == "" {
		return c, disclosure.Rule{}, pana.Refuse(op, "layout", "report.layout.missing")
	}
	for _, l := range c.Languages {
		if !slices.Contains(locale.Langs(), l) {
			return c, disclosure.Rule{}, pana.Refuse(op, "languages", "report.languages.missing")
		}
	}
	if c.Threshold == 0 {
		c.Threshold = max(floor, disclosure.Least)
	}
	rule, err := disclosure.Agreed(c.Threshold)
	return c, rule, err
}

// Draft makes the sheet of a choice from what stands in the ledger now, with what
// is missing and where it is put right. It needs MakeReports. Where a file in it is
// kept from the reader, it says only that another head looks at it.
func (r *Reports) Draft(ctx context.Context, c Choice) (Draft, error) {
	const op = "report.Draft"
	if err := policy.Check(pana.ActorFrom(ctx), policy.MakeReports, policy.Subject{}); err != nil {
		return Draft{}, err
	}
	a, err := r.agreement(ctx, op, c.Agreement)
	if err != nil {
		return Draft{}, err
	}
	var d Draft
	err = r.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		d, err = r.draft(ctx, tx, op, a, c)
		return err
	})
	return d, err
}

// agreement finds one that the reader may know of.
func (r *Reports) agreement(ctx context.Context, op string, id funding.AgreementID) (funding.Agreement, error) {
	all, err := r.fund.Agreements(ctx)
	if err != nil {
		return funding.Agreement{}, err
	}
	i := slices.IndexFunc(all, func(a funding.Agreement) bool { return a.ID == id })
	if i < 0 {
		return funding.Agreement{}, pana.Refuse(op, "agreement", "report.agreement.missing")
	}
	return all[i], nil
}

func (r *Reports) draft(ctx context.Context, tx *db.Tx, op string, a funding.Agreement, c Choice) (Draft, error) {
	c, rule, err := c.clean(op, int64(r.h.Settings().Floor))
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Choice: c, Of: a}
	if d.Layout, err = r.workbook(ctx, tx, op, c.Layout); err != nil {
		return d, err
	}
	if d.Other, err = r.hides(ctx, tx, c.Period); err != nil || d.Other {
		return d, err
	}
	before, err := reportsOf(ctx, tx, a.ID)
	if err != nil {
		return d, err
	}
	var last *reportRow // about the same time
	for i := range before {
		b := &before[i]
		switch {
		case b.Period() == c.Period && last == nil:
			last = b
			if b.ReopenedOn == "" {
				d.Standing = b.ID
			}
		case b.Apart && overlap(b.Period(), c.Period):
			d.Overlap = true
		}
		if b.Period() == c.Period {
			d.number = max(d.number, b.Number)
		}
	}
	k, err := r.reckon(ctx, tx, &d)
	if err != nil {
		return d, err
	}
	if err := r.compose(ctx, tx, &d, k, rule, last); err != nil {
		return d, err
	}
	if asksList(d.Layout) {
		if d.Lines, err = r.lines(ctx, tx, a, k, c.Names); err != nil {
			return d, err
		}
	}
	d.Digest, err = digest(d)
	return d, err
}

// mostLooked is how many months are looked through for what was written down after
// they were closed: the last ones.
const mostLooked = 3

// reckon goes through the time month by month: a closed one as it was kept, an open
// one as the chapters have it now.
func (r *Reports) reckon(ctx context.Context, tx *db.Tx, d *Draft) (*reckoning, error) {
	k := newReckoning(d.Of, d.Period)
	reader := r.fund.ReadClosed()
	closed, err := reader.Months(ctx, tx)
	if err != nil {
		return nil, err
	}
	months := d.Period.Months()
	for i, m := range months {
		k.begin(m, closed[m])
		var ledger funding.Ledger
		if closed[m] == "" || i >= len(months)-mostLooked {
			p, _ := funding.PeriodOf(m)
			if ledger, err = r.fund.Basis(ctx, tx, p); err != nil {
				return nil, err
			}
			d.Gaps = append(d.Gaps, ledger.Gaps...)
		}
		if closed[m] == "" {
			d.Open = append(d.Open, m)
			for j := range ledger.Lines {
				k.add(&ledger.Lines[j])
			}
			continue
		}
		alike, err := reader.Month(ctx, tx, m)
		if err != nil {
			return nil, err
		}
		for j := range alike {
			k.addAlike(&alike[j])
		}
	}
	k.seal()
	return k, nil
}

// hides reports whether a file in a time is kept from the actor. Whoever is kept from
// nothing is answered without looking.
func (r *Reports) hides(ctx context.Context, tx *db.Tx, p funding.Period) (bool, error) {
	kept, err := casework.KeptFrom(ctx, tx, me(ctx))
	if err != nil || len(kept) == 0 {
		return false, err
	}
	for _, m := range p.Months() {
		month, _ := funding.PeriodOf(m)
		if yes, err := r.fund.Hides(ctx, tx, month); err != nil || yes {
			return yes, err
		}
	}
	return false, nil
}

// compose puts the figures together that the layout asks for, and sends those that
// tell people apart through the gate.
func (r *Reports) compose(ctx context.Context, tx *db.Tx, d *Draft, k *reckoning, rule disclosure.Rule, last *reportRow) error {
	values := k.values()
	values["house"] = text(r.h.Settings().Name)
	values["threshold"] = count(rule.Threshold)
	values["number"] = count(int64(d.number + 1))
	values["approved.on"] = day(r.h.Today(tx.Now))
	givers, err := r.givers(ctx, tx, d.Of, k.funders())
	if err != nil {
		return err
	}
	var names []string
	for _, g := range givers {
		names = append(names, g.Name)
	}
	values["funder"] = text(strings.Join(names, ", "))
	c := Content{Values: map[string]Value{}, Months: k.months, Layout: d.Layout.Digest(), To: receivers(d.Of)}
	for _, f := range Asked(d.Layout) {
		if v, ok := values[f.Name]; ok {
			c.Values[f.Name] = v
		}
	}
	if d.Layout.Asks(layout.Prefix + "list.funder") {
		c.Funders = givers
	}
	d.counts = map[string][][]int64{}
	asked := asksApart(d.Layout)
	if len(asked) > 0 && !d.Overlap {
		if err := r.apart(ctx, tx, d, k, rule, last, asked, &c); err != nil {
			return err
		}
	}
	d.Content = c
	return nil
}

func (r *Reports) apart(ctx context.Context, tx *db.Tx, d *Draft, k *reckoning, rule disclosure.Rule, last *reportRow, asked []string, c *Content) error {
	people, err := humans(ctx, tx, k.clients(), d.Period)
	if err != nil {
		return err
	}
	treated := map[pana.ClientID]bool{}
	for _, s := range k.people {
		if s.kinds["social-medical"] {
			treated[s.client] = true
		}
	}
	for i := range people {
		if treated[people[i].ID] {
			people[i].done["medical"] = true
		}
	}
	for len(people) < len(k.people) { // forgotten: nothing is known of them
		people = append(people, human{})
	}
	var old Content
	var oldCounts map[string][][]int64
	if last != nil {
		if old, oldCounts, err = r.opened(*last); err != nil {
			return err
		}
	}
	c.Tables = map[string]disclosure.Release{}
	for name, t := range tables(people) {
		if !slices.Contains(asked, name) {
			continue
		}
		d.counts[name] = t.Counts
		// What left once is not put right by a person or two: whoever has both sheets
		// would know what they are.
		if was, ok := old.Tables[name]; ok {
			if n := moved(oldCounts[name], t.Counts); n > 0 && n < rule.Threshold {
				c.Tables[name], d.counts[name] = was, oldCounts[name]
				c.Kept = append(c.Kept, name)
				continue
			}
		}
		if c.Tables[name], err = rule.Release(t); err != nil {
			return &pana.Error{Op: "report.apart", Kind: pana.Internal, Err: err}
		}
	}
	slices.Sort(c.Kept)
	return nil
}

// givers are those who give the money, by name.
func (r *Reports) givers(ctx context.Context, tx *db.Tx, a funding.Agreement, money []int64) ([]Giver, error) {
	partners, err := r.files.Partners(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all []Giver
	for i, f := range a.Funders {
		g := Giver{Parts: f.Parts}
		if i < len(money) {
			g.Minor = money[i]
		}
		for _, p := range partners {
			if p.ID == f.Organisation {
				g.Name = p.Name
			}
		}
		all = append(all, g)
	}
	return all, nil
}

// receivers are those whom the sheet of an agreement goes to.
func receivers(a funding.Agreement) []pana.OrganisationID {
	var all []pana.OrganisationID
	for _, f := range a.Funders {
		to := f.Organisation
		if f.Through != "" {
			to = f.Through
		}
		if !slices.Contains(all, to) {
			all = append(all, to)
		}
	}
	return all
}

// lines are the people one by one: by name only those who agreed that each who gets
// the sheet has hers, by code all others. Young people of a youth centre stand at the
// end and are nobody: who looks at a sheet may be of a shelter.
func (r *Reports) lines(ctx context.Context, tx *db.Tx, a funding.Agreement, k *reckoning, names bool) ([]Line, error) {
	alone, err := leftAlone(ctx, tx)
	if err != nil {
		return nil, err
	}
	young, err := youngOnes(ctx, tx)
	if err != nil {
		return nil, err
	}
	var all, last []Line
	for _, key := range k.persons() {
		p := k.people[key]
		if young[p.client] {
			last = append(last, Line{Shown: Nobody, Days: p.days, Services: p.services, Minor: p.minor})
			continue
		}
		l := Line{Client: p.client, Code: p.code, Shown: ByCode, Days: p.days, Services: p.services, Minor: p.minor}
		switch {
		case alone[p.client]:
			l.Shown = Nobody
		case names && p.client != "":
			ok, err := r.agrees(ctx, tx, receivers(a), p.client)
			if err != nil {
				return nil, err
			}
			if ok {
				l.Shown = ByName
			}
		}
		all = append(all, l)
	}
	return append(all, last...), nil
}

// agrees reports whether a client lets everyone who gets a sheet have her name.
func (r *Reports) agrees(ctx context.Context, tx *db.Tx, to []pana.OrganisationID, client pana.ClientID) (bool, error) {
	for _, o := range to {
		if ok, err := r.files.Allowed(ctx, tx, client, pana.ShareWith, string(o), "name"); err != nil || !ok {
			return false, err
		}
	}
	return len(to) > 0, nil
}

// digest tells whether a sheet is still the one that was looked at.
func digest(d Draft) (string, error) {
	shown := make([][5]any, len(d.Lines))
	for i, l := range d.Lines {
		shown[i] = [5]any{l.Client, l.Shown, l.Days, l.Services, l.Minor}
	}
	text, err := json.Marshal([]any{d.Agreement, d.Period, d.Languages, d.Threshold, d.Names, d.Content, d.counts, shown, len(d.Gaps)})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), err
}
