package disclosure

import (
	"errors"
	"fmt"
	"slices"
)

// A Column is one way of being counted. Columns of a table exclude each other and
// leave nobody out; In names the group that a column or a group is part of, and is
// empty for one that stands right below the total. A group has no counts of its own.
type Column struct{ Key, In string }

// A Table is people counted by one property, or by two at once. Without Rows it has
// one row of Counts. Groups stand among the columns in any order.
type Table struct {
	Rows    []string
	Columns []Column
	Counts  [][]int64 // by row, then by column; nothing is read at a group
	Exact   Exact
}

// Exact says which totals are shown whatever they are, because money is paid by
// them. The attacker has them, so what they give away no hiding takes back.
type Exact struct{ Total, Rows, Columns bool }

// Total is the key of the row that sums all rows, and of the column that sums all columns.
const Total = ""

// A Release is a table as it may leave the house.
type Release struct {
	Rule    Rule     `json:"rule"`
	Rows    []string `json:"rows"`
	Columns []Column `json:"columns"`
	Exact   Exact    `json:"exact"`
	Cells   [][]Cell `json:"cells"` // the first row and the first column are the totals
}

// At returns one cell of a release; Total stands for a sum. What is not in the
// table is a hidden cell.
func (r Release) At(row, column string) Cell {
	i, c := 0, 0
	if row != Total {
		i = 1 + slices.Index(r.Rows, row)
	}
	if column != Total {
		c = 1 + slices.IndexFunc(r.Columns, func(k Column) bool { return k.Key == column })
	}
	if i == 0 && row != Total || c == 0 && column != Total {
		return Cell{}
	}
	return r.Cells[i][c]
}

// Hidden counts the cells that are not shown.
func (r Release) Hidden() int {
	n := 0
	for _, row := range r.Cells {
		for _, c := range row {
			if !c.Shown {
				n++
			}
		}
	}
	return n
}

var errTable = errors.New("disclosure: no table")

// net turns rows and columns into the sums that hold between their cells. Each sum
// is a node, each cell an arc from the sum it is a part of to the sum it is made
// of, so that a table with its totals is a circulation: what flows into a node
// flows out of it. That holds for two properties of which one has groups; a third
// would need another method.
func net(rows []string, columns []Column, exact Exact) (*graph, error) {
	group, leaf := map[string]bool{Total: true}, 0
	place := map[string]int{Total: 0}
	for i, c := range columns {
		if _, twice := place[c.Key]; twice {
			return nil, fmt.Errorf("%w: column %q stands there twice", errTable, c.Key)
		}
		place[c.Key] = i + 1
		group[c.In] = true
	}
	for i, r := range rows {
		if r == Total || slices.Contains(rows[:i], r) {
			return nil, fmt.Errorf("%w: row %q stands there twice", errTable, r)
		}
	}
	for _, c := range columns {
		if _, ok := place[c.In]; !ok || c.In == c.Key || len(columns) > mostCells {
			return nil, fmt.Errorf("%w: column %q is in no group there is", errTable, c.Key)
		}
		for at, steps := c.In, 0; at != Total; at = columns[place[at]-1].In {
			if steps++; steps > len(columns) {
				return nil, fmt.Errorf("%w: column %q is inside itself", errTable, c.Key)
			}
		}
		if !group[c.Key] {
			leaf++
		}
	}
	if leaf == 0 || (len(rows)+1)*(len(columns)+1) > mostCells {
		return nil, fmt.Errorf("%w: %d columns and %d rows", errTable, leaf, len(rows))
	}
	g := &graph{rows: len(rows), columns: len(columns), leaf: make([]bool, len(columns)+1)}
	names := map[[2]int]int{} // by row and column; row -1 is the sum down a column
	node := func(row int, column string) int {
		at := [2]int{row, place[column]}
		if _, ok := names[at]; !ok {
			names[at] = len(names)
		}
		return names[at]
	}
	down := func(column string) int { // a column's cells make its total
		if len(rows) == 0 {
			return node(-1, Total)
		}
		return node(-1, column)
	}
	for i := range len(rows) + 1 {
		for c := range len(columns) + 1 {
			key, in := Total, Total
			if c > 0 {
				key, in = columns[c-1].Key, columns[c-1].In
			}
			a := arc{fixed: i == 0 && c == 0 && exact.Total || i > 0 && c == 0 && exact.Rows || i == 0 && c > 0 && exact.Columns}
			leaf := c > 0 && !group[key]
			g.leaf[c] = leaf
			switch {
			case leaf && i == 0:
				a.from, a.to = down(key), node(0, in)
			case leaf:
				a.from, a.to = node(i, in), down(key)
			case c == 0 && i == 0:
				a.from, a.to = node(0, Total), node(-1, Total)
			case c == 0:
				a.from, a.to = node(-1, Total), node(i, Total)
			case i == 0:
				a.from, a.to = node(0, key), node(0, in)
			default:
				a.from, a.to = node(i, in), node(i, key)
			}
			g.arcs = append(g.arcs, a)
		}
	}
	g.nodes = len(names)
	g.out = make([][]int, g.nodes)
	for i, a := range g.arcs {
		g.out[a.from] = append(g.out[a.from], i)
		g.out[a.to] = append(g.out[a.to], i)
	}
	return g, nil
}

// mostCells is the size of a table with its totals.
const mostCells = 4000

// fill puts the counts and their sums into the arcs.
func (g *graph) fill(t Table) error {
	rows := max(1, len(t.Rows))
	if len(t.Counts) != rows {
		return fmt.Errorf("%w: %d rows of counts for %d", errTable, len(t.Counts), rows)
	}
	place := map[string]int{Total: 0}
	for i, c := range t.Columns {
		place[c.Key] = i + 1
	}
	add := func(i, c int, n int64) { g.arcs[i*(g.columns+1)+c].value += n }
	for i, counts := range t.Counts {
		if len(counts) != len(t.Columns) {
			return fmt.Errorf("%w: %d counts for %d columns", errTable, len(counts), len(t.Columns))
		}
		for c, n := range counts {
			if !g.leaf[c+1] {
				continue
			}
			if n < 0 || n > mostCount {
				return fmt.Errorf("%w: a count of %d", errTable, n)
			}
			for at := c + 1; ; at = place[t.Columns[at-1].In] {
				add(0, at, n)
				if len(t.Rows) > 0 {
					add(i+1, at, n)
				}
				if at == 0 {
					break
				}
			}
		}
	}
	return nil
}

const mostCount = 1 << 40
