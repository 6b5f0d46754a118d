package disclosure

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
)

func rule(t testing.TB, threshold int64) Rule {
	t.Helper()
	r, err := Agreed(threshold)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func released(t testing.TB, r Rule, table Table) Release {
	t.Helper()
	out, err := r.Release(table)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func columns(keys ...string) (all []Column) {
	for _, k := range keys {
		all = append(all, Column{Key: k})
	}
	return all
}

// line writes the cells of one row, the total first.
func line(r Release, row int) (s string) {
	for _, c := range r.Cells[row] {
		if c.Shown {
			s += fmt.Sprint(" ", c.Value)
		} else {
			s += " ·"
		}
	}
	return s
}

func TestNoAgreementGoesBelowFive(t *testing.T) {
	for _, n := range []int64{-1, 0, 1, 4} {
		if _, err := Agreed(n); pana.KindOf(err) != pana.Invalid {
			t.Errorf("%d is agreed: %v", n, err)
		}
	}
	if r := rule(t, Standard); r.Threshold != 11 || r.Protection != 10 {
		t.Errorf("the standard is %+v", r)
	}
}

func TestASmallCountTakesAnotherWithIt(t *testing.T) {
	for name, c := range map[string]struct {
		counts []int64
		exact  Exact
		want   string
	}{
		"nothing is small":                          {[]int64{20, 30, 11}, Exact{Total: true}, " 61 20 30 11"},
		"one is small: the smallest other goes":     {[]int64{3, 30, 14}, Exact{Total: true}, " 47 · 30 ·"},
		"two small ones hide each other too little": {[]int64{1, 2, 30, 14}, Exact{Total: true}, " 47 · · 30 ·"},
		"two that are enough":                       {[]int64{6, 7, 30, 14}, Exact{Total: true}, " 57 · · 30 14"},
		"nobody at all is shown":                    {[]int64{0, 30, 14}, Exact{Total: true}, " 44 0 30 14"},
		"a total too small to hide anything":        {[]int64{3, 0, 0}, Exact{Total: true}, " 3 · · 0"},
		"a small total nobody is paid by":           {[]int64{3, 0, 0}, Exact{}, " · · 0 0"},
	} {
		t.Run(name, func(t *testing.T) {
			out := released(t, rule(t, 11), Table{Columns: columns("a", "b", "c", "d")[:len(c.counts)], Counts: [][]int64{c.counts}, Exact: c.exact})
			if got := line(out, 0); got != c.want {
				t.Errorf("shown is%s, want%s", got, c.want)
			}
		})
	}
}

func TestATotalOfAGroupGivesNothingAway(t *testing.T) {
	// 12 women of whom one is a girl: were women and the female both shown, the girl is.
	table := Table{
		Rows:    []string{"female", "male"},
		Columns: []Column{{"children", ""}, {"0-8", "children"}, {"9-17", "children"}, {"adults", ""}, {"18-29", "adults"}, {"30+", "adults"}},
		Counts:  [][]int64{{0, 1, 0, 0, 20, 15}, {0, 0, 14, 0, 13, 40}},
		Exact:   Exact{Total: true},
	}
	out := released(t, rule(t, 11), table)
	b, err := out.Bounds()
	if err != nil {
		t.Fatal(err)
	}
	if out.At("female", "0-8").Shown || b[1][2].High-b[1][2].Low < 10 {
		t.Errorf("the girl is told: %+v\n%s\n%s\n%s", b[1][2], line(out, 0), line(out, 1), line(out, 2))
	}
	if c := out.At(Total, Total); !c.Shown || c.Value != 103 {
		t.Errorf("the total is %+v", c)
	}
	if out.At("nobody", Total).Shown || out.At("male", "nowhere").Shown {
		t.Error("what is not in the table is shown")
	}
}

func TestAPercentageOfFewerThanTenIsNotShown(t *testing.T) {
	shown := func(n int64) Cell { return Cell{n, true} }
	for _, c := range []struct {
		part, whole Cell
		want        int64
		ok          bool
	}{{shown(5), shown(9), 0, false}, {shown(5), shown(10), 50, true}, {shown(2), shown(30), 7, true}, {Cell{}, shown(30), 0, false}, {shown(3), Cell{}, 0, false}} {
		if got, ok := Percent(c.part, c.whole); got != c.want || ok != c.ok {
			t.Errorf("%+v of %+v: %d, %v", c.part, c.whole, got, ok)
		}
	}
}

func TestTheAuditRefusesWhatSubtractionWouldTell(t *testing.T) {
	r := rule(t, 11)
	out := released(t, r, Table{Columns: columns("a", "b", "c"), Counts: [][]int64{{3, 30, 14}}, Exact: Exact{Total: true}})
	for name, spoil := range map[string]func(*Release){
		"the other is shown after all": func(r *Release) { r.Cells[0][3] = Cell{14, true} },
		"the small one is shown":       func(r *Release) { r.Cells[0][1] = Cell{3, true} },
		"more is asked of it":          func(r *Release) { r.Rule.Protection = 18; r.Cells[0][2] = Cell{30, true} },
	} {
		t.Run(name, func(t *testing.T) {
			spoilt := out
			spoilt.Cells = [][]Cell{slices.Clone(out.Cells[0])}
			spoil(&spoilt)
			if err := spoilt.Audit(); !errors.Is(err, ErrExposed) {
				t.Errorf("let through: %v", err)
			}
		})
	}
	out.Cells[0][0].Value = 20
	if err := out.Audit(); !errors.Is(err, errTable) {
		t.Errorf("sums that do not hold: %v", err)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for name, table := range map[string]Table{
		"no columns":             {Counts: [][]int64{{}}},
		"a column twice":         {Columns: columns("a", "a"), Counts: [][]int64{{1, 2}}},
		"a column called total":  {Columns: columns(""), Counts: [][]int64{{1}}},
		"a row twice":            {Rows: []string{"r", "r"}, Columns: columns("a"), Counts: [][]int64{{1}, {1}}},
		"a group there is not":   {Columns: []Column{{"a", "b"}}, Counts: [][]int64{{1}}},
		"a group inside itself":  {Columns: []Column{{"a", "b"}, {"b", "a"}, {"c", ""}}, Counts: [][]int64{{1, 1, 1}}},
		"fewer counts":           {Columns: columns("a", "b"), Counts: [][]int64{{1}}},
		"a row too many":         {Columns: columns("a"), Counts: [][]int64{{1}, {1}}},
		"fewer than nobody":      {Columns: columns("a"), Counts: [][]int64{{-1}}},
		"more than there can be": {Columns: columns("a"), Counts: [][]int64{{1 << 50}}},
		"too large": {Columns: columns(slices.Collect(func(yield func(string) bool) {
			for i := range mostCells + 1 {
				if !yield(fmt.Sprint(i)) {
					return
				}
			}
		})...), Counts: [][]int64{{1}}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := rule(t, 11).Release(table); !errors.Is(err, errTable) {
				t.Error(err)
			}
		})
	}
}

// drawn is any table of up to two properties, one of which may have groups.
func drawn(t *rapid.T, most int, count *rapid.Generator[int64]) Table {
	var table Table
	rows := 1
	if rapid.Bool().Draw(t, "two properties") {
		rows = rapid.IntRange(1, most).Draw(t, "rows")
		for i := range rows {
			table.Rows = append(table.Rows, fmt.Sprint("r", i))
		}
	}
	groups := rapid.IntRange(0, 2).Draw(t, "groups")
	for i := range groups {
		table.Columns = append(table.Columns, Column{Key: fmt.Sprint("g", i)}, Column{Key: fmt.Sprint("g", i, "first"), In: fmt.Sprint("g", i)})
	}
	for i := range rapid.IntRange(1, most).Draw(t, "columns") {
		in := ""
		if g := rapid.IntRange(-1, groups-1).Draw(t, "in"); g >= 0 {
			in = fmt.Sprint("g", g)
		}
		table.Columns = append(table.Columns, Column{fmt.Sprint("c", i), in})
	}
	for range rows {
		table.Counts = append(table.Counts, rapid.SliceOfN(count, len(table.Columns), len(table.Columns)).Draw(t, "counts"))
	}
	table.Exact = Exact{Total: rapid.Bool().Draw(t, "exact total"), Rows: rapid.Bool().Draw(t, "exact rows"), Columns: rapid.Bool().Draw(t, "exact columns")}
	return table
}

// Whatever is counted, what is released keeps every hidden count as wide as the
// rule asks, by a reckoning that starts from what is shown alone; the true counts
// lie between its bounds, exact totals are shown and nothing small is.
func TestNothingHiddenComesBackBySubtraction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawn(t, 5, rapid.OneOf(rapid.Int64Range(0, 4), rapid.Int64Range(0, 40), rapid.Just(int64(0))))
		r, err := Agreed(rapid.Int64Range(5, 15).Draw(t, "threshold"))
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.Release(table)
		if err != nil {
			t.Fatalf("%+v: %v", table, err)
		}
		g, err := net(table.Rows, table.Columns, table.Exact)
		if err == nil {
			err = g.fill(table)
		}
		if err != nil {
			t.Fatal(err)
		}
		bounds, err := out.Bounds()
		if err != nil {
			t.Fatal(err)
		}
		bare, err := stripped(out).Bounds()
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range out.Cells {
			for c, cell := range row {
				truth, b := g.arcs[i*(g.columns+1)+c], bounds[i][c]
				switch {
				case b.Low > truth.value || !b.Open && b.High < truth.value:
					t.Fatalf("%d is not between %+v", truth.value, b)
				case cell.Shown && cell.Value != truth.value:
					t.Fatalf("%d is shown as %d", truth.value, cell.Value)
				case cell.Shown && !truth.fixed && cell.Value > 0 && cell.Value < r.Threshold:
					t.Fatalf("%d is shown below %d", cell.Value, r.Threshold)
				case !cell.Shown && truth.fixed:
					t.Fatal("an exact total is hidden")
				case !cell.Shown && !b.Open && b.High-b.Low < min(r.Protection, wide(bare[i][c])):
					t.Fatalf("between %+v, and %+v without the rest of %+v", b, bare[i][c], out)
				}
			}
		}
		if small := slices.ContainsFunc(g.arcs, func(a arc) bool { return !a.fixed && a.value > 0 && a.value < r.Threshold }); !small && out.Hidden() > 0 {
			t.Fatalf("nothing is small, and %d are hidden", out.Hidden())
		}
	})
}

