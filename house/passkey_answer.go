package house

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// AskPasskey asks for a passkey: at the door anybody's, in a session the actor's
// own. What it asks is the same whoever is there, and it may be asked of a house
// that stands stopped: whoever types her passphrase too can start it.
func (h *House) AskPasskey(ctx context.Context, origin Origin) (Question, error) {
	if h.State() == Empty {
		return Question{}, h.running("house.AskPasskey")
	}
	w, err := h.relying(origin)
	if err != nil {
		return Question{}, err
	}
	ask, asked, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired),
		webauthn.WithAssertionExtensions(webauthn.WithExtensionPRF(protocol.PRFValues{First: yieldAsked[:]})))
	if err != nil {
		return Question{}, &pana.Error{Op: "house.AskPasskey", Say: "db.failed", Err: err}
	}
	c := ceremony{Origin: origin, Asked: *asked, Staff: pana.ActorFrom(ctx).Staff, Until: h.Now().Add(ceremonyLasts)}
	if c.Staff != "" {
		c.Until = h.Now().Add(ProofLasts) // it stands in a page that is read first
	}
	ticket, err := h.asked.put(c)
	return Question{ticket, ask.Response}, err
}

// answered checks the answer of a passkey to a question put to asker, once, and
// returns whose it is. It remembers the count of its uses: one whose count went
// back is "passkey.copied", now and from then on. All else is "signin.wrong".
func (h *House) answered(ctx context.Context, s Shown, asker pana.StaffID) (staff pana.StaffID, k keptPasskey, err error) {
	c, ok := h.asked.readQuestion(s.Ticket, asker, h.Now())
	if !ok || c.Handle != nil {
		return "", k, wrong()
	}
	w, err := h.relying(c.Origin)
	if err != nil {
		return "", k, wrong()
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(s.Answer)
	if err != nil {
		return "", k, wrong()
	}
	fresh, err := w.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		book := passkeyBook{}
		var err error
		staff, book, err = h.whosePasskey(ctx, handle)
		return book, err
	}, c.Asked, parsed)
	if err != nil || staff == "" || !h.asked.spend(c, h.Now()) {
		return "", k, wrong()
	}
	copied := false
	err = h.changePasskeys(ctx, staff, func(b *passkeyBook) error {
		at := slices.IndexFunc(b.Keys, func(k keptPasskey) bool { return bytes.Equal(k.Credential.ID, fresh.ID) })
		if at < 0 {
			return wrong() // taken away just now
		}
		kept := &b.Keys[at]
		kept.Credential.Authenticator.UpdateCounter(parsed.Response.AuthenticatorData.Counter)
		kept.Credential.Flags = fresh.Flags
		kept.Copied = kept.Copied || kept.Credential.Authenticator.CloneWarning
		if copied = kept.Copied; !copied {
			kept.Used = h.Now()
		}
		k = *kept
		return nil
	})
	if err == nil && copied {
		err = &pana.Error{Op: "house.answered", Kind: pana.Forbidden, Field: "passkey", Say: "passkey.copied"}
	}
	return staff, k, err
}

// whosePasskey returns who works here and has handle.
func (h *House) whosePasskey(ctx context.Context, handle []byte) (staff pana.StaffID, found passkeyBook, err error) {
	var rows []memberRow
	if err := h.DB.View(ctx, func(tx *db.Tx) (err error) { rows, err = findMembers(ctx, tx); return err }); err != nil {
		return "", found, err
	}
	for _, r := range rows {
		if r.Ended != "" {
			continue
		}
		b, err := h.passkeys(ctx, r.ID)
		if err != nil {
			return "", found, err
		}
		if len(b.Handle) > 0 && bytes.Equal(b.Handle, handle) {
			staff, found = r.ID, b
		}
	}
	if staff == "" {
		err = wrong()
	}
	return staff, found, err
}

// signInPasskey begins a session for whose passkey e shows, without a passphrase:
// the passkey asked for finger, face or PIN itself, so no other code is asked for. One
// that holds no keys is told so ("passkey.second"), and in a stopped house all are
// ("passkey.stopped").
func (h *House) signInPasskey(ctx context.Context, e Entry) (string, *Session, error) {
	if h.State() != Started {
		return "", nil, &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Say: "passkey.stopped"}
	}
	staff, k, err := h.answered(ctx, e.Shown, "")
	if err != nil {
		return "", nil, err
	}
	id, err := h.Vault.OpenPasskey(ctx, k.Credential.ID, e.Shown.Yield)
	if says(err, "signin.wrong") {
		return "", nil, &pana.Error{Op: "house.SignIn", Kind: pana.Forbidden, Field: "passkey", Say: "passkey.second"}
	}
	if err != nil {
		return "", nil, err
	}
	defer id.Clear()
	if id.Staff != staff {
		return "", nil, wrong()
	}
	row, grants, err := h.comeIn(ctx, staff, func(*db.Tx, memberRow) error { return nil })
	if err != nil {
		return "", nil, err
	}
	return h.begin(ctx, id, e, row, grants, nil)
}

// secondStep says whether id, who typed her passphrase, showed a passkey of hers
// too. One that has lost her keys, or never got them, gets them now.
func (h *House) secondStep(ctx context.Context, id *seal.Identity, e Entry) (shown bool, err error) {
	if e.Shown.Ticket == "" {
		return false, nil
	}
	staff, k, err := h.answered(ctx, e.Shown, "")
	if err != nil {
		return false, err
	}
	if staff != id.Staff {
		return false, wrong()
	}
	if opening, err := h.Vault.Passkeys(ctx, staff); err != nil {
		return false, err
	} else if len(e.Shown.Yield) == seal.PasskeyBytes && !slices.Contains(opening, k.ID) {
		if err := h.Vault.AddPasskey(ctx, id, k.ID, k.Credential.ID, e.Shown.Yield); err != nil {
			h.log.Error("give a passkey the keys of its owner", "err", err)
		}
	}
	return true, nil
}

// ProvePasskey is Prove with a passkey of the actor's instead of her passphrase.
func (h *House) ProvePasskey(ctx context.Context, s Shown) error {
	began := time.Now()
	me := pana.ActorFrom(ctx).Staff
	if me == "" {
		return again("house.ProvePasskey")
	}
	guess, err := h.guess("house.ProvePasskey", "session of ", me)
	if err != nil {
		return err
	}
	staff, _, err := h.answered(ctx, s, me)
	if err == nil && staff != me {
		err = wrong()
	}
	if says(err, "signin.wrong") {
		h.refused(ctx, "")
		Quiet(ctx, began, hush)
	}
	if err != nil {
		return err
	}
	guess.right()
	return h.noteProof(ctx)
}
