package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A Decision is what a head says about a proposed exit.
type Decision struct {
	Yes     bool
	Because string // sealed in care; needed when she is asked to leave, and for a no
	Version int64
}

// DecideExit lets a proposed exit happen, or gives it back with a reason. A day
// that has come is the day she left; for a day ahead it waits for her to go.
//
// An exit to the family or to another country passes the gate of the return
// here and once more on the day: "return.gate.closed" while that is closed.
func (f *FollowUp) DecideExit(ctx context.Context, client pana.ClientID, d Decision) error {
	const op = "followup.DecideExit"
	because, err := casework.Text(op, fieldBecause, d.Because, mostWords)
	if err != nil {
		return err
	}
	return f.files.Enter(ctx, policy.DecideExit, client, func(e *casework.Entry) error {
		x, err := standingExit(op, e, d.Version)
		switch {
		case err != nil:
			return err
		case x.State != Proposed:
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		case because == "" && (!d.Yes || x.Kind == AskedToLeave):
			return pana.Refuse(op, fieldBecause, "exit.because.missing")
		}
		if err := e.Put(pana.Care, "exits", x.ID, casework.Say{Field: fieldBecause, Text: because}); err != nil {
			return err
		}
		x.DecidedOn, x.DecidedBy = e.Today, e.Actor.Staff
		switch {
		case !d.Yes:
			x.State, x.ProposedOn = Open, ""
			return f.moved(op, e, x)
		case x.On > e.Today:
			if err := f.pass(e, x); err != nil {
				return err
			}
			x.State = Approved
			return f.moved(op, e, x)
		}
		return f.leave(op, e, x)
	})
}

// LeaveExit writes down that she has left: on the day that a head has agreed to,
// or without anybody's leave where it is her own decision or has simply
// happened. An empty day in the plan means today.
func (f *FollowUp) LeaveExit(ctx context.Context, client pana.ClientID, version int64) error {
	const op = "followup.LeaveExit"
	return f.files.Enter(ctx, policy.PrepareExit, client, func(e *casework.Entry) error {
		x, err := standingExit(op, e, version)
		switch {
		case err != nil:
			return err
		case x.Kind == "":
			return pana.Refuse(op, "kind", "exit.kind.missing")
		case x.State != Approved && !free(x.Kind):
			return conflict(op, "", "exit.undecided")
		case x.State == Approved && x.On > e.Today:
			x.On = e.Today // she went earlier than planned
		}
		return f.leave(op, e, x)
	})
}

// leave completes an exit within the act: the gate, the end of the stay, and the
// follow-up that begins. Whoever has died is not followed up; her time here is
// closed.
func (f *FollowUp) leave(op string, e *casework.Entry, x Exit) error {
	if x.On == "" {
		x.On = e.Today
	}
	switch {
	case x.On > e.Today:
		return pana.Refuse(op, "on", "date.future")
	case x.On < e.Episode.Opened:
		return pana.Refuse(op, "on", "date.crossed")
	}
	if err := f.pass(e, x); err != nil {
		return err
	}
	sleeps, err := residence.Sleeps(e.Ctx, e.Tx, e.Client())
	if err == nil && sleeps {
		err = f.beds.DischargeIn(e.Ctx, e.Tx, residence.Leaving{Client: e.Client(), Away: x.On, Ended: ending(x.Kind)})
	}
	if err != nil {
		return err
	}
	x.State = Left
	if err := f.moved(op, e, x); err != nil {
		return err
	}
	if x.Kind == Died {
		return f.closing(op, e, "died", x.On)
	}
	return e.Stage("follow-up")
}

// pass asks the gate of the return for an exit, in the transaction of the act.
// Whatever its kind is called, a way to another country is a return. Nobody who
// goes by her own decision is held.
func (f *FollowUp) pass(e *casework.Entry, x Exit) error {
	switch {
	case guarded(x.Kind), !free(x.Kind) && f.abroad(x.Country):
		return f.files.MayReturn(e.Ctx, e.Tx, e.Client())
	case !free(x.Kind):
		return f.files.MayClose(e.Ctx, e.Tx, e.Client())
	}
	return nil
}

// abroad reports whether a country is not that of the house, which the letters of
// its codes tell; of a house whose letters are no country nothing is abroad.
func (f *FollowUp) abroad(country string) bool {
	own := f.h.Settings().CodePrefix
	list, _ := codes.Get("country")
	return country != "" && list.Has(own) && country != own
}
