package form_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/form"
)

// good is the smallest form there is.
var good = sheet{{"type", "name", "label"}, {"text", "a", "A"}}

// withCells puts raw XML into the survey sheet of the smallest form.
func withCells(cells string) []byte {
	return workbook(good, nil, nil, map[string]string{"xl/worksheets/sheet1.xml": strings.Replace(sheetXML(good), "</sheetData>", cells+"</sheetData>", 1)})
}

func part(name, text string) []byte { return workbook(good, nil, nil, map[string]string{name: text}) }

func TestAWorkbookThatMeansHarmIsRefusedWithTheReasonAndThePlace(t *testing.T) {
	zeros := strings.Repeat("0", 60<<20)
	for _, c := range []struct {
		name string
		file []byte
		say  string
		at   string
	}{
		{"nothing at all", nil, "form.file.kind", ""},
		{"a picture", []byte("\x89PNG\r\n\x1a\n0000"), "form.file.kind", ""},
		{"only the beginning of a zip file", []byte("PK\x03\x04"), "form.file.broken", ""},
		{"an old workbook, or one under a password", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("x", 600)), "form.file.locked", ""},
		{"more than four megabytes", append([]byte("PK\x03\x04"), make([]byte, 5<<20)...), "form.file.large", ""},
		{"a zip file that is no workbook", zipped(map[string]string{"[Content_Types].xml": "<Types/>"}), "form.file.kind", ""},
		{"a zip bomb among the parts that nobody reads", part("xl/media/image1.png", zeros), "form.file.bomb", ""},
		{"a zip bomb that is the sheet", part("xl/worksheets/sheet1.xml", "<worksheet>"+zeros+"</worksheet>"), "form.file.bomb", ""},
		{"a bomb that lies about its size", lying(), "form.file.broken", "survey"},
		{"a zip file inside", part("xl/media/more.zip", "PK"), "form.file.embedded", ""},
		{"a thousand parts", parts(1000), "form.file.bomb", ""},
		{"a macro", part("xl/vbaProject.bin", "x"), "form.file.macro", ""},
		{"an old kind of macro", part("xl/macrosheets/sheet1.xml", "<x/>"), "form.file.macro", ""},
		{"a workbook that says it has macros", part("[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`), "form.file.macro", ""},
		{"a name that runs a program", part("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="survey" r:id="rId1"/></sheets><definedNames><definedName name="x" xlm="1">1</definedName></definedNames></workbook>`), "form.file.macro", ""},
		{"a link to another workbook", part("xl/externalLinks/externalLink1.xml", "<externalLink/>"), "form.file.outside", ""},
		{"a data connection", part("xl/connections.xml", "<connections/>"), "form.file.outside", ""},
		{"a part that lies on another machine", part("xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="a" Type="http://x/image" Target="http://elsewhere/p.png" TargetMode="External"/></Relationships>`), "form.file.outside", ""},
		{"an embedded object", part("xl/embeddings/oleObject1.bin", "x"), "form.file.embedded", ""},
		{"a control", part("xl/activeX/activeX1.xml", "<x/>"), "form.file.embedded", ""},
		{"an object in the sheet", withCells(`</sheetData><oleObjects><oleObject progId="Package"/></oleObjects><sheetData>`), "form.file.embedded", "survey"},
		{"broken XML", part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"), "form.file.broken", "survey"},
		{"XML that closes nothing", part("xl/worksheets/sheet1.xml", "<worksheet></sheetData></worksheet>"), "form.file.broken", "survey"},
		{"entities that multiply", part("xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY b "`+strings.Repeat("x", 100)+`">]><worksheet>&b;</worksheet>`), "form.file.entity", "survey"},
		{"an entity from a file", part("xl/workbook.xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>`), "form.file.entity", ""},
		{"an entity nobody declared", part("xl/worksheets/sheet1.xml", `<worksheet>&b;</worksheet>`), "form.file.broken", "survey"},
		{"a part that climbs out", part("../../etc/cron.d/x", "x"), "form.file.broken", ""},
		{"a formula", withCells(`<row r="3"><c r="B3"><f>1+1</f><v>2</v></c></row>`), "form.cell.formula", "survey!B3"},
		{"a formula that calls a program", withCells(`<row r="3"><c r="A3" t="str"><f>cmd|'/C calc'!A0</f><v>x</v></c></row>`), "form.cell.formula", "survey!A3"},
		{"what a broken formula left", withCells(`<row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>`), "form.cell.error", "survey!C3"},
		{"a sheet that claims every cell there is", part("xl/worksheets/sheet1.xml", strings.Replace(sheetXML(good), "<sheetData>", `<dimension ref="A1:XFD1048576"/><sheetData>`, 1)), "form.sheet.vast", "survey"},
		{"a cell at the end of the world", withCells(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), "form.sheet.rows", "survey!XFD1048576"},
		{"a cell far to the right", withCells(`<row r="3"><c r="XFD3"><v>1</v></c></row>`), "form.sheet.columns", "survey!XFD3"},
		{"half a million empty cells", withCells(coloured(110_000)), "form.sheet.vast", "survey"},
		{"rows that run backwards", withCells(`<row r="1"><c r="A1"><v>1</v></c></row>`), "form.file.broken", "survey"},
		{"a cell over-long", workbook(sheet{good[0], {"text", "a", strings.Repeat("ә", 8001)}}, nil, nil), "form.cell.long", "survey!C2"},
		{"a cell that points at no string", withCells(`<row r="3"><c r="A3" t="s"><v>99</v></c></row>`), "form.file.broken", "survey!A3"},
		{"marks that turn the writing round", workbook(sheet{good[0], {"text", "a", "abc\u202Ecba"}}, nil, nil), "form.cell.characters", "survey!C2"},
		{"ten thousand choices and one", workbook(good, long(10_001, "l", "c%d", "L"), nil), "form.sheet.rows", "choices!A10001"},
		{"three thousand and one questions", workbook(long(3001, "text", "q%d", "Q"), nil, nil), "form.sheet.rows", "survey!B3002"},
		{"expressions that lead everywhere, in every row", workbook(everywhere(2000), nil, nil), "form.expr.heavy", "survey!D335"},
		{"a formula on a sheet that is no part of the form", hidden(), "form.cell.formula", "help!A1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			say, at := refused(t, c.file)
			if say != c.say || at != c.at {
				t.Errorf("refused with %s at %q, want %s at %q", say, at, c.say, c.at)
			}
		})
	}
}

// long is a sheet with n rows of the same kind.
func long(n int, kind, name, label string) sheet {
	s := sheet{{"type", "name", "label"}}
	if strings.HasPrefix(name, "c") {
		s[0][0] = "list_name"
	}
	for i := range n {
		s = append(s, []string{kind, fmt.Sprintf(name, i), label})
	}
	return s
}

// coloured is n rows of one cell that holds nothing but a colour.
func coloured(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<row><c s="%d"/></row>`, i*7919%100_003)
	}
	return b.String()
}

// everywhere is n rows that each ask after all rows from all rows.
func everywhere(n int) sheet {
	s := long(n, "text", "q%d", "Q")
	s[0] = append(s[0], "constraint")
	for i := 1; i <= n; i++ {
		s[i] = append(s[i], "count(//*//*//*) > 0")
	}
	return s
}

func parts(n int) []byte {
	all := map[string]string{"[Content_Types].xml": "<Types/>"}
	for i := range n {
		all[fmt.Sprintf("xl/p%d.xml", i)] = "<x/>"
	}
	return zipped(all)
}

// lying is a sheet whose header says it is small.
func lying() []byte {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, _ := z.Create("x")
	w.Write([]byte("<worksheet>" + strings.Repeat("<row/>", 2<<20)))
	z.Close()
	r, _ := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	raw, _ := r.File[0].OpenRaw()
	data := make([]byte, r.File[0].CompressedSize64)
	raw.Read(data)

	var out bytes.Buffer
	z = zip.NewWriter(&out)
	whole, _ := zip.NewReader(bytes.NewReader(workbook(good, nil, nil)), int64(len(workbook(good, nil, nil))))
	for _, f := range whole.File {
		if f.Name == "xl/worksheets/sheet1.xml" {
			head := r.File[0].FileHeader
			head.Name, head.UncompressedSize64 = f.Name, 2000
			w, _ := z.CreateRaw(&head)
			w.Write(data)
			continue
		}
		if err := z.Copy(f); err != nil {
			panic(err)
		}
	}
	z.Close()
	return out.Bytes()
}

func hidden() []byte {
	return workbook(good, nil, nil, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="survey" r:id="rId1"/><sheet name="help" state="veryHidden" r:id="rId9"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="a/worksheet" Target="worksheets/sheet9.xml"/></Relationships>`,
		"xl/worksheets/sheet9.xml":   `<worksheet><sheetData><row r="1"><c r="A1"><f>NOW()</f></c></row></sheetData></worksheet>`,
	})
}

func TestRefusingAVastWorkbookTakesLittleMemory(t *testing.T) {
	file := part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+strings.Repeat(`<row><c t="inlineStr"><is><t>x</t></is></c></row>`, 160_000)+"</sheetData></worksheet>")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := form.Read("test", file)
	runtime.ReadMemStats(&after)
	if pana.KindOf(err) != pana.Invalid {
		t.Fatal(err)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 64 {
		t.Errorf("%d MB were taken to refuse it", used)
	}
}

func TestALinkToClickAndPrinterSettingsDoNoHarm(t *testing.T) {
	_, err := form.Read("test", workbook(good, nil, nil, map[string]string{
		"xl/worksheets/_rels/sheet1.xml.rels":     `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:a@example.org" TargetMode="External"/></Relationships>`,
		"xl/printerSettings/printerSettings1.bin": "anything",
	}))
	if err != nil {
		t.Error(err)
	}
}
