package night

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Chore is something that those who live in a house do in turn.
type Chore struct {
	ID   string      `db:"id"`
	Site pana.SiteID `db:"site_id"`
	What string      `db:"-"`
}

// A Turn is whose turn it is: a room's, or one of those who live here. Nobody counts
// turns that were not done.
type Turn struct {
	ID      string        `db:"id"`
	Chore   string        `db:"chore_id"`
	Site    pana.SiteID   `db:"site_id"`
	On      pana.Date     `db:"on_day"`
	Room    pana.RoomID   `db:"room_id"`
	Client  pana.ClientID `db:"client_id"`
	Code    string        `db:"code"`
	Done    bool          `db:"done"`
	Version int64         `db:"version"`
	What    string        `db:"-"`
	Name    string        `db:"-"` // of the room
}

// A NewTurn is what a form says: a chore, a day, and a room or a code.
type NewTurn struct {
	Chore string
	On    pana.Date
	Room  pana.RoomID
	Code  string
}

// Bounds of the chores of a site.
const (
	mostChore    = 80 // letters
	mostChores   = 40
	turnsKept    = 14 // days after which a turn is gone
	turnsPlanned = 62 // days ahead
)

// Chores returns the chores of a site and the turns from today on that the reader
// may know of.
func (n *Night) Chores(ctx context.Context, site pana.SiteID) (chores []Chore, turns []Turn, err error) {
	err = n.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		var err error
		if chores, err = n.chores(ctx, tx, site); err != nil {
			return err
		}
		cond, args := n.files.Where(ctx, tx, policy.SeeClient)
		if turns, err = turnsFrom(ctx, tx, cond, args, site, n.h.Today(tx.Now)); err != nil {
			return err
		}
		m, err := n.beds.TonightIn(ctx, tx, site)
		if err != nil {
			return err
		}
		for i := range turns {
			t := &turns[i]
			for _, c := range chores {
				if c.ID == t.Chore {
					t.What = c.What
				}
			}
			for _, r := range m.Rooms {
				if r.ID == t.Room {
					t.Name = r.Name
				}
			}
		}
		return nil
	})
	return chores, turns, err
}

func (n *Night) chores(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Chore, error) {
	rows, err := choresAt(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	list := make([]Chore, len(rows))
	for i, r := range rows {
		list[i] = r.Chore
		if list[i].What, err = n.h.OpenOwn("chores", r.ID, "words", r.Sealed); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Chore) int { return cmp.Compare(a.What, b.What) })
	return list, nil
}

// AddChore keeps one more chore. It refuses one without a name ("chore.what") and
// more than a house can have ("chore.many").
func (n *Night) AddChore(ctx context.Context, site pana.SiteID, what string) error {
	const op = "night.AddChore"
	what, err := noCodes(op, "what", what)
	if err != nil {
		return err
	}
	if what == "" || len([]rune(what)) > mostChore {
		return pana.Refuse(op, "what", "chore.what")
	}
	return n.atChores(ctx, site, func(tx *db.Tx) (string, error) {
		all, err := n.chores(ctx, tx, site)
		switch {
		case err != nil:
			return "", err
		case len(all) >= mostChores:
			return "", conflict(op, "what", "chore.many")
		case slices.ContainsFunc(all, func(c Chore) bool { return c.What == what }):
			return "", conflict(op, "what", "chore.twice")
		}
		id := tx.ID()
		sealed, err := n.h.SealOwn("chores", id, "words", 1, what)
		if err != nil {
			return "", err
		}
		return id, insertChore(ctx, tx, id, site, sealed)
	})
}

// EndChore says that a chore is done no more; its turns ahead go with it.
func (n *Night) EndChore(ctx context.Context, site pana.SiteID, id string) error {
	return n.atChores(ctx, site, func(tx *db.Tx) (string, error) {
		if done, err := endChore(ctx, tx, site, id); err != nil || done == 0 {
			return "", cmp.Or(err, casework.Gone("night.EndChore"))
		}
		return id, nil
	})
}

