package trail_test

import (
	"strings"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/trail"
	"example.org/pana/web"
)

// Every table of the house is bound to a file, to the house, or says why not.
func TestEveryTableIsBoundOrSaysWhyNot(t *testing.T) {
	if _, err := trail.RowsOf(web.Schema()); err != nil {
		t.Error(err)
	}
	all, err := db.Columns(web.Schema())
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, c := range all {
		there[c.Table] = true
	}
	for table, why := range trail.Unbound() {
		if !there[table] || strings.TrimSpace(why) == "" {
			t.Errorf("%s is named as not bound: %q, there is such a table: %v", table, why, there[table])
		}
	}
}
