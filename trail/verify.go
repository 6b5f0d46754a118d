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
	mine := memory{}
	for {
		n := 0
		err = d.View(ctx, func(tx *db.Tx) error {
			list, err := placedAfter(ctx, tx, v.Lines, page)
			if err != nil {
				return err
			}
			n = len(list)
			for _, l := range list {
				if v.Found = look(l, v.Lines); v.Found != nil {
					return nil
				}
				if err := mine.add(v.Lines, l.Leaf); err != nil {
					return err
				}
				if v.Found, err = mine.same(ctx, tx, v.Lines); v.Found != nil || err != nil {
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
		if err != nil || v.Found != nil || n == 0 {
			break
		}
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

// VerifyIn goes through the lines and their tree within one transaction, without
// what was signed of them, and returns the first place that does not fit, or nil.
func VerifyIn(ctx context.Context, tx *db.Tx) (*Finding, error) {
	mine, n := memory{}, int64(0)
	for {
		list, err := placedAfter(ctx, tx, n, page)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return cutOff(ctx, tx, n)
		}
		for _, l := range list {
			found := look(l, n)
			if found == nil {
				if err := mine.add(n, l.Leaf); err != nil {
					return nil, err
				}
				found, err = mine.same(ctx, tx, n)
			}
			if found != nil || err != nil {
				return found, err
			}
			n++
		}
	}
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

// look compares one line with its leaf and its place.
func look(l laid, before int64) *Finding {
	if l.Placed != before+1 {
		return &Finding{What: "missing", Place: before + 1, Line: l.ID}
	}
	if leaf := l.leaf(l.Salt); !bytes.Equal(leaf[:], l.Leaf) {
		return &Finding{What: "edited", Place: l.Placed, Line: l.ID}
	}
	return nil
}

// cutOff finds hashes of leaves that are not there any more.
func cutOff(ctx context.Context, tx *db.Tx, lines int64) (*Finding, error) {
	more, err := hashesFrom(ctx, tx, tlog.StoredHashCount(lines))
	if err != nil || more == 0 {
		return nil, err
	}
	return &Finding{What: "behind", Place: lines}, nil
}

// memory is the tree made anew from the leaves.
type memory map[int64]tlog.Hash

func (m memory) add(n int64, leaf []byte) error {
	more, err := tlog.StoredHashesForRecordHash(n, tlog.RecordHash(leaf), m)
	if err != nil {
		return damaged(err.Error())
	}
	at := tlog.StoredHashIndex(0, n)
	for i, hash := range more {
		m[at+int64(i)] = hash
	}
	return nil
}

// ReadHashes returns hashes made before.
func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		h, ok := m[at]
		if !ok {
			return nil, fmt.Errorf("hash %d is not there", at)
		}
		list[i] = h
	}
	return list, nil
}

// same compares the hashes that leaf n brought with those the house keeps.
func (m memory) same(ctx context.Context, tx *db.Tx, n int64) (*Finding, error) {
	for at := tlog.StoredHashIndex(0, n); at < tlog.StoredHashIndex(0, n+1); at++ {
		kept, found, err := hashAt(ctx, tx, at)
		if err != nil {
			return nil, err
		}
		h := m[at]
		if !found || !bytes.Equal(kept, h[:]) {
			return &Finding{What: "hash", Place: n + 1}, nil
		}
	}
	return nil, nil
}

// Error turns a finding into what a reader is told.
func (f *Finding) Error() error {
	return &pana.Error{Op: "trail.Verify", Kind: pana.Conflict, Say: "verify.found." + f.What, With: map[string]any{"N": f.Place, "Line": f.Line}}
}
