package funding

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// What has no page of its own is ticked for the whole house at once: one kind of
// code list tick-kind, one day, everybody who slept there. All of it is for the
// household, service kind social-domestic.

// A Table is one house on one day for one kind: who was there, and for whom it is
// ticked.
type Table struct {
	Site   house.Site
	On     pana.Date
	Today  pana.Date
	Kind   string
	People []Seat
	Saved  bool // something was ticked already
	Closed bool // the month is closed
	May    bool
}

// A Seat is somebody who was there on the day, by code.
type Seat struct {
	Client  pana.ClientID
	Code    string
	Episode pana.EpisodeID
	Ticked  bool
}

// Table returns who was in a house on a day and for whom a kind is ticked. The
// reader sees those whom she may; it needs TickServices.
func (f *Funding) Table(ctx context.Context, site pana.SiteID, on pana.Date, kind string) (Table, error) {
	var t Table
	err := f.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		t, err = f.table(ctx, tx, "funding.Table", site, on, kind)
		return err
	})
	return t, err
}

func (f *Funding) table(ctx context.Context, tx *db.Tx, op string, site pana.SiteID, on pana.Date, kind string) (Table, error) {
	s, ok := f.h.Site(site)
	if !ok {
		return Table{}, casework.Gone(op)
	}
	t := Table{Site: s, On: on, Today: f.h.Today(tx.Now), Kind: kind}
	if err := policy.Refusal(pana.ActorFrom(ctx), policy.TickServices); !policy.May(pana.ActorFrom(ctx), policy.TickServices) {
		return t, err
	}
	if t.On == "" {
		t.On = t.Today
	}
	var err error
	if t.On, err = casework.Past(op, "on", t.On, t.Today); err != nil {
		return t, err
	}
	if t.Kind == "" {
		if all, ok := codes.Get("tick-kind"); ok {
			t.Kind = all.Items[0].Code
		}
	}
	if err := codes.Check(op, "kind", "tick-kind", t.Kind); err != nil {
		return t, err
	}
	closed, err := closedMonths(ctx, tx)
	if err != nil {
		return t, err
	}
	t.Closed = closed[monthOf(t.On)].On != ""
	cond, args := f.files.Where(ctx, tx, policy.TickServices)
	stays, err := residence.SleptBetween(ctx, tx, cond, slices.Clone(args), t.On, t.On)
	if err != nil {
		return t, err
	}
	ticks, err := ticksOn(ctx, tx, cond, slices.Clone(args), site, t.On, t.Kind)
	if err != nil {
		return t, err
	}
	t.Saved = len(ticks) > 0
	for from := 0; from < len(stays); {
		to := from + 1
		for to < len(stays) && stays[to].Client == stays[from].Client {
			to++
		}
		days, _ := daysOf(stays[from:to], Period{t.On, t.On})
		if len(days) > 0 && days[0].Stay.Site == site {
			one := days[0].Stay
			t.People = append(t.People, Seat{one.Client, one.Code, one.Episode, slices.Contains(ticks, one.Client)})
		}
		from = to
	}
	slices.SortFunc(t.People, func(a, b Seat) int { return compare(a.Code, b.Code) })
	return t, nil
}

// Tick writes for whom something was there on a day: exactly those of the table
// who are named. The same again changes nothing. It needs TickServices and refuses
// a day that has not come, one of a closed month, and somebody who was not there.
func (f *Funding) Tick(ctx context.Context, site pana.SiteID, on pana.Date, kind string, who []pana.ClientID) error {
	const op = "funding.Tick"
	return f.h.DB.Update(ctx, func(tx *db.Tx) error {
		t, err := f.table(ctx, tx, op, site, on, kind)
		if err != nil {
			return err
		}
		if err := f.open(ctx, tx, op, "on", t.On, t.On); err != nil {
			return err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.TickServices, policy.Subject{Site: site, Present: true, Assigned: true}); err != nil {
			return err
		}
		there := 0
		var rows [][]any
		var gone []pana.ClientID
		for _, s := range t.People {
			ticked := slices.Contains(who, s.Client)
			if ticked {
				there++
			}
			switch {
			case ticked && !s.Ticked:
				rows = append(rows, []any{tx.ID(), s.Client, s.Episode, site, t.On, t.Kind, me(ctx), db.Micros(tx.Now)})
			case !ticked && s.Ticked:
				gone = append(gone, s.Client)
			}
		}
		if there != len(who) {
			return pana.Refuse(op, "who", "funding.tick.who")
		}
		if len(rows)+len(gone) == 0 {
			return nil
		}
		if err := tx.InsertMany(ctx, "fund_ticks (id, client_id, episode_id, site_id, on_day, kind, by_staff, at)", rows); err != nil {
			return err
		}
		for _, c := range gone {
			if err := dropTick(ctx, tx, c, t.On, t.Kind); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.TickServices, Site: site,
			Digests: [][32]byte{trail.Digest("fund_ticks", string(site)+" "+string(t.On)+" "+t.Kind, strconv.Itoa(len(who)))}})
	})
}

