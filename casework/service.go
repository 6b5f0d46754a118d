package casework

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Service is one help that was given to one client, as its own chapter has it
// written down. Each chapter lists its own; whoever counts and pays asks them.
type Service struct {
	Source  string         `db:"-"`          // which page it stands on: "session", "visit", "hearing"
	Row     string         `db:"id"`         // where it stands there
	Client  pana.ClientID  `db:"client_id"`  //
	Code    string         `db:"code"`       // of the client
	Episode pana.EpisodeID `db:"episode_id"` // may be empty
	Site    pana.SiteID    `db:"site_id"`    //
	On      pana.Date      `db:"on_day"`     //
	Kind    string         `db:"service"`    // code list service-kind; empty while nobody said
	Minutes int            `db:"minutes"`    // 0 when nobody counted
	Staff   pana.StaffID   `db:"staff_id"`   // who did it; empty while nobody said
	Signed  pana.StaffID   `db:"signed"`     // who wrote down that it took place
	Payer   string         `db:"payer"`      // code list payer-kind; empty while nobody said
	Open    bool           `db:"still_open"` // its day is past, and nobody has said whether it took place
	Stood   Stood          `db:"-"`          // what its chapter says, whatever was put right since
}

// Stood is what the chapter of a service says of it, beside what was put right.
type Stood struct {
	Minutes int
	Payer   string
	Right   string // the newest that puts it right; empty for none
	Changed bool   // the chapter says something else since: what was put right does not count
}

// Seen names what somebody saw of a service before she puts it right.
func (s Stood) Seen() string { return strconv.Itoa(s.Minutes) + "/" + s.Payer + "/" + s.Right }

// MostMinutes bounds how long one service takes.
const MostMinutes = 24 * 60

// Delivered reads services of one source by a query that names its columns as
// Service does. What was put right of one counts, whoever asks, while its chapter says
// the same as when it was put right: the day, the minutes and who pays.
func Delivered(ctx context.Context, tx *db.Tx, source, query string, args []any) ([]Service, error) {
	list, err := db.Select[Service](ctx, tx, query, args...)
	if err != nil || len(list) == 0 {
		return list, err
	}
	first, last := list[0].Row, list[0].Row
	for i := range list {
		s := &list[i]
		s.Source, s.Stood = source, Stood{Minutes: s.Minutes, Payer: s.Payer}
		first, last = min(first, s.Row), max(last, s.Row)
	}
	mended, err := db.Select[Mended](ctx, tx, selectMended+`WHERE source = $1 AND row_id >= $2 AND row_id <= $3 ORDER BY id`, source, first, last)
	if len(mended) == 0 {
		return list, err
	}
	newest := make(map[string]Mended, len(mended))
	for _, m := range mended {
		newest[m.Row] = m
	}
	for i := range list {
		s := &list[i]
		m, ok := newest[s.Row]
		if !ok || m.Client != s.Client {
			continue
		}
		s.Stood.Right = m.ID
		if s.Stood.Changed = m.On != s.On || m.WasMinutes >= 0 && (m.WasMinutes != s.Minutes || m.WasPayer != s.Payer); !s.Stood.Changed {
			s.Minutes, s.Payer = m.Minutes, m.Payer
		}
	}
	return list, nil
}

// Mended is what was put right of one service: how long it took, and who pays.
type Mended struct {
	ID         string        `db:"id"`
	Client     pana.ClientID `db:"client_id"`
	Source     string        `db:"source"`
	Row        string        `db:"row_id"`
	On         pana.Date     `db:"on_day"`
	Minutes    int           `db:"minutes"`
	Payer      string        `db:"payer"`       // code list payer-kind
	WasMinutes int           `db:"was_minutes"` // what its chapter said; less than nothing where nobody kept it
	WasPayer   string        `db:"was_payer"`
	By         pana.StaffID  `db:"by_staff"`
	At         int64         `db:"at"`
}

const selectMended = `SELECT id, client_id, source, row_id, on_day, minutes, payer, was_minutes, was_payer, by_staff, at FROM services_mended `

// MendedOf returns what was put right of services of a client, the earliest first. The
// caller has asked policy.
func MendedOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Mended, error) {
	return db.Select[Mended](ctx, tx, selectMended+`WHERE client_id = $1 ORDER BY id`, client)
}

// Mend writes down what is right of a service of the client's, from its source, row,
// day and what its chapter says. What stood before stays where it stands. Whoever calls
// has found the service.
func (e *Entry) Mend(op string, s Service, minutes int, payer string) error {
	if err := Within(op, "minutes", minutes, 0, MostMinutes); err != nil {
		return err
	}
	if err := CheckCode(op, "payer", "payer-kind", payer); err != nil {
		return err
	}
	id := e.Tx.ID()
	_, err := e.Tx.Exec(e.Ctx, `INSERT INTO services_mended (id, client_id, source, row_id, on_day, minutes, payer, was_minutes, was_payer, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, e.Client(), s.Source, s.Row, s.On, minutes, payer, s.Stood.Minutes, s.Stood.Payer, e.Actor.Staff, db.Micros(e.Tx.Now))
	e.About(id)
	e.Wrote("services_mended", id, s.Source, s.Row, s.On, minutes, payer)
	return err
}

// A Time is one time in our care, as codes.
type Time struct {
	ID     pana.EpisodeID `db:"id"`
	Client pana.ClientID  `db:"client_id"`
	Code   string         `db:"code"`
	Site   pana.SiteID    `db:"site_id"`
	Opened pana.Date      `db:"opened"`
	Closed pana.Date      `db:"closed"` // empty while it goes on
}

// TimesOf returns the times in our care of clients c under cond and its arguments,
// those of one client together, the earliest first.
func TimesOf(ctx context.Context, tx *db.Tx, cond string, args []any) ([]Time, error) {
	return db.Select[Time](ctx, tx, `SELECT e.id, e.client_id, c.code, e.site_id, e.opened, e.closed FROM clients c CROSS JOIN episodes e
		WHERE e.client_id = c.id AND (`+cond+`) ORDER BY e.client_id, e.opened, e.id`, args...)
}
