package youth

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// States of an order.
const (
	Stands    = "open"
	Fulfilled = "fulfilled"
	Ended     = "ended"
)

// What can be told to who ordered it, each a part of the report.
const (
	TellPeriod   = "period"
	TellSessions = "sessions"
	TellMissed   = "missed"
	TellMinutes  = "minutes"
	TellDays     = "days"
	TellConduct  = "conduct"
)

// Parts lists them in the order of a report.
func Parts() []string {
	return []string{TellPeriod, TellSessions, TellMissed, TellMinutes, TellDays, TellConduct}
}

// An Order is on what ground somebody comes, and what is asked of her.
type Order struct {
	ID       string    `db:"id"`
	Basis    string    `db:"basis"`    // code list youth-basis
	Reason   string    `db:"reason"`   // code list youth-reason: neutral; local words stand beside it
	Sessions int       `db:"sessions"` // how many are asked; 0 is no number
	From     pana.Date `db:"from_day"`
	Until    pana.Date `db:"until_day"` // the last day; empty is open
	Report   string    `db:"report"`    // which parts of a report it asks for
	State    string    `db:"state"`
	EndedOn  pana.Date `db:"ended_on"`
	Version  int64     `db:"version"`
	Who      string    `db:"-"` // the authority, and the number of its paper
	Told     string    `db:"-"` // the reason in local words
}

// Asks are the parts of a report that it asks for.
func (o Order) Asks() []string { return strings.Fields(o.Report) }

// A NewOrder is what a form says of one. The ground is enough.
type NewOrder struct {
	Basis    string
	Reason   string
	Sessions int
	From     pana.Date // empty means today
	Until    pana.Date
	Report   []string
	Who      string
	Told     string
}

func (n NewOrder) clean(op string, today pana.Date) (NewOrder, error) {
	if n.Basis == "" {
		return n, pana.Refuse(op, "basis", "youth.order.basis.missing")
	}
	for _, c := range [][3]string{{"basis", "youth-basis", n.Basis}, {"reason", "youth-reason", n.Reason}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return n, err
		}
	}
	if err := casework.Within(op, "sessions", n.Sessions, 0, 1000); err != nil {
		return n, err
	}
	var err error
	if n.From, err = casework.Day(op, "from", n.From); err != nil {
		return n, err
	}
	n.From = cmp.Or(n.From, today)
	if n.Until, err = casework.Day(op, "until", n.Until); err != nil {
		return n, err
	}
	if n.Until != "" && n.Until < n.From {
		return n, pana.Refuse(op, "until", "date.crossed")
	}
	n.Report = slices.DeleteFunc(slices.Clone(n.Report), func(s string) bool { return s == "" })
	for _, part := range n.Report {
		if err := casework.CheckOneOf(op, "report", part, Parts()...); err != nil {
			return n, err
		}
	}
	if n.Who, err = casework.Text(op, "who", n.Who, mostLine); err != nil {
		return n, err
	}
	n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote)
	return n, err
}

// Fields of the sealed words of this chapter.
const (
	fieldWho    = "who"
	fieldTold   = "told"
	fieldName   = "name"
	fieldBirth  = "birth"
	fieldWhy    = "why"
	fieldPhone  = "contact"
	fieldAnswer = "answer"
)

// SetOrder writes down on what ground somebody comes. One stands at a time
// ("youth.order.stands"); a changed one is ended and written anew, so that what was
// asked before is not forgotten.
func (y *Youth) SetOrder(ctx context.Context, client pana.ClientID, n NewOrder) error {
	const op = "youth.SetOrder"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if e.Episode.Closed != "" {
			return conflict(op, "youth.left")
		}
		id := e.Tx.ID()
		if err := insertOrder(e.Ctx, e.Tx, id, client, e.Episode.ID, n); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "youth.order.stands")
			}
			return err
		}
		e.About(id)
		e.Wrote("youth_orders", id, client, n.Basis, n.Reason, n.Sessions, n.From, n.Until, strings.Join(n.Report, " "))
		return e.Put(pana.Care, "youth_orders", id, casework.Say{Field: fieldWho, Text: n.Who}, casework.Say{Field: fieldTold, Text: n.Told})
	})
}

// EndOrder ends the order that stands: fulfilled, or ended otherwise.
func (y *Youth) EndOrder(ctx context.Context, client pana.ClientID, state string, version int64) error {
	const op = "youth.EndOrder"
	if state != Fulfilled && state != Ended {
		return pana.Refuse(op, "state", "youth.order.how")
	}
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		o, open, err := openOrder(e.Ctx, e.Tx, client)
		if err != nil || !open {
			return cmp.Or(err, casework.Gone(op))
		}
		if n, err := endOrder(e.Ctx, e.Tx, o.ID, state, e.Today, version); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"order"}}))
		}
		e.About(o.ID)
		e.Wrote("youth_orders", o.ID, state, e.Today)
		return nil
	})
}
