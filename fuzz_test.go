package pana_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fuzzed names, for each function that reads what may come from outside or opens
// what is sealed, the fuzz target of its package that drives it.
var fuzzed = map[string]string{
	"ParseDate":                   "FuzzParseDate",
	"complaints.ReadSlip":         "FuzzReadSlip",
	"backup.readNote":             "FuzzReadNote",
	"backup.readRows":             "FuzzReadRows",
	"backup.readValue":            "FuzzReadRows",
	"casework.readCode":           "FuzzReadCode",
	"casework.readSheet":          "FuzzSniff",
	"casework.read":               "FuzzSniff",
	"casework.sniff":              "FuzzSniff",
	"casework.CleanName":          "FuzzCleanName",
	"casework.Fold":               "FuzzFold",
	"casework.readName":           "FuzzFold",
	"casework.unpackTokens":       "FuzzUnpackTokens",
	"collections.ParseSum":        "FuzzParseSum",
	"followup.foldWord":           "FuzzASafeWordMeansTheSameHoweverItIsWritten",
	"followup.ParseSchedule":      "FuzzAScheduleIsReadOrRefused",
	"funding.ParsePercent":        "FuzzParseMoney",
	"funding.ParseMinor":          "FuzzParseMoney",
	"funding.parseDecimal":        "FuzzParseMoney",
	"house.readFront":             "FuzzReadFront",
	"house.readLetter":            "FuzzReadLetter",
	"house.readKey":               "FuzzReadLetter",
	"house.readPasskeys":          "FuzzReadPasskeys",
	"house.ParseSchedule":         "FuzzParseSchedule",
	"house.readTicket":            "FuzzReadTicket",
	"house.readQuestion":          "FuzzReadQuestion",
	"house.fold":                  "FuzzLine",
	"internal/codes.Parse":        "FuzzParse",
	"internal/codes.fold":         "FuzzMatch",
	"internal/form.openBook":      "FuzzRead",
	"internal/form.openContainer": "FuzzRead",
	"internal/form.Read":          "FuzzRead",
	"internal/form.open":          "FuzzCells",
	"internal/form.readType":      "FuzzCells",
	"internal/form.parse":         "FuzzExpr",
	"internal/form.readInteger":   "FuzzCells",
	"internal/form.readDecimal":   "FuzzCells",
	"internal/form.readRange":     "FuzzCells",
	"internal/form.readTime":      "FuzzCells",
	"internal/form.readDateTime":  "FuzzCells",
	"internal/form.fold":          "FuzzCells",
	"internal/form.parseNumber":   "FuzzExpr",
	"internal/form.OpenWorkbook":  "FuzzRead",
	"internal/layout.Read":        "FuzzRead",
	"internal/blank.Read":         "FuzzRead",
	"internal/blank.parse":        "FuzzRead",
	"internal/form.OpenDocument":  "FuzzOpenDocument",
	"internal/layout.open":        "FuzzRead",
	"internal/pdf.Clean":          "FuzzClean",
	"internal/locale.parse":       "FuzzFile",
	"internal/locale.foldHint":    "FuzzHints",
	"internal/locale.Negotiate":   "FuzzNegotiate",
	"youth.readKey":               "FuzzLessonInAnAddress",
	"internal/seal.ReadBackup":    "FuzzOpenHouse",
	"internal/seal.OpenChunks":    "FuzzOpenChunks",
	"internal/seal.openHouse":     "FuzzOpenHouse",
	"internal/seal.readHouse":     "FuzzReadHouse",
	"internal/seal.OpenKit":       "FuzzOpenKit",
	"internal/seal.readSheet":     "FuzzCheckSheet",
	"internal/seal.readRing":      "FuzzReadRing",
	"internal/seal.open":          "FuzzOpenSlot",
	"internal/seal.openPrivate":   "FuzzOpenPair",
	"internal/seal.readEpochKeys": "FuzzReadEpochKeys",
	"internal/seal.Open":          "FuzzOpen",
	"internal/seal.foldName":      "FuzzFoldName",
	"legal.ParseTemplate":         "FuzzParseTemplate",
	"residence.ReadPlace":         "FuzzReadPlace",
	"therapy.ReadInstrument":      "FuzzReadInstrument",
	"therapy.ReadWording":         "FuzzReadInstrument",
	"therapy.ReadTotal":           "FuzzReadTotal",
	"trail.ReadCheckpoint":        "FuzzReadCheckpoint",
	"trail.open":                  "FuzzOpenCheckpoint",
	"trail.decode":                "FuzzStateOfRows",
	"transfer.fold":               "FuzzTextSheet",
	"transfer.openSheet":          "FuzzOpenSheet",
	"transfer.openText":           "FuzzTextSheet",
	"transfer.openWorkbook":       "FuzzOpenSheet",
	"web.readRooms":               "FuzzReadRooms",
	"web/look.ReadFuzzy":          "FuzzReadFuzzy",
	"web/look.readWritten":        "FuzzReadFuzzy",
}

