package pana_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The name of every person who is not the client herself and does not work here
// goes through one door, where it is compared with the watch list: on pages
// look.PersonField and someoneFrom, in chapters casework.Someone. These tests
// find the forms and the structs that would keep a name past it.

// namesHere are the fields of pages that take a name which is not such a person's.
var namesHere = map[string]string{
	"casework_edit.templ name-to-use":    "the client's own",
	"casework_edit.templ name":           "the client's own",
	"casework_edit.templ aliases":        "the client's own",
	"intake_arrival.templ name":          "the client's own",
	"intake_requests.templ name":         "the client's own",
	"record_child.templ name":            "a child is a client too",
	"health_medicine.templ name":         "a medicine's",
	"youth_day.templ name":               "a group's",
	"youth_day.templ term":               "a term's",
	"youth_file.templ name":              "the young person's own",
	"youth_correct.templ name":           "the young person's own",
	"youth_students.templ name":          "a volunteer's of a centre: compared for whoever may read the watch list, see decision 55",
	"youth_file.templ who":               "an authority's",
	"youth_file.templ guardian":          "at a youth centre: the watch list of the shelters does not reach it, see decision 46",
	"house_set.templ name":               "the house's",
	"house_peers.templ called":           "another house's",
	"report.templ name":                  "a layout's",
	"letters.templ name":                 "a template's",
	"house_setup.templ house_name":       "the house's",
	"house_setup.templ site_name_":       "a site's",
	"passkey.templ passkey_name":         "a phone's or a stick's",
	"second.templ name":                  "who works here",
	"house_sign_in.templ name":           "who works here",
	"kit.templ name":                     "who leads the house",
	"house_staff.templ name":             "who works here",
	"people_visits.templ name_came":      "the same, of somebody who came unannounced",
	"people_volunteers.templ name":       "somebody's from outside: compared with the watch list whenever it is read, see people.Outsider",
	"supporters.templ name":              "somebody's who gives: compared with the watch list whenever it is read",
	"people_helpers.templ name":          "the same",
	"record_organisation.templ name":     "an organisation's",
	"record_child.templ unsafe_guardian": "the words of an alert",
	"record_document.templ title":        "a paper's",
	"therapy_glass.templ name":           "who works here",
	"danger.templ name":                  "who works here",
	"residence_rooms.templ name":         "a room's or a bed's",
}

var (
	drawn     = regexp.MustCompile(`look\.FieldData\{([^}]*)\}`)
	fieldName = regexp.MustCompile(`\bName:\s*"([^"]*)"`)
	fieldKind = regexp.MustCompile(`\bKind:\s*"(?:number|password|file|time|code|search)"`)
	labelKey  = regexp.MustCompile(`\bLabel:\s*f\.R\.T\("([^"]*)"`)
	rawField  = regexp.MustCompile(`(?s)<(?:input|textarea)\b[^>]*?\bname="([^"]*)"[^>]*>`)
	hidden    = regexp.MustCompile(`type="hidden"`)

	// aPerson is how a field that asks for somebody's name is called.
	aPerson = regexp.MustCompile(`(?i)(^|[._-])(full-?name|first-?name|last-?name|name|names|alias|aliases|who|whom|person|people|doctor|nurse|lawyer|advocate|relative|mother|father|parent|guardian|kin|friend|employer|visitor|escort|interpreter|witness|driver|caller|recruiter|exploiter|contact-name|contact-person|local-contact|prescriber)(?:[._-]|$)`)
)

// nameFields returns the fields of a page's source into which somebody's name
// would be typed.
func nameFields(source string) []string {
	var found []string
	for _, m := range drawn.FindAllStringSubmatch(source, -1) {
		name := fieldName.FindStringSubmatch(m[1])
		if name == nil || fieldKind.MatchString(m[1]) {
			continue
		}
		label := labelKey.FindStringSubmatch(m[1])
		if aPerson.MatchString(name[1]) || label != nil && strings.HasSuffix(label[1], ".name") {
			found = append(found, name[1])
		}
	}
	for _, m := range rawField.FindAllStringSubmatch(source, -1) {
		if !hidden.MatchString(m[0]) && aPerson.MatchString(m[1]) {
			found = append(found, m[1])
		}
	}
	return found
}

