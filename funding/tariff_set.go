package funding

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// Units lists what a tariff can count, as a form shows them.
func Units() []string { return []string{PerDay, PerService, PerHour} }

// AddTariff adds what a unit costs from a day on, and ends the tariff before it on
// the day before, if that one was open. It needs KeepAgreement. Between two tariffs
// of one thing there is neither a gap nor a day with both: the first begins with
// the agreement ("funding.tariff.first"), the next where the last one ends
// ("funding.tariff.gap") and not before ("funding.tariff.twice").
func (f *Funding) AddTariff(ctx context.Context, id AgreementID, t Tariff) error {
	const op = "funding.AddTariff"
	return f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		a, err := f.agreement(ctx, tx, op, id)
		if err != nil {
			return nil, "", err
		}
		t, err := t.clean(op, a)
		if err != nil {
			return nil, "", err
		}
		before, err := a.follows(op, t)
		if err != nil {
			return nil, "", err
		}
		if err := f.open(ctx, tx, op, "since", t.Since, t.Until); err != nil {
			return nil, "", err
		}
		if before != nil && before.Until == "" {
			if err := endTariff(ctx, tx, before.ID, t.Since.AddDays(-1)); err != nil {
				return nil, "", err
			}
		}
		t.ID = tx.ID()
		return [][32]byte{trail.Digest("fund_tariffs", t.ID, string(id), t.Unit, t.Kind, string(t.Since), string(t.Until), strconv.FormatInt(t.Minor, 10))}, id, insertTariff(ctx, tx, id, t)
	})
}

func (t Tariff) clean(op string, a Agreement) (Tariff, error) {
	if t.Unit == "" {
		return t, pana.Refuse(op, "unit", "funding.unit.missing")
	}
	if err := casework.CheckOneOf(op, "unit", t.Unit, Units()...); err != nil {
		return t, err
	}
	if t.Unit == PerDay {
		t.Kind = ""
	}
	if err := casework.CheckCode(op, "kind", "service-kind", t.Kind); err != nil {
		return t, err
	}
	if t.Minor <= 0 || t.Minor > mostMinor {
		return t, pana.Refuse(op, "amount", "funding.money")
	}
	if t.Since == "" {
		t.Since = a.Since
	}
	var err error
	if t.Since, t.Until, err = days(op, t.Since, t.Until); err != nil {
		return t, err
	}
	if t.Since < a.Since || a.Until != "" && (t.Since > a.Until || t.Until > a.Until) {
		return t, pana.Refuse(op, "since", "funding.tariff.outside")
	}
	return t, nil
}

// follows returns the last tariff of the same thing, after which t comes.
func (a Agreement) follows(op string, t Tariff) (*Tariff, error) {
	// A service is paid by itself or by the hour, and not by both.
	if slices.ContainsFunc(a.Tariffs, func(o Tariff) bool {
		return o.Kind == t.Kind && o.Unit != t.Unit && o.Unit != PerDay && t.Unit != PerDay && o.meets(t)
	}) {
		return nil, pana.Refuse(op, "unit", "funding.tariff.both")
	}
	var last *Tariff
	for i := range a.Tariffs {
		if o := &a.Tariffs[i]; o.Unit == t.Unit && o.Kind == t.Kind {
			last = o
		}
	}
	switch {
	case last == nil && t.Since > a.Since && t.Kind == "":
		return nil, &pana.Error{Op: op, Kind: pana.Invalid, Field: "since", Say: "funding.tariff.first", With: map[string]any{"Day": a.Since}}
	case last == nil:
		return nil, nil
	case t.Since <= last.Since || last.Until != "" && t.Since <= last.Until:
		return nil, pana.Refuse(op, "since", "funding.tariff.twice")
	case last.Until != "" && t.Since > last.Until.AddDays(1):
		return nil, &pana.Error{Op: op, Kind: pana.Invalid, Field: "since", Say: "funding.tariff.gap", With: map[string]any{"Day": last.Until.AddDays(1)}}
	}
	return last, nil
}

func (t Tariff) meets(o Tariff) bool {
	return (t.Until == "" || o.Since <= t.Until) && (o.Until == "" || t.Since <= o.Until)
}

// DropTariff takes out the last tariff of a thing, if it was written by mistake.
// One that others follow stays ("funding.tariff.last"), and so does one of a closed
// month.
func (f *Funding) DropTariff(ctx context.Context, id AgreementID, tariff string) error {
	const op = "funding.DropTariff"
	return f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		a, err := f.agreement(ctx, tx, op, id)
		if err != nil {
			return nil, "", err
		}
		i := slices.IndexFunc(a.Tariffs, func(t Tariff) bool { return t.ID == tariff })
		if i < 0 {
			return nil, "", casework.Gone(op)
		}
		t := a.Tariffs[i]
		if slices.ContainsFunc(a.Tariffs, func(o Tariff) bool { return o.Unit == t.Unit && o.Kind == t.Kind && o.Since > t.Since }) {
			return nil, "", pana.Refuse(op, "", "funding.tariff.last")
		}
		if err := f.open(ctx, tx, op, "", t.Since, t.Until); err != nil {
			return nil, "", err
		}
		if _, err := deleteTariff(ctx, tx, id, tariff); err != nil {
			return nil, "", err
		}
		return [][32]byte{trail.Digest("fund_tariffs", tariff, "dropped")}, id, nil
	})
}

// AddTarget writes down how much of something was agreed for a time. It needs
// KeepAgreement and refuses two of one thing from the same day, a time outside the
// agreement and a thing that it does not pay.
func (f *Funding) AddTarget(ctx context.Context, id AgreementID, t Target) error {
	const op = "funding.AddTarget"
	return f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		a, err := f.agreement(ctx, tx, op, id)
		if err != nil {
			return nil, "", err
		}
		if t.What == "" {
			return nil, "", pana.Refuse(op, "what", "funding.target.missing")
		}
		if t.What != Person && t.What != Day {
			if err := casework.CheckCode(op, "what", "service-kind", t.What); err != nil {
				return nil, "", err
			}
		}
		if t.What == Day && !a.Days || t.What != Person && t.What != Day && !slices.Contains(a.Services, t.What) {
			return nil, "", pana.Refuse(op, "what", "funding.target.unpaid")
		}
		if err := casework.Within(op, "count", t.Count, 1, mostCount); err != nil {
			return nil, "", err
		}
		if t.Since, t.Until, err = days(op, t.Since, t.Until); err != nil {
			return nil, "", err
		}
		switch {
		case t.Until == "":
			return nil, "", pana.Refuse(op, "until", "date.missing")
		case t.Since < a.Since || a.Until != "" && t.Until > a.Until:
			return nil, "", pana.Refuse(op, "since", "funding.target.outside")
		case slices.ContainsFunc(a.Targets, func(o Target) bool { return o.What == t.What && o.Since <= t.Until && t.Since <= o.Until }):
			return nil, "", pana.Refuse(op, "what", "funding.target.twice")
		}
		t.ID = tx.ID()
		return [][32]byte{trail.Digest("fund_targets", t.ID, string(id), t.What, string(t.Since), string(t.Until), strconv.Itoa(t.Count))}, id, insertTarget(ctx, tx, id, t)
	})
}

// DropTarget takes a target out.
func (f *Funding) DropTarget(ctx context.Context, id AgreementID, target string) error {
	const op = "funding.DropTarget"
	return f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		n, err := deleteTarget(ctx, tx, id, target)
		if err == nil && n == 0 {
			err = casework.Gone(op)
		}
		return [][32]byte{trail.Digest("fund_targets", target, "dropped")}, id, err
	})
}