// unfuzzed are functions with such a name that read nothing foreign, and why.
var unfuzzed = map[string]string{
	"backup.opens":               "reads a set through age, which has targets of its own; notes and rows inside are fuzzed",
	"casework.readLines":         "puts back lines that were sealed here",
	"forms.open":                 "takes an id; the answers inside open by seal.Open",
	"funding.readShares":         "parts that were written here",
	"health.openWords":           "takes names of rows and opens by seal.Open",
	"house.OpenOwn":              "opens by seal.Open",
	"house.read":                 "opens by seal.Open",
	"internal/db.Open":           "a folder of migrations built into the program",
	"internal/db.Read":           "the same",
	"internal/locale.parseHints": "a file built into the program",
	"internal/seal.OpenBackup":   "two sheets by OpenKit, then age",
	"internal/seal.readSmall":    "a size and the bytes; readHouse reads them",
	"internal/seal.Unpack":       "opens by one AEAD, then readRing",
	"learning.openWords":         "takes names of rows and opens by seal.Open",
	"people.opened":              "opens by seal.Open",
	"therapy.open":               "takes an id",
	"therapy.readAnswers":        "digits that were sealed here",
	"therapy.readScore":          "the same",
	"transfer.open":              "openSheet and then a choice by heading",
	"web.Read":                   "a body as it comes; readForm and the chapters judge it",
	"web.openHealth":             "takes a code",
	"web.openLearning":           "the same",
}

var readerName = regexp.MustCompile(`^(?:[rR]ead|[pP]arse|[oO]pen|[uU]npack|[sS]niff|[dD]ecode|[fF]old|Clean|Negotiate)`)

// foreign reports whether a function takes text, bytes or a stream and no
// context, request or transaction, with which it would read the house itself.
func foreign(f *ast.FuncDecl) bool {
	takes := false
	for _, p := range f.Type.Params.List {
		switch t := p.Type.(type) {
		case *ast.Ident:
			takes = takes || t.Name == "string"
		case *ast.ArrayType:
			e, ok := t.Elt.(*ast.Ident)
			takes = takes || t.Len == nil && ok && e.Name == "byte"
		case *ast.SelectorExpr:
			switch x, _ := t.X.(*ast.Ident); x.Name + "." + t.Sel.Name {
			case "io.Reader", "io.ReaderAt", "json.RawMessage":
				takes = true
			case "context.Context":
				return false
			}
		case *ast.StarExpr:
			if s, ok := t.X.(*ast.SelectorExpr); ok && (s.Sel.Name == "Request" || s.Sel.Name == "Tx") {
				return false
			}
		case *ast.FuncType:
			takes = true
		}
	}
	return takes
}

// targets are the fuzz targets of a folder, and whether each has seeds.
func targets(t *testing.T, folder string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && strings.HasPrefix(f.Name.Name, "Fuzz") {
				found[f.Name.Name] = strings.Contains(string(text[f.Pos()-1:f.End()-1]), "f.Add(")
			}
		}
	}
	return found
}

// Every function that reads something foreign or opens something sealed has a
// fuzz target with seeds.
func TestEveryReaderOfForeignBytesIsFuzzed(t *testing.T) {
	seen := map[string]bool{}
	everySource(t, func(folder, file string, parsed *ast.File) {
		if strings.HasSuffix(file, "_templ.go") || folder == "cmd/pana" || folder == "demo" {
			return // pages are drawn and not read; commands and the demo read through the chapters
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !readerName.MatchString(f.Name.Name) || !foreign(f) {
				continue
			}
			name := strings.TrimPrefix(folder+"."+f.Name.Name, "..")
			seen[name] = true
			target, reason := fuzzed[name], unfuzzed[name]
			seeds, there := targets(t, folder)[target]
			switch {
			case target == "" && reason == "":
				t.Errorf("%s reads something and nobody fuzzes it: %s", name, file)
			case target == "" || reason != "" && target != "":
			case !there:
				t.Errorf("%s has no target %s", folder, target)
			case !seeds:
				t.Errorf("%s begins with nothing", target)
			}
		}
	})
	for _, list := range []map[string]string{fuzzed, unfuzzed} {
		for name := range list {
			if !seen[name] {
				t.Errorf("%s is listed and is no function", name)
			}
		}
	}
	if both := slices.DeleteFunc(slices.Collect(maps.Keys(fuzzed)), func(n string) bool { return unfuzzed[n] == "" }); len(both) > 0 {
		t.Errorf("listed twice: %v", both)
	}
	t.Logf("%d functions, %d of them fuzzed", len(seen), len(fuzzed))
}
