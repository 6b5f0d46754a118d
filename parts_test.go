package pana_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var required = regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`)

// docs/design/parts.md is the bill of materials: every module and package that
// go.mod and package.json pin, where it ends up and under which licence. `go test
// . -run Parts -write` writes it anew; a licence is read where the part lies on
// this machine.
func TestTheListOfPartsIsWholeAndTrue(t *testing.T) {
	const file = "docs/design/parts.md"
	kept, _ := os.ReadFile(file)
	page := partsPage(t, string(kept))
	if *write {
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		kept = []byte(page)
	}
	if string(kept) != page {
		t.Errorf("%s is older than go.mod or package.json: go test . -run Parts -write", file)
	}
	for _, unknown := range []string{"| ? |", "GPL"} {
		if strings.Contains(page, unknown) {
			t.Errorf("the page says %q: look at that licence", unknown)
		}
	}
	if n := strings.Count(page, "\n| `"); n < 50 {
		t.Errorf("only %d parts", n)
	}
}

// Every module that go.mod asks for itself has its line in the decision on what we
// stand on, in the version that is built in.
func TestEveryModuleHasItsLineInTheDecision(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	decision, err := os.ReadFile("docs/decisions/0004-dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	table, _, _ := strings.Cut(string(decision), "\n## ")
	direct, _, _ := strings.Cut(string(mod), "// indirect")
	looked := 0
	for _, m := range required.FindAllStringSubmatch(direct[:strings.LastIndex(direct, "\n)")], -1) {
		name := strings.TrimPrefix(m[1], "github.com/")
		if at := strings.LastIndex(name, "/v"); at > 0 && !strings.Contains(name[at+1:], "/") {
			name = name[:at]
		}
		want := name + " " + m[2]
		if strings.HasPrefix(m[2], "v0.0.0-") { // a commit, which the table tells by its month
			want = name + " (of "
		}
		if looked++; !strings.Contains(table, want) {
			t.Errorf("the decision does not say %q", want)
		}
	}
	if looked < 20 {
		t.Errorf("only %d modules were looked at", looked)
	}
}

func partsPage(t *testing.T, kept string) string {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	inside, cache := goList(t, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./cmd/pana"), strings.TrimSpace(goList(t, "env", "GOMODCACHE"))
	var b strings.Builder
	b.WriteString("# List of parts\n\nEvery module and package that Pana is made or tested with, as `go.mod` and `package.json` pin it; `go.sum` and `package-lock.json` hold the checksum of each. `parts_test.go` fails when this page is older than they are. What each is for says [decision 4](../decisions/0004-dependencies.md); how old a part may grow, [SECURITY.md](../../SECURITY.md).\n\n## Go\n\n| module | version | where | licence |\n|---|---|---|---|\n")
	for _, m := range required.FindAllStringSubmatch(string(mod), -1) {
		where := "tests and tools"
		if slices.Contains(strings.Fields(inside), m[1]) {
			where = "the program"
		}
		b.WriteString(part(m[1], m[2], where, licenceIn(filepath.Join(cache, escaped(m[1])+"@"+m[2])), kept))
	}
	b.WriteString("\n## npm\n\nStyles, scripts and letters are vendored, trimmed, with their licences in web/static/vendor/licences; nothing of npm runs in a house.\n\n| package | version | where | licence |\n|---|---|---|---|\n")
	var npm struct {
		Dev map[string]string `json:"devDependencies"`
	}
	text, err := os.ReadFile("package.json")
	if err == nil {
		err = json.Unmarshal(text, &npm)
	}
	if err != nil {
		t.Fatal(err)
	}
	vendored := []string{"@fontsource-variable/source-sans-3", "@ministryofjustice/frontend", "govuk-frontend", "htmx.org"}
	for _, name := range slices.Sorted(maps.Keys(npm.Dev)) {
		where := "tests and tools"
		if slices.Contains(vendored, name) {
			where = "the pages"
		}
		var about struct{ License string }
		if text, err := os.ReadFile(filepath.Join("node_modules", name, "package.json")); err == nil {
			json.Unmarshal(text, &about)
		}
		b.WriteString(part(name, npm.Dev[name], where, about.License, kept))
	}
	return b.String()
}

// part is a line of the page; a licence that cannot be read here is the one the
// page has of the very same version.
func part(name, version, where, licence, kept string) string {
	begins := fmt.Sprintf("| `%s` | %s | %s | ", name, version, where)
	if _, after, ok := strings.Cut(kept, begins); ok && licence == "" {
		licence, _, _ = strings.Cut(after, " |\n")
	}
	return begins + cmp.Or(licence, "?") + " |\n"
}

// licenceIn names the licence in a folder of the module cache.
func licenceIn(folder string) string {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			continue
		}
		for _, known := range [][2]string{{"MIT and Apache", "MIT and Apache-2.0"}, {"Apache License", "Apache-2.0"}, {"Mozilla Public License Version 2.0", "MPL-2.0"},
			{"MIT No Attribution", "MIT-0"}, {"Neither the name", "BSD-3-Clause"}, {"Redistribution and use", "BSD-2-Clause"}, {"Permission is hereby granted", "MIT"}} {
			if strings.Contains(string(b), known[0]) {
				return known[1]
			}
		}
	}
	return ""
}

// escaped is a module's path as the cache spells it: !a for A.
func escaped(path string) string {
	var b strings.Builder
	for _, r := range path {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func goList(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
