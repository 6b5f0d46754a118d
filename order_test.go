package pana_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the order in which to read the packages, and the order in which
// they may use each other: a package imports only what comes before it.
var order = []string{
	".",                                                                                                                                                                               // words
	"internal/locale", "internal/db", "internal/seal", "internal/codes", "internal/form", "internal/disclosure", "internal/layout", "internal/blank", "internal/pdf", "internal/scan", // machinery
	"policy", "trail", "house", // safeguards
	// the client's journey
	"casework",
	"people",
	"collections",
	"complaints",
	"residence",
	"night",
	"intake",
	"assessment",
	"forms",
	"plan",
	"therapy",
	"health",
	"learning",
	"belongings",
	"stories",
	"legal",
	"followup",
	"funding",
	"rights",
	"letters",
	"youth",
	"report",
	"erasure", "backup", // safekeeping
	"stats", "transfer", // views
	"web/static", "web/look", "web/template", "web", // pages
	"demo",
	"cmd/pana",
}

// apart are folders that help to build, test or translate, and that no package
// of the house imports: they may use anything.
var apart = []string{"internal/db/dbtest", "internal/form/shipped/make", "report/shipped/make", "internal/pdf/pdftest", "internal/scan/scantest", "internal/locale/report", "internal/proof", "house/housetest"}

const module = "example.org/pana"

func TestAPackageImportsOnlyWhatStandsAboveItInTheReadingOrder(t *testing.T) {
	packages := 0
	for here, imports := range importsOf(t) {
		if slices.Contains(apart, here) {
			continue
		}
		packages++
		at := slices.Index(order, here)
		if at < 0 {
			t.Errorf("package %s has no place in the reading order", here)
			continue
		}
		for _, there := range imports {
			if i := slices.Index(order, there); i < 0 || i >= at {
				t.Errorf("%s imports %s, which comes later", here, there)
			}
		}
	}
	if packages != len(order) {
		t.Errorf("the order names %d packages, the house has %d", len(order), packages)
	}
}

// importsOf maps each package of the house to the packages of ours that its
// files import, tests left out.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		here := path.Dir(filepath.ToSlash(file))
		all[here] = append(all[here], []string{}...)
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			if rest, ours := strings.CutPrefix(name, module); ours {
				all[here] = append(all[here], path.Join(".", strings.TrimPrefix(rest, "/")))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
