package pana_test

import (
	"go/ast"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fromOutside are the parts that read formats of strangers or do what a program
// should rarely do, and how docs/design/outside.md calls them.
var fromOutside = map[string]string{
	"image/jpeg": "", "image/png": "", "image/gif": "", "golang.org/x/image/": "", "encoding/xml": "", "encoding/csv": "", "encoding/gob": "", "encoding/asn1": "", "archive/": "", "compress/": "", "debug/": "",
	"os/exec": "", "plugin": "", "unsafe": "", "syscall": "", "golang.org/x/sys/": "", "text/template": "", "html/template": "", "net/mail": "", "mime/multipart": "", "crypto/x509": "",
	"github.com/xuri/excelize/": "excelize", "github.com/pdfcpu/": "pdfcpu", "github.com/beevik/etree": "etree", "filippo.io/age": "age",
	"github.com/go-webauthn/": "go-webauthn", "golang.org/x/mod/sumdb/": "",
}

// apartFrom is what a reader that stands apart never imports.
var apartFrom = []string{"net", "net/http", "os", "os/exec", "io/fs", "database/sql", "example.org/pana/internal/db", "example.org/pana/internal/seal", "example.org/pana/house", "example.org/pana/policy", "example.org/pana/trail"}

var outsideLine = regexp.MustCompile("(?m)^\\| `([^|`]+)` \\| ([^|]*) ?\\| [^|]+ \\| ([^|]*) ?\\|$")

func TestWhereWhatIsDangerousIsDoneIsWrittenDown(t *testing.T) {
	page, err := os.ReadFile("docs/design/outside.md")
	if err != nil {
		t.Fatal(err)
	}
	with, apart, holds := map[string]string{}, map[string]string{}, map[string]string{}
	for _, m := range outsideLine.FindAllStringSubmatch(string(page), -1) {
		with[m[1]], holds[m[1]] = m[2], m[3]
		if strings.HasPrefix(m[3], "apart") {
			apart[m[1]] = m[3]
		}
	}
	for folder, what := range holds {
		for _, target := range regexp.MustCompile(`\bFuzz\w+`).FindAllString(what, -1) {
			if wrong := thereIsNo(folder, target); wrong != "" {
				t.Errorf("outside.md: %s", wrong)
			}
		}
	}
	used, looked := map[string]bool{}, 0
	everySource(t, func(folder, file string, parsed *ast.File) {
		var alone bool
		if how, ok := apart[folder]; ok {
			names := regexp.MustCompile(`\w+\.go`).FindAllString(how, -1)
			alone = len(names) == 0 || slices.Contains(names, file[strings.LastIndex(file, "/")+1:]) || folder == "internal/form"
		}
		if alone {
			looked++
		}
		for _, i := range parsed.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			if alone && slices.Contains(apartFrom, path) {
				t.Errorf("%s is said to stand apart, and imports %s", file, path)
			}
			for part, called := range fromOutside {
				if path != part && !(strings.HasSuffix(part, "/") || called != "") || !strings.HasPrefix(path, part) {
					continue
				}
				if called == "" {
					called = path
				}
				if path == "golang.org/x/mod/sumdb/tlog" || path == "golang.org/x/mod/sumdb/note" {
					called = path[strings.LastIndex(path, "/")+1:]
				}
				used[folder] = true
				if !strings.Contains(with[folder], called) && !(strings.HasPrefix(path, "golang.org/x/image/") && strings.Contains(with[folder], "golang.org/x/image/")) {
					t.Errorf("%s imports %s, which docs/design/outside.md does not say of %s", file, path, folder)
				}
			}
		}
	})
	for folder, what := range with {
		if what != "" && !used[folder] {
			t.Errorf("%s stands on the page, and does nothing of the kind", folder)
		}
	}
	if looked < 30 || len(used) < 12 {
		t.Errorf("only %d files stand apart and %d packages are on the page", looked, len(used))
	}
}

// Every part that go.mod asks for itself and that is built into the program has its
// place in the table of risks, or is named here with why it is none.
var noRisk = map[string]string{
	"github.com/alecthomas/kong": "reads the command line of whoever runs the program", "github.com/pressly/goose/v3": "runs our own files of schema once",
	"golang.org/x/term": "asks the terminal for a passphrase", "golang.org/x/mod": "of the Go team; hashes and signatures of our own numbers",
}

func TestEveryPartIsARiskOrIsSaidToBeNone(t *testing.T) {
	page, err := os.ReadFile("docs/design/outside.md")
	if err != nil {
		t.Fatal(err)
	}
	_, risks, _ := strings.Cut(string(page), "## Which parts are a risk")
	parts, err := os.ReadFile("docs/design/parts.md")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	direct, _, _ := strings.Cut(string(mod), "// indirect")
	n := 0
	for _, m := range required.FindAllStringSubmatch(direct[:strings.LastIndex(direct, "\n)")], -1) {
		if !strings.Contains(string(parts), "| `"+m[1]+"` | "+m[2]+" | the program |") || noRisk[m[1]] != "" {
			continue
		}
		n++
		name := regexp.MustCompile(`/v\d+$`).ReplaceAllString(m[1], "")
		if last := name[strings.LastIndex(name, "/")+1:]; !strings.Contains(risks, last) {
			t.Errorf("nobody says whether %s is a risk", m[1])
		}
	}
	if n < 12 {
		t.Errorf("only %d parts were looked at", n)
	}
}
