package demo

import (
	"sync"
	"time"

	"example.org/pana/internal/db"
)

// A clock stands where it is put while the past is being made, and goes with
// the clock it was given from release on.
type clock struct {
	mu  sync.Mutex
	at  time.Time // zero once released
	now db.Clock
}

// Now tells the time in the world.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return c.now()
	}
	return c.at
}

func (c *clock) set(t time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.at = t }
func (c *clock) release()        { c.set(time.Time{}) }
