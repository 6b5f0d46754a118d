package house

import (
	"context"
	"sync"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// Itself is who acts when the house does something by itself, such as a backup
// by schedule. It holds no role and no key of a client's.
const Itself = trail.Itself

// A Task is something the house does by itself, again and again while it is
// started. What there is to do it asks from the facts each time, so that a run
// too many or a run missed does no harm.
type Task struct {
	Name  string // for the log
	Every time.Duration
	Run   func(ctx context.Context) error
}

// Work runs tasks, each in its own time, until ctx ends. While the house is not
// started nothing runs; what fails or breaks is logged and tried again the next time. One
// task never runs twice at once. Work returns when every run has ended.
func (h *House) Work(ctx context.Context, tasks ...Task) {
	ctx = pana.WithActor(db.MustGoOn(ctx), pana.Actor{Staff: Itself})
	var running sync.WaitGroup
	for _, t := range tasks {
		running.Go(func() { h.repeat(ctx, t) })
	}
	running.Wait()
}

func (h *House) repeat(ctx context.Context, t Task) {
	tick := time.NewTicker(t.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if h.State() != Started {
			continue
		}
		if err := pana.Guard("house.Work", func() error { return t.Run(ctx) }); err != nil && ctx.Err() == nil && h.State() == Started {
			h.log.Error("by itself", "task", t.Name, "err", err)
		}
	}
}
