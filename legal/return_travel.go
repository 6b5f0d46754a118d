package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// SetOut records that she has set off. The gate must let her go at this moment.
func (l *Legal) SetOut(ctx context.Context, client pana.ClientID, on pana.Date, version int64) error {
	const op = "legal.SetOut"
	return l.onReturn(ctx, op, policy.TravelReturn, client, version, func(e *casework.Entry, r *Return) error {
		on, err := dayOf(op, "on", on, e.Today)
		switch {
		case err != nil:
			return err
		case r.State == OnTheWay:
			return conflict(op, "", "return.on-the-way")
		case on < r.Opened:
			return pana.Refuse(op, "on", "date.crossed")
		}
		if err := l.files.MayReturn(ctx, e.Tx, client); err != nil {
			return err
		}
		r.State, r.Departed = OnTheWay, on
		if r.ArriveBy < on {
			r.ArriveBy = on.AddDays(1)
		}
		return save(e, *r)
	})
}

// Arrive records that she has arrived and who says so. Only then is the return
// complete, and only while the gate lets her go: what came to light on the road
// counts.
func (l *Legal) Arrive(ctx context.Context, client pana.ClientID, on pana.Date, by string, version int64) error {
	const op = "legal.Arrive"
	return l.onReturn(ctx, op, policy.TravelReturn, client, version, func(e *casework.Entry, r *Return) error {
		on, err := dayOf(op, "on", on, e.Today)
		switch {
		case err != nil:
			return err
		case by == "":
			return pana.Refuse(op, "by", "return.arrival.missing")
		case r.State != OnTheWay:
			return conflict(op, "", "return.not-on-the-way")
		case on < r.Departed:
			return pana.Refuse(op, "on", "date.crossed")
		}
		if err := casework.CheckCode(op, "by", "return-arrival", by); err != nil {
			return err
		}
		if err := l.files.MayReturn(ctx, e.Tx, client); err != nil {
			return err
		}
		r.State, r.Arrived, r.ArrivedBy = Arrived, on, by
		return save(e, *r)
	})
}

// PutAside ends a return that does not go on now. A later one begins anew, with a
// check of its own. Nothing else hangs on it.
func (l *Legal) PutAside(ctx context.Context, client pana.ClientID, as, reason string, version int64) error {
	const op = "legal.PutAside"
	return l.onReturn(ctx, op, policy.TravelReturn, client, version, func(e *casework.Entry, r *Return) error {
		reason, err := casework.Text(op, FieldReason, reason, casework.MostNote)
		if err != nil {
			return err
		}
		if as == "" {
			return pana.Refuse(op, "as", "return.aside.missing")
		}
		if err := casework.CheckCode(op, "as", "return-aside", as); err != nil {
			return err
		}
		r.State, r.Aside, r.AsideAs = SetAside, e.Today, as
		if err := save(e, *r); err != nil {
			return err
		}
		return e.Put(pana.Safety, "returns", r.ID, casework.Say{Field: FieldReason, Text: reason})
	})
}

// dayOf is a day that has come; empty means today.
func dayOf(op, field string, d, today pana.Date) (pana.Date, error) {
	if d == "" {
		return today, nil
	}
	return casework.Past(op, field, d, today)
}
