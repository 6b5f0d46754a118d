package funding

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// A Rule says how the house splits what its agreements could pay together, or what
// no row says the payer of: for a site or all, a thing or all, and the payer that
// rows name. The narrowest rule counts.
type Rule struct {
	ID      RuleID       `db:"id"`
	Site    pana.SiteID  `db:"site_id"` // empty is every site
	What    string       `db:"what"`    // Day or a kind of service; empty is everything
	Payer   string       `db:"payer"`   // code list payer-kind; empty is rows that name none
	Since   pana.Date    `db:"since"`
	Until   pana.Date    `db:"until"` // the last day; empty while it stands
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Shares  []Share      `db:"-"`
}

// speaksOf reports whether r is about such a line.
func (r Rule) speaksOf(l *Line) bool {
	return r.Payer == l.Payer && (r.Site == "" || r.Site == l.Site) && (r.What == "" || r.What == l.What) && within(l.On, r.Since, r.Until)
}

// narrow is how narrow r is: a thing says more than a site.
func (r Rule) narrow() int {
	n := 0
	if r.Site != "" {
		n++
	}
	if r.What != "" {
		n += 2
	}
	return n
}

// meets reports whether two rules could both be the narrowest for one line.
func (r Rule) meets(o Rule) bool {
	return r.Site == o.Site && r.What == o.What && r.Payer == o.Payer &&
		(r.Until == "" || o.Since <= r.Until) && (o.Until == "" || r.Since <= o.Until)
}

// Why a part of a line is with Nobody.
const (
	noPayer   = "payer"   // nobody said who pays
	outside   = "outside" // no agreement for it
	several   = "several" // more than one, and no rule
	absentDay = "absent"  // a day away that its agreement does not pay
)

// An asking is what the question who pays is answered from.
type asking struct {
	agreements []Agreement // by id
	rules      []Rule
	own        map[string][]Share        // of single rows, see overrideKey
	began      map[pana.EpisodeID]string // under which mandate a time in our care began
	away       map[string]int            // the how manieth whole day of one absence, by person and day
	times      map[pana.ClientID][]casework.Time
	paid       map[alikePaid]paidLine // what was answered already
}

// alikePaid is all that who pays for a line and how much is answered from, where
// nothing was said of that line alone and she was not away.
type alikePaid struct {
	what, payer, mandate string
	site                 pana.SiteID
	organisation         pana.OrganisationID
	on                   pana.Date
	minutes              int
}

type paidLine struct {
	paid   []Paid
	unpaid string
}

// shares says who pays for a line: what was said of this very row; else the
// narrowest rule; else the one agreement that fits the payer that the row names;
// else nobody, and why.
func (q *asking) shares(l *Line) (shares []Share, why string) {
	if own, ok := q.own[l.overrideKey()]; ok {
		return q.held(l, own)
	}
	var rule *Rule
	for i := range q.rules {
		if r := &q.rules[i]; r.speaksOf(l) && (rule == nil || r.narrow() > rule.narrow()) {
			rule = r
		}
	}
	if rule != nil {
		return q.held(l, rule.Shares)
	}
	if l.Payer == string(Own) {
		return []Share{{Own, Whole}}, ""
	}
	if l.Payer == "" {
		return []Share{{Nobody, Whole}}, noPayer
	}
	var fits []AgreementID
	for _, a := range q.agreements {
		if a.Payer == l.Payer && q.fits(a, l) && (l.Organisation == "" || a.names(l.Organisation)) {
			fits = append(fits, a.ID)
		}
	}
	switch len(fits) {
	case 0:
		return []Share{{Nobody, Whole}}, outside
	case 1:
		return q.held(l, []Share{{fits[0], Whole}})
	}
	return []Share{{Nobody, Whole}}, several
}

