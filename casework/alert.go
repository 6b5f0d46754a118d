package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// mostAlert is how many runes an alert has: it is read in passing.
const mostAlert = 500

// A NewAlert is what whoever is on duty must know at once. A kind or a line is
// enough.
type NewAlert struct {
	Kind  string    // code list alert-kind; empty means other
	Text  string    // one line, sealed in the identity compartment
	Until pana.Date // the first day without it; empty until someone ends it
}

func (n NewAlert) clean(op string, today pana.Date) (NewAlert, error) {
	var err error
	if err = codes.Check(op, "kind", "alert-kind", n.Kind); err != nil {
		return n, err
	}
	if n.Text, err = words(op, "text", n.Text, mostAlert); err != nil {
		return n, err
	}
	if n.Kind == "" && n.Text == "" {
		return n, pana.Refuse(op, "text", "alert.empty")
	}
	if n.Kind == "" {
		n.Kind = "other"
	}
	if n.Until, err = dayIn(op, "until", n.Until); err != nil {
		return n, err
	}
	if n.Until != "" && n.Until <= today {
		return n, pana.Refuse(op, "until", "alert.until")
	}
	return n, nil
}

// AddAlert raises an alert within the act of the caller (an arrival, a child's
// file), which has checked policy and writes the trail line with the digests.
func (c *Casework) AddAlert(ctx context.Context, tx *db.Tx, s policy.Subject, n NewAlert) (id string, digests [][32]byte, err error) {
	today := c.h.Today(tx.Now)
	if n, err = n.clean("casework.AddAlert", today); err != nil {
		return "", nil, err
	}
	id = tx.ID()
	if err := insertAlert(ctx, tx, id, s.Client, n, today); err != nil {
		return "", nil, err
	}
	digests, err = putWords(ctx, tx, s, pana.Identity, "alerts", id, Say{FieldText, n.Text})
	return id, append(digests, trail.Digest("alerts", id, string(s.Client), n.Kind, string(today), string(n.Until))), err
}

// RaiseAlert puts an alert on top of the client's file. It refuses an unknown
// kind, an alert that says nothing ("alert.empty") and one that would be over
// today or before ("alert.until").
func (c *Casework) RaiseAlert(ctx context.Context, client pana.ClientID, n NewAlert) (id string, err error) {
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.AlertClient, client)
		if err != nil {
			return err
		}
		var digests [][32]byte
		if id, digests, err = c.AddAlert(ctx, tx, s, n); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AlertClient, Client: client, Site: s.Site, Object: id, Digests: digests})
	})
	return id, err
}
