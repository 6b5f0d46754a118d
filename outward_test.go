package pana_test

import (
	"go/ast"
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

// everySource calls f with each file of the house that is no test, and the
// folder it lies in.
func everySource(t *testing.T, f func(folder, file string, parsed *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != ".") {
			return filepath.SkipDir
		}
		folder := path.Dir(filepath.ToSlash(file))
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || slices.Contains(apart, folder) {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err == nil {
			f(folder, filepath.ToSlash(file), parsed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// outward are the ways by which a Go program calls somebody or starts another
// program.
var outward = map[string]string{
	"net.Dial": "", "net.DialTimeout": "", "net.Dialer": "", "tls.Dial": "", "tls.Dialer": "", "net.LookupHost": "", "net.LookupIP": "",
	"net.LookupAddr": "", "net.LookupTXT": "", "net.Resolver": "", "http.Get": "", "http.Post": "", "http.PostForm": "", "http.Head": "",
	"http.Client": "", "http.Transport": "", "http.DefaultClient": "", "http.DefaultTransport": "", "smtp.SendMail": "", "smtp.Dial": "",
	"exec.Command": "", "exec.CommandContext": "", "os.StartProcess": "", "syscall.Exec": "",
}

// mayCall says which file may call whom.
var mayCall = map[string]string{
	"cmd/pana/local.go":        "the socket in the folder of the house",
	"cmd/pana/through.go":      "the same: a command talks to the server of its own folder",
	"cmd/pana/bench_server.go": "bench starts the program itself and asks it over loopback",
	"internal/scan/scan.go":    "a scanner for viruses on this machine, if the house has one: a socket or a loopback port",
	"cmd/pana/serve.go":        "the browser of this desktop, with an address and no shell",
}

// No request leaves the house (rule 12): outside the files named here nothing
// that could make one stands in the sources. PostgreSQL, where a house was told
// to use it, is reached by its driver.
func TestNothingOfTheHouseCallsOut(t *testing.T) {
	seen := map[string]bool{}
	everySource(t, func(_, file string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := s.X.(*ast.Ident)
			if !ok {
				return true
			}
			if _, out := outward[pkg.Name+"."+s.Sel.Name]; out {
				seen[file] = true
				if mayCall[file] == "" {
					t.Errorf("%s uses %s.%s", file, pkg.Name, s.Sel.Name)
				}
			}
			return true
		})
	})
	for file := range mayCall {
		if !seen[file] {
			t.Errorf("%s may call somebody and does not: take it out", file)
		}
	}
}

// sound are the packages that the house does its cryptography with, and where
// each may stand; a star is everywhere.
var sound = map[string][]string{
	"crypto/cipher":                        {"internal/seal"},
	"crypto/ecdsa":                         {"web"},
	"crypto/ed25519":                       {"backup", "house", "internal/seal", "trail"},
	"crypto/elliptic":                      {"web"},
	"crypto/hkdf":                          {"internal/seal"},
	"crypto/hmac":                          {"*"},
	"crypto/hpke":                          {"internal/seal"},
	"crypto/rand":                          {"*"},
	"crypto/sha256":                        {"*"},
	"crypto/subtle":                        {"*"},
	"crypto/tls":                           {"cmd/pana", "web"},
	"crypto/x509":                          {"web"},
	"crypto/x509/pkix":                     {"web"},
	"filippo.io/age":                       {"backup", "rights"},
	"golang.org/x/crypto/argon2":           {"internal/seal"},
	"golang.org/x/crypto/chacha20poly1305": {"internal/seal"},
	"lukechampine.com/adiantum":            {"internal/db"},
	"lukechampine.com/adiantum/hbsh":       {"internal/db"},
	"github.com/ncruces/go-sqlite3/vfs/adiantum": {"internal/db"},
	"github.com/go-webauthn/webauthn/protocol":   {"house"},
	"github.com/go-webauthn/webauthn/webauthn":   {"house"},
	"github.com/pquerna/otp":                     {"house"},
	"github.com/pquerna/otp/totp":                {"house"},
}

// guessable says where numbers that can be guessed do no harm.
var guessable = map[string]string{
	"internal/db": "how long a transaction waits before it tries again",
	"demo":        "the invented world is the same for the same seed",
	"cmd/pana":    "bench invents a world",
}

// Every piece of cryptography is one of those listed, in its place, and whatever
// must not be guessed comes from the system's own randomness.
func TestOnlySoundCryptographyStandsInTheHouse(t *testing.T) {
	used := map[string]bool{}
	everySource(t, func(folder, file string, parsed *ast.File) {
		for _, imp := range parsed.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			switch {
			case name == "math/rand":
				t.Errorf("%s imports %s", file, name)
			case name == "math/rand/v2" && guessable[folder] == "":
				t.Errorf("%s draws numbers that can be guessed", file)
			case strings.HasPrefix(name, "crypto/"), strings.HasPrefix(name, "golang.org/x/crypto"), strings.HasPrefix(name, "filippo.io/"),
				strings.Contains(name, "adiantum"), strings.Contains(name, "/otp"), strings.Contains(name, "/webauthn"):
				used[name] = true
				if places := sound[name]; !slices.Contains(places, "*") && !slices.Contains(places, folder) {
					t.Errorf("%s imports %s, which has no place there", file, name)
				}
			}
		}
	})
	for name := range sound {
		if !used[name] {
			t.Errorf("nothing uses %s: take it out", name)
		}
	}
}

// dangerous are packages that do what their input says.
var dangerous = []string{"encoding/gob", "encoding/xml", "html/template", "net/http/pprof", "net/rpc", "plugin", "text/template", "unsafe", "C"}

// mayUse says which file uses such a package all the same, and why it may.
var mayUse = map[string]string{
	"internal/form/book.go":      "token by token; what declares an entity or a document type is refused before",
	"internal/form/container.go": "the same",
	"internal/form/sheet.go":     "the same",
	"internal/form/write.go":     "writes XML and reads none",
	"internal/layout/read.go":    "token by token, through internal/form",
	"internal/form/document.go":  "the same",
	"internal/blank/read.go":     "the same",
	"internal/blank/fill.go":     "the same",
	"internal/seal/wipe.go":      "to overwrite a key that a library holds",
}

// No template, object or code is ever made from what somebody typed, and nothing
// of a debugger is in the program.
func TestNothingDoesWhatItsInputSays(t *testing.T) {
	everySource(t, func(_, file string, parsed *ast.File) {
		for _, imp := range parsed.Imports {
			if name, _ := strconv.Unquote(imp.Path.Value); slices.Contains(dangerous, name) && mayUse[file] == "" {
				t.Errorf("%s imports %s", file, name)
			}
		}
	})
}
