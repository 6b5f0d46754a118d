package funding

import (
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// What a closed month holds is kept line by line under numbers. A number stands for
// one person in one year; which one, only fund_numbers says, and its row goes when
// she is forgotten. So what the house was paid for stays exact, and is nobody's.

type keptRow struct {
	Number string    `db:"number"`
	What   string    `db:"what"`
	Source string    `db:"source"`
	Site   string    `db:"site_id"`
	On     pana.Date `db:"on_day"`
	Mins   int       `db:"minutes"`
	Staff  string    `db:"staff_id"`
	Payer  string    `db:"payer"`
	Absent string    `db:"absent"`
	Paid   string    `db:"paid"`
	Unpaid string    `db:"unpaid"`
}

type numberRow struct {
	Number string        `db:"number"`
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Seen   bool          `db:"seen"`
}

// kept returns the lines of a month that are kept: all of a closed one, and in an
// open one those of whoever was forgotten since. Lines about a file that is not
// the reader's to know are left out, and so are those on the other side of the wall
// between shelters and youth centres, whoever they were about.
func (f *Funding) kept(ctx context.Context, tx *db.Tx, p Period, month string, closed bool, v view) ([]Line, error) {
	rows, err := keptRows(ctx, tx, month, closed)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	numbers, err := numbersOf(ctx, tx, month[:4], v.cond, v.args)
	if err != nil {
		return nil, err
	}
	whose := make(map[string]numberRow, len(numbers))
	for _, n := range numbers {
		whose[n.Number] = n
	}
	lines := make([]Line, 0, len(rows))
	for _, r := range rows {
		n, known := whose[r.Number]
		site := pana.SiteID(r.Site)
		centre := f.centre(site)
		if !p.Has(r.On) || known && !n.Seen || !v.has(site, centre) {
			continue
		}
		l := Line{What: r.What, Source: r.Source, On: r.On, Person: r.Number, Client: n.Client, Code: n.Code, Site: site, Centre: centre, Minutes: r.Mins,
			Staff: pana.StaffID(r.Staff), Payer: r.Payer, Absent: r.Absent, Unpaid: r.Unpaid}
		if known {
			l.Person = string(n.Client)
		}
		if json.Unmarshal([]byte(r.Paid), &l.Paid) != nil {
			return nil, &pana.Error{Op: "funding.kept", Kind: pana.Internal, Say: "db.damaged"}
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// keep writes lines of a month under numbers.
func keep(ctx context.Context, tx *db.Tx, month string, lines []Line, forgotten bool) error {
	numbers := map[pana.ClientID]string{}
	rows := make([][]any, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		number, ok := numbers[l.Client]
		if !ok {
			var err error
			if number, err = numberFor(ctx, tx, l.Client, month[:4]); err != nil {
				return err
			}
			numbers[l.Client] = number
		}
		paid, err := json.Marshal(l.Paid)
		if err != nil {
			return err
		}
		rows = append(rows, []any{tx.ID(), month, forgotten, number, l.What, l.Source, l.Site, l.On, l.Minutes, l.Staff, l.Payer, l.Absent, string(paid), l.Unpaid})
	}
	return tx.InsertMany(ctx, "fund_lines (id, month, forgotten, number, what, source, site_id, on_day, minutes, staff_id, payer, absent, paid, unpaid)", rows)
}

// Keep keeps what the house is paid for a client in months that nobody has closed
// yet, within the act that forgets her and before her rows go. Those of closed
// months are kept already; Cut cuts both from her.
func (f *Funding) Keep(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	hers := of(client)
	times, err := casework.TimesOf(ctx, tx, hers.cond, hers.own())
	if err != nil || len(times) == 0 {
		return err
	}
	closed, err := closedMonths(ctx, tx)
	if err != nil {
		return err
	}
	today := f.h.Today(tx.Now)
	span := Period{times[0].Opened, today}
	q, err := f.asking(ctx, tx, span, hers)
	if err != nil {
		return err
	}
	for _, month := range span.Months() {
		if closed[month].On != "" {
			continue
		}
		whole, _ := PeriodOf(month)
		lines, _, err := f.live(ctx, tx, whole, today, q, hers)
		if err != nil {
			return err
		}
		if err := keep(ctx, tx, month, lines, true); err != nil {
			return err
		}
	}
	return nil
}
