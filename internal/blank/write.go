package blank

import (
	"archive/zip"
	"bytes"

	"github.com/beevik/etree"
)

// A Para is one paragraph of a letter to write.
type Para struct {
	Text   string // with its gaps; a line break is one
	Align  string // "right", "center" or empty
	Strong bool
}

const (
	wordNames = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNames  = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeDoc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
)

// Write writes a plain letter. The file says nothing of whoever made it or when.
func Write(paras []Para) ([]byte, error) {
	text := etree.NewDocument()
	text.CreateProcInst("xml", `version="1.0" encoding="UTF-8" standalone="yes"`)
	root := text.CreateElement("w:document")
	root.CreateAttr("xmlns:w", wordNames)
	body := root.CreateElement("w:body")
	for _, one := range paras {
		p := body.CreateElement("w:p")
		look := p.CreateElement("w:pPr")
		look.CreateElement("w:spacing").CreateAttr("w:after", "160")
		if one.Align != "" {
			look.CreateElement("w:jc").CreateAttr("w:val", one.Align)
		}
		run := p.CreateElement("w:r")
		font := run.CreateElement("w:rPr")
		names := font.CreateElement("w:rFonts")
		for _, a := range []string{"w:ascii", "w:hAnsi", "w:cs"} {
			names.CreateAttr(a, "Times New Roman")
		}
		if one.Strong {
			font.CreateElement("w:b")
		}
		font.CreateElement("w:sz").CreateAttr("w:val", "24")
		put(run.CreateElement("w:t"), one.Text)
	}
	page := body.CreateElement("w:sectPr")
	size := page.CreateElement("w:pgSz")
	size.CreateAttr("w:w", "11906")
	size.CreateAttr("w:h", "16838")
	margin := page.CreateElement("w:pgMar")
	for _, side := range []string{"top", "right", "bottom", "left"} {
		margin.CreateAttr("w:"+side, "1134")
	}
	document, err := text.WriteToBytes()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="` + relNames + `"><Relationship Id="rId1" Type="` + officeDoc + `" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", string(document)},
	} {
		w, err := z.Create(part.name)
		if err == nil {
			_, err = w.Write([]byte(part.content))
		}
		if err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
