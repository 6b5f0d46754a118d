package erasure

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// A note is one row whose time is over.
type note struct {
	ID   string      `db:"id"`
	Site pana.SiteID `db:"site_id"`
	Day  pana.Date   `db:"on_day"`
	At   int64       `db:"at"`
	Was  pana.Date   `db:"was_day"`
	From int64       `db:"was_at"`
	Code string      `db:"code"`

	record string
	day    pana.Date // of the house, from which its time runs
	was    pana.Date // on which it happened
}

// name is what stands for it in the deed of letting it go.
func (l note) name() string { return l.record + " " + l.ID }

// A gone is that notes of a kind went at a site, until a day.
type gone struct {
	ID     string       `db:"id"`
	Record string       `db:"record"`
	Site   pana.SiteID  `db:"site_id"`
	Until  pana.Date    `db:"until_day"`
	Days   int          `db:"days"`
	Lines  int          `db:"lines"`
	By     pana.StaffID `db:"by_staff"`
	Second pana.StaffID `db:"second"`
}

func (g gone) digest() [32]byte {
	return trail.Digest("note_erasures", g.ID, g.Record, string(g.Site), string(g.Until), strconv.Itoa(g.Days), strconv.Itoa(g.Lines))
}

func insertGone(ctx context.Context, tx *db.Tx, g gone) error {
	_, err := tx.Exec(ctx, `INSERT INTO note_erasures (id, record, site_id, until_day, days, lines, begun, done, by_staff, second)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)`, g.ID, g.Record, g.Site, g.Until, g.Days, g.Lines, db.Micros(tx.Now), g.By, g.Second)
	return err
}

func unfinishedNotes(ctx context.Context, tx *db.Tx) ([]gone, error) {
	return db.Select[gone](ctx, tx, `SELECT id, record, site_id, until_day, days, lines, by_staff, second FROM note_erasures WHERE done = 0 ORDER BY id`)
}

