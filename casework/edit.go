package casework

import (
	"cmp"
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
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.EditClient, client)
		if err != nil {
			return err
		}
		line := trail.Entry{Act: policy.EditClient, Client: client, Site: s.Site}
		was, err := c.edit(ctx, tx, s, &line, e.Version, e.Names != nil, func(d *Coded, n *Names) {
			if *d = e.Coded; e.Names != nil {
				*n = *e.Names
			}
		})
		if err != nil || len(was.Fields) == 0 {
			return err
		}
		return trail.Record(ctx, tx, line)
	})
}

// A Was is what stood in a file before it was edited.
type Was struct {
	Coded  Coded
	Names  Names
	Fields []string // in which it differs from what stands now, as forms call them; none when nothing was changed
}

// Edit changes the facts about her and her names within the act, made from a version
// of the client as the page was read. It refuses what Casework.Edit refuses.
func (e *Entry) Edit(version int64, change func(*Coded, *Names)) (Was, error) {
	return e.files.edit(e.Ctx, e.Tx, e.Subject, &e.line, version, true, change)
}

// edit is the one way in which coded facts and names are changed; what was written
// and opened goes into line.
func (c *Casework) edit(ctx context.Context, tx *db.Tx, s policy.Subject, line *trail.Entry, version int64, names bool, change func(*Coded, *Names)) (was Was, err error) {
	const op = "casework.Edit"
	today := c.h.Today(tx.Now)
	row, err := clientByID(ctx, tx, c.tonight(tx), s.Client)
	if err != nil {
		return was, err
	}
	was.Coded = row.Coded
	if names {
		if err := policy.Check(pana.ActorFrom(ctx), policy.WriteAct(pana.Identity), s); err != nil {
			return was, err
		}
		open := false
		if was.Names, open, err = namesOf(ctx, tx, s.Site, s.Client); err != nil {
			return was, err
		}
		if !open {
			return was, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "client.names.closed"}
		}
	}
	after := was.Names
	change(&row.Coded, &after)
	if err := row.Coded.check(op, today); err != nil {
		return was, err
	}
	if names {
		if after, err = after.clean(op, today); err != nil {
			return was, err
		}
		if row.Coded.BirthYear == 0 && after.Birth != "" {
			row.Coded.BirthYear = after.Birth.Year()
		}
		was.Fields = differingNames(was.Names, after)
	}
	if was.Fields = append(differing(was.Coded, row.Coded), was.Fields...); len(was.Fields) == 0 {
		return was, nil
	}
	stale := db.Stale(op, map[string]any{"Fields": was.Fields})
	if row.Version != version {
		return was, stale
	}
	if n, err := updateClient(ctx, tx, row); err != nil || n == 0 {
		return was, cmp.Or(err, stale)
	}
	line.Digests = append(line.Digests, row.digest())
	if !names {
		return was, nil
	}
	if !slices.Contains(line.Opened, pana.Identity) {
		line.Opened = append(line.Opened, pana.Identity)
	}
	digests, err := putNames(ctx, tx, s.Site, s.Client, was.Names, after)
	if line.Digests = append(line.Digests, digests...); err != nil || slices.Equal(was.Names.all(), after.all()) {
		return was, err
	}
	return was, c.reindex(ctx, tx, s.Site, s.Client, after)
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
