package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Preview says what erasing a client would do, before anything is done.
type Preview struct {
	Code   string
	Closed pana.Date // when her last time in our care ended
	Due    pana.Date // from when on the time is over; empty while the file is open
	Words  int64     // sealed words that nobody could open any more
	Gone   int64     // rows that would go
	Coarse int64     // rows that would stay, coarse
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
	tables, err := tablesOf(e.h.Tables())
	if err != nil {
		return p, err
	}
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		if _, err := e.allow(ctx, tx, policy.EraseClient, client); err != nil {
			return err
		}
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
		return p.count(ctx, tx, tables, client)
	})
	return p, err
}

// count counts her words and rows.
func (p *Preview) count(ctx context.Context, tx *db.Tx, tables []table, client pana.ClientID) error {
	s, err := scopeOf(ctx, tx, tables, client)
	if err != nil {
		return err
	}
	ids := s.ids()
	for _, t := range tables {
		into := &p.Gone
		if t.name == "words" {
			into = &p.Words
		} else if t.stays() {
			into = &p.Coarse
		}
		err := s.where(t, ids, func(cond string, args []any) error {
			n, err := db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM `+t.name+` WHERE `+cond, args...)
			*into += n
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// months is how long this house keeps a closed file.
func (e *Erasure) months() int {
	set := e.h.Settings()
	return KeepFor(set.KeepMonths, set.CodePrefix)
}
