package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Lesson is the source of the lines of a youth centre; the row is the lesson.
const Lesson = "lesson"

// PayLesson says who pays for one lesson alone, for each who was there, whatever the
// rules say; no shares take that back. It needs SplitShares at that centre, and refuses
// what a rule refuses. A centre that is none or not hers, and a lesson in which nobody
// whom she may know of was, are both NotFound "record.absent".
func (f *Funding) PayLesson(ctx context.Context, centre pana.SiteID, lesson string, on pana.Date, shares []Share) error {
	const op = "funding.PayLesson"
	actor := pana.ActorFrom(ctx)
	if !f.centre(centre) || policy.Check(actor, policy.SeeLessons, policy.Subject{Site: centre}) != nil {
		return casework.Gone(op)
	}
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(actor, policy.SplitShares, policy.Subject{Site: centre}); err != nil {
			return err
		}
		if err := f.open(ctx, tx, op, "shares", on, on); err != nil {
			return err
		}
		l, err := f.ledger(ctx, tx, Period{on, on}, f.centred(ctx, tx, centre))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(l.Lines, func(l Line) bool { return l.Source == Lesson && l.Row == lesson }) {
			return casework.Gone(op)
		}
		if len(shares) == 0 {
			err = dropLessonShares(ctx, tx, lesson)
		} else if err = f.checkShares(ctx, tx, op, shares, on); err == nil {
			err = putLessonShares(ctx, tx, lesson, centre, on, shares)
		}
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SplitShares, Site: centre, Object: lesson,
			Digests: [][32]byte{trail.Digest("fund_lesson_shares", lesson, string(on), writeShares(shares))}})
	})
}

// LessonShares returns what was said of single lessons of a centre in a period, by the
// lesson. It needs SeeLessons there.
func (f *Funding) LessonShares(ctx context.Context, centre pana.SiteID, p Period) (map[string][]Share, error) {
	if !f.centre(centre) || policy.Check(pana.ActorFrom(ctx), policy.SeeLessons, policy.Subject{Site: centre}) != nil {
		return nil, casework.Gone("funding.LessonShares")
	}
	said := map[string][]Share{}
	err := f.h.DB.View(ctx, func(tx *db.Tx) error {
		clear(said)
		rows, err := lessonShares(ctx, tx, centre, p)
		for _, r := range rows {
			said[r.Lesson] = r.Shares
		}
		return err
	})
	return said, err
}

type lessonRow struct {
	Lesson string  `db:"lesson_id"`
	Parts  string  `db:"shares"`
	Shares []Share `db:"-"`
}

// lessonShares returns those of one centre, or of all when none is named.
func lessonShares(ctx context.Context, tx *db.Tx, centre pana.SiteID, p Period) ([]lessonRow, error) {
	rows, err := db.Select[lessonRow](ctx, tx, `SELECT lesson_id, shares FROM fund_lesson_shares WHERE on_day >= $1 AND on_day <= $2 AND ($3 = '' OR site_id = $3) ORDER BY lesson_id`,
		p.Since, p.Until, string(centre))
	for i := range rows {
		if err == nil {
			rows[i].Shares, err = readShares(rows[i].Parts)
		}
	}
	return rows, err
}

func putLessonShares(ctx context.Context, tx *db.Tx, lesson string, centre pana.SiteID, on pana.Date, shares []Share) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_lesson_shares (lesson_id, site_id, on_day, shares, by_staff, version) VALUES ($1, $2, $3, $4, $5, 1)
		ON CONFLICT (lesson_id) DO UPDATE SET shares = excluded.shares, by_staff = excluded.by_staff, version = fund_lesson_shares.version + 1`,
		lesson, centre, on, writeShares(shares), me(ctx))
	return err
}

func dropLessonShares(ctx context.Context, tx *db.Tx, lesson string) error {
	_, err := tx.Exec(ctx, `DELETE FROM fund_lesson_shares WHERE lesson_id = $1`, lesson)
	return err
}
