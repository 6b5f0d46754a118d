// Package collections follows what supporters give from the appeal to its use: money
// and things that came, what was bought and with which receipt, where each thing
// lies, how often it was used, and whom to thank.
//
// A skipping rope can be followed from gift to use, and no client stands beside it
// on the way. The book always balances: nothing in it is changed, what was wrong is
// entered the other way round, and nobody spends what is not there.
package collections

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Collections keeps the collections of one house. Its methods act for the actor of
// their context.
type Collections struct {
	h     *house.House
	files *casework.Casework
}

// New returns the collections of h. Of files it asks how a paper is made clean and
// what names stand on the watch list; no client is asked for.
func New(h *house.House, files *casework.Casework) *Collections { return &Collections{h, files} }

// Kinds of records.
type (
	ID          string // of a collection
	EntryID     string
	ReceiptID   string
	ThingID     string
	PlaceID     string
	UseID       string
	MoveID      string
	SupporterID string
)

const (
	mostTitle  = 120 // runes
	mostWhat   = 300
	mostLetter = 4000
	mostOne    = 10_000 // of one kind of thing, at once
)

func conflict(op, field, say string, with map[string]any) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say, With: with}
}

// A change is one act while it happens: all it writes is one transaction, and
// its line of the trail is written in it too.
type change struct {
	ctx   context.Context
	tx    *db.Tx
	op    string
	today pana.Date
	line  trail.Entry
}

// act does one act to what belongs to no site, or to a thing that do asks policy
// about once more, with its site.
func (c *Collections) act(ctx context.Context, op string, act policy.Act, do func(*change) error) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
			return err
		}
		w := &change{ctx: ctx, tx: tx, op: op, today: c.h.Today(tx.Now), line: trail.Entry{Act: act}}
		if err := do(w); err != nil {
			return err
		}
		return trail.Record(ctx, tx, w.line)
	})
}

// view reads what the actor may see by act.
func (c *Collections) view(ctx context.Context, act policy.Act, do func(*db.Tx) error) error {
	return c.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), act, policy.Subject{}); err != nil {
			return err
		}
		return do(tx)
	})
}

// wrote notes what was written to one row, for the line of the trail; the first
// row is the one that the line speaks of.
func (w *change) wrote(table, row string, values ...any) {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	if w.line.Object == "" {
		w.line.Object = row
	}
	w.line.Digests = append(w.line.Digests, trail.Digest(table, row, texts...))
}

// day is a day that has come; none said is today.
func (w *change) day(on pana.Date) (pana.Date, error) {
	if on == "" {
		return w.today, nil
	}
	return casework.Past(w.op, "on", on, w.today)
}
