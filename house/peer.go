package house

import (
	"context"
	"crypto/ed25519"
	"math"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Peer is another house whose signed letter may stop this one.
type Peer struct {
	ID    string
	Name  string // in this house's own words
	Key   string
	Noted time.Time
}

// OwnKey returns the public key that this house signs its letters with, to be
// handed to those who lead another.
func (h *House) OwnKey() (string, error) {
	key, err := h.signer()
	if err != nil {
		return "", err
	}
	defer clear(key)
	return keyText(key.Public().(ed25519.PublicKey)), nil
}

func (h *House) signer() (ed25519.PrivateKey, error) {
	keys, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	return keys.Signer(), nil
}

// Peers returns the houses that may stop this one, the newest first.
func (h *House) Peers(ctx context.Context) ([]Peer, error) {
	var all []Peer
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		all = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPeers, policy.Subject{}); err != nil {
			return err
		}
		rows, err := findPeers(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			name, err := h.read(pana.StaffID(r.ID), "peer", r.Name)
			if err != nil {
				return err
			}
			all = append(all, Peer{ID: r.ID, Name: name, Key: r.Key, Noted: db.FromMicros(r.Noted)})
		}
		return nil
	})
	return all, err
}

// NotePeer lets the house with key stop this one by letter; the others who lead
// it are told. It refuses what is no key ("peer.key"), this house's own
// ("peer.own") and one that is noted already ("peer.again").
func (h *House) NotePeer(ctx context.Context, name, key string) error {
	const op = "house.NotePeer"
	name, err := line(op, "called", name, 60)
	if err != nil {
		return err
	}
	k, err := readKey(op, "key", key)
	if err != nil {
		return err
	}
	own, err := h.OwnKey()
	if err != nil {
		return err
	}
	if keyText(k) == own {
		return pana.Refuse(op, "key", "peer.own")
	}
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.KeepPeers, policy.Subject{}); err != nil {
			return err
		}
		if _, known, err := peerOf(ctx, tx, keyText(k)); err != nil {
			return err
		} else if known {
			return pana.Refuse(op, "key", "peer.again")
		}
		id := tx.ID()
		sealed, err := h.write(pana.StaffID(id), "peer", 1, name)
		if err != nil {
			return err
		}
		if err := insertPeer(ctx, tx, id, keyText(k), sealed, actor.Staff); err != nil {
			return err
		}
		if err := h.TellHeads(ctx, tx, Notice{Say: "notice.peer"}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPeers, Object: id})
	})
}

// EndPeer takes the right to stop this house away again, at once. It is safe to
// repeat.
func (h *House) EndPeer(ctx context.Context, id string) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepPeers, policy.Subject{}); err != nil {
			return err
		}
		n, err := endPeer(ctx, tx, id)
		if err != nil || n == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepPeers, Object: id})
	})
}

// WriteLetter returns a letter, signed by this house, that stops the house with
// key if that house has noted this one. It must be there within LetterLasts.
func (h *House) WriteLetter(ctx context.Context, key string) (string, error) {
	const op = "house.WriteLetter"
	to, err := readKey(op, "to", key)
	if err != nil {
		return "", err
	}
	signer, err := h.signer()
	if err != nil {
		return "", err
	}
	defer clear(signer)
	var text string
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.WriteLetter, policy.Subject{}); err != nil {
			return err
		}
		text = newLetter(to, signer, tx.Now).String()
		return trail.Record(ctx, tx, trail.Entry{Act: policy.WriteLetter})
	})
	return text, err
}

// ObeyLetter stops the house when text is a letter to it, from a peer it has
// noted, not older than LetterLasts and not obeyed before. Whatever else it is,
// also while the house is stopped, the answer is that of an address that is not
// there. Tries from one address are slowed down as at the door.
func (h *House) ObeyLetter(ctx context.Context, text, address string) error {
	none := &pana.Error{Op: "house.ObeyLetter", Kind: pana.NotFound, Say: "error.not-found.text"}
	account := "letter from " + place(address)
	if h.gate.try(account, address, h.Now()) > 0 || h.State() != Started {
		return none
	}
	l, ok := readLetter(text)
	if !ok || !l.genuine() {
		return none
	}
	own, err := h.OwnKey()
	if err != nil || keyText(l.to) != own {
		return none
	}
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if math.Abs(tx.Now.Sub(l.at).Minutes()) > LetterLasts.Minutes() {
			return none
		}
		peer, known, err := peerOf(ctx, tx, keyText(l.from))
		if err != nil || !known {
			return orNone(err, none)
		}
		if fresh, err := obeyed(ctx, tx, cookieText.EncodeToString(l.once[:])); err != nil || !fresh {
			return orNone(err, none)
		}
		nobody := pana.WithActor(ctx, pana.Actor{})
		if err := h.TellHeads(nobody, tx, Notice{Say: "notice.letter"}); err != nil {
			return err
		}
		return trail.Record(nobody, tx, trail.Entry{Act: policy.ObeyLetter, Object: peer.ID})
	})
	if err != nil {
		if pana.KindOf(err) != pana.NotFound {
			h.log.Error("obey a letter", "err", err)
		}
		return none
	}
	h.gate.right(account, address, h.Now())
	return h.stop(ctx, nil)
}

func orNone(err, none error) error {
	if err == nil {
		return none
	}
	return err
}
