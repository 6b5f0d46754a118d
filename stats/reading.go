package stats

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Reading is what somebody of the house wrote beside a table: why she thinks it looks
// so, or what stands around it. It is hers and no finding, and never leaves the house.
type Reading struct {
	ID    string       `db:"id"`
	Site  pana.SiteID  `db:"site_id"` // empty for all shelters together
	Chart string       `db:"chart"`
	From  int          `db:"from_year"`
	Until int          `db:"until_year"`
	Label string       `db:"label"`
	On    pana.Date    `db:"on_day"`
	After string       `db:"supersedes"` // the one it corrects
	By    pana.StaffID `db:"by_staff"`
	Text  string       `db:"-"`
}

// What a reading is.
const (
	Why     = "why"
	Context = "context"
)

// Labels lists them in the order of a form.
func Labels() []string { return []string{Why, Context} }

// mostReading is how long one may be.
const mostReading = 1500

// Write keeps a reading beside a table of the years of f; after names the one it
// corrects, whose row stays and counts no more. It refuses an empty text
// ("stats.reading.missing"), a table there is not, and a correction of one that has been
// corrected meanwhile, which is stale. It needs NoteStats.
func (s *Stats) Write(ctx context.Context, f Filter, n Reading) (string, error) {
	const op = "stats.Write"
	text, err := casework.Text(op, "text", n.Text, mostReading)
	if err != nil {
		return "", err
	}
	switch {
	case text == "":
		return "", pana.Refuse(op, "text", "stats.reading.missing")
	case !slices.Contains(Charts(), n.Chart):
		return "", pana.Refuse(op, "chart", "codes.unknown")
	case !slices.Contains(Labels(), n.Label):
		return "", pana.Refuse(op, "label", "codes.unknown")
	}
	id := ""
	err = s.h.DB.Update(ctx, func(tx *db.Tx) error {
		today := s.h.Today(tx.Now)
		if f, err = s.clean(op, f, today); err != nil {
			return err
		}
		if n.Site, err = s.whose(ctx, op, policy.NoteStats, f); err != nil {
			return err
		}
		n.ID, n.From, n.Until, n.On, n.By = tx.ID(), f.From, f.Until, today, pana.ActorFrom(ctx).Staff
		if n.After != "" {
			old, err := s.readings(ctx, tx, `id = $1 AND NOT superseded`, n.After)
			switch {
			case err != nil:
				return err
			case len(old) == 0 || old[0].Site != n.Site || old[0].Chart != n.Chart:
				return db.Stale(op, map[string]any{"Fields": []string{"text"}})
			case old[0].Text == text && old[0].Label == n.Label:
				id = old[0].ID
				return nil
			}
			n.From, n.Until = old[0].From, old[0].Until
			if err := supersede(ctx, tx, n.After); err != nil {
				return err
			}
		}
		sealed, err := s.h.SealOwn("stat_readings", n.ID, "text", 1, text)
		if err != nil {
			return err
		}
		if err := insertReading(ctx, tx, n, sealed); err != nil {
			if db.IsUnique(err) {
				return db.Stale(op, map[string]any{"Fields": []string{"text"}})
			}
			return err
		}
		id = n.ID
		return trail.Record(ctx, tx, trail.Entry{Act: policy.NoteStats, Site: n.Site, Object: n.ID,
			Digests: [][32]byte{trail.Digest("stat_readings", n.ID, n.Chart, n.Label, string(sealed))}})
	})
	return id, err
}

// Readings returns what stands beside a table of years that touch those of f, the newest
// first. Whoever works at one shelter reads what was written there; who sees all reads
// what was written of all too. It needs SeeStats.
func (s *Stats) Readings(ctx context.Context, chart string, f Filter) ([]Reading, error) {
	const op = "stats.Readings"
	var list []Reading
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if f, err = s.clean(op, f, s.h.Today(tx.Now)); err != nil {
			return err
		}
		site, err := s.whose(ctx, op, policy.SeeStats, f)
		if err != nil {
			return err
		}
		list, err = s.readings(ctx, tx, `chart = $1 AND NOT superseded AND site_id = $2 AND from_year <= $3 AND until_year >= $4`, chart, string(site), f.Until, f.From)
		return err
	})
	return list, err
}

// whose is at which shelter a reading stands beside what f asks for: the one, where the
// actor sees only one.
func (s *Stats) whose(ctx context.Context, op string, act policy.Act, f Filter) (pana.SiteID, error) {
	sites, err := s.at(ctx, op, f)
	if err != nil {
		return "", err
	}
	for _, site := range sites {
		if err := allowAt(ctx, act, site); err != nil {
			return "", err
		}
	}
	if len(sites) == 1 {
		return sites[0], nil
	}
	return "", nil
}

// The SQL of readings.

type readingRow struct {
	Reading
	Sealed []byte `db:"text"`
}

func (s *Stats) readings(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Reading, error) {
	rows, err := db.Select[readingRow](ctx, tx, `SELECT id, site_id, chart, from_year, until_year, label, on_day, supersedes, by_staff, text
		FROM stat_readings WHERE `+cond+` ORDER BY id DESC`, args...)
	list := make([]Reading, len(rows))
	for i, r := range rows {
		list[i] = r.Reading
		if list[i].Text, err = s.h.OpenOwn("stat_readings", r.ID, "text", r.Sealed); err != nil {
			return nil, err
		}
	}
	return list, err
}

func insertReading(ctx context.Context, tx *db.Tx, n Reading, sealed []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO stat_readings (id, site_id, chart, from_year, until_year, label, on_day, supersedes, superseded, text, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9, $10, $11)`, n.ID, n.Site, n.Chart, n.From, n.Until, n.Label, n.On, n.After, sealed, n.By, db.Micros(tx.Now))
	return err
}

func supersede(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE stat_readings SET superseded = TRUE WHERE id = $1`, id)
	return err
}