func ticksOn(ctx context.Context, tx *db.Tx, cond string, args []any, site pana.SiteID, on pana.Date, kind string) ([]pana.ClientID, error) {
	args = append(args, site, on, kind)
	n := len(args)
	return db.Select[pana.ClientID](ctx, tx, `SELECT k.client_id FROM fund_ticks k CROSS JOIN clients c
		WHERE c.id = k.client_id AND k.site_id = `+arg(n-2)+` AND k.on_day = `+arg(n-1)+` AND k.kind = `+arg(n)+` AND (`+cond+`)`, args...)
}

func dropTick(ctx context.Context, tx *db.Tx, client pana.ClientID, on pana.Date, kind string) error {
	_, err := tx.Exec(ctx, `DELETE FROM fund_ticks WHERE client_id = $1 AND on_day = $2 AND kind = $3`, client, on, kind)
	return err
}

// fromTick is the source of a service that was ticked, and ofTick its kind.
const (
	fromTick = "tick"
	ofTick   = "social-domestic"
)

// ticked returns what was ticked as services.
func ticked(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error) {
	args = append(args, since, until)
	n := len(args)
	return casework.Delivered(ctx, tx, fromTick, `
		SELECT k.id, k.client_id, c.code, k.episode_id, k.site_id, k.on_day, '`+ofTick+`' AS service, 0 AS minutes, k.by_staff AS staff_id,
			k.by_staff AS signed, '' AS payer, FALSE AS still_open
		FROM fund_ticks k CROSS JOIN clients c
		WHERE c.id = k.client_id AND k.on_day >= `+arg(n-1)+` AND k.on_day <= `+arg(n)+` AND (`+cond+`) ORDER BY k.on_day, k.id`, args)
}

// tickedAlike counts the same, each house and day at once and nobody by herself. The
// actor may know whoever is in known: policy was asked about her already. Only where
// somebody else was ticked too, it is asked about everybody who was.
func tickedAlike(ctx context.Context, tx *db.Tx, cond string, args []any, p Period, known []pana.ClientID) ([]Alike, error) {
	days, others, err := tickedOf(ctx, tx, p, known)
	if err == nil && others {
		days, err = tickedUnder(ctx, tx, cond, args, p)
	}
	all := make([]Alike, len(days))
	for i, d := range days {
		all[i] = Alike{Line{What: ofTick, Source: fromTick, On: d.On, Site: d.Site}, d.N}
	}
	return all, err
}

// A tickedDay is how often something was ticked on one day of a house, and how often
// for somebody who was named.
type tickedDay struct {
	On    pana.Date   `db:"on_day"`
	Site  pana.SiteID `db:"site_id"`
	N     int         `db:"n"`
	Known int         `db:"known"`
}

// tickedOf counts the days of p, and reports whether anybody was ticked who is not in known.
func tickedOf(ctx context.Context, tx *db.Tx, p Period, known []pana.ClientID) (days []tickedDay, others bool, err error) {
	in, args := db.In([]any{p.Since, p.Until}, known)
	days, err = db.Select[tickedDay](ctx, tx, `SELECT k.on_day, k.site_id, COUNT(*) AS n, COUNT(CASE WHEN k.client_id IN (`+in+`) THEN 1 END) AS known
		FROM fund_ticks k WHERE k.on_day >= $1 AND k.on_day <= $2 GROUP BY k.on_day, k.site_id`, args...)
	return days, slices.ContainsFunc(days, func(d tickedDay) bool { return d.Known != d.N }), err
}

// tickedUnder counts the days of p for clients c under cond.
func tickedUnder(ctx context.Context, tx *db.Tx, cond string, args []any, p Period) ([]tickedDay, error) {
	args = append(args, p.Since, p.Until)
	n := len(args)
	since, until := arg(n-1), arg(n)
	return db.Select[tickedDay](ctx, tx, `SELECT k.on_day, k.site_id, COUNT(*) AS n, 0 AS known FROM fund_ticks k
		WHERE k.on_day >= `+since+` AND k.on_day <= `+until+` AND k.client_id IN (SELECT c.id FROM clients c
			WHERE c.id IN (SELECT t.client_id FROM fund_ticks t WHERE t.on_day >= `+since+` AND t.on_day <= `+until+`) AND (`+cond+`))
		GROUP BY k.on_day, k.site_id`, args...)
}
