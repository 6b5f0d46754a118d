package casework

import (
	"context"
	"crypto/sha256"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// AddOrganisation keeps an organisation with the roles it has from the day we
// began to work with it. It refuses a missing or unclean name, unknown codes and
// a day that has not come.
func (c *Casework) AddOrganisation(ctx context.Context, n NewOrganisation) (pana.OrganisationID, error) {
	var id pana.OrganisationID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPartners, policy.Subject{}); err != nil {
			return err
		}
		n, err := n.clean("casework.AddOrganisation", c.h.Today(tx.Now))
		if err != nil {
			return err
		}
		id = pana.OrganisationID(tx.ID())
		r, err := c.sealOrganisation(id, n, 1)
		if err != nil {
			return err
		}
		if err := insertOrganisation(ctx, tx, r); err != nil {
			return err
		}
		for _, role := range n.Roles {
			if err := putRole(ctx, tx, id, role, n.Since, ""); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPartners, Object: string(id), Digests: r.digests(n.Roles)})
	})
	return id, err
}

// EditOrganisation changes an organisation and gives it exactly these roles: a
// role no longer named ends today, a new one begins today, and what was before
// stays. A stale page is refused with db.stale.
func (c *Casework) EditOrganisation(ctx context.Context, id pana.OrganisationID, n NewOrganisation, version int64) error {
	const op = "casework.EditOrganisation"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPartners, policy.Subject{}); err != nil {
			return err
		}
		today := c.h.Today(tx.Now)
		old, ok, err := organisationByID(ctx, tx, id)
		if err != nil || !ok {
			return firstError(err, gone(op))
		}
		n := n
		if n.Since == "" {
			n.Since = old.Since
		}
		if n, err = n.clean(op, today); err != nil {
			return err
		}
		if old.Version != version {
			return db.Stale(op, map[string]any{"Fields": []string{"name", "contact", "kind", "country", "roles"}})
		}
		r, err := c.sealOrganisation(id, n, version+1)
		if err != nil {
			return err
		}
		r.Ended = old.Ended
		if taken, err := updateOrganisation(ctx, tx, r); err != nil || taken == 0 {
			return firstError(err, db.Stale(op, map[string]any{"Fields": []string{"name"}}))
		}
		had, err := organisationRoles(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := endRoles(ctx, tx, id, today, n.Roles); err != nil {
			return err
		}
		for _, role := range n.Roles {
			stands := slices.ContainsFunc(had, func(h roleRow) bool { return h.Role == role && h.Until == "" })
			if stands {
				continue
			}
			if err := putRole(ctx, tx, id, role, today, ""); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPartners, Object: string(id), Digests: r.digests(n.Roles)})
	})
}

// EndOrganisation says that we no longer work with an organisation, as of today.
// Its roles end too; what it was stays known. Ending once more changes nothing.
func (c *Casework) EndOrganisation(ctx context.Context, id pana.OrganisationID, version int64) error {
	const op = "casework.EndOrganisation"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPartners, policy.Subject{}); err != nil {
			return err
		}
		r, ok, err := organisationByID(ctx, tx, id)
		today := c.h.Today(tx.Now)
		switch {
		case err != nil:
			return err
		case !ok:
			return gone(op)
		case r.Ended != "":
			return nil
		case r.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"ended"}})
		}
		r.Ended, r.Version = today, version+1
		if taken, err := updateOrganisation(ctx, tx, r); err != nil || taken == 0 {
			return firstError(err, db.Stale(op, map[string]any{"Fields": []string{"ended"}}))
		}
		if err := endRoles(ctx, tx, id, today, nil); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPartners, Object: string(id), Digests: r.digests(nil)})
	})
}

func (r organisationRow) digests(roles []string) [][32]byte {
	return [][32]byte{sha256.Sum256(r.Name), sha256.Sum256(r.Contact),
		trail.Digest("organisations", string(r.ID), append([]string{r.Kind, r.Country, string(r.Since), string(r.Ended)}, roles...)...)}
}
