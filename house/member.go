package house

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// A Member is someone who works in the house and signs in.
type Member struct {
	ID           pana.StaffID
	Name         string
	Title        string
	Language     locale.Lang
	Grants       []pana.Grant // those that hold
	OnCall       bool
	Phone        string // only in OnCall and Self
	Joined       pana.Date
	Ended        pana.Date // empty while she works here
	Invited      bool      // an invitation is open: she has not set her passphrase yet
	SecondFactor bool
	Version      int64
}

// Staff returns everyone who works or worked here, by name. It needs SeeStaff.
func (h *House) Staff(ctx context.Context) ([]Member, error) {
	var ms []Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeStaff, policy.Subject{}); err != nil {
			return err
		}
		var err error
		ms, err = h.Roster(ctx, tx)
		return err
	})
	return ms, err
}

// Roster returns the same inside a transaction, for chapters that offer a choice
// of colleagues and have asked policy for their own act.
func (h *House) Roster(ctx context.Context, tx *db.Tx) ([]Member, error) {
	rows, err := findMembers(ctx, tx)
	if err != nil {
		return nil, err
	}
	grants, err := findGrants(ctx, tx)
	if err != nil {
		return nil, err
	}
	invited, err := findInvited(ctx, tx)
	if err != nil {
		return nil, err
	}
	ms := make([]Member, 0, len(rows))
	for _, r := range rows {
		m, err := h.member(r)
		if err != nil {
			return nil, err
		}
		m.Phone = ""
		m.Grants = grants[r.ID]
		m.Invited = slices.Contains(invited, r.ID)
		ms = append(ms, m)
	}
	reader := locale.For(h.Settings().Language, locale.Client)
	slices.SortStableFunc(ms, func(a, b Member) int {
		switch {
		case reader.Less(a.Name, b.Name):
			return -1
		case reader.Less(b.Name, a.Name):
			return 1
		}
		return 0
	})
	return ms, nil
}

// Self returns the actor's own account, with her phone.
func (h *House) Self(ctx context.Context) (Member, error) {
	var m Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.SetSelf, policy.Subject{Person: actor.Staff}); err != nil {
			return err
		}
		r, err := getMember(ctx, tx, actor.Staff)
		if err != nil {
			return err
		}
		m, err = h.member(r)
		m.Grants = actor.Grants
		return err
	})
	return m, err
}

// StaffName returns the name of a member, also of one who has left. It is kept
// in memory while the house is started. Nobody is NotFound "staff.absent".
func (h *House) StaffName(ctx context.Context, tx *db.Tx, id pana.StaffID) (string, error) {
	if id == Itself {
		return "Pana", nil
	}
	if name, ok := h.known(id); ok {
		return name, nil
	}
	r, err := getMember(ctx, tx, id)
	if err != nil {
		return "", err
	}
	name, err := h.read(id, "name", r.Name)
	if err != nil {
		return "", err
	}
	h.learn(id, name)
	return name, nil
}

func (h *House) known(id pana.StaffID) (string, bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	name, ok := h.names[id]
	return name, ok
}

func (h *House) learn(id pana.StaffID, name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.names != nil {
		h.names[id] = name
	}
}

// member opens a row.
func (h *House) member(r memberRow) (Member, error) {
	m := Member{ID: r.ID, Language: locale.Lang(r.Language), OnCall: r.OnCall,
		Joined: r.Joined, Ended: r.Ended, Version: r.Version}
	var err error
	if m.Name, err = h.read(r.ID, "name", r.Name); err != nil {
		return m, err
	}
	if m.Title, err = h.read(r.ID, "title", r.Title); err != nil {
		return m, err
	}
	if m.Phone, err = h.read(r.ID, "phone", r.Phone); err != nil {
		return m, err
	}
	f, err := h.factor(r)
	m.SecondFactor = f.Confirmed
	return m, err
}

// write seals a field of a staff row under the house key; an empty text stays empty.
func (h *House) write(id pana.StaffID, field string, number int64, text string) ([]byte, error) {
	if text == "" {
		return []byte{}, nil
	}
	keys, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	return keys.Key.Seal(staffPlace(id, field), uint64(number), []byte(text)), nil
}

// read opens what write sealed.
func (h *House) read(id pana.StaffID, field string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	keys, err := h.Vault.House()
	if err != nil {
		return "", err
	}
	defer keys.Clear()
	text, err := keys.Key.Open(staffPlace(id, field), sealed)
	return string(text), err
}

func staffPlace(id pana.StaffID, field string) seal.Place {
	return seal.Place{Table: "staff", Row: string(id), Field: field, Owner: seal.Owner(id)}
}

// nameToken stands for a sign-in name in the unique index, so that nobody shares
// one and the database holds none.
func (h *House) nameToken(name string) ([]byte, error) {
	keys, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	key := keys.Key.Derive("staff names")
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(fold(name)))
	return mac.Sum(nil), nil
}
