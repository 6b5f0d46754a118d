package pana_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// open are the lines of the standard that nothing shows yet, each with its
// reason, as asvs.md has it. None is added or taken away unseen.
var open = map[string]string{}

var (
	askedLine  = regexp.MustCompile(`(?m)^\| (V\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \|$`)
	reviewLine = regexp.MustCompile(`^review 20\d\d-[01]\d-[0-3]\d: .{20,}`)
)

// A verdict is how a line of the standard is shown, and what is wrong with that.
func verdict(id, shown string) (kind, wrong string) {
	named := tested.FindAllStringSubmatch(shown, -1)
	for _, m := range named {
		if no := thereIsNo(m[1], m[2]); no != "" {
			return "test", no
		}
	}
	reason, isOpen := strings.CutPrefix(shown, "open: ")
	switch {
	case isOpen && open[id] != reason:
		return "open", "is open for a reason that the list of the test does not have: " + reason
	case isOpen:
		return "open", ""
	case open[id] != "":
		return "", "is shown, and the list of the test says that it is open"
	case strings.HasPrefix(shown, "review"):
		if !reviewLine.MatchString(shown) {
			return "review", "was looked at on no day, or nobody says what"
		}
		return "review", ""
	case len(named) == 0 || !strings.HasPrefix(shown, "`"):
		return "", "is shown by nothing"
	}
	return "test", ""
}

func TestEveryLineOfTheStandardIsShownOrSaidToBeOpen(t *testing.T) {
	page, err := os.ReadFile("docs/design/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	ids, err := os.ReadFile("docs/design/asvs.txt")
	if err != nil {
		t.Fatal(err)
	}
	must := strings.Fields(string(ids))
	kinds, seen := map[string]int{}, map[string]bool{}
	for _, m := range askedLine.FindAllStringSubmatch(string(page), -1) {
		kind, wrong := verdict(m[1], m[3])
		switch {
		case wrong != "":
			t.Errorf("%s %s", m[1], wrong)
		case seen[m[1]] || !slices.Contains(must, m[1]):
			t.Errorf("%s stands there twice, or is not asked", m[1])
		}
		seen[m[1]] = true
		kinds[kind]++
	}
	for _, id := range must {
		if !seen[id] {
			t.Errorf("%s has no line", id)
		}
	}
	for id := range open {
		if !seen[id] {
			t.Errorf("the list of the test names %s, and no line does", id)
		}
	}
	if len(must) != 242 {
		t.Errorf("%d ids, 242 are asked", len(must))
	}
	t.Logf("%d lines: %d shown by tests, %d by review, %d open", len(must), kinds["test"], kinds["review"], kinds["open"])
}

func TestALineOfTheStandardThatShowsNothingIsFound(t *testing.T) {
	for shown, good := range map[string]bool{
		"`pana TestNothingOfTheHouseCallsOut`":             true,
		"`web TestOfNothing`":                              false,
		"`nowhere TestOfNothing`":                          false,
		"review 2026-11-26: web/form.go reads a body once": true,
		"review: web/form.go reads a body once":            false,
		"review 2026-11-26: yes":                           false,
		"open: nobody has looked":                          false,
		"it is surely so":                                  false,
		"surely, see `pana TestNothingOfTheHouseCallsOut`": false,
	} {
		if _, wrong := verdict("V0.0.1", shown); (wrong == "") != good {
			t.Errorf("%q: %q", shown, wrong)
		}
	}
}
