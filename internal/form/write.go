package form

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// A Sheet is a sheet of a workbook to write: its name and the text of its cells.
type Sheet struct {
	Name string
	Rows [][]string
}

// Plain writes the workbook of a form anew: what the sheets say that make the
// form, and nothing else. Author, company, dates, comments, pictures, paths of
// the machine it came from and other sheets are not carried over.
func Plain(file []byte) ([]byte, error) {
	b, err := openBook(file)
	if err != nil {
		return nil, err
	}
	var sheets []Sheet
	for _, s := range b.sheets {
		name := strings.ToLower(s.name)
		if !slices.Contains([]string{"survey", "choices", "settings"}, name) {
			continue
		}
		rows, err := b.rows(s)
		if err != nil {
			return nil, err
		}
		out := Sheet{Name: name}
		for _, r := range rows {
			for len(out.Rows) < r.number {
				out.Rows = append(out.Rows, nil)
			}
			for column, text := range r.cells {
				cells := &out.Rows[r.number-1]
				for len(*cells) < column {
					*cells = append(*cells, "")
				}
				(*cells)[column-1] = text
			}
		}
		sheets = append(sheets, out)
	}
	return Write(sheets...)
}

// Write writes a workbook of text. Every cell is text whatever it begins with,
// so that no program takes one for a formula; the file says nothing of whoever
// made it or when.
func Write(sheets ...Sheet) ([]byte, error) {
	const (
		main    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		office  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
		related = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	var failed error
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(xml.Header + text))
		}
		if failed == nil {
			failed = err
		}
	}
	kinds := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="` + mainWorkbook + `"/>`
	book := `<workbook ` + main + ` xmlns:r="` + office + `"><sheets>`
	links := related
	for i, sheet := range sheets {
		n := i + 1
		kinds += fmt.Sprintf(`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		book += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(sheet.Name), n, n)
		links += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, office, n)
		var s strings.Builder
		s.WriteString(`<worksheet ` + main + `><sheetData>`)
		for r, cells := range sheet.Rows {
			fmt.Fprintf(&s, `<row r="%d">`, r+1)
			for c, text := range cells {
				if text != "" {
					fmt.Fprintf(&s, `<c r="%s%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, columnName(c+1), r+1, escaped(text))
				}
			}
			s.WriteString(`</row>`)
		}
		put(fmt.Sprintf("xl/worksheets/sheet%d.xml", n), s.String()+`</sheetData></worksheet>`)
	}
	put("xl/workbook.xml", book+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", links+`</Relationships>`)
	put("_rels/.rels", related+`<Relationship Id="rId1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	put("[Content_Types].xml", kinds+`</Types>`)
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), failed
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