func TestNoFormTakesAPersonsNamePastTheWatchList(t *testing.T) {
	pages, err := filepath.Glob("web/template/*.templ")
	if err != nil || len(pages) < 20 {
		t.Fatalf("only %d pages were looked at: %v", len(pages), err)
	}
	asked := 0
	for _, page := range pages {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range nameFields(string(source)) {
			asked++
			if namesHere[filepath.Base(page)+" "+field] == "" {
				t.Errorf("%s: the field %q takes a name; a person's is asked with look.PersonField, anybody else's stands in namesHere with whose it is", page, field)
			}
		}
	}
	if asked < 10 {
		t.Errorf("only %d names are asked for anywhere: the test has gone blind", asked)
	}
	for _, planted := range []string{
		`@look.Field(f.R, look.FieldData{Name: "doctor", Label: f.R.T("health.doctor")})`,
		`@look.Field(f.R, look.FieldData{Label: f.R.T("court.lawyer.name"), Name: "x"})`,
		`@look.Field(f.R, look.FieldData{Name: "visitor_name", Kind: "area"})`,
		"<input class=\"govuk-input\"\n\ttype=\"text\" name=\"contact-person\"/>",
		`<textarea name="employer"></textarea>`,
	} {
		if len(nameFields(planted)) != 1 {
			t.Errorf("a form that goes past the watch list is not found: %s", planted)
		}
	}
	for _, fair := range []string{
		`@look.Field(f.R, look.FieldData{Name: "note", Kind: "area"})`,
		`@look.Select(f.R, look.SelectData{Name: "escort"})`, // who works here
		`<input type="hidden" name="person" value={ id }/>`,
	} {
		if got := nameFields(fair); len(got) != 0 {
			t.Errorf("%s is taken for a name: %v", fair, got)
		}
	}
}

// textsHere are the fields of structs given to chapters that hold a name which
// is not such a person's, or the one door itself.
var textsHere = map[string]string{
	"funding.Agreement.Name":         "an agreement's",
	"funding.Due.Name":               "the same",
	"health.Prescription.Name":       "a medicine's",
	"casework.NewPerson.Name":        "the door",
	"youth.NewGroup.Name":            "a group's",
	"youth.Term.Name":                "a term's",
	"youth.NewYoung.Name":            "the young person's own",
	"youth.Correction.Name":          "the young person's own",
	"youth.NewOrder.Who":             "an authority's",
	"youth.Guardian.Name":            "at a youth centre: the watch list of the shelters does not reach it, see decision 46",
	"casework.NewOrganisation.Name":  "an organisation's",
	"casework.Names.Full":            "the client's own",
	"casework.Names.ToUse":           "the client's own",
	"casework.Names.Aliases":         "the client's own",
	"casework.Trafficking.Recruiter": "a code",
	"collections.NewSupporter.Name":  "a supporter's: compared with the watch list whenever it is read",
	"people.Interpreting.Name":       "what casework.Someone has just met is called, to be compared with those who help; kept nowhere",
	"people.NewOutsider.Name":        "somebody's from outside: compared with the watch list whenever it is read",
	"report.Report.Name":             "of the agreement",
	"letters.Template.Name":          "a template's",
	"report.Giver.Name":              "a funder's",
	"report.Line.Name":               "the client's own, read anew each time while she agrees",
	"report.Figure.Name":             "of a figure",
	"stories.NewPlace.Whom":          "whoever shows a story, whom the house asks to take it down",
	"residence.NewRoom.Name":         "a room's",
	"residence.Room.Name":            "a room's",
	"residence.Bed.Name":             "a bed's",
	"residence.Stay.BedName":         "a bed's",
	"residence.Stay.RoomName":        "a room's",
	"intake.Arrival.Name":            "the client's own",
	"intake.Words.Name":              "the client's own",
}

