package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// A Restore says what to bring back where.
type Restore struct {
	From     string // the folder of the sets
	Sequence int64  // which set; 0 is the newest
	Older    bool   // a set is wanted although a newer one is in the folder
	One, Two string // two sheets of the recovery kit
	Dir      string // the folder of the house that is to be: empty, or not there
	Schema   fs.FS  // the tables of every chapter
	Clock    db.Clock
	Progress Progress

	drill bool // a set in which keys are missing is refused: see seal.Lacking
}

// Run restores a set into the folder Dir and returns what it brought back. The
// house is made aside and put in its place by one rename, so that a restore cut
// short leaves nothing. It is stopped then; whoever could start it can, except
// those who have left since, as the newest note in the folder knows; whom the house
// has erased since is erased again, and notes that it has let go since go again.
//
// It refuses a folder in which there is a house ("backup.there"), sheets of
// another house ("backup.foreign"), a set that is damaged, half there or of a
// later program, and one that is not the newest unless Older says so
// ("backup.older").
func (r Restore) Run(ctx context.Context) (Report, error) {
	if r.Clock == nil {
		r.Clock = db.New(db.Options{}).Now
	}
	home, _, _ := house.Files(r.Dir)
	if _, err := os.Stat(home); err == nil {
		return Report{}, &pana.Error{Op: "backup.Restore", Kind: pana.Conflict, Say: "backup.there"}
	}
	set, err := r.choose()
	if err != nil {
		return Report{}, err
	}
	kit, err := seal.OpenKit(r.One, r.Two)
	if err != nil {
		return Report{}, err
	}
	defer kit.Clear()
	if err := os.MkdirAll(r.Dir, 0o700); err != nil {
		return Report{}, invalid("house.folder", plain(err))
	}
	aside := filepath.Join(r.Dir, ".restoring")
	if err := os.RemoveAll(aside); err != nil {
		return Report{}, invalid("house.folder", plain(err))
	}
	defer os.RemoveAll(aside) // gone already once renamed
	rep, err := r.into(ctx, aside, set, opener{kit: kit}, func(v *seal.Vault) error { return v.StartWith(ctx, kit) })
	if err != nil {
		return rep, err
	}
	made, _, _ := house.Files(aside)
	if err := os.Rename(made, home); err != nil {
		return rep, invalid("house.folder", plain(err))
	}
	return rep, nil
}

// A chosen set: its rows, the keys that go with them, and who has left or was
// erased since.
type chosen struct {
	data note
	keys note
	left []pana.StaffID
	gone [][]byte // of whom was erased since
	past []erasure.NotesGone
}

// choose finds the set that is meant, checks its files, and takes the newest
// keys of the folder: they open older rows too, as far as nothing was erased.
func (r Restore) choose() (c chosen, err error) {
	all, err := notesIn(r.From)
	if err != nil {
		return c, err
	}
	if len(all) == 0 {
		return c, invalid("backup.none", nil)
	}
	newest := all[len(all)-1]
	c.data, c.left, c.gone, c.past = newest, newest.Left, newest.Erased, newest.Notes
	if r.Sequence != 0 {
		i := slices.IndexFunc(all, func(n note) bool { return n.Sequence == r.Sequence })
		if i < 0 {
			return c, invalid("backup.none", nil)
		}
		c.data = all[i]
	}
	if !slices.Equal(c.data.House, newest.House) {
		return c, invalid("backup.foreign", nil)
	}
	if c.data.Sequence < newest.Sequence && !r.Older {
		return c, &pana.Error{Op: "backup.Restore", Kind: pana.Conflict, Say: "backup.older",
			With: map[string]any{"N": c.data.Sequence, "Newest": newest.Sequence}}
	}
	for _, n := range slices.Backward(all) {
		if _, err := os.Stat(filepath.Join(r.From, n.Keys.Name)); err == nil {
			c.keys = n
			break
		}
	}
	if c.keys.Sequence == 0 {
		return c, invalid("backup.half", errors.New("no keys in the folder"))
	}
	if err := c.data.Data.check(r.From); err != nil {
		return c, err
	}
	return c, c.keys.Keys.check(r.From)
}

