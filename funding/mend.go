package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A ServicesPage is what one month holds of services for one client, each with what
// was put right of it.
type ServicesPage struct {
	Client casework.Client
	Month  string
	Closed pana.Date
	Lines  []Line
	Mended []casework.Mended // the earliest first
	May    bool
}

// MendedOf returns what was put right of a line, the newest first.
func (p ServicesPage) MendedOf(l Line) []casework.Mended {
	var list []casework.Mended
	for _, m := range slices.Backward(p.Mended) {
		if m.Source == l.Source && m.Row == l.Row {
			list = append(list, m)
		}
	}
	return list
}

// ServicesOf returns the services of one client in a month, as the ledger reads them.
// It needs SeeDays for her file.
func (f *Funding) ServicesOf(ctx context.Context, code, month string) (ServicesPage, error) {
	const op = "funding.ServicesOf"
	var p ServicesPage
	err := f.files.Read(ctx, code, policy.SeeDays, func(r *casework.Reading) error {
		whole, ok := PeriodOf(month)
		if !ok {
			return casework.Gone(op)
		}
		p = ServicesPage{Client: r.Client, Month: month, May: r.May(policy.MendService)}
		l, err := f.ledger(r.Ctx, r.Tx, whole, of(r.Subject.Client))
		if err != nil {
			return err
		}
		p.Closed = l.Months[0].Closed
		for _, one := range l.Lines {
			if one.What != Day {
				p.Lines = append(p.Lines, one)
			}
		}
		p.Mended, err = casework.MendedOf(r.Ctx, r.Tx, r.Subject.Client)
		return err
	})
	return p, err
}

// MendService writes down how long a service took and who pays for it, where its
// chapter did not say or said it wrong: what stands there stays. It needs MendService
// for her file, and refuses a closed month, a day and what has no page of its own
// (record.absent), minutes that no day has, and a payer that no list holds.
func (f *Funding) MendService(ctx context.Context, client pana.ClientID, one Single, minutes int, payer string) error {
	const op = "funding.MendService"
	return f.files.Enter(ctx, policy.MendService, client, func(e *casework.Entry) error {
		on, err := casework.Day(op, "on", one.On)
		if err != nil {
			return err
		}
		if on == "" || one.Source == Day || one.Source == fromTick || one.Source == Lesson {
			return casework.Gone(op)
		}
		if err := f.open(e.Ctx, e.Tx, op, "minutes", on, on); err != nil {
			return err
		}
		l, err := f.lineOf(e, op, one)
		if err != nil {
			return err
		}
		return e.Mend(op, casework.Service{Source: l.Source, Row: l.Row, On: l.On}, minutes, payer)
	})
}

// Mendable reports whether a line stands on a page of its own, whose time and payer can
// be put right. Of a tick for the whole house neither is asked.
func Mendable(l Line) bool { return l.What != Day && l.Source != fromTick && !l.Centre && l.Row != "" }
