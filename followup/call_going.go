package followup

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Going is what whoever takes a call sees of it: how she is known, what was
// agreed about calls, and what is left of it. Nothing of her history.
type Going struct {
	Call      Call
	Agreement Agreement // with our words to whoever answers; her number only when she is called
	Contact   casework.Names
	First     string // whom to call first: shelter or local
	Left      Remaining
	Agreed    bool // there is an agreement to count against
	Waiting   bool // more was asked for and nobody has answered yet
	SafeNow   bool
	Now       int64 // microseconds, of the server's clock
	May       GoingMay
}

// GoingMay says what the reader may do here.
type GoingMay struct{ See, Extend bool }

// Going returns one call that goes on. A call that is over shows no words, and
// one that the actor may not take is NotFound "record.absent".
func (f *FollowUp) Going(ctx context.Context, id string) (Going, error) {
	const op = "followup.Going"
	var g Going
	err := f.h.DB.Update(ctx, func(tx *db.Tx) error {
		g = Going{Now: db.Micros(tx.Now), SafeNow: true}
		s, err := f.callOf(ctx, tx, op, id, &g.Call)
		if err != nil {
			return err
		}
		actor := pana.ActorFrom(ctx)
		may := func(act policy.Act) bool { return policy.Check(actor, act, s) == nil }
		g.May = GoingMay{See: may(policy.SeeCalls), Extend: may(policy.ExtendCalls)}
		var opened []pana.Compartment
		if g.Call.Ended == 0 {
			if opened, err = f.fill(ctx, tx, s, &g); err != nil {
				return err
			}
		}
		return trail.Looked(ctx, tx, policy.TakeCall, s.Client, s.Site, opened...)
	})
	return g, err
}

// callOf finds a call that the actor may take.
func (f *FollowUp) callOf(ctx context.Context, tx *db.Tx, op, id string, c *Call) (policy.Subject, error) {
	found, ok, err := callByID(ctx, tx, id)
	if err != nil {
		return policy.Subject{}, err
	}
	if !ok {
		return policy.Subject{}, casework.Gone(op)
	}
	s, err := casework.Reached(ctx, tx, f.h.Tonight(tx.Now), policy.TakeCall, found.Client)
	if pana.KindOf(err) == pana.NotFound && err != nil {
		return s, casework.Gone(op)
	}
	*c = found
	return s, err
}

// fill adds what a call needs while it goes on.
func (f *FollowUp) fill(ctx context.Context, tx *db.Tx, s policy.Subject, g *Going) ([]pana.Compartment, error) {
	a, ok, err := lastAgreement(ctx, tx, s.Client)
	if err != nil || !ok {
		return nil, err
	}
	g.Agreement, g.Agreed = a, true
	calls, err := callsOf(ctx, tx, s.Client)
	if err != nil {
		return nil, err
	}
	more, err := extensionsOf(ctx, tx, a.Episode)
	if err != nil {
		return nil, err
	}
	calls = slices.DeleteFunc(calls, func(c Call) bool { return c.Episode != a.Episode })
	g.Left = left(a, calls, more, g.Call, tx.Now, f.h.Zone())
	g.Waiting = slices.ContainsFunc(more, func(x Extension) bool { return x.Answer == "" })
	g.SafeNow = a.SafeAt(tx.Now.In(f.h.Zone()))
	g.First = a.FirstContact(f.h.Today(tx.Now))
	rows := []string{a.ID}
	if a.Contact != "" && g.Call.Direction == Out {
		rows = append(rows, string(a.Contact))
	}
	if seal.RingFrom(ctx) == nil {
		return nil, nil
	}
	words, closed, err := seal.GetWords(ctx, tx, s.Site, seal.Owner(s.Client), seal.Filter{Rows: rows, Compartments: []pana.Compartment{pana.Identity}})
	if err != nil || len(closed) > 0 {
		return nil, err
	}
	for _, w := range words {
		switch {
		case w.Table == "agreements" && w.Field == fieldSay:
			g.Agreement.Words.Greeting = w.Text
		case w.Table == "agreements" && w.Field == fieldNumber && g.Call.Direction == Out:
			g.Agreement.Words.Number = w.Text
		case w.Table == "persons" && w.Field == casework.FieldName:
			g.Contact.ToUse = w.Text
		case w.Table == "persons" && w.Field == casework.FieldContact:
			g.Contact.Contact = w.Text
		}
	}
	return []pana.Compartment{pana.Identity}, nil
}

// SayWord compares a word that was said in a call with those agreed, and returns
// what it is: SafeWord, DangerWord or WrongWord. The word for danger lifts every
// limit and raises an alert.
func (f *FollowUp) SayWord(ctx context.Context, id, word string) (kind string, err error) {
	const op = "followup.SayWord"
	if word, err = casework.Text(op, "word", word, 100); err != nil {
		return "", err
	}
	if word == "" {
		return "", pana.Refuse(op, "word", "call.word.empty")
	}
	err = f.during(ctx, op, id, func(e *casework.Entry, c Call) error {
		if kind, err = f.kindOf(ctx, e.Tx, c.Client, word); err != nil {
			return err
		}
		if kind == "" {
			kind = WrongWord
		}
		c.Word = kind
		if kind == DangerWord {
			return f.endanger(op, e, c)
		}
		return f.rewrite(op, e, c)
	})
	return kind, err
}

// InDanger says that she is in danger: no limit counts any more, the call goes
// on, and whoever is on duty is told. Twice is once.
func (f *FollowUp) InDanger(ctx context.Context, id string) error {
	const op = "followup.InDanger"
	return f.during(ctx, op, id, func(e *casework.Entry, c Call) error { return f.endanger(op, e, c) })
}

func (f *FollowUp) endanger(op string, e *casework.Entry, c Call) error {
	was := c.Danger
	c.Danger = true
	if err := f.rewrite(op, e, c); err != nil || was {
		return err
	}
	return f.alarm(e, "safety", "call.alert.danger")
}

// Pass notes that somebody on call was asked to take over or to listen in.
func (f *FollowUp) Pass(ctx context.Context, id string, to pana.StaffID) error {
	const op = "followup.Pass"
	members, err := f.h.OnCall(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(members, func(m house.Member) bool { return m.ID == to }) {
		return pana.Refuse(op, "to", "call.pass.absent")
	}
	return f.during(ctx, op, id, func(e *casework.Entry, c Call) error {
		c.PassedTo = to
		return f.rewrite(op, e, c)
	})
}

// during does something about a call that goes on.
func (f *FollowUp) during(ctx context.Context, op, id string, do func(*casework.Entry, Call) error) error {
	var client pana.ClientID
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		var c Call
		_, err := f.callOf(ctx, tx, op, id, &c)
		client = c.Client
		return err
	})
	if err != nil {
		return err
	}
	return f.files.Reach(ctx, policy.TakeCall, client, func(e *casework.Entry) error {
		c, ok, err := callByID(ctx, e.Tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case c.Ended != 0:
			return conflict(op, "", "call.ended")
		}
		e.About(id)
		return do(e, c)
	})
}

// rewrite writes a call one version on.
func (f *FollowUp) rewrite(op string, e *casework.Entry, c Call) error {
	c.Version++
	n, err := updateCall(e.Ctx, e.Tx, c)
	if err == nil && n == 0 {
		err = db.Stale(op, map[string]any{"Fields": []string{"result"}})
	}
	e.Wrote("calls", c.ID, c.Ended, c.Result, c.Word, c.Danger, c.PassedTo, c.Safe, c.Housed, c.Occupied, c.Health, c.Contact, c.Again, c.Minutes, c.Payer, c.Service)
	return err
}
