package trail

import (
	"context"
	"slices"

	"example.org/pana/internal/db"
)

// mostVerified is how many files are looked at in one transaction.
const mostVerified = 100

// Verify compares every row of the house with what the trail says the rows come
// to, and stops at the first file and table where they differ. It returns how
// many files it looked at; the house itself counts as one. Files whose newest
// lines are not laid yet are passed over. The caller has verified the lines.
func (r *Rows) Verify(ctx context.Context, d *db.DB, say func(files int64)) (files int64, found *Finding, err error) {
	for from, n := "", mostVerified; n == mostVerified && found == nil; {
		err = d.View(ctx, func(tx *db.Tx) error {
			list, err := boundAfter(ctx, tx, from, files == 0, mostVerified)
			if n = len(list); err != nil || n == 0 {
				return err
			}
			from = list[n-1].Client
			found, err = r.compare(ctx, tx, list)
			files += int64(n)
			return err
		})
		if err != nil {
			return files, nil, err
		}
		if say != nil {
			say(files)
		}
	}
	return files, found, nil
}

// compare looks at files in one snapshot.
func (r *Rows) compare(ctx context.Context, tx *db.Tx, list []claimed) (*Finding, error) {
	waiting, err := writtenWaiting(ctx, tx)
	if err != nil {
		return nil, err
	}
	said := map[string]state{}
	var clients []string
	for _, c := range list {
		if slices.Contains(waiting, c.Client) || c.Client == "" && len(waiting) > 0 {
			continue
		}
		parts, _, err := statePartsOf(ctx, tx, c.Client)
		if err != nil {
			return nil, err
		}
		s, whole := decode(parts)
		if !whole || stateOf(parts) != c.State {
			return &Finding{What: "row", Line: "trail_states " + c.Client}, nil
		}
		said[c.Client] = s
		clients = append(clients, c.Client)
	}
	for _, b := range r.all {
		of := slices.DeleteFunc(slices.Clone(clients), func(c string) bool { return (c == "") != (b.client == "") })
		if len(of) == 0 {
			continue
		}
		rows, err := b.read(ctx, tx, of)
		if err != nil {
			return nil, err
		}
		now := map[string][]row{}
		for _, row := range rows {
			now[row.client] = append(now[row.client], row)
		}
		for _, client := range of {
			if line := differs(b.name, client, said[client][b.name], now[client]); line != "" {
				return &Finding{What: "row", Line: line}, nil
			}
		}
	}
	return nil, nil
}

// differs names the first row that is not one of those said, or the table of one
// that is gone; empty when all are there and no other is.
func differs(table, client string, said []sum, now []row) string {
	for _, r := range now {
		if _, there := slices.BinarySearchFunc(said, r.sum, compareSums); !there {
			return table + " " + r.id + " " + client
		}
	}
	if len(said) != len(now) {
		return table + " " + client
	}
	return ""
}
