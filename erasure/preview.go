package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Preview says how a file stands before it is erased. It counts nothing: a
// number of words would tell that somebody keeps private notes.
type Preview struct {
	Code   string
	Young  bool      // a file of a youth centre
	Closed pana.Date // when her last time in our care ended
	Due    pana.Date // from when on the time is over; empty while the file is open
	Hold   Hold      // zero when there is none
	Say    string    // why it cannot be done now; empty when it can
	Second bool      // even when her time is over, another person is needed
	Alone  bool      // there is nobody else who could be asked
}

// Preview looks at a file and changes nothing.
func (e *Erasure) Preview(ctx context.Context, client pana.ClientID) (p Preview, err error) {
	if p.Alone, err = e.h.Alone(ctx, policy.EraseClient); err != nil {
		return p, err
	}
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		about, err := e.allow(ctx, tx, policy.EraseClient, client)
		if err != nil {
			return err
		}
		p.Young = about.Young
		if p.Code, err = codeOf(ctx, tx, client); err != nil {
			return err
		}
		s, err := standingOf(ctx, tx, client)
		if err != nil {
			return err
		}
		if p.Closed = s.Closed; s.Open == 0 && s.Closed != "" {
			p.Due = dueOn(s.Closed, e.months())
		}
		if p.Hold, _, err = standingHold(ctx, tx, client); err != nil {
			return err
		}
		if p.Say, err = e.mayNot(ctx, tx, client); err != nil {
			return err
		}
		over, err := braked(ctx, tx)
		if err != nil {
			return err
		}
		p.Second = over || p.Due == "" || e.h.Today(tx.Now) < p.Due
		return nil
	})
	return p, err
}

// months is how long this house keeps a closed file.
func (e *Erasure) months() int {
	set := e.h.Settings()
	return KeepFor(set.KeepMonths, set.CodePrefix)
}
