package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
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
// It needs SeeDays for her file, and holds only what the reader may see where it took
// place.
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
			if one.What != Day && sees(r.Actor, r.Subject, one) {
				p.Lines = append(p.Lines, one)
			}
		}
		p.Mended, err = casework.MendedOf(r.Ctx, r.Tx, r.Subject.Client)
		p.Mended = slices.DeleteFunc(p.Mended, func(m casework.Mended) bool {
			return !sees(r.Actor, r.Subject, Line{Source: m.Source})
		})
		return err
	})
	return p, err
}

// Mendable reports whether how long a line took and who pays can be put right here and
// by whom the page is for.
func (p ServicesPage) Mendable(l Line) bool { return p.May && p.Closed == "" && Mendable(l) }

// MendService writes down how long a service took and who pays for it, where its
// chapter did not say or said it wrong: what stands there stays. It is made from what
// was seen of the line (casework.Stood.Seen). It needs MendService for her file, and
// refuses a closed month, what Mendable does not hold for or she may not see where it
// took place (record.absent), a line that says something else meanwhile, minutes that
// no day has, and a payer that no list holds.
func (f *Funding) MendService(ctx context.Context, client pana.ClientID, one Single, seen string, minutes int, payer string) error {
	const op = "funding.MendService"
	return f.files.Enter(ctx, policy.MendService, client, func(e *casework.Entry) error {
		on, err := casework.Day(op, "on", one.On)
		if err != nil {
			return err
		}
		if on == "" {
			return casework.Gone(op)
		}
		if err := f.open(e.Ctx, e.Tx, op, "minutes", on, on); err != nil {
			return err
		}
		l, err := f.lineOf(e, op, one)
		if err != nil {
			return err
		}
		switch {
		case !Mendable(l) || !sees(e.Actor, e.Subject, l):
			return casework.Gone(op)
		case l.Stood.Seen() != seen:
			return db.Stale(op, map[string]any{"Fields": []string{"minutes", "payer"}})
		}
		return e.Mend(op, casework.Service{Source: l.Source, Row: l.Row, On: l.On, Stood: l.Stood}, minutes, payer)
	})
}

// seeing is what an actor must be able to see to read of a service of each source.
var seeing = map[string]policy.Act{"session": policy.SeeSessions, "visit": policy.SeeHealth, "hearing": policy.SeeCourt, "paper": policy.SeePapers, "course": policy.SeeLearning,
	"step": policy.SeePlan, "skills": policy.SeeSkills, "call": policy.SeeCalls, "given": policy.SeeBelongings, fromTick: policy.SeeDays}

// sees reports whether an actor may read of a line where it took place. What a closed
// month keeps names its source too.
func sees(actor pana.Actor, s policy.Subject, l Line) bool {
	act, ok := seeing[l.Source]
	return ok && policy.Check(actor, act, s) == nil
}

// Mendable reports whether a line stands on a page of its own, whose time and payer can
// be put right. Of a tick for the whole house neither is asked.
func Mendable(l Line) bool { return l.What != Day && l.Source != fromTick && !l.Centre && l.Row != "" }
