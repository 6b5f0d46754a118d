package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A TermAnswer is what the payer said to a request.
type TermAnswer struct {
	Ask     string
	Answer  string    // Granted or NotGranted
	Until   pana.Date // the last day granted; empty means as asked
	Because string    // sealed in care; needed when it was not granted
	Version int64     // of the request as the page showed it
}

// AnswerTerm writes down what was answered to a request. Granted, the term is
// longer; not granted, everything stays as it is: no answer ends a stay.
//
// It refuses an unknown answer, a granted day that is not after the term's, a
// no without a reason, and a request that has been answered meanwhile (db.stale).
func (r *Residence) AnswerTerm(ctx context.Context, client pana.ClientID, n TermAnswer) error {
	const op = "residence.AnswerTerm"
	return r.files.Enter(ctx, policy.AnswerTerm, client, func(e *casework.Entry) error {
		if n.Answer == "" {
			return pana.Refuse(op, "answer", "term.answer.missing")
		}
		if err := casework.CheckOneOf(op, "answer", n.Answer, Granted, NotGranted); err != nil {
			return err
		}
		until, err := casework.Day(op, "until", n.Until)
		if err != nil {
			return err
		}
		because, err := casework.Text(op, "because", n.Because, mostTerm)
		if err != nil {
			return err
		}
		a, ok, err := askByID(ctx, e.Tx, client, n.Ask)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case a.Answer != "" || a.Version != n.Version:
			return db.Stale(op, map[string]any{"Fields": []string{"answer"}})
		case n.Answer == NotGranted && because == "":
			return pana.Refuse(op, "because", "term.because.missing")
		}
		a.Answer, a.AnsweredOn, a.AnsweredBy = n.Answer, e.Today, e.Actor.Staff
		if n.Answer == Granted {
			if a.Until = until; until == "" {
				a.Until = a.Wanted
			}
			if err := grantTerm(op, e, a); err != nil {
				return err
			}
		}
		if rows, err := answerTermAsk(ctx, e.Tx, a); err != nil || rows == 0 {
			if err == nil {
				err = db.Stale(op, map[string]any{"Fields": []string{"answer"}})
			}
			return err
		}
		e.About(a.ID)
		e.Wrote("term_asks", a.ID, client, a.Answer, a.Until, a.AnsweredOn)
		return e.Put(pana.Care, "term_asks", a.ID, casework.Say{Field: fieldAnswer, Text: because})
	})
}

// grantTerm makes the term of a request longer.
func grantTerm(op string, e *casework.Entry, a TermAsk) error {
	term, ok, err := termByID(e.Ctx, e.Tx, e.Client(), a.Term)
	switch {
	case err != nil:
		return err
	case !ok:
		return casework.Gone(op)
	case a.Until <= term.Until:
		return pana.Refuse(op, "until", "term.wanted.before")
	}
	_, err = putTerm(op, e, Term{Payer: term.Payer, Organisation: term.Organisation, Until: a.Until, Ask: a.ID}, term.ID)
	return err
}
