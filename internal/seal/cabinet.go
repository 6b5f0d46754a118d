package seal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// HouseFile is the name of the key file beside SQLite.
const HouseFile = "house.keys"

func storeFile(n int) string { return fmt.Sprintf("keys.%d.db", n) }

// readHouse returns the key file, or nil if there is none yet. It is read anew
// each time: on PostgreSQL another process may have changed it.
func (v *Vault) readHouse(ctx context.Context) (*houseFile, error) {
	if v.o.Postgres != "" {
		var h *houseFile
		err := v.db.View(ctx, func(tx *db.Tx) (err error) {
			h, err = houseRow(ctx, tx)
			return err
		})
		return h, err
	}
	b, err := readSmall(filepath.Join(v.o.Dir, HouseFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &pana.Error{Op: "seal.readHouse", Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	return readHouse(b)
}

// houseIn is readHouse inside a transaction.
func (v *Vault) houseIn(ctx context.Context, tx *db.Tx) (*houseFile, error) {
	if v.o.Postgres != "" {
		return houseRow(ctx, tx)
	}
	return v.readHouse(ctx)
}

// writeHouse puts h in place of the key file.
func (v *Vault) writeHouse(ctx context.Context, h *houseFile) error {
	if v.o.Postgres != "" {
		return v.db.Update(ctx, func(tx *db.Tx) error { return putHouseRow(ctx, tx, h) })
	}
	if err := replace(filepath.Join(v.o.Dir, HouseFile), h.bytes()); err != nil {
		return &pana.Error{Op: "seal.writeHouse", Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	return nil
}

// changeHouse changes the key file in one step; f may run again.
func (v *Vault) changeHouse(ctx context.Context, f func(*houseFile) error) error {
	if v.o.Postgres != "" {
		return v.db.Update(ctx, func(tx *db.Tx) error {
			h, err := houseRow(ctx, tx)
			if err != nil {
				return err
			}
			if h == nil {
				return unfounded("seal.changeHouse")
			}
			if err := f(h); err != nil {
				return err
			}
			return putHouseRow(ctx, tx, h)
		})
	}
	v.file.Lock()
	defer v.file.Unlock()
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	if h == nil {
		return unfounded("seal.changeHouse")
	}
	if err := f(h); err != nil {
		return err
	}
	return v.writeHouse(ctx, h)
}

// newDatabase makes an empty file of keys that only we may read and opens it.
// Other files than keep are removed first.
func (v *Vault) newDatabase(ctx context.Context, keep, name string, key *[32]byte) (*db.DB, error) {
	if err := v.sweepFiles(keep); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(v.o.Dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, &pana.Error{Op: "seal.newDatabase", Kind: pana.Internal, Say: "seal.store.folder", Err: err}
	}
	f.Close()
	d := v.database(name)
	return d, d.Open(ctx, key)
}

// readSmall reads a file, and no more of it than a key file can be long.
func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxHouse+1))
}

// replace puts b in place of the file at path so that after a power cut there is
// the old or the new one and never a part.
func replace(path string, b []byte) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, "house.*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once it has its new name
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
