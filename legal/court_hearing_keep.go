package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
)

// AddHearing puts a day into a case. Someone from outside who interprets is one of
// the people around the client and may be named here for the first time.
//
// It refuses a missing day, unknown codes, two interpreters at once, a colleague who
// does not work here or stands too near her, and whoever may not interpret for her
// yet (see people.Interprets).
func (l *Legal) AddHearing(ctx context.Context, client pana.ClientID, id CaseID, n HearingFacts, interpreter casework.Someone) (HearingID, error) {
	const op = "legal.AddHearing"
	var hearing HearingID
	err := l.files.Enter(ctx, policy.KeepHearing, client, func(e *casework.Entry) error {
		if err := caseThere(e, op, id); err != nil {
			return err
		}
		n, err := n.clean(op, interpreter, e.Today)
		if err != nil {
			return err
		}
		hearing = HearingID(e.Tx.ID())
		outside, err := l.hearingAround(e, op, Hearing{ID: hearing}, n, interpreter)
		if err != nil {
			return err
		}
		return putHearing(e, id, hearing, n, outside)
	})
	return hearing, err
}

func putHearing(e *casework.Entry, in CaseID, id HearingID, n HearingFacts, outside pana.PersonID) error {
	if err := insertHearing(e.Ctx, e.Tx, id, in, e.Client(), n, outside); err != nil {
		return err
	}
	return keepHearing(e, id, n, outside)
}

func keepHearing(e *casework.Entry, id HearingID, n HearingFacts, outside pana.PersonID) error {
	if err := replaceEscorts(e.Ctx, e.Tx, id, e.Client(), n.Escorts); err != nil {
		return err
	}
	e.About(string(id))
	e.Wrote("hearings", string(id), n.values(e.Client(), outside)...)
	return e.Put(pana.Legal, "hearings", string(id), n.words()...)
}

// hearingAround checks whom a hearing names, and meets an interpreter who is new.
// Whether she may interpret is asked when she or the day is another.
func (l *Legal) hearingAround(e *casework.Entry, op string, old Hearing, n HearingFacts, interpreter casework.Someone) (pana.PersonID, error) {
	if err := worksWithUs(e, op, "office", old.Office, n.Office); err != nil {
		return "", err
	}
	if n.Interpreter != "" && n.Interpreter != old.Interpreter {
		works, _, err := standing(e.Ctx, e.Tx, e.Client(), n.Interpreter)
		switch {
		case err != nil:
			return "", err
		case !works:
			return "", pana.Refuse(op, "interpreter_staff", "interpreter.unknown")
		}
	}
	for _, s := range n.Escorts {
		if slices.Contains(old.Escorts, s) {
			continue
		}
		if err := goesAlong(e, op, "escorts", "", s); err != nil {
			return "", err
		}
	}
	outside, err := e.Who(op, "interpreter", interpreter)
	if err != nil || n.Interpreter == old.Interpreter && outside == old.Outside && n.On == old.On {
		return outside, err
	}
	said := interpreting(e, old.ID, n, outside)
	said.Name, said.Field = interpreter.New.Name, "interpreter_staff"
	if outside != "" {
		said.Field = "interpreter_name"
	}
	return outside, l.people().Interprets(e, op, said)
}

// interpreting is who interprets on a day in court; what is past may be a fact.
func interpreting(e *casework.Entry, id HearingID, n HearingFacts, outside pana.PersonID) people.Interpreting {
	return people.Interpreting{Kind: "hearing", Row: string(id), Staff: n.Interpreter, Person: outside, On: n.On, Held: n.On <= e.Today, Anyway: n.Unasked}
}

func (l *Legal) people() *people.People { return people.New(l.h, l.files) }

// EditHearing changes a day. A page older than the record is refused with
// db.stale; the same values again change nothing.
func (l *Legal) EditHearing(ctx context.Context, client pana.ClientID, id HearingID, n HearingFacts, interpreter casework.Someone, version int64) error {
	const op = "legal.EditHearing"
	return l.files.Enter(ctx, policy.KeepHearing, client, func(e *casework.Entry) error {
		old, err := hearingOf(e, op, id)
		if err != nil {
			return err
		}
		n, err := n.clean(op, interpreter, e.Today)
		if err != nil {
			return err
		}
		fields := n.differs(old.HearingFacts)
		if interpreter.ID != old.Outside || interpreter.New.Name != "" || interpreter.New.Contact != "" {
			fields = append(fields, "interpreter")
		}
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		outside, err := l.hearingAround(e, op, old, n, interpreter)
		if err != nil {
			return err
		}
		done, err := updateHearing(e.Ctx, e.Tx, id, n, outside, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		return keepHearing(e, id, n, outside)
	})
}

func hearingOf(e *casework.Entry, op string, id HearingID) (Hearing, error) {
	row, ok, err := hearingByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return Hearing{}, err
	}
	if !ok {
		return Hearing{}, casework.Gone(op)
	}
	said, open, err := e.Words(pana.Legal, "hearings", string(id))
	if err != nil {
		return Hearing{}, err
	}
	if !open {
		return Hearing{}, closed(op)
	}
	h := row.hearing()
	h.Room, h.Note, h.Words = said[fieldRoom], said[fieldNote], said[fieldResult]
	h.Escorts, err = escortsOf(e.Ctx, e.Tx, e.Client(), id)
	return h, err
}
