package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// PlanVisit plans a visit; the actor invites. It refuses a visit at a site that
// takes no visitors ("visit.elsewhere"), which is every site until the house has
// chosen otherwise; one without a purpose ("visit.purpose"); and a day that is past.
func (p *People) PlanVisit(ctx context.Context, n NewVisit) (VisitID, error) {
	const op = "people.PlanVisit"
	var id VisitID
	err := p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, ok := p.h.Site(n.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.InviteGuests, policy.Subject{Site: n.Site}); err != nil {
			return err
		}
		set, err := settingsOf(ctx, tx)
		if err != nil {
			return err
		}
		n, err := n.clean(op, set, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if id, err = p.putVisit(ctx, tx, n, Planned); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.InviteGuests, Site: n.Site, Object: string(id), Digests: [][32]byte{trail.Digest("visits", string(id), n.Place, string(n.On), n.At)}})
	})
	return id, err
}

// putVisit writes a visit with its purpose sealed.
func (p *People) putVisit(ctx context.Context, tx *db.Tx, n NewVisit, state string) (VisitID, error) {
	id := VisitID(tx.ID())
	sealed, err := p.sealed("visits", string(id), "purpose", 1, n.Purpose)
	if err != nil {
		return id, err
	}
	return id, insertVisit(ctx, tx, id, n, state, sealed)
}

// AddGuest puts somebody on a visit that is planned. She awaits confirmation.
func (p *People) AddGuest(ctx context.Context, visit VisitID, n NewOutsider) error {
	const op = "people.AddGuest"
	return p.onVisit(ctx, op, visit, func(tx *db.Tx, v *Visit) error {
		if v.State != Planned {
			return conflict(op, "visit.over")
		}
		n.Site = v.Site
		id, err := p.meet(ctx, tx, op, Guest, n)
		if err != nil {
			return err
		}
		return insertGuest(ctx, tx, visit, id)
	})
}

// EndVisit says that a visit was held or is cancelled, made from a row version. A
// visit with a guest who awaits confirmation was not to be held
// ("visit.awaiting"), and none without the rules told ("visit.rules") or without a
// guest ("visit.nobody"). What took place all the same is kept with anyway: the guest
// goes on awaiting confirmation, and the page says that nobody said that the rules were
// told.
func (p *People) EndVisit(ctx context.Context, visit VisitID, state string, rules, anyway bool, version int64) error {
	const op = "people.EndVisit"
	return p.onVisit(ctx, op, visit, func(tx *db.Tx, v *Visit) error {
		switch {
		case state != Held && state != Cancelled:
			return pana.Refuse(op, "state", "codes.unknown")
		case v.State != Planned:
			return conflict(op, "visit.over")
		case state == Held && v.On > p.h.Today(tx.Now):
			return pana.Refuse(op, "state", "visit.ahead")
		case state == Held && len(v.Guests) == 0:
			return pana.Refuse(op, "state", "visit.nobody")
		case state == Held && !rules && !anyway:
			return pana.Refuse(op, "rules", "visit.rules")
		}
		for _, g := range v.Guests {
			if state == Held && g.Awaiting && !anyway {
				return pana.Refuse(op, "state", "visit.awaiting")
			}
		}
		return end(ctx, tx, op, v, state, rules, version)
	})
}

// end writes how a visit ended.
func end(ctx context.Context, tx *db.Tx, op string, v *Visit, state string, rules bool, version int64) error {
	done, err := endVisit(ctx, tx, v.ID, state, rules, version)
	if err == nil && done == 0 {
		err = db.Stale(op, nil)
	}
	v.State = state
	return err
}

func (p *People) onVisit(ctx context.Context, op string, visit VisitID, do func(*db.Tx, *Visit) error) error {
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		v, err := p.oneVisit(ctx, tx, op, policy.InviteGuests, visit)
		if err != nil {
			return err
		}
		if err := do(tx, &v); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.InviteGuests, Site: v.Site, Object: string(visit), Digests: [][32]byte{trail.Digest("visits", string(visit), v.State)}})
	})
}

// AskMeeting writes down what a client answered when she was asked, before the
// visit, whether she will meet the guests. A later answer takes the place of an
// earlier one. It refuses one without a client ("handover.client"), without an
// answer, once the visit has begun ("visit.begun"), and of a client of another
// site. Nothing hangs on a no.
func (p *People) AskMeeting(ctx context.Context, visit VisitID, m Meeting) error {
	const op = "people.AskMeeting"
	switch {
	case m.Code == "":
		return pana.Refuse(op, "client", "visit.client")
	case m.Answer != "yes" && m.Answer != "no":
		return pana.Refuse(op, "answer", "visit.answer")
	}
	if err := casework.CheckCode(op, "language", "language", m.Language); err != nil {
		return err
	}
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		v, err := p.oneVisit(ctx, tx, op, policy.SeeOutsiders, visit)
		if err != nil {
			return err
		}
		s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), m.Code)
		if err != nil {
			return err
		}
		return p.files.EnterIn(ctx, tx, policy.AskMeeting, s.Client, func(e *casework.Entry) error {
			switch {
			case v.begun(e.Today, tx.Now.In(p.h.Zone()).Format("15:04")):
				return conflict(op, "visit.begun")
			case s.Site != v.Site:
				return pana.Refuse(op, "client", "visit.site")
			}
			id := tx.ID()
			m := Meeting{Visit: visit, Client: s.Client, Answer: m.Answer, Language: m.Language, On: e.Today}
			if err := insertMeeting(ctx, tx, id, m); err != nil {
				return err
			}
			e.About(string(visit))
			e.Wrote("visit_meetings", id, m.Visit, m.Answer, m.Language, m.On)
			return nil
		})
	})
}
