package casework

import (
	"context"
	"encoding/base64"
	"io"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Paper is a document opened for one reader. Stream writes its bytes.
type Paper struct {
	Document
	c      *Casework
	client pana.ClientID
	key    seal.Key
}

// ViewDocument opens a document of the client with a code: its title, number
// and note, and the key to its bytes. It writes a line of the trail each time.
// A document the actor may not read is NotFound "record.absent", as is one that
// never was; one whose compartment awaits her admission to the circle comes
// back Closed, and without bytes.
func (c *Casework) ViewDocument(ctx context.Context, code string, id pana.DocumentID) (*Paper, error) {
	const op = "casework.ViewDocument"
	var p *Paper
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		if err := policy.Check(r.actor, policy.ViewDocument, r.subject); err != nil {
			return err
		}
		d, ok, err := documentByID(ctx, tx, r.subject.Client, id)
		if err != nil {
			return err
		}
		if !ok || !policy.Reads(r.actor, d.Compartment, r.subject) {
			return gone(op)
		}
		p = &Paper{Document: d, c: c, client: r.subject.Client}
		said, open, err := wordsOf(ctx, tx, r.subject, d.Compartment, "documents", string(id))
		if err != nil {
			return err
		}
		if !open {
			p.Closed = true
			return trail.Record(ctx, tx, trail.Entry{Act: policy.ViewDocument, Client: p.client, Site: r.subject.Site, Object: string(id)})
		}
		p.Title, p.Number, p.Note = said[FieldTitle], said[FieldNo], said[FieldNote]
		key, err := base64.StdEncoding.DecodeString(said[FieldKey])
		if err != nil || len(key) != len(p.key) {
			return &pana.Error{Op: op, Kind: pana.Internal, Say: "seal.damaged"}
		}
		copy(p.key[:], key)
		clear(key)
		return trail.Record(ctx, tx, trail.Entry{Act: policy.ViewDocument, Client: p.client, Site: r.subject.Site, Object: string(id),
			Opened: []pana.Compartment{d.Compartment}})
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Stream writes the document's bytes to w, a chunk of 64 KiB at a time, so that
// a slow reader holds up nobody and nothing whole rests in memory. A paper that
// is Closed is Forbidden "document.closed". The key is gone when it returns.
func (p *Paper) Stream(ctx context.Context, w io.Writer) error {
	if p.Closed {
		return &pana.Error{Op: "casework.Stream", Kind: pana.Forbidden, Say: "document.closed"}
	}
	defer clear(p.key[:])
	get := func(n int) (chunk []byte, ok bool, err error) {
		err = p.c.h.DB.View(ctx, func(tx *db.Tx) error {
			chunk, ok, err = chunkOf(ctx, tx, p.ID, n)
			return err
		})
		return chunk, ok, err
	}
	return seal.OpenChunks(p.key, documentPlace(p.client, p.ID), get, w)
}
