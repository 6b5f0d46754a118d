package night

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// LogCall writes down a call that came to the house. The name that the caller gave
// is compared with the watch list; whoever writes it down is told the same whatever
// the answer is, and those who keep the list are told of a name that is like one on
// it, each only for files she may know of.
func (n *Night) LogCall(ctx context.Context, site pana.SiteID, c NewCall) (CallID, error) {
	const op = "night.LogCall"
	c, err := c.clean(op)
	if err != nil {
		return "", err
	}
	var id CallID
	err = n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.LogCall, site); err != nil {
			return err
		}
		call := Call{ID: CallID(tx.ID()), Site: site, At: db.Micros(tx.Now), Kind: c.Kind, Language: c.Language, By: pana.ActorFrom(ctx).Staff}
		id = call.ID
		if err := insertCall(ctx, tx, call); err != nil {
			return err
		}
		e := trail.Entry{Act: policy.LogCall, Site: site, Object: string(id),
			Digests: [][32]byte{trail.Digest("phone_calls", string(id), c.Kind, c.Language, strconv.FormatInt(call.At, 10))}}
		for _, w := range []struct{ field, text string }{{fieldNamed, c.Named}, {fieldSaid, c.Said}} {
			if w.text == "" {
				continue
			}
			d, err := seal.PutWord(ctx, tx, site, seal.Owner(id), seal.Word{Table: "phone_calls", Row: string(id), Field: w.field, Compartment: pana.Identity, Text: w.text})
			if err != nil {
				return err
			}
			e.Digests = append(e.Digests, d)
		}
		if err := n.tellOf(ctx, tx, id, c.Named); err != nil {
			return err
		}
		return trail.Record(ctx, tx, e)
	})
	return id, err
}

// tellOf tells those who keep the watch list that a caller's name is like one on it.
func (n *Night) tellOf(ctx context.Context, tx *db.Tx, id CallID, name string) error {
	if name == "" {
		return nil
	}
	files, err := n.files.WatchedIn(ctx, tx, name)
	if err != nil || len(files) == 0 {
		return err
	}
	to, err := n.h.Able(ctx, tx, policy.SeeWatch)
	if err != nil {
		return err
	}
	for _, client := range files {
		if err := n.h.Tell(ctx, tx, to, house.Notice{Say: "notice.caller", Client: client, Object: string(id)}); err != nil {
			return err
		}
	}
	return nil
}

// mostCalls is how many calls the log shows.
const mostCalls = 60

// Calls returns the last calls that came to a site, the newest first, with the words
// that the reader's keys open.
func (n *Night) Calls(ctx context.Context, site pana.SiteID) ([]Call, error) {
	var list []Call
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		var err error
		if list, err = callsAt(ctx, tx, site, mostCalls); err != nil || seal.RingFrom(ctx) == nil {
			return err
		}
		for i := range list {
			c := &list[i]
			words, shut, err := seal.GetWords(ctx, tx, site, seal.Owner(c.ID), seal.Filter{Table: "phone_calls", Rows: []string{string(c.ID)}, Compartments: []pana.Compartment{pana.Identity}})
			if err != nil {
				return err
			}
			c.Closed = len(shut) > 0
			for _, w := range words {
				switch w.Field {
				case fieldNamed:
					c.Named = w.Text
				case fieldSaid:
					c.Said = w.Text
				}
			}
		}
		return nil
	})
	return list, err
}
