package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Used is that something was used. Who took part is not asked.
type Used struct {
	Thing    ThingID
	Site     pana.SiteID
	Times    int    // 0 means once
	Activity string // code list activity-kind
	On       pana.Date
	Note     string // what worked, in words; nobody's name
	Occasion string // the row of another chapter's act at which it was used
}

// A Use is one line of how something was used.
type Use struct {
	ID         UseID        `db:"id"`
	Site       pana.SiteID  `db:"site_id"`
	Times      int          `db:"times"`
	Activity   string       `db:"activity"`
	On         pana.Date    `db:"on_day"`
	Reverses   UseID        `db:"reverses"`
	ReversedBy UseID        `db:"reversed_by"`
	By         pana.StaffID `db:"by_staff"`
	Occasion   string       `db:"-"`
	Note       string       `db:"-"`
}

// mostTimes is how often a thing is used on one line.
const mostTimes = 100

// Use writes down that something was used. It refuses what is not at that site
// ("things.use.none"), an activity that was not chosen, and a day that has not come.
func (c *Collections) Use(ctx context.Context, u Used) (UseID, error) {
	var id UseID
	err := c.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		id, err = c.UseIn(ctx, tx, u)
		return err
	})
	return id, err
}

// UseIn is Use within the transaction of another act, such as a lesson that says
// what was used in it: the line of this one is written too.
func (c *Collections) UseIn(ctx context.Context, tx *db.Tx, u Used) (UseID, error) {
	const op = "collections.Use"
	w := &change{ctx: ctx, tx: tx, op: op, today: c.h.Today(tx.Now), line: trail.Entry{Act: policy.UseThings, Site: u.Site}}
	if err := policy.Check(pana.ActorFrom(ctx), policy.UseThings, policy.Subject{Site: u.Site}); err != nil {
		return "", err
	}
	t, err := c.oneThing(ctx, tx, op, policy.UseThings, u.Thing)
	if err != nil {
		return "", err
	}
	if u.Site == "" && len(t.Places) > 0 && oneSite(t.Places) {
		u.Site = t.Places[0].Site
		w.line.Site = u.Site
	}
	here := 0
	for _, p := range t.Places {
		if p.Site == u.Site {
			here += p.Quantity
		}
	}
	switch {
	case u.Site == "":
		return "", pana.Refuse(op, "site", "things.site.missing")
	case here == 0:
		return "", conflict(op, "site", "things.use.none", nil)
	case u.Activity == "":
		return "", pana.Refuse(op, "activity", "things.activity.missing")
	}
	if err := codes.Check(op, "activity", "activity-kind", u.Activity); err != nil {
		return "", err
	}
	if u.Times == 0 {
		u.Times = 1
	}
	if err := casework.Within(op, "times", u.Times, 1, mostTimes); err != nil {
		return "", err
	}
	if u.On, err = w.day(u.On); err != nil {
		return "", err
	}
	if u.Note, err = c.text(op, "note", u.Note, mostWhat); err != nil {
		return "", err
	}
	id, err := c.putUse(w, u.Thing, Use{Site: u.Site, Times: u.Times, Activity: u.Activity, On: u.On, Note: u.Note, Occasion: u.Occasion})
	if err != nil {
		return "", err
	}
	return id, trail.Record(ctx, tx, w.line)
}

func oneSite(places []Place) bool {
	for _, p := range places {
		if p.Site != places[0].Site {
			return false
		}
	}
	return true
}

func (c *Collections) putUse(w *change, thing ThingID, u Use) (UseID, error) {
	u.ID = UseID(w.tx.ID())
	note, err := c.h.SealOwn("thing_uses", string(u.ID), "note", 1, u.Note)
	if err != nil {
		return "", err
	}
	w.wrote("thing_uses", string(u.ID), thing, u.Site, u.Times, u.Activity, u.On, u.Reverses)
	return u.ID, insertUse(w, thing, u, note)
}

// TakeBackUse takes a use back by a line that says the opposite: by whoever wrote
// it, or by those who may move things. One that was taken back stands no more
// ("things.line.stands").
func (c *Collections) TakeBackUse(ctx context.Context, thing ThingID, id UseID) error {
	const op = "collections.TakeBackUse"
	return c.act(ctx, op, policy.UseThings, func(w *change) error {
		if _, err := c.oneThing(w.ctx, w.tx, op, policy.UseThings, thing); err != nil {
			return err
		}
		all, err := c.uses(w.ctx, w.tx, thing)
		if err != nil {
			return err
		}
		actor := pana.ActorFrom(ctx)
		for _, u := range all {
			if u.ID != id || policy.Check(actor, policy.UseThings, policy.Subject{Site: u.Site}) != nil {
				continue
			}
			if u.By != actor.Staff && policy.Check(actor, policy.MoveThings, policy.Subject{Site: u.Site}) != nil || u.Reverses != "" || u.ReversedBy != "" {
				return conflict(op, "", "things.line.stands", nil)
			}
			w.line.Site = u.Site
			_, err := c.putUse(w, thing, Use{Site: u.Site, Times: -u.Times, Activity: u.Activity, On: u.On, Reverses: u.ID})
			return err
		}
		return casework.Gone(op)
	})
}
