package house

import (
	"context"
	"regexp"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Themes lists what SetTheme knows; the empty one follows the machine.
func Themes() []string { return []string{"", "day", "night"} }

// SetLanguage changes the language the actor reads.
func (h *House) SetLanguage(ctx context.Context, language locale.Lang) error {
	if !staffLanguage(language) {
		return pana.Refuse("house.SetLanguage", "language", "setup.language")
	}
	return h.setSelf(ctx, func(tx *db.Tx, r memberRow) error { return updateLanguage(ctx, tx, r.ID, string(language)) })
}

// SetTheme changes the colours the actor sees.
func (h *House) SetTheme(ctx context.Context, theme string) error {
	if !slices.Contains(Themes(), theme) {
		return pana.Refuse("house.SetTheme", "theme", "self.theme")
	}
	return h.setSelf(ctx, func(tx *db.Tx, r memberRow) error { return updateTheme(ctx, tx, r.ID, theme) })
}

// ChangePassphrase gives the actor a new passphrase. With seen, someone else may
// know the old one and she gets a new key pair. All her sessions end; the cookie
// of a new one is returned. A wrong old passphrase is "self.passphrase.wrong".
func (h *House) ChangePassphrase(ctx context.Context, old, new string, seen bool) (cookie string, err error) {
	const op = "house.ChangePassphrase"
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.SetSelf, policy.Subject{Person: actor.Staff}); err != nil {
		return "", err
	}
	var row memberRow
	var name string
	var here toldSession
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		if row, err = present(ctx, tx, actor.Staff); err != nil {
			return err
		}
		if name, err = h.StaffName(ctx, tx, actor.Staff); err != nil {
			return err
		}
		here, err = findTold(ctx, tx, actor.Session)
		return err
	})
	if err != nil {
		return "", err
	}
	id, err := h.herself(ctx, op, old)
	if says(err, "signin.wrong") {
		return "", pana.Refuse(op, "old", "self.passphrase.wrong")
	}
	if err != nil {
		return "", err
	}
	defer id.Clear()
	if err := h.checkOwn(new); err != nil {
		return "", pana.AtField(err, "new")
	}
	if err := h.Vault.ChangePassphrase(ctx, id, name, old, name, new, seen); err != nil {
		return "", pana.AtField(err, "new")
	}
	e := Entry{Name: name, Passphrase: new, Device: here.Device, Address: here.address()}
	cookie, _, err = h.begin(ctx, id, e, row, actor.Grants, func(ctx context.Context, tx *db.Tx) error {
		if err := dropSessionsOf(ctx, tx, row.ID); err != nil {
			return err
		}
		if err := h.tellChanged(ctx, tx, row.ID, changedPassphrase); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SetSelf, Object: string(row.ID)})
	})
	return cookie, err
}

// A guess is one try at something that only the owner of a session knows.
type guess struct {
	h    *House
	what string
}

// guess counts a try at what from a session left open, and slows it like a try
// at the door ("signin.wait"). It counts for that session's owner alone: nobody
// keeps others from signing in by guessing here.
func (h *House) guess(op, what string, staff pana.StaffID) (guess, error) {
	g := guess{h, what + string(staff)}
	if wait := h.gate.tryName(g.what, g.what, h.Now()); wait > 0 {
		return g, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "signin.wait", With: map[string]any{"N": int(wait.Seconds()) + 1}}
	}
	return g, nil
}

// right forgives the tries before.
func (g guess) right() { g.h.gate.right(g.what, g.what, g.h.Now()) }

var phoneForm = regexp.MustCompile(`^\+?[0-9][0-9 ()-]{3,24}$`)

// SetOnCall says whether the actor is on call, and the phone she answers then.
func (h *House) SetOnCall(ctx context.Context, on bool, phone string) error {
	const op = "house.SetOnCall"
	phone, err := optionalLine(op, "phone", phone, 25)
	if err != nil {
		return err
	}
	if phone != "" && !phoneForm.MatchString(phone) {
		return pana.Refuse(op, "phone", "self.phone")
	}
	return h.setSelf(ctx, func(tx *db.Tx, r memberRow) error {
		sealed, err := h.write(r.ID, "phone", r.Version+1, phone)
		if err != nil {
			return err
		}
		return updateOnCall(ctx, tx, r.ID, on, sealed)
	})
}

// OnCall returns who is on call, with her phone. Whoever works here may know.
func (h *House) OnCall(ctx context.Context) ([]Member, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.SeeToday, policy.Subject{}); err != nil {
		return nil, err
	}
	var ms []Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		ms = nil
		rows, err := findOnCall(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			m, err := h.member(r)
			if err != nil {
				return err
			}
			ms = append(ms, m)
		}
		return nil
	})
	return ms, err
}
