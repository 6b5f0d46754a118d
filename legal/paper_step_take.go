package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// TakeStep writes down where a step stands: planned, asked, done, not needed,
// with whom, who went along, what it cost and who paid.
//
// A step that needs the client's consent is not taken without it: asking or
// fetching anything at an embassy, or at any office that is one, asks the gate of
// consent at this moment, for that office ("paper.consent"). Consent that was
// taken back closes the next step, not what is past. The same holds for the
// police.
//
// A page older than the record is refused with db.stale. It refuses days that
// have not come, an answer before the question, unknown codes, someone to go
// along who does not work here or stands too near her, and new steps of a
// restoration that is over ("paper.ended").
func (l *Legal) TakeStep(ctx context.Context, client pana.ClientID, id StepID, n StepFacts, version int64) error {
	const op = "legal.TakeStep"
	return l.files.Enter(ctx, policy.TakePaperStep, client, func(e *casework.Entry) error {
		old, err := stepOf(e, op, id)
		if err != nil {
			return err
		}
		n, err := n.clean(op, old.Own(), e.Today)
		if err != nil {
			return err
		}
		fields := n.differs(old.StepFacts)
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		if err := goesAlong(e, op, "escort", old.Escort, n.Escort); err != nil {
			return err
		}
		if err := mayTake(e, op, old, n); err != nil {
			return err
		}
		done, err := updateStep(e.Ctx, e.Tx, id, n, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		e.About(string(id))
		e.Wrote("paper_steps", string(id), n.values(e.Client())...)
		return e.Put(pana.Legal, "paper_steps", string(id), n.words()...)
	})
}

// mayTake asks what stands in the way of turning to an office.
func mayTake(e *casework.Entry, op string, old Step, n StepFacts) error {
	kind := ""
	if n.Office != "" {
		var ok bool
		var err error
		if kind, ok, err = organisationKind(e.Ctx, e.Tx, n.Office); err != nil {
			return err
		}
		if !ok {
			return pana.Refuse(op, "office", "paper.office.unknown")
		}
	}
	if !old.takes(n) {
		return nil
	}
	for _, p := range old.purposes(kind) {
		stands, err := e.Allowed(p, recipient(p, n.Office), "")
		if err != nil {
			return err
		}
		if !stands {
			return pana.Refuse(op, "asked", "paper.consent."+string(p))
		}
	}
	w, ok, err := restorationByID(e.Ctx, e.Tx, e.Client(), old.Way)
	if err != nil {
		return err
	}
	if !ok || w.Ended != "" {
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "paper.ended"}
	}
	return nil
}

// goesAlong refuses someone new to go along who does not work here any more, or
// who is named in a standing conflict of interest with the client.
func goesAlong(e *casework.Entry, op, field string, before, now pana.StaffID) error {
	if now == "" || now == before {
		return nil
	}
	works, near, err := standing(e.Ctx, e.Tx, e.Client(), now)
	switch {
	case err != nil:
		return err
	case !works:
		return pana.Refuse(op, field, "paper.escort.unknown")
	case near:
		return pana.Refuse(op, field, "paper.escort.near")
	}
	return nil
}

func stepOf(e *casework.Entry, op string, id StepID) (Step, error) {
	row, ok, err := stepByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return Step{}, err
	}
	if !ok {
		return Step{}, casework.Gone(op)
	}
	said, open, err := e.Words(pana.Legal, "paper_steps", string(id))
	if err != nil {
		return Step{}, err
	}
	if !open {
		return Step{}, closed(op)
	}
	s := row.step()
	s.Title, s.Where, s.Note = said[fieldTitle], said[fieldOffice], said[fieldNote]
	return s, nil
}

// AddStep adds a step of our own to a restoration, behind the others. needs is
// the purpose for which consent is needed, or empty. It refuses an empty title
// and a restoration that is over.
func (l *Legal) AddStep(ctx context.Context, client pana.ClientID, way RestorationID, title string, needs pana.Purpose) (StepID, error) {
	const op = "legal.AddStep"
	var id StepID
	err := l.files.Enter(ctx, policy.TakePaperStep, client, func(e *casework.Entry) error {
		n, err := StepFacts{Title: title}.clean(op, true, e.Today)
		if err != nil {
			return err
		}
		if err := casework.CheckOneOf(op, "needs", string(needs), string(pana.EmbassyUse), string(pana.PoliceUse)); err != nil {
			return err
		}
		w, ok, err := restorationByID(e.Ctx, e.Tx, e.Client(), way)
		if err != nil {
			return err
		}
		if !ok {
			return casework.Gone(op)
		}
		if w.Ended != "" {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "title", Say: "paper.ended"}
		}
		last, err := lastStep(e.Ctx, e.Tx, way)
		if err != nil {
			return err
		}
		if last >= mostSteps {
			return pana.Refuse(op, "title", "paper.step.many")
		}
		id = StepID(e.Tx.ID())
		if err := insertStep(e.Ctx, e.Tx, Step{ID: id, N: last + 1, Code: ownStep, Needs: needs}, w, e.Client()); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("paper_steps", string(id), e.Client(), way, last+1, needs)
		return e.Put(pana.Legal, "paper_steps", string(id), n.words()...)
	})
	return id, err
}

// mostSteps is how many steps a restoration has at most.
const mostSteps = 40
