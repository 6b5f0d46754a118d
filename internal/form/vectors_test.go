package form

import (
	"encoding/json"
	"encoding/xml"
	"math"
	"os"
	"strings"
	"testing"
	"time"
)

// vectors is what test/vectors/xpath.mjs wrote.
type vectors struct {
	Now       time.Time
	Documents map[string]string
	Cases     []vector
}

type vector struct {
	Document, Context, Expr string
	String                  *string
	Number                  any
	Boolean                 bool
	Refused                 bool
	Pana                    *struct {
		String  *string
		Number  any
		Boolean *bool
		Refused bool
	}
	Why string
}

func TestExpressionsComeToWhatEnketoSaysSaveWhereAReasonIsGiven(t *testing.T) {
	file, err := os.ReadFile("testdata/xpath.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(file, &v); err != nil {
		t.Fatal(err)
	}
	trees := map[string]*node{}
	for name, text := range v.Documents {
		trees[name] = tree(t, text)
	}
	if len(v.Cases) < 400 {
		t.Fatalf("only %d expressions", len(v.Cases))
	}
	for _, c := range v.Cases {
		got := judge(c, trees[c.Document], v.Now)
		want := wanted(c)
		if (c.Why != "") != (c.Pana != nil) {
			t.Errorf("%s: a difference needs a reason, a reason a difference", c.Expr)
		}
		if got != want {
			t.Errorf("%s\n  here   %+v\n  wanted %+v", c.Expr, got, want)
		}
	}
}

type result struct {
	text, number string
	truth        bool
	refused      bool
}

// wanted is what Enketo says, with what Pana says instead laid over it.
func wanted(c vector) result {
	r := result{refused: c.Refused}
	if !c.Refused {
		r.text, r.number, r.truth = *c.String, written(c.Number), c.Boolean
	}
	if p := c.Pana; p != nil {
		if p.Refused {
			return result{refused: true}
		}
		r.refused = false
		if p.String != nil {
			r.text = *p.String
		}
		if p.Number != nil {
			r.number = written(p.Number)
		}
		if p.Boolean != nil {
			r.truth = *p.Boolean
		}
	}
	return r
}

func written(x any) string {
	switch x := x.(type) {
	case float64:
		return near(x)
	case string:
		return x
	}
	return ""
}

// near writes a number to twelve digits: the last bits of a sine differ
// between processors.
func near(x float64) string {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return writeNumber(x)
	}
	scale := math.Pow(10, 12-math.Ceil(math.Log10(math.Abs(x))))
	return writeNumber(math.Round(x*scale) / scale)
}

func judge(c vector, root *node, now time.Time) (r result) {
	x, err := parse(place{}, c.Expr)
	if err != nil {
		return result{refused: true}
	}
	e := &evaluator{now: now}
	n := root
	if c.Context != "" {
		at, err := parse(place{}, c.Context)
		if err != nil {
			return result{refused: true}
		}
		n = e.eval(at, here(root)).set[0]
	}
	v := e.eval(x, here(n))
	return result{text: e.string(v), number: near(e.number(v)), truth: v.bool()}
}

// tree reads XML without mixed content as the evaluator sees answers.
func tree(t *testing.T, text string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	var at, root *node
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, parent: at, pos: 1, relevant: true}
			if at == nil {
				root = n
			} else if k := len(at.slots); k > 0 && at.slots[k-1][0].name == n.name {
				n.pos = len(at.slots[k-1]) + 1
				at.slots[k-1] = append(at.slots[k-1], n)
			} else {
				at.slots = append(at.slots, []*node{n})
			}
			at = n
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			at.value += string(token)
		}
	}
	return root
}
