package casework

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// FieldKey is the word in which the key of a document's chunks is sealed, so
// that whoever may file a paper need not be able to read it, and erasing the
// client's keys closes the file.
const FieldKey = "key"

// FileDocument keeps a paper or photograph in the client's file. What it is is
// told by its bytes, never by its name. Pictures are drawn anew, so that no
// place, camera or comment stays; title, number and bytes are sealed, all in
// one transaction.
//
// It refuses, on the field "file", programs, other kinds of file, pictures of
// more than 40 megapixels and files of more than 20 MB; a compartment the actor
// may not write to; and a photograph without the client's standing consent to
// photographs ("document.consent"); what the scanner of the house refuses, see
// scan.Pass; and more than one person brings in a day ("document.brought").
func (c *Casework) FileDocument(ctx context.Context, client pana.ClientID, n NewDocument) (pana.DocumentID, error) {
	const op = "casework.FileDocument"
	n, err := n.clean(op)
	if err != nil {
		return "", err
	}
	// Whoever may not file has nothing read on her behalf.
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		_, err := c.allowWriting(ctx, tx, policy.FileDocument, client, n.Compartment)
		return err
	})
	if err != nil {
		return "", err
	}
	paper, err := readSheet(op, n.File, c.pass(ctx, op))
	if err != nil {
		return "", err
	}
	var id pana.DocumentID
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allowWriting(ctx, tx, policy.FileDocument, client, n.Compartment)
		if err != nil {
			return err
		}
		if n.Kind == "photograph" {
			ok, err := c.Allowed(ctx, tx, client, pana.PhotoUse, "", "")
			if err != nil {
				return err
			}
			if !ok {
				return pana.Refuse(op, "kind", "document.consent")
			}
		}
		var digests [][32]byte
		if id, digests, err = putDocument(ctx, tx, s, n, paper); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.FileDocument, Client: client, Site: s.Site, Object: string(id), Digests: digests})
	})
	return id, err
}

func putDocument(ctx context.Context, tx *db.Tx, s policy.Subject, n NewDocument, paper sheet) (pana.DocumentID, [][32]byte, error) {
	e, err := newestEpisode(ctx, tx, s.Client)
	if err != nil {
		return "", nil, err
	}
	d := Document{ID: pana.DocumentID(tx.ID()), Episode: e.ID, Kind: n.Kind, Compartment: n.Compartment, Media: paper.media,
		Size: int64(len(paper.bytes)), Pages: paper.pages, By: pana.ActorFrom(ctx).Staff, At: db.Micros(tx.Now)}
	if err := insertDocument(ctx, tx, d, s.Client); err != nil {
		return "", nil, err
	}
	var key seal.Key
	rand.Read(key[:])
	defer clear(key[:])
	digests, err := putWords(ctx, tx, s, n.Compartment, "documents", string(d.ID),
		Say{FieldTitle, n.Title}, Say{FieldNo, n.Number}, Say{FieldNote, n.Note},
		Say{FieldKey, base64.StdEncoding.EncodeToString(key[:])})
	if err != nil {
		return "", nil, err
	}
	whole := sha256.New()
	_, err = seal.SealChunks(key, documentPlace(s.Client, d.ID), bytes.NewReader(paper.bytes), func(n int, chunk []byte) error {
		whole.Write(chunk)
		return insertChunk(ctx, tx, d.ID, n, chunk)
	})
	return d.ID, append(digests, [32]byte(whole.Sum(nil)), trail.Digest("documents", string(d.ID), string(s.Client), d.Kind,
		string(d.Compartment), d.Media, strconv.FormatInt(d.Size, 10))), err
}

func documentPlace(client pana.ClientID, id pana.DocumentID) seal.Place {
	return seal.Place{Table: "document_chunks", Row: string(id), Field: "value", Owner: owner(client)}
}
