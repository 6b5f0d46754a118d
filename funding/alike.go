package funding

import (
	"context"
	"encoding/json"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Alike is lines of one closed month that differ by their day or who did it, and by
// nothing that is summed: N of one person at one site, one thing and one way of
// paying. Minutes are those of all; Paid and its money are of each.
type Alike struct {
	Line
	N int
}

// Closed is a reader of closed months, for whoever goes through many of them: it
// knows what it has read already.
type Closed struct {
	f     *Funding
	v     view
	whose map[string]map[string]numberRow // by year and number
	paid  map[string][]Paid               // as it is written
}

// ReadClosed returns a reader of closed months in which everybody stands: what a
// house is paid for is exact. It asks no policy; the act that reads has.
func (f *Funding) ReadClosed() *Closed { return f.closed(everybody()) }

func (f *Funding) closed(v view) *Closed {
	return &Closed{f: f, v: v, whose: map[string]map[string]numberRow{}, paid: map[string][]Paid{}}
}

// Months returns the months that stand closed, and since when.
func (c *Closed) Months(ctx context.Context, tx *db.Tx) (map[string]pana.Date, error) {
	closed, err := closedMonths(ctx, tx)
	all := make(map[string]pana.Date, len(closed))
	for month, one := range closed {
		all[month] = one.On
	}
	return all, err
}

// Month returns the lines of a closed month, those that are alike together: by
// number, thing, site and who pays. The sums are the store's; ten years of a house are a
// quarter of a million lines, and one person's days of a month are one.
func (c *Closed) Month(ctx context.Context, tx *db.Tx, month string) ([]Alike, error) {
	rows, err := alikeRows(ctx, tx, month)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	whose, err := c.numbers(ctx, tx, month[:4])
	if err != nil {
		return nil, err
	}
	all := make([]Alike, 0, len(rows))
	for i, r := range rows {
		n, known := whose[r.Number]
		site := pana.SiteID(r.Site)
		centre := c.f.centre(site)
		if known && !n.Seen || !c.v.has(site, centre) {
			continue
		}
		if i > 0 && len(all) > 0 && r.sameAs(rows[i-1]) && r.Absent != "" && rows[i-1].Absent != "" { // away, for another reason
			last := &all[len(all)-1]
			last.N, last.Minutes = last.N+r.N, last.Minutes+r.Minutes
			continue
		}
		l := Line{What: r.What, Person: r.Number, Client: n.Client, Code: n.Code, Site: site, Centre: centre, Minutes: r.Minutes, Absent: r.Absent}
		if known {
			l.Person = string(n.Client)
		}
		if l.Paid, err = c.paidAs(r.Paid); err != nil {
			return nil, err
		}
		all = append(all, Alike{l, r.N})
	}
	return all, nil
}

// numbers says whose number is whose in a year, asked once.
func (c *Closed) numbers(ctx context.Context, tx *db.Tx, year string) (map[string]numberRow, error) {
	if whose, ok := c.whose[year]; ok {
		return whose, nil
	}
	rows, err := numbersOf(ctx, tx, year, c.v.cond, c.v.own())
	whose := make(map[string]numberRow, len(rows))
	for _, r := range rows {
		whose[r.Number] = r
	}
	c.whose[year] = whose
	return whose, err
}

// paidAs reads who pays, once for all lines that are written alike.
func (c *Closed) paidAs(text string) ([]Paid, error) {
	p, ok := c.paid[text]
	if !ok {
		if json.Unmarshal([]byte(text), &p) != nil {
			return nil, &pana.Error{Op: "funding.Closed", Kind: pana.Internal, Say: "db.damaged"}
		}
		c.paid[text] = p
	}
	return p, nil
}

type alikeRow struct {
	Number  string `db:"number"`
	What    string `db:"what"`
	Paid    string `db:"paid"`
	Site    string `db:"site_id"`
	Absent  string `db:"absent"`
	N       int    `db:"n"`
	Minutes int    `db:"minutes"`
}

func (r alikeRow) sameAs(o alikeRow) bool {
	return r.Number == o.Number && r.What == o.What && r.Paid == o.Paid && r.Site == o.Site
}

// alikeRows is answered from the index fund_lines_alike alone and in its order.
func alikeRows(ctx context.Context, tx *db.Tx, month string) ([]alikeRow, error) {
	return db.Select[alikeRow](ctx, tx, `SELECT number, what, paid, site_id, absent, COUNT(*) AS n, SUM(minutes) AS minutes FROM fund_lines
		WHERE month = $1 GROUP BY number, what, paid, site_id, absent ORDER BY number, what, paid, site_id, absent`, month)
}
