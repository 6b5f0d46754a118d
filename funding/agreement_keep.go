package funding

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// How often a funder wants a report.
const (
	EachMonth   = "month"
	EachQuarter = "quarter"
	EachYear    = "year"
)

// Rhythms lists them as a form shows them.
func Rhythms() []string { return []string{EachMonth, EachQuarter, EachYear} }

const (
	mostName   = 120
	mostDays   = 366
	mostCount  = 1_000_000
	mostFunder = 12
)

// AddAgreement keeps an agreement. It needs KeepAgreement and refuses one without
// a name, payer, funder or site, days that are crossed, funders whose parts do not
// sum to the whole, and codes that no list holds.
func (f *Funding) AddAgreement(ctx context.Context, a Agreement) (AgreementID, error) {
	const op = "funding.AddAgreement"
	err := f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		clean, err := f.clean(ctx, tx, op, a)
		if err != nil {
			return nil, "", err
		}
		a = clean
		a.ID = AgreementID(tx.ID())
		if err := f.open(ctx, tx, op, "since", a.Since, a.Until); err != nil {
			return nil, "", err
		}
		sealed, err := f.seal(a, 1)
		if err != nil {
			return nil, "", err
		}
		if err := insertAgreement(ctx, tx, a, sealed); err != nil {
			return nil, "", err
		}
		return a.digests(sealed), a.ID, putParts(ctx, tx, a)
	})
	return a.ID, err
}

// EditAgreement changes an agreement. What would change the money of a closed
// month is refused ("funding.closed"): its days, where and for what it pays.
// Targets and tariffs stay as they are; tariffs must lie within its days.
func (f *Funding) EditAgreement(ctx context.Context, a Agreement, version int64) error {
	const op = "funding.EditAgreement"
	return f.onAgreement(ctx, func(tx *db.Tx) ([][32]byte, AgreementID, error) {
		old, err := f.agreement(ctx, tx, op, a.ID)
		if err != nil {
			return nil, "", err
		}
		a, err := f.clean(ctx, tx, op, a)
		if err != nil {
			return nil, "", err
		}
		a.Tariffs = old.Tariffs
		switch {
		case old.Version != version:
			return nil, "", db.Stale(op, map[string]any{"Fields": a.differs(old)})
		case slices.ContainsFunc(a.Tariffs, func(t Tariff) bool { return t.Since < a.Since || a.Until != "" && t.Since > a.Until }):
			return nil, "", pana.Refuse(op, "since", "funding.tariff.outside")
		}
		if from, ok := changedFrom(old, a); ok {
			if err := f.open(ctx, tx, op, "since", from, ""); err != nil {
				return nil, "", err
			}
		}
		sealed, err := f.seal(a, version+1)
		if err != nil {
			return nil, "", err
		}
		if n, err := updateAgreement(ctx, tx, a, sealed, version); err != nil || n == 0 {
			return nil, "", cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"called"}}))
		}
		return a.digests(sealed), a.ID, putParts(ctx, tx, a)
	})
}

// changedFrom is the first day whose money another version of an agreement
// changes; false when it changes none.
func changedFrom(a, b Agreement) (pana.Date, bool) {
	same := a.Payer == b.Payer && a.Currency == b.Currency && a.Days == b.Days && a.Absent == b.Absent && a.Mandate == b.Mandate &&
		slices.Equal(sorted(a.Services), sorted(b.Services)) && slices.Equal(sorted(a.Absences), sorted(b.Absences)) && slices.Equal(sorted(a.Sites), sorted(b.Sites)) &&
		a.Since == b.Since
	switch {
	case !same:
		return min(a.Since, b.Since), true
	case a.Until == b.Until:
		return "", false
	case a.Until == "":
		return b.Until.AddDays(1), true
	case b.Until == "":
		return a.Until.AddDays(1), true
	}
	return min(a.Until, b.Until).AddDays(1), true
}

func sorted[T ~string](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// onAgreement does one act to agreements with its line in the trail.
func (f *Funding) onAgreement(ctx context.Context, do func(tx *db.Tx) ([][32]byte, AgreementID, error)) error {
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepAgreement, policy.Subject{}); err != nil {
			return err
		}
		digests, id, err := do(tx)
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepAgreement, Object: string(id), Digests: digests})
	})
}

func (f *Funding) clean(ctx context.Context, tx *db.Tx, op string, a Agreement) (Agreement, error) {
	var err error
	for _, t := range []struct {
		field string
		text  *string
	}{{"called", &a.Name}, {"number", &a.Number}, {"form", &a.Form}} {
		if *t.text, err = casework.Text(op, t.field, strings.TrimSpace(*t.text), mostName); err != nil {
			return a, err
		}
	}
	a.Currency, a.Rhythm = cmp.Or(a.Currency, "KZT"), cmp.Or(a.Rhythm, EachMonth)
	switch {
	case a.Name == "":
		return a, pana.Refuse(op, "called", "funding.name.missing")
	case a.Payer == "":
		return a, pana.Refuse(op, "payer", "funding.payer.missing")
	}
	if a.Since, a.Until, err = days(op, a.Since, a.Until); err != nil {
		return a, err
	}
	for _, c := range [][3]string{{"payer", "payer-kind", a.Payer}, {"currency", "currency", a.Currency}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return a, err
		}
	}
	if err := casework.CheckOneOf(op, "rhythm", a.Rhythm, Rhythms()...); err != nil {
		return a, err
	}
	if err := codes.CheckAll(op, "services", "service-kind", a.Services); err != nil {
		return a, err
	}
	if err := codes.CheckAll(op, "absences", "absence-reason", a.Absences); err != nil {
		return a, err
	}
	if !a.Days && len(a.Services) == 0 {
		return a, pana.Refuse(op, "services", "funding.pays.missing")
	}
	if err := casework.Within(op, "absent", a.Absent, 0, mostDays); err != nil {
		return a, err
	}
	if err := casework.Within(op, "due", a.Due, 0, mostDays); err != nil {
		return a, err
	}
	if err := f.cleanSites(op, a); err != nil {
		return a, err
	}
	if err := f.cleanMandate(ctx, tx, op, a); err != nil {
		return a, err
	}
	return a, f.cleanFunders(ctx, tx, op, a)
}

