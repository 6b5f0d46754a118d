package night

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Way is what a page says of one client's going out and coming back.
type Way struct {
	Client  casework.Client
	Out     Out      // that goes on; its ID is empty while she is in the house
	Before  []Out    // the last ones, the newest first
	NotBack []string // what the house does when somebody is not back
	May     bool
}

// mostBefore is how many times before the page of one client shows.
const mostBefore = 20

// WayOf returns whether the client with a code is out, since when and until when.
func (n *Night) WayOf(ctx context.Context, code string) (Way, error) {
	var w Way
	err := n.files.Read(ctx, code, policy.NoteOut, func(r *casework.Reading) error {
		w = Way{Client: r.Client, May: r.May(policy.NoteOut)}
		all, err := outsOf(r.Ctx, r.Tx, r.Subject.Client, mostBefore)
		if err != nil {
			return err
		}
		var rows []string
		for i, o := range all {
			rows = append(rows, string(o.ID))
			if !o.Away() {
				continue
			}
			if all[i].Steps, err = stepsOf(r.Ctx, r.Tx, o.ID); err != nil {
				return err
			}
			for _, s := range all[i].Steps {
				rows = append(rows, s.ID)
			}
		}
		said, err := r.Words(rows, pana.Identity)
		if err != nil {
			return err
		}
		for _, o := range all {
			o.Where, o.Closed = said.Of("outs", string(o.ID), fieldWhere), said.Closed(pana.Identity)
			for i := range o.Steps {
				o.Steps[i].Text = said.Of("out_steps", o.Steps[i].ID, fieldText)
			}
			if o.Away() {
				w.Out = o
			} else {
				w.Before = append(w.Before, o)
			}
		}
		page, err := n.page(r.Ctx, r.Tx, r.Subject.Site, NotBack)
		w.NotBack = page.Lines()
		return err
	})
	return w, err
}

// Away returns who is out of those who live at site and whom the actor may know of,
// who is expected first at the top, without words.
func (n *Night) Away(ctx context.Context, site pana.SiteID) ([]Out, error) {
	var list []Out
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = n.away(ctx, tx, site)
		return err
	})
	return list, err
}

func (n *Night) away(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Out, error) {
	if err := allowAt(ctx, policy.SeeNight, site); err != nil {
		return nil, err
	}
	cond, args := n.files.Where(ctx, tx, policy.SeeClient)
	return outsAt(ctx, tx, site, cond, args)
}
