package backup

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Exporting is what is asked for to give the whole house out.
type Exporting struct {
	Out  string // the file that is to be: not there yet
	Keys string // public age keys, one on a line, as the director names them
	By   house.Agreeing
}

// An Export is one that was made.
type Export struct {
	ID     string       `db:"id"`
	At     int64        `db:"at"` // microseconds, see db.FromMicros
	By     pana.StaffID `db:"by_staff"`
	Second pana.StaffID `db:"second"`
	Keys   string       `db:"recipients"` // one on a line
	Sum    []byte       `db:"sum"`        // SHA-256 of the file; empty if it never became whole
}

// mostRecipients is how many keys an export is sealed to.
const mostRecipients = 16

// Export writes everything of the house into one file, sealed to the keys that
// were named and to nobody else: a house must be able to leave its program. In it
// are the rows of every table as lines of JSON, the words as far as the two who
// agreed may read them, papers and pictures, a signed list of all of it, and how
// to read it in three languages. With two sheets of the recovery kit every word is
// opened, but for files that are kept from one of the two: those are not in the
// open part at all. A sealed set of the whole house lies in it too, from which two
// sheets bring back everything.
//
// It needs two people, or a sheet in a house of one, and refuses keys that are
// none ("export.keys"), a private key in their place ("export.secret"), a file
// that is there ("export.there"), a folder that cannot be written and the house's
// own, and a house without a kit.
func (b *Backup) Export(ctx context.Context, e Exporting, say Progress) (Export, error) {
	const op = "backup.Export"
	made := Export{By: pana.ActorFrom(ctx).Staff}
	if err := policy.Check(pana.ActorFrom(ctx), policy.ExportHouse, policy.Subject{}); err != nil {
		return made, err
	}
	if missing, err := b.h.KitMissing(ctx); err != nil {
		return made, err
	} else if missing {
		return made, &pana.Error{Op: op, Kind: pana.Conflict, Say: "backup.kit"}
	}
	to, keys, err := recipients(e.Keys)
	if err != nil {
		return made, err
	}
	made.Keys = keys
	folder, err := b.outside(filepath.Dir(e.Out))
	if err != nil {
		return made, pana.AtField(err, "out")
	}
	out := filepath.Join(folder, filepath.Base(e.Out))
	if _, err := os.Lstat(out); err == nil {
		return made, &pana.Error{Op: op, Kind: pana.Conflict, Field: "out", Say: "export.there"}
	}
	return made, b.h.Agree(ctx, policy.ExportHouse, e.By, func(second pana.StaffID, rings []*seal.Ring) error {
		made.Second = second
		if err := b.begun(ctx, &made); err != nil {
			return err
		}
		made.Sum, err = b.exportTo(ctx, out, to, made, rings, say)
		if err != nil {
			return err
		}
		return b.h.DB.Update(ctx, func(tx *db.Tx) error { return setExported(ctx, tx, made) })
	})
}

// begun writes down that an export leaves, before it does.
func (b *Backup) begun(ctx context.Context, made *Export) error {
	return b.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.ExportHouse, policy.Subject{}); err != nil {
			return err
		}
		made.ID, made.At = tx.ID(), db.Micros(tx.Now)
		if err := insertExport(ctx, tx, *made); err != nil {
			return err
		}
		heads, err := b.h.Able(ctx, tx, policy.ExportHouse)
		if err == nil {
			err = b.h.Tell(ctx, tx, heads, house.Notice{Say: "notice.exported", Object: string(made.Second)})
		}
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.ExportHouse, Object: string(made.Second),
			Digests: [][32]byte{trail.Digest("exports", made.ID, made.Keys)}})
	})
}

// Exports returns what was exported, the newest first.
func (b *Backup) Exports(ctx context.Context) (list []Export, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.ExportHouse, policy.Subject{}); err != nil {
		return nil, err
	}
	err = b.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = exports(ctx, tx)
		return err
	})
	return list, err
}

// recipients reads public keys. A private one is refused in words of its own: it
// must not be shown to anybody.
func recipients(text string) ([]age.Recipient, string, error) {
	refuse := func(say string) ([]age.Recipient, string, error) {
		return nil, "", pana.Refuse("backup.recipients", "keys", say)
	}
	if len(text) > 1<<16 {
		return refuse("export.keys")
	}
	if strings.Contains(strings.ToUpper(text), "AGE-SECRET-KEY") {
		return refuse("export.secret")
	}
	to, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil || len(to) == 0 || len(to) > mostRecipients {
		return refuse("export.keys")
	}
	var names []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			names = append(names, line)
		}
	}
	return to, strings.Join(names, "\n"), nil
}

// exportTo writes the file under another name, reads it back, and gives it its
// own name when it is whole. Nothing rests on the disk that is not sealed.
func (b *Backup) exportTo(ctx context.Context, out string, to []age.Recipient, made Export, rings []*seal.Ring, say Progress) (sum []byte, err error) {
	f, err := os.OpenFile(out+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, pana.AtField(writing(err), "out")
	}
	defer func() {
		f.Close()
		os.Remove(out + ".new") // gone already once renamed
	}()
	whole := sha256.New()
	counted := &counter{w: io.MultiWriter(f, whole)}
	sealed, err := age.Encrypt(counted, to...)
	if err != nil {
		return nil, writing(err)
	}
	buffered := bufio.NewWriterSize(sealed, 1<<16)
	x := &archive{b: b, to: zip.NewWriter(buffered), rings: rings, made: made, say: say}
	if err := x.write(ctx); err != nil {
		return nil, writing(err)
	}
	for _, last := range []func() error{x.to.Close, buffered.Flush, sealed.Close, f.Sync, f.Close} {
		if err := last(); err != nil {
			return nil, writing(err)
		}
	}
	p := part{Name: filepath.Base(out) + ".new", Size: counted.n, Sum: whole.Sum(nil)}
	if err := p.check(filepath.Dir(out)); err != nil {
		return nil, err
	}
	return p.Sum, writing(os.Rename(out+".new", out))
}

// set makes a set of the house in a place of its own, sealed to the kit, and
// copies it into the archive.
func (x *archive) set(ctx context.Context) error {
	aside, err := os.MkdirTemp(x.b.h.Dir(), ".export-*")
	if err != nil {
		return invalid("house.folder", plain(err))
	}
	defer os.RemoveAll(aside)
	if _, _, err := x.b.make(ctx, aside, nil); err != nil {
		return err
	}
	files, err := os.ReadDir(aside)
	if err != nil {
		return invalid("backup.folder", plain(err))
	}
	for _, file := range files {
		f, err := os.Open(filepath.Join(aside, file.Name()))
		if err != nil {
			return invalid("backup.folder", plain(err))
		}
		err = x.file("set/"+file.Name(), func(w io.Writer) error { _, err := io.Copy(w, f); return err })
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// list writes the list of everything that is in the archive, signed by the house.
func (x *archive) list() error {
	keys, err := x.b.h.Vault.House()
	if err != nil {
		return err
	}
	defer keys.Clear()
	x.inside.House = keys.Public()
	text, err := json.MarshalIndent(x.inside, "", " ")
	if err != nil {
		return err
	}
	signature := sign(keys, text)
	if err := x.file("list.json", func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
		return err
	}
	return x.file("list.signature", func(w io.Writer) error { _, err := w.Write(signature); return err })
}
