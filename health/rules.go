package health

import (
	"maps"
	"slices"
)

// differing names, in order, the fields that are not the same.
func differing(same map[string]bool) []string {
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(same)) {
		if !same[name] {
			fields = append(fields, name)
		}
	}
	return fields
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
