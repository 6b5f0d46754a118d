package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// An Organisation is one we work with. It can stand in several roles to the
// house at once. Name and contact rest under the house key.
type Organisation struct {
	ID      pana.OrganisationID
	Kind    string // code list organisation-kind
	Country string
	Name    string
	Contact string
	Since   pana.Date
	Ended   pana.Date // empty while we work with it
	Version int64
	Roles   []OrganisationRole // standing ones first
}

// An OrganisationRole is what an organisation is to the house for a time.
type OrganisationRole struct {
	Role  string    `db:"role"` // code list organisation-role
	Since pana.Date `db:"since"`
	Until pana.Date `db:"until"` // empty while it stands
}

// Standing returns the roles that an organisation has today.
func (o Organisation) Standing() []string {
	var roles []string
	for _, r := range o.Roles {
		if r.Until == "" {
			roles = append(roles, r.Role)
		}
	}
	return roles
}

// A NewOrganisation is what a form says about an organisation. Only the name is needed.
type NewOrganisation struct {
	Kind    string
	Country string
	Name    string
	Contact string
	Since   pana.Date // empty means today
	Roles   []string
}

func (n NewOrganisation) clean(op string, today pana.Date) (NewOrganisation, error) {
	var err error
	if n.Name, err = nameIn("name", n.Name); err != nil {
		return n, err
	}
	if n.Name == "" {
		return n, pana.Refuse(op, "name", "organisation.name.missing")
	}
	if n.Contact, err = words(op, "contact", n.Contact, mostLine); err != nil {
		return n, err
	}
	if err = codes.Check(op, "kind", "organisation-kind", n.Kind); err != nil {
		return n, err
	}
	if err = codes.Check(op, "country", "country", n.Country); err != nil {
		return n, err
	}
	if n.Since == "" {
		n.Since = today
	}
	if n.Since, err = known(op, "since", n.Since, today); err != nil {
		return n, err
	}
	n.Roles = slices.DeleteFunc(slices.Clone(n.Roles), func(r string) bool { return r == "" })
	return n, codes.CheckAll(op, "roles", "organisation-role", n.Roles)
}

// Organisations returns every organisation by name, those we work with first.
// It needs SeePartners.
func (c *Casework) Organisations(ctx context.Context) ([]Organisation, error) {
	var list []Organisation
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeePartners, policy.Subject{}); err != nil {
			return err
		}
		var err error
		list, err = c.Partners(ctx, tx)
		return err
	})
	return list, err
}

// Partners returns the same within a transaction, for chapters that offer a
// choice of organisations and have asked policy for their own act.
func (c *Casework) Partners(ctx context.Context, tx *db.Tx) ([]Organisation, error) {
	rows, err := organisationRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	roles, err := organisationRoles(ctx, tx, "")
	if err != nil {
		return nil, err
	}
	list := make([]Organisation, 0, len(rows))
	for _, r := range rows {
		o, err := c.openOrganisation(r, roles)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	reader := locale.For(c.h.Settings().Language, locale.Client)
	slices.SortStableFunc(list, func(a, b Organisation) int {
		switch {
		case (a.Ended == "") != (b.Ended == ""):
			if a.Ended == "" {
				return -1
			}
			return 1
		case reader.Less(a.Name, b.Name):
			return -1
		case reader.Less(b.Name, a.Name):
			return 1
		}
		return 0
	})
	return list, nil
}

// Organisation returns one, or NotFound "record.absent".
func (c *Casework) Organisation(ctx context.Context, id pana.OrganisationID) (Organisation, error) {
	var o Organisation
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeePartners, policy.Subject{}); err != nil {
			return err
		}
		r, ok, err := organisationByID(ctx, tx, id)
		if err != nil || !ok {
			return firstError(err, gone("casework.Organisation"))
		}
		roles, err := organisationRoles(ctx, tx, id)
		if err != nil {
			return err
		}
		o, err = c.openOrganisation(r, roles)
		return err
	})
	return o, err
}

func (c *Casework) openOrganisation(r organisationRow, roles []roleRow) (Organisation, error) {
	o := Organisation{ID: r.ID, Kind: r.Kind, Country: r.Country, Since: r.Since, Ended: r.Ended, Version: r.Version}
	own, err := c.h.Vault.House()
	if err != nil {
		return o, err
	}
	defer own.Clear()
	for _, f := range []struct {
		field  string
		sealed []byte
		into   *string
	}{{"name", r.Name, &o.Name}, {"contact", r.Contact, &o.Contact}} {
		plain, err := own.Key.Open(organisationPlace(r.ID, f.field), f.sealed)
		if err != nil {
			return o, err
		}
		*f.into = string(plain)
	}
	for _, role := range roles {
		if role.Organisation == r.ID {
			o.Roles = append(o.Roles, role.OrganisationRole)
		}
	}
	return o, nil
}

// sealOrganisation returns the row of n as it is kept under a version.
func (c *Casework) sealOrganisation(id pana.OrganisationID, n NewOrganisation, version int64) (organisationRow, error) {
	r := organisationRow{ID: id, Kind: n.Kind, Country: n.Country, Since: n.Since, Version: version}
	own, err := c.h.Vault.House()
	if err != nil {
		return r, err
	}
	defer own.Clear()
	r.Name = own.Key.Seal(organisationPlace(id, "name"), uint64(version), []byte(n.Name))
	r.Contact = own.Key.Seal(organisationPlace(id, "contact"), uint64(version), []byte(n.Contact))
	return r, nil
}

func organisationPlace(id pana.OrganisationID, field string) seal.Place {
	return seal.Place{Table: "organisations", Row: string(id), Field: field}
}
