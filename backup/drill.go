package backup

import (
	"context"
	"os"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Drill restores the newest set of folder into a place of its own, as a house
// that was lost would be, looks it through, and removes it again. It needs no
// sheet: the started house opens its own sets. It returns what was restored, and
// refuses as Restore does, and a set in which keys are missing that its words need
// ("backup.keyless"). It opens no word.
func (b *Backup) Drill(ctx context.Context, folder string, say Progress) (rep Report, err error) {
	actor := pana.ActorFrom(ctx)
	if actor.Staff != house.Itself {
		if err := policy.Check(actor, policy.RunBackup, policy.Subject{}); err != nil {
			return rep, err
		}
	}
	if folder, err = b.outside(folder); err != nil {
		return rep, err
	}
	keys, err := b.h.Vault.House()
	if err != nil {
		return rep, err
	}
	defer keys.Clear()
	aside, err := os.MkdirTemp(b.h.Dir(), ".drill-*")
	if err != nil {
		return rep, invalid("house.folder", plain(err))
	}
	defer os.RemoveAll(aside)
	r := Restore{From: folder, Dir: aside, Schema: b.h.Tables(), Clock: b.h.DB.Now, Progress: say, drill: true}
	set, err := r.choose()
	if err != nil {
		return rep, err
	}
	rep, err = r.into(ctx, aside, set, opener{house: keys}, func(v *seal.Vault) error { return v.StartLike(ctx, b.h.Vault) })
	if err != nil {
		return rep, err
	}
	return rep, b.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := setTried(ctx, tx, rep.Sequence); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RunBackup, Object: "drill"})
	})
}

// Newest returns the newest set the house remembers; false when there is none.
func (b *Backup) Newest(ctx context.Context) (m Made, found bool, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.RunBackup, policy.Subject{}); err != nil {
		return m, false, err
	}
	err = b.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		m, found, err = newest(ctx, tx)
		return err
	})
	return m, found, err
}
