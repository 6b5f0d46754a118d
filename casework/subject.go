package casework

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Subject returns what policy needs to know about a client, in one query. A
// client who never was and one the actor may not see give the same NotFound
// "client.absent".
func Subject(ctx context.Context, tx *db.Tx, tonight pana.Night, client pana.ClientID) (policy.Subject, error) {
	return subject(ctx, tx, tonight, subjectByID, string(client))
}

// ByCode is Subject for a code as a person writes it, in any case.
func ByCode(ctx context.Context, tx *db.Tx, tonight pana.Night, code string) (policy.Subject, error) {
	return subject(ctx, tx, tonight, subjectByCode, tidyCode(code))
}

func subject(ctx context.Context, tx *db.Tx, tonight pana.Night, q, key string) (policy.Subject, error) {
	const op = "casework.Subject"
	actor := pana.ActorFrom(ctx)
	f, _, err := db.Find[facts](ctx, tx, q, string(actor.Staff), string(tonight), key)
	if pana.KindOf(err) == pana.Invalid && err != nil {
		return policy.Subject{}, absent(op) // no text of that kind is anybody's code
	}
	if err != nil {
		return policy.Subject{}, err
	}
	return f.seenBy(actor, op)
}

// Facts are what the relations of policy look at.
type facts struct {
	Client     pana.ClientID `db:"id"`
	Site       pana.SiteID   `db:"site_id"`
	Assigned   bool          `db:"assigned"`
	Present    bool          `db:"present"`
	Conflicted bool          `db:"conflicted"`
	Restricted bool          `db:"restricted"`
	Young      bool          `db:"young"`
}

// subject returns f for policy.
func (f facts) subject() policy.Subject {
	return policy.Subject{Client: f.Client, Site: f.Site, Assigned: f.Assigned, Present: f.Present, Conflicted: f.Conflicted, Restricted: f.Restricted, Young: f.Young}
}

// seenBy returns f for policy, or absent when f is nobody's or hidden.
func (f facts) seenBy(actor pana.Actor, op string) (policy.Subject, error) {
	s := f.subject()
	if f.Client == "" || f.Client == nobody || policy.Check(actor, policy.Seeing(s), s) != nil {
		return policy.Subject{}, absent(op)
	}
	return s, nil
}

// tidyCode returns a code as it is kept.
func tidyCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

// allow returns the facts about client if the actor may do act to her.
func (c *Casework) allow(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID) (policy.Subject, error) {
	s, err := Subject(ctx, tx, c.tonight(tx), client)
	if err != nil {
		return s, err
	}
	return s, hiddenIs("casework.allow", policy.Check(pana.ActorFrom(ctx), act, s))
}

// hiddenIs says of a file on the other side of the seal what is said of nobody's.
func hiddenIs(op string, err error) error {
	if pana.KindOf(err) == pana.NotFound {
		return absent(op)
	}
	return err
}
