package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// OpenCase writes down a case in which a client has a part. A lawyer is either a
// colleague or somebody around her, who may be named here for the first time.
//
// It refuses a missing kind, unknown codes, two lawyers at once, a statement that
// no lawyer wants kept ("court.statement.unwanted"), an organisation the house
// does not work with, and a colleague who stands too near her.
func (l *Legal) OpenCase(ctx context.Context, client pana.ClientID, n CaseFacts, lawyer casework.Someone) (CaseID, error) {
	const op = "legal.OpenCase"
	var id CaseID
	err := l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		n, err := n.clean(op, lawyer)
		if err != nil {
			return err
		}
		person, err := caseAround(e, op, Case{}, n, lawyer)
		if err != nil {
			return err
		}
		id = CaseID(e.Tx.ID())
		if err := insertCase(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n, person, e.Today); err != nil {
			return err
		}
		return keepCase(e, id, "", n, person)
	})
	return id, err
}

// EditCase changes what is known of a case. When its stage changes, the earlier
// ones stay. A page older than the record is refused with db.stale; unticking the
// lawyer's wish takes the statement out. The same values again change nothing.
func (l *Legal) EditCase(ctx context.Context, client pana.ClientID, id CaseID, n CaseFacts, lawyer casework.Someone, version int64) error {
	const op = "legal.EditCase"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		old, err := caseOf(e, op, id)
		if err != nil {
			return err
		}
		n, err := n.clean(op, lawyer)
		if err != nil {
			return err
		}
		fields := n.differs(old.CaseFacts)
		if lawyer.ID != old.LawyerPerson || lawyer.New.Name != "" || lawyer.New.Contact != "" {
			fields = append(fields, "lawyer")
		}
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		person, err := caseAround(e, op, old, n, lawyer)
		if err != nil {
			return err
		}
		done, err := updateCase(e.Ctx, e.Tx, id, n, person, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		return keepCase(e, id, old.Stage, n, person)
	})
}

// caseAround checks whom a case names, and meets a lawyer who is new.
func caseAround(e *casework.Entry, op string, old Case, n CaseFacts, lawyer casework.Someone) (pana.PersonID, error) {
	if err := worksWithUs(e, op, "office", old.Office, n.Office); err != nil {
		return "", err
	}
	if err := goesAlong(e, op, "lawyer_staff", old.LawyerStaff, n.LawyerStaff); err != nil {
		return "", err
	}
	return e.Who(op, "lawyer", lawyer)
}

// worksWithUs refuses a new organisation that the house does not work with.
func worksWithUs(e *casework.Entry, op, field string, before, now pana.OrganisationID) error {
	if now == "" || now == before {
		return nil
	}
	_, ok, err := organisationKind(e.Ctx, e.Tx, now)
	if err != nil {
		return err
	}
	if !ok {
		return pana.Refuse(op, field, "paper.office.unknown")
	}
	return nil
}

// keepCase writes what hangs on a case: a new stage, the measures, the words.
func keepCase(e *casework.Entry, id CaseID, before string, n CaseFacts, lawyer pana.PersonID) error {
	if n.Stage != before {
		if err := insertCaseStage(e.Ctx, e.Tx, id, e.Client(), n.Stage, e.Today); err != nil {
			return err
		}
	}
	if err := replaceMeasures(e.Ctx, e.Tx, id, e.Client(), n); err != nil {
		return err
	}
	e.About(string(id))
	e.Wrote("court_cases", string(id), n.values(e.Client(), lawyer)...)
	return e.Put(pana.Legal, "court_cases", string(id), n.words()...)
}

// caseOf returns a case of the client with its words, for an act that changes it.
func caseOf(e *casework.Entry, op string, id CaseID) (Case, error) {
	row, ok, err := caseByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return Case{}, err
	}
	if !ok {
		return Case{}, casework.Gone(op)
	}
	said, open, err := e.Words(pana.Legal, "court_cases", string(id))
	if err != nil {
		return Case{}, err
	}
	if !open {
		return Case{}, closed(op)
	}
	c := row.record()
	c.Number, c.Note, c.Statement = said[fieldNumber], said[fieldNote], said[fieldStatement]
	c.Measures, err = measuresOf(e.Ctx, e.Tx, e.Client(), id)
	return c, err
}

// caseThere refuses a case that is not the client's.
func caseThere(e *casework.Entry, op string, id CaseID) error {
	_, ok, err := caseByID(e.Ctx, e.Tx, e.Client(), id)
	if err == nil && !ok {
		return casework.Gone(op)
	}
	return err
}
