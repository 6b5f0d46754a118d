package funding

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Absence is why somebody was away while her bed was kept, from the day she went
// to the day she came back. The book at the door says it hour by hour; this says
// why, and stands alone where the book is silent.
type Absence struct {
	ID     string        `db:"id"`
	Client pana.ClientID `db:"client_id"`
	Went   pana.Date     `db:"went"`
	Back   pana.Date     `db:"back"` // empty while she is away
	Reason string        `db:"reason"`
	By     pana.StaffID  `db:"by_staff"`
}

// A DaysPage is what the page of her days shows: this month and the one before.
type DaysPage struct {
	Client   casework.Client
	Today    pana.Date
	Lines    []Line // her days, the latest first
	Absences []Absence
	May      bool
}

// DaysOf returns the days of one client as they are counted, with who pays.
func (f *Funding) DaysOf(ctx context.Context, code string) (DaysPage, error) {
	var p DaysPage
	err := f.files.Read(ctx, code, policy.SeeDays, func(r *casework.Reading) error {
		p = DaysPage{Client: r.Client, Today: r.Today, May: r.May(policy.NoteAbsence)}
		first, _ := PeriodOf(monthOf(r.Today))
		l, err := f.ledger(r.Ctx, r.Tx, Period{first.Since.AddDays(-1), r.Today}, of(r.Subject.Client))
		if err != nil {
			return err
		}
		for i := len(l.Lines) - 1; i >= 0; i-- {
			if l.Lines[i].What == Day {
				p.Lines = append(p.Lines, l.Lines[i])
			}
		}
		p.Absences, err = absencesOf(r.Ctx, r.Tx, r.Subject.Client)
		return err
	})
	return p, err
}

// NoteAbsence writes down why somebody is or was away. It needs NoteAbsence and
// refuses a missing reason, days that are crossed or have not come, one that meets
// another, and days of a closed month.
func (f *Funding) NoteAbsence(ctx context.Context, client pana.ClientID, a Absence) error {
	const op = "funding.NoteAbsence"
	return f.files.Enter(ctx, policy.NoteAbsence, client, func(e *casework.Entry) error {
		if a.Reason == "" {
			return pana.Refuse(op, "reason", "funding.absence.reason")
		}
		if err := casework.CheckCode(op, "reason", "absence-reason", a.Reason); err != nil {
			return err
		}
		went, err := casework.Past(op, "went", a.Went, e.Today)
		if err != nil {
			return err
		}
		if went == "" {
			return pana.Refuse(op, "went", "date.missing")
		}
		back, err := casework.Past(op, "back", a.Back, e.Today)
		switch {
		case err != nil:
			return err
		case back != "" && back < went:
			return pana.Refuse(op, "back", "date.crossed")
		}
		all, err := absencesOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		for _, o := range all {
			if (o.Back == "" || went < o.Back) && (back == "" || o.Went < back) {
				return pana.Refuse(op, "went", "funding.absence.twice")
			}
		}
		if err := f.open(e.Ctx, e.Tx, op, "went", went, back); err != nil {
			return err
		}
		id := e.Tx.ID()
		e.About(id)
		e.Wrote("fund_absences", id, went, back, a.Reason)
		return insertAbsence(e.Ctx, e.Tx, Absence{ID: id, Client: client, Went: went, Back: back, Reason: a.Reason})
	})
}

// EndAbsence says when she came back, or with no day that it was written by mistake.
func (f *Funding) EndAbsence(ctx context.Context, client pana.ClientID, id string, back pana.Date) error {
	const op = "funding.EndAbsence"
	return f.files.Enter(ctx, policy.NoteAbsence, client, func(e *casework.Entry) error {
		all, err := absencesOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.ID != id {
				continue
			}
			day, err := casework.Past(op, "back", back, e.Today)
			switch {
			case err != nil:
				return err
			case day != "" && day < a.Went:
				return pana.Refuse(op, "back", "date.crossed")
			}
			if err := f.open(e.Ctx, e.Tx, op, "back", a.Went, a.Back); err != nil {
				return err
			}
			e.About(id)
			e.Wrote("fund_absences", id, day)
			if day == "" {
				return dropAbsence(e.Ctx, e.Tx, id)
			}
			return endAbsence(e.Ctx, e.Tx, id, day)
		}
		return casework.Gone(op)
	})
}

func absencesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Absence, error) {
	return db.Select[Absence](ctx, tx, `SELECT id, client_id, went, back, reason, by_staff FROM fund_absences WHERE client_id = $1 ORDER BY went DESC, id DESC`, client)
}

func absencesBetween(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]Absence, error) {
	args = append(args, since, until)
	n := len(args)
	list, err := db.Select[Absence](ctx, tx, `SELECT a.id, a.client_id, a.went, a.back, a.reason, a.by_staff FROM fund_absences a CROSS JOIN clients c
		WHERE c.id = a.client_id AND a.went <= `+arg(n)+` AND (a.back = '' OR a.back >= `+arg(n-1)+`) AND (`+cond+`)`, args...)
	slices.SortFunc(list, func(a, b Absence) int { return cmp.Or(cmp.Compare(a.Went, b.Went), cmp.Compare(a.ID, b.ID)) })
	return list, err
}

func insertAbsence(ctx context.Context, tx *db.Tx, a Absence) error {
	_, err := tx.Exec(ctx, `INSERT INTO fund_absences (id, client_id, went, back, reason, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		a.ID, a.Client, a.Went, a.Back, a.Reason, me(ctx), db.Micros(tx.Now))
	return err
}

func endAbsence(ctx context.Context, tx *db.Tx, id string, back pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE fund_absences SET back = $1 WHERE id = $2`, back, id)
	return err
}

func dropAbsence(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM fund_absences WHERE id = $1`, id)
	return err
}