// stripped is a release of which nothing but the exact totals is shown.
func stripped(r Release) Release {
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		r.Cells[i] = slices.Clone(r.Cells[i])
		for c := range r.Cells[i] {
			if !(i == 0 && c == 0 && r.Exact.Total || i > 0 && c == 0 && r.Exact.Rows || i == 0 && c > 0 && r.Exact.Columns) {
				r.Cells[i][c] = Cell{}
			}
		}
	}
	return r
}

func wide(b Bound) int64 {
	if b.Open {
		return endless
	}
	return b.High - b.Low
}

func leaves(g *graph) (n int) {
	for _, l := range g.leaf {
		if l {
			n++
		}
	}
	return n
}

// The bounds are those that trying out every table gives.
func TestTheBoundsAreThoseOfEveryTableThatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawn(t, 2, rapid.Int64Range(0, 3))
		table.Exact.Total = true
		g, err := net(table.Rows, table.Columns, table.Exact)
		if err == nil {
			err = g.fill(table)
		}
		if err != nil || leaves(g)*max(1, len(table.Rows)) > 6 || g.arcs[0].value > 8 {
			t.Skip("too many to try")
		}
		out, err := Rule{Threshold: rapid.Int64Range(2, 4).Draw(t, "threshold"), Protection: rapid.Int64Range(1, 3).Draw(t, "protection")}.Release(table)
		if err != nil {
			t.Fatal(err)
		}
		bounds, err := out.Bounds()
		if err != nil {
			t.Fatal(err)
		}
		tried := try(table, out)
		for i := range bounds {
			for c, b := range bounds[i] {
				if want := tried[i*(g.columns+1)+c]; b.Low != want.Low || b.High != want.High || b.Open {
					t.Fatalf("cell %d,%d of %+v: %+v, trying gives %+v", i, c, out, b, want)
				}
			}
		}
	})
}

