package pana_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mayWrite are the files that write spreadsheets, each with why no cell of
// theirs can be taken for a formula.
var mayWrite = map[string]string{
	"internal/form/write.go":     "every cell is text",
	"internal/form/shipped/make": "our own forms, made while building",
	"report/shipped/make":        "our own layouts, made while building",
	"web/report.go":              "hands out what report/sheet.go wrote, where what could be a formula gets a quote before it",
	"demo/tale_forms.go":         "a form of the invented house, read and written anew when it is kept",
	"collections/csv.go":         "what begins as a formula gets an apostrophe: see harmless, and its test",
	"cmd/pana/bench_import.go":   "invented rows, only ever read by pana",
}

// TestSpreadsheetsAreWrittenWhereNoCellBecomesAFormula fails when a new writer
// of tables appears, so that whoever adds one thinks of =, +, - and @ first.
func TestSpreadsheetsAreWrittenWhereNoCellBecomesAFormula(t *testing.T) {
	read := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		for _, way := range []string{"csv.NewWriter", "excelize.NewFile", "text/csv", "spreadsheetml/2006/main\"`"} {
			_, file := mayWrite[filepath.ToSlash(path)]
			_, folder := mayWrite[filepath.ToSlash(filepath.Dir(path))]
			if strings.Contains(string(text), way) && !file && !folder {
				t.Errorf("%s writes a spreadsheet (%s): say in mayWrite why none of its cells can be a formula", path, way)
			}
		}
		return nil
	})
	if err != nil || read < 500 {
		t.Errorf("%d files read: %v", read, err)
	}
}
