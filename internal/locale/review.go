package locale

import (
	"maps"
	"slices"
)

// Unchecked lists, in order, the keys whose text in lang no native reader has
// checked yet, and how many texts lang has in all.
func Unchecked(lang Lang) (keys []string, all int) {
	book := books().of(lang)
	for _, key := range slices.Sorted(maps.Keys(book)) {
		if book[key].review {
			keys = append(keys, key)
		}
	}
	return keys, len(book)
}
