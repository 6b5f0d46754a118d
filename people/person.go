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

// A Person is somebody who works or worked here, with her terms.
type Person struct {
	house.Member
	Terms    Terms
	Tenure   Tenure
	Records  []Record  // the newest first; those struck are left out
	Last     pana.Date // of her supervisions
	Next     pana.Date // when supervision is due; empty when none is asked for
	Load     []casework.Load
	Settings Settings
	Today    pana.Date
}

// Over returns the guideline of a load that goes beyond it, and whether it does.
func (p Person) Over(l casework.Load) (guide int, over bool) {
	guide = p.Settings.Guide[l.Role]
	return guide, guide > 0 && l.Clients > guide
}

// All returns everyone who works or worked here, those who work here first, by
// name. It needs SeePeople. Clients are counted among those the reader may see.
func (p *People) All(ctx context.Context) ([]Person, error) {
	var list []Person
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeePeople, policy.Subject{}); err != nil {
			return err
		}
		list, err = p.persons(ctx, tx)
		return err
	})
	slices.SortStableFunc(list, func(a, b Person) int {
		switch {
		case (a.Ended == "") == (b.Ended == ""):
			return 0
		case a.Ended == "":
			return -1
		}
		return 1
	})
	return list, err
}

// Person returns one of them, or NotFound "staff.absent". It needs SeePeople.
func (p *People) Person(ctx context.Context, staff pana.StaffID) (Person, error) {
	return p.one(ctx, policy.SeePeople, staff)
}

// Own returns what stands here of the actor herself.
func (p *People) Own(ctx context.Context) (Person, error) {
	return p.one(ctx, policy.SeeOwnTerms, me(ctx))
}

func (p *People) one(ctx context.Context, act policy.Act, staff pana.StaffID) (Person, error) {
	var found Person
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Person: staff}); err != nil {
			return err
		}
		all, err := p.persons(ctx, tx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(one Person) bool { return one.ID == staff })
		if i < 0 {
			return absent("people.Person")
		}
		found = all[i]
		return nil
	})
	return found, err
}

// persons lays together what is known of everyone; the caller has asked policy.
func (p *People) persons(ctx context.Context, tx *db.Tx) ([]Person, error) {
	members, err := p.h.Roster(ctx, tx)
	if err != nil {
		return nil, err
	}
	terms, err := termsOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	records, err := p.recordsOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	loads, err := p.files.Loads(ctx, tx)
	if err != nil {
		return nil, err
	}
	set, err := settingsOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	list := make([]Person, len(members))
	today := p.h.Today(tx.Now)
	for i, m := range members {
		one := Person{Member: m, Terms: terms[m.ID], Records: records[m.ID], Settings: set, Today: today}
		one.Terms.Title = m.Title
		one.Tenure = TenureOf(m, one.Terms, today)
		one.Last = LastSupervision(one.Records)
		if m.Ended == "" {
			joined := m.Joined
			if m.Invited || !nearClients(m) {
				joined = ""
			}
			one.Next = set.NextSupervision(one.Last, joined)
		}
		for _, l := range loads {
			if l.Staff == m.ID {
				one.Load = append(one.Load, l)
			}
		}
		list[i] = one
	}
	return list, nil
}

// nearClients reports whether somebody has a role in which she meets clients: those
// who keep the money or the machine are not reminded of a supervision they never had.
func nearClients(m house.Member) bool {
	return slices.ContainsFunc(m.Grants, func(g pana.Grant) bool {
		return !slices.Contains([]pana.Role{pana.Accountant, pana.Funder, pana.Coordinator, pana.Administrator}, g.Role)
	})
}

// recordsOf returns the lines of everyone, opened.
func (p *People) recordsOf(ctx context.Context, tx *db.Tx) (map[pana.StaffID][]Record, error) {
	rows, err := recordRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := map[pana.StaffID][]Record{}
	for _, r := range rows {
		one := r.Record
		one.When = r.Fuzzy
		if one.What, err = p.opened("staff_records", string(r.ID), "what", r.Sealed); err != nil {
			return nil, err
		}
		if one.Place, err = p.opened("staff_records", string(r.ID), "place", r.SealedPlace); err != nil {
			return nil, err
		}
		all[one.Staff] = append(all[one.Staff], one)
	}
	return all, nil
}

// member returns who works or worked here, or NotFound "staff.absent".
func (p *People) member(ctx context.Context, tx *db.Tx, op string, staff pana.StaffID) (house.Member, error) {
	members, err := p.h.Roster(ctx, tx)
	if err != nil {
		return house.Member{}, err
	}
	if i := slices.IndexFunc(members, func(m house.Member) bool { return m.ID == staff }); i >= 0 {
		return members[i], nil
	}
	return house.Member{}, absent(op)
}
