package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A NewWish is what a client answered when she was asked whether she wishes to
// take part in court.
type NewWish struct {
	Wish        string    // code list court-wish
	On          pana.Date // empty means today
	Source      pana.Source
	Interpreted bool
	Told        string // in her words, sealed
	Note        string // sealed
}

// A CourtWish is one of her answers. The newest counts.
type CourtWish struct {
	NewWish
	ID     string
	N      int
	By     pana.StaffID
	Closed bool
}

// RecordWish writes down what a client wishes about court. An answer does not
// replace the one before: what she wished earlier stays, and she may change her
// mind as often as she likes. Nothing in the house asks for it: no bed, no help
// and no paper hangs on the answer.
//
// It refuses a missing or unknown wish and a day that has not come.
func (l *Legal) RecordWish(ctx context.Context, client pana.ClientID, n NewWish) error {
	const op = "legal.RecordWish"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		id := e.Tx.ID()
		if err := insertWish(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("court_wishes", id, e.Client(), n.Wish, n.On, n.Source, n.Interpreted)
		return e.Put(pana.Legal, "court_wishes", id, casework.Say{Field: fieldTold, Text: n.Told}, casework.Say{Field: fieldNote, Text: n.Note})
	})
}

func (n NewWish) clean(op string, today pana.Date) (NewWish, error) {
	if n.Wish == "" {
		return n, pana.Refuse(op, "wish", "court.wish.missing")
	}
	if err := codes.Check(op, "wish", "court-wish", n.Wish); err != nil {
		return n, err
	}
	if n.On == "" {
		n.On = today
	}
	var err error
	if n.On, err = casework.Past(op, "on", n.On, today); err != nil {
		return n, err
	}
	if err := casework.CheckSource(op, n.Source); err != nil {
		return n, err
	}
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err != nil {
		return n, err
	}
	n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote)
	return n, err
}
