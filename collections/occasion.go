package collections

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Occasion is an act of a later chapter at which things are used, such as one
// lesson: its row there, and nobody who was there.
type Occasion struct {
	Row      string
	Site     pana.SiteID
	Activity string // code list activity-kind
	On       pana.Date
}

// An Offered is a thing that can be used at an occasion, or was.
type Offered struct {
	ID   ThingID
	What string
	Used bool
}

// Offer returns what lies at a site, and what was used at an occasion and lies there
// no more; an empty row is an occasion of which nothing is written down yet. Whoever
// may use nothing there is offered nothing.
func (c *Collections) Offer(ctx context.Context, tx *db.Tx, site pana.SiteID, row string) ([]Offered, error) {
	if policy.Check(pana.ActorFrom(ctx), policy.UseThings, policy.Subject{Site: site}) != nil {
		return nil, nil
	}
	used, err := usedAt(ctx, tx, row)
	if err != nil {
		return nil, err
	}
	rows, err := offeredRows(ctx, tx, site, row)
	if err != nil {
		return nil, err
	}
	list := make([]Offered, len(rows))
	for i, r := range rows {
		list[i].ID = r.ID
		list[i].Used = slices.ContainsFunc(used, func(u occasionUse) bool { return u.Thing == r.ID })
		if list[i].What, err = c.h.OpenOwn("things", string(r.ID), "what", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// UseAt says within the transaction of an act which things were used at it: each of
// them once, however often the act is corrected. What was said before and is not any
// more is taken back by a line that says the opposite, whoever wrote the first. It
// refuses what UseIn refuses.
func (c *Collections) UseAt(ctx context.Context, tx *db.Tx, o Occasion, things []ThingID) error {
	used, err := usedAt(ctx, tx, o.Row)
	if err != nil {
		return err
	}
	for _, u := range used {
		if slices.Contains(things, u.Thing) {
			continue
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.UseThings, policy.Subject{Site: u.Site}); err != nil {
			return err
		}
		w := &change{ctx: ctx, tx: tx, op: "collections.UseAt", today: c.h.Today(tx.Now), line: trail.Entry{Act: policy.UseThings, Site: u.Site}}
		if _, err := c.putUse(w, u.Thing, Use{Site: u.Site, Times: -u.Times, Activity: u.Activity, On: u.On, Reverses: u.ID}); err != nil {
			return err
		}
		if err := trail.Record(ctx, tx, w.line); err != nil {
			return err
		}
	}
	for i, id := range things {
		if slices.Contains(things[:i], id) || slices.ContainsFunc(used, func(u occasionUse) bool { return u.Thing == id }) {
			continue
		}
		if _, err := c.UseIn(ctx, tx, Used{Thing: id, Site: o.Site, Activity: o.Activity, On: o.On, Occasion: o.Row}); err != nil {
			return err
		}
	}
	return nil
}

type occasionUse struct {
	Use
	Thing ThingID `db:"thing_id"`
}

// usedAt are the uses at an occasion that stand.
func usedAt(ctx context.Context, tx *db.Tx, row string) ([]occasionUse, error) {
	if row == "" {
		return nil, nil
	}
	return db.Select[occasionUse](ctx, tx, `SELECT u.id, u.thing_id, u.site_id, u.times, u.activity, u.on_day, u.reverses, '' AS reversed_by, u.by_staff
		FROM thing_uses u WHERE u.occasion = $1 AND u.occasion <> '' AND NOT EXISTS (SELECT 1 FROM thing_uses b WHERE b.reverses = u.id AND b.reverses <> '') ORDER BY u.id`, row)
}

type offeredRow struct {
	ID     ThingID `db:"id"`
	Sealed []byte  `db:"what"`
}

// offeredRows are the things of which some lies at a site, and those that were used at
// an occasion.
func offeredRows(ctx context.Context, tx *db.Tx, site pana.SiteID, row string) ([]offeredRow, error) {
	return db.Select[offeredRow](ctx, tx, `SELECT t.id, t.what FROM things t
		WHERE t.id IN (SELECT p.thing_id FROM thing_places p WHERE p.site_id = $1 AND p.quantity > 0)
			OR t.id IN (SELECT u.thing_id FROM thing_uses u WHERE u.occasion = $2 AND u.occasion <> ''
				AND NOT EXISTS (SELECT 1 FROM thing_uses b WHERE b.reverses = u.id AND b.reverses <> ''))
		ORDER BY t.kind, t.id DESC`, site, row)
}
