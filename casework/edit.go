package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Edit is what the edit page sends back: the whole of the coded facts, and
// the names if the page showed them.
type Edit struct {
	Version int64 // of the client, as the page was read
	Coded   Coded
	Names   *Names // nil leaves the names as they are
}

// Edit changes the facts about a client. A page that is older than the record
// is refused with db.stale, whose With names under "Fields" the fields in which
// the two differ; the page reads the file again and shows theirs beside mine.
// Nothing of the values is in the error. Editing with the same values changes
// nothing.
//
// It refuses unknown codes and unclean names on their fields, and names whose
// compartment the actor cannot open ("client.names.closed"), because she could
// not know what she overwrites.
func (c *Casework) Edit(ctx context.Context, client pana.ClientID, e Edit) error {
	const op = "casework.Edit"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.EditClient, client)
		if err != nil {
			return err
		}
		now, today := e, c.h.Today(tx.Now)
		if err := now.Coded.check(op, today); err != nil {
			return err
		}
		old, err := clientByID(ctx, tx, c.tonight(tx), client)
		if err != nil {
			return err
		}
		var before, after Names
		if e.Names != nil {
			if err := policy.Check(pana.ActorFrom(ctx), policy.WriteAct(pana.Identity), s); err != nil {
				return err
			}
			if after, err = e.Names.clean(op, today); err != nil {
				return err
			}
			open := false
			if before, open, err = namesOf(ctx, tx, s.Site, client); err != nil {
				return err
			}
			if !open {
				return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "client.names.closed"}
			}
			if now.Coded.BirthYear == 0 && after.Birth != "" {
				now.Coded.BirthYear = after.Birth.Year()
			}
		}
		fields := differing(old.Coded, now.Coded)
		if e.Names != nil {
			fields = append(fields, differingNames(before, after)...)
		}
		if len(fields) == 0 {
			return nil
		}
		if old.Version != e.Version {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		row := old
		row.Coded = now.Coded
		n, err := updateClient(ctx, tx, row)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		entry := trail.Entry{Act: policy.EditClient, Client: client, Site: s.Site, Digests: [][32]byte{row.digest()}}
		if e.Names != nil {
			digests, err := putNames(ctx, tx, s.Site, client, before, after)
			if err != nil {
				return err
			}
			entry.Opened, entry.Digests = []pana.Compartment{pana.Identity}, append(entry.Digests, digests...)
			if !slices.Equal(before.all(), after.all()) {
				if err := c.reindex(ctx, tx, s.Site, client, after); err != nil {
					return err
				}
			}
		}
		return trail.Record(ctx, tx, entry)
	})
}

// differing names the fields in which two records differ, as forms call them.
func differing(a, b Coded) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"sex", a.Sex == b.Sex}, {"age_band", a.AgeBand == b.AgeBand}, {"birth_year", a.BirthYear == b.BirthYear},
		{"language", a.Language == b.Language}, {"citizenship", a.Citizenship == b.Citizenship},
		{"undetermined", a.Undetermined == b.Undetermined}, {"origin_country", a.OriginCountry == b.OriginCountry},
		{"origin_region", a.OriginRegion == b.OriginRegion}, {"education", a.Education == b.Education},
		{"marital", a.Marital == b.Marital}, {"children", a.Children == b.Children},
		{"languages", slices.Equal(a.Languages, b.Languages)},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func differingNames(a, b Names) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", a.ToUse == b.ToUse}, {"full_name", a.Full == b.Full}, {"alias", slices.Equal(a.Aliases, b.Aliases)},
		{"contact", a.Contact == b.Contact}, {"birth", a.Birth == b.Birth}, {"place", a.Place == b.Place},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// namesOf opens the names of a client. Open is false when there are names and
// the ring in ctx does not open them. The caller writes the trail.
func namesOf(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID) (n Names, open bool, err error) {
	found, closed, err := seal.GetWords(ctx, tx, site, owner(client), seal.Filter{
		Table: "clients", Rows: []string{string(client)}, Compartments: []pana.Compartment{pana.Identity}})
	if err != nil {
		return n, false, err
	}
	for _, w := range found {
		n.take(w)
	}
	return n, len(closed) == 0, nil
}

// take puts an opened word of table clients in its place.
func (n *Names) take(w seal.Word) {
	switch w.Field {
	case FieldNames:
		n.readLines(w.Text)
	case FieldContact:
		n.Contact = w.Text
	case FieldBirth:
		n.Birth = pana.Date(w.Text)
	case FieldPlace:
		n.Place = w.Text
	}
}
