package erasure

import (
	"maps"
	"slices"
)

func Apart() []string  { return slices.Collect(maps.Keys(apart)) }
func Others() []string { return others }
