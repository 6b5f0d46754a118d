package pana_test

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"strings"
	"testing"

	"example.org/pana"
)

func TestWhatBreaksIsAnErrorThatSaysNothingOfIt(t *testing.T) {
	err := pana.Guard("test.Broken", func() error { panic("Aigul told us everything") })
	if pana.KindOf(err) != pana.Internal || !strings.Contains(err.Error(), "panic: string") || !strings.Contains(err.Error(), "guard_test.go") {
		t.Errorf("what broke, and where, is not said: %v", err)
	}
	if strings.Contains(err.Error(), "Aigul") {
		t.Error("what broke is told with what it was about")
	}
	whole := errors.New("not broken")
	if err := pana.Guard("test.Whole", func() error { return whole }); err != whole {
		t.Errorf("an error came back as %v", err)
	}
}

// unguarded are the pieces of work beside an answer that need no guard, each with
// its reason.
var unguarded = map[string]string{
	"cmd/pana/serve.go: front.Serve(ln)":              "net/http guards each request; ours are guarded in web/serve.go",
	"cmd/pana/serve.go: back.Serve(local)":            "the same",
	"cmd/pana/serve.go: cmd.Wait()":                   "waits for the browser of the desktop to have been started",
	"cmd/pana/serve.go: h.Work(working, server.Task":  "guards each task",
	"cmd/pana/bench_server.go: io.Copy(io.Discard, o": "of bench, not of a house",
	"web/screens.go: s.lookAfter()":                   "guards each look",
	"web/house_lock.go: s.forgetWords()":              "closes connections and empties memory; the house is stopped by then",
	"internal/scan/scantest/scantest.go":              "of tests",
	"demo":                                            "of the invented house",
}

// Whatever runs beside an answer runs under pana.Guard: what breaks there is written
// down, and the house goes on.
func TestWhatRunsApartIsGuarded(t *testing.T) {
	n := 0
	everySource(t, func(_, file string, _ *ast.File) {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			apart, ok := node.(*ast.GoStmt)
			if !ok {
				return true
			}
			n++
			var b bytes.Buffer
			if err := printer.Fprint(&b, set, apart.Call); err != nil {
				t.Fatal(err)
			}
			for where := range unguarded {
				name, call, _ := strings.Cut(where, ": ")
				if strings.HasPrefix(file, name) && strings.Contains(b.String(), call) {
					return true
				}
			}
			if !strings.Contains(b.String(), "pana.Guard(") {
				t.Errorf("%s: nothing catches what breaks in %s", file, b.String())
			}
			return true
		})
	})
	if n < 10 {
		t.Errorf("only %d pieces of work were looked at", n)
	}
}
