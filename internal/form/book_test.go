package form_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/form"
)

// now is when the tests answer: a Monday afternoon in Almaty.
var now = time.Date(2026, 11, 23, 15, 30, 0, 0, time.FixedZone("Almaty", 5*3600))

// A sheet is rows of cells as an author types them.
type sheet [][]string

// workbook writes an xlsx file by hand, so that tests can also write bad ones:
// change may replace any part.
func workbook(survey, choices, settings sheet, change ...map[string]string) []byte {
	parts := map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"xl/workbook.xml":     `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`,
	}
	rels := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	for i, s := range []struct {
		name string
		rows sheet
	}{{"survey", survey}, {"choices", choices}, {"settings", settings}} {
		if s.rows == nil {
			continue
		}
		parts["xl/workbook.xml"] += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, s.name, i+1, i+1)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = sheetXML(s.rows)
	}
	parts["xl/workbook.xml"] += `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = rels + `</Relationships>`
	for _, c := range change {
		for name, text := range c {
			parts[name] = text
		}
	}
	return zipped(parts)
}

func sheetXML(rows sheet) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for r, cells := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, s := range cells {
			if s == "" {
				continue
			}
			fmt.Fprintf(&b, `<c r="%s%d" t="inlineStr"><is><t xml:space="preserve">`, column(c+1), r+1)
			xml.EscapeText(&b, []byte(s))
			b.WriteString(`</t></is></c>`)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func column(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

func zipped(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := []string{"[Content_Types].xml"}
	for name := range parts {
		if name != names[0] {
			names = append(names, name)
		}
	}
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// read reads a form that is expected to be good.
func read(t testing.TB, survey, choices, settings sheet) *form.Form {
	t.Helper()
	f, err := form.Read("test", workbook(survey, choices, settings))
	if err != nil {
		t.Fatalf("%v %v", err, with(err))
	}
	return f
}

func with(err error) map[string]any {
	if e, ok := err.(*pana.Error); ok {
		return e.With
	}
	return nil
}

// refused reads a form that is expected to be refused, and returns why and where.
func refused(t testing.TB, file []byte) (say, cell string) {
	t.Helper()
	_, err := form.Read("test", file)
	e, ok := err.(*pana.Error)
	if !ok || e.Kind != pana.Invalid {
		t.Fatalf("error = %v, want an invalid *pana.Error", err)
	}
	at := fmt.Sprint(cmp.Or[any](e.With["Sheet"], ""))
	if c, ok := e.With["Cell"]; ok {
		at += "!" + c.(string)
	} else if r, ok := e.With["Row"]; ok {
		at += fmt.Sprint("!", r)
	}
	return e.Say, at
}

// shared finds the folder of public reference data, which is not part of the
// repository: PANA_SHARED, or shared/data beside it.
func shared(t testing.TB, name string) []byte {
	t.Helper()
	dir := os.Getenv("PANA_SHARED")
	for up := "."; dir == "" && len(up) < 40; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "shared", "data")); err == nil {
			dir = filepath.Join(up, "shared")
		}
	}
	file, err := os.ReadFile(filepath.Join(dir, "data", name))
	if err != nil {
		t.Skipf("the reference data is not here (%v): set PANA_SHARED", err)
	}
	return file
}

func one(values map[string]string) map[string][]string {
	all := map[string][]string{}
	for k, v := range values {
		all[k] = []string{v}
	}
	return all
}
