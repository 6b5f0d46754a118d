package youth

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Worry is that somebody may be exploited. It goes to who leads the centre and
// to nobody else; only a referral by consent reaches a shelter.
type Worry struct {
	ID       string        `db:"id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	On       pana.Date     `db:"on_day"`
	Urgent   bool          `db:"urgent"`
	State    string        `db:"state"` // open, answered
	Answered pana.Date     `db:"answered"`
	By       pana.StaffID  `db:"by_staff"`
	Version  int64         `db:"version"`
	Told     string        `db:"-"`
	Answer   string        `db:"-"`
	Closed   bool          `db:"-"` // her keys do not open the words
}

// NoteWorry writes a worry down: what was seen or heard is enough.
func (y *Youth) NoteWorry(ctx context.Context, client pana.ClientID, told string, urgent bool) error {
	const op = "youth.NoteWorry"
	told, err := casework.Text(op, "told", told, casework.MostNote)
	if err != nil {
		return err
	}
	if told == "" {
		return pana.Refuse(op, "told", "youth.worry.told")
	}
	return y.files.Enter(ctx, policy.NoteWorry, client, func(e *casework.Entry) error {
		id := e.Tx.ID()
		if err := insertWorry(e.Ctx, e.Tx, id, client, me(e.Ctx), e.Today, urgent); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("youth_worries", id, client, e.Today, urgent)
		return e.HandIn(pana.Safety, "youth_worries", id, casework.Say{Field: fieldTold, Text: told})
	})
}

// Worries returns the worries at a centre, those without an answer first.
func (y *Youth) Worries(ctx context.Context, site pana.SiteID) ([]Worry, error) {
	const op = "youth.Worries"
	if _, err := y.centre(ctx, op, policy.SeeWorries, site); err != nil {
		return nil, err
	}
	var list []Worry
	err := y.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		cond, args := y.files.Where(ctx, tx, policy.SeeWorries)
		if list, err = worryRows(ctx, tx, site, cond, args); err != nil {
			return err
		}
		for i := range list {
			w := &list[i]
			words, shut, err := seal.GetWords(ctx, tx, site, seal.Owner(w.Client), seal.Filter{Rows: []string{w.ID}, Compartments: []pana.Compartment{pana.Safety}})
			if err != nil {
				return err
			}
			w.Closed = len(shut) > 0
			for _, word := range words {
				switch word.Field {
				case fieldTold:
					w.Told = word.Text
				case fieldAnswer:
					w.Answer = word.Text
				}
			}
			if err := trail.Looked(ctx, tx, policy.SeeWorries, w.Client, site, pana.Safety); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// AnswerWorry says what was done about a worry, made from a row version.
func (y *Youth) AnswerWorry(ctx context.Context, client pana.ClientID, id, answer string, version int64) error {
	const op = "youth.AnswerWorry"
	answer, err := casework.Text(op, "answer", answer, casework.MostNote)
	if err != nil {
		return err
	}
	if answer == "" {
		return pana.Refuse(op, "answer", "youth.worry.answer")
	}
	return y.files.Enter(ctx, policy.SeeWorries, client, func(e *casework.Entry) error {
		n, err := answerWorry(e.Ctx, e.Tx, client, id, e.Today, version)
		if err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"answer"}}))
		}
		e.About(id)
		e.Wrote("youth_worries", id, "answered", e.Today)
		return e.Put(pana.Safety, "youth_worries", id, casework.Say{Field: fieldAnswer, Text: answer})
	})
}

// openWorries counts what waits for an answer, for Today.
func (y *Youth) openWorries(ctx context.Context, tx *db.Tx, site house.Site) (int, error) {
	cond, args := y.files.Where(ctx, tx, policy.SeeWorries)
	n, err := countWorries(ctx, tx, site.ID, cond, args)
	if err != nil {
		return 0, err
	}
	told, err := countTold(ctx, tx, site.ID)
	return n + told, err
}
