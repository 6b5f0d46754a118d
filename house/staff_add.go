package house

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// NewStaff is someone about to work in the house.
type NewStaff struct {
	Name     string // she signs in with it
	Title    string
	Language locale.Lang
	Grants   []pana.Grant
}

// invitationLasts is how long an invitation may be used.
const invitationLasts = 7 * 24 * time.Hour

// AddStaff gives someone an account with grants, and returns the one-time
// invitation with which she sets her own passphrase; it works for seven days.
// It refuses a name that another member signs in with ("staff.name.taken") and
// grants that cannot be (see Grant).
func (h *House) AddStaff(ctx context.Context, n NewStaff) (id pana.StaffID, invitation string, err error) {
	const op = "house.AddStaff"
	if n.Name, err = line(op, "name", n.Name, 80); err != nil {
		return "", "", err
	}
	if n.Title, err = optionalLine(op, "title", n.Title, 80); err != nil {
		return "", "", err
	}
	if n.Language == "" {
		n.Language = h.Settings().Language
	}
	if !staffLanguage(n.Language) {
		return "", "", pana.Refuse(op, "language", "setup.language")
	}
	if len(n.Grants) == 0 {
		return "", "", pana.Refuse(op, "role", "staff.role.missing")
	}
	invitation, sum, err := h.newInvitation()
	if err != nil {
		return "", "", err
	}
	err = h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.AddStaff, policy.Subject{}); err != nil {
			return err
		}
		sites, err := findSites(ctx, tx)
		if err != nil {
			return err
		}
		id = pana.StaffID(tx.ID())
		today := h.Today(tx.Now)
		if err := h.insertPerson(ctx, tx, id, n.Name, n.Title, n.Language, today); err != nil {
			return err
		}
		for i := range n.Grants {
			g := n.Grants[i]
			if err := checkGrant(op, &g, sites); err != nil {
				return err
			}
			if err := insertGrant(ctx, tx, id, g, today); err != nil {
				return err
			}
		}
		if err := insertInvitation(ctx, tx, sum, id, false, tx.Now); err != nil {
			return err
		}
		tx.AfterCommit(func() { h.learn(id, n.Name) })
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AddStaff, Object: string(id)})
	})
	if err != nil {
		return "", "", err
	}
	return id, invitation, nil
}

// insertPerson writes a member's row, her name sealed.
func (h *House) insertPerson(ctx context.Context, tx *db.Tx, id pana.StaffID, name, title string, language locale.Lang, today pana.Date) error {
	const op = "house.insertPerson"
	token, err := h.nameToken(name)
	if err != nil {
		return err
	}
	taken, err := nameTaken(ctx, tx, token)
	if err != nil {
		return err
	}
	if taken {
		return nameIsTaken(op)
	}
	r := memberRow{ID: id, Language: string(language), Joined: today}
	if r.Name, err = h.write(id, "name", 1, name); err != nil {
		return err
	}
	if r.Title, err = h.write(id, "title", 1, title); err != nil {
		return err
	}
	if err := insertMember(ctx, tx, r, token); db.IsUnique(err) {
		return nameIsTaken(op)
	} else {
		return err
	}
}

func nameIsTaken(op string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "staff.name.taken"}
}

// newInvitation returns the text of an invitation, easy to type from paper, and
// how it rests in the database.
func (h *House) newInvitation() (text string, sum []byte, err error) {
	var b [20]byte
	rand.Read(b[:])
	text = strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
	sum, err = h.invitationSum(text)
	return text, sum, err
}

// invitationSum stands for an invitation under the key of the house: whoever runs
// the database can neither read one there nor write one for somebody else.
func (h *House) invitationSum(text string) ([]byte, error) {
	keys, err := h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer keys.Clear()
	key := keys.Key.Derive("invitations")
	defer clear(key[:])
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' }), ""))))
	return mac.Sum(nil), nil
}