// aName is how a field of a struct that holds somebody's name is called.
var aName = regexp.MustCompile(`^(Full|ToUse|Aliases)$|Name$|Names$|^(Doctor|Nurse|Lawyer|Relative|Mother|Father|Guardian|Kin|Friend|Employer|Visitor|Witness|Driver|Caller|Recruiter|Exploiter|ContactPerson|LocalContact|Prescriber|Escort|Interpreter|Who|Whom)$`)

// given returns the text fields with somebody's name in the structs that the
// exported functions of a package are given, or hold in turn.
func given(pkg string, files []*ast.File) []string {
	structs := map[string]*ast.StructType{}
	var params []string
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok {
					structs[n.Name.Name] = s
				}
			case *ast.FuncDecl:
				if n.Name.IsExported() {
					for _, p := range n.Type.Params.List {
						params = append(params, typeNames(p.Type)...)
					}
				}
				return false
			}
			return true
		})
	}
	var found []string
	seen := map[string]bool{}
	var walk func(string)
	walk = func(name string) {
		s := structs[name]
		if s == nil || seen[name] {
			return
		}
		seen[name] = true
		for _, f := range s.Fields.List {
			types := typeNames(f.Type)
			for _, n := range f.Names {
				if n.IsExported() && slices.Contains(types, "string") && aName.MatchString(n.Name) {
					found = append(found, pkg+"."+name+"."+n.Name)
				}
			}
			for _, t := range types {
				walk(t)
			}
		}
	}
	for _, p := range params {
		walk(p)
	}
	return found
}

// typeNames are the names in a type of the same package, and of what the language has.
func typeNames(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.Ident:
		return []string{e.Name}
	case *ast.StarExpr:
		return typeNames(e.X)
	case *ast.ArrayType:
		return typeNames(e.Elt)
	case *ast.Ellipsis:
		return typeNames(e.Elt)
	case *ast.MapType:
		return append(typeNames(e.Key), typeNames(e.Value)...)
	case *ast.FuncType:
		var names []string
		for _, p := range e.Params.List {
			names = append(names, typeNames(p.Type)...)
		}
		return names
	}
	return nil
}

func TestNoChapterKeepsAPersonsNameOfItsOwn(t *testing.T) {
	fset := token.NewFileSet()
	looked := 0
	chapters := order[slices.Index(order, "casework"):slices.Index(order, "transfer")]
	for _, pkg := range chapters {
		names, err := filepath.Glob(filepath.Join(filepath.FromSlash(pkg), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		for _, field := range given(pkg, files) {
			looked++
			if textsHere[field] == "" {
				t.Errorf("%s holds a name: a person around a client is a casework.Someone; anybody else's name stands in textsHere with whose it is", field)
			}
		}
	}
	if looked < 5 {
		t.Errorf("only %d names are given to all chapters: the test has gone blind", looked)
	}
	for planted, want := range map[string]string{
		`package health; type NewVisit struct{ Doctor string }; func (h *Health) Plan(v NewVisit) {}`:                                            "health.NewVisit.Doctor",
		`package health; type in struct{ GuardianName string }; type NewVisit struct{ With []in }; func Plan(v ...*NewVisit) {}`:                 "health.in.GuardianName",
		`package health; type NewVisit struct{ DoctorNames map[string]string }; func Enter(do func(NewVisit) error) {}`:                          "health.NewVisit.DoctorNames",
		`package health; type Visit struct{ Doctor casework.Someone; Note string }; func Plan(v Visit) {}; type Row struct{ EscortName string }`: "",
	} {
		f, err := parser.ParseFile(fset, "planted.go", planted, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(given("health", []*ast.File{f}), " "); got != want {
			t.Errorf("%s: found %q, want %q", planted, got, want)
		}
	}
}
