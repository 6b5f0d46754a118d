package locale

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
)

// A collator keeps buffers and may serve one goroutine at a time.
var collators sync.Map // Lang to *sync.Pool

func collator(lang Lang) (c *collate.Collator, done func()) {
	pool, ok := collators.Load(lang)
	if !ok {
		pool, _ = collators.LoadOrStore(lang, &sync.Pool{New: func() any { return collate.New(lang.tag()) }})
	}
	p := pool.(*sync.Pool)
	c = p.Get().(*collate.Collator)
	return c, func() { p.Put(c) }
}

// Less reports whether a comes before b in the reader's alphabet: in Kazakh ә
// follows а and қ follows к. Texts that collate alike keep a fixed order.
func (r *Reader) Less(a, b string) bool { return r.Compare(a, b) < 0 }

// Compare orders a and b by the reader's alphabet, for slices.SortFunc.
func (r *Reader) Compare(a, b string) int {
	c, done := collator(r.lang)
	defer done()
	if n := c.CompareString(a, b); n != 0 {
		return n
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Sort puts texts into the order of the reader's alphabet.
func (r *Reader) Sort(texts []string) { slices.SortStableFunc(texts, r.Compare) }
