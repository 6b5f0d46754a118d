package erasure

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Asking is what is typed to erase a client.
type Asking struct {
	Code   string     // of the file, typed once more by hand
	Reason string     // see Reasons
	Pair   house.Pair // the two people, where one may not alone
	Sheet  string     // of the recovery kit, in a house where nobody else could be asked
}

// Erase forgets a client. The keys of her words are destroyed first: from then on
// no backup younger than fourteen days and no copy of the house opens them. Then
// her rows go or become coarse, and a line of the trail names the lines that lost
// whom they were about. What a power cut stops in between the house finishes by
// itself.
//
// It refuses a code that was not typed right ("erasure.code"), no reason
// ("erasure.reason"), an open file ("erasure.open"), one that is held
// ("erasure.held"), a clock that has moved ("erasure.clock"), and one person
// alone where two are needed ("agree.second"): before the time is over, and
// beyond the brake of a day. In a house of one, a sheet of the kit stands for the
// second person.
func (e *Erasure) Erase(ctx context.Context, client pana.ClientID, a Asking) error {
	const op = "erasure.Erase"
	ctx = db.MustGoOn(ctx)
	if !slices.Contains(Reasons(), a.Reason) {
		return pana.Refuse(op, "reason", "erasure.reason")
	}
	p, err := e.Preview(ctx, client)
	if err != nil {
		return err
	}
	switch {
	case p.Say != "":
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: p.Say}
	case !strings.EqualFold(strings.TrimSpace(a.Code), p.Code):
		return pana.Refuse(op, "code", "erasure.code")
	}
	b := begun{Client: string(client), Reason: a.Reason, ByStaff: string(pana.ActorFrom(ctx).Staff)}
	if b.Token, err = e.token(client); err != nil {
		return err
	}
	var behind house.Behind
	agreed := p.Second || a.Reason != TimeOver
	if agreed {
		if behind, err = e.h.Second(ctx, Deed(client, a.Reason), a.Pair, a.Sheet); err != nil {
			return err
		}
		b.Second = string(behind.Staff)
	}
	if err := e.h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, err := e.allow(ctx, tx, policy.EraseClient, client); err != nil {
			return err
		}
		if say, err := e.mayNot(ctx, tx, client); say != "" || err != nil {
			return cmp.Or[error](err, &pana.Error{Op: op, Kind: pana.Conflict, Say: say})
		}
		if over, err := braked(ctx, tx); err != nil {
			return err
		} else if over && !agreed { // somebody else erased one in the meantime
			return pana.Refuse(op, "name", "agree.second")
		}
		if agreed {
			if err := e.h.Use(ctx, tx, behind); err != nil {
				return err
			}
		}
		return insertErasure(ctx, tx, b)
	}); err != nil {
		return err
	}
	return e.complete(ctx, b)
}

func (e *Erasure) allow(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID) (policy.Subject, error) {
	s, err := casework.Subject(ctx, tx, e.h.Tonight(tx.Now), client)
	if err != nil {
		return s, err
	}
	return s, policy.Check(pana.ActorFrom(ctx), act, s)
}

// mayNot says why a file cannot be erased now, whoever asks; empty when it can.
func (e *Erasure) mayNot(ctx context.Context, tx *db.Tx, client pana.ClientID) (say string, err error) {
	s, err := standingOf(ctx, tx, client)
	switch {
	case err != nil:
		return "", err
	case s.Open > 0:
		return "erasure.open", nil
	case s.Held > 0:
		return "erasure.held", nil
	}
	err = steady(ctx, tx)
	if pana.KindOf(err) == pana.Conflict && err != nil {
		return "erasure.clock", nil
	}
	return "", err
}

// token stands for an id in the list of those who were erased: nobody without the
// house's key can tell whose it is, and the house can when it meets the id again.
func (e *Erasure) token(client pana.ClientID) ([]byte, error) {
	keys, err := e.h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	return tokenOf(keys, string(client)), nil
}

func tokenOf(keys *seal.HouseKeys, client string) []byte {
	key := keys.Key.Derive("erased")
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(client))
	return mac.Sum(nil)
}

// Finish completes what was begun and not ended.
func (e *Erasure) Finish(ctx context.Context) error {
	var all []begun
	err := e.h.DB.View(ctx, func(tx *db.Tx) (err error) { all, err = unfinished(ctx, tx); return err })
	if err == nil && len(all) > 0 {
		err = e.complete(ctx, all...)
	}
	if err != nil {
		return err
	}
	return e.completeNotes(ctx)
}

// complete destroys the keys, so that no page keeps them either, then goes through
// the rows. It is safe to repeat.
func (e *Erasure) complete(ctx context.Context, all ...begun) error {
	for _, b := range all {
		if err := forgetKeys(ctx, e.h.DB, e.h.Vault, b.Client); err != nil {
			return err
		}
	}
	// Before the rows, which say that it is done: cut off here, it is all repeated.
	if err := e.h.Vault.Rotate(ctx); err != nil {
		return err
	}
	tables, err := tablesOf(e.h.Tables())
	if err != nil {
		return err
	}
	for _, b := range all {
		if err := e.h.DB.Update(ctx, func(tx *db.Tx) error {
			if err := e.keepPaid(ctx, tx, tables, b); err != nil {
				return err
			}
			return forget(ctx, tx, tables, b)
		}); err != nil {
			return err
		}
	}
	return nil
}

// keepPaid keeps what the house was paid for somebody, cut from her: days, kinds and
// payers stay exact, under a number that leads to nobody. It asks the rows before
// they become coarse.
func (e *Erasure) keepPaid(ctx context.Context, tx *db.Tx, tables []table, b begun) error {
	if !paid(tables) {
		return nil
	}
	return e.ledger.Keep(ctx, tx, pana.ClientID(b.Client))
}

// paid reports whether this house has a ledger.
func paid(tables []table) bool {
	return slices.ContainsFunc(tables, func(t table) bool { return t.name == "fund_numbers" })
}

// forgetKeys destroys the keys of a client's words, and of the requests that
// brought her.
func forgetKeys(ctx context.Context, d *db.DB, v *seal.Vault, client string) error {
	var owners []string
	if err := d.View(ctx, func(tx *db.Tx) (err error) { owners, err = requestsOf(ctx, tx, client); return err }); err != nil {
		return err
	}
	for _, o := range append(owners, client) {
		if err := v.Forget(ctx, seal.Owner(o)); err != nil {
			return err
		}
	}
	return nil
}

// forget goes through every row about a client, or a request that became none, and
// the trail, in one transaction.
func forget(ctx context.Context, tx *db.Tx, tables []table, b begun) error {
	s, err := scopeOf(ctx, tx, tables, pana.ClientID(b.Client))
	if err != nil {
		return err
	}
	if paid(tables) {
		if err := funding.Cut(ctx, tx, pana.ClientID(b.Client)); err != nil {
			return err
		}
	}
	ids := s.ids()
	for _, t := range tables {
		if _, _, err := s.forget(ctx, tx, t, ids); err != nil {
			return err
		}
	}
	if _, err := leaveTrace(ctx, tx, b.Client, s.fresh[b.Client]); err != nil {
		return err
	}
	if _, err := trail.Forget(ctx, tx, trail.Entry{Act: policy.EraseClient, Object: b.Second}, pana.ClientID(b.Client), ids); err != nil {
		return err
	}
	return finish(ctx, tx, b.Token)
}
