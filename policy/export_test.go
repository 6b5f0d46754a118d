package policy

import (
	"maps"
	"slices"
)

// SaidOfClosed are the acts that say what becomes of them in a closed house.
func SaidOfClosed() []Act { return slices.Collect(maps.Keys(whenClosed)) }
