package disclosure

import (
	"cmp"
	"slices"
)

// Release hides what may not leave of a table, and has the result audited before
// anybody gets it. Counts of one to threshold less one are hidden; beside them as
// few others as it takes, and the smaller ones, until every hidden count could be
// any of at least as many values as the rule says. A count of nobody is shown
// unless it hides another. Where an exact total is itself too small for that,
// whatever could hide the rest is hidden.
func (r Rule) Release(t Table) (Release, error) {
	g, err := net(t.Rows, t.Columns, t.Exact)
	if err == nil {
		err = g.fill(t)
	}
	if err != nil {
		return Release{}, err
	}
	g.hide(r)
	out := Release{Rule: r, Rows: slices.Clone(t.Rows), Columns: slices.Clone(t.Columns), Exact: t.Exact}
	for i := range g.rows + 1 {
		row := make([]Cell, g.columns+1)
		for c := range row {
			if a := g.arcs[i*(g.columns+1)+c]; !a.hidden {
				row[c] = Cell{a.value, true}
			}
		}
		out.Cells = append(out.Cells, row)
	}
	return out, out.Audit()
}

func (g *graph) hide(r Rule) {
	x := g.values()
	small := map[int]bool{}
	for i := range g.arcs {
		a := &g.arcs[i]
		if small[i] = !a.fixed && a.value > 0 && a.value < r.Threshold; small[i] {
			a.hidden = true
		}
	}
	need := g.needs(x, r.Protection)
	for g.hideMore(x, need) {
	}
	g.showAgain(x, need, small)
}

// needs says how wide each count has to stay: as wide as the rule asks, or as wide
// as it is when everything is hidden that can be.
func (g *graph) needs(x []int64, protection int64) []int64 {
	hidden := make([]bool, len(g.arcs))
	for i := range g.arcs {
		hidden[i] = g.arcs[i].hidden
		g.arcs[i].hidden = !g.arcs[i].fixed
	}
	need := make([]int64, len(g.arcs))
	for i, a := range g.arcs {
		if !a.fixed {
			less, more := g.spread(x, i, protection)
			need[i] = min(protection, less+more)
		}
	}
	for i := range g.arcs {
		g.arcs[i].hidden = hidden[i]
	}
	return need
}

// hideMore hides what one hidden count still lacks, and reports whether one did.
func (g *graph) hideMore(x, need []int64) bool {
	for i, a := range g.arcs {
		if !a.hidden {
			continue
		}
		up, down := append([]int64(nil), x...), append([]int64(nil), x...)
		more, less := g.push(up, a.to, a.from, i, need[i]), g.push(down, a.from, a.to, i, min(x[i], need[i]))
		lacks := need[i] - more - less
		if lacks <= 0 {
			continue
		}
		// The ways that give all it lacks first, then those that give half, and so on.
		for d := lacks; d > 0; d /= 2 {
			ways := [][]int{g.way(up, a.to, a.from, i, d)}
			if x[i]-less >= d {
				ways = append(ways, g.way(down, a.from, a.to, i, d))
			}
			ways = slices.DeleteFunc(ways, func(w []int) bool { return len(w) == 0 })
			if len(ways) == 0 {
				continue
			}
			for _, j := range slices.MinFunc(ways, func(v, w []int) int { return cmp.Compare(g.price(v), g.price(w)) }) {
				g.arcs[j].hidden = true
			}
			return true
		}
	}
	return false
}

const perCell = 1 << 42 // hiding one count fewer is worth any value

func (g *graph) price(way []int) (sum int64) {
	for _, j := range way {
		sum += perCell + g.arcs[j].value
	}
	return sum
}

// way returns the counts to hide so that d more get from one node to another:
// those of the cheapest way that are not hidden yet.
func (g *graph) way(x []int64, from, to, skip int, d int64) []int {
	cost := make([]int64, g.nodes)
	by := make([]int, g.nodes)
	for v := range cost {
		cost[v] = -1
	}
	cost[from] = 0
	done := make([]bool, g.nodes)
	for {
		u := -1
		for v := range cost {
			if cost[v] >= 0 && !done[v] && (u < 0 || cost[v] < cost[u]) {
				u = v
			}
		}
		if u < 0 || u == to {
			break
		}
		done[u] = true
		for _, i := range g.out[u] {
			a := &g.arcs[i]
			v := a.to
			if a.to == u {
				v = a.from
			}
			if a.fixed || i == skip || v == u || a.to == u && x[i] < d {
				continue
			}
			c := cost[u]
			if !a.hidden {
				c += perCell + a.value
			}
			if cost[v] < 0 || c < cost[v] {
				cost[v], by[v] = c, i
			}
		}
	}
	if cost[to] < 0 {
		return nil
	}
	var hide []int
	for v := to; v != from; {
		a := g.arcs[by[v]]
		if !a.hidden {
			hide = append(hide, by[v])
		}
		if a.to == v {
			v = a.from
		} else {
			v = a.to
		}
	}
	return hide
}

// showAgain shows what later choices have made needless, the larger counts first.
func (g *graph) showAgain(x, need []int64, small map[int]bool) {
	var spare []int
	for i, a := range g.arcs {
		if a.hidden && !small[i] {
			spare = append(spare, i)
		}
	}
	slices.SortStableFunc(spare, func(i, j int) int { return cmp.Compare(g.arcs[j].value, g.arcs[i].value) })
	for _, i := range spare {
		g.arcs[i].hidden = false
		if !g.guarded(x, need) {
			g.arcs[i].hidden = true
		}
	}
}

func (g *graph) guarded(x, need []int64) bool {
	for i, a := range g.arcs {
		if a.hidden {
			if less, more := g.spread(x, i, need[i]); less+more < need[i] {
				return false
			}
		}
	}
	return true
}
