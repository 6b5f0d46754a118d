package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A NewTermAsk asks a payer to pay longer.
type NewTermAsk struct {
	Term   string
	Wanted pana.Date
	Reason string // sealed in care
}

// AskTerm asks for a term to be made longer. Bed and help do not wait for the
// answer. It refuses a day that is not after the term's, a request without a
// reason, a term that someone else has changed (db.stale), and a second request
// while one waits ("term.ask.waiting").
func (r *Residence) AskTerm(ctx context.Context, client pana.ClientID, n NewTermAsk) (string, error) {
	const op = "residence.AskTerm"
	var id string
	err := r.files.Enter(ctx, policy.AskTerm, client, func(e *casework.Entry) error {
		wanted, err := casework.Day(op, "wanted", n.Wanted)
		if err != nil {
			return err
		}
		reason, err := casework.Text(op, fieldReason, n.Reason, mostTerm)
		if err != nil {
			return err
		}
		if err := inCare(op, e); err != nil {
			return err
		}
		term, ok, err := termByID(ctx, e.Tx, client, n.Term)
		switch {
		case err != nil:
			return err
		case n.Term == "":
			return pana.Refuse(op, "term", "term.missing")
		case !ok || term.Episode != e.Episode.ID:
			return casework.Gone(op)
		case term.Superseded:
			return db.Stale(op, map[string]any{"Fields": []string{"until"}})
		case wanted == "":
			return pana.Refuse(op, "wanted", "date.missing")
		case wanted <= term.Until:
			return pana.Refuse(op, "wanted", "term.wanted.before")
		case reason == "":
			return pana.Refuse(op, fieldReason, "term.reason.missing")
		}
		a := TermAsk{ID: e.Tx.ID(), Episode: e.Episode.ID, Term: term.ID, Wanted: wanted, On: e.Today, By: e.Actor.Staff, Version: 1}
		if err := insertTermAsk(ctx, e.Tx, a, e.Subject); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "", "term.ask.waiting")
			}
			return err
		}
		id = a.ID
		e.About(id)
		e.Wrote("term_asks", id, client, a.Term, a.Wanted, a.On)
		return e.Put(pana.Care, "term_asks", id, casework.Say{Field: fieldReason, Text: reason})
	})
	return id, err
}
