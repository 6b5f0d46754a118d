package demo

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// A bedRing hands out the beds of a site one after the other, those for women
// and those for everybody.
type bedRing struct{ women, others []string }

func (b *bedRing) next(male bool) (bed string, beds int) {
	ring := &b.women
	if male {
		ring = &b.others
	}
	bed = (*ring)[0]
	*ring = append((*ring)[1:], bed)
	return bed, len(*ring)
}

func (c *crowd) readBeds(ctx context.Context) error {
	return c.h.DB.View(ctx, func(tx *db.Tx) error {
		type row struct {
			ID   string      `db:"id"`
			Site pana.SiteID `db:"site_id"`
			Sex  string      `db:"sex"`
		}
		all, err := db.Select[row](ctx, tx, `SELECT b.id, b.site_id, r.sex FROM beds b JOIN rooms r ON r.id = b.room_id ORDER BY b.sort, b.id`)
		for _, b := range all {
			ring := &c.ring[slices.IndexFunc(c.sites, func(s house.Site) bool { return s.ID == b.Site })]
			if b.Sex == "female" {
				ring.women = append(ring.women, b.ID)
			} else {
				ring.others = append(ring.others, b.ID)
			}
		}
		return err
	})
}

// rows gathers what stands beside the cases of one batch, table by table.
type rows struct {
	site, by string
	number   int // of the site
	now      int64
	id       func() string
	seen     int // cases so far

	stays, persons, alerts, assignments [][]any
	way                                 []table // what the chapters of the way keep
	words                               []ownWord
}

// A table is what goes into one, written as InsertMany takes it.
type table struct {
	into string
	rows [][]any
}

// put adds a row to a table of the way.
func (r *rows) put(into string, row ...any) {
	i := slices.IndexFunc(r.way, func(t table) bool { return t.into == into })
	if i < 0 {
		i = len(r.way)
		r.way = append(r.way, table{into: into})
	}
	r.way[i].rows = append(r.way[i].rows, row)
}

// An ownWord is a word of the client with a number in the batch.
type ownWord struct {
	seal.OwnedWord
	whose int
}

func (r *rows) add(c *crowd, a casework.Added, l life) {
	client, episode := string(a.Client), string(a.Episode)
	whose := r.seen
	r.seen++
	say := func(table, row, field, text string) {
		r.words = append(r.words, ownWord{seal.OwnedWord{Owner: seal.Owner(client),
			Word: seal.Word{Table: table, Row: row, Field: field, Compartment: pana.Identity, Text: text}}, whose})
	}
	for _, s := range l.stays {
		ended := ""
		if s.until != "" {
			ended = "planned"
		}
		r.stays = append(r.stays, []any{r.id(), client, episode, r.site, s.bed, string(s.since), string(s.until), ended, "", 0, r.by, r.now, 1})
	}
	for _, k := range l.kin {
		id := r.id()
		r.persons = append(r.persons, []any{id, client, k.role, string(pana.Identity), k.knows, string(pana.ClientSaid), false, "", r.by, 1, ""})
		say("persons", id, casework.FieldName, k.name)
		say("persons", id, casework.FieldContact, k.contact)
	}
	if l.alert != "" {
		id := r.id()
		r.alerts = append(r.alerts, []any{id, client, "health", string(l.Client.Opened), "", r.by, 1})
		say("alerts", id, casework.FieldText, l.alert)
	}
	if l.worker != "" {
		r.assignments = append(r.assignments, []any{episode, client, string(l.worker), string(pana.SocialWorker), string(l.Client.Opened), ""})
	}
	r.goOn(c, a, l, whose)
}

func (r *rows) write(ctx context.Context, tx *db.Tx) error {
	for _, t := range append([]table{
		{"stays (id, client_id, episode_id, site_id, bed_id, since, until, ended_as, override, children, admitted_by, admitted_at, version)", r.stays},
		{"persons (id, client_id, role, compartment, knows, source, interpreted, ended, by_staff, version, confirmed_by)", r.persons},
		{"alerts (id, client_id, kind, since, until, by_staff, version)", r.alerts},
		{"assignments (episode_id, client_id, staff_id, role, since, until)", r.assignments},
	}, r.way...) {
		if len(t.rows) == 0 {
			continue
		}
		if err := tx.InsertMany(ctx, t.into, t.rows); err != nil {
			return err
		}
	}
	return nil
}
