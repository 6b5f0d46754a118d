package layout

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"example.org/pana/internal/form"
)

// Read judges a workbook whole. It refuses, naming the cell, what internal/form
// refuses of a container (macros, parts of other files, bombs), every link and
// formula that reaches outside or would say something else another day, names that
// known does not have, names that point at no single cell, and a list with
// something beneath it.
func Read(file []byte, known Names) (*Layout, error) {
	if err := judge(file); err != nil {
		return nil, err
	}
	f, err := open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l := &Layout{file: file}
	for _, n := range f.GetDefinedName() {
		name := strings.ToLower(n.Name)
		if !strings.HasPrefix(name, Prefix) {
			continue
		}
		list, ok := known[name]
		if !ok {
			return nil, refuse("layout.name.unknown", map[string]any{"Name": n.Name, "Like": form.Nearest(name, maps.Keys(known))})
		}
		p, err := placed(f, n.RefersTo)
		if err != nil {
			return nil, refuse(err.Error(), map[string]any{"Name": n.Name})
		}
		if len(l.places) == mostPlaces {
			return nil, refuse("layout.names.many", map[string]any{"Most": mostPlaces})
		}
		p.name, p.list = name, list
		l.places = append(l.places, p)
	}
	if len(l.places) == 0 {
		return nil, refuse("layout.names.none", nil)
	}
	slices.SortFunc(l.places, func(p, q place) int {
		return cmp.Or(cmp.Compare(p.sheet, q.sheet), cmp.Compare(p.row, q.row), cmp.Compare(p.column, q.column))
	})
	return l, l.free(f)
}

// open opens a workbook that was judged. The two limits are alike, so that no part
// of it is ever unpacked to the disk.
func open(file []byte) (*excelize.File, error) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, refuse("form.file.broken", nil)
	}
	return f, nil
}

// judge looks at every part of the container that can hold a formula or a link.
func judge(file []byte) error {
	b, err := form.OpenWorkbook(file)
	if err != nil {
		return err
	}
	j := judging{sheets: b.Sheets()}
	for _, part := range b.Parts() {
		j.part, j.cell, j.text = path.Base(part), "", nil
		switch path.Ext(part) {
		case ".rels", ".xml", ".vml":
			if err := b.Each(part, j.token); err != nil {
				return err
			}
		}
	}
	return nil
}

type judging struct {
	sheets          []string
	part, cell      string
	text            *strings.Builder
	formulas, reach int
}

// formulas stand in elements of these names: of cells, of rules that colour or
// check cells, of tables, of charts and of names.
var formulas = []string{"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "definedName", "FmlaMacro", "FmlaLink", "FmlaRange", "FmlaPict"}

func (j *judging) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		name := t.Name.Local
		for _, a := range t.Attr {
			if a.Name.Local == "TargetMode" && strings.EqualFold(a.Value, "External") {
				return refuse("layout.link", nil)
			}
			if a.Name.Local == "r" && name == "c" {
				j.cell = a.Value
			}
		}
		switch name {
		case "oleObject", "control", "webPublishItem", "ddeLink", "oleLink", "externalReference":
			return refuse("form.file.outside", nil)
		}
		if slices.Contains(formulas, name) {
			j.text = &strings.Builder{}
		}
	case xml.CharData:
		if j.text != nil {
			j.text.Write(t)
		}
	case xml.EndElement:
		if j.text == nil || !slices.Contains(formulas, t.Name.Local) {
			return nil
		}
		text := strings.TrimSpace(j.text.String())
		j.text = nil
		if text == "" {
			return nil // a formula shared with a neighbour
		}
		at := j.part
		if j.cell != "" {
			at = strings.TrimSuffix(j.part, ".xml") + "!" + j.cell
		}
		if strings.HasPrefix(t.Name.Local, "Fmla") {
			return refuse("form.file.macro", nil)
		}
		if what, reach := outside(text, j.sheets, t.Name.Local == "definedName"); what != "" {
			return refuse("layout.formula", map[string]any{"At": at, "What": what})
		} else if t.Name.Local != "definedName" {
			j.formulas++
			j.reach += reach
		}
		if j.formulas > mostFormulas || j.reach > mostReach {
			return refuse("layout.formulas.many", map[string]any{"At": at})
		}
	}
	return nil
}

// placed returns the single cell that a name refers to; cells that are joined into
// one count as one. Its errors are message keys.
func placed(f *excelize.File, refersTo string) (place, error) {
	sheet, ref, ok := strings.Cut(strings.TrimPrefix(refersTo, "="), "!")
	if i := strings.LastIndex(refersTo, "!"); ok && strings.HasPrefix(sheet, "'") {
		sheet, ref = strings.TrimPrefix(refersTo[:i], "="), refersTo[i+1:]
		sheet = strings.ReplaceAll(strings.Trim(sheet, "'"), "''", "'")
	}
	if !ok || strings.Contains(refersTo, "#REF!") || !slices.Contains(f.GetSheetList(), sheet) {
		return place{}, errors.New("layout.name.lost")
	}
	first, last, area := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	column, row, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		return place{}, errors.New("layout.name.cell")
	}
	if column > mostColumn || row > mostRow {
		return place{}, errors.New("layout.name.far")
	}
	merged, err := f.GetMergeCells(sheet, true)
	if err != nil {
		return place{}, errors.New("layout.name.lost")
	}
	joined := ""
	for _, m := range merged {
		if inside(m.GetStartAxis(), m.GetEndAxis(), column, row) {
			if m.GetStartAxis() != first {
				return place{}, errors.New("layout.name.cell")
			}
			joined = m.GetEndAxis()
		}
	}
	if area && last != first && last != joined {
		return place{}, errors.New("layout.name.cell")
	}
	if formula, err := f.GetCellFormula(sheet, first); err != nil || formula != "" {
		return place{}, errors.New("layout.name.formula")
	}
	return place{sheet: sheet, column: column, row: row}, nil
}

func inside(first, last string, column, row int) bool {
	c1, r1, err1 := excelize.CellNameToCoordinates(first)
	c2, r2, err2 := excelize.CellNameToCoordinates(last)
	return err1 == nil && err2 == nil && column >= c1 && column <= c2 && row >= r1 && row <= r2
}

// free refuses a list that would run over something: whatever stands beneath its
// head, in any column of the same sheet, and is no head itself.
func (l *Layout) free(f *excelize.File) error {
	for _, p := range l.places {
		if !p.list {
			continue
		}
		rows, err := f.GetRows(p.sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			return refuse("form.file.broken", nil)
		}
		for r := p.row; r < len(rows); r++ {
			for c, text := range rows[r] {
				cell, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					return refuse("form.file.broken", nil)
				}
				if formula, _ := f.GetCellFormula(p.sheet, cell); text != "" || formula != "" {
					return refuse("layout.list.beneath", map[string]any{"Name": p.name, "At": p.sheet + "!" + cell})
				}
			}
		}
		if slices.ContainsFunc(l.places, func(q place) bool { return q.sheet == p.sheet && q.row > p.row }) {
			return refuse("layout.list.beneath", map[string]any{"Name": p.name, "At": p.sheet})
		}
	}
	return nil
}
