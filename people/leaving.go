package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Leaving is what is to be done when somebody leaves, asked from the facts.
type Leaving struct {
	house.Member
	Tenure  Tenure
	LastDay pana.Date // foreseen; empty while nobody has said
	DoneOn  pana.Date // empty while it is not done
	Alone   int       // how many clients were with nobody when it was done
	Why     string    // that it was done all the same
	Version int64
	Clients []Leaver // who is with her still, among those the reader may see
}

// A Leaver is one client who is with somebody who leaves, and who could follow.
type Leaver struct {
	casework.With
	Span       Tenure         // how long she has been with the same person
	Successors []house.Member // who holds the role at the client's site
}

// Left returns how many are with nobody else in the same role.
func (l Leaving) Left() (n int) {
	for _, c := range l.Clients {
		if !c.Others {
			n++
		}
	}
	return n
}

// Leaving returns the page of somebody's leaving, whether it is foreseen, goes on
// or is done. It needs PlanLeaving. Nobody is NotFound "staff.absent".
func (p *People) Leaving(ctx context.Context, staff pana.StaffID) (Leaving, error) {
	var l Leaving
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.PlanLeaving, policy.Subject{Person: staff}); err != nil {
			return err
		}
		var err error
		l, err = p.leaving(ctx, tx, staff)
		return err
	})
	return l, err
}

func (p *People) leaving(ctx context.Context, tx *db.Tx, staff pana.StaffID) (Leaving, error) {
	var l Leaving
	all, err := p.h.Roster(ctx, tx)
	if err != nil {
		return l, err
	}
	i := slices.IndexFunc(all, func(m house.Member) bool { return m.ID == staff })
	if i < 0 {
		return l, absent("people.Leaving")
	}
	terms, err := termsOf(ctx, tx)
	if err != nil {
		return l, err
	}
	today := p.h.Today(tx.Now)
	l = Leaving{Member: all[i], Tenure: TenureOf(all[i], terms[staff], today)}
	row, _, err := leavingOf(ctx, tx, staff)
	if err != nil {
		return l, err
	}
	l.LastDay, l.DoneOn, l.Alone, l.Version = row.LastDay, row.DoneOn, row.Alone, row.Version
	if l.Why, err = p.opened("leavings", string(staff), "why", row.Sealed); err != nil {
		return l, err
	}
	with, err := p.files.WithWhom(ctx, tx, staff)
	for _, w := range with {
		since, _ := pana.NewFuzzy(w.Since, pana.Day)
		n := months(w.Since, today)
		l.Clients = append(l.Clients, Leaver{With: w, Span: Tenure{Since: since, Least: n, Most: n}, Successors: successors(all, w)})
	}
	return l, err
}

// successors are those who work here and hold the role where the client is.
func successors(all []house.Member, w casework.With) (could []house.Member) {
	for _, m := range all {
		holds := func(g pana.Grant) bool { return g.Role == w.Role && (g.Site == "" || g.Site == w.Site) }
		if m.Ended == "" && m.ID != w.Staff && slices.ContainsFunc(m.Grants, holds) {
			could = append(could, m)
		}
	}
	return could
}

// A Departed is somebody who leaves or has left, with whom clients are still.
type Departed struct {
	Staff   pana.StaffID
	Name    string
	LastDay pana.Date // foreseen; empty once she has left
	Clients int
}

// Departing returns who has left or will leave on a day that is set, as long as
// clients are with her, for those who lead the house. It needs PlanLeaving.
func (p *People) Departing(ctx context.Context) ([]Departed, error) {
	var list []Departed
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.PlanLeaving, policy.Subject{}); err != nil {
			return err
		}
		gone, err := p.files.WithWhom(ctx, tx, "")
		if err != nil {
			return err
		}
		foreseen, err := leavingsForeseen(ctx, tx)
		if err != nil {
			return err
		}
		for _, w := range gone {
			list = count(list, Departed{Staff: w.Staff})
		}
		for _, f := range foreseen {
			with, err := p.files.WithWhom(ctx, tx, f.Staff)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(list, func(d Departed) bool { return d.Staff == f.Staff }) || len(with) == 0 {
				continue
			}
			list = append(list, Departed{Staff: f.Staff, LastDay: f.LastDay, Clients: len(with)})
		}
		for i := range list {
			if list[i].Name, err = p.h.StaffName(ctx, tx, list[i].Staff); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

func count(list []Departed, d Departed) []Departed {
	for i := range list {
		if list[i].Staff == d.Staff {
			list[i].Clients++
			return list
		}
	}
	d.Clients = 1
	return append(list, d)
}
