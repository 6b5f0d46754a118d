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

// Kinds of people from outside.
const (
	Volunteer = "volunteer"
	Guest     = "guest"
)

// An OutsiderID names somebody from outside.
type OutsiderID string

// An Outsider is somebody from outside who comes near clients and is in no file.
// Her name is compared with the watch list each time it is read, so that a possible
// exploiter named tomorrow is found among those met today.
type Outsider struct {
	ID          OutsiderID       `db:"id"`
	Site        pana.SiteID      `db:"site_id"`
	Kind        string           `db:"kind"`
	Sex         string           `db:"sex"` // code list sex; empty is not said
	Minor       bool             `db:"minor"`
	Met         pana.Date        `db:"met_on"`
	ConfirmedBy pana.StaffID     `db:"confirmed_by"`
	Cleared     int              `db:"cleared"`
	Ended       pana.Date        `db:"ended"`
	Version     int64            `db:"version"`
	Centre      bool             `db:"-"` // a volunteer of a youth centre
	Name        string           `db:"-"`
	Contact     string           `db:"-"`
	Awaiting    bool             `db:"-"` // nobody has confirmed her, or her name needs a look: the same words for everyone
	Watched     bool             `db:"-"` // her name is like one on the watch list; only for who may see that list
	Before      []OutsiderBefore `db:"-"` // what stood here until it was corrected, the newest first
}

// A NewOutsider is somebody about to be met. Only the name is needed.
type NewOutsider struct {
	Site    pana.SiteID
	Sex     string
	Minor   bool
	Name    string
	Contact string
}

func (n NewOutsider) clean(op string) (NewOutsider, error) {
	var err error
	if n.Name, err = casework.CleanName(n.Name); err != nil {
		return n, err
	}
	if n.Name == "" {
		return n, pana.Refuse(op, "name", "outsider.name")
	}
	if n.Contact, err = casework.Text(op, "contact", n.Contact, casework.MostLine); err != nil {
		return n, err
	}
	return n, casework.CheckCode(op, "sex", "sex", n.Sex)
}

// meet keeps somebody new, within an act that has asked policy. She awaits
// confirmation, whoever she is.
func (p *People) meet(ctx context.Context, tx *db.Tx, op, kind string, n NewOutsider) (OutsiderID, error) {
	n, err := n.clean(op)
	if err != nil {
		return "", err
	}
	if _, ok := p.h.Site(n.Site); !ok {
		return "", pana.Refuse(op, "site", "staff.site.missing")
	}
	id := OutsiderID(tx.ID())
	name, err := p.sealed("outsiders", string(id), "name", 1, n.Name)
	if err != nil {
		return "", err
	}
	contact, err := p.sealed("outsiders", string(id), "contact", 1, n.Contact)
	if err != nil {
		return "", err
	}
	return id, insertOutsider(ctx, tx, id, kind, n, name, contact, p.h.Today(tx.Now))
}

// outsiders opens those whom a condition finds, as far as the actor may know of
// them, and compares each name with the watch list.
func (p *People) outsiders(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Outsider, error) {
	rows, err := outsiderRows(ctx, tx, cond, args...)
	if err != nil {
		return nil, err
	}
	actor := pana.ActorFrom(ctx)
	rows = slices.DeleteFunc(rows, func(r outsiderRow) bool {
		return policy.Check(actor, p.actOn(policy.SeeOutsiders, r.Outsider), policy.Subject{Site: r.Site}) != nil
	})
	list := make([]Outsider, len(rows))
	for i, r := range rows {
		if list[i], err = p.outsider(ctx, tx, r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (p *People) outsider(ctx context.Context, tx *db.Tx, r outsiderRow) (Outsider, error) {
	o := r.Outsider
	var err error
	if o.Name, err = p.opened("outsiders", string(o.ID), "name", r.SealedName); err != nil {
		return o, err
	}
	if o.Contact, err = p.opened("outsiders", string(o.ID), "contact", r.SealedContact); err != nil {
		return o, err
	}
	o.Centre = p.ofCentre(o)
	if o.Before, err = p.beforeOf(ctx, tx, o.ID); err != nil {
		return o, err
	}
	like, known, err := p.watch(ctx, tx, o)
	o.Awaiting = o.ConfirmedBy == "" || like > o.Cleared
	o.Watched = like > o.Cleared && known > 0 && policy.May(pana.ActorFrom(ctx), policy.SeeWatch)
	return o, err
}

// watch compares a name with the watch list of the shelters, as Casework.WatchFor. Who
// works at a centre learns nothing of that list, not even that a name is like one on
// it: of its volunteers only whoever may read the list is told.
func (p *People) watch(ctx context.Context, tx *db.Tx, o Outsider) (like, known int, err error) {
	if p.ofCentre(o) && !policy.May(pana.ActorFrom(ctx), policy.SeeWatch) {
		return 0, 0, nil
	}
	return p.files.WatchFor(ctx, tx, o.Name)
}

// centre reports whether a site is a youth centre.
func (p *People) centre(site pana.SiteID) bool {
	s, ok := p.h.Site(site)
	return ok && s.Kind == house.YouthCentre
}

func (p *People) ofCentre(o Outsider) bool { return o.Kind == Volunteer && p.centre(o.Site) }

// actOn is the act by which something is done to somebody from outside: the volunteers
// of a youth centre are kept by who leads it, those of a shelter by its own people, and
// neither finds the other's. What a name on the watch list means is the heads' to say
// on both sides.
func (p *People) actOn(act policy.Act, o Outsider) policy.Act {
	if !p.ofCentre(o) {
		return act
	}
	switch act {
	case policy.SeeOutsiders:
		return policy.SeeStudents
	case policy.KeepOutsiders, policy.ConfirmOutsider:
		return policy.KeepStudents
	}
	return act
}

// oneOutsider returns somebody for an act on her, or NotFound "record.absent".
func (p *People) oneOutsider(ctx context.Context, tx *db.Tx, op string, act policy.Act, id OutsiderID) (Outsider, error) {
	list, err := p.outsiders(ctx, tx, `id = $1`, string(id))
	if err != nil {
		return Outsider{}, err
	}
	if len(list) == 0 {
		return Outsider{}, casework.Gone(op)
	}
	return list[0], policy.Check(pana.ActorFrom(ctx), p.actOn(act, list[0]), policy.Subject{Site: list[0].Site})
}
