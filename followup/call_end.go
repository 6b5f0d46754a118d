package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Ending is how a call went. Only the result is needed.
type Ending struct {
	Result string // code list call-result
	Wellbeing
	Help    string // what she wants help with, sealed in care
	Minutes int    // 0 means as the clock says
	Payer   string // empty means the house's own money
	Service string // empty means psychological help
}

// End writes down how a call went. What nobody asked is empty and what nobody
// knows is unknown; neither becomes a no. Whoever asked not to be called is not
// called again: the agreement ends, and her consent is refused, in the same act.
//
// A word that was wrong, danger, an exploiter who was in contact, or being made
// to do things again, raise an alert for whoever is on duty.
//
// It refuses an unknown or missing result, answers no form offers, minutes out
// of bounds, and a call that has been ended meanwhile ("call.ended").
func (f *FollowUp) End(ctx context.Context, id string, n Ending) error {
	const op = "followup.End"
	if n.Result == "" {
		return pana.Refuse(op, "result", "call.result.missing")
	}
	if err := codes.Check(op, "result", "call-result", n.Result); err != nil {
		return err
	}
	said, err := n.clean(op, n.Result)
	if err != nil {
		return err
	}
	help, err := casework.Text(op, fieldHelp, n.Help, mostWords)
	if err != nil {
		return err
	}
	if err := casework.Within(op, "minutes", n.Minutes, 0, 600); err != nil {
		return err
	}
	return f.during(ctx, op, id, func(e *casework.Entry, c Call) error {
		c.Ended, c.Result, c.Wellbeing, c.Payer, c.Service = db.Micros(e.Tx.Now), n.Result, said, n.Payer, n.Service
		if err := c.checkPaid(op); err != nil {
			return err
		}
		if c.Minutes = n.Minutes; c.Minutes == 0 {
			c.Minutes = c.Lasted(e.Tx.Now)
		}
		if n.Result == WordWrong {
			c.Word = WrongWord
		}
		if err := f.rewrite(op, e, c); err != nil {
			return err
		}
		if err := e.HandIn(pana.Care, "calls", c.ID, casework.Say{Field: fieldHelp, Text: help}); err != nil {
			return err
		}
		return f.after(e, c)
	})
}

// after does what follows from a call.
func (f *FollowUp) after(e *casework.Entry, c Call) error {
	switch {
	case c.Result == AskNot:
		a, ok, err := lastAgreement(e.Ctx, e.Tx, c.Client)
		if err != nil || !ok {
			return err
		}
		if err := endAgreement(e, a, AskedNot); err != nil {
			return err
		}
		return e.Consent(casework.NewConsent{Purpose: pana.FollowUpUse, Refused: true, Given: casework.Given{By: casework.Herself}})
	case c.Result == WordWrong:
		return f.alarm(e, "contact", "call.alert.word")
	case c.worrying():
		return f.alarm(e, "on-call", "call.alert.worry")
	}
	return nil
}

// A CallsPage is what the page about somebody's calls shows.
type CallsPage struct {
	Code       string
	Client     pana.ClientID
	Language   string
	Today      pana.Date
	Agreement  Agreement
	Left       Remaining
	LeftOn     pana.Date
	Kind       string  // of the exit
	Points     []Point // of the schedule
	Reached    []pana.Date
	Calls      []Call // newest first
	Extensions []Extension
	Allowed    bool // she lets us call
	Open       bool // her time in our care is open
	Sleeps     bool
	Reason     string // why it was closed
	Closed     bool   // her keys do not open the words
	May        CallsMay
}

// CallsMay says what the reader may do here.
type CallsMay struct{ Take, Agree, Extend, Close bool }

// Calls returns the calls of the client with a code, with what was said in them.
func (f *FollowUp) Calls(ctx context.Context, code string) (CallsPage, error) {
	var p CallsPage
	err := f.files.Read(ctx, code, policy.SeeCalls, func(r *casework.Reading) error {
		client := r.Subject.Client
		p = CallsPage{Code: r.Client.Code, Client: client, Language: r.Client.Language, Today: r.Today, Open: r.Episode.ID != "" && r.Episode.Closed == "",
			Sleeps: r.Client.Present, May: CallsMay{r.May(policy.TakeCall), r.May(policy.AgreeCalls), r.May(policy.ExtendCalls), r.May(policy.CloseCalls)}}
		var err error
		if p.Agreement, _, err = agreementOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Calls, err = callsOf(ctx, r.Tx, client); err != nil {
			return err
		}
		if p.Extensions, err = extensionsOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Allowed, err = r.Allowed(pana.FollowUpUse, "", ""); err != nil {
			return err
		}
		if p.LeftOn, p.Kind, err = LeftOn(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Reason, err = closingOf(ctx, r.Tx, r.Episode.ID); err != nil {
			return err
		}
		if p.Agreement.ID != "" {
			var here []Call
			for _, c := range p.Calls {
				if c.Episode == r.Episode.ID {
					here = append(here, c)
				}
			}
			p.Left = left(p.Agreement, here, p.Extensions, Call{}, r.Tx.Now, f.h.Zone())
		}
		if p.LeftOn != "" && p.Kind != Died && p.Agreement.ID != "" {
			p.Points = f.points(p.LeftOn, p.Agreement, p.Extensions)
			p.Reached = reachedOn(p.Calls, r.Episode.ID)
		}
		return p.open(r)
	})
	return p, err
}

// open opens what was said in the calls and about the limits.
func (p *CallsPage) open(r *casework.Reading) error {
	var rows []string
	for _, c := range p.Calls {
		rows = append(rows, c.ID)
	}
	for _, x := range p.Extensions {
		rows = append(rows, x.ID)
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	p.Closed = said.Closed(pana.Care)
	for i, c := range p.Calls {
		p.Calls[i].Help = said.Of("calls", c.ID, fieldHelp)
	}
	for i, x := range p.Extensions {
		p.Extensions[i].Reason = said.Of("call_extensions", x.ID, fieldReason)
		p.Extensions[i].Because = said.Of("call_extensions", x.ID, fieldAnswer)
	}
	return nil
}

// Due reports at which point of the schedule a call is due today.
func (p CallsPage) Due() (Point, bool) {
	if !p.Open || !p.Allowed || !p.Agreement.Standing() || p.Left.Days < 0 {
		return Point{}, false
	}
	return due(p.Points, p.Reached, p.Today)
}

// Met reports whether a call reached her in the window of a point.
func (p CallsPage) Met(point Point) bool { return point.met(p.Reached) }
