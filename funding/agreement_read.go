package funding

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Agreements returns every agreement, those that stand first, the newest of each
// first. It needs SeeFunding.
func (f *Funding) Agreements(ctx context.Context) ([]Agreement, error) {
	var list []Agreement
	err := f.seen(ctx, func(tx *db.Tx) (err error) {
		list, err = f.agreements(ctx, tx)
		today := f.h.Today(tx.Now)
		slices.SortStableFunc(list, func(a, b Agreement) int { return cmp.Compare(b2i(a.over(today)), b2i(b.over(today))) })
		return err
	})
	return list, err
}

// Agreement returns one, or NotFound "record.absent". It needs SeeFunding.
func (f *Funding) Agreement(ctx context.Context, id AgreementID) (Agreement, error) {
	var a Agreement
	err := f.seen(ctx, func(tx *db.Tx) (err error) {
		a, err = f.agreement(ctx, tx, "funding.Agreement", id)
		return err
	})
	return a, err
}

// seen reads something of what is agreed for whoever may see it.
func (f *Funding) seen(ctx context.Context, read func(tx *db.Tx) error) error {
	return f.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeFunding, policy.Subject{}); err != nil {
			return err
		}
		return read(tx)
	})
}

func (a Agreement) over(today pana.Date) bool { return a.Until != "" && a.Until < today }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// agreement returns one of all.
func (f *Funding) agreement(ctx context.Context, tx *db.Tx, op string, id AgreementID) (Agreement, error) {
	all, err := f.agreements(ctx, tx)
	if err != nil {
		return Agreement{}, err
	}
	i := slices.IndexFunc(all, func(a Agreement) bool { return a.ID == id })
	if i < 0 {
		return Agreement{}, casework.Gone(op)
	}
	return all[i], nil
}

// agreements opens all of them, with all that belongs to each.
func (f *Funding) agreements(ctx context.Context, tx *db.Tx) ([]Agreement, error) {
	rows, err := agreementRows(ctx, tx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	list, at := make([]Agreement, len(rows)), make(map[AgreementID]int, len(rows))
	for i, r := range rows {
		a := r.Agreement
		a.Services, a.Absences = strings.Fields(r.Kinds), strings.Fields(r.Reasons)
		for _, t := range []struct {
			field  string
			sealed []byte
			into   *string
		}{{"name", r.SealedName, &a.Name}, {"number", r.SealedNumber, &a.Number}, {"form", r.SealedForm, &a.Form}} {
			if *t.into, err = f.h.OpenOwn("fund_agreements", string(a.ID), t.field, t.sealed); err != nil {
				return nil, err
			}
		}
		list[i], at[a.ID] = a, i
	}
	funders, err := funderRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, r := range funders {
		a := &list[at[r.Agreement]]
		a.Funders = append(a.Funders, r.Funder)
	}
	sites, err := siteRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, r := range sites {
		a := &list[at[r.Agreement]]
		a.Sites = append(a.Sites, r.Site)
	}
	targets, err := targetRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, r := range targets {
		a := &list[at[r.Agreement]]
		a.Targets = append(a.Targets, r.Target)
	}
	tariffs, err := tariffRows(ctx, tx)
	for _, r := range tariffs {
		a := &list[at[r.Agreement]]
		a.Tariffs = append(a.Tariffs, r.Tariff)
	}
	return list, err
}
