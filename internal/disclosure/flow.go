package disclosure

// A graph is a table as a circulation.
type graph struct {
	rows, columns int
	leaf          []bool
	nodes         int
	arcs          []arc
	out           [][]int // arcs that touch a node
}

type arc struct {
	from, to int
	value    int64
	fixed    bool // shown whatever it is
	hidden   bool
}

// endless stands for a flow that nothing bounds.
const endless = int64(1) << 50

// push sends up to want more from one node to another over hidden arcs, along
// shortest ways, and returns how much got through. Along an arc any amount goes,
// against it what flows there: a count can be anything from zero up. x holds what
// flows and is changed.
func (g *graph) push(x []int64, from, to, skip int, want int64) (sent int64) {
	came := make([]int, g.nodes) // arc+1 by which a node was reached, negative against it
	queue := make([]int, 0, g.nodes)
	for sent < want {
		clear(came)
		queue = append(queue[:0], from)
		for at := 0; at < len(queue) && came[to] == 0; at++ {
			u := queue[at]
			for _, i := range g.out[u] {
				a := &g.arcs[i]
				if !a.hidden || i == skip {
					continue
				}
				if v := a.to; a.from == u && came[v] == 0 && v != from {
					came[v] = i + 1
					queue = append(queue, v)
				}
				if v := a.from; a.to == u && x[i] > 0 && came[v] == 0 && v != from {
					came[v] = -i - 1
					queue = append(queue, v)
				}
			}
		}
		if came[to] == 0 {
			return sent
		}
		room := want - sent
		for v := to; v != from; {
			if i := came[v]; i > 0 {
				v = g.arcs[i-1].from
			} else {
				room = min(room, x[-i-1])
				v = g.arcs[-i-1].to
			}
		}
		for v := to; v != from; {
			if i := came[v]; i > 0 {
				x[i-1] += room
				v = g.arcs[i-1].from
			} else {
				x[-i-1] -= room
				v = g.arcs[-i-1].to
			}
		}
		sent += room
	}
	return sent
}

// spread returns by how much the count of an arc can be less and more than what
// flows in x, as far as it matters.
func (g *graph) spread(x []int64, i int, matters int64) (less, more int64) {
	a := g.arcs[i]
	more = g.push(append([]int64(nil), x...), a.to, a.from, i, matters)
	less = g.push(append([]int64(nil), x...), a.from, a.to, i, min(x[i], matters))
	return less, more
}

func (g *graph) values() []int64 {
	x := make([]int64, len(g.arcs))
	for i, a := range g.arcs {
		x[i] = a.value
	}
	return x
}
