package locale

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Where a key stands in a source file as a literal. A key put together from
// parts is not followed.
var keyed = []*regexp.Regexp{
	regexp.MustCompile(`\.T\(\s*"([^"]*)"\s*[,)]`),
	regexp.MustCompile(`\bSay:\s*"([^"]*)"\s*[,}\n]`),
	regexp.MustCompile(`pana\.Refuse\([^\n]*?,[^\n]*?,\s*"([^"]*)"\s*\)`),
}

func keysIn(source string) (keys []string) {
	for _, re := range keyed {
		for _, m := range re.FindAllStringSubmatch(source, -1) {
			keys = append(keys, m[1])
		}
	}
	return keys
}

func TestEveryKeyInTheSourcesHasAText(t *testing.T) {
	const root = "../.."
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal("the module root is not two folders up: ", err)
	}
	r, found := For(EN, Words{}), 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if path != root && (name[0] == '.' || name[0] == '_' || name == "node_modules" || name == "vendor" || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		case strings.HasSuffix(name, "_test.go"), strings.HasSuffix(name, "_templ.go"):
			return nil
		case filepath.Ext(name) != ".go" && filepath.Ext(name) != ".templ":
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, key := range keysIn(uncommented(string(source))) {
			found++
			if !r.Has(key) {
				t.Errorf("%s: no text for %q", path, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no key found in any source: the search is broken")
	}
}

// uncommented drops whole-line comments, whose examples are no promises.
func uncommented(source string) string {
	return regexp.MustCompile(`(?m)^\s*//.*$`).ReplaceAllString(source, "")
}

func TestKeysAreFoundWhereSourcesSayThem(t *testing.T) {
	for source, want := range map[string]string{
		`@text(r.T("look.skip"))`:                                     "look.skip",
		`r.T("bed.free", "N", 3)`:                                     "bed.free",
		`&pana.Error{Op: "x", Say: "bed.taken", With: nil}`:           "bed.taken",
		`return pana.Refuse("bed.Give", "bed", "bed.none")`:           "bed.none",
		`return pana.Refuse(op, fmt.Sprint("b", 2), "bed.elsewhere")`: "bed.elsewhere",
		`r.T("role." + role)`:                                         "",
	} {
		got := strings.Join(keysIn(source), " ")
		if got != want {
			t.Errorf("%s: found %q, want %q", source, got, want)
		}
	}
}
