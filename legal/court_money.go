package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A Compensation is a sum that was asked for, awarded or paid, in whole units.
type Compensation struct {
	ID       string    `db:"id"`
	Case     CaseID    `db:"case_id"`
	Step     string    `db:"step"` // code list compensation-step
	Amount   int64     `db:"amount"`
	Currency string    `db:"currency"` // empty means tenge
	On       pana.Date `db:"on_day"`   // empty means today
	Struck   bool      `db:"struck"`   // written by mistake
}

// AddCompensation writes down a sum of a case. It refuses a missing step, a sum
// that is none, unknown codes and a day that has not come.
func (l *Legal) AddCompensation(ctx context.Context, client pana.ClientID, id CaseID, n Compensation) error {
	const op = "legal.AddCompensation"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		if err := caseThere(e, op, id); err != nil {
			return err
		}
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		n.ID, n.Case = e.Tx.ID(), id
		e.About(string(id))
		e.Wrote("compensations", n.ID, e.Client(), id, n.Step, n.Amount, n.Currency, n.On)
		return insertCompensation(e.Ctx, e.Tx, e.Client(), n)
	})
}

// StrikeCompensation says that a sum was written down by mistake. It stays to be
// seen and counts no more; striking it again changes nothing. One that is not hers
// is NotFound.
func (l *Legal) StrikeCompensation(ctx context.Context, client pana.ClientID, id string) error {
	const op = "legal.StrikeCompensation"
	return l.files.Enter(ctx, policy.WriteCourt, client, func(e *casework.Entry) error {
		there, err := strikeCompensation(e.Ctx, e.Tx, e.Client(), id)
		if err == nil && there == 0 {
			return casework.Gone(op)
		}
		e.About(id)
		e.Wrote("compensations", id, e.Client(), true)
		return err
	})
}

func (n Compensation) clean(op string, today pana.Date) (Compensation, error) {
	if n.Step == "" {
		return n, pana.Refuse(op, "step", "court.money.step.missing")
	}
	if err := codes.Check(op, "step", "compensation-step", n.Step); err != nil {
		return n, err
	}
	if n.Amount <= 0 || n.Amount > mostCost {
		return n, &pana.Error{Op: op, Kind: pana.Invalid, Field: "amount", Say: "record.between", With: map[string]any{"Least": 1, "Most": mostCost}}
	}
	if n.Currency == "" {
		n.Currency = "KZT"
	}
	if err := codes.Check(op, "currency", "currency", n.Currency); err != nil {
		return n, err
	}
	if n.On == "" {
		n.On = today
	}
	var err error
	n.On, err = casework.Past(op, "on", n.On, today)
	return n, err
}

// Sum is what was asked for, awarded or paid in one currency.
func (c Case) Sum(step, currency string) int64 {
	var sum int64
	for _, m := range c.Money {
		if m.Step == step && m.Currency == currency && !m.Struck {
			sum += m.Amount
		}
	}
	return sum
}
