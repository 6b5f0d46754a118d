package house

import (
	"context"
	"sync"

	"example.org/pana"
)

// An afters holds what must not delay an answer, or change it.
type afters struct {
	mu  sync.Mutex
	run []func()
}

type aftersKey struct{}

// WithAfter returns a context in which some of what is asked of the house waits
// until the answer is written: whoever answers calls after then, which waits for
// nothing itself.
func WithAfter(ctx context.Context) (_ context.Context, after func()) {
	a := new(afters)
	return context.WithValue(ctx, aftersKey{}, a), func() {
		a.mu.Lock()
		run := a.run
		a.run = nil
		a.mu.Unlock()
		for _, f := range run {
			go pana.Guard("house.after", func() error { f(); return nil }) // f tells of what goes wrong itself
		}
	}
}

// afterwards has f run after the answer; at once where nobody waits for one.
func afterwards(ctx context.Context, f func()) {
	a, ok := ctx.Value(aftersKey{}).(*afters)
	if !ok {
		f()
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.run = append(a.run, f)
}
