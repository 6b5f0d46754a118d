package funding

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Mandate is what a site is for and who runs it, from a day on, until its last day
// or the next one begins. Whoever came before stays under what stood on the day she
// came.
type Mandate struct {
	ID       string              `db:"id"`
	Site     pana.SiteID         `db:"site_id"`
	Since    pana.Date           `db:"since"`
	Until    pana.Date           `db:"until"`           // the last day; empty until another begins
	Operator pana.OrganisationID `db:"organisation_id"` // who runs the house; not who pays for it
	By       pana.StaffID        `db:"by_staff"`
	Version  int64               `db:"version"`
	Words    string              `db:"-"` // for whom the house is, as it says itself
	Before   []MandateBefore     `db:"-"` // the newest first
}

// A MandateBefore is what stood of a mandate until it was corrected.
type MandateBefore struct {
	ID       string              `db:"id"`
	Mandate  string              `db:"mandate_id"`
	Since    pana.Date           `db:"since"`
	Until    pana.Date           `db:"until"`
	Operator pana.OrganisationID `db:"organisation_id"`
	By       pana.StaffID        `db:"by_staff"` // who corrected it
	On       pana.Date           `db:"on_day"`   // until when it stood here
	Words    string              `db:"-"`
}

// mandateOn is the mandate under which a time that began on a day stands: the last
// that had begun, unless it was over; before the first one, the first.
func mandateOn(all []mandateRow, site pana.SiteID, on pana.Date) string {
	var at *mandateRow
	for i := range all {
		if m := &all[i]; m.Site == site && (m.Since <= on || at == nil) {
			at = m
		}
	}
	if at == nil || at.Until != "" && at.Until < on {
		return ""
	}
	return at.ID
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
			if m.Before, err = f.mandateBefore(ctx, tx, m.ID); err != nil {
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
	id := ""
	err := f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepAgreement, policy.Subject{}); err != nil {
			return err
		}
		if _, ok := f.h.Site(m.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := atSite(ctx, policy.KeepAgreement, m.Site); err != nil {
			return err
		}
		m, err := f.fitMandate(ctx, tx, op, m)
		if err != nil {
			return err
		}
		if err := f.open(ctx, tx, op, "since", m.Since, ""); err != nil {
			return err
		}
		m.ID = tx.ID()
		id = m.ID
		words, err := f.h.SealOwn("fund_mandates", m.ID, "words", 1, m.Words)
		if err != nil {
			return err
		}
		if err := insertMandate(ctx, tx, m, words); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepAgreement, Site: m.Site, Object: m.ID,
			Digests: [][32]byte{trail.Digest("fund_mandates", m.ID, string(m.Site), string(m.Since), string(m.Until), string(m.Operator))}})
	})
	return id, err
}

// fitMandate refuses days that are crossed, one from a day on which another begins,
// one that reaches into the next, and an operator that the house does not know.
func (f *Funding) fitMandate(ctx context.Context, tx *db.Tx, op string, m Mandate) (Mandate, error) {
	var err error
	if m.Since, m.Until, err = days(op, m.Since, m.Until); err != nil {
		return m, err
	}
	if m.Words, err = casework.Text(op, "words", m.Words, casework.MostNote); err != nil {
		return m, err
	}
	if err := known(ctx, tx, op, "operator", m.Operator); err != nil {
		return m, err
	}
	rows, err := mandatesOf(ctx, tx)
	for _, r := range rows {
		switch {
		case r.ID == m.ID || r.Site != m.Site:
		case r.Since == m.Since:
			return m, pana.Refuse(op, "since", "funding.mandate.day")
		case r.Since < m.Since && r.Until >= m.Since:
			return m, pana.Refuse(op, "since", "funding.mandate.before")
		case m.Since < r.Since && m.Until >= r.Since:
			return m, pana.Refuse(op, "until", "funding.mandate.next")
		}
	}
	return m, err
}

