package seal

import (
	"context"
	"encoding/binary"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// An epochOf is one epoch of a circle.
type epochOf struct {
	Circle
	epoch int64
}

// A partKey is one of the data keys of an owner.
type partKey struct {
	site, compartment string
	number            int64
}

// Lacking counts the owners of words in d, a restored database in files, that
// could be opened by nobody with the keys of v: the data key of a word is not
// there, or its circle is not wrapped to the recovery key. It opens nothing, so
// that it needs no ring; that a key is the right one it cannot see. Both stores
// are read once, in the order of owners, so that a large house needs no memory.
func (v *Vault) Lacking(ctx context.Context, d *db.DB) (lacking int, err error) {
	err = v.view(ctx, func(keys *db.Tx) error {
		safe, err := recoverable(ctx, keys)
		if err != nil {
			return err
		}
		return d.View(ctx, func(words *db.Tx) error {
			lacking, err = lack(ctx, keys, words, safe)
			return err
		})
	})
	return lacking, err
}

// recoverable are the epochs of circles that the recovery key opens.
func recoverable(ctx context.Context, tx *db.Tx) (map[epochOf]bool, error) {
	rows, err := db.Select[struct {
		Site        pana.SiteID      `db:"site"`
		Compartment pana.Compartment `db:"compartment"`
		Owner       Owner            `db:"owner"`
		Epoch       int64            `db:"epoch"`
	}](ctx, tx, `SELECT c.site, c.compartment, c.owner, c.epoch FROM circles c JOIN wraps w ON w.site = c.site
		AND w.compartment = c.compartment AND w.owner = c.owner AND w.epoch = c.epoch WHERE w.holder = $1`, recoveryHolder)
	safe := make(map[epochOf]bool, len(rows))
	for _, r := range rows {
		safe[epochOf{Circle{r.Site, r.Compartment, r.Owner}, r.Epoch}] = true
	}
	return safe, err
}

func lack(ctx context.Context, keys, words *db.Tx, safe map[epochOf]bool) (n int, err error) {
	// Compared as bytes: both are files, which order text so.
	has, err := keys.Rows(ctx, `SELECT owner, site, compartment, number, named, epoch FROM keys ORDER BY owner`)
	if err != nil {
		return 0, err
	}
	defer has.Close()
	needs, err := words.Rows(ctx, `SELECT owner, site, compartment, substr(value, 1, 4) FROM words ORDER BY owner`)
	if err != nil {
		return 0, err
	}
	defer needs.Close()
	var key keyRow
	more := true
	// No owner is called so: the first row begins one.
	owner, held, counted := "\x00", map[partKey]bool{}, false
	for needs.Next() {
		var of string
		var part partKey
		var number []byte
		if err := needs.Scan(&of, &part.site, &part.compartment, &number); err != nil {
			return n, err
		}
		if of != owner {
			owner, counted = of, false
			clear(held)
			for more && key.Owner <= owner {
				if key.Owner == owner && safe[epochOf{key.circle(), key.Epoch}] {
					held[partKey{key.Site, key.Compartment, key.Number}] = true
				}
				if more = has.Next(); more {
					if err := has.Scan(&key.Owner, &key.Site, &key.Compartment, &key.Number, &key.Named, &key.Epoch); err != nil {
						return n, err
					}
				}
			}
		}
		if len(number) == 4 {
			part.number = int64(binary.BigEndian.Uint32(number))
		}
		if (len(number) != 4 || !held[part]) && !counted {
			counted = true
			n++
		}
	}
	if err := needs.Err(); err != nil {
		return n, err
	}
	return n, has.Err()
}
