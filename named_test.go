package pana_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tested finds the tests that a page names as their proof: `package TestName`,
// the package as its folder, "pana" for the words at the root.
var tested = regexp.MustCompile("`([a-z][a-z/]*) ((?:Test|Fuzz)[A-Z][A-Za-z0-9]*)`")

// thereIsNo returns what is wrong with a test that a page names, and "" when it
// stands in the package.
func thereIsNo(folder, test string) string {
	if folder == "pana" {
		folder = "."
	}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil || len(files) == 0 {
		return "there is no package " + folder + " with tests"
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err.Error()
		}
		if strings.Contains(string(text), "\nfunc "+test+"(") {
			return ""
		}
	}
	return folder + " has no " + test
}

// What a page says a test shows, a test shows: it is there.
func TestEveryTestThatThePageOfThreatsNamesIsThere(t *testing.T) {
	text, err := os.ReadFile("docs/design/threats.md")
	if err != nil {
		t.Fatal(err)
	}
	named := tested.FindAllStringSubmatch(string(text), -1)
	for _, m := range named {
		if wrong := thereIsNo(m[1], m[2]); wrong != "" {
			t.Errorf("threats.md: %s", wrong)
		}
	}
	if len(named) < 50 {
		t.Errorf("only %d tests are named", len(named))
	}
	if thereIsNo("web", "TestOfNothing") == "" {
		t.Error("a test that is not there is found")
	}
	for n := 1; n <= 34; n++ {
		if row := regexp.MustCompile(`(?m)^\| T` + strconv.Itoa(n) + ` \|`); len(row.FindAllIndex(text, -1)) != 1 {
			t.Errorf("T%d has not one line", n)
		}
	}
}
