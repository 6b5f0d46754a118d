package house

import (
	"context"
	"path/filepath"

	"example.org/pana"
	"example.org/pana/internal/seal"
)

// Restored has an Empty house take up the files that a restore has put into its
// folder; it is Stopped then. A house that is not Empty is refused with "setup.done".
func (h *House) Restored(ctx context.Context) error {
	h.turn.Lock()
	defer h.turn.Unlock()
	if h.State() != Empty || h.o.Postgres != "" {
		return &pana.Error{Op: "house.Restored", Kind: pana.Conflict, Say: "setup.done"}
	}
	v, err := seal.OpenStore(ctx, seal.StoreOptions{Dir: filepath.Join(h.o.Dir, homeDir, keysDir), Clock: h.o.Clock, Cost: h.o.KDF})
	if err != nil {
		return err
	}
	if !v.Founded() {
		v.Stop()
		return incomplete(keysDir)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Vault, h.state = v, Stopped
	return nil
}
