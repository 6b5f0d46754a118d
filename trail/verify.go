package trail

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Finding is the first place at which the trail is not what it was.
type Finding struct {
	What  string // edited, missing, placed, hash, checkpoint, behind: a part of a message key
	Place int64  // which line of the tree, from 1; 0 when it is not about one line
	Line  string // its id, where there is one
}

// Verified is what Verify went through.
type Verified struct {
	Lines       int64
	Waiting     int64 // lines not laid yet
	Checkpoints int
	Found       *Finding // nil when all is whole
}

// page is how many lines are looked at in one transaction.
const page = 5000

// Verify goes through the whole trail: each line against its leaf, the leaves
// against the tree, the tree against every checkpoint that the house has signed
// and against those that others keep. It stops at the first place that does not
// fit.
func Verify(ctx context.Context, d *db.DB, key ed25519.PublicKey, others []Checkpoint, say func(lines int64)) (v Verified, err error) {
	roots := map[int64]tlog.Hash{} // at the sizes that somebody has signed
	wanted, err := claims(ctx, d, key, others, &v)
	if err != nil || v.Found != nil {
		return v, err
	}
	mine, gone := edge{}, forgotten{}
	for n := page; n == page && err == nil && v.Found == nil; {
		err = d.View(ctx, func(tx *db.Tx) error {
			list, err := placedAfter(ctx, tx, v.Lines, page)
			if n = len(list); err != nil {
				return err
			}
			for _, l := range list {
				if v.Found, err = mine.next(ctx, tx, l, v.Lines, gone); v.Found != nil || err != nil {
					return err
				}
				v.Lines++
				if wanted[v.Lines] != nil {
					if roots[v.Lines], err = tlog.TreeHash(v.Lines, mine); err != nil {
						return damaged(err.Error())
					}
				}
			}
			return nil
		})
		if say != nil {
			say(v.Lines)
		}
	}
	if err != nil || v.Found != nil {
		return v, err
	}
	for size, claimed := range wanted {
		root := roots[size]
		if size == 0 {
			root = tlog.Hash(sha256.Sum256(nil))
		}
		for _, c := range claimed {
			switch {
			case size > v.Lines:
				v.Found = &Finding{What: "behind", Place: v.Lines}
			case root != tlog.Hash(c):
				v.Found = &Finding{What: "checkpoint", Place: size}
			}
		}
	}
	if v.Found == nil {
		err = d.View(ctx, func(tx *db.Tx) error {
			if v.Found, err = cutOff(ctx, tx, v.Lines); err != nil {
				return err
			}
			v.Waiting, err = waitingCount(ctx, tx)
			return err
		})
	}
	return v, err
}

// claims are the roots that checkpoints say, by size.
func claims(ctx context.Context, d *db.DB, key ed25519.PublicKey, others []Checkpoint, v *Verified) (map[int64][][sha256.Size]byte, error) {
	all := map[int64][][sha256.Size]byte{}
	for _, c := range others {
		all[c.Size] = append(all[c.Size], c.Root)
	}
	err := d.View(ctx, func(tx *db.Tx) error {
		kept, err := checkpoints(ctx, tx)
		for _, k := range kept {
			c, fault := open(k.Note, key)
			if fault != nil || c.Size != k.Size {
				v.Found = &Finding{What: "signature", Place: k.Size}
				return nil
			}
			all[c.Size] = append(all[c.Size], c.Root)
			v.Checkpoints++
		}
		return err
	})
	return all, err
}

// look compares one line with its leaf and its place. Of a line about somebody
// who was erased only the leaf is left: a later line must name it.
func look(ctx context.Context, tx *db.Tx, l laid, before int64, gone forgotten) (*Finding, error) {
	if l.Placed != before+1 {
		return &Finding{What: "missing", Place: before + 1, Line: l.ID}, nil
	}
	if len(l.Salt) == 0 && l.Client == "" && l.Object == "" {
		named, err := gone.names(ctx, tx, l)
		if named || err != nil {
			return nil, err
		}
	}
	if leaf := l.leaf(l.Salt); !bytes.Equal(leaf[:], l.Leaf) {
		return &Finding{What: "edited", Place: l.Placed, Line: l.ID}, nil
	}
	return nil, nil
}

// cutOff finds hashes of leaves that are not there any more.
func cutOff(ctx context.Context, tx *db.Tx, lines int64) (*Finding, error) {
	more, err := hashesFrom(ctx, tx, tlog.StoredHashCount(lines))
	if err != nil || more == 0 {
		return nil, err
	}
	return &Finding{What: "behind", Place: lines}, nil
}

// edge is the tree made anew from the leaves: of each level the newest hash and
// its number, which is all that the next leaf and the root need.
type edge map[int]numbered

type numbered struct {
	n    int64
	hash tlog.Hash
}

// next looks at one line, lays its leaf, and compares the hashes it brings with
// those the house keeps.
func (e edge) next(ctx context.Context, tx *db.Tx, l laid, before int64, gone forgotten) (*Finding, error) {
	if found, err := look(ctx, tx, l, before, gone); found != nil || err != nil {
		return found, err
	}
	more, err := tlog.StoredHashesForRecordHash(before, tlog.RecordHash(l.Leaf), e)
	if err != nil {
		return nil, damaged(err.Error())
	}
	for i, h := range more {
		at := tlog.StoredHashIndex(0, before) + int64(i)
		kept, found, err := hashAt(ctx, tx, at)
		if err != nil {
			return nil, err
		}
		if !found || !bytes.Equal(kept, h[:]) {
			return &Finding{What: "hash", Place: before + 1}, nil
		}
		level, n := tlog.SplitStoredHashIndex(at)
		e[level] = numbered{n, h}
	}
	return nil, nil
}

// ReadHashes returns hashes made before.
func (e edge) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		level, n := tlog.SplitStoredHashIndex(at)
		h, ok := e[level]
		if !ok || h.n != n {
			return nil, fmt.Errorf("hash %d is not at the edge", at)
		}
		list[i] = h.hash
	}
	return list, nil
}

// Err turns a finding into what a reader is told.
func (f *Finding) Err() error {
	return &pana.Error{Op: "trail.Verify", Kind: pana.Conflict, Say: "verify.found." + f.What, With: map[string]any{"N": f.Place, "Line": f.Line}}
}
