package seal

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// How many goroutines write over old stacks at once, how many frames each goes down,
// and how often: together about 24 MB each time, more than the runtime keeps of them.
// Each processor may hold back a few that it gives to nobody, so once is not enough.
const (
	scourers    = 1500
	scourDepth  = 160
	scourRounds = 4
)

// Scour takes out of memory what nobody refers to any more. The collector gives
// freed values back to the system, but keeps the stacks of goroutines that have
// ended, as they are, for the next ones: names and words of requests that are long
// over lie there. So many goroutines are started at once, and each writes over the
// stack that it is given. It takes some tenths of a second.
func Scour() {
	for range scourRounds {
		// Stacks beside which nothing is in use go back to the system, before anything
		// else can be put where they were.
		debug.FreeOSMemory()
		var all sync.WaitGroup
		level := make([]sync.WaitGroup, scourDepth+1)
		for i := range level {
			level[i].Add(scourers)
		}
		for range scourers {
			all.Go(func() { deeper(level) })
		}
		all.Wait()
	}
	debug.FreeOSMemory()
}

// deeper writes zeros down a stack. A goroutine waits at each level for all the
// others: a stack that is left for a larger one would be given to the next, and
// what lies behind it in the runtime's list would never be.
//
//go:noinline
func deeper(level []sync.WaitGroup) {
	var room [56]byte // small, since a small frame goes further down than a large one
	level[0].Done()
	level[0].Wait()
	if len(level) > 1 {
		deeper(level[1:])
	}
	runtime.KeepAlive(&room)
}
