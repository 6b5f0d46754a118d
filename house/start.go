package house

import (
	"context"
	"runtime"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

const windows = runtime.GOOS == "windows" // where a folder cannot be synced

// open gives the program the page key of id and opens the database with it. The
// house stays Stopped for everyone else until admit. Callers hold turn. A key
// store and a database that do not belong together are refused with "db.key".
func (h *House) open(ctx context.Context, id *seal.Identity) error {
	if err := h.Vault.Start(ctx, id); err != nil {
		return err
	}
	page := h.Vault.PageKey()
	if page == nil {
		return h.running("house.open")
	}
	defer clear(page[:])
	if err := h.DB.Open(ctx, page); err != nil {
		h.halt()
		return err
	}
	if err := h.load(ctx); err != nil {
		h.halt()
		return err
	}
	return nil
}

// admit lets everybody in, unless the house was locked since locks stood at at.
func (h *House) admit(at int64) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.locks.Load() != at {
		return &pana.Error{Op: "house.start", Kind: pana.Forbidden, Say: "house.stopped"}
	}
	if h.state != Started {
		h.state, h.stopping = Started, make(chan struct{})
		h.seen = h.o.Reading() // what was slept before does not count
		h.near = near{}        // nor what was pulled
	}
	return nil
}

// halt takes back open.
func (h *House) halt() {
	h.forget()
	h.Vault.Stop()
	if err := h.DB.Close(); err != nil {
		h.log.Error("close the database", "err", err)
	}
}

// load reads what the house keeps in memory.
func (h *House) load(ctx context.Context) error {
	var row houseRow
	var sites []Site
	names := map[pana.StaffID]string{}
	read := func(tx *db.Tx) error {
		var ok bool
		var err error
		if row, ok, err = findHouse(ctx, tx); err != nil {
			return err
		}
		if !ok {
			return incomplete("the row of the house")
		}
		if sites, err = findSites(ctx, tx); err != nil {
			return err
		}
		members, err := findMembers(ctx, tx)
		if err != nil {
			return err
		}
		for _, m := range members {
			if names[m.ID], err = h.read(m.ID, "name", m.Name); err != nil {
				return err
			}
		}
		return nil
	}
	if err := h.DB.View(ctx, read); err != nil {
		return err
	}
	s, err := h.rested(row.Settings)
	if err != nil {
		return err
	}
	h.settle(s, row.Version)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sites, h.names = sites, names
	return nil
}
