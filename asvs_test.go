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
var open = map[string]string{
	"V3.4.7":  "no place for reports: they name addresses of pages, and nothing reads them",
	"V5.2.4":  "a file has a limit of 20 MB and a page takes a few at a time, but nobody counts what one person brings in all",
	"V11.2.4": "tokens and slots are found by their digests and opened by AEAD; not every comparison was measured",
	"V11.3.5": "values are AEAD; pages of the database are Adiantum, which carries no mark of its own: the trail finds changed rows",
	"V15.1.4": "decision 4 says of each part what it is for and which holes are known, and not who keeps it and how well",
	"V15.1.5": "no page names the parts that read what comes from outside; docs/handbook/files.md names the kinds of files only",
	"V15.2.5": "pictures, PDF and workbooks are read in the house's own process, with limits of size and memory and in no sandbox",
	"V15.4.3": "locks are few and held shortly; no test looks for two that wait for each other",
	"V16.5.4": "what breaks in a page or in long work is caught, written down and answered (web/serve.go, web/working.go); what breaks in what the house does by itself ends the program",
}

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