// try counts out every table that fits what is shown.
func try(table Table, out Release) []Bound {
	total := out.Cells[0][0].Value
	guess := table
	guess.Counts = nil
	for range table.Counts {
		guess.Counts = append(guess.Counts, make([]int64, len(table.Columns)))
	}
	var bounds []Bound
	var each func(at int, left int64)
	each = func(at int, left int64) {
		if at == len(guess.Counts)*len(table.Columns) {
			g, _ := net(guess.Rows, guess.Columns, guess.Exact)
			g.fill(guess)
			if left > 0 {
				return
			}
			for i, a := range g.arcs {
				if c := out.Cells[i/(g.columns+1)][i%(g.columns+1)]; c.Shown && c.Value != a.value {
					return
				}
			}
			if bounds == nil {
				for _, a := range g.arcs {
					bounds = append(bounds, Bound{Low: a.value, High: a.value})
				}
			}
			for i, a := range g.arcs {
				bounds[i].Low, bounds[i].High = min(bounds[i].Low, a.value), max(bounds[i].High, a.value)
			}
			return
		}
		row, column := at/len(table.Columns), at%len(table.Columns)
		most := left
		if slices.ContainsFunc(table.Columns, func(c Column) bool { return c.In == table.Columns[column].Key }) {
			most = 0
		}
		for n := int64(0); n <= most; n++ {
			guess.Counts[row][column] = n
			each(at+1, left-n)
		}
		guess.Counts[row][column] = 0
	}
	each(0, total)
	return bounds
}

// A table as large as any report has, small counts everywhere.
func BenchmarkRelease(b *testing.B) {
	table := Table{Rows: []string{"female", "male", "other", "unknown"}, Columns: []Column{{"children", ""}, {"adults", ""}}, Exact: Exact{Total: true}}
	for i := range 10 {
		in := "adults"
		if i < 2 {
			in = "children"
		}
		table.Columns = append(table.Columns, Column{fmt.Sprint(i), in})
	}
	for r := range table.Rows {
		var counts []int64
		for c := range table.Columns {
			counts = append(counts, int64((r*7+c*5)%23))
		}
		table.Counts = append(table.Counts, counts)
	}
	for b.Loop() {
		if _, err := (Rule{11, 10}).Release(table); err != nil {
			b.Fatal(err)
		}
	}
}
