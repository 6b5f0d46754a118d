package house

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// What lets somebody in and was changed.
const (
	changedPassphrase = "notice.changed.passphrase"
	changedFactor     = "notice.changed.factor"
	changedPasskeys   = "notice.changed.passkeys"
)

// tellChanged tells staff that something was changed that lets her in, whoever did
// it, herself too: at an open page of hers it may have been somebody else. The
// passphrase of danger is told of nowhere.
func (h *House) tellChanged(ctx context.Context, tx *db.Tx, staff pana.StaffID, what string) error {
	return insertNotice(ctx, tx, tx.ID(), staff, Notice{Say: what, By: pana.ActorFrom(ctx).Staff, At: db.Micros(tx.Now)})
}

// tellReplaced tells whose row it is that she has a new passphrase from outside of a
// session, and what else went with the old one: her code, her passkeys.
func (h *House) tellReplaced(ctx context.Context, tx *db.Tx, r memberRow, factorGone, passkeysGone bool) error {
	f, err := h.factor(r)
	if err != nil {
		return err
	}
	for what, changed := range map[string]bool{changedPassphrase: true, changedFactor: factorGone && f.Confirmed, changedPasskeys: passkeysGone} {
		if changed {
			if err := h.tellChanged(ctx, tx, r.ID, what); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostRefused is how far a notice counts what was refused since she was here.
const mostRefused = 1000

// tellRefused tells staff, who signs in, how often her name was refused at the door
// since she signed in last; the moment of the notice is that of the last refusal.
// From where is kept nowhere.
func (h *House) tellRefused(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	since, err := trail.LastSignIn(ctx, tx, staff)
	if err != nil {
		return err
	}
	since = max(since, db.Micros(tx.Now.AddDate(0, 0, -NoticeDays)))
	n, last, err := trail.RefusedSince(ctx, tx, staff, since, mostRefused)
	if err != nil || n == 0 {
		return err
	}
	return insertNotice(ctx, tx, tx.ID(), staff, Notice{Say: "notice.refused", By: staff, N: n, At: last})
}

// guessedNotice is how many refusals of one name in a day are no slip any more.
const guessedNotice = 100

// tellGuessed tells those who lead the house, once a day, that somebody guesses at
// the name of staff. Callers write the line of this refusal after it. For a name
// nobody has it asks the same and tells nobody.
func (h *House) tellGuessed(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	now := tx.Now.In(h.Zone())
	morning := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	n, _, err := trail.RefusedSince(ctx, tx, staff, db.Micros(morning)-1, guessedNotice)
	if err != nil || staff == "" || n != guessedNotice-1 {
		return err
	}
	return h.TellHeads(ctx, tx, Notice{Say: "notice.guessed", Object: string(staff), N: guessedNotice})
}