// days refuses a time that is none. It may begin at any time, and stay open.
func days(op string, since, until pana.Date) (pana.Date, pana.Date, error) {
	since, err := casework.Day(op, "since", since)
	if err != nil {
		return since, until, err
	}
	if since == "" {
		return since, until, pana.Refuse(op, "since", "date.missing")
	}
	if until, err = casework.Day(op, "until", until); err == nil && until != "" && until < since {
		err = pana.Refuse(op, "until", "date.crossed")
	}
	return since, until, err
}

func (f *Funding) cleanSites(op string, a Agreement) error {
	if len(a.Sites) == 0 {
		return pana.Refuse(op, "sites", "funding.site.missing")
	}
	for i, id := range a.Sites {
		if _, ok := f.h.Site(id); !ok || slices.Contains(a.Sites[:i], id) {
			return pana.Refuse(op, "sites", "staff.site.missing")
		}
	}
	return nil
}

func (f *Funding) cleanMandate(ctx context.Context, tx *db.Tx, op string, a Agreement) error {
	if a.Mandate == "" {
		return nil
	}
	all, err := mandatesOf(ctx, tx)
	if err == nil && !slices.ContainsFunc(all, func(m mandateRow) bool { return m.ID == a.Mandate }) {
		return pana.Refuse(op, "mandate", "codes.unknown")
	}
	return err
}

func (f *Funding) cleanFunders(ctx context.Context, tx *db.Tx, op string, a Agreement) error {
	if len(a.Funders) == 0 {
		return pana.Refuse(op, "funders", "funding.funder.missing")
	}
	if len(a.Funders) > mostFunder {
		return casework.Within(op, "funders", len(a.Funders), 1, mostFunder)
	}
	sum := 0
	for i, one := range a.Funders {
		switch {
		case one.Organisation == "":
			return pana.Refuse(op, "funders", "funding.funder.missing")
		case one.Parts <= 0:
			return pana.Refuse(op, "funders", "funding.share.part")
		case one.Through == one.Organisation:
			return pana.Refuse(op, "funders", "funding.funder.through")
		case slices.ContainsFunc(a.Funders[:i], func(o Funder) bool { return o.Organisation == one.Organisation }):
			return pana.Refuse(op, "funders", "funding.share.twice")
		}
		for _, id := range []pana.OrganisationID{one.Organisation, one.Through} {
			if err := known(ctx, tx, op, "funders", id); err != nil {
				return err
			}
		}
		sum += one.Parts
	}
	return checkWhole(op, "funders", sum)
}

func (a Agreement) differs(o Agreement) []string {
	return casework.Differing(map[string]bool{"called": a.Name == o.Name, "number": a.Number == o.Number, "form": a.Form == o.Form, "payer": a.Payer == o.Payer,
		"currency": a.Currency == o.Currency, "since": a.Since == o.Since, "until": a.Until == o.Until, "days": a.Days == o.Days, "absent": a.Absent == o.Absent,
		"rhythm": a.Rhythm == o.Rhythm, "due": a.Due == o.Due, "officer": a.Officer == o.Officer,
		"services": slices.Equal(sorted(a.Services), sorted(o.Services)), "sites": slices.Equal(sorted(a.Sites), sorted(o.Sites)), "funders": slices.Equal(a.Funders, o.Funders)})
}

func (f *Funding) seal(a Agreement, version int64) (sealed [3][]byte, err error) {
	for i, t := range []struct{ field, text string }{{"name", a.Name}, {"number", a.Number}, {"form", a.Form}} {
		if sealed[i], err = f.h.SealOwn("fund_agreements", string(a.ID), t.field, version, t.text); err != nil {
			return sealed, err
		}
	}
	return sealed, nil
}

func (a Agreement) digests(sealed [3][]byte) [][32]byte {
	values := []string{a.Payer, a.Currency, string(a.Since), string(a.Until), strconv.FormatBool(a.Days), strconv.Itoa(a.Absent), a.Mandate, a.Rhythm, strconv.Itoa(a.Due),
		string(a.Officer), strings.Join(a.Services, " "), strings.Join(a.Absences, " ")}
	for _, one := range a.Funders {
		values = append(values, string(one.Organisation), string(one.Through), strconv.Itoa(one.Parts))
	}
	for _, s := range a.Sites {
		values = append(values, string(s))
	}
	for _, s := range sealed {
		values = append(values, string(s))
	}
	return [][32]byte{trail.Digest("fund_agreements", string(a.ID), values...)}
}
