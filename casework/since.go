package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// What is new: whoever comes to her shift is told what the others have done
// with her clients since she was last here. It is asked from the trail, and she
// is told only of what she could open herself.

const (
	shiftGap  = 4 * time.Hour       // between two sign-ins this far apart, she was away
	longAgo   = 14 * 24 * time.Hour // nobody is told of more than two weeks
	mostLines = 3000                // of the trail, the newest first
)

// News is what others have done since the reader was last here.
type News struct {
	Since time.Time // her last sign-in before she went away
	Files []Renewed // own clients first, then the most recently changed
}

// A Renewed is a file in which something was done.
type Renewed struct {
	Client pana.ClientID
	Code   string
	Mine   bool
	Last   time.Time
	Done   []Done
}

// A Done is an act and how many records it touched.
type Done struct {
	Act policy.Act
	N   int
}

// Since returns the news of the actor. Whoever signs in for the first time has
// none. It needs ListClients, opens no words and writes no line.
func (c *Casework) Since(ctx context.Context) (News, error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.ListClients) {
		return News{}, &pana.Error{Op: "casework.Since", Kind: pana.Forbidden, Say: "policy.refused"}
	}
	var n News
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		n = News{}
		begun, err := trail.SignIns(ctx, tx, actor.Staff, 200)
		if err != nil {
			return err
		}
		since, ok := wentAway(begun, tx.Now)
		if !ok {
			return nil
		}
		n.Since = since
		lines, err := trail.WrittenSince(ctx, tx, since, actor.Staff, mostLines)
		if err != nil {
			return err
		}
		n.Files, err = c.renewed(ctx, tx, actor, lines)
		return err
	})
	return n, err
}

// Mixed says that the words of a row of these tables rest now in this part of a
// file, now in that one: of a change there only those are told who may read the
// part. A chapter says so when it is opened.
func (c *Casework) Mixed(tables ...string) { c.mixed = append(c.mixed, tables...) }

// wentAway finds in her sign-ins, the newest first, the last one before she was
// away for a shift or longer.
func wentAway(begun []time.Time, now time.Time) (time.Time, bool) {
	for i := 1; i < len(begun); i++ {
		if begun[i-1].Sub(begun[i]) >= shiftGap {
			return latest(begun[i], now.Add(-longAgo)), true
		}
	}
	return time.Time{}, false
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// mixedParts adds to parts in which the words of records of other chapters rest.
func (c *Casework) mixedParts(ctx context.Context, tx *db.Tx, lines []trail.Line, parts map[string]pana.Compartment) error {
	objects := map[pana.ClientID][]string{}
	for _, l := range lines {
		if l.Object != "" && parts[l.Object] == "" && !slices.Contains(objects[l.Client], l.Object) {
			objects[l.Client] = append(objects[l.Client], l.Object)
		}
	}
	for client, rows := range objects {
		for part := range slices.Chunk(rows, 500) {
			if err := seal.PartsOf(ctx, tx, owner(client), c.mixed, part, parts); err != nil {
				return err
			}
		}
	}
	return nil
}

type renewedRow struct {
	facts
	Code string `db:"code"`
}

// renewed gathers lines by file, leaving out what the actor may not learn of.
func (c *Casework) renewed(ctx context.Context, tx *db.Tx, actor pana.Actor, lines []trail.Line) ([]Renewed, error) {
	var clients, objects []string
	for _, l := range lines {
		clients = append(clients, string(l.Client))
		objects = append(objects, l.Object)
	}
	if len(clients) == 0 {
		return nil, nil
	}
	slices.Sort(clients)
	rows, err := renewedOf(ctx, tx, actor, c.tonight(tx), slices.Compact(clients))
	if err != nil {
		return nil, err
	}
	parts, err := compartmentsOf(ctx, tx, objects)
	if err != nil {
		return nil, err
	}
	if err := c.mixedParts(ctx, tx, lines, parts); err != nil {
		return nil, err
	}
	files := map[pana.ClientID]*Renewed{}
	subjects := map[pana.ClientID]policy.Subject{}
	for _, r := range rows {
		s, err := r.seenBy(actor, "casework.Since")
		if err != nil || s.Young {
			continue // the news of a youth centre are at the centre
		}
		subjects[r.Client] = s
		files[r.Client] = &Renewed{Client: r.Client, Code: r.Code, Mine: r.Assigned}
	}
	counted := map[string]bool{}
	for _, l := range lines {
		f, act := files[l.Client], policy.Act(l.Act)
		if f == nil || !policy.Learns(actor, act, subjects[l.Client]) {
			continue
		}
		if part := parts[l.Object]; part != "" && !policy.Reads(actor, part, subjects[l.Client]) {
			continue
		}
		f.Last = latest(f.Last, db.FromMicros(l.At))
		key := string(l.Client) + " " + l.Act + " " + l.Object
		if counted[key] {
			continue
		}
		counted[key] = true
		if i := slices.IndexFunc(f.Done, func(d Done) bool { return d.Act == act }); i >= 0 {
			f.Done[i].N++
		} else {
			f.Done = append(f.Done, Done{act, 1})
		}
	}
	var list []Renewed
	for _, f := range files {
		if len(f.Done) > 0 {
			list = append(list, *f)
		}
	}
	slices.SortFunc(list, func(a, b Renewed) int {
		if a.Mine != b.Mine {
			if a.Mine {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.Code, b.Code))
	})
	return list, nil
}