// held gives to nobody what an agreement does not pay after all: outside of its
// days, its sites, what it pays for or its mandate, or for a day away too long.
func (q *asking) held(l *Line, shares []Share) (kept []Share, why string) {
	nobody := 0
	for _, s := range shares {
		if s.Agreement == Own {
			kept = append(kept, s)
			continue
		}
		a, ok := q.agreement(s.Agreement)
		switch {
		case s.Agreement == Nobody:
		case !ok || !q.fits(a, l):
			why = outside
		case l.Absent != "" && !q.paysAway(a, l):
			why = absentDay
		default:
			kept = append(kept, s)
			continue
		}
		nobody += s.Parts
	}
	if nobody > 0 {
		kept = append(kept, Share{Nobody, nobody})
	}
	return kept, why
}

func (q *asking) agreement(id AgreementID) (Agreement, bool) {
	i, ok := slices.BinarySearchFunc(q.agreements, id, func(a Agreement, id AgreementID) int { return compare(a.ID, id) })
	if !ok {
		return Agreement{}, false
	}
	return q.agreements[i], true
}

// fits reports whether an agreement is about such a line.
func (q *asking) fits(a Agreement, l *Line) bool {
	return a.Pays(l.What, l.Site, l.On) && (a.Mandate == "" || q.began[l.Episode] == a.Mandate)
}

// paysAway reports whether an agreement pays a day on which she was away.
func (q *asking) paysAway(a Agreement, l *Line) bool {
	return q.away[l.Person+string(l.On)] <= a.Absent && (len(a.Absences) == 0 || slices.Contains(a.Absences, l.Absent))
}

// names reports whether an organisation gives the money of a, or hands it on.
func (a Agreement) names(o pana.OrganisationID) bool {
	return slices.ContainsFunc(a.Funders, func(f Funder) bool { return f.Organisation == o || f.Through == o })
}

// pay fills in who pays for a line and what it comes to. The parts of a line that
// several pay at one price sum to that price; what nobody pays is valued at the
// price of the first who pays. Lines that are paid alike share one answer.
func (q *asking) pay(l *Line) {
	alone := false
	if len(q.own) > 0 {
		_, alone = q.own[l.overrideKey()]
	}
	if alone || l.Absent != "" {
		q.payAnew(l)
		return
	}
	key := alikePaid{l.What, l.Payer, q.began[l.Episode], l.Site, l.Organisation, l.On, l.Minutes}
	p, ok := q.paid[key]
	if !ok {
		q.payAnew(l)
		if q.paid == nil {
			q.paid = map[alikePaid]paidLine{}
		}
		q.paid[key] = paidLine{l.Paid, l.Unpaid}
		return
	}
	l.Paid, l.Unpaid = p.paid, p.unpaid
}

func (q *asking) payAnew(l *Line) {
	var shares []Share
	shares, l.Unpaid = q.shares(l)
	parts := make([]int, len(shares))
	for i, s := range shares {
		parts[i] = s.Parts
	}
	l.Paid = make([]Paid, len(shares))
	var lead *Agreement
	for i, s := range shares {
		l.Paid[i] = Paid{Agreement: s.Agreement, Parts: s.Parts}
		a, ok := q.agreement(s.Agreement)
		if !ok || !a.Priced(l.What) {
			continue
		}
		price, ok := a.Price(l.What, l.On, l.Minutes)
		if !ok {
			l.Paid[i].Unpriced = true
			continue
		}
		l.Paid[i].Minor, l.Paid[i].Currency = Split(price, parts)[i], a.Currency
		if lead == nil {
			lead = &a
		}
	}
	if lead == nil {
		return
	}
	price, _ := lead.Price(l.What, l.On, l.Minutes)
	for i, s := range shares {
		if s.Agreement == Nobody || s.Agreement == Own {
			l.Paid[i].Minor, l.Paid[i].Currency = Split(price, parts)[i], lead.Currency
		}
	}
}

// overrideKey names a row for what is said of it alone.
func (l *Line) overrideKey() string {
	if l.Source == Day {
		return Day + " " + string(l.Client) + " " + string(l.On)
	}
	return l.Source + " " + l.Row
}
