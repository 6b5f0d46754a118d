package backup

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

// When the house makes and tries sets by itself, and when it says that none was made.
const (
	every     = 24 * time.Hour
	tryEvery  = 7 * 24 * time.Hour
	tooOld    = 48 * time.Hour
	triedLate = 14 * 24 * time.Hour
)

// A Standing is how the backups of the house stand.
type Standing struct {
	Folder string // where the house makes sets by itself; empty for nowhere
	Newest Made   // zero when there is none
	Tried  int64  // when any set was last restored aside, in microseconds; 0 for never
	Say    string // what must be said of it; empty when all is well
}

// trouble is what went wrong the last time the house tried by itself; memory
// only, since the age of the newest set says the same after a restart.
type trouble struct {
	mu  sync.Mutex
	say string
}

// Standing says how old the newest set is and what to do about it.
func (b *Backup) Standing(ctx context.Context) (s Standing, err error) {
	if s.Newest, _, err = b.Newest(ctx); err != nil {
		return s, err
	}
	kit := int64(0)
	err = b.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if s.Tried, err = lastTried(ctx, tx); err == nil {
			kit, err = renewed(ctx, tx)
		}
		return err
	})
	if err != nil {
		return s, err
	}
	s.Folder = b.h.Settings().BackupTo
	now := b.h.Now()
	b.trouble.mu.Lock()
	defer b.trouble.mu.Unlock()
	switch {
	case b.trouble.say != "":
		s.Say = b.trouble.say
	case s.Newest.Sequence == 0:
		s.Say = "backup.say.none"
	case s.Newest.At < kit:
		s.Say = "backup.say.kit"
	case now.Sub(db.FromMicros(s.Newest.At)) > tooOld:
		s.Say = "backup.say.old"
	case s.Tried == 0 && now.Sub(db.FromMicros(s.Newest.At)) > triedLate, s.Tried != 0 && now.Sub(db.FromMicros(s.Tried)) > triedLate:
		s.Say = "backup.say.untried"
	}
	return s, nil
}

// Tasks are what the house does by itself: a set a day, and once a week it
// restores the newest one aside.
func (b *Backup) Tasks() []house.Task {
	return []house.Task{{Name: "backup", Every: 10 * time.Minute, Run: b.Keep}}
}

// Keep makes a set when one is due and tries one when that is due. Without a
// folder, or before the recovery kit is proven, it does nothing.
func (b *Backup) Keep(ctx context.Context) error {
	folder := b.h.Settings().BackupTo
	missing, err := b.h.KitMissing(ctx)
	if folder == "" || missing || err != nil {
		return err
	}
	var last Made
	var tried, kit int64
	err = b.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if last, err = b.newestIn(ctx, tx, folder); err == nil {
			tried, err = lastTried(ctx, tx)
		}
		if err == nil {
			kit, err = renewed(ctx, tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	now := b.h.Now()
	if last.Sequence == 0 || last.At < kit || now.Sub(db.FromMicros(last.At)) >= every || now.Before(db.FromMicros(last.At)) {
		if _, err = b.Run(ctx, folder, nil); err != nil {
			return b.noting(err)
		}
	}
	if tried == 0 || now.Sub(db.FromMicros(tried)) >= tryEvery {
		_, err = b.Drill(ctx, folder, nil)
	}
	return b.noting(err)
}

// newestIn returns the newest of the last sets that was made in folder; zero when
// none was: a set by hand on a stick does not stand for the one of the day.
func (b *Backup) newestIn(ctx context.Context, tx *db.Tx, folder string) (Made, error) {
	keys, err := b.h.Vault.House()
	if err != nil {
		return Made{}, err
	}
	defer keys.Clear()
	made, err := lastSets(ctx, tx)
	if err != nil {
		return Made{}, err
	}
	for _, m := range made {
		place, err := keys.Key.Open(placeOf(m.Sequence), m.Place)
		if err == nil && string(place) == filepath.Clean(folder) { // a place that does not open is no reason to make none
			return m, nil
		}
	}
	return Made{}, nil
}

// noting keeps what the house must say of err until the next try went well.
func (b *Backup) noting(err error) error {
	b.trouble.mu.Lock()
	defer b.trouble.mu.Unlock()
	b.trouble.say = ""
	if err != nil {
		b.trouble.say = "backup.say.failed"
		if e, ok := err.(*pana.Error); ok && e.Kind == pana.Invalid {
			b.trouble.say = e.Say
		}
	}
	return err
}
