package house

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// A Kit is the recovery kit of the house: three printed sheets, any two of which
// open everything when nobody who may is left.
type Kit struct {
	Number  int // the how many-th of this house; zero when none was ever printed
	Drawn   time.Time
	Proven  bool      // a real restore was done with two of its sheets
	Drilled time.Time // the last such restore
	Circles int       // how many circles it opened then
	Holders [3]string // who keeps which sheet, in the house's own words
	Used    time.Time // when access was last recovered with it; zero for never
	UsedFor pana.StaffID
	Later   int // how often it was put off

	Anew    string    // why it must be made anew; see AnewLeft and AnewLost
	Next    time.Time // when another was drawn that is not proven yet; zero for none
	Waiting bool      // circles wait for one of their people, before that other can be proven
}

// Why a kit must be made anew.
const (
	AnewLeft = "left" // somebody left who keeps a sheet, or who led the house
	AnewLost = "lost" // a sheet was lost, or seen by somebody
)

const (
	drillEvery = 90 * 24 * time.Hour
	drillLate  = 180 * 24 * time.Hour

	// mostLater is how often a house with files may put its kit off.
	mostLater = 3
)

// Due returns the day of the next drill.
func (k Kit) Due() time.Time { return k.Drilled.Add(drillEvery) }

// Late reports whether nobody has proven for half a year that the sheets work.
func (k Kit) Late(now time.Time) bool { return k.Proven && now.Sub(k.Drilled) > drillLate }

// MayWait reports whether the kit may be put off once more.
func (k Kit) MayWait() bool { return !k.Proven && k.Later < mostLater }

// Kit returns the kit in force, or the one drawn when none is. Only who keeps the kit may know who holds its sheets.
func (h *House) Kit(ctx context.Context) (Kit, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepKit, policy.Subject{}); err != nil {
		return Kit{}, err
	}
	var k Kit
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		r, found, err := findKit(ctx, tx)
		if err != nil || !found {
			return err
		}
		if k, err = h.kit(r); err != nil {
			return err
		}
		next, found, err := findDrawn(ctx, tx)
		if found && k.Proven {
			k.Next = db.FromMicros(next.Drawn)
		}
		return err
	})
	if err == nil && !k.Next.IsZero() {
		_, k.Waiting, err = h.Vault.NextPending(ctx)
	}
	return k, err
}

func (h *House) kit(r kitRow) (Kit, error) {
	k := Kit{Number: r.Number, Drawn: db.FromMicros(r.Drawn), Proven: r.Proven != 0, Circles: r.Circles, UsedFor: r.UsedFor, Later: r.Later, Anew: r.Anew}
	if r.Drilled != 0 {
		k.Drilled = db.FromMicros(r.Drilled)
	}
	if r.Used != 0 {
		k.Used = db.FromMicros(r.Used)
	}
	text, err := h.read(pana.StaffID(r.ID), "holders", r.Holders)
	if err != nil || text == "" {
		return k, err
	}
	if err := json.Unmarshal([]byte(text), &k.Holders); err != nil {
		return k, &pana.Error{Op: "house.Kit", Kind: pana.Internal, Say: "seal.damaged"}
	}
	return k, nil
}

// KitMissing reports whether the house has no proven kit: what it keeps would be
// lost with the passphrases of the two who lead it.
func (h *House) KitMissing(ctx context.Context) (bool, error) { return h.Vault.RecoveryLoose(ctx) }

// sheetOf says which sheet of a kit words are: its number, or an
// Invalid error that says what is wrong with it.
func sheetOf(r kitRow, field, words string) (int, error) {
	mark, err := seal.SheetMark(words)
	if err != nil {
		return 0, pana.AtField(err, field)
	}
	for i := range 3 {
		if len(r.Marks) == 3*len(mark) && bytes.Equal(r.Marks[i*len(mark):(i+1)*len(mark)], mark) {
			return i + 1, nil
		}
	}
	return 0, pana.Refuse("house.sheetOf", field, "kit.other")
}

// CheckSheet says which sheet of the present kit words are, without any other
// sheet. A mistyped one is refused with what is wrong, a sheet of an earlier kit
// or of another house with "kit.other".
func (h *House) CheckSheet(ctx context.Context, words string) (n int, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepKit, policy.Subject{}); err != nil {
		return 0, err
	}
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		r, _, err := findKit(ctx, tx)
		if err == nil {
			n, err = sheetOf(r, "sheet", words)
		}
		return err
	})
	return n, err
}

// LaterKit puts the kit off until the next sign-in; after the third time it is
// refused with "kit.now".
func (h *House) LaterKit(ctx context.Context) error {
	return h.changeKit(ctx, findKit, func(tx *db.Tx, k *kitRow) error {
		if k.Proven != 0 || k.Later >= mostLater {
			return &pana.Error{Op: "house.LaterKit", Kind: pana.Conflict, Say: "kit.now"}
		}
		k.Later++
		return nil
	})
}

// siteIDs are the sites of the house.
func (h *House) siteIDs() []pana.SiteID {
	var ids []pana.SiteID
	for _, s := range h.SiteList() {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	return ids
}
