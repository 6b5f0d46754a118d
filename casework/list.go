package casework

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Row is a client in a list: code and coded facts, never a name.
type Row struct {
	ID       pana.ClientID `db:"id"`
	Site     pana.SiteID   `db:"site_id"`
	Code     string        `db:"code"`
	Sex      string        `db:"sex"`
	AgeBand  string        `db:"age_band"`
	Language string        `db:"language"`
	ChildOf  pana.ClientID `db:"child_of"`
	Past     bool          `db:"past"`
	Stage    string        `db:"stage"`
	Since    pana.Date     `db:"stage_since"`
	Opened   pana.Date     `db:"opened"`
	Closed   pana.Date     `db:"closed"`
	Present  bool          `db:"present"` // she has a bed tonight
	Mine     bool          `db:"assigned"`
	Tags     []string      `db:"-"`
}

// Which episodes a list shows.
const (
	InCare    = ""       // an open episode
	ClosedNow = "closed" // none is open
	Everyone  = "all"
)

// A Filter says which clients to list. The zero Filter lists everyone in our
// care whom the actor may see.
type Filter struct {
	Site  pana.SiteID
	Stage string        // code list stage
	Mine  bool          // only clients assigned to the actor
	Tag   string        // code list tag
	Code  string        // part of a code
	In    string        // InCare, ClosedNow or Everyone
	After pana.ClientID // the More of the page before
	Limit int           // 50 when zero, at most 200

	Narrow Narrowing // what a later chapter narrows the list to; nil narrows nothing
}

// A Narrowing is a condition of a later chapter over a client c and the last time e in
// our care, in a query whose $1 is the actor and $2 tonight; arg adds its arguments in
// the order in which they stand. It asks policy for itself: a list must not tell what
// the reader may not know of those who stand in it.
type Narrowing func(tonight pana.Night, arg func(any) string) string

// A Page is one page of a list, the newest clients first.
type Page struct {
	Rows []Row
	More pana.ClientID // what to go on After; empty at the end
}

// List returns the clients the actor may see and the filter names. Pages follow
// each other by id, so that a client who comes in between moves nothing. No
// count is given: it would tell of those who are hidden.
//
// It refuses an actor who lists no clients, and unknown codes on their fields.
func (c *Casework) List(ctx context.Context, f Filter) (Page, error) {
	const op = "casework.List"
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.ListClients) {
		return Page{}, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
	}
	if err := codes.Check(op, "stage", "stage", f.Stage); err != nil {
		return Page{}, err
	}
	if err := codes.Check(op, "tag", "tag", f.Tag); err != nil {
		return Page{}, err
	}
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = TimelinePage
	}
	var page Page
	err := c.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		q := newQuery(actor, policy.ListClients, c.tonight(tx))
		if f.Narrow != nil {
			q.and(f.Narrow(c.tonight(tx), q.arg))
		}
		page, err = list(ctx, tx, q, f)
		return err
	})
	return page, err
}

// list runs a filter. The table d that narrows most drives the query in the
// order of client ids, so that a page of a hundred thousand costs no more than a
// page of a hundred.
func list(ctx context.Context, tx *db.Tx, q *query, f Filter) (Page, error) {
	if f.Site == "" {
		f.Site = q.site
	}
	driver, id := "clients d", "d.id"
	switch {
	case f.Code != "":
		code, ok := readCode(f.Code)
		if !ok {
			return Page{}, nil
		}
		q.and("d.id IN " + code.clients(q))
	case f.Tag != "":
		driver, id = "tags d", "d.client_id"
		q.and("d.tag = " + q.arg(f.Tag))
	case f.Stage == "closed" || f.In == ClosedNow:
		driver, id = "episodes d", "d.client_id"
		q.and("d.stage = 'closed' AND d.id = e.id")
	case f.Stage != "":
		driver, id = "episodes d", "d.client_id"
		q.and("d.closed = '' AND d.stage = " + q.arg(f.Stage))
	case f.In == InCare && !f.Mine && q.narrow == "":
		driver, id = "episodes d", "d.client_id"
		q.and("d.closed = ''")
	}
	if f.Site != "" && driver != "tags d" {
		q.and("d.site_id = " + q.arg(string(f.Site)))
	}
	if f.Site != "" {
		q.and("c.site_id = " + q.arg(string(f.Site)))
	}
	if f.Tag != "" && driver != "tags d" {
		q.and("EXISTS (SELECT 1 FROM tags g WHERE g.client_id = c.id AND g.tag = " + q.arg(f.Tag) + ")")
	}
	if f.Stage != "" {
		q.and("e.stage = " + q.arg(f.Stage))
	}
	switch {
	case f.Stage == "closed" || f.In == ClosedNow:
		q.and("e.closed <> ''")
	case f.In == InCare:
		q.and("e.closed = ''")
	}
	if f.Mine {
		q.and(id + " IN (SELECT client_id FROM assignments WHERE staff_id = $1 AND until = '')")
	}
	if q.narrow != "" {
		q.and(id + " IN (" + q.narrow + ")")
	}
	if f.After != "" {
		q.and(id + " < " + q.arg(string(f.After)))
	}
	// CROSS JOIN keeps SQLite from beginning with the clients of a site and
	// sorting them all.
	rows, err := q.rows(ctx, tx, driver+" CROSS JOIN clients c", "AND c.id = "+id+" ORDER BY "+id+" DESC LIMIT "+q.arg(f.Limit+1))
	if err != nil {
		return Page{}, err
	}
	page := Page{Rows: rows}
	if len(rows) > f.Limit {
		page.Rows = rows[:f.Limit]
		page.More = page.Rows[f.Limit-1].ID
	}
	return page, addTags(ctx, tx, page.Rows)
}

// A query asks for rows of clients the actor may do an act to.
type query struct {
	cond   string
	args   []any
	narrow string      // the few clients the actor can see at all, when there are few
	site   pana.SiteID // the only site where she can see any, when there is one only
}

// newQuery begins a query under the condition of policy: $1 is the actor and $2
// tonight. An actor who sees only who is present or assigned to her has those
// few drive the query, where EXISTS alone would look at every client.
//
// SQLite numbers placeholders by where they first stand in a statement, so
// conditions with arguments are added in the order of their arguments.
func newQuery(actor pana.Actor, act policy.Act, tonight pana.Night) *query {
	q := &query{narrow: narrowed}
	q.cond, q.args = policy.Where(actor, act, tonight)
	sites := map[pana.SiteID]bool{}
	for _, rule := range policy.Rules(act) {
		for _, g := range actor.Grants {
			if g.Role != rule.Role {
				continue
			}
			sites[g.Site] = true
			q.site = g.Site
			if rule.Needs.Name != "present" && rule.Needs.Name != "assigned" {
				q.narrow = ""
			}
		}
	}
	if len(sites) != 1 {
		q.site = ""
	}
	return q
}

func (q *query) and(cond string) { q.cond += " AND " + cond }

// arg adds an argument and returns its placeholder.
func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return "$" + strconv.Itoa(len(q.args))
}
