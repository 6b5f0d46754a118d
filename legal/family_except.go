package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// AskException asks a head for an exception from the family check, with a reason.
// Whoever of the heads is named in a conflict of interest does not find the file, so
// that the question goes to the other. Asking again while one waits is refused
// ("return.exception.asked").
func (l *Legal) AskException(ctx context.Context, client pana.ClientID, reason string) error {
	const op = "legal.AskException"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		reason, err := reasonIn(op, reason)
		if err != nil {
			return err
		}
		x := Exception{ID: e.Tx.ID(), AskedOn: e.Today, AskedBy: e.Actor.Staff}
		if err := insertException(ctx, e.Tx, client, r.ID, x); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "", "return.exception.asked")
			}
			return err
		}
		e.Wrote("return_exceptions", x.ID, "asked", x.AskedOn)
		return e.Put(pana.Safety, "return_exceptions", x.ID, casework.Say{Field: "asked", Text: reason})
	})
}

// AnswerException gives an exception or does not, in writing: to the question that
// waits, or of a head's own accord. It stands under the answers with this print and
// under no others; if they have changed since the page was read, it is refused with
// db.stale.
func (l *Legal) AnswerException(ctx context.Context, client pana.ClientID, given bool, reason, print string) error {
	const op = "legal.AnswerException"
	return l.onReturn(ctx, op, policy.ExceptReturn, client, 0, func(e *casework.Entry, r *Return) error {
		reason, err := reasonIn(op, reason)
		if err != nil {
			return err
		}
		s, err := standingOf(ctx, e.Tx, client, *r)
		if err != nil {
			return err
		}
		if print != s.Print() {
			return db.Stale(op, map[string]any{"Fields": []string{"answers"}})
		}
		x := Exception{AskedOn: e.Today, AskedBy: e.Actor.Staff}
		for _, waiting := range s.Exceptions {
			if waiting.Answer == "" {
				x = waiting
			}
		}
		x.Answer, x.AnsweredOn, x.AnsweredBy, x.Print = NotGiven, e.Today, e.Actor.Staff, print
		if given {
			x.Answer = Given
		}
		if x.ID == "" {
			x.ID = e.Tx.ID()
			err = insertException(ctx, e.Tx, client, r.ID, x)
		} else {
			err = answerException(ctx, e.Tx, x)
		}
		if err != nil {
			return err
		}
		if !given { // a later no closes what an earlier yes opened
			if err := withdrawExceptions(ctx, e.Tx, r.ID); err != nil {
				return err
			}
		}
		e.Wrote("return_exceptions", x.ID, x.Answer, x.AnsweredOn, x.Print)
		return e.Put(pana.Safety, "return_exceptions", x.ID, casework.Say{Field: FieldReason, Text: reason})
	})
}

func reasonIn(op, reason string) (string, error) {
	reason, err := casework.Text(op, FieldReason, reason, casework.MostNote)
	if err == nil && reason == "" {
		err = pana.Refuse(op, FieldReason, "return.reason.missing")
	}
	return reason, err
}
