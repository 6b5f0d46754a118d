package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// cleanLicence refuses days that are crossed, and two of one site from the same day.
func (f *Funding) cleanLicence(ctx context.Context, tx *db.Tx, op string, l Licence) (Licence, error) {
	var err error
	if l.Since, l.Until, err = days(op, l.Since, l.Until); err != nil {
		return l, err
	}
	if l.Number, err = casework.Text(op, "number", l.Number, mostName); err != nil {
		return l, err
	}
	if l.Office, err = casework.Text(op, "office", l.Office, mostName); err != nil {
		return l, err
	}
	had, err := f.licence(ctx, tx)
	if slices.ContainsFunc(had.Licences, func(o Licence) bool { return o.ID != l.ID && o.Site == l.Site && o.Since == l.Since }) {
		return l, pana.Refuse(op, "since", "funding.licence.twice")
	}
	return l, err
}

// CorrectLicence puts right what was written of a licence, made from a row version: its
// days, its number, who gave it. What stood before stays beside it; the site is the
// same. It needs KeepLicence and refuses what AddLicence does.
func (f *Funding) CorrectLicence(ctx context.Context, id string, version int64, l Licence) error {
	const op = "funding.CorrectLicence"
	return f.acting(ctx, policy.KeepLicence, func(tx *db.Tx) (trail.Entry, error) {
		had, err := f.licence(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		i := slices.IndexFunc(had.Licences, func(o Licence) bool { return o.ID == id })
		if i < 0 {
			return trail.Entry{}, casework.Gone(op)
		}
		was := had.Licences[i]
		l.ID, l.Site = id, was.Site
		if err := atSite(ctx, policy.KeepLicence, was.Site); err != nil {
			return trail.Entry{}, err
		}
		stale := db.Stale(op, map[string]any{"Fields": []string{"number", "office", "since", "until"}})
		if was.Version != version {
			return trail.Entry{}, stale
		}
		if l, err = f.cleanLicence(ctx, tx, op, l); err != nil {
			return trail.Entry{}, err
		}
		before := tx.ID()
		seal := func(table, row string, n int64, l Licence) (number, office []byte, err error) {
			if number, err = f.h.SealOwn(table, row, "number", n, l.Number); err == nil {
				office, err = f.h.SealOwn(table, row, "office", n, l.Office)
			}
			return number, office, err
		}
		number, office, err := seal("fund_licences_before", before, 1, was)
		if err != nil {
			return trail.Entry{}, err
		}
		_, err = tx.Exec(ctx, `INSERT INTO fund_licences_before (id, licence_id, since, until, number, office, by_staff, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			before, id, was.Since, was.Until, number, office, me(ctx), f.h.Today(tx.Now))
		if err != nil {
			return trail.Entry{}, err
		}
		if number, office, err = seal("fund_licences", id, version+1, l); err != nil {
			return trail.Entry{}, err
		}
		n, err := tx.Exec(ctx, `UPDATE fund_licences SET since = $1, until = $2, number = $3, office = $4, version = version + 1 WHERE id = $5 AND version = $6`,
			l.Since, l.Until, number, office, id, version)
		if err == nil && n == 0 {
			err = stale
		}
		return trail.Entry{Site: l.Site, Object: id, Digests: [][32]byte{trail.Digest("fund_licences", id, string(l.Site), string(l.Since), string(l.Until))}}, err
	})
}

type licenceBeforeRow struct {
	LicenceBefore
	SealedNumber []byte `db:"number"`
	SealedOffice []byte `db:"office"`
}

func (f *Funding) licenceBefore(ctx context.Context, tx *db.Tx, id string) ([]LicenceBefore, error) {
	rows, err := db.Select[licenceBeforeRow](ctx, tx, `SELECT id, licence_id, since, until, number, office, by_staff, on_day FROM fund_licences_before WHERE licence_id = $1 ORDER BY id DESC`, id)
	list := make([]LicenceBefore, len(rows))
	for i, r := range rows {
		list[i] = r.LicenceBefore
		if err == nil {
			list[i].Number, err = f.h.OpenOwn("fund_licences_before", r.ID, "number", r.SealedNumber)
		}
		if err == nil {
			list[i].Office, err = f.h.OpenOwn("fund_licences_before", r.ID, "office", r.SealedOffice)
		}
	}
	return list, err
}
