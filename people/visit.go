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

// Where a visit is, and how far it is.
const (
	Here      = "here"
	Elsewhere = "elsewhere"

	Planned   = "planned"
	Held      = "held"
	Cancelled = "cancelled"
)

// A VisitID names a visit.
type VisitID string

// A Visit is people from outside who come, or whom somebody meets elsewhere.
type Visit struct {
	ID       VisitID      `db:"id"`
	Site     pana.SiteID  `db:"site_id"`
	Place    string       `db:"place"`
	On       pana.Date    `db:"on_day"`
	At       string       `db:"at_clock"`
	Inviter  pana.StaffID `db:"inviter"`
	State    string       `db:"state"`
	Rules    bool         `db:"rules"` // the guests were told the rules of the house
	Version  int64        `db:"version"`
	Purpose  string       `db:"-"`
	Invites  string       `db:"-"` // the inviter, as she is called
	Guests   []Outsider   `db:"-"`
	Met      []string     `db:"-"` // codes of those whom she met, of clients whom the reader may see
	Meetings []Meeting    `db:"-"` // of clients whom the reader may see
	Wary     bool         `db:"-"` // a man comes, and somebody who sleeps here wishes no men near; nobody is told who
}

// A Meeting is what one client answered when she was asked whether she will meet
// the guests.
type Meeting struct {
	Visit    VisitID       `db:"visit_id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Answer   string        `db:"answer"` // yes or no
	Language string        `db:"language"`
	On       pana.Date     `db:"on_day"`
	By       pana.StaffID  `db:"by_staff"`
	At       int64         `db:"at"`
	Again    bool          `db:"-"` // since then the sex of a guest was corrected, and the visit is yet to come
}

// A NewVisit is a visit about to be planned.
type NewVisit struct {
	Site    pana.SiteID
	Place   string // empty is elsewhere
	On      pana.Date
	At      string
	Purpose string
}

func (n NewVisit) clean(op string, set Settings, today pana.Date) (NewVisit, error) {
	if n.Place == "" {
		n.Place = Elsewhere
	}
	if err := casework.CheckOneOf(op, "place", n.Place, Here, Elsewhere); err != nil {
		return n, err
	}
	if n.Place == Here && !set.Visits[n.Site] {
		return n, pana.Refuse(op, "place", "visit.elsewhere")
	}
	var err error
	if n.On, err = casework.Day(op, "on", n.On); err != nil {
		return n, err
	}
	if n.On == "" {
		return n, pana.Refuse(op, "on", "visit.day")
	}
	if n.On < today {
		return n, pana.Refuse(op, "on", "visit.past")
	}
	if err := casework.Clock(op, "at", n.At); err != nil {
		return n, err
	}
	if n.Purpose, err = casework.Text(op, "purpose", n.Purpose, casework.MostNote); err != nil {
		return n, err
	}
	if n.Purpose == "" {
		return n, pana.Refuse(op, "purpose", "visit.purpose")
	}
	return n, nil
}

// Visits returns the visits at the actor's sites from a day on, the next first;
// with none, those planned or held since thirty days ago.
func (p *People) Visits(ctx context.Context) ([]Visit, error) {
	var list []Visit
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if !policy.May(pana.ActorFrom(ctx), policy.SeeOutsiders) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.SeeOutsiders)
		}
		list, err = p.visits(ctx, tx, `on_day >= $1`, string(p.h.Today(tx.Now).AddDays(-30)))
		return err
	})
	return list, err
}

// VisitsToday returns who comes today, for whoever keeps the house.
func (p *People) VisitsToday(ctx context.Context) ([]Visit, error) {
	var list []Visit
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = p.visits(ctx, tx, `on_day = $1 AND state = 'planned'`, string(p.h.Today(tx.Now)))
		return err
	})
	return list, err
}

// VisitsBetween returns the visits at a site from one day to another, both counted,
// the first first; those called off are left out. Someone who sees none gets none.
func (p *People) VisitsBetween(ctx context.Context, site pana.SiteID, from, until pana.Date) ([]Visit, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.SeeOutsiders) {
		return nil, nil
	}
	var list []Visit
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = p.visits(ctx, tx, `site_id = $1 AND on_day >= $2 AND on_day <= $3 AND state <> 'cancelled'`, string(site), string(from), string(until))
		return err
	})
	slices.SortStableFunc(list, func(a, b Visit) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.At, b.At)) })
	return list, err
}

// OneVisit returns one of them, or NotFound "record.absent".
func (p *People) OneVisit(ctx context.Context, id VisitID) (Visit, error) {
	var v Visit
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		v, err = p.oneVisit(ctx, tx, "people.OneVisit", policy.SeeOutsiders, id)
		return err
	})
	return v, err
}

func (p *People) oneVisit(ctx context.Context, tx *db.Tx, op string, act policy.Act, id VisitID) (Visit, error) {
	list, err := p.visits(ctx, tx, `id = $1`, string(id))
	if err != nil {
		return Visit{}, err
	}
	if len(list) == 0 {
		return Visit{}, casework.Gone(op)
	}
	return list[0], policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: list[0].Site})
}

func (p *People) visits(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Visit, error) {
	rows, err := visitRows(ctx, tx, cond, args...)
	if err != nil {
		return nil, err
	}
	actor := pana.ActorFrom(ctx)
	var list []Visit
	for _, r := range rows {
		if policy.Check(actor, policy.SeeOutsiders, policy.Subject{Site: r.Site}) != nil {
			continue
		}
		v := r.Visit
		if v.Purpose, err = p.opened("visits", string(v.ID), "purpose", r.Sealed); err != nil {
			return nil, err
		}
		if v.Invites, err = p.h.StaffName(ctx, tx, v.Inviter); err != nil {
			return nil, err
		}
		if v.Guests, err = p.outsiders(ctx, tx, `id IN (SELECT outsider_id FROM visit_guests WHERE visit_id = $1)`, string(v.ID)); err != nil {
			return nil, err
		}
		where, args := p.files.Where(ctx, tx, policy.SeeClient)
		if v.Meetings, err = meetingsOf(ctx, tx, v.ID, where, args); err != nil {
			return nil, err
		}
		if v.Met, err = metOf(ctx, tx, v.ID, where, args); err != nil {
			return nil, err
		}
		other, err := otherSexSince(ctx, tx, v.ID)
		if err != nil {
			return nil, err
		}
		for i := range v.Meetings {
			v.Meetings[i].Again = v.State == Planned && v.Meetings[i].At < other
		}
		if v.Place == Here && v.State == Planned && men(v.Guests) {
			if v.Wary, err = p.files.Wary(ctx, tx, v.Site); err != nil {
				return nil, err
			}
		}
		list = append(list, v)
	}
	return list, nil
}

// men reports whether one of them is a man or boy, as far as it is known.
func men(guests []Outsider) bool {
	for _, g := range guests {
		if g.Sex == "male" {
			return true
		}
	}
	return false
}

// Ahead reports whether a visit is still expected on a day at an hour.
func (v Visit) Ahead(today pana.Date, clock string) bool { return !v.begun(today, clock) }

// Came reports whether somebody came unannounced.
func (v Visit) Came() bool { return v.State == LetIn || v.State == TurnedAway }

// begun reports whether a visit has begun, by its day and, if one is set, its hour.
func (v Visit) begun(today pana.Date, clock string) bool {
	return v.State != Planned || v.On < today || v.On == today && v.At != "" && v.At <= clock
}
