package funding

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Due is something of money or the licence that falls due. It blames nobody.
type Due struct {
	Kind  string // message key part: "report", "licence", "item"
	On    pana.Date
	Past  bool
	Name  string      // of the agreement
	What  string      // of an item
	Site  pana.SiteID // of a licence or an item
	Month string      // of a report: the last month that it is about
	Page  string
}

// Due returns which reports are due within the days that the house chose and were
// not claimed yet, and for who may see the licence what of it ends: the earliest
// first. It needs SeeFunding.
func (f *Funding) Due(ctx context.Context) ([]Due, error) {
	var list []Due
	err := f.seen(ctx, func(tx *db.Tx) error {
		list = nil
		today := f.h.Today(tx.Now)
		l := LicenceFile{Today: today}
		var err error
		if l.Settings, err = settingsOf(ctx, tx); err != nil {
			return err
		}
		agreed, err := f.agreements(ctx, tx)
		if err != nil {
			return err
		}
		claims, err := f.claims(ctx, tx)
		if err != nil {
			return err
		}
		for _, a := range agreed {
			if p, due, ok := a.reportDue(today); ok && due <= today.AddDays(l.Settings.ReportDays()) && !claimed(claims, a.ID, p) {
				list = append(list, Due{Kind: "report", On: due, Past: due < today, Name: a.Name, Month: monthOf(p.Until), Page: "/funding/claims"})
			}
		}
		if policy.May(pana.ActorFrom(ctx), policy.SeeLicence) {
			if l, err = f.licence(ctx, tx); err != nil {
				return err
			}
			list = append(list, l.due()...)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Due) int { return cmp.Compare(a.On, b.On) })
	return list, err
}

func (l LicenceFile) due() (list []Due) {
	newest := map[pana.SiteID]bool{}
	for _, one := range l.Licences {
		if newest[one.Site] {
			continue
		}
		newest[one.Site] = true
		if l.Soon(one.Until) {
			list = append(list, Due{Kind: "licence", On: one.Until, Past: one.Until < l.Today, Site: one.Site, Page: "/funding/licence"})
		}
	}
	for _, i := range l.Items {
		if i.Done == "" && l.Soon(i.Due) {
			list = append(list, Due{Kind: "item", On: i.Due, Past: i.Due < l.Today, What: i.What, Site: i.Site, Page: "/funding/licence"})
		}
	}
	return list
}

// reportDue is the last time that an agreement wants a report about, and by when;
// false while nobody said when reports are due, and before the first time is over.
func (a Agreement) reportDue(today pana.Date) (Period, pana.Date, bool) {
	if a.Due == 0 {
		return Period{}, "", false
	}
	p := a.lastReported(today)
	p.Since = max(p.Since, a.Since)
	if a.Until != "" {
		p.Until = min(p.Until, a.Until)
	}
	return p, p.Until.AddDays(a.Due), p.Since <= p.Until
}

// lastReported is the last whole month, quarter or year before today.
func (a Agreement) lastReported(today pana.Date) Period {
	t := today.Time()
	months := map[string]int{EachMonth: 1, EachQuarter: 3, EachYear: 12}[a.Rhythm]
	first := time.Date(t.Year(), t.Month()-time.Month((int(t.Month())-1)%max(months, 1)), 1, 0, 0, 0, 0, time.UTC)
	return Period{pana.Date(first.AddDate(0, -max(months, 1), 0).Format(time.DateOnly)), pana.Date(first.AddDate(0, 0, -1).Format(time.DateOnly))}
}

func claimed(all []Claim, id AgreementID, p Period) bool {
	return slices.ContainsFunc(all, func(c Claim) bool {
		return c.Withdrawn == "" && c.Agreement == id && c.Since <= p.Since && c.Until >= p.Until
	})
}

// Own returns to a funder's officer what the closed months of the last year come to
// under her own agreements: days, services and money, which are what is paid for.
// Of people it says nothing. It needs SeeOwnFunding.
func (f *Funding) Own(ctx context.Context) ([]Sheet, error) {
	var list []Sheet
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		actor := pana.ActorFrom(ctx)
		if !policy.May(actor, policy.SeeOwnFunding) {
			return policy.Refusal(actor, policy.SeeOwnFunding)
		}
		agreed, err := f.agreements(ctx, tx)
		if err != nil {
			return err
		}
		closed, err := closedMonths(ctx, tx)
		if err != nil {
			return err
		}
		today, months := f.h.Today(tx.Now), f.ReadClosed()
		for _, a := range agreed {
			if a.Officer == "" || policy.Check(actor, policy.SeeOwnFunding, policy.Subject{Person: a.Officer}) != nil {
				continue
			}
			p := Period{max(a.Since, pana.Date(today.Time().AddDate(-1, 0, 0).Format(time.DateOnly))), today}
			t := NewTally()
			var span Period
			for _, m := range p.Months() {
				if closed[m].On == "" {
					continue
				}
				whole, _ := PeriodOf(m)
				alike, err := months.Month(ctx, tx, m)
				if err != nil {
					return err
				}
				for i := range alike {
					t.AddAlike(&alike[i])
				}
				span.Until = whole.Until
				span.Since = pana.Date(cmp.Or(string(span.Since), string(whole.Since)))
			}
			s := t.Sheet(a, span)
			s.Persons = 0
			for i := range s.Totals {
				s.Totals[i].Persons, s.Totals[i].Lines = 0, 0
			}
			s.Targets = slices.DeleteFunc(s.Targets, func(r Reached) bool { return r.What == Person })
			list = append(list, s)
		}
		return nil
	})
	return list, err
}
