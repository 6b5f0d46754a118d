package form_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"example.org/pana/internal/form"
)

const told = "Karlygash-43.2389N"

// retold is a workbook with more said in one place of it.
func retold(t *testing.T, file []byte, change func(z *zip.Writer, name, text string) string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		said := change(z, f.Name, string(text))
		to, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store}) // unpacked, so that the mark can be looked for
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(to, said)
	}
	change(z, "", "")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAKeptWorkbookSaysNothingBesideTheForm(t *testing.T) {
	type change = func(z *zip.Writer, name, text string) string
	places := map[string]change{
		"a comment on the whole": func(z *zip.Writer, name, text string) string {
			if name == "" {
				z.SetComment(told)
			}
			return text
		},
	}
	for _, part := range []string{"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg", "xl/comments1.xml", "xl/threadedComments/threadedComment1.xml",
		"xl/persons/person.xml", "customXml/item1.xml", "xl/media/image1.jpeg", "xl/drawings/vmlDrawing1.vml", "xl/printerSettings/printerSettings1.bin", "xl/revisions/revisionHeaders.xml",
		"xl/worksheets/_rels/sheet9.xml.rels", "xl/" + told + ".xml"} {
		places["the part "+part] = func(z *zip.Writer, name, text string) string {
			switch {
			case name == part:
				return ""
			case name == "" && !strings.HasPrefix(part, "docProps/core"), name == "xl/workbook.xml" && strings.HasPrefix(part, "docProps/core"):
				if w, err := z.CreateHeader(&zip.FileHeader{Name: part + ".x.xml", Method: zip.Store, Comment: told}); err == nil {
					io.WriteString(w, "<x>"+told+"</x>")
				}
			}
			return text
		}
	}
	beside := func(part, before, more string) change {
		return func(_ *zip.Writer, name, text string) string {
			if strings.HasPrefix(name, part) {
				return strings.Replace(text, before, more+before, 1)
			}
			return text
		}
	}
	places["who shares it"] = beside("xl/workbook.xml", "<sheets>", `<fileSharing userName="`+told+`"/>`)
	places["the path it came from"] = beside("xl/workbook.xml", "<sheets>", `<absPath url="C:\Users\`+told+`\"/>`)
	places["a name of cells"] = beside("xl/workbook.xml", "</workbook>", `<definedNames><definedName name="`+told+`">survey!$A$1</definedName></definedNames>`)
	places["foot of the print"] = beside("xl/worksheets/sheet1.xml", "</worksheet>", `<headerFooter><oddFooter>`+told+`</oddFooter></headerFooter>`)
	places["a remark in the text"] = beside("xl/worksheets/sheet1.xml", "<sheetData>", `<!-- `+told+` -->`)
	places["a reading of a cell"] = beside("xl/worksheets/sheet1.xml", "</worksheet>", `<phoneticPr fontId="1"/><extLst><ext uri="`+told+`"/></extLst>`)
	places["a style"] = beside("xl/styles.xml", "</styleSheet>", `<extLst><ext uri="`+told+`"/></extLst>`)

	for _, shipped := range form.Shipped() {
		for name, place := range places {
			file := retold(t, shipped.Workbook, place)
			if !bytes.Contains(file, []byte(told)) {
				t.Errorf("%s, %s: the file says nothing, the test shows nothing", shipped.ID, name)
				continue
			}
			kept, err := form.Plain(file)
			if err != nil {
				t.Errorf("%s, %s: %v", shipped.ID, name, err)
				continue
			}
			if all := retold(t, kept, func(_ *zip.Writer, _, text string) string { return text }); bytes.Contains(all, []byte(told)) || bytes.Contains(all, []byte("creator")) {
				t.Errorf("%s, %s is still said", shipped.ID, name)
			}
			f, err := form.Read(shipped.ID, kept)
			if err != nil || f.Hash != shipped.Hash {
				t.Errorf("%s, %s: it is another form now: %v", shipped.ID, name, err)
			}
		}
	}
}

func TestNoCellOfAWrittenWorkbookIsAFormula(t *testing.T) {
	file, err := form.Write(form.Sheet{Name: `a "b" & <c>`, Rows: [][]string{{"=1+1", "+77011234567", "@SUM(1)", "-2", "\t=cmd|' /C calc'!A0", "＝1+1", "</t><f>1</f>"}}})
	if err != nil {
		t.Fatal(err)
	}
	all := retold(t, file, func(_ *zip.Writer, _, text string) string { return text })
	if bytes.Contains(all, []byte("<f>")) || bytes.Count(all, []byte(`t="inlineStr"`)) != 7 || !bytes.Contains(all, []byte(">+77011234567<")) {
		t.Errorf("%s", all)
	}
}
