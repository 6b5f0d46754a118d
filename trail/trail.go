// Package trail keeps the append-only record of who did what and who looked at
// what. A line is written in the act's own transaction, so there is no act
// without its line and no line without its act.
package trail

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"io/fs"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// An Entry is what an act tells the trail.
type Entry struct {
	Act     policy.Act
	Client  pana.ClientID       // the file concerned, if one is
	Site    pana.SiteID         // where; empty for the house
	Object  string              // the id of the record touched: a bed, a note, a member of staff
	Opened  []pana.Compartment  // sealed compartments that were opened for reading
	Digests [][sha256.Size]byte // of the columns and sealed values written
}

// Record writes the line of e for the actor of ctx. Codes and ids only ever go
// in: a name in a line could never be erased.
func Record(ctx context.Context, tx *db.Tx, e Entry) error {
	_, err := record(ctx, tx, e)
	return err
}

// record is Record, and returns the id of the line.
func record(ctx context.Context, tx *db.Tx, e Entry) (string, error) {
	actor := pana.ActorFrom(ctx)
	line := Line{
		ID: tx.ID(), At: db.Micros(tx.Now), Staff: actor.Staff, Session: actor.Session,
		Act: string(e.Act), Client: e.Client, Site: e.Site, Object: e.Object,
		Opened: opened(e.Opened), Digest: digest(e.Digests),
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	leaf := line.leaf(salt)
	_, err := tx.Exec(ctx, `
		INSERT INTO trail (id, at, staff_id, session_id, act, client_id, site_id, object_id, opened, digest, salt, leaf)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		line.ID, line.At, string(line.Staff), line.Session, line.Act, string(line.Client), string(line.Site),
		line.Object, line.Opened, line.Digest, salt, leaf[:])
	wrote(tx, line.ID)
	return line.ID, err
}

// Looked writes that the actor opened compartments of a client's file.
func Looked(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID, site pana.SiteID, cs ...pana.Compartment) error {
	return Record(ctx, tx, Entry{Act: act, Client: client, Site: site, Opened: cs})
}

func opened(cs []pana.Compartment) string {
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = string(c)
	}
	return strings.Join(parts, " ")
}

// digest folds the digests of everything an act wrote into one.
func digest(ds [][sha256.Size]byte) []byte {
	if len(ds) == 0 {
		return []byte{}
	}
	h := sha256.New()
	for _, d := range ds {
		h.Write(d[:])
	}
	return h.Sum(nil)
}

// Digest returns the digest of the columns that an act wrote to one row, for
// Entry.Digests. Each value is written with its length, so that two rows never
// meet in one digest by running together.
func Digest(table, row string, values ...string) [sha256.Size]byte {
	h := sha256.New()
	for _, v := range append([]string{table, row}, values...) {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(v)))
		h.Write(n[:])
		h.Write([]byte(v))
	}
	return [sha256.Size]byte(h.Sum(nil))
}
