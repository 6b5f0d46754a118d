package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// EditPaper changes what is known of a paper. Which state it was in before stays
// known. A page older than the record is refused with db.stale, whose With names
// the fields in which the two differ under "Fields". The same values again change
// nothing.
//
// It refuses what AddPaper refuses, a paper of another client (NotFound
// "record.absent"), and one whose words the actor's keys do not open
// ("paper.closed"), because she could not know what she overwrites.
func (l *Legal) EditPaper(ctx context.Context, client pana.ClientID, id PaperID, n NewPaper, version int64) error {
	const op = "legal.EditPaper"
	return l.files.Enter(ctx, policy.WritePapers, client, func(e *casework.Entry) error {
		old, err := paperOf(e, op, id)
		if err != nil {
			return err
		}
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := scanThere(e, op, n.Document); err != nil {
			return err
		}
		fields := n.differs(old.NewPaper)
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		return changePaper(e, op, old, n, old.Obtained)
	})
}

// paperOf returns a paper of the client with its words, for an act that changes it.
func paperOf(e *casework.Entry, op string, id PaperID) (Paper, error) {
	row, ok, err := paperByID(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return Paper{}, err
	}
	if !ok {
		return Paper{}, casework.Gone(op)
	}
	said, open, err := e.Words(pana.Legal, "papers", string(id))
	if err != nil {
		return Paper{}, err
	}
	if !open {
		return Paper{}, closed(op)
	}
	p := row.paper()
	p.Number, p.Note = said[fieldNumber], said[fieldNote]
	return p, nil
}

// changePaper writes n over old and notes a new state.
func changePaper(e *casework.Entry, op string, old Paper, n NewPaper, obtained pana.Date) error {
	done, err := updatePaper(e.Ctx, e.Tx, old.ID, n, obtained, old.Version)
	if err != nil {
		return err
	}
	if done == 0 {
		return db.Stale(op, map[string]any{"Fields": n.differs(old.NewPaper)})
	}
	if n.State != old.State {
		if err := insertPaperState(e.Ctx, e.Tx, old.ID, e.Client(), n.State, e.Today); err != nil {
			return err
		}
	}
	e.About(string(old.ID))
	e.Wrote("papers", string(old.ID), append(n.values(e.Client()), obtained)...)
	return e.Put(pana.Legal, "papers", string(old.ID), n.words()...)
}

// closed is the answer to a change of words that the actor cannot read.
func closed(op string) error {
	return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "paper.closed"}
}
