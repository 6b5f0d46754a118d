package house

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// period is how many seconds a code of the second factor lasts.
const period = 30

// A factor is the second factor of a member as it rests, sealed under the house key.
type factor struct {
	Secret    string `json:"secret,omitempty"`    // base32; in force once confirmed
	Confirmed bool   `json:"confirmed,omitempty"` //
	Last      int64  `json:"last,omitempty"`      // the period of the last code used
	Next      string `json:"next,omitempty"`      // offered, not yet confirmed
}

// factor opens the second factor of a row; none is the zero factor.
func (h *House) factor(r memberRow) (f factor, err error) { return h.factorOf(r.ID, r.SecondFactor) }

func (h *House) factorOf(staff pana.StaffID, sealed []byte) (f factor, err error) {
	text, err := h.read(staff, "second_factor", sealed)
	if err != nil || text == "" {
		return f, err
	}
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return f, &pana.Error{Op: "house.factor", Kind: pana.Internal, Say: "seal.damaged"}
	}
	return f, nil
}

func (h *House) setFactor(ctx context.Context, tx *db.Tx, r memberRow, f factor) error {
	text := ""
	if f != (factor{}) {
		b, err := json.Marshal(f)
		if err != nil {
			return &pana.Error{Op: "house.factor", Say: "db.failed", Err: err}
		}
		text = string(b)
	}
	sealed, err := h.write(r.ID, "second_factor", r.Version+1, text)
	if err != nil {
		return err
	}
	return updateFactor(ctx, tx, r.ID, sealed, r.Version)
}

// checkCode refuses a code that is wrong or was used before with "signin.wrong".
// Whoever has set none is asked for none, whatever she typed.
func (h *House) checkCode(ctx context.Context, tx *db.Tx, r memberRow, code string) (asked bool, err error) {
	f, err := h.factor(r)
	if err != nil || !f.Confirmed {
		return false, err
	}
	at, ok := match(f.Secret, code, tx.Now, f.Last)
	if !ok {
		return true, wrong()
	}
	f.Last = at
	return true, h.setFactor(ctx, tx, r, f)
}

// match returns the period that code belongs to: this one or a neighbour, for
// clocks that differ, and later than last. It tries all of them whatever it finds.
func match(secret, code string, now time.Time, last int64) (at int64, ok bool) {
	code = strings.Join(strings.Fields(code), "")
	for step := now.Unix()/period - 1; step <= now.Unix()/period+1; step++ {
		right, err := totp.ValidateCustom(code, secret, time.Unix(step*period, 0),
			totp.ValidateOpts{Period: period, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && right && step > last && !ok {
			at, ok = step, true
		}
	}
	return at, ok
}

// NewSecondFactor offers the actor a new secret, to be put into her phone as
// text or from the address ("otpauth://…"). It is in force once
// ConfirmSecondFactor has seen a code. While one is in force it refuses with
// Conflict "self.factor.drop": whoever finds a session open must not put her own
// in its place.
func (h *House) NewSecondFactor(ctx context.Context) (secret, address string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "House", AccountName: "me", Period: period, SecretSize: 20})
	if err != nil {
		return "", "", &pana.Error{Op: "house.NewSecondFactor", Say: "db.failed", Err: err}
	}
	err = h.changeFactor(ctx, func(f *factor, _ time.Time) error {
		if f.Confirmed {
			return &pana.Error{Op: "house.NewSecondFactor", Kind: pana.Conflict, Field: "code", Say: "self.factor.drop"}
		}
		f.Next = key.Secret()
		return nil
	})
	if err != nil {
		return "", "", err
	}
	return key.Secret(), key.URL(), nil
}

// ConfirmSecondFactor puts the offered secret in force when code is one of its
// codes; any other is refused with "self.factor.wrong".
func (h *House) ConfirmSecondFactor(ctx context.Context, code string) error {
	return h.changeFactor(ctx, func(f *factor, now time.Time) error {
		if f.Next == "" || f.Confirmed {
			return pana.Refuse("house.ConfirmSecondFactor", "code", "self.factor.none")
		}
		at, ok := match(f.Next, code, now, 0)
		if !ok {
			return pana.Refuse("house.ConfirmSecondFactor", "code", "self.factor.wrong")
		}
		*f = factor{Secret: f.Next, Confirmed: true, Last: at}
		return nil
	})
}

// DropSecondFactor takes the actor's second factor away; she proves with a code
// that it is hers to take. Without one it does nothing. Guessing is slowed like
// guessing at the door ("signin.wait").
func (h *House) DropSecondFactor(ctx context.Context, code string) error {
	guess, err := h.guess("house.DropSecondFactor", "factor of ", pana.ActorFrom(ctx).Staff)
	if err != nil {
		return err
	}
	err = h.changeFactor(ctx, func(f *factor, now time.Time) error {
		if f.Confirmed {
			if _, ok := match(f.Secret, code, now, f.Last); !ok {
				return pana.Refuse("house.DropSecondFactor", "code", "self.factor.wrong")
			}
		}
		*f = factor{}
		return nil
	})
	if err == nil {
		guess.right()
	}
	return err
}

func (h *House) changeFactor(ctx context.Context, change func(*factor, time.Time) error) error {
	return h.setOwn(ctx, policy.SetSecondFactor, func(tx *db.Tx, r memberRow) error {
		f, err := h.factor(r)
		if err != nil {
			return err
		}
		before := f.Confirmed
		if err := change(&f, tx.Now); err != nil {
			return err
		}
		if f.Confirmed != before {
			if err := h.tellChanged(ctx, tx, r.ID, changedFactor); err != nil {
				return err
			}
		}
		return h.setFactor(ctx, tx, r, f)
	})
}

// setSelf runs a change of the actor's own account in a transaction with its
// trail line.
func (h *House) setSelf(ctx context.Context, change func(*db.Tx, memberRow) error) error {
	return h.setOwn(ctx, policy.SetSelf, change)
}

// setOwn is setSelf for an act of its own.
func (h *House) setOwn(ctx context.Context, act policy.Act, change func(*db.Tx, memberRow) error) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, act, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		r, err := getMember(ctx, tx, actor.Staff)
		if err != nil {
			return err
		}
		if err := change(tx, r); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: act, Object: string(actor.Staff)})
	})
}
