package house

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Deed is what two people stand behind: this act, on this file or record, in
// this way, and nothing like it.
type Deed struct {
	Act    policy.Act    `db:"act"`
	Client pana.ClientID `db:"client_id"` // whose file; empty for none
	Object string        `db:"object_id"` // the id of what it is done to, beside or without a file
	How    string        `db:"how"`       // a key of what else the first chose: why a file is erased, what was lost
}

// A Weigh asks policy whether the actor of ctx may do a deed, and returns a digest
// of what exactly would be done as it stands now, with a number for the reader. It
// refuses what could not be done by anybody.
type Weigh func(ctx context.Context, tx *db.Tx, d Deed) (print string, n int64, err error)

// Weighs has w weigh the deeds of act. A chapter says so of each act of its own to
// which a second may agree at her own desk: one that needs none of her keys.
func (h *House) Weighs(act policy.Act, w Weigh) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.weighs == nil {
		h.weighs = map[policy.Act]Weigh{}
	}
	h.weighs[act] = w
}

// weigh weighs d; a deed that needs both at one desk is refused as not the actor's.
func (h *House) weigh(ctx context.Context, tx *db.Tx, d Deed) (string, int64, error) {
	h.mu.RLock()
	w := h.weighs[d.Act]
	h.mu.RUnlock()
	switch {
	case w != nil:
		return w(ctx, tx, d)
	case d.Act == policy.AddStaff:
		return weighInvitation(ctx, tx, d)
	case d.Act == policy.CloseHouse || d.Act == policy.ReopenHouse:
		return "", 0, h.weighClosing(ctx, d.Act)
	}
	return "", 0, policy.Refusal(pana.Actor{}, d.Act)
}

// SecondLasts is how long a colleague can agree, and how long her agreement is
// good: everybody comes in once within a day, and what she read still is so.
const SecondLasts = 24 * time.Hour

// An Asked is a deed for which somebody asks a colleague to be the second.
type Asked struct {
	ID string `db:"id"`
	Deed
	Print  string       `db:"print"` // what exactly, as it stood when she was asked
	N      int64        `db:"n"`     // how many, where the deed is of several
	By     pana.StaffID `db:"by_staff"`
	Second pana.StaffID `db:"second"`
	At     int64        `db:"at"`     // microseconds, see db.FromMicros
	Until  int64        `db:"until"`  // from then on it is as if nobody had asked
	Agreed int64        `db:"agreed"` // when the second agreed; 0 while she has not
	Tag    []byte       `db:"tag"`

	Code    string `db:"-"` // of the client, filled in when read
	Changed bool   `db:"-"` // it could not be done so any more
}

// tag proves that a started house wrote a: whoever has only the database can
// neither say that somebody agreed nor to what.
func (a Asked) tag(keys *seal.HouseKeys) []byte {
	key := keys.Key.Derive("seconds")
	defer clear(key[:])
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	sum := trail.Digest("seconds", a.ID, string(a.Act), string(a.Client), a.Object, a.How, a.Print, number(a.N),
		string(a.By), string(a.Second), number(a.At), number(a.Until), number(a.Agreed))
	mac := hmac.New(sha256.New, key[:])
	mac.Write(sum[:])
	return mac.Sum(nil)
}

// tagged returns a with its tag.
func (h *House) tagged(a Asked) (Asked, error) {
	keys, err := h.Vault.House()
	if err != nil {
		return a, err
	}
	defer keys.Clear()
	a.Tag = a.tag(keys)
	return a, nil
}

// standing leaves out of list what is over and what no house wrote.
func (h *House) standing(tx *db.Tx, list []Asked) ([]Asked, error) {
	keys, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	var good []Asked
	for _, a := range list {
		switch {
		case db.Micros(tx.Now) >= a.Until || db.Micros(tx.Now) < a.At-micros(time.Minute):
		case !hmac.Equal(a.Tag, a.tag(keys)):
			h.log.Error("an agreement that this house did not write", "id", a.ID)
		default:
			good = append(good, a)
		}
	}
	return good, nil
}

func micros(d time.Duration) int64 { return d.Microseconds() }

// asActor is a colleague as policy sees her now, for the actor's session; works is
// false for one who has left.
func (h *House) asActor(ctx context.Context, tx *db.Tx, staff pana.StaffID) (a pana.Actor, works bool, err error) {
	me := pana.ActorFrom(ctx)
	a = pana.Actor{Staff: staff, Session: me.Session, Closed: me.Closed}
	r, err := getMember(ctx, tx, staff)
	if err != nil || r.Ended != "" {
		return a, false, err
	}
	a.Grants, err = findGrantsOf(ctx, tx, staff)
	return a, true, err
}

// may reports whether a colleague could stand behind what is asked: she works here
// and policy lets her, about the file too. Changed says that it could not be done
// so by anybody.
func (h *House) may(ctx context.Context, tx *db.Tx, staff pana.StaffID, a Asked) (may, changed bool, err error) {
	actor, works, err := h.asActor(ctx, tx, staff)
	if err != nil || !works {
		return false, false, err
	}
	print, _, err := h.weigh(pana.WithActor(ctx, actor), tx, a.Deed)
	switch {
	case err == nil:
		return true, print != a.Print, nil
	case pana.KindOf(err) == pana.Internal:
		return false, false, err
	case pana.KindOf(err) == pana.Forbidden || pana.KindOf(err) == pana.NotFound:
		return false, false, nil
	}
	return true, true, nil
}
