package casework

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Allowed is the gate of consent: it reports whether a client lets field be
// used for purpose by recipient at this moment. Everything that leaves the house
// asks it, in the transaction that reads what leaves. An empty field asks for
// the purpose alone. It asks nothing about the actor; policy does.
func (c *Casework) Allowed(ctx context.Context, tx *db.Tx, client pana.ClientID, purpose pana.Purpose, recipient, field string) (bool, error) {
	answers, err := consentsOf(ctx, tx, client)
	if err != nil {
		return false, err
	}
	return allowed(answers, purpose, recipient, field, tx.Now, c.h.Today(tx.Now)), nil
}

// Recipient returns whom the gate of consent is asked about when something goes to an
// organisation: itself, if she was ever asked about it for this purpose, or else its
// kind. Without an organisation it is otherwise.
func (r *Reading) Recipient(purpose pana.Purpose, to pana.OrganisationID, otherwise string) (string, error) {
	if to == "" {
		return otherwise, nil
	}
	_, asked, err := db.Find[string](r.Ctx, r.Tx, `SELECT id FROM consents WHERE client_id = $1 AND purpose = $2 AND recipient = $3 ORDER BY id LIMIT 1`,
		r.Subject.Client, purpose, to)
	if err != nil || asked {
		return string(to), err
	}
	kind, _, err := db.Find[string](r.Ctx, r.Tx, `SELECT kind FROM organisations WHERE id = $1`, to)
	return kind, err
}

// AllowedBy is the same gate for many clients at once, for a purpose of our own
// that names no recipient and no field: it returns those who allow it.
func (c *Casework) AllowedBy(ctx context.Context, tx *db.Tx, clients []pana.ClientID, purpose pana.Purpose) (map[pana.ClientID]bool, error) {
	answers, err := consentsOfAll(ctx, tx, clients)
	if err != nil {
		return nil, err
	}
	allow := make(map[pana.ClientID]bool, len(answers))
	for client, list := range answers {
		allow[client] = allowed(list, purpose, "", "", tx.Now, c.h.Today(tx.Now))
	}
	return allow, nil
}

// allowed looks through a client's answers, the newest first. The newest answer
// that speaks of the question decides: a later no closes an earlier yes, for one
// recipient or, naming none, for all; for some fields or, naming none, for all.
// What was taken back stays closed even if an older yes said the same.
func allowed(answers []Consent, purpose pana.Purpose, recipient, field string, now time.Time, today pana.Date) bool {
	var back time.Time // when this was last taken back
	for _, a := range answers {
		if !a.Refused && a.Purpose == purpose && a.Recipient == recipient && a.Withdrawn.After(back) &&
			(field == "" && len(a.Fields) == 0 || slices.Contains(a.Fields, field)) {
			back = a.Withdrawn
		}
	}
	for _, a := range answers {
		if a.Allows(purpose, recipient, field, now, today) && a.From.After(back) {
			return true
		}
		if a.Refused && a.Purpose == purpose && a.Withdrawn.IsZero() && !now.Before(a.From) &&
			(a.Recipient == "" || a.Recipient == recipient) &&
			(len(a.Fields) == 0 || slices.Contains(a.Fields, field)) {
			return false
		}
	}
	return false
}