// GiveTurn says whose turn it is. It refuses a chore that the house does not have
// ("chore.choose"), a day that is past or too far ("chore.day"), and a turn of
// nobody or of a room and somebody at once ("chore.who"); a code that the actor
// does not meet here is "incident.code".
func (n *Night) GiveTurn(ctx context.Context, site pana.SiteID, t NewTurn) error {
	const op = "night.GiveTurn"
	return n.atChores(ctx, site, func(tx *db.Tx) (string, error) {
		today := n.h.Today(tx.Now)
		on, err := casework.Day(op, "on", cmp.Or(t.On, today))
		if err != nil {
			return "", err
		}
		all, err := n.chores(ctx, tx, site)
		codes := distinct([]string{t.Code})
		switch {
		case err != nil:
			return "", err
		case !slices.ContainsFunc(all, func(c Chore) bool { return c.ID == t.Chore }):
			return "", pana.Refuse(op, "chore", "chore.choose")
		case on < today || on > today.AddDays(turnsPlanned):
			return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "on", Say: "chore.day", With: map[string]any{"Days": turnsPlanned}}
		case (t.Room == "") == (len(codes) == 0):
			return "", pana.Refuse(op, "room", "chore.who")
		}
		turn := Turn{ID: tx.ID(), Chore: t.Chore, Site: site, On: on, Room: t.Room}
		if turn.Client, err = n.whoseTurn(ctx, tx, op, site, t.Room, codes); err != nil {
			return "", err
		}
		if err := forgetTurns(ctx, tx, site, today.AddDays(-turnsKept)); err != nil {
			return "", err
		}
		return turn.ID, insertTurn(ctx, tx, turn)
	})
}

func (n *Night) whoseTurn(ctx context.Context, tx *db.Tx, op string, site pana.SiteID, room pana.RoomID, codes []string) (pana.ClientID, error) {
	m, err := n.beds.TonightIn(ctx, tx, site)
	if err != nil {
		return "", err
	}
	if room != "" {
		for _, r := range m.Rooms {
			if r.ID == room {
				return "", nil
			}
		}
		return "", pana.Refuse(op, "room", "chore.who")
	}
	for _, r := range m.Rooms {
		for _, b := range r.Beds {
			if b.Code != codes[0] {
				continue
			}
			s, err := casework.ByCode(ctx, tx, n.h.Tonight(tx.Now), b.Code)
			if err == nil {
				err = policy.Check(pana.ActorFrom(ctx), policy.SeeClient, s)
			}
			return s.Client, err
		}
	}
	return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "code", Say: "incident.code", With: map[string]any{"Code": codes[0]}}
}

// TickTurn says that a turn was done, or takes that back.
func (n *Night) TickTurn(ctx context.Context, site pana.SiteID, id string, done bool) error {
	return n.onTurns(ctx, site, []string{id}, func(tx *db.Tx, turns []Turn) error {
		return tickTurn(ctx, tx, id, done)
	})
}

// DropTurn takes a turn out.
func (n *Night) DropTurn(ctx context.Context, site pana.SiteID, id string) error {
	return n.onTurns(ctx, site, []string{id}, func(tx *db.Tx, turns []Turn) error { return dropTurn(ctx, tx, id) })
}

// SwapTurns lets two change turns with each other. It refuses one turn with itself
// ("chore.swap").
func (n *Night) SwapTurns(ctx context.Context, site pana.SiteID, a, b string) error {
	if a == b || a == "" || b == "" {
		return pana.Refuse("night.SwapTurns", "with", "chore.swap")
	}
	return n.onTurns(ctx, site, []string{a, b}, func(tx *db.Tx, turns []Turn) error {
		if err := setTurn(ctx, tx, turns[0].ID, turns[1].Room, turns[1].Client); err != nil {
			return err
		}
		return setTurn(ctx, tx, turns[1].ID, turns[0].Room, turns[0].Client)
	})
}

// onTurns does something to turns that the actor may know of, in their order.
func (n *Night) onTurns(ctx context.Context, site pana.SiteID, ids []string, do func(*db.Tx, []Turn) error) error {
	return n.atChores(ctx, site, func(tx *db.Tx) (string, error) {
		cond, args := n.files.Where(ctx, tx, policy.SeeClient)
		all, err := turnsFrom(ctx, tx, cond, args, site, "")
		if err != nil {
			return "", err
		}
		var turns []Turn
		for _, id := range ids {
			i := slices.IndexFunc(all, func(t Turn) bool { return t.ID == id })
			if i < 0 {
				return "", casework.Gone("night.onTurns")
			}
			turns = append(turns, all[i])
		}
		return ids[0], do(tx, turns)
	})
}

// atChores does one act to the chores of a site, with its line.
func (n *Night) atChores(ctx context.Context, site pana.SiteID, do func(*db.Tx) (string, error)) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.KeepChores, site); err != nil {
			return err
		}
		object, err := do(tx)
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepChores, Site: site, Object: object, Digests: [][32]byte{trail.Digest("chores", object, strconv.FormatInt(db.Micros(tx.Now), 10))}})
	})
}
