package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// openServer looks at a house kept on PostgreSQL: two databases, one of data and
// one of keys.
func (h *House) openServer(ctx context.Context) error {
	h.DB = db.New(db.Options{Postgres: h.o.Postgres, Schema: h.o.Schema, Clock: h.o.Clock})
	if h.o.PostgresKeys == "" || h.o.PostgresKeys == h.o.Postgres {
		return &pana.Error{Op: "house.Open", Kind: pana.Invalid, Say: "house.keys.apart"}
	}
	vault, err := h.openKeys(ctx)
	if err != nil {
		return err
	}
	there, err := h.rowThere(ctx)
	if err == nil && there != vault.Founded() {
		err = incomplete("one of the two databases")
	}
	if err != nil {
		vault.Close()
		return err
	}
	h.Vault = vault
	if there {
		h.state = Stopped
	}
	return nil
}

func (h *House) openKeys(ctx context.Context) (*seal.Vault, error) {
	return seal.OpenStore(ctx, seal.StoreOptions{Postgres: h.o.PostgresKeys, Clock: h.o.Clock, Cost: h.o.KDF})
}

// rowThere reports whether the data hold a founded house.
func (h *House) rowThere(ctx context.Context) (there bool, err error) {
	if err := h.DB.Open(ctx, nil); err != nil {
		return false, err
	}
	defer h.DB.Close()
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		_, there, err = findHouse(ctx, tx)
		return err
	})
	return there, err
}

// foundServer founds the house where it will stay.
func (h *House) foundServer(ctx context.Context, f Founding, more func(context.Context, *db.Tx, []Site) error) error {
	at := h.locks.Load()
	err := found(ctx, h.Vault, h.DB, f, more)
	if err == nil {
		err = h.load(ctx)
	}
	if err != nil {
		h.halt()
		return err
	}
	return h.admit(at)
}
