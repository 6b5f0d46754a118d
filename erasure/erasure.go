// Package erasure lets a house forget someone: the keys of her words are
// destroyed, her rows go or become coarse as each column declares, and the lines
// of the trail about her lose whom they were about. What remains counts, and
// leads to nobody.
//
// Paper, files that were exported, and what partners were told are not reached;
// the page that asks says so.
package erasure

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/youth"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Erasure forgets the clients of one house.
type Erasure struct {
	h      *house.House
	ledger *funding.Funding
}

// New returns the erasure of h.
func New(h *house.House) *Erasure {
	files := casework.New(h)
	e := &Erasure{h, funding.New(h, files, people.New(h, files), youth.Delivered)}
	h.Weighs(policy.EraseClient, e.weigh)
	h.Weighs(policy.EraseNotes, e.weighNotes)
	return e
}

// Tasks are what the house does by itself: it finishes what a power cut stopped,
// and sweeps keys that open nothing.
func (e *Erasure) Tasks() []house.Task {
	return []house.Task{
		{Name: "erasure", Every: time.Minute, Run: e.Finish},
		{Name: "orphans", Every: 6 * time.Hour, Run: func(ctx context.Context) error { _, err := e.Sweep(ctx); return err }},
	}
}

// Why a client is erased.
const (
	TimeOver = "time"    // the time for which the house keeps files is over
	Asked    = "asked"   // she wishes it
	Mistake  = "mistake" // there never should have been a file
)

// Reasons are the reasons in the order in which a page offers them.
func Reasons() []string { return []string{TimeOver, Asked, Mistake} }

// quarter is the first day of the quarter of t.
func quarter(t time.Time) time.Time {
	return time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
}

// coarse makes a value of a column that is to be coarsened less exact: a day, a
// month or a moment becomes the quarter it lies in. A country or a code stays, it
// is coarse already; any other text goes.
func coarse(v any) any {
	switch v := v.(type) {
	case string:
		for _, form := range []string{time.DateOnly, "2006-01"} {
			if day, err := time.Parse(form, v); err == nil {
				return quarter(day).Format(form)
			}
		}
		if len(v) == 2 {
			return v
		}
		return ""
	case int64:
		if v == 0 {
			return v
		}
		return db.Micros(quarter(db.FromMicros(v).UTC()))
	case nil:
		return nil
	}
	return empty(v)
}

// empty is the value that says nothing.
func empty(v any) any {
	switch v.(type) {
	case string:
		return ""
	case []byte:
		return []byte{}
	case bool:
		return false
	case int64:
		return int64(0)
	case float64:
		return float64(0)
	}
	return nil
}
