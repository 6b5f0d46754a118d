package house

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// A Passkey is a key in a phone or a stick of its owner's, which answers for her.
type Passkey struct {
	ID     string
	Name   string // in her own words
	Made   time.Time
	Used   time.Time // zero if never
	Copied bool      // its count went back once: it is not believed any more
	Opens  bool      `json:"-"` // it holds her keys and lets her in alone; any other is a second step beside the passphrase
}

// keptPasskey is a passkey as it rests.
type keptPasskey struct {
	Passkey
	Credential webauthn.Credential
}

// A passkeyBook holds the passkeys of one person. It rests sealed in the key
// store. Handle is who she is to a passkey: a number that says nothing.
type passkeyBook struct {
	Handle []byte
	Keys   []keptPasskey
}

func (b passkeyBook) WebAuthnID() []byte          { return b.Handle }
func (b passkeyBook) WebAuthnName() string        { return "me" }
func (b passkeyBook) WebAuthnDisplayName() string { return "me" }
func (b passkeyBook) WebAuthnCredentials() (all []webauthn.Credential) {
	for _, k := range b.Keys {
		all = append(all, k.Credential)
	}
	return all
}

// mostPasskeys is how many one person has at most.
const mostPasskeys = 8

func passkeysOf(staff pana.StaffID) string { return "passkeys." + string(staff) }

func readPasskeys(text string) (b passkeyBook, err error) {
	if text == "" {
		return b, nil
	}
	if json.Unmarshal([]byte(text), &b) != nil {
		return b, &pana.Error{Op: "house.passkeys", Kind: pana.Internal, Say: "seal.damaged"}
	}
	return b, nil
}

func (h *House) passkeys(ctx context.Context, staff pana.StaffID) (passkeyBook, error) {
	text, err := h.Vault.Recall(ctx, passkeysOf(staff))
	if err != nil {
		return passkeyBook{}, err
	}
	return readPasskeys(text)
}

// changePasskeys has change write in the book of staff; an empty one is thrown away.
func (h *House) changePasskeys(ctx context.Context, staff pana.StaffID, change func(*passkeyBook) error) error {
	return h.Vault.Revise(ctx, passkeysOf(staff), func(text string) (string, error) {
		b, err := readPasskeys(text)
		if err == nil {
			err = change(&b)
		}
		if err != nil || len(b.Keys) == 0 {
			return "", err
		}
		made, err := json.Marshal(b)
		return string(made), err
	})
}

// dropPasskeys takes all passkeys of staff away: slots, and what knows them.
func (h *House) dropPasskeys(ctx context.Context, staff pana.StaffID) error {
	if err := h.Vault.DropPasskey(ctx, staff, ""); err != nil && !says(err, "seal.gone") {
		return err
	}
	return h.Vault.Remember(ctx, passkeysOf(staff), "")
}

// Passkeys returns the actor's own.
func (h *House) Passkeys(ctx context.Context) ([]Passkey, error) {
	staff := pana.ActorFrom(ctx).Staff
	book, err := h.passkeys(ctx, staff)
	if err != nil || len(book.Keys) == 0 {
		return nil, err
	}
	opening, err := h.Vault.Passkeys(ctx, staff)
	all := make([]Passkey, len(book.Keys))
	for i, k := range book.Keys {
		all[i] = k.Passkey
		all[i].Opens = slices.Contains(opening, k.ID)
	}
	return all, err
}

// BeginPasskey asks the actor's browser to make a passkey under origin.
func (h *House) BeginPasskey(ctx context.Context, origin Origin) (Question, error) {
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.KeepPasskeys, policy.Subject{Person: actor.Staff}); err != nil {
		return Question{}, err
	}
	w, err := h.relying(origin)
	if err != nil {
		return Question{}, err
	}
	book, err := h.passkeys(ctx, actor.Staff)
	if err != nil {
		return Question{}, err
	}
	if book.Handle == nil {
		book.Handle = make([]byte, 32)
		rand.Read(book.Handle)
	}
	ask, asked, err := w.BeginRegistration(book, webauthn.WithExclusions(webauthn.Credentials(book.WebAuthnCredentials()).CredentialDescriptors()),
		webauthn.WithExtensions(webauthn.WithExtensionPRF(protocol.PRFValues{First: yieldAsked[:]})))
	if err != nil {
		return Question{}, &pana.Error{Op: "house.BeginPasskey", Say: "db.failed", Err: err}
	}
	c := ceremony{Origin: origin, Asked: *asked, Handle: book.Handle, Staff: actor.Staff, Until: h.Now().Add(ProofLasts)}
	ticket, err := h.asked.put(c)
	return Question{ticket, ask.Response}, err
}

