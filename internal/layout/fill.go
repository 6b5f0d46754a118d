package layout

import (
	"example.org/pana"

	"github.com/xuri/excelize/v2"
)

// A Value is what is written into a cell: a number, or words.
type Value struct {
	Text     string // words; a number when empty
	Number   int64
	Decimals int    // of Number: 2 of money in small coins
	Shown    string // how a page writes it, where it is not as the workbook does
}

// Values are the figures for one sheet, by name.
type Values struct {
	One  map[string]Value
	List map[string][]Value // as long as each other, for names of lists
}

// Fill writes figures into the cells that ask for them and returns the workbook.
// Words are written as words whatever they begin with, so that none becomes a
// formula. Whoever made the layout, and when, does not leave with it. Formulas of
// the layout are reckoned anew by the program that opens it.
func (l *Layout) Fill(v Values) ([]byte, error) {
	f, err := l.filled(v)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, &pana.Error{Op: "layout.Fill", Kind: pana.Internal, Err: err}
	}
	return b.Bytes(), nil
}

func (l *Layout) filled(v Values) (*excelize.File, error) {
	f, err := open(l.file)
	if err != nil {
		return nil, err
	}
	for _, p := range l.places {
		if !p.list {
			err = put(f, p, v.One[p.name])
		} else {
			err = run(f, p, v.List[p.name])
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = f.SetDocProps(&excelize.DocProperties{Creator: "Pana", LastModifiedBy: "Pana", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z"})
	}
	if err == nil {
		err = f.UpdateLinkedValue()
	}
	if err == nil {
		on := true
		err = f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &on})
	}
	if err != nil {
		f.Close()
		return nil, &pana.Error{Op: "layout.Fill", Kind: pana.Internal, Err: err}
	}
	return f, nil
}

func put(f *excelize.File, p place, v Value) error {
	cell, err := excelize.CoordinatesToCellName(p.column, p.row)
	switch {
	case err != nil:
		return err
	case v.Text != "":
		return f.SetCellStr(p.sheet, cell, v.Text)
	case v.Decimals == 0:
		return f.SetCellInt(p.sheet, cell, v.Number)
	}
	n := float64(v.Number)
	for range v.Decimals {
		n /= 10
	}
	return f.SetCellFloat(p.sheet, cell, n, v.Decimals, 64)
}

// run writes a list downwards, each line in the look of the first.
func run(f *excelize.File, p place, list []Value) error {
	if len(list) > MostList {
		return &pana.Error{Op: "layout.Fill", Kind: pana.Invalid, Say: "layout.list.long", With: map[string]any{"Most": MostList}}
	}
	head, err := excelize.CoordinatesToCellName(p.column, p.row)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return f.SetCellStr(p.sheet, head, "")
	}
	style, err := f.GetCellStyle(p.sheet, head)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(p.column, p.row+len(list)-1)
	if err == nil {
		err = f.SetCellStyle(p.sheet, head, last, style)
	}
	for i, v := range list {
		if err != nil {
			return err
		}
		line := p
		line.row += i
		err = put(f, line, v)
	}
	return err
}
