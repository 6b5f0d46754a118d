package erasure

import (
	"io/fs"
	"maps"
	"slices"
	"testing"
)

func Apart() []string  { return slices.Collect(maps.Keys(apart)) }
func Others() []string { return others }

func Stays() map[string]string { return stays }

// Timed are the tables with a time of their own.
func Timed() map[string]bool {
	all := map[string]bool{}
	for _, k := range kinds {
		for _, p := range k.parts {
			all[p.table] = true
		}
	}
	return all
}

// Owned are the tables whose rows go with a client.
func Owned(t *testing.T, schema fs.FS) map[string]bool {
	t.Helper()
	tables, err := tablesOf(schema)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, table := range tables {
		all[table.name] = true
	}
	return all
}
