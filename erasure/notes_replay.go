package erasure

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NotesGone is what a backup must know so that a restore of older rows lets go
// again of notes whose time was over: of one kind at one site, until which day, and
// keyed hashes of those made by then that are still there, answered or not. In the
// older rows many stand open that were answered since.
type NotesGone struct {
	Record string      `json:"record"`
	Site   pana.SiteID `json:"site"`
	Until  pana.Date   `json:"until"`
	Kept   [][]byte    `json:"kept,omitempty"`
}

// early is a day before the one of a moment, whatever the zone: a restore knows no
// zone yet, and what it should not take is among Kept.
func early(micros int64) pana.Date { return pana.DateOf(db.FromMicros(micros), time.UTC).AddDays(-1) }

// GoneNotes are what a backup notes.
func GoneNotes(ctx context.Context, tx *db.Tx, keys *seal.HouseKeys) (all []NotesGone, err error) {
	all, err = db.Select[NotesGone](ctx, tx, `SELECT record, site_id AS site, MAX(until_day) AS until FROM note_erasures GROUP BY record, site_id ORDER BY 1, 2`)
	for i, g := range all {
		for _, p := range partsOf(g.Record) {
			which := ""
			if len(p.wipe) > 0 { // an emptied row is there, and went
				which = p.of
			}
			there, err := p.past(ctx, tx, g, which)
			if err != nil {
				return nil, err
			}
			for _, l := range there {
				all[i].Kept = append(all[i].Kept, tokenOf(keys, l.ID))
			}
		}
	}
	return all, err
}

// past are the rows of g's time: those made by then of which holds, and those that are
// said to be of that time and were written down later.
func (p part) past(ctx context.Context, tx *db.Tx, g NotesGone, which string) ([]note, error) {
	all, err := p.made(ctx, tx, g.Site, g.Until, which, early)
	if err != nil {
		return nil, err
	}
	later, err := p.rows(ctx, tx, []pana.SiteID{g.Site}, g.Until, 0, early)
	for _, l := range later {
		if !slices.ContainsFunc(all, func(o note) bool { return o.ID == l.ID }) {
			all = append(all, l)
		}
	}
	return all, err
}

// ReplayNotes lets go again, in a database that was just restored, of the notes that
// the house has let go by now. It returns how many lines went.
func ReplayNotes(ctx context.Context, d *db.DB, schema fs.FS, v *seal.Vault, all []NotesGone) (n int, err error) {
	if columns, err := db.Columns(schema); err != nil || !slices.ContainsFunc(columns, func(c db.Column) bool { return c.Table == "note_erasures" }) {
		return 0, err
	}
	keys, err := v.House()
	if err != nil {
		return 0, err
	}
	defer keys.Clear()
	for _, g := range all {
		for _, p := range partsOf(g.Record) {
			find := func(tx *db.Tx) ([]note, error) {
				list, err := p.past(ctx, tx, g, p.of)
				return slices.DeleteFunc(list, func(l note) bool {
					token := tokenOf(keys, l.ID)
					return slices.ContainsFunc(g.Kept, func(k []byte) bool { return slices.Equal(k, token) })
				}), err
			}
			var list []note
			if err := d.View(ctx, func(tx *db.Tx) (err error) { list, err = find(tx); return err }); err != nil {
				return n, err
			}
			if len(list) == 0 {
				continue
			}
			if p.owned {
				if err := forgetOwners(ctx, v, list); err != nil {
					return n, err
				}
			}
			if err := d.Update(ctx, func(tx *db.Tx) error {
				if err := p.take(ctx, tx, list); err != nil {
					return err
				}
				again := gone{ID: tx.ID(), Record: g.Record, Site: g.Site, Until: g.Until, Lines: len(list)}
				if err := insertGone(ctx, tx, again); err != nil {
					return err
				}
				if err := finishNotes(ctx, tx, again.ID); err != nil {
					return err
				}
				return trail.Record(ctx, tx, trail.Entry{Act: policy.EraseNotes, Site: g.Site, Object: again.ID, Digests: [][32]byte{again.digest()}})
			}); err != nil {
				return n, err
			}
			n += len(list)
		}
	}
	return n, nil
}

func partsOf(record string) []part {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.record == record })
	if i < 0 {
		return nil
	}
	return kinds[i].parts
}
