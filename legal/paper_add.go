package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// AddPaper writes a paper into the register of a client: one she has, one that
// is gone, one she needs.
//
// It refuses a missing or unknown kind, unknown codes, dates that cannot be, and
// a scan that is not in her file or that the actor may not see.
func (l *Legal) AddPaper(ctx context.Context, client pana.ClientID, n NewPaper) (PaperID, error) {
	const op = "legal.AddPaper"
	var id PaperID
	err := l.files.Enter(ctx, policy.WritePapers, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := scanThere(e, op, n.Document); err != nil {
			return err
		}
		id = PaperID(e.Tx.ID())
		if err := insertPaper(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n); err != nil {
			return err
		}
		if err := insertPaperState(e.Ctx, e.Tx, id, e.Client(), n.State, e.Today); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("papers", string(id), n.values(e.Client())...)
		return e.Put(pana.Legal, "papers", string(id), n.words()...)
	})
	return id, err
}

// scanThere refuses a scan that is not in the client's file, or that lies in a
// part of it which the actor does not read.
func scanThere(e *casework.Entry, op string, id pana.DocumentID) error {
	if id == "" {
		return nil
	}
	part, ok, err := documentPart(e.Ctx, e.Tx, e.Client(), id)
	if err != nil {
		return err
	}
	if !ok || !policy.Reads(e.Actor, part, e.Subject) {
		return pana.Refuse(op, "document", "record.absent")
	}
	return nil
}
