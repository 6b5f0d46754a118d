package backup

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Run makes a set in folder while the house works. Each file is written under
// another name, made to last, read back and compared, and only then gets its
// own; the note comes last, so that a set is whole or not there. Sets and keys
// that are too old leave the folder afterwards. Older sets are never touched
// before the new one stands.
//
// It refuses a folder that is not there or cannot be written ("backup.folder"),
// the house's own ("backup.inside"), one with sets of another house
// ("backup.foreign"), a full one ("backup.full"), and a house whose kit is not
// proven ("backup.kit"): nobody could open its sets.
func (b *Backup) Run(ctx context.Context, folder string, say Progress) (Report, error) {
	const op = "backup.Run"
	actor := pana.ActorFrom(ctx)
	if actor.Staff != house.Itself {
		if err := policy.Check(actor, policy.RunBackup, policy.Subject{}); err != nil {
			return Report{}, err
		}
	}
	if missing, err := b.h.KitMissing(ctx); err != nil {
		return Report{}, err
	} else if missing {
		return Report{}, &pana.Error{Op: op, Kind: pana.Conflict, Say: "backup.kit"}
	}
	folder, err := b.outside(folder)
	if err != nil {
		return Report{}, err
	}
	n, rows, err := b.make(ctx, folder, say)
	if err != nil {
		return Report{}, err
	}
	r := Report{Sequence: n.Sequence, At: db.FromMicros(n.At), Rows: rows, Bytes: n.Data.Size + n.Keys.Size}
	if err := b.done(ctx, r, folder); err != nil {
		return r, err
	}
	return r, thin(folder, n)
}

// make writes the three files of a set into folder.
func (b *Backup) make(ctx context.Context, folder string, say Progress) (n note, rows int64, err error) {
	if err := b.h.Vault.Refresh(ctx); err != nil {
		return n, 0, err
	}
	keys, err := b.h.Vault.House()
	if err != nil {
		return n, 0, err
	}
	defer keys.Clear()
	if n, err = b.begin(ctx, folder, keys); err != nil {
		return n, 0, err
	}
	// Rows first: every key that they need is committed before they are.
	n.Data, err = b.write(folder, fileName(n.Sequence, "data"), keys, func(w io.Writer) error {
		rows, err = writeRows(ctx, b.h.DB, b.h.Tables(), w, say)
		return err
	})
	if err != nil {
		return n, 0, err
	}
	n.Keys, err = b.write(folder, fileName(n.Sequence, "keys"), keys, func(w io.Writer) error {
		out := &counter{w: w}
		if err := b.h.Vault.Dump(ctx, out); err != nil {
			return err
		}
		_, err := io.WriteString(w, padding(out.n))
		return err
	})
	if err == nil {
		var text []byte
		if text, err = n.sign(keys.Signer()); err == nil {
			err = keep(folder, fileName(n.Sequence, "note"), text)
		}
	}
	if err != nil {
		return n, 0, errors.Join(err, drop(folder, n.Data.Name), drop(folder, n.Keys.Name))
	}
	return n, rows, nil
}

// padding is as much space as makes a file of n bytes a whole number of steps
// long and a few steps longer, so that its size does not tell of one file more.
func padding(n int64) string {
	const step = 64 << 10
	var more [1]byte
	rand.Read(more[:])
	return strings.Repeat(" ", int(step-n%step)+int(more[0]%4)*step)
}

// outside returns folder cleaned, and refuses the house's own, and one that is not
// named from its beginning: where the program was started is nobody's choice.
func (b *Backup) outside(folder string) (string, error) {
	abs := filepath.Clean(folder)
	if folder == "" {
		return "", invalid("backup.folder", nil)
	}
	if !filepath.IsAbs(abs) {
		return "", invalid("backup.whole", nil)
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		return "", invalid("backup.folder", plain(err))
	}
	if dir := b.h.Dir(); dir != "" {
		own, err := filepath.Abs(dir)
		if err != nil {
			return "", invalid("backup.folder", err)
		}
		if rel, err := filepath.Rel(own, abs); err == nil && (rel == "." || filepath.IsLocal(rel)) {
			return "", invalid("backup.inside", nil)
		}
	}
	return abs, nil
}

// begin is the note of the next set: its number is higher than any that the
// house or the folder knows.
func (b *Backup) begin(ctx context.Context, folder string, keys *seal.HouseKeys) (note, error) {
	kit := sha256.Sum256(keys.Recovery)
	n := note{Format: noteFormat, Version: 2, House: keys.Public(), Kit: kit[:]}
	there, err := notesIn(folder)
	if err != nil {
		return n, err
	}
	for _, old := range there {
		if !slices.Equal(old.House, n.House) {
			return n, invalid("backup.foreign", nil)
		}
		n.Sequence = max(n.Sequence, old.Sequence)
	}
	err = b.h.DB.View(ctx, func(tx *db.Tx) error {
		last, err := lastSequence(ctx, tx)
		if err != nil {
			return err
		}
		n.Sequence, n.At = max(n.Sequence, last)+1, db.Micros(tx.Now)
		if n.Left, err = departed(ctx, tx); err != nil {
			return err
		}
		if n.Erased, err = erasure.Tokens(ctx, tx); err != nil {
			return err
		}
		n.Notes, err = erasure.GoneNotes(ctx, tx, keys)
		return err
	})
	return n, err
}

