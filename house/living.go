package house

import (
	"context"

	"example.org/pana/internal/db"
)

// Stopping returns a channel that is closed as the house stops, before anything
// else of it is done; of a house that is not started it is closed already.
func (h *House) Stopping() <-chan struct{} {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if h.state == Started {
		return h.stopping
	}
	return closed
}

var closed = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// Living returns the id of the session that cookie stands for, or Forbidden
// "signin.again". It opens no key and is no sign of life: whoever only waits to
// be told that her session is over does not prolong it.
func (h *House) Living(ctx context.Context, cookie string) (id string, err error) {
	const op = "house.Living"
	if err := h.running(op); err != nil {
		return "", err
	}
	t, ok := readTicket(cookie)
	if !ok {
		return "", again(op)
	}
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		rows, err := findSession(ctx, tx, t.sum())
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].Ended != "" {
			return again(op)
		}
		id = rows[0].ID
		return nil
	})
	if err != nil {
		return "", h.orStopped(op, err)
	}
	return id, nil
}

// AllLiving returns the ids of every session that can be gone on with.
func (h *House) AllLiving(ctx context.Context) (map[string]bool, error) {
	living := map[string]bool{}
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		ids, err := findLiving(ctx, tx, h.idle())
		for _, id := range ids {
			living[id] = true
		}
		return err
	})
	return living, err
}
