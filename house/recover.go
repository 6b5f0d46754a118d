package house

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Recovering is what two people with a sheet each type at the door.
type Recovering struct {
	One, Two   string // two sheets of the kit
	Name       string // of the director or the deputy who is to come in again
	Passphrase string // her new one
	Address    string // where the request comes from, for slowing down guesses
}

// Recover gives the director or the deputy a new passphrase when nobody who may
// start the house is left, or when she has forgotten hers: two sheets of the kit
// stand for the two people who would have to agree. She gets new keys, and every
// circle she was in; her sessions end, her code and her passkeys are gone, the trail has a
// line, and the page of the kit says for whom it was used. A stopped house stays
// stopped: she starts it by signing in. It may be repeated after any interruption.
//
// It refuses sheets that do not fit ("seal.recovery.wrong", as slow as the door
// is to guesses), anyone else than who leads the house ("recover.head"), and a
// weak passphrase.
func (h *House) Recover(ctx context.Context, r Recovering) error {
	const op = "house.Recover"
	if h.State() == Empty {
		return h.running(op)
	}
	if wait := h.gate.try("recovery kit", r.Address, h.Now()); wait > 0 {
		return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "signin.wait", With: map[string]any{"N": int(math.Ceil(wait.Seconds()))}}
	}
	key, err := readKit(r)
	if err != nil {
		return err
	}
	defer key.Clear()
	if fits, err := h.Vault.Fits(ctx, key); err != nil {
		return err
	} else if !fits {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "sheet_one", Say: "seal.recovery.wrong"}
	}
	if err := h.checkOwn(r.Passphrase); err != nil {
		return pana.AtField(err, "passphrase")
	}
	h.gate.right("recovery kit", r.Address, h.Now())
	h.turn.Lock()
	defer h.turn.Unlock()
	if h.State() == Stopped {
		if err := h.openWith(ctx, key); err != nil {
			return err
		}
		defer h.halt()
		// A stopped house does not know its own words; an open one does.
		if err := h.checkOwn(r.Passphrase); err != nil {
			return pana.AtField(err, "passphrase")
		}
	}
	return h.recover(ctx, key, r)
}

func readKit(r Recovering) (*seal.Recovery, error) {
	if _, err := seal.CheckSheet(r.One); err != nil {
		return nil, pana.AtField(err, "sheet_one")
	}
	if _, err := seal.CheckSheet(r.Two); err != nil {
		return nil, pana.AtField(err, "sheet_two")
	}
	key, err := seal.OpenKit(r.One, r.Two)
	if err != nil {
		return nil, pana.AtField(err, "sheet_two")
	}
	return key, nil
}

// openWith opens the stopped house with the recovery key. Callers hold turn and
// halt it again.
func (h *House) openWith(ctx context.Context, key *seal.Recovery) error {
	if err := h.Vault.StartWith(ctx, key); err != nil {
		return err
	}
	page := h.Vault.PageKey()
	defer clear(page[:])
	err := h.DB.Open(ctx, page)
	if err == nil {
		err = h.load(ctx)
	}
	if err != nil {
		h.halt()
	}
	return err
}

