package stats

import (
	"slices"
	"strconv"
)

// A Table is a count by two properties. Its rows exclude each other and so do its
// columns; what nobody knows is one of each, so that they add up to N.
type Table struct {
	Rows    []string
	Columns []string
	Counts  [][]int // by row, then by column
	N       int
}

// leastOfPer is of how many a share in a hundred is said: of fewer only the counts are.
const leastOfPer = 10

// Percent returns how many of a hundred part is of whole, rounded; false of too few.
func Percent(part, whole int) (int, bool) {
	if whole < leastOfPer {
		return 0, false
	}
	return (200*part + whole) / (2 * whole), true
}

func newTable(rows, columns []string) *Table {
	t := &Table{Rows: rows, Columns: columns, Counts: make([][]int, len(rows))}
	for i := range t.Counts {
		t.Counts[i] = make([]int, len(columns))
	}
	return t
}

// add counts n in a cell. A row or a column that is not there yet comes last.
func (t *Table) add(row, column string, n int) {
	i, c := slices.Index(t.Rows, row), slices.Index(t.Columns, column)
	if i < 0 {
		i = len(t.Rows)
		t.Rows, t.Counts = append(t.Rows, row), append(t.Counts, make([]int, len(t.Columns)))
	}
	if c < 0 {
		c = len(t.Columns)
		t.Columns = append(t.Columns, column)
		for i := range t.Counts {
			t.Counts[i] = append(t.Counts[i], 0)
		}
	}
	t.Counts[i][c] += n
	t.N += n
}

// At is one cell; of what is not in the table 0.
func (t Table) At(row, column string) int {
	i, c := slices.Index(t.Rows, row), slices.Index(t.Columns, column)
	if i < 0 || c < 0 {
		return 0
	}
	return t.Counts[i][c]
}

// Row and Column are the sums of one row and of one column.
func (t Table) Row(row string) (n int) {
	if i := slices.Index(t.Rows, row); i >= 0 {
		for _, x := range t.Counts[i] {
			n += x
		}
	}
	return n
}

// Column is the sum of one column.
func (t Table) Column(column string) (n int) {
	for _, row := range t.Rows {
		n += t.At(row, column)
	}
	return n
}

// Most is the largest cell.
func (t Table) Most() (most int) {
	for _, row := range t.Counts {
		most = max(most, slices.Max(append(row[:len(row):len(row)], 0)))
	}
	return most
}

// without takes out the rows and columns of keys in which nobody is.
func (t *Table) without(keys ...string) {
	for _, k := range keys {
		if i := slices.Index(t.Rows, k); i >= 0 && t.Row(k) == 0 {
			t.Rows, t.Counts = slices.Delete(slices.Clone(t.Rows), i, i+1), slices.Delete(t.Counts, i, i+1)
		}
		if c := slices.Index(t.Columns, k); c >= 0 && t.Column(k) == 0 {
			t.Columns = slices.Delete(slices.Clone(t.Columns), c, c+1)
			for i := range t.Counts {
				t.Counts[i] = slices.Delete(t.Counts[i], c, c+1)
			}
		}
	}
}

// A How is what must be said beside a table: how many it counts, and how.
type How struct {
	N        int
	People   bool // each of them once in the time; else each time in our care
	Quarter  int  // of these, those of whom only the quarter is left
	Reckoned int  // of these, ages reckoned from the middle of a year of birth
	Undated  int  // not among them: nobody knows when they came
}

func yearKeys(f Filter) []string {
	var all []string
	for _, y := range f.Years() {
		all = append(all, strconv.Itoa(y))
	}
	return all
}
