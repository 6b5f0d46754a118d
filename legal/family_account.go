package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Tell adds to the family check what one source says about one person, or about
// the family as a whole when nobody is named. With Supersedes it takes the place of
// an account that stands; one that was superseded already is refused with db.stale.
// Whatever was signed before does not stand any more.
//
// It refuses an account without a source ("family.source.missing") or without an
// answer ("family.answers.missing").
func (l *Legal) Tell(ctx context.Context, client pana.ClientID, a Account, who casework.Someone) error {
	const op = "legal.Tell"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		a, err := a.clean(op, e.Today)
		if err != nil {
			return err
		}
		if a.Organisation != "" {
			if _, known, err := kindOf(ctx, e.Tx, a.Organisation); err != nil || !known {
				return firstError(err, pana.Refuse(op, "organisation", "codes.unknown"))
			}
		}
		a.ID, a.By = e.Tx.ID(), e.Actor.Staff
		if a.Supersedes != "" {
			old, ok, err := accountByID(ctx, e.Tx, r.ID, a.Supersedes)
			if err != nil || !ok {
				return firstError(err, casework.Gone(op))
			}
			if n, err := supersede(ctx, e.Tx, "family_accounts", old.ID); err != nil || n == 0 {
				return firstError(err, db.Stale(op, map[string]any{"Fields": []string{"account"}}))
			}
			a.Person = old.Person
		} else if a.Person, err = about(e, op, who); err != nil {
			return err
		}
		if err := insertAccount(ctx, e.Tx, client, r.ID, a); err != nil {
			return err
		}
		e.Wrote("family_accounts", a.ID, a.Person, a.Source, a.Recruited, a.Profited, a.Knew, a.On, a.Supersedes)
		return e.Put(pana.Safety, "family_accounts", a.ID, casework.Say{Field: FieldWords, Text: a.Words})
	})
}

// about is whom an account speaks of: also somebody who counts no more, for the
// check asks about her all the same.
func about(e *casework.Entry, op string, who casework.Someone) (pana.PersonID, error) {
	around, err := casework.Around(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return "", err
	}
	if who.ID != "" && slices.ContainsFunc(around, func(p casework.Relative) bool { return p.ID == who.ID }) {
		return who.ID, nil
	}
	return e.Who(op, "person", who)
}

func (a Account) clean(op string, today pana.Date) (Account, error) {
	if a.Source == "" {
		return a, pana.Refuse(op, "source_of", "family.source.missing")
	}
	if err := casework.CheckCode(op, "source_of", "family-source", a.Source); err != nil {
		return a, err
	}
	said := false
	for i, field := range Questions() {
		given := a.Answers()[i]
		if err := casework.CheckOneOf(op, field, given, Yes, No, Unknown); err != nil {
			return a, err
		}
		said = said || given != ""
	}
	if !said {
		return a, pana.Refuse(op, "recruited", "family.answers.missing")
	}
	var err error
	if a.On, err = dayOf(op, "on", a.On, today); err != nil {
		return a, err
	}
	a.Words, err = casework.Text(op, FieldWords, a.Words, casework.MostText)
	return a, err
}

// Agree records what she herself says about going. The newest answer counts, and
// a no closes the gate at once.
func (l *Legal) Agree(ctx context.Context, client pana.ClientID, answer string, interpreted bool, on pana.Date, words string) error {
	const op = "legal.Agree"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		if answer == "" {
			return pana.Refuse(op, "answer", "return.answer.missing")
		}
		if err := casework.CheckOneOf(op, "answer", answer, Yes, No, Undecided); err != nil {
			return err
		}
		on, err := dayOf(op, "on", on, e.Today)
		if err != nil {
			return err
		}
		if words, err = casework.Text(op, FieldWords, words, casework.MostNote); err != nil {
			return err
		}
		a := Agreement{ID: e.Tx.ID(), Answer: answer, Interpreted: interpreted, On: on, By: e.Actor.Staff}
		if err := insertAnswer(ctx, e.Tx, client, r.ID, a); err != nil {
			return err
		}
		e.Wrote("return_answers", a.ID, a.Answer, a.On)
		return e.Put(pana.Safety, "return_answers", a.ID, casework.Say{Field: FieldWords, Text: words})
	})
}

// An Agreement is one answer of hers about going.
type Agreement struct {
	ID          string       `db:"id"`
	Answer      string       `db:"answer"` // yes, no or undecided
	Interpreted bool         `db:"interpreted"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Words       string       `db:"-"`
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
