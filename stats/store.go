package stats

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A query is a question about the times in our care at some shelters that one reader may
// know of. It is asked twice: of everybody, from an index that holds nothing else, and of
// those who are hidden from the reader, whose counts come back below zero. So a table
// over all need not ask of each of a hundred thousand rows who may see it.
type query struct {
	s     *Stats
	ctx   context.Context
	tx    *db.Tx
	sites []pana.SiteID
	f     Filter
}

// counted is the narrow table of package casework, as a row of clients: the relations of
// policy are asked of it as of every list.
const counted = `(SELECT client_id AS id, site_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole FROM counted) c`

// A part is one of the two ways in which a query is asked.
type part struct {
	sign, from, cond string
	month            string // as it is compared
	args             []any
}

func (p *part) and(cond string) { p.cond += " AND " + cond }

func (p *part) arg(v any) string {
	p.args = append(p.args, v)
	return "$" + strconv.Itoa(len(p.args))
}

// unordered is a month by which SQLite does not look for rows: there is a better way to
// them, by whom a conflict names or in the order in which they are grouped.
const unordered = "COALESCE(c.month, '')"

// parts are both, for one shelter. Who is hidden is asked of those with a conflict of
// interest that names the reader, by the whole condition of policy.
func (q query) parts(site pana.SiteID) []part {
	actor := pana.ActorFrom(q.ctx)
	all := part{from: "counted c", month: "c.month"}
	all.cond = "c.site_id = " + all.arg(string(site))
	hidden := part{sign: "-", from: counted, month: unordered}
	hidden.cond, hidden.args = policy.Where(actor, policy.SeeStats, q.s.h.Tonight(q.tx.Now))
	hidden.cond = "NOT (" + hidden.cond + ") AND c.id IN (SELECT h.client_id FROM conflicts h WHERE h.staff_id = $1 AND h.lifted_at = 0)"
	hidden.and("COALESCE(c.site_id, '') = " + hidden.arg(string(site)))
	both := []part{all, hidden}
	for i := range both {
		for _, x := range []struct{ column, value string }{{"kind", q.f.Kind}, {"age", q.f.Age}, {"sex", q.f.Sex}} {
			switch x.value {
			case "":
			case NotKnown:
				both[i].and("c." + x.column + " = ''")
			default:
				both[i].and("c." + x.column + " = " + both[i].arg(x.value))
			}
		}
	}
	return both
}

// rows asks a query at every shelter. about adds what it asks of the time and returns
// the columns that are counted by.
func rows[T any](q query, about func(*part) (columns, more string)) ([]T, error) {
	var list []T
	for _, site := range q.sites {
		for _, p := range q.parts(site) {
			columns, more := about(&p)
			some, err := db.Select[T](q.ctx, q.tx, `SELECT `+columns+`, `+p.sign+`COUNT(*) AS n`+more+` FROM `+p.from+` WHERE `+p.cond+` GROUP BY `+columns, p.args...)
			if err != nil {
				return nil, err
			}
			list = slices.Concat(list, some)
		}
	}
	return list, nil
}

// between takes the times that began in the years of f.
func (p *part) between(f Filter) {
	p.and(p.month + " >= " + p.arg(strconv.Itoa(f.From)) + " AND " + p.month + " < " + p.arg(strconv.Itoa(f.Until+1)))
}

type monthRow struct {
	Month string `db:"month"`
	Kind  string `db:"kind"`
	Whole bool   `db:"whole"`
	N     int    `db:"n"`
	First int    `db:"first"` // of people whom the time meets for the first time
	New   int    `db:"new"`   // who never were here before
}

func (q query) months() ([]monthRow, error) {
	return rows[monthRow](q, func(p *part) (string, string) {
		p.between(q.f)
		return `c.month, c.kind, c.whole`, `, ` + p.sign + `SUM(CASE WHEN c.before < ` + p.arg(strconv.Itoa(q.f.From)) + ` THEN 1 ELSE 0 END) AS first, ` +
			p.sign + `SUM(CASE WHEN c.before = '' THEN 1 ELSE 0 END) AS new`
	})
}

// undated counts the times of which nobody knows when they began.
func (q query) undated() (n int, err error) {
	type row struct {
		Month string `db:"month"`
		N     int    `db:"n"`
	}
	list, err := rows[row](q, func(p *part) (string, string) { p.and(p.month + " = ''"); return "c.month", "" })
	for _, r := range list {
		n += r.N
	}
	return n, err
}

type ageRow struct {
	Kind   string `db:"kind"`
	Sex    string `db:"sex"`
	Age    string `db:"age"` // when they came
	Came   bool   `db:"age_reckoned"`
	Began  string `db:"began"` // when it began
	Middle bool   `db:"began_reckoned"`
	Whole  bool   `db:"whole"`
	N      int    `db:"n"`
}

// ages counts people, each once in the time, by age.
func (q query) ages() ([]ageRow, error) {
	return rows[ageRow](q, func(p *part) (string, string) {
		p.month = unordered
		p.between(q.f)
		p.and("c.before < " + p.arg(strconv.Itoa(q.f.From)))
		return `c.kind, c.sex, c.age, c.age_reckoned, c.began, c.began_reckoned, c.whole`, ""
	})
}

type originRow struct {
	Month       string `db:"month"`
	Citizenship string `db:"citizenship"`
	Region      string `db:"region"`
	Whole       bool   `db:"whole"`
	N           int    `db:"n"`
}

func (r originRow) year() string { return r.Month[:4] }

// origins counts people, each once in a year, by where they come from.
func (q query) origins() ([]originRow, error) {
	return rows[originRow](q, func(p *part) (string, string) {
		p.between(q.f)
		p.and("substr(c.before, 1, 4) < substr(c.month, 1, 4)")
		return `c.month, c.citizenship, c.region, c.whole`, ""
	})
}
