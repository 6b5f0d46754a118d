package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A NewTerm says until when a payer pays. Replaces names the term that the
// writer saw, when one is changed; its payer stays.
type NewTerm struct {
	Payer        string
	Organisation pana.OrganisationID
	Until        pana.Date
	Replaces     string
}

// SetTerm writes down until when a payer pays, in the place of what it said
// before. A day that is past is a fact like any other.
//
// It refuses a missing payer or day, a second term of one payer
// ("term.double": change the first), a term that someone else has changed
// meanwhile (db.stale), and a client who is not in our care ("episode.none").
func (r *Residence) SetTerm(ctx context.Context, client pana.ClientID, n NewTerm) (string, error) {
	const op = "residence.SetTerm"
	var id string
	err := r.files.Enter(ctx, policy.SetTerm, client, func(e *casework.Entry) error {
		until, err := casework.Day(op, "until", n.Until)
		switch {
		case err != nil:
			return err
		case until == "":
			return pana.Refuse(op, "until", "date.missing")
		}
		if err := inCare(op, e); err != nil {
			return err
		}
		if n.Replaces != "" {
			old, ok, err := termByID(ctx, e.Tx, client, n.Replaces)
			switch {
			case err != nil:
				return err
			case !ok || old.Episode != e.Episode.ID:
				return casework.Gone(op)
			case old.Superseded:
				return db.Stale(op, map[string]any{"Fields": []string{"until"}})
			}
			n.Payer, n.Organisation = old.Payer, old.Organisation
		} else if err := r.payer(ctx, e.Tx, op, n.Payer, n.Organisation); err != nil {
			return err
		}
		if id, err = putTerm(op, e, Term{Payer: n.Payer, Organisation: n.Organisation, Until: until}, n.Replaces); err != nil || n.Replaces == "" {
			return err
		}
		return moveAsks(ctx, e.Tx, n.Replaces, id) // what waits for an answer waits on
	})
	return id, err
}

// putTerm writes a term in the place of the one it replaces.
func putTerm(op string, e *casework.Entry, t Term, replaces string) (string, error) {
	if replaces != "" {
		n, err := supersedeTerm(e.Ctx, e.Tx, replaces)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", db.Stale(op, map[string]any{"Fields": []string{"until"}})
		}
	}
	t.ID, t.Episode, t.By, t.At = e.Tx.ID(), e.Episode.ID, e.Actor.Staff, db.Micros(e.Tx.Now)
	if err := insertTerm(e.Ctx, e.Tx, t, e.Subject, replaces); err != nil {
		if db.IsUnique(err) {
			return "", conflict(op, "payer", "term.double")
		}
		return "", err
	}
	e.About(t.ID)
	e.Wrote("terms", t.ID, e.Client(), t.Payer, t.Organisation, t.Until, replaces, t.Ask)
	return t.ID, nil
}

// inCare refuses what is written about a time in our care when there is none.
func inCare(op string, e *casework.Entry) error {
	if e.Episode.ID == "" || e.Episode.Closed != "" {
		return conflict(op, "", "episode.none")
	}
	return nil
}
