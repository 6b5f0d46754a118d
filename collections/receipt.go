package collections

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"io"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// A Receipt is a paper beside an entry: drawn or built anew as every paper of the
// house, and sealed under a key of its own, which the key of the house opens.
type Receipt struct {
	ID    ReceiptID `db:"id"`
	Entry EntryID   `db:"entry_id"`
	Media string    `db:"media"`
	Size  int64     `db:"size"`
	Pages int       `db:"pages"`
	c     *Collections
	key   seal.Key
}

// Ending is the ending of a file name for it.
func (r Receipt) Ending() string { return casework.Ending(r.Media) }

// mostReceipts is how many papers one entry has.
const mostReceipts = 20

// takeReceipt reads a receipt; none is nil.
func (c *Collections) takeReceipt(ctx context.Context, op string, file io.Reader) (*casework.Sheet, error) {
	if file == nil {
		return nil, nil
	}
	s, err := c.files.TakeFile(ctx, op, file)
	return &s, err
}

// AddReceipt puts a receipt beside an entry.
func (c *Collections) AddReceipt(ctx context.Context, id EntryID, file io.Reader) error {
	const op = "collections.AddReceipt"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepCollections, policy.Subject{}); err != nil {
		return err
	}
	if file == nil {
		return pana.Refuse(op, "file", "document.empty")
	}
	paper, err := c.takeReceipt(ctx, op, file)
	if err != nil {
		return err
	}
	return c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		e, err := c.oneEntry(w.ctx, w.tx, op, id)
		switch {
		case err != nil:
			return err
		case e.Receipts >= mostReceipts:
			return conflict(op, "file", "collections.receipts.most", map[string]any{"N": mostReceipts})
		}
		return c.putReceipt(w, id, *paper)
	})
}

func (c *Collections) putReceipt(w *change, entry EntryID, paper casework.Sheet) error {
	id := ReceiptID(w.tx.ID())
	var key seal.Key
	rand.Read(key[:])
	defer clear(key[:])
	whole := sha256.New()
	size, err := seal.SealChunks(key, receiptPlace(id), bytes.NewReader(paper.Bytes), func(n int, chunk []byte) error {
		whole.Write(chunk)
		return insertReceiptChunk(w, id, n, chunk)
	})
	if err != nil {
		return err
	}
	sealed, err := c.h.SealOwn("collection_receipts", string(id), "key", 1, base64.StdEncoding.EncodeToString(key[:]))
	if err != nil {
		return err
	}
	hash := whole.Sum(nil)
	w.wrote("collection_receipts", string(id), entry, paper.Media, size, hash)
	return insertReceipt(w, Receipt{ID: id, Entry: entry, Media: paper.Media, Size: size, Pages: paper.Pages}, hash, sealed)
}

func receiptPlace(id ReceiptID) seal.Place {
	return seal.Place{Table: "receipt_chunks", Row: string(id), Field: "value"}
}

// ViewReceipt opens a receipt for one reader. Stream writes its bytes.
func (c *Collections) ViewReceipt(ctx context.Context, id ReceiptID) (*Receipt, error) {
	const op = "collections.ViewReceipt"
	var r Receipt
	err := c.act(ctx, op, policy.SeeCollections, func(w *change) error {
		found, sealed, ok, err := receiptByID(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if !ok {
			return casework.Gone(op)
		}
		r, r.c = found, c
		text, err := c.h.OpenOwn("collection_receipts", string(id), "key", sealed)
		if err != nil {
			return err
		}
		key, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(key) != len(r.key) {
			return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.damaged"}
		}
		copy(r.key[:], key)
		clear(key)
		w.line.Object = string(id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// Stream writes the bytes of a receipt to w, a chunk at a time. The key is gone
// when it returns.
func (r *Receipt) Stream(ctx context.Context, w io.Writer) error {
	defer clear(r.key[:])
	return seal.OpenChunks(r.key, receiptPlace(r.ID), func(n int) (chunk []byte, ok bool, err error) {
		err = r.c.h.DB.View(ctx, func(tx *db.Tx) error {
			chunk, ok, err = receiptChunk(ctx, tx, r.ID, n)
			return err
		})
		return chunk, ok, err
	}, w)
}
