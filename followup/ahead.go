package followup

import (
	"context"
	"slices"
	"time"

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

// A Reckoning is everyone whom the house may call, with what was agreed, asked once
// for all that a page says of the calls. It holds for the moment it was made at.
type Reckoning struct {
	all []reckoned
	now time.Time // in the zone of the house
}

type reckoned struct {
	followed
	points []Point
	calls  []Call
}

// Reckon asks the facts, as far as the actor may take the calls: who left, what was
// agreed, whom she lets call, and which calls have reached her.
func (f *FollowUp) Reckon(ctx context.Context) (r Reckoning, err error) {
	err = f.h.DB.View(ctx, func(tx *db.Tx) error {
		r, err = f.reckon(ctx, tx)
		return err
	})
	return r, err
}

// Due lists the calls that are due today, see Reckon.
func (f *FollowUp) Due(ctx context.Context) ([]DueCall, error) {
	r, err := f.Reckon(ctx)
	return r.Due(), err
}

// Due lists the calls that are due on the day of r.
func (r Reckoning) Due() []DueCall {
	today := pana.DateOf(r.now, r.now.Location())
	var list []DueCall
	for _, a := range r.all {
		p, ok := due(a.points, reachedOn(a.calls, a.Episode), today)
		if !ok {
			continue
		}
		d := DueCall{Client: a.Client, Code: a.Code, Point: p.Code, On: p.On, SafeNow: a.SafeAt(r.now), Today: a.safeDay(today.Time().Weekday()),
			Local: a.FirstContact(today) == "local"}
		_, d.At = a.NextSafe(today)
		for _, c := range a.calls {
			if c.Direction == Out && !c.reached() && c.Ended != 0 && c.On >= p.Opens {
				d.Tried++
				d.Late = d.Late || c.On == today
			}
		}
		list = append(list, d)
	}
	slices.SortStableFunc(list, func(a, b DueCall) int { return compare(string(a.On)+a.Code, string(b.On)+b.Code) })
	return list
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
// its own on which it is safe to call, see Reckon.
func (f *FollowUp) Ahead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	r, err := f.Reckon(ctx)
	return r.Ahead(from, until), err
}

// Ahead lists the calls of r that fall between two days.
func (r Reckoning) Ahead(from, until pana.Date) []casework.Ahead {
	today := pana.DateOf(r.now, r.now.Location())
	var list []casework.Ahead
	for _, a := range r.all {
		reached := reachedOn(a.calls, a.Episode)
		for _, p := range a.points {
			if p.met(reached) || p.Closes <= today {
				continue
			}
			on, at := a.NextSafe(max(p.On, today))
			if on >= from && on <= until {
				list = append(list, casework.Ahead{Kind: "call", Client: a.Client, Code: a.Code, Site: a.Site, On: on, At: at, Page: "/calls"})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b casework.Ahead) int { return compare(string(a.On)+a.At+a.Code, string(b.On)+b.At+b.Code) })
	return list
}

// reckon finds everyone who has left and whom the house may call: her agreement
// stands, its months are not over, and she lets us.
func (f *FollowUp) reckon(ctx context.Context, tx *db.Tx) (Reckoning, error) {
	r := Reckoning{now: tx.Now.In(f.h.Zone())}
	cond, args := f.files.Where(ctx, tx, policy.TakeCall)
	all, err := followedNow(ctx, tx, cond, args)
	if err != nil || len(all) == 0 {
		return r, err
	}
	calls, err := callsOfAll(ctx, tx, all)
	if err != nil {
		return r, err
	}
	asked, err := extensionsOfAll(ctx, tx, all)
	if err != nil {
		return r, err
	}
	clients := make([]pana.ClientID, len(all))
	for i, a := range all {
		clients[i] = a.Client
	}
	allow, err := f.files.AllowedBy(ctx, tx, clients, pana.FollowUpUse)
	if err != nil {
		return r, err
	}
	for _, a := range all {
		more := asked[a.Episode]
		if allow[a.Client] && left(a.Agreement, nil, more, Call{}, tx.Now, f.h.Zone()).Days >= 0 {
			r.all = append(r.all, reckoned{a, f.points(a.Left, a.Agreement, more), calls[a.Episode]})
		}
	}
	return r, nil
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
