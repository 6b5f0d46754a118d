package form

import (
	"iter"

	"github.com/xrash/smetrics"
)

// Nearest is the known name most like the one somebody wrote; empty when none is known.
func Nearest(name string, known iter.Seq[string]) string {
	best, most := "", 0.0
	for k := range known {
		if s := smetrics.JaroWinkler(name, k, 0.7, 6); s > most || s == most && k < best {
			best, most = k, s
		}
	}
	return best
}