// AddPasskey keeps the passkey that a browser made for a question of BeginPasskey.
// Where it yields a secret it holds her keys from now on. An answer that does not
// fit, or came before, is "passkey.wrong".
func (h *House) AddPasskey(ctx context.Context, name string, s Shown) error {
	const op = "house.AddPasskey"
	actor := pana.ActorFrom(ctx)
	name, err := line(op, "passkey_name", name, 40)
	if err != nil {
		return err
	}
	k := keptPasskey{Passkey: Passkey{ID: pana.NewID(h.Now()), Name: name, Made: h.Now()}}
	handle, err := h.created(s, actor.Staff, &k.Credential)
	if err != nil {
		return err
	}
	add := func(b *passkeyBook) error {
		switch {
		case len(b.Keys) >= mostPasskeys:
			return pana.Refuse(op, "passkey", "passkey.many")
		case b.Handle != nil && string(b.Handle) != string(handle):
			return wrongPasskey(op) // the first two were made at once
		}
		b.Handle, b.Keys = handle, append(b.Keys, k)
		return nil
	}
	if book, err := h.passkeys(ctx, actor.Staff); err != nil {
		return err
	} else if err := add(&book); err != nil {
		return err
	}
	if err := h.setPasskeys(ctx); err != nil {
		return err
	}
	if len(s.Yield) > 0 {
		if err := h.wrap(ctx, k, s.Yield); err != nil {
			return err
		}
	}
	return h.changePasskeys(ctx, actor.Staff, add)
}

// created reads the answer to a question of BeginPasskey into made, and returns
// whose it is.
func (h *House) created(s Shown, staff pana.StaffID, made *webauthn.Credential) (handle []byte, err error) {
	const op = "house.AddPasskey"
	c, ok := h.asked.readQuestion(s.Ticket, staff, h.Now())
	if !ok || c.Handle == nil {
		return nil, wrongPasskey(op)
	}
	w, err := h.relying(c.Origin)
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(s.Answer)
	if err != nil {
		return nil, wrongPasskey(op)
	}
	credential, err := w.CreateCredential(passkeyBook{Handle: c.Handle}, c.Asked, parsed)
	if err != nil || !h.asked.spend(c, h.Now()) {
		return nil, wrongPasskey(op)
	}
	*made = *credential
	made.Attestation = webauthn.CredentialAttestation{} // who made the stick is not asked and not kept
	return c.Handle, nil
}

// wrap gives the passkey of the actor her keys.
func (h *House) wrap(ctx context.Context, k keptPasskey, yield []byte) error {
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return again("house.AddPasskey")
	}
	id, err := ring.Identity()
	if err != nil {
		return err
	}
	defer id.Clear()
	return h.Vault.AddPasskey(ctx, id, k.ID, k.Credential.ID, yield)
}

// RemovePasskey takes one of the actor's away: from then on it opens and answers
// nothing. It is safe to repeat.
func (h *House) RemovePasskey(ctx context.Context, id string) error {
	staff := pana.ActorFrom(ctx).Staff
	if err := h.setPasskeys(ctx); err != nil || id == "" {
		return err
	}
	if err := h.Vault.DropPasskey(ctx, staff, id); err != nil {
		return err
	}
	return h.changePasskeys(ctx, staff, func(b *passkeyBook) error {
		b.Keys = slices.DeleteFunc(b.Keys, func(k keptPasskey) bool { return k.ID == id })
		return nil
	})
}

// setPasskeys asks policy, writes the line of a change to the actor's passkeys and
// tells her of it.
func (h *House) setPasskeys(ctx context.Context) error {
	return h.setOwn(ctx, policy.KeepPasskeys, func(tx *db.Tx, r memberRow) error {
		return h.tellChanged(ctx, tx, r.ID, changedPasskeys)
	})
}

func wrongPasskey(op string) error {
	return &pana.Error{Op: op, Kind: pana.Invalid, Field: "passkey", Say: "passkey.wrong"}
}
