package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// FieldReason is why a match with the watch list was cleared, or a file opened in danger.
const FieldReason = "reason"

// A Match is someone around a client whose name is like one on the watch list,
// and whom nobody has cleared yet. It is coded only.
type Match struct {
	Person pana.PersonID `db:"person_id"`
	Role   string        `db:"role"`
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Since  pana.Date     `db:"since"`
	By     pana.StaffID  `db:"by_staff"` // who met her
}

// Matches returns those who wait for a head to look, the oldest first. It needs
// SeeWatch. What lies in a file that the actor is kept from is not among them.
func (c *Casework) Matches(ctx context.Context) ([]Match, error) {
	var list []Match
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeWatch, policy.Subject{}); err != nil {
			return err
		}
		var err error
		cond, args := c.Where(ctx, tx, policy.SeeWatch)
		list, err = matchesWaiting(ctx, tx, cond, args)
		return err
	})
	return list, err
}

// WatchDecisions are the same people for the director's inbox.
func (c *Casework) WatchDecisions(ctx context.Context) ([]Decision, error) {
	list, err := c.Matches(ctx)
	var out []Decision
	for _, m := range list {
		out = append(out, Decision{Kind: "watch", Client: m.Client, Code: m.Code, Since: m.Since, By: m.By, Page: "/people/" + string(m.Person)})
	}
	return out, err
}

// ClearMatch says that someone around a client is not whom her name is like on
// the watch list, and why. From then on she can be confirmed like anybody; the two
// names match again only if one of them changes. What is like an entry in a file
// that the actor is kept from stays open for another head.
//
// It refuses a missing reason ("watch.reason.missing") and someone who is not in
// the file. Clearing what is clear changes nothing.
func (c *Casework) ClearMatch(ctx context.Context, client pana.ClientID, person pana.PersonID, reason string) error {
	const op = "casework.ClearMatch"
	reason, err := Text(op, "reason", reason, MostNote)
	if err != nil {
		return err
	}
	return c.Enter(ctx, policy.ClearWatch, client, func(e *Entry) error {
		if _, ok, err := personByID(ctx, e.Tx, client, person); err != nil || !ok {
			return firstError(err, gone(op))
		}
		if reason == "" {
			return pana.Refuse(op, "reason", "watch.reason.missing")
		}
		e.About(string(person))
		open, err := openMatches(ctx, e.Tx, person, e.Actor.Staff)
		if err != nil {
			return err
		}
		for _, id := range open {
			if err := clearMatch(ctx, e.Tx, id); err != nil {
				return err
			}
			e.Wrote("watch_matches", id, person, "cleared")
			if err := e.Put(pana.Safety, "watch_matches", id, Say{FieldReason, reason}); err != nil {
				return err
			}
		}
		return nil
	})
}
