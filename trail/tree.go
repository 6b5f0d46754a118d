package trail

import (
	"context"
	"crypto/sha256"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The lines of the trail are the leaves of a Merkle tree (RFC 6962, as Go's
// checksum database keeps one), in the order in which they were laid there and
// not of their time. Whoever knows the hash of the tree at one size can tell
// whether any line of then was changed, taken out or put in since.

// mostLaid is how many lines are laid in one transaction.
const mostLaid = 2000

// Lay gives every line its place that has none yet, binds the rows that it wrote
// (rows may be nil: then none are), and returns how many there were. It is safe to
// repeat, and for two processes on one database: the later one begins anew.
func Lay(ctx context.Context, d *db.DB, rows *Rows) (laid int, err error) {
	for {
		n, err := layOnce(ctx, d, rows)
		laid += n
		if err != nil || n < mostLaid {
			return laid, err
		}
	}
}

func layOnce(ctx context.Context, d *db.DB, rows *Rows) (n int, err error) {
	if rows == nil {
		rows = &Rows{}
	}
	// Most of the time there is nothing to lay, and nothing is written.
	waiting := rows.files && !rows.done.Load()
	err = d.View(ctx, func(tx *db.Tx) error {
		list, err := unplaced(ctx, tx, 1)
		waiting = waiting || len(list) > 0
		return err
	})
	if err != nil || !waiting {
		return 0, err
	}
	err = d.Update(ctx, func(tx *db.Tx) error {
		n = 0
		size, err := treeSize(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := rows.bindOld(ctx, tx); err != nil {
			return err
		}
		list, err := unplaced(ctx, tx, mostLaid)
		if err != nil {
			return err
		}
		if list, err = rows.bind(ctx, tx, list); err != nil {
			return err
		}
		store := &hashes{ctx: ctx, tx: tx, fresh: map[int64]tlog.Hash{}}
		for _, l := range list {
			if l.State != "" {
				leaf := l.leaf(l.Salt)
				l.Leaf = leaf[:]
			}
			if err := store.add(size, l.Leaf); err != nil {
				return err
			}
			size++
			if err := place(ctx, tx, l, size); err != nil {
				return err
			}
			n++
		}
		return store.save()
	})
	return n, err
}

// hashes are the stored hashes of the tree, those of this transaction included.
type hashes struct {
	ctx   context.Context
	tx    *db.Tx
	fresh map[int64]tlog.Hash
}

// add computes the hashes that leaf number n brings.
func (h *hashes) add(n int64, leaf []byte) error {
	if len(leaf) != sha256.Size {
		return damaged("a leaf of another length")
	}
	more, err := tlog.StoredHashesForRecordHash(n, tlog.RecordHash(leaf), h)
	if err != nil {
		return damaged(err.Error())
	}
	at := tlog.StoredHashIndex(0, n)
	for i, hash := range more {
		h.fresh[at+int64(i)] = hash
	}
	return nil
}

// ReadHashes returns stored hashes by their place.
func (h *hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	list := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if hash, ok := h.fresh[at]; ok {
			list[i] = hash
			continue
		}
		b, found, err := hashAt(h.ctx, h.tx, at)
		if err != nil {
			return nil, err
		}
		if !found || len(b) != tlog.HashSize {
			return nil, errors.New("a hash of the tree is missing")
		}
		list[i] = tlog.Hash(b)
	}
	return list, nil
}

func (h *hashes) save() error {
	rows := make([][]any, 0, len(h.fresh))
	for at, hash := range h.fresh {
		rows = append(rows, []any{at, hash[:]})
	}
	return h.tx.InsertMany(h.ctx, "trail_hashes (n, hash)", rows)
}

// Root returns the hash of the tree when it had so many lines. More than there
// are is NotFound "verify.size".
func Root(ctx context.Context, tx *db.Tx, size int64) (root [sha256.Size]byte, err error) {
	now, err := treeSize(ctx, tx)
	if err != nil {
		return root, err
	}
	if size < 0 || size > now {
		return root, &pana.Error{Op: "trail.Root", Kind: pana.NotFound, Say: "verify.size"}
	}
	h, err := tlog.TreeHash(size, &hashes{ctx: ctx, tx: tx})
	if err != nil {
		return root, damaged(err.Error())
	}
	return h, nil
}

// Size returns how many lines the tree has.
func Size(ctx context.Context, tx *db.Tx) (int64, error) { return treeSize(ctx, tx) }

func damaged(what string) error {
	return &pana.Error{Op: "trail", Kind: pana.Internal, Say: "db.damaged", Err: errors.New(what)}
}
