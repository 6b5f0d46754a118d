package night

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Swap is a turn that somebody offers to a colleague, alone or for one of hers. The
// roster stays as it is until she accepts.
type Swap struct {
	ID       string       `db:"id"`
	Site     pana.SiteID  `db:"site_id"`
	DutyID   string       `db:"duty_id"`
	BackID   string       `db:"back_id"` // hers in return; empty for none
	On       pana.Date    `db:"on_day"`  // of the turn
	From     pana.StaffID `db:"from_staff"`
	To       pana.StaffID `db:"to_staff"`
	State    string       `db:"state"`
	At       int64        `db:"at"`
	Answered int64        `db:"answered"`

	Duty  Duty   `db:"-"`
	Back  Duty   `db:"-"` // without an id for none
	Hints []Hint `db:"-"` // of an offer to the reader: what the site asks and would miss then
}

// Where a swap stands.
const (
	SwapOffered  = "offered"
	SwapAccepted = "accepted"
	SwapDeclined = "declined" // by the colleague
	SwapBack     = "back"     // the offer was taken back
	SwapUndone   = "undone"   // by whoever writes the roster
)

// given is a roster after a swap: each turn is the other's.
func (s Swap) given(duties []Duty) []Duty {
	all := slices.Clone(duties)
	for i := range all {
		switch all[i].ID {
		case s.DutyID:
			all[i].Staff = s.To
		case s.BackID:
			all[i].Staff = s.From
		}
	}
	return all
}

// around are the days from so many before the first turn of a swap to so many after the
// last.
func (s Swap) around(days int) (from, until pana.Date) {
	from, until = s.Duty.On, s.Duty.On
	if s.BackID != "" {
		from, until = min(from, s.Back.On), max(until, s.Back.On)
	}
	return from.AddDays(-days), until.AddDays(days)
}

// worse are the hints of a roster after a swap where it is further from what the site
// asks than before.
func (r RosterRules) worse(s Swap, duties []Duty) []Hint {
	from, until := s.around(1)
	before := r.Hints(duties, from, until)
	return slices.DeleteFunc(r.Hints(s.given(duties), from, until), func(h Hint) bool {
		return slices.ContainsFunc(before, func(b Hint) bool {
			no := b.N <= h.N // no fewer than before
			if h.Kind == HintLong {
				no = b.N >= h.N
			}
			return b.Kind == h.Kind && b.On == h.On && b.Staff == h.Staff && no
		})
	})
}

// Swaps are what a roster shows of them to one reader.
type Swaps struct {
	Mine []Swap // her own offers that wait
	Hers []Swap // offered to her, with what the site would miss
	Done []Swap // accepted, and no turn of it has begun; for whoever writes the roster
}

// swaps returns what the reader of a roster sees of offers whose turns lie ahead and are
// still theirs who offered them.
func (n *Night) swaps(ctx context.Context, tx *db.Tx, r Roster) (Swaps, error) {
	var all Swaps
	rows, err := swapsOf(ctx, tx, r.Site)
	if err != nil || len(rows) == 0 {
		return all, err
	}
	me := pana.ActorFrom(ctx).Staff
	for _, s := range rows {
		now, err := n.standing(ctx, tx, &s)
		if err != nil {
			return all, err
		}
		switch {
		case !now || !r.Able[s.From] || !r.Able[s.To]:
		case s.State == SwapAccepted:
			if r.May {
				all.Done = append(all.Done, s)
			}
		case s.From == me:
			all.Mine = append(all.Mine, s)
		case s.To == me:
			if s.Hints, err = n.missing(ctx, tx, s, r.Rules); err != nil {
				return all, err
			}
			all.Hers = append(all.Hers, s)
		}
	}
	return all, nil
}

// missing are what a site asks of its roster and would miss after a swap, and does not
// before.
func (n *Night) missing(ctx context.Context, tx *db.Tx, s Swap, rules RosterRules) ([]Hint, error) {
	from, until := s.around(4)
	duties, err := dutiesOf(ctx, tx, s.Site, from, until)
	if err != nil {
		return nil, err
	}
	_, able, err := n.whoCan(ctx, tx, s.Site)
	duties = slices.DeleteFunc(duties, func(d Duty) bool { return !able[d.Staff] })
	return rules.worse(s, duties), err
}

// standing reads the turns of a swap and reports whether they are as it says and none
// of them has begun: whose they are before it, and of an accepted one after it.
func (n *Night) standing(ctx context.Context, tx *db.Tx, s *Swap) (bool, error) {
	from, to := s.From, s.To
	if s.State == SwapAccepted {
		from, to = to, from
	}
	now := n.minute(tx.Now)
	is := func(id string, whose pana.StaffID, d *Duty) (found bool, err error) {
		*d, found, err = dutyByID(ctx, tx, s.Site, id)
		return found && d.Staff == whose && d.from() > now, err
	}
	ok, err := is(s.DutyID, from, &s.Duty)
	if !ok || err != nil || s.BackID == "" {
		return ok, err
	}
	return is(s.BackID, to, &s.Back)
}

// Offered returns the offers that wait for the actor's answer, at any site where she can
// be on duty.
func (n *Night) Offered(ctx context.Context) ([]Swap, error) {
	var list []Swap
	err := n.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		rows, err := swapsTo(ctx, tx, pana.ActorFrom(ctx).Staff)
		if err != nil {
			return err
		}
		for _, s := range rows {
			if allowAt(ctx, policy.SwapDuty, s.Site) != nil {
				continue
			}
			now, err := n.standing(ctx, tx, &s)
			if err != nil {
				return err
			}
			if now {
				list = append(list, s)
			}
		}
		return nil
	})
	return list, err
}
