package people

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Due is something about somebody who works here that falls due. It blames
// nobody: it says what to arrange.
type Due struct {
	Kind  string // Qualification, Supervision or Vetting: message key part
	Staff pana.StaffID
	From  OutsiderID // a volunteer, in place of staff
	Name  string     // whose it is
	What  string     // of a qualification
	On    pana.Date
	Past  bool
}

// Due returns whose qualification ends within the days that the house chose, and
// whose supervision is due, the earliest first. It needs SeePeople. What was
// replaced by a later paper of the same name counts no more.
func (p *People) Due(ctx context.Context) ([]Due, error) {
	var list []Due
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeePeople, policy.Subject{}); err != nil {
			return err
		}
		set, err := settingsOf(ctx, tx)
		if err != nil {
			return err
		}
		if list, err = p.vettingDue(ctx, tx, set, ""); err != nil {
			return err
		}
		if some, err := anythingDue(ctx, tx, set); err != nil || !some {
			return err
		}
		all, err := p.persons(ctx, tx)
		for _, one := range all {
			if one.Ended == "" {
				list = append(list, one.due()...)
			}
		}
		return err
	})
	slices.SortStableFunc(list, func(a, b Due) int { return cmp.Compare(a.On, b.On) })
	return list, err
}

func (p Person) due() (list []Due) {
	until := p.Today.AddDays(p.Settings.WarnDays())
	for _, r := range p.Records {
		if r.Kind != Qualification || r.Expires == "" || r.Expires > until || p.replaced(r) {
			continue
		}
		list = append(list, Due{Kind: Qualification, Staff: p.ID, Name: p.Name, What: r.What, On: r.Expires, Past: r.Expires < p.Today})
	}
	if p.Next != "" && p.Next <= p.Today {
		list = append(list, Due{Kind: Supervision, Staff: p.ID, Name: p.Name, On: p.Next, Past: p.Next < p.Today})
	}
	return list
}

// replaced reports whether another paper of the same name lasts longer.
func (p Person) replaced(r Record) bool {
	return slices.ContainsFunc(p.Records, func(o Record) bool {
		return o.ID != r.ID && o.Kind == Qualification && o.What == r.What && (o.Expires == "" || o.Expires > r.Expires)
	})
}

// Vetting is that of a volunteer, which ends.
const Vetting = "vetting"

// vettingDue returns the volunteers of the shelters, or of one youth centre, whose
// vetting ends within the days that the house chose.
func (p *People) vettingDue(ctx context.Context, tx *db.Tx, set Settings, centre pana.SiteID) (list []Due, err error) {
	today := p.h.Today(tx.Now)
	all, err := p.volunteers(ctx, tx, `kind = 'volunteer' AND ended = '' AND id IN (SELECT id FROM volunteer_terms WHERE vetted_until <> '' AND vetted_until <= $1)`,
		string(today.AddDays(set.WarnDays())))
	for _, v := range all {
		if v.Centre != (centre != "") || v.Centre && v.Site != centre {
			continue
		}
		list = append(list, Due{Kind: Vetting, From: v.ID, Name: v.Name, On: v.Terms.VettedUntil, Past: v.Terms.VettedUntil < today})
	}
	return list, err
}
