package layout

import (
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one sheet as it is drawn on a page.
type Sheet struct {
	Name string
	Rows [][]Cell
}

// A Cell is one cell as it is drawn. One that is covered by a cell it is joined to
// is not in the row.
type Cell struct {
	Text    string
	Across  int // columns, 1 for most
	Down    int // rows
	Strong  bool
	Number  bool
	Formula bool
}

// Draw returns the sheets as they look when filled in, with their formulas
// reckoned, for a page and for paper. Hidden sheets are left out, and so are empty
// rows and columns around what is there. A value that says how it is shown stands so;
// what a formula makes of it stands as the workbook writes it.
func (l *Layout) Draw(v Values) ([]Sheet, error) {
	f, err := l.filled(v)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	shown := l.shown(v)
	var all []Sheet
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		s, err := drawn(f, name, shown)
		if err != nil {
			return nil, refuse("form.file.broken", nil)
		}
		if len(s.Rows) > 0 {
			all = append(all, s)
		}
	}
	return all, nil
}

// A spot is a cell of a workbook.
type spot struct {
	sheet       string
	column, row int
}

// shown says how a page writes the cells that are filled in.
func (l *Layout) shown(v Values) map[spot]string {
	all := map[spot]string{}
	for _, p := range l.places {
		values := v.List[p.name]
		if !p.list {
			values = []Value{v.One[p.name]}
		}
		for i, one := range values {
			if one.Shown != "" {
				all[spot{p.sheet, p.column, p.row + i}] = one.Shown
			}
		}
	}
	return all
}

func drawn(f *excelize.File, name string, shown map[spot]string) (Sheet, error) {
	s := Sheet{Name: name}
	rows, err := f.GetRows(name)
	if err != nil {
		return s, err
	}
	merged, err := f.GetMergeCells(name, true)
	if err != nil {
		return s, err
	}
	width, bottom := 0, len(rows)
	for _, row := range rows {
		width = max(width, len(row))
	}
	covered, joined := map[[2]int]bool{}, map[[2]int][2]int{}
	for _, m := range merged {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || c2 > mostColumn || r1 > bottom {
			continue
		}
		r2 = min(r2, bottom)
		joined[[2]int{c1, r1}] = [2]int{c2 - c1 + 1, r2 - r1 + 1}
		for c := c1; c <= c2; c++ {
			for r := r1; r <= r2; r++ {
				covered[[2]int{c, r}] = c != c1 || r != r1
			}
		}
	}
	if width > mostColumn || bottom > mostRow {
		return s, errors.New("vast")
	}
	looks := map[int]look{}
	for r := 1; r <= bottom; r++ {
		var line []Cell
		for c := 1; c <= width; c++ {
			at := [2]int{c, r}
			if covered[at] {
				continue
			}
			cell := Cell{Across: 1, Down: 1}
			if j, ok := joined[at]; ok {
				cell.Across, cell.Down = min(j[0], width-c+1), j[1]
			}
			if c <= len(rows[r-1]) {
				if err := cell.take(f, name, c, r, rows[r-1][c-1], looks); err != nil {
					return s, err
				}
				if text, ok := shown[spot{name, c, r}]; ok && !cell.Formula {
					cell.Text = text
				}
			}
			line = append(line, cell)
		}
		s.Rows = append(s.Rows, line)
	}
	return s, nil
}

// A look is what a style says of a cell that a page can show.
type look struct{ strong, right bool }

func (cell *Cell) take(f *excelize.File, sheet string, column, row int, text string, looks map[int]look) error {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	cell.Text = text
	formula, err := f.GetCellFormula(sheet, name)
	if err != nil {
		return err
	}
	if cell.Formula = formula != ""; cell.Formula {
		if cell.Text, err = f.CalcCellValue(sheet, name); err != nil || strings.HasPrefix(cell.Text, "#") {
			cell.Text = "" // it reckons with what is hidden
		}
	}
	kind, err := f.GetCellType(sheet, name)
	if err != nil {
		return err
	}
	cell.Number = kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset && text != "" || cell.Formula
	style, err := f.GetCellStyle(sheet, name)
	if err != nil {
		return err
	}
	if _, known := looks[style]; !known {
		var l look
		if st, err := f.GetStyle(style); err == nil && st != nil {
			l = look{st.Font != nil && st.Font.Bold, st.Alignment != nil && st.Alignment.Horizontal == "right"}
		}
		looks[style] = l
	}
	cell.Strong = looks[style].strong
	cell.Number = cell.Number || looks[style].right
	return nil
}
