package seal

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// Found makes the keys of a new house and leaves it Started. It is not founded
// for good until someone who may start it is added; until then Found may be
// repeated and begins anew. A founded house is refused with "seal.founded".
func (v *Vault) Found(ctx context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	if v.page != nil || h != nil && len(h.Slots) > 0 {
		return &pana.Error{Op: "seal.Found", Kind: pana.Conflict, Say: "seal.founded"}
	}
	page := new([32]byte)
	rand.Read(page[:])
	own, loose, err := newHouse()
	if err != nil {
		return err
	}
	defer clear(loose[:])
	salt := newKey()
	h = &houseFile{Salt: salt[:], Cost: v.o.Cost}
	if h.Rescue, err = sealTo(own.Recovery, info("page"), page[:]); err != nil {
		return err
	}
	if v.o.Postgres == "" {
		file := newKey()
		h.Store = storeFile(1)
		h.File = (*Key)(page).derive("file").Seal(filePlace(h.Store), 1, file[:])
		if v.db, err = v.newDatabase(ctx, "", h.Store, (*[32]byte)(&file)); err != nil {
			return err
		}
		clear(file[:])
	}
	err = v.db.Update(ctx, func(tx *db.Tx) error {
		if err := empty(ctx, tx); err != nil {
			return err
		}
		if err := putSecret(ctx, tx, "house", own.seal(page)); err != nil {
			return err
		}
		return putSecret(ctx, tx, "recovery", (*Key)(page).derive("recovery").Seal(secretPlace("recovery"), 1, loose[:]))
	})
	if err != nil {
		return err
	}
	if err := v.writeHouse(ctx, h); err != nil {
		return err
	}
	v.page, v.own = page, own
	return v.readTide(ctx)
}

// Start makes a stopped house Started with the page key that id's passphrase
// gave her. Someone who may not start it is refused with "seal.maynotstart".
// A house already started stays as it is.
func (v *Vault) Start(ctx context.Context, id *Identity) error {
	if id.page == nil {
		return &pana.Error{Op: "seal.Start", Kind: pana.Forbidden, Say: "seal.maynotstart"}
	}
	return v.start(ctx, id.page)
}

// start starts v with a copy of page.
func (v *Vault) start(ctx context.Context, page *[32]byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.page != nil {
		return nil
	}
	h, err := v.readHouse(ctx)
	if err != nil {
		return err
	}
	if h == nil {
		return unfounded("seal.Start")
	}
	if v.o.Postgres == "" {
		file, err := (*Key)(page).derive("file").Open(filePlace(h.Store), h.File)
		if err != nil || len(file) != 32 {
			return storeDamaged("seal.Start", err)
		}
		defer clear(file)
		// Opening a file that is not there would make an empty one.
		if _, err := os.Stat(filepath.Join(v.o.Dir, h.Store)); err != nil {
			return storeDamaged("seal.Start", err)
		}
		d := v.database(h.Store)
		if err := d.Open(ctx, (*[32]byte)(file)); err != nil {
			return err
		}
		v.db = d
		// What an interrupted rotation left behind.
		v.sweepFiles(h.Store)
	}
	var own *HouseKeys
	err = v.db.View(ctx, func(tx *db.Tx) error {
		b, found, err := secret(ctx, tx, "house")
		if err != nil {
			return err
		}
		if !found {
			return storeDamaged("seal.Start", nil)
		}
		own, err = openHouse(page, b)
		return err
	})
	if err != nil {
		v.closeFile()
		return err
	}
	v.page, v.own = new([32]byte), own
	copy(v.page[:], page[:])
	err = v.settleRescue(ctx)
	if err == nil {
		err = v.readTide(ctx)
	}
	if err != nil {
		v.stop()
	}
	return err
}
