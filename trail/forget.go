package trail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// mostObjects is how many ids one statement takes.
const mostObjects = 500

// Forget takes out of every line about client, or about one of objects, whom it
// was about, in which session, and the salt without which nobody can try whom it
// fits. Their leaves stay in the tree. The line of e, written in the same
// transaction, names those leaves by its digest: only so does Verify accept a
// line without a salt. It returns how many lines there were.
func Forget(ctx context.Context, tx *db.Tx, e Entry, client pana.ClientID, objects []string) (lines int, err error) {
	found, err := db.Select[forgettable](ctx, tx, `SELECT id, leaf FROM trail WHERE client_id = $1 AND length(salt) > 0`, string(client))
	if err != nil {
		return 0, err
	}
	for part := range slices.Chunk(objects, mostObjects) {
		in, args := db.In(nil, part)
		more, err := db.Select[forgettable](ctx, tx, `SELECT id, leaf FROM trail WHERE object_id IN (`+in+`) AND length(salt) > 0`, args...)
		if err != nil {
			return 0, err
		}
		found = append(found, more...)
	}
	slices.SortFunc(found, func(a, b forgettable) int { return strings.Compare(a.ID, b.ID) })
	found = slices.CompactFunc(found, func(a, b forgettable) bool { return a.ID == b.ID })
	e.Digests = nil
	for _, l := range found {
		if len(l.Leaf) != sha256.Size {
			return 0, damaged("a leaf of another length")
		}
		e.Digests = append(e.Digests, [sha256.Size]byte(l.Leaf))
	}
	id, err := record(ctx, tx, e)
	if err != nil {
		return 0, err
	}
	rows := make([][]any, len(found))
	for i, l := range found {
		rows[i] = []any{l.Leaf, id, int64(i)}
		if _, err := tx.Exec(ctx, `UPDATE trail SET client_id = '', object_id = '', session_id = '', state = '', wrote = '', salt = $1 WHERE id = $2`, []byte{}, l.ID); err != nil {
			return 0, err
		}
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return len(rows), tx.InsertMany(ctx, "trail_forgotten (leaf, line_id, n)", rows)
}

// A forgettable line is one whose subject goes.
type forgettable struct {
	ID   string `db:"id"`
	Leaf []byte `db:"leaf"`
}

// forgotten are the leaves that each line of an erasure names, by the line's id,
// gathered as Verify meets them.
type forgotten map[string]bool

// names reports whether an erasure's line names the leaf of l and holds the
// digest of all that it is said to name.
func (f forgotten) names(ctx context.Context, tx *db.Tx, l laid) (bool, error) {
	line, found, err := db.Find[string](ctx, tx, `SELECT line_id FROM trail_forgotten WHERE leaf = $1`, l.Leaf)
	if err != nil || !found {
		return false, err
	}
	fits, known := f[line]
	if !known {
		if fits, err = says(ctx, tx, line); err != nil {
			return false, err
		}
		f[line] = fits
	}
	return fits, nil
}

// says reports whether line is one of an erasure whose digest is that of the
// leaves kept for it.
func says(ctx context.Context, tx *db.Tx, line string) (bool, error) {
	type naming struct {
		Act    string `db:"act"`
		Digest []byte `db:"digest"`
	}
	n, found, err := db.Find[naming](ctx, tx, `SELECT act, digest FROM trail WHERE id = $1 AND length(salt) > 0`, line)
	if err != nil || !found || n.Act != string(policy.EraseClient) {
		return false, err
	}
	leaves, err := db.Select[[]byte](ctx, tx, `SELECT leaf FROM trail_forgotten WHERE line_id = $1 ORDER BY n`, line)
	if err != nil {
		return false, err
	}
	all := make([][sha256.Size]byte, len(leaves))
	for i, leaf := range leaves {
		if len(leaf) != sha256.Size {
			return false, nil
		}
		all[i] = [sha256.Size]byte(leaf)
	}
	return bytes.Equal(digest(all), n.Digest), nil
}