// into makes the house of a set in dir.
func (r Restore) into(ctx context.Context, dir string, set chosen, open opener, start func(*seal.Vault) error) (rep Report, err error) {
	_, data, keys := house.Files(dir)
	if err := os.MkdirAll(keys, 0o700); err != nil {
		return rep, invalid("house.folder", plain(err))
	}
	o := seal.StoreOptions{Dir: keys, Clock: r.Clock}
	if err := r.file(set.keys.Keys, open, func(in io.Reader) error { return seal.LoadStore(ctx, o, in) }); err != nil {
		return rep, err
	}
	v, err := seal.OpenStore(ctx, o)
	if err != nil {
		return rep, err
	}
	defer v.Close()
	if err := start(v); err != nil {
		return rep, err
	}
	own, err := sameSigner(v, set)
	if err != nil {
		return rep, err
	}
	defer own.Clear()
	open.house = own // rows of before the present kit open to the house alone
	page := v.PageKey()
	defer clear(page[:])
	rep = Report{Sequence: set.data.Sequence, At: db.FromMicros(set.data.At)}
	if rep.Rows, err = r.rows(ctx, set, open, data, page); err != nil {
		return rep, err
	}
	// With every table as the program of today knows it.
	d := db.New(db.Options{File: data, Schema: r.Schema, Clock: r.Clock, Existing: true})
	if err := d.Open(ctx, page); err != nil {
		return rep, err
	}
	err = d.Check(ctx)
	if err == nil {
		err = d.Update(ctx, func(tx *db.Tx) error { return leave(ctx, tx, set.left, pana.DateOf(tx.Now, tx.Now.Location())) })
	}
	if err == nil {
		rep.Erased, err = erasure.Replay(ctx, d, r.Schema, v, set.gone)
	}
	if err == nil {
		_, err = erasure.ReplayNotes(ctx, d, r.Schema, v, set.past)
	}
	if err == nil && r.drill {
		err = keyed(ctx, v, d)
	}
	for _, id := range set.left {
		if err == nil {
			err = v.RemovePerson(ctx, id)
		}
	}
	return rep, errors.Join(err, d.Close())
}

// keyed refuses rows of which words could be opened by nobody any more, because
// the keys beside them do not hold theirs ("backup.keyless").
func keyed(ctx context.Context, v *seal.Vault, d *db.DB) error {
	n, err := v.Lacking(ctx, d)
	if err == nil && n > 0 {
		err = invalid("backup.keyless", fmt.Errorf("keys of %d owners are missing", n))
	}
	return err
}

// sameSigner returns the keys of the house, and refuses keys that did not sign the notes: somebody made a set of
// her own for this kit.
func sameSigner(v *seal.Vault, set chosen) (*seal.HouseKeys, error) {
	own, err := v.House()
	if err != nil {
		return nil, err
	}
	for _, n := range []note{set.data, set.keys} {
		if !slices.Equal(n.House, own.Public()) {
			own.Clear()
			return nil, invalid("backup.foreign", nil)
		}
	}
	return own, nil
}

// rows makes the tables as the program made them that wrote the set, and fills them.
func (r Restore) rows(ctx context.Context, set chosen, open opener, data string, page *[32]byte) (n int64, err error) {
	err = r.file(set.data.Data, open, func(f io.Reader) error {
		in, err := readRows(f)
		if err != nil {
			return err
		}
		then, err := db.Only(r.Schema, in.head.Migrations)
		if err != nil {
			return &pana.Error{Op: "backup.Restore", Kind: pana.Conflict, Say: "backup.newer"}
		}
		tables, err := tablesOf(then)
		if err != nil {
			return err
		}
		same := slices.EqualFunc(tables, in.head.Tables, func(a, b table) bool { return a.Name == b.Name && slices.Equal(a.Columns, b.Columns) })
		if !same {
			return invalid("backup.damaged", errors.New("other tables than its program had"))
		}
		d := db.New(db.Options{File: data, Schema: then, Clock: r.Clock})
		if err := d.Open(ctx, page); err != nil {
			return err
		}
		n, err = putRows(ctx, d, in, r.Progress)
		return errors.Join(err, d.Close())
	})
	return n, err
}

// file opens one file of a set.
func (r Restore) file(p part, open opener, read func(io.Reader) error) error {
	f, err := os.Open(filepath.Join(r.From, p.Name))
	if err != nil {
		return invalid("backup.half", plain(err))
	}
	defer f.Close()
	in, err := age.Decrypt(f, open)
	if err != nil {
		return opening(err)
	}
	return read(in)
}
