package followup

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A DueCall is a call that somebody on duty makes today. It names nobody and
// opens no words.
type DueCall struct {
	Client  pana.ClientID
	Code    string
	Point   string    // "1m", "6m": where in the schedule
	On      pana.Date // since when
	At      string    // from which hour it is safe; empty when any is
	Today   bool      // today is one of her safe days
	SafeNow bool
	Local   bool // the local number comes first
	Tried   int  // calls for this point that reached nobody
	Late    bool // tried today already
}

type followed struct {
	Agreement
	Code string    `db:"code"`
	Left pana.Date `db:"on_day"`
}

// Due lists the calls that are due today, as far as the actor may take them. It
// is asked from the facts: who left, what was agreed, whom she lets call, and
// which calls have reached her.
func (f *FollowUp) Due(ctx context.Context) ([]DueCall, error) {
	var list []DueCall
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		return f.each(ctx, tx, func(a followed, points []Point, calls []Call) error {
			today, now := f.h.Today(tx.Now), tx.Now.In(f.h.Zone())
			p, ok := due(points, reachedOn(calls, a.Episode), today)
			if !ok {
				return nil
			}
			d := DueCall{Client: a.Client, Code: a.Code, Point: p.Code, On: p.On, SafeNow: a.SafeAt(now), Today: a.safeDay(today.Time().Weekday()),
				Local: a.FirstContact(today) == "local"}
			_, d.At = a.NextSafe(today)
			for _, c := range calls {
				if c.Direction == Out && !c.reached() && c.Ended != 0 && c.On >= p.Opens {
					d.Tried++
					d.Late = d.Late || c.On == today
				}
			}
			list = append(list, d)
			return nil
		})
	})
	slices.SortStableFunc(list, func(a, b DueCall) int { return compare(string(a.On)+a.Code, string(b.On)+b.Code) })
	return list, err
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Ahead lists the calls that fall between two days, each on the first day from
// its own on which it is safe to call.
func (f *FollowUp) Ahead(ctx context.Context, from, until pana.Date) (list []casework.Ahead, err error) {
	err = f.h.DB.View(ctx, func(tx *db.Tx) error {
		list, err = f.ahead(ctx, tx, from, until)
		return err
	})
	return list, err
}

func (f *FollowUp) ahead(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]casework.Ahead, error) {
	var list []casework.Ahead
	err := f.each(ctx, tx, func(a followed, points []Point, calls []Call) error {
		today, reached := f.h.Today(tx.Now), reachedOn(calls, a.Episode)
		for _, p := range points {
			if p.met(reached) || p.Closes <= today {
				continue
			}
			on, at := a.NextSafe(max(p.On, today))
			if on >= from && on <= until {
				list = append(list, casework.Ahead{Kind: "call", Client: a.Client, Code: a.Code, Site: a.Site, On: on, At: at, Page: "/calls"})
			}
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b casework.Ahead) int { return compare(string(a.On)+a.At+a.Code, string(b.On)+b.At+b.Code) })
	return list, err
}

// each calls do for everyone who has left and whom the house may call: her
// agreement stands, its months are not over, and she lets us.
func (f *FollowUp) each(ctx context.Context, tx *db.Tx, do func(followed, []Point, []Call) error) error {
	cond, args := f.files.Where(ctx, tx, policy.TakeCall)
	all, err := followedNow(ctx, tx, cond, args)
	if err != nil || len(all) == 0 {
		return err
	}
	calls, err := callsOfAll(ctx, tx, all)
	if err != nil {
		return err
	}
	asked, err := extensionsOfAll(ctx, tx, all)
	if err != nil {
		return err
	}
	clients := make([]pana.ClientID, len(all))
	for i, a := range all {
		clients[i] = a.Client
	}
	allow, err := f.files.AllowedBy(ctx, tx, clients, pana.FollowUpUse)
	if err != nil {
		return err
	}
	for _, a := range all {
		more := asked[a.Episode]
		if left(a.Agreement, nil, more, Call{}, tx.Now, f.h.Zone()).Days < 0 {
			continue
		}
		if !allow[a.Client] {
			continue
		}
		if err := do(a, f.points(a.Left, a.Agreement, more), calls[a.Episode]); err != nil {
			return err
		}
	}
	return nil
}

// GoingOn lists the calls that go on now, as far as the actor may take them.
func (f *FollowUp) GoingOn(ctx context.Context) ([]Call, error) {
	var list []Call
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := f.files.Where(ctx, tx, policy.TakeCall)
		var err error
		list, err = callsGoing(ctx, tx, cond, args)
		return err
	})
	return list, err
}

// Decisions lists what waits for a head: exits, and more than was agreed.
func (f *FollowUp) Decisions(ctx context.Context) (list []casework.Decision, err error) {
	err = f.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := f.files.Where(ctx, tx, policy.DecideExit)
		if list, err = exitsWaiting(ctx, tx, cond, args); err != nil {
			return err
		}
		cond, args = f.files.Where(ctx, tx, policy.ExtendCalls)
		more, err := extensionsWaiting(ctx, tx, cond, args)
		list = append(list, more...)
		return err
	})
	return list, err
}
