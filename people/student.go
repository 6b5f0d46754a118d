package people

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Register is the volunteers of one youth centre, students by the term most of them.
// It is kept as that of the shelters is and stands apart from it: neither leads to the
// other, also where one person helps at both.
type Register struct {
	Site       pana.SiteID
	Volunteers []VolunteerFile // those who come still first
	Due        []Due           // whose vetting ends, the earliest first
	May        bool            // the reader keeps it
}

// Students returns the volunteers of a youth centre. It needs SeeStudents there; a site
// that is none and one that is not hers are both NotFound "record.absent".
func (p *People) Students(ctx context.Context, centre pana.SiteID) (Register, error) {
	g := Register{Site: centre}
	actor := pana.ActorFrom(ctx)
	if !p.centre(centre) || policy.Check(actor, policy.SeeStudents, policy.Subject{Site: centre}) != nil {
		return g, casework.Gone("people.Students")
	}
	g.May = policy.Check(actor, policy.KeepStudents, policy.Subject{Site: centre}) == nil
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		set, err := settingsOf(ctx, tx)
		if err != nil {
			return err
		}
		if g.Due, err = p.vettingDue(ctx, tx, set, centre); err != nil {
			return err
		}
		g.Volunteers, err = p.volunteers(ctx, tx, `kind = 'volunteer' AND site_id = $1`, string(centre))
		return err
	})
	slices.SortStableFunc(g.Due, func(a, b Due) int { return cmp.Compare(a.On, b.On) })
	return g, err
}

// A Student is one volunteer of a centre, and what the form about her can choose from.
type Student struct {
	VolunteerFile
	Accounts map[pana.StaffID]string // who signs in as a volunteer of this centre
}

// OneStudent returns one of them, or NotFound "record.absent".
func (p *People) OneStudent(ctx context.Context, id OutsiderID) (Student, error) {
	const op = "people.OneStudent"
	one := Student{Accounts: map[pana.StaffID]string{}}
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		list, err := p.volunteers(ctx, tx, `kind = 'volunteer' AND id = $1`, string(id))
		if err != nil {
			return err
		}
		if len(list) == 0 || !list[0].Centre {
			return casework.Gone(op)
		}
		one.VolunteerFile = list[0]
		ids, err := studentAccounts(ctx, tx, one.Site)
		for _, id := range ids {
			if one.Accounts[id], err = p.h.StaffName(ctx, tx, id); err != nil {
				return err
			}
		}
		return err
	})
	return one, err
}

// helpsAt refuses somebody who does not sign in as a volunteer of a centre, in the same
// way as somebody who is not there: who leads it learns of nobody else.
func (p *People) helpsAt(ctx context.Context, tx *db.Tx, centre pana.SiteID, staff pana.StaffID) error {
	ids, err := studentAccounts(ctx, tx, centre)
	if err == nil && !slices.Contains(ids, staff) {
		err = absent("people.helpsAt")
	}
	return err
}
