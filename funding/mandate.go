package funding

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Mandate is what a site is for and who runs it, from a day on. Whoever came
// before stays under what stood on the day she came.
type Mandate struct {
	ID       string              `db:"id"`
	Site     pana.SiteID         `db:"site_id"`
	Since    pana.Date           `db:"since"`
	Operator pana.OrganisationID `db:"organisation_id"` // who runs the house; not who pays for it
	By       pana.StaffID        `db:"by_staff"`
	Version  int64               `db:"version"`
	Words    string              `db:"-"` // for whom the house is, as it says itself
}

// mandateOn is the mandate under which a time that began on a day stands.
func mandateOn(all []mandateRow, site pana.SiteID, on pana.Date) string {
	id := ""
	for _, m := range all {
		if m.Site == site && (m.Since <= on || id == "") {
			id = m.ID
		}
	}
	return id
}

// Mandates returns what each site was for, site by site, the earliest first. It
// needs SeeFunding.
func (f *Funding) Mandates(ctx context.Context) ([]Mandate, error) {
	var list []Mandate
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeFunding, policy.Subject{}); err != nil {
			return err
		}
		rows, err := mandatesOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			m := r.Mandate
			if m.Words, err = f.h.OpenOwn("fund_mandates", m.ID, "words", r.Sealed); err != nil {
				return err
			}
			list = append(list, m)
		}
		return nil
	})
	return list, err
}

// SetMandate writes what a site is for from a day on. It needs KeepAgreement and
// refuses a second one from the same day ("funding.mandate.day"), a day in a
// closed month and a site that is none.
func (f *Funding) SetMandate(ctx context.Context, m Mandate) (string, error) {
	const op = "funding.SetMandate"
	err := f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepAgreement, policy.Subject{}); err != nil {
			return err
		}
		var err error
		if m.Since, err = casework.Day(op, "since", m.Since); err != nil {
			return err
		}
		if m.Since == "" {
			return pana.Refuse(op, "since", "date.missing")
		}
		if _, ok := f.h.Site(m.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if m.Words, err = casework.Text(op, "words", m.Words, casework.MostNote); err != nil {
			return err
		}
		if err := known(ctx, tx, op, "operator", m.Operator); err != nil {
			return err
		}
		if err := f.open(ctx, tx, op, "since", m.Since, ""); err != nil {
			return err
		}
		rows, err := mandatesOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Site == m.Site && r.Since == m.Since {
				return pana.Refuse(op, "since", "funding.mandate.day")
			}
		}
		m.ID = tx.ID()
		words, err := f.h.SealOwn("fund_mandates", m.ID, "words", 1, m.Words)
		if err != nil {
			return err
		}
		if err := insertMandate(ctx, tx, m, words); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepAgreement, Site: m.Site, Object: m.ID,
			Digests: [][32]byte{trail.Digest("fund_mandates", m.ID, string(m.Site), string(m.Since), string(m.Operator))}})
	})
	return m.ID, err
}

// known refuses, on field, an organisation that the house does not know.
func known(ctx context.Context, tx *db.Tx, op, field string, id pana.OrganisationID) error {
	if id == "" {
		return nil
	}
	ok, err := casework.HasPartner(ctx, tx, id)
	if err == nil && !ok {
		return pana.Refuse(op, field, "record.organisation.absent")
	}
	return err
}
