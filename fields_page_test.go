package pana_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write docs/design/fields.md anew")

// A held field is what the code says of one field of a chapter.
type held struct {
	holds   []string // codes of a list, words up to a length
	refused []string // sentences that its refusals say
}

// docs/design/fields.md is what the code asks of each field, read from its
// calls: which list a code must stand in, how long words may be, and the
// sentence of every refusal that names the field, those among them that compare
// it with others. `go test . -run Field -write` writes it anew.
func TestThePageOfFieldsIsWhatTheCodeAsksOfThem(t *testing.T) {
	page := fieldsPage(t)
	const file = "docs/design/fields.md"
	if *write {
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != page {
		t.Errorf("%s is older than the code: go test . -run Field -write", file)
	}
	for _, known := range []string{"a code of `document-kind`", "| `passphrase` |", "The end is before the beginning", "| `the whole` |", "a number from 0 to", "up to 200 characters"} {
		if !strings.Contains(page, known) {
			t.Errorf("the page lacks %q: calls are not read as they are written", known)
		}
	}
}

func fieldsPage(t *testing.T) string {
	said := english(t)
	chapters := map[string]map[string]*held{}
	limits := map[string]map[string]string{}
	everySource(t, func(folder, _ string, parsed *ast.File) { constants(limits, folder, parsed) })
	for name, v := range maps.Clone(limits["casework"]) {
		for _, others := range limits {
			others["casework."+name] = cmp.Or(limits["casework"][v], v)
		}
	}
	everySource(t, func(folder, _ string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			field, holds, say := asked(n, limits[folder])
			if field == "" || holds == "" && said[say] == "" {
				return true
			}
			if chapters[folder] == nil {
				chapters[folder] = map[string]*held{}
			}
			h := chapters[folder][field]
			if h == nil {
				h = &held{}
				chapters[folder][field] = h
			}
			if holds != "" && !slices.Contains(h.holds, holds) {
				h.holds = append(h.holds, holds)
			}
			if s := said[say]; s != "" && !slices.Contains(h.refused, s) {
				h.refused = append(h.refused, s)
			}
			return true
		})
	})
	var b strings.Builder
	b.WriteString("# What each field may hold\n\nRead from the code by `fields_page_test.go`, which fails when this page is older than it. Every text is refused that is no text, holds characters that nobody types or that turn the direction round, or is longer than said; every day that does not exist; every form beyond 1 MB; what a form does not offer is not read. Nothing is required but where a sentence says so. A sentence that speaks of another field says which must fit each other, and so does each under *the whole*: what fields, or what the house knows already, do not allow together. `{{.Max}}` and the like stand for a number.\n")
	for _, folder := range slices.Sorted(maps.Keys(chapters)) {
		fmt.Fprintf(&b, "\n## %s\n\n| field | holds | is refused with |\n|---|---|---|\n", cmp.Or(strings.TrimPrefix(folder, "."), "pana"))
		for _, field := range slices.Sorted(maps.Keys(chapters[folder])) {
			h := chapters[folder][field]
			slices.Sort(h.holds)
			slices.Sort(h.refused)
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", field, strings.Join(h.holds, "; "), strings.Join(h.refused, " / "))
		}
	}
	return b.String()
}

// whole stands for what is refused of an act as a whole: what the fields, or
// what the house knows already, do not allow together.
const whole = "the whole"

// days are the calls by which a day, an hour or a remembered time is read.
var days = map[string]string{
	"Day": "a day", "Past": "a day that has come", "known": "a day that has come", "Clock": "an hour, 09:30", "ahead": "a day ahead",
	"Moment": "a time, as roughly as it is known", "PastMoment": "a time that has begun, as roughly as it is known",
	"within": "a day of a time in our care that has come",
}

// asked reads one place of the code: the field it names, what that may hold, and
// the key of the sentence it is refused with.
func asked(n ast.Node, limits map[string]string) (field, holds, say string) {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := types.ExprString(n.Fun)
		name = name[strings.LastIndex(name, ".")+1:]
		if name == "conflict" && len(n.Args) == 2 {
			return whole, "", text(n.Args[1])
		}
		if len(n.Args) < 3 {
			return "", "", ""
		}
		field = named(n.Args[1])
		switch {
		case name == "Refuse" || name == "refuse":
			return field, "", text(n.Args[2])
		case slices.Contains([]string{"Check", "CheckAll", "CheckCode"}, name) && len(n.Args) == 4 && text(n.Args[2]) != "":
			return field, map[bool]string{true: "codes of", false: "a code of"}[name == "CheckAll"] + " `" + text(n.Args[2]) + "`", ""
		case slices.Contains([]string{"words", "Text", "line", "optionalLine"}, name) && len(n.Args) == 4:
			return field, "up to " + size(n.Args[3], limits) + " characters", ""
		case name == "CheckOneOf":
			return field, "one of `" + types.ExprString(n.Args[3]) + "`", ""
		case name == "Within" && len(n.Args) == 5:
			return field, "a number from " + size(n.Args[3], limits) + " to " + size(n.Args[4], limits), ""
		case days[name] != "" && types.ExprString(n.Args[0]) == "op":
			return field, days[name], ""
		case name == "lines" && len(n.Args) == 5:
			return field, "up to " + size(n.Args[3], limits) + " lines of " + size(n.Args[4], limits) + " characters", ""
		}
	case *ast.CompositeLit:
		if n.Type == nil || types.ExprString(n.Type) != "pana.Error" {
			return "", "", ""
		}
		var kind string
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				switch types.ExprString(kv.Key) {
				case "Field":
					field = text(kv.Value)
				case "Kind":
					kind = types.ExprString(kv.Value)
				case "Say":
					say = text(kv.Value)
				}
			}
		}
		return cmp.Or(field, map[bool]string{true: whole}[kind == "pana.Conflict"]), "", say
	}
	return "", "", ""
}

// text is a string literal, or empty for anything else.
func text(e ast.Expr) string {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return ""
	}
	s, _ := strconv.Unquote(l.Value)
	return s
}

// named is the name of a field: with … for what differs from row to row.
func named(e ast.Expr) string {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.ADD {
		if l, r := named(b.X), named(b.Y); l+r != "" {
			return cmp.Or(l, "…") + cmp.Or(r, "…")
		}
	}
	return text(e)
}

// size is a number as it stands, or the one that a constant of the folder names.
func size(e ast.Expr, limits map[string]string) string {
	s := types.ExprString(e)
	for range 3 { // a constant may be another's
		_, last, dotted := strings.Cut(s, ".")
		if known := limits[s]; known != "" {
			s = known
		} else if shared := limits["casework."+last]; dotted && shared != "" {
			s = shared
		}
	}
	return s
}

func constants(limits map[string]map[string]string, folder string, parsed *ast.File) {
	if limits[folder] == nil {
		limits[folder] = map[string]string{}
	}
	for _, d := range parsed.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			for i, name := range v.Names {
				if i < len(v.Values) {
					limits[folder][name.Name] = strings.ReplaceAll(types.ExprString(v.Values[i]), "_", "")
				}
			}
		}
	}
}

// english is every sentence of the program by its key.
func english(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("internal/locale/messages/*.en.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no messages", err)
	}
	all := map[string]string{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		for k, v := range m {
			if s, ok := v.(string); ok {
				all[k] = strings.ReplaceAll(s, "|", "/")
			}
		}
	}
	return all
}
