package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Extension is more than was agreed, with a reason: minutes of one call, calls
// of one month, or months. A head says yes or no; no call waits for that.
type Extension struct {
	ID         string         `db:"id"`
	Episode    pana.EpisodeID `db:"episode_id"`
	Call       string         `db:"call_id"` // of MoreMinutes
	What       string         `db:"what"`
	More       int            `db:"more"`
	Month      string         `db:"for_month"` // of MoreCalls, as 2026-11
	On         pana.Date      `db:"asked_on"`
	By         pana.StaffID   `db:"by_staff"`
	Answer     string         `db:"answer"` // yes, no; empty while it waits
	AnsweredOn pana.Date      `db:"answered_on"`
	AnsweredBy pana.StaffID   `db:"answered_by"`
	Version    int64          `db:"version"`
	Reason     string         `db:"-"` // sealed in care, like Because
	Because    string         `db:"-"`
}

// What can be extended.
const (
	MoreMinutes = "minutes"
	MoreCalls   = "calls"
	MoreMonths  = "months"
)

// Fields of the sealed words of table call_extensions.
const (
	fieldReason = "reason"
	fieldAnswer = "answer"
)

// A NewExtension asks for more.
type NewExtension struct {
	Client pana.ClientID // when no call goes on
	Call   string        // the call that goes on
	What   string
	More   int
	Reason string
}

// AskMore asks for more than was agreed; from a head it is a yes at once. The
// call goes on meanwhile.
//
// It refuses what cannot be extended, figures out of bounds, a request without
// a reason, a client without an agreement ("agreement.none"), and the same
// request twice ("call.more.waiting").
func (f *FollowUp) AskMore(ctx context.Context, n NewExtension) (id string, err error) {
	const op = "followup.AskMore"
	if n.What == "" {
		return "", pana.Refuse(op, "what", "call.more.missing")
	}
	if err := casework.CheckOneOf(op, "what", n.What, MoreMinutes, MoreCalls, MoreMonths); err != nil {
		return "", err
	}
	if err := casework.Within(op, "more", n.More, 1, 60); err != nil {
		return "", err
	}
	if n.Reason, err = casework.Text(op, fieldReason, n.Reason, mostWords); err != nil {
		return "", err
	}
	switch {
	case n.Reason == "":
		return "", pana.Refuse(op, fieldReason, "call.more.reason")
	case n.What == MoreMinutes && n.Call == "":
		return "", pana.Refuse(op, "what", "call.more.no-call")
	}
	ask := func(e *casework.Entry) error {
		id, err = f.askMore(op, e, n)
		return err
	}
	if n.Call != "" {
		return id, f.during(ctx, op, n.Call, func(e *casework.Entry, _ Call) error { return ask(e) })
	}
	err = f.files.Reach(ctx, policy.TakeCall, n.Client, ask)
	return id, err
}

func (f *FollowUp) askMore(op string, e *casework.Entry, n NewExtension) (string, error) {
	a, ok, err := lastAgreement(e.Ctx, e.Tx, e.Client())
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "", conflict(op, "", "agreement.none")
	}
	x := Extension{ID: e.Tx.ID(), Episode: a.Episode, What: n.What, More: n.More, On: e.Today, By: e.Actor.Staff, Version: 1}
	if n.What == MoreMinutes {
		x.Call = n.Call
	}
	if n.What == MoreCalls {
		x.Month = month(e.Today)
	}
	if e.May(policy.ExtendCalls) {
		x.Answer, x.AnsweredOn, x.AnsweredBy = "yes", e.Today, e.Actor.Staff
	}
	if err := insertExtension(e.Ctx, e.Tx, x, e.Subject); err != nil {
		if db.IsUnique(err) {
			return "", conflict(op, "", "call.more.waiting")
		}
		return "", err
	}
	e.Wrote("call_extensions", x.ID, e.Client(), x.What, x.More, x.Month, x.Call, x.Answer)
	return x.ID, e.HandIn(pana.Care, "call_extensions", x.ID, casework.Say{Field: fieldReason, Text: n.Reason})
}

// AnswerMore is a head's answer to a request for more; a no needs a reason.
func (f *FollowUp) AnswerMore(ctx context.Context, client pana.ClientID, id string, yes bool, because string, version int64) error {
	const op = "followup.AnswerMore"
	because, err := casework.Text(op, fieldBecause, because, mostWords)
	if err != nil {
		return err
	}
	return f.files.Enter(ctx, policy.ExtendCalls, client, func(e *casework.Entry) error {
		x, ok, err := extensionByID(ctx, e.Tx, client, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case x.Answer != "" || x.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"answer"}})
		case !yes && because == "":
			return pana.Refuse(op, fieldBecause, "exit.because.missing")
		}
		x.Answer, x.AnsweredOn, x.AnsweredBy = "no", e.Today, e.Actor.Staff
		if yes {
			x.Answer = "yes"
		}
		if n, err := answerExtension(ctx, e.Tx, x); err != nil || n == 0 {
			if err == nil {
				err = db.Stale(op, map[string]any{"Fields": []string{"answer"}})
			}
			return err
		}
		e.About(id)
		e.Wrote("call_extensions", id, x.Answer, x.AnsweredOn)
		return e.Put(pana.Care, "call_extensions", id, casework.Say{Field: fieldAnswer, Text: because})
	})
}