func finishNotes(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE note_erasures SET done = $1 WHERE id = $2`, db.Micros(tx.Now), id)
	return err
}

// noteDaysGone is how many days of notes went after a moment, in microseconds.
func noteDaysGone(ctx context.Context, tx *db.Tx, micros int64) (int64, error) {
	return db.Get[int64](ctx, tx, `SELECT COALESCE(SUM(days), 0) FROM note_erasures WHERE begun > $1`, micros)
}

// noteDaysThere is of how many days there are notes: of those on which they happened,
// and of none that lies ahead.
func (e *Erasure) noteDaysThere(ctx context.Context, tx *db.Tx, today pana.Date) (int64, error) {
	days := map[pana.Date]bool{}
	for _, k := range kinds {
		for _, p := range k.parts {
			if p.at == "" {
				list, err := db.Select[pana.Date](ctx, tx, `SELECT DISTINCT `+p.happened()+` FROM `+p.table+` t WHERE `+p.when()+` AND `+p.happened()+` <= $1`, string(today))
				if err != nil {
					return 0, err
				}
				for _, day := range list {
					days[day] = true
				}
				continue
			}
			// By days of UTC: it is a share of all, and no day more or less changes it.
			list, err := db.Select[int64](ctx, tx, `SELECT DISTINCT `+p.happened()+` / 86400000000 FROM `+p.table+` t WHERE `+p.when())
			if err != nil {
				return 0, err
			}
			for _, n := range list {
				days[pana.DateOf(db.FromMicros(n*86400000000), time.UTC)] = true
			}
		}
	}
	return int64(len(days)), nil
}

// A span is the days of a stay in care at a site; until is empty while it goes on.
type span struct {
	Site  pana.SiteID `db:"site_id"`
	From  pana.Date   `db:"opened"`
	Until pana.Date   `db:"closed"`
}

// heldDays are the days at a site of those whose file is held: in no column stands
// about whom somebody rang or came, so nobody can say that it was not about her.
func heldDays(ctx context.Context, tx *db.Tx) ([]span, error) {
	return db.Select[span](ctx, tx, `SELECT e.site_id, e.opened, e.closed FROM holds h JOIN episodes e ON e.client_id = h.client_id WHERE h.lifted = ''`)
}

// within reports whether a note belongs to days of a held file: anything between the
// day on which it happened and the day from which its time runs. What happened while
// she was here is hers however late somebody settles it.
func within(spans []span, l note) bool {
	return slices.ContainsFunc(spans, func(s span) bool {
		return s.Site == l.Site && s.From <= max(l.was, l.day) && (s.Until == "" || s.Until >= min(l.was, l.day))
	})
}

// due returns the rows at sites until the day edge, the oldest first, but those that
// belong to a held file. most is how many are enough where none is held; 0 for all.
func (p part) due(ctx context.Context, tx *db.Tx, record string, sites []pana.SiteID, edge pana.Date, most int, dayOf func(int64) pana.Date, held []span) ([]note, error) {
	if len(held) > 0 {
		most = 0
	}
	all, err := p.rows(ctx, tx, sites, edge, most, dayOf)
	if err != nil {
		return nil, err
	}
	var tied []string
	if p.tied != "" {
		if tied, err = db.Select[string](ctx, tx, p.tied); err != nil {
			return nil, err
		}
	}
	all = slices.DeleteFunc(all, func(l note) bool { return within(held, l) || slices.Contains(tied, l.ID) })
	for i := range all {
		all[i].record = record
	}
	return all, nil
}

// rows are all rows at sites that can go and whose time runs from the day edge or
// before, as dayOf has the day of a moment.
func (p part) rows(ctx context.Context, tx *db.Tx, sites []pana.SiteID, edge pana.Date, most int, dayOf func(int64) pana.Date) ([]note, error) {
	in, args := db.In(nil, sites)
	cond := p.when() + ` AND ` + p.site + ` IN (` + in + `) AND `
	if p.at != "" {
		// A zone is less than a day from UTC; what is a day too new goes below.
		cond += p.at + ` < ` + strconv.FormatInt(db.Micros(edge.AddDays(2).Time()), 10)
	} else {
		cond += p.day + ` <= ` + mark(len(args)+1)
		args = append(args, string(edge))
	}
	all, err := p.find(ctx, tx, cond, args, most, dayOf)
	return slices.DeleteFunc(all, func(l note) bool { return l.day > edge }), err
}

// made are the rows at a site that were made by the end of a day, whether they can go
// or not: an id begins with the moment it was made at.
func (p part) made(ctx context.Context, tx *db.Tx, site pana.SiteID, by pana.Date, which string, dayOf func(int64) pana.Date) ([]note, error) {
	// A zone is less than a day from UTC.
	cond := `(` + cmp.Or(which, "TRUE") + `) AND ` + p.site + ` = $1 AND t.id < $2`
	return p.find(ctx, tx, cond, []any{site, pana.FirstID(by.AddDays(2).Time())}, 0, dayOf)
}

func (p part) find(ctx context.Context, tx *db.Tx, cond string, args []any, most int, dayOf func(int64) pana.Date) ([]note, error) {
	day, at, was, from, code := cmp.Or(p.day, "''"), cmp.Or(p.at, "0"), "''", "0", "''"
	if p.at != "" {
		from = p.happened()
	} else {
		was = p.happened()
	}
	if p.code != "" {
		code = "t." + p.code
	}
	limit := ""
	if most > 0 {
		limit = ` LIMIT ` + strconv.Itoa(most)
	}
	all, err := db.Select[note](ctx, tx, `SELECT t.id, `+p.site+` AS site_id, `+day+` AS on_day, `+at+` AS at, `+was+` AS was_day, `+from+` AS was_at, `+code+` AS code
		FROM `+p.table+` t WHERE `+cond+` ORDER BY 3, 4, 1`+limit, args...)
	for i, l := range all {
		if all[i].day, all[i].was = l.Day, l.Was; p.at != "" {
			all[i].day, all[i].was = dayOf(l.At), dayOf(l.From)
		}
	}
	return all, err
}

// take takes rows away, with what hangs on them and their words, and counts them. A
// row that stays loses what its columns named in wipe say.
func (p part) take(ctx context.Context, tx *db.Tx, list []note) error {
	for some := range slices.Chunk(list, mostIDs) {
		ids := make([]string, len(some))
		for i, l := range some {
			ids[i] = l.ID
		}
		in, args := db.In(nil, ids)
		for _, with := range p.with {
			table, column, _ := strings.Cut(with, ".")
			if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE `+column+` IN (`+in+`)`, args...); err != nil {
				return err
			}
		}
		if p.owned {
			if _, err := tx.Exec(ctx, `DELETE FROM words WHERE owner IN (`+in+`)`, args...); err != nil {
				return err
			}
		}
		if len(p.wipe) > 0 {
			if err := p.empty(ctx, tx, ids); err != nil {
				return err
			}
			continue
		}
		if _, err := tx.Exec(ctx, `DELETE FROM `+p.table+` WHERE id IN (`+in+`)`, args...); err != nil {
			return err
		}
	}
	if len(p.wipe) > 0 {
		return nil
	}
	return p.count(ctx, tx, list)
}

func (p part) empty(ctx context.Context, tx *db.Tx, ids []string) error {
	in, args := db.In([]any{[]byte{}}, ids)
	set := make([]string, len(p.wipe))
	for i, column := range p.wipe {
		set[i] = column + " = $1"
	}
	_, err := tx.Exec(ctx, `UPDATE `+p.table+` SET `+strings.Join(set, ", ")+` WHERE id IN (`+in+`)`, args...)
	return err
}

// count adds how many there were to the months in which they happened.
func (p part) count(ctx context.Context, tx *db.Tx, list []note) error {
	type sum struct {
		site        pana.SiteID
		month, code string
	}
	sums := map[sum]int{}
	for _, l := range list {
		sums[sum{l.Site, string(l.was)[:7], l.Code}]++
	}
	for s, n := range sums {
		if _, err := tx.Exec(ctx, `INSERT INTO note_counts (site_id, month, thing, kind, n) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (site_id, month, thing, kind) DO UPDATE SET n = note_counts.n + excluded.n`, s.site, s.month, p.table, s.code, n); err != nil {
			return err
		}
	}
	return nil
}

// A NoteCount is what is left of notes of one month.
type NoteCount struct {
	Month string `db:"month"`
	Thing string `db:"thing"` // the table they stood in
	N     int    `db:"n"`
}

// noteCounts are how many notes of the newest months there were before they went.
func noteCounts(ctx context.Context, tx *db.Tx, sites []pana.SiteID, since string) ([]NoteCount, error) {
	in, args := db.In([]any{since}, sites)
	return db.Select[NoteCount](ctx, tx, `SELECT month, thing, SUM(n) AS n FROM note_counts WHERE month >= $1 AND site_id IN (`+in+`) GROUP BY month, thing ORDER BY month DESC, thing`, args...)
}
