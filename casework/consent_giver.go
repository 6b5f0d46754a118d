package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Who gave a consent. Empty is not written down, as in consents of before.
const (
	Herself  = "herself"
	ByParent = "parent" // or a guardian
	ByCourt  = "court"  // or a guardianship body
	ByOther  = "other"  // named in words
)

// UnsafeGuardian is the kind of alert that says that a parent or guardian is a danger
// to her.
const UnsafeGuardian = "guardian"

// Givers lists who can give a consent, in the order a form shows it.
func Givers() []string { return []string{Herself, ByParent, ByCourt, ByOther} }

// Assents lists what she herself can have said where another gave it: yes, no, or
// that she is too small to be asked.
func Assents() []string { return []string{"yes", "no", "small"} }

// A Given says who gave a consent.
type Given struct {
	By     string // see Givers
	Right  string // in what right, where it is ByOther, and wherever somebody wants to say it; no name; sealed in the identity compartment
	Assent string // see Assents; only where another gave it
	Safe   bool   // somebody looked: it was not the guardian who is a danger to her
}

func (g Given) clean(op string) (Given, error) {
	if g.By != "" && !slices.Contains(Givers(), g.By) {
		return g, pana.Refuse(op, "giver", "codes.unknown")
	}
	if g.Assent != "" && !slices.Contains(Assents(), g.Assent) {
		return g, pana.Refuse(op, "assent", "codes.unknown")
	}
	if g.By == "" || g.By == Herself {
		g.Assent, g.Safe = "", false
	}
	var err error
	if g.Right, err = words(op, "giver_right", g.Right, mostLine); err != nil {
		return g, err
	}
	if g.By == ByOther && g.Right == "" {
		return g, pana.Refuse(op, "giver_right", "consent.giver.words")
	}
	return g, nil
}

// Harms refuses a yes from a parent, a guardian or somebody else for a client whose
// file says that a parent or guardian is a danger to her ("consent.giver.unsafe"),
// until somebody has looked and says that it was another one: a family may have been
// the seller. A no is always taken.
func (g Given) Harms(op string, refused, unsafe bool) error {
	if unsafe && !refused && !g.Safe && (g.By == ByParent || g.By == ByOther) {
		return pana.Refuse(op, "giver", "consent.giver.unsafe")
	}
	return nil
}

// GuardianHarms reports whether an alert of a client's file says that a parent or
// guardian is a danger to her. On a child's file any standing alert of safety says
// it: until there was a word for it of its own, it was written so.
func GuardianHarms(ctx context.Context, tx *db.Tx, client pana.ClientID, today pana.Date) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM alerts a WHERE a.client_id = $1 AND (a.until = '' OR a.until > $2) AND (a.kind = $3
		OR a.kind = 'safety' AND EXISTS (SELECT 1 FROM clients c WHERE c.id = a.client_id AND c.child_of <> '')))`, client, string(today), UnsafeGuardian)
}
