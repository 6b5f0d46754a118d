package casework

import (
	"context"
	"encoding/base64"
	"io"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// WritePaper writes the bytes of a document to w, opened with the key that rests
// in its word FieldKey, inside a transaction: for an export of the whole house,
// which has asked policy for its own act.
func WritePaper(ctx context.Context, tx *db.Tx, client pana.ClientID, id pana.DocumentID, key string, w io.Writer) error {
	k, err := base64.StdEncoding.DecodeString(key)
	if err != nil || len(k) != len(seal.Key{}) {
		return &pana.Error{Op: "casework.WritePaper", Kind: pana.Internal, Say: "seal.damaged"}
	}
	defer clear(k)
	return seal.OpenChunks(seal.Key(k), documentPlace(client, id), func(n int) ([]byte, bool, error) { return chunkOf(ctx, tx, id, n) }, w)
}

// KeptFrom returns the clients who are kept from any of staff by a conflict of
// interest, with their codes: for what is given out under the names of several.
func KeptFrom(ctx context.Context, tx *db.Tx, staff ...pana.StaffID) (map[pana.ClientID]string, error) {
	in, args := db.In(nil, staff)
	rows, err := db.Select[struct {
		ID   pana.ClientID `db:"id"`
		Code string        `db:"code"`
	}](ctx, tx, `SELECT DISTINCT k.id, k.code FROM conflicts c JOIN clients k ON k.id = c.client_id WHERE c.lifted_at = 0 AND c.staff_id IN (`+in+`)`, args...)
	kept := make(map[pana.ClientID]string, len(rows))
	for _, r := range rows {
		kept[r.ID] = r.Code
	}
	return kept, err
}
