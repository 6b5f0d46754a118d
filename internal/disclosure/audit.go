package disclosure

import (
	"errors"
	"fmt"
)

// ErrExposed is returned for a table that tells more than its rule allows.
var ErrExposed = errors.New("disclosure: a hidden count can be told from what is shown")

// A Bound is all that anybody can find out about one cell from what is shown: it is
// not less than Low and not more than High, and each of the two can be.
type Bound struct {
	Low, High int64
	Open      bool // nothing bounds it from above
}

// Bounds reckons what an attacker gets who has the release and nothing else: of
// each cell, the least and the most that fits all the sums. It starts from what is
// shown alone and knows no true count. It refuses a release whose sums do not hold.
func (r Release) Bounds() ([][]Bound, error) {
	g, x, err := r.attack(func(a arc, c Cell) bool { return !c.Shown })
	if err != nil {
		return nil, err
	}
	out := make([][]Bound, len(r.Cells))
	for i := range out {
		out[i] = make([]Bound, len(r.Cells[i]))
		for c := range out[i] {
			at := i*(g.columns+1) + c
			if !g.arcs[at].hidden {
				out[i][c] = Bound{Low: x[at], High: x[at]}
				continue
			}
			less, more := g.spread(x, at, endless)
			out[i][c] = Bound{Low: x[at] - less, High: x[at] + more}
			if more >= endless {
				out[i][c] = Bound{Low: x[at] - less, Open: true}
			}
		}
	}
	return out, nil
}

// Audit refuses a release with ErrExposed if one of its hidden counts is bounded
// closer than its rule says (closer, where the exact totals alone bound it closer
// already, than they do), or if a count below the threshold is shown.
func (r Release) Audit() error {
	got, err := r.Bounds()
	if err != nil {
		return err
	}
	bare, y, err := r.attack(func(a arc, _ Cell) bool { return !a.fixed })
	if err != nil {
		return err
	}
	for i, row := range r.Cells {
		for c, cell := range row {
			at, b := i*(bare.columns+1)+c, got[i][c]
			if cell.Shown {
				if a := bare.arcs[at]; !a.fixed && cell.Value > 0 && cell.Value < r.Rule.Threshold {
					return fmt.Errorf("%w: %d is shown", ErrExposed, cell.Value)
				}
				continue
			}
			less, more := bare.spread(y, at, r.Rule.Protection)
			if need := min(r.Rule.Protection, less+more); !b.Open && b.High-b.Low < need {
				return fmt.Errorf("%w: between %d and %d", ErrExposed, b.Low, b.High)
			}
		}
	}
	return nil
}

// attack builds the table from what is shown and finds some table that fits it:
// hidden counts start at nothing, and what the sums lack is sent over them.
func (r Release) attack(hidden func(arc, Cell) bool) (*graph, []int64, error) {
	g, err := net(r.Rows, r.Columns, r.Exact)
	if err != nil {
		return nil, nil, err
	}
	if len(r.Cells) != g.rows+1 {
		return nil, nil, fmt.Errorf("%w: %d rows of cells", errTable, len(r.Cells))
	}
	over := make([]int64, g.nodes)
	for i, row := range r.Cells {
		if len(row) != g.columns+1 {
			return nil, nil, fmt.Errorf("%w: %d cells in a row", errTable, len(row))
		}
		for c, cell := range row {
			a := &g.arcs[i*(g.columns+1)+c]
			if a.hidden = hidden(*a, cell); a.hidden {
				continue
			}
			if cell.Value < 0 || cell.Value > mostCount*mostCells {
				return nil, nil, fmt.Errorf("%w: a count of %d", errTable, cell.Value)
			}
			a.value = cell.Value
			over[a.to] += cell.Value
			over[a.from] -= cell.Value
		}
	}
	x := g.values()
	for from := range over {
		for to := range over {
			if over[from] > 0 && over[to] < 0 {
				sent := g.push(x, from, to, -1, min(over[from], -over[to]))
				over[from] -= sent
				over[to] += sent
			}
		}
	}
	for _, n := range over {
		if n != 0 {
			return nil, nil, fmt.Errorf("%w: its sums do not hold", errTable)
		}
	}
	return g, x, nil
}
