package house

import (
	"context"
	"math"
	"time"

	"example.org/pana"
	"example.org/pana/internal/seal"
)

// A Pair is what two people type at one page, to open together what one alone
// may not: she who is signed in her passphrase, the other all of her sign-in. Where
// no keys of the second are needed, Agreed can stand for all of it.
type Pair struct {
	Passphrase string
	Second     Entry
	Agreed     string // the id of an Asked, to which the second agreed at her own desk
}

// Keepers returns the two who keep the supervision key of a site; the second is
// empty in a house that one person leads, where the recovery kit stands for her.
func (h *House) Keepers(ctx context.Context, site pana.SiteID) (first, second pana.StaffID, err error) {
	first, second, err = h.Vault.Supervisors(ctx, site)
	if says(err, "seal.supervision.absent") {
		err = nil
	}
	return first, second, err
}

// Together lets the actor and a second person open every circle of a site for as
// long as do runs: ctx has the ring of both, and second is who the other is, for
// the caller to ask policy about. The caller has checked the actor's own right,
// asks for a reason, writes the trail and tells those concerned.
//
// A wrong passphrase, whosever it is, is "signin.wrong", after the same time and
// slowed down as at the door ("signin.wait"). It refuses a site whose key one
// person keeps ("together.alone") and anyone but its two keepers ("together.two").
func (h *House) Together(ctx context.Context, site pana.SiteID, p Pair, do func(ctx context.Context, second pana.Actor) error) error {
	const op = "house.Together"
	began := time.Now()
	one, two, err := h.Keepers(ctx, site)
	if err != nil {
		return err
	}
	me := pana.ActorFrom(ctx).Staff
	switch {
	case one == "" || two == "":
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "together.alone"}
	case me != one && me != two:
		return notTheTwo(op)
	}
	first, second, grants, err := h.both(ctx, op, p)
	defer clearAll(first, second)
	if says(err, "signin.wrong") {
		Quiet(ctx, began, hush)
	}
	if err != nil {
		return err
	}
	if second.Staff == me || second.Staff != one && second.Staff != two {
		return notTheTwo(op)
	}
	ring, err := h.Vault.Supervise(ctx, site, first, second)
	if err != nil {
		return err
	}
	defer ring.Close()
	return do(seal.WithRing(ctx, ring), pana.Actor{Staff: second.Staff, Grants: grants, Session: pana.ActorFrom(ctx).Session, Closed: pana.ActorFrom(ctx).Closed})
}

func notTheTwo(op string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "together.two"}
}

// both signs two people in, and says nothing of which of them was wrong.
func (h *House) both(ctx context.Context, op string, p Pair) (first, second *seal.Identity, grants []pana.Grant, err error) {
	account := fold(p.Second.Name)
	if wait := h.gate.tryName(account, p.Second.Address, h.Now()); wait > 0 {
		return nil, nil, nil, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "signin.wait", With: map[string]any{"N": int(math.Ceil(wait.Seconds()))}}
	}
	first, wrongFirst := h.herself(ctx, op, p.Passphrase)
	if wrongFirst != nil && !says(wrongFirst, "signin.wrong") {
		return nil, nil, nil, wrongFirst
	}
	second, err = h.vaultSignIn(ctx, p.Second.Name, p.Second.Passphrase)
	if err == nil && wrongFirst == nil {
		var row memberRow
		if row, grants, err = h.enter(ctx, second, p.Second); err == nil {
			err = h.notBare(ctx, op, row)
		}
	}
	switch {
	case err != nil:
		return first, second, nil, err
	case wrongFirst != nil:
		return first, second, nil, wrong()
	}
	h.gate.right(account, p.Second.Address, h.Now())
	return first, second, grants, h.noteProof(ctx)
}

func clearAll(ids ...*seal.Identity) {
	for _, id := range ids {
		if id != nil {
			id.Clear()
		}
	}
}

// MaySupervise reports whether the actor is one of the two who keep the key of a
// site, and whether there are two.
func (h *House) MaySupervise(ctx context.Context, site pana.SiteID) (mine, two bool, err error) {
	one, other, err := h.Keepers(ctx, site)
	me := pana.ActorFrom(ctx).Staff
	return me != "" && (me == one || me == other), one != "" && other != "", err
}
