package rights_test

import (
	"slices"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/rights"
	"example.org/pana/web"
)

// A table that a later chapter adds is in her copy, or somebody has said why not.
func TestEveryTableOfAFileIsInTheCatalogueOrApart(t *testing.T) {
	columns, err := db.Columns(web.Schema())
	if err != nil {
		t.Fatal(err)
	}
	var tables, hers []string
	for _, c := range columns {
		if !slices.Contains(tables, c.Table) {
			tables = append(tables, c.Table)
		}
		if c.Name == "client_id" && !slices.Contains(hers, c.Table) {
			hers = append(hers, c.Table)
		}
	}
	if len(hers) < 80 {
		t.Fatalf("only %d tables", len(hers))
	}
	listed, apart := rights.Tables(), rights.Apart()
	for _, table := range hers {
		if !slices.Contains(listed, table) && apart[table] == "" && table != "trail" && table != "erasures" {
			t.Errorf("%s is in no copy, and nobody has said why", table)
		}
	}
	for table := range apart {
		if slices.Contains(listed, table) {
			t.Errorf("%s is in the catalogue and apart from it", table)
		}
		if !slices.Contains(tables, table) {
			t.Errorf("there is no table %s", table)
		}
	}
}
