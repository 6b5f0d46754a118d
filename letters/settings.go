package letters

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

const (
	settingsTable = "letter_settings"
	settingsRow   = "1"
	mostHead      = 600 // runes
	headLines     = 8
)

// Settings are how the house heads its letters.
type Settings struct {
	Head    string // who writes, as it stands above a letter; never where the house stands
	Version int64
}

// Settings returns how the house heads its letters. Whoever sees letters may know it.
func (l *Letters) Settings(ctx context.Context) (Settings, error) {
	var set Settings
	if !policy.May(pana.ActorFrom(ctx), policy.SeeClientLetters) {
		return set, policy.Check(pana.ActorFrom(ctx), policy.KeepTemplates, policy.Subject{})
	}
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		set, err = l.settings(ctx, tx)
		return err
	})
	return set, err
}

func (l *Letters) settings(ctx context.Context, tx *db.Tx) (Settings, error) {
	sealed, version, err := headOf(ctx, tx)
	if err != nil || version == 0 {
		return Settings{}, err
	}
	head, err := l.h.OpenOwn(settingsTable, settingsRow, "head", sealed)
	return Settings{Head: head, Version: version}, err
}

// SetSettings changes how letters are headed, made from a row version. It needs
// KeepTemplates, and refuses more than eight lines ("letters.head.long") and a stale
// page.
func (l *Letters) SetSettings(ctx context.Context, head string, version int64) error {
	const op = "letters.SetSettings"
	return l.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepTemplates, policy.Subject{}); err != nil {
			return err
		}
		head, err := casework.Text(op, "head", head, mostHead)
		if err != nil {
			return err
		}
		if strings.Count(head, "\n") >= headLines {
			return pana.Refuse(op, "head", "letters.head.long")
		}
		sealed, err := l.h.SealOwn(settingsTable, settingsRow, "head", version+1, head)
		if err != nil {
			return err
		}
		done, err := setHead(ctx, tx, sealed, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"head"}})
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepTemplates, Object: settingsTable, Digests: [][32]byte{trail.Digest(settingsTable, settingsRow, string(sealed))}})
	})
}