// write writes one file of a set and reads it back.
func (b *Backup) write(folder, name string, keys *seal.HouseKeys, fill func(io.Writer) error) (p part, err error) {
	aside := filepath.Join(folder, name+".new")
	f, err := os.OpenFile(aside, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return p, writing(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(aside)
		}
	}()
	sum := sha256.New()
	counted := &counter{w: io.MultiWriter(f, sum)}
	sealed, err := age.Encrypt(counted, recipient{keys})
	if err != nil {
		return p, writing(err)
	}
	if err := fill(sealed); err != nil {
		return p, writing(err)
	}
	for _, last := range []func() error{sealed.Close, f.Sync, f.Close} {
		if err = last(); err != nil {
			return p, writing(err)
		}
	}
	p = part{Name: name, Size: counted.n, Sum: sum.Sum(nil)}
	if err = os.Rename(aside, filepath.Join(folder, name)); err != nil {
		return p, writing(err)
	}
	if err = p.check(folder); err == nil {
		err = opens(folder, p, keys)
	}
	return p, err
}

// opens reads a file of a set to its end with the house's own key.
func opens(folder string, p part, keys *seal.HouseKeys) error {
	f, err := os.Open(filepath.Join(folder, p.Name))
	if err != nil {
		return invalid("backup.folder", plain(err))
	}
	defer f.Close()
	r, err := age.Decrypt(f, opener{house: keys})
	if err != nil {
		return opening(err)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return opening(err)
	}
	return nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// keep writes a small file so that it is there whole or not at all.
func keep(folder, name string, text []byte) error {
	aside := filepath.Join(folder, name+".new")
	f, err := os.OpenFile(aside, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return writing(err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(aside, filepath.Join(folder, name))
	}
	if err != nil {
		os.Remove(aside)
		return writing(err)
	}
	if d, err := os.Open(folder); err == nil {
		d.Sync() // where the system can do that
		d.Close()
	}
	return nil
}

func drop(folder, name string) error {
	if name == "" {
		return nil
	}
	if err := os.Remove(filepath.Join(folder, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return writing(err)
	}
	return nil
}

// writing turns an error of writing into a sentence: no room, or no folder.
func writing(err error) error {
	if _, ok := errors.AsType[*pana.Error](err); ok || err == nil {
		return err
	}
	if db.Full(err) {
		return &pana.Error{Op: "backup.write", Kind: pana.Conflict, Say: "backup.full", Err: plain(err)}
	}
	return invalid("backup.folder", plain(err))
}

// thin removes what is too old from folder: data after ninety days, keys after
// fourteen or when three younger ones are there, and those that open to the sheets
// of an earlier kit at once. The set just made stays, and the newest data of
// before too: its keys are in the new set.
func thin(folder string, now note) error {
	all, err := notesIn(folder)
	if err != nil {
		return err
	}
	for i, n := range all {
		if n.Sequence >= now.Sequence {
			continue
		}
		age := db.FromMicros(now.At).Sub(db.FromMicros(n.At))
		younger := len(all) - 1 - i
		if age > keepKeys || younger >= mostKeys || !slices.Equal(n.Kit, now.Kit) {
			err = errors.Join(err, drop(folder, n.Keys.Name))
		}
		if age > keepData && younger > 1 {
			err = errors.Join(err, drop(folder, fileName(n.Sequence, "note")), drop(folder, n.Data.Name), drop(folder, n.Keys.Name))
		}
	}
	return err
}

// done writes down in the house that a set was made.
func (b *Backup) done(ctx context.Context, r Report, folder string) error {
	keys, err := b.h.Vault.House()
	if err != nil {
		return err
	}
	defer keys.Clear()
	return b.h.DB.Update(ctx, func(tx *db.Tx) error {
		place := keys.Key.Seal(placeOf(r.Sequence), 1, []byte(folder))
		if err := insertBackup(ctx, tx, r, place, pana.ActorFrom(ctx).Staff); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RunBackup, Object: fileName(r.Sequence, "note")})
	})
}

// MayKeep refuses a folder that cannot take sets; the empty one is none at all.
func (b *Backup) MayKeep(folder string) error {
	if folder == "" {
		return nil
	}
	abs, err := b.outside(folder)
	if err != nil {
		return pana.AtField(err, "folder")
	}
	f, err := os.CreateTemp(abs, ".probe-*")
	if err != nil {
		return pana.AtField(writing(err), "folder")
	}
	f.Close()
	return os.Remove(f.Name())
}
