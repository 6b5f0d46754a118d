package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
)

// A NewCall begins a call.
type NewCall struct {
	Client    pana.ClientID
	Direction string // Out or In
	By        string // how she was known: SafeWord, DangerWord, ByCode; empty when she is called
	Anyway    bool   // call although it is not one of her safe times
}

// Start begins a call that comes in or goes out; its time runs from now on. Two
// who begin one at once share it. No limit keeps a call from beginning.
//
// A call goes out only while she lets us: under an agreement that stands
// ("call.agreement.none"), with her consent ("call.consent"), and at a time that
// she called safe ("call.time") unless the caller knows better. A call that
// comes in is always taken.
func (f *FollowUp) Start(ctx context.Context, n NewCall) (id string, err error) {
	const op = "followup.Start"
	if err := casework.CheckOneOf(op, "direction", n.Direction, Out, In); err != nil || n.Direction == "" {
		return "", pana.Refuse(op, "direction", "codes.unknown")
	}
	if err := casework.CheckOneOf(op, "by", n.By, SafeWord, DangerWord, ByCode); err != nil {
		return "", err
	}
	act := func() error {
		return f.files.Reach(ctx, policy.TakeCall, n.Client, func(e *casework.Entry) error {
			id, err = f.start(op, e, n)
			return err
		})
	}
	if err := act(); db.IsUnique(err) {
		return id, act() // somebody else began it: hers is the same call
	} else {
		return id, err
	}
}

func (f *FollowUp) start(op string, e *casework.Entry, n NewCall) (string, error) {
	going, ok, err := openCall(e.Ctx, e.Tx, e.Client())
	if err != nil || ok {
		return going.ID, err
	}
	a, _, err := lastAgreement(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return "", err
	}
	if n.Direction == Out {
		if err := f.mayCall(op, e, a, n.Anyway); err != nil {
			return "", err
		}
	}
	c := Call{ID: e.Tx.ID(), Client: e.Client(), Episode: e.Episode.ID, Agreement: a.ID, Site: e.Subject.Site, Direction: n.Direction, Channel: a.Channel,
		Started: db.Micros(e.Tx.Now), On: e.Today, By: e.Actor.Staff, Word: n.By, Danger: n.By == DangerWord}
	if n.Direction == Out {
		if c.Point, err = f.point(e, a); err != nil {
			return "", err
		}
	}
	if err := insertCall(e.Ctx, e.Tx, c); err != nil {
		return "", err
	}
	e.About(c.ID)
	e.Wrote("calls", c.ID, c.Client, c.Direction, c.Started, c.Word)
	if c.Danger {
		return c.ID, f.alarm(e, "safety", "call.alert.danger")
	}
	return c.ID, nil
}

// mayCall refuses a call that must not go out.
func (f *FollowUp) mayCall(op string, e *casework.Entry, a Agreement, anyway bool) error {
	if !a.Standing() || a.Episode != e.Episode.ID || e.Episode.Closed != "" {
		return conflict(op, "", "call.agreement.none")
	}
	allowed, err := e.Allowed(pana.FollowUpUse, "", "")
	switch {
	case err != nil:
		return err
	case !allowed:
		return conflict(op, "", "call.consent")
	case !anyway && !a.SafeAt(e.Tx.Now.In(f.h.Zone())):
		return conflict(op, "anyway", "call.time")
	}
	return nil
}

// point is the point of the schedule at which a call now is due, if one is.
func (f *FollowUp) point(e *casework.Entry, a Agreement) (string, error) {
	left, kind, err := LeftOn(e.Ctx, e.Tx, e.Episode.ID)
	if err != nil || left == "" || kind == Died {
		return "", err
	}
	calls, err := callsOf(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return "", err
	}
	more, err := extensionsOf(e.Ctx, e.Tx, a.Episode)
	if err != nil {
		return "", err
	}
	p, ok := due(f.points(left, a, more), reachedOn(calls, e.Episode.ID), e.Today)
	if !ok {
		return "", nil
	}
	return p.Code, nil
}

// points is the schedule of the house after a day of leaving, as far as was agreed.
func (f *FollowUp) points(left pana.Date, a Agreement, more []Extension) []Point {
	points, err := ParseSchedule(f.h.Settings().CallSchedule())
	if err != nil {
		return nil // settings refuse what cannot be read
	}
	months := a.Months
	for _, x := range more {
		if x.What == MoreMonths && x.Answer == "yes" {
			months += x.More
		}
	}
	return schedule(points, left, months)
}

// alarm raises an alert on her file within the act, in the language of the house.
func (f *FollowUp) alarm(e *casework.Entry, kind, say string) error {
	set := f.h.Settings()
	return e.Alert(casework.NewAlert{Kind: kind, Text: locale.For(set.Language, set.Word).T(say)})
}
