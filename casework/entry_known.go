package casework

import (
	"context"
	"maps"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Colleague refuses, on field, someone who does not work in the house. Nobody passes.
func (e *Entry) Colleague(op, field string, id pana.StaffID) error {
	return e.known(`SELECT EXISTS (SELECT 1 FROM staff WHERE id = $1 AND ended = '')`, string(id), pana.Refuse(op, field, "record.staff.absent"))
}

// Partner refuses, on field, an organisation that the house does not know. None passes.
func (e *Entry) Partner(op, field string, id pana.OrganisationID) error {
	return e.known(`SELECT EXISTS (SELECT 1 FROM organisations WHERE id = $1)`, string(id), pana.Refuse(op, field, "record.organisation.absent"))
}

// HasPartner reports whether the house knows an organisation.
func HasPartner(ctx context.Context, tx *db.Tx, id pana.OrganisationID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM organisations WHERE id = $1)`, string(id))
}

func (e *Entry) known(q, id string, absent error) error {
	if id == "" {
		return nil
	}
	ok, err := db.Get[bool](e.Ctx, e.Tx, q, id)
	if err == nil && !ok {
		return absent
	}
	return err
}

// Differing names, in order, the fields of a form that are not as they stand, for
// db.stale to tell.
func Differing(same map[string]bool) []string {
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(same)) {
		if !same[name] {
			fields = append(fields, name)
		}
	}
	return fields
}