func (h *House) recover(ctx context.Context, key *seal.Recovery, r Recovering) error {
	// A kit that is drawn and not proven yet fits, and is not in force.
	if err := h.Vault.InForce(ctx, key); err != nil {
		return &pana.Error{Op: "house.Recover", Kind: pana.Invalid, Field: "sheet_one", Say: "seal.recovery.wrong"}
	}
	m, err := h.leader(ctx, r.Name)
	if err != nil {
		return err
	}
	narrow, err := h.narrow(ctx, m.ID)
	if err != nil {
		return err
	}
	book, err := h.passkeys(ctx, m.ID)
	if err != nil {
		return err
	}
	as := pana.WithActor(ctx, pana.Actor{Staff: m.ID, Grants: m.Grants})
	// The line first: rather a line without its act than an act without its line.
	err = h.DB.Update(as, func(tx *db.Tx) error {
		row, err := present(as, tx, m.ID)
		if err != nil {
			return err
		}
		if err := dropSessionsOf(as, tx, m.ID); err != nil {
			return err
		}
		if err := h.tellReplaced(as, tx, row, true, len(book.Keys) > 0); err != nil {
			return err
		}
		if err := h.setFactor(as, tx, row, factor{}); err != nil {
			return err
		}
		k, found, err := findKit(as, tx)
		if err == nil && found {
			k.Used, k.UsedFor = db.Micros(tx.Now), m.ID
			err = putKit(as, tx, k)
		}
		if err != nil {
			return err
		}
		return trail.Record(as, tx, trail.Entry{Act: policy.RecoverHouse, Object: string(m.ID)})
	})
	if err != nil {
		return err
	}
	if err := h.dropPasskeys(ctx, m.ID); err != nil {
		return err
	}
	if err := h.giveKeys(ctx, m, r.Passphrase); err != nil {
		return pana.AtField(err, "passphrase")
	}
	if err := h.rescue(ctx, key, m, narrow); err != nil {
		return err
	}
	return h.Vault.Remember(ctx, narrowOf(m.ID), "")
}

// narrowOf is the name under which the key store remembers which files were kept
// for staff among few, from before her old keys go until her new ones open them.
func narrowOf(staff pana.StaffID) string { return "narrow." + string(staff) }

// narrow returns the circles of single files that staff is in, or was in before
// a recovery that was cut short, and has the key store remember them.
func (h *House) narrow(ctx context.Context, staff pana.StaffID) (list []seal.Circle, err error) {
	text, err := h.Vault.Recall(ctx, narrowOf(staff))
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &list)
	}
	if err != nil {
		return nil, err
	}
	known, err := h.Vault.KnownTo(ctx, staff)
	for _, c := range known {
		if c.Owner != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	if err != nil || len(list) == 0 {
		return list, err
	}
	b, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return list, h.Vault.Remember(ctx, narrowOf(staff), string(b))
}

// rescue lets m into every circle of her grants, and into the narrow ones of the
// files that were kept for her among few.
func (h *House) rescue(ctx context.Context, key *seal.Recovery, m Member, narrow []seal.Circle) error {
	for _, site := range h.siteIDs() {
		ring, err := h.Vault.Rescue(ctx, site, key, m.ID)
		if err != nil {
			return err
		}
		for _, c := range circlesOf(m.Grants, h.SiteList()) {
			if c.Site == site && err == nil && ring.Has(site, c.Compartment) {
				err = ring.Admit(ctx, site, c.Compartment, m.ID)
			}
		}
		for _, c := range narrow {
			if c.Site == site && err == nil {
				err = ring.AdmitTo(ctx, c, m.ID)
			}
		}
		ring.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// leader returns who signs in by name, if she leads the house.
func (h *House) leader(ctx context.Context, name string) (Member, error) {
	var found Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		members, err := h.Roster(ctx, tx)
		for _, m := range members {
			if m.Ended == "" && fold(m.Name) == fold(name) && policy.May(pana.Actor{Staff: m.ID, Grants: m.Grants}, policy.KeepKit) {
				found = m
			}
		}
		return err
	})
	if err == nil && found.ID == "" {
		err = pana.Refuse("house.Recover", "name", "recover.head")
	}
	return found, err
}

// quietUse is how long the page of those who lead the house says that the kit
// was used.
const quietUse = 14 * 24 * time.Hour

// KitUsed returns when access was recovered with the kit in the last fortnight,
// and for whom; zero if it was not.
func (k Kit) KitUsed(now time.Time) (time.Time, pana.StaffID) {
	if k.Used.IsZero() || now.Sub(k.Used) > quietUse {
		return time.Time{}, ""
	}
	return k.Used, k.UsedFor
}
