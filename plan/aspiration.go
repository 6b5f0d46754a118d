package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Aspiration is what a client hopes for, in her words, and when if she said
// so. Each gets an answer in the end, even if it is that we do not know.
type Aspiration struct {
	ID        string         `db:"id"`
	Since     pana.Date      `db:"since"`
	When      pana.Fuzzy     `db:"-"`
	Earliest  pana.Date      `db:"earliest"`
	Latest    pana.Date      `db:"latest"`
	Precision pana.Precision `db:"precision"`
	Closing   string         `db:"closing"` // code list aspiration-end; empty while it is open
	ClosedOn  pana.Date      `db:"closed_on"`
	By        pana.StaffID   `db:"by_staff"`
	Version   int64          `db:"version"`
	Told      string
	Ending    string
}

// Hope writes down what the client hopes for.
func (p *Plan) Hope(ctx context.Context, client pana.ClientID, told string, when pana.Fuzzy) error {
	const op = "plan.Hope"
	told, err := casework.Text(op, "hope", told, casework.MostNote)
	if err != nil {
		return err
	}
	if told == "" {
		return pana.Refuse(op, "hope", "plan.hope.missing")
	}
	if err := moment(op, "hope_when", when); err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		id := e.Tx.ID()
		if err := insertAspiration(e, id, when); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("aspirations", id, e.Today, when)
		return e.Put(pana.Care, "aspirations", id, casework.Say{Field: FieldTold, Text: told})
	})
}

// AnswerHope says what became of a hope. "On the way" leaves it open.
func (p *Plan) AnswerHope(ctx context.Context, client pana.ClientID, id, closing, text string, version int64) error {
	const op = "plan.AnswerHope"
	if closing == "" {
		return pana.Refuse(op, "closing", "plan.state.missing")
	}
	if err := codes.Check(op, "closing", "aspiration-end", closing); err != nil {
		return err
	}
	text, err := casework.Text(op, "ending", text, casework.MostNote)
	if err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		a, ok, err := aspirationByID(e, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case a.Version != version && a.Closing == closing:
			return nil
		case a.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"closing"}})
		}
		n, err := closeAspiration(e, a, closing)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"closing"}})
		}
		e.About(id)
		e.Wrote("aspirations", id, closing, e.Today, version+1)
		return e.Put(pana.Care, "aspirations", id, casework.Say{Field: FieldEnding, Text: text})
	})
}