// CorrectMandate puts right what was said of a mandate, made from a row version, or
// says its last day: whoever comes after it stands under the next one, or none. What
// stood before stays beside it; the site is the same. It needs KeepAgreement and
// refuses what SetMandate does, and days of a closed month that would change.
func (f *Funding) CorrectMandate(ctx context.Context, id string, version int64, m Mandate) error {
	const op = "funding.CorrectMandate"
	return f.acting(ctx, policy.KeepAgreement, func(tx *db.Tx) (trail.Entry, error) {
		rows, err := mandatesOf(ctx, tx)
		if err != nil {
			return trail.Entry{}, err
		}
		i := slices.IndexFunc(rows, func(r mandateRow) bool { return r.ID == id })
		if i < 0 {
			return trail.Entry{}, casework.Gone(op)
		}
		was := rows[i]
		m.ID, m.Site = id, was.Site
		if err := atSite(ctx, policy.KeepAgreement, was.Site); err != nil {
			return trail.Entry{}, err
		}
		if was.Version != version {
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"since", "until", "operator", "words"}})
		}
		if m, err = f.fitMandate(ctx, tx, op, m); err != nil {
			return trail.Entry{}, err
		}
		if m.Since != was.Since {
			if err := f.open(ctx, tx, op, "since", min(m.Since, was.Since), ""); err != nil {
				return trail.Entry{}, err
			}
		}
		if m.Until != was.Until {
			first := min(cmp.Or(m.Until, was.Until), cmp.Or(was.Until, m.Until))
			if err := f.open(ctx, tx, op, "until", first.AddDays(1), ""); err != nil {
				return trail.Entry{}, err
			}
		}
		stood, err := f.h.OpenOwn("fund_mandates", id, "words", was.Sealed)
		if err != nil {
			return trail.Entry{}, err
		}
		before := tx.ID()
		old, err := f.h.SealOwn("fund_mandates_before", before, "words", 1, stood)
		if err != nil {
			return trail.Entry{}, err
		}
		words, err := f.h.SealOwn("fund_mandates", id, "words", version+1, m.Words)
		if err != nil {
			return trail.Entry{}, err
		}
		if err := correctMandate(ctx, tx, before, was.Mandate, old, m, words, f.h.Today(tx.Now)); err != nil {
			return trail.Entry{}, err
		}
		return trail.Entry{Site: m.Site, Object: id, Digests: [][32]byte{trail.Digest("fund_mandates", id, string(m.Site), string(m.Since), string(m.Until), string(m.Operator))}}, nil
	})
}

type mandateBeforeRow struct {
	MandateBefore
	Sealed []byte `db:"words"`
}

func (f *Funding) mandateBefore(ctx context.Context, tx *db.Tx, id string) ([]MandateBefore, error) {
	rows, err := db.Select[mandateBeforeRow](ctx, tx, `SELECT id, mandate_id, since, until, organisation_id, words, by_staff, on_day FROM fund_mandates_before WHERE mandate_id = $1 ORDER BY id DESC`, id)
	list := make([]MandateBefore, len(rows))
	for i, r := range rows {
		list[i] = r.MandateBefore
		if err == nil {
			list[i].Words, err = f.h.OpenOwn("fund_mandates_before", r.ID, "words", r.Sealed)
		}
	}
	return list, err
}

// correctMandate keeps what stood and writes what is right, in one transaction.
func correctMandate(ctx context.Context, tx *db.Tx, before string, was Mandate, old []byte, m Mandate, words []byte, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_mandates_before (id, mandate_id, since, until, organisation_id, words, by_staff, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		before, was.ID, was.Since, was.Until, was.Operator, old, me(ctx), on)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `UPDATE fund_mandates SET since = $1, until = $2, organisation_id = $3, words = $4, version = version + 1 WHERE id = $5 AND version = $6`,
		m.Since, m.Until, m.Operator, words, was.ID, was.Version)
	if err == nil && n == 0 {
		err = db.Stale("funding.CorrectMandate", map[string]any{"Fields": []string{"since", "until", "operator", "words"}})
	}
	return err
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
