package form

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/pana"
)

// FuzzExpr holds that no expression, however written, breaks anything: it is
// refused at its place or worked out within the limits.
func FuzzExpr(f *testing.F) {
	for _, s := range []string{
		"1 + 2 * 3", "${a} = 'x' and not(selected(${m}, 'food'))", "count(//x[position() = last()][. > 1] | /data/*)",
		"if(${a} > 18, concat('a', \"b\"), substr(${a}, -1, 2))", "int((today() - ${born}) div 365.25)", "../a[. = current()/../b]",
		"instance('l')/root/item[name = ${a}]/label", "indexed-repeat(${x}, ${r}, position(..))", "--1 mod -0 div .5", "regex(., '^(a|b){2,3}$')",
		"‘curly’ = “quotes”", "jr:choice-name(${m}, '${m}')", "((((((1))))))", "ancestor-or-self::*/child::a//b/..", "format-date(now(), '%Y-%m-%d')", "@a", "a:b:c", "${", "1.2.3", "\x00",
	} {
		f.Add(s)
	}
	root := &node{name: "data", relevant: true}
	for _, name := range []string{"a", "b", "m", "x", "born"} {
		root.put(name, "1991-05-16")
		root.slots[len(root.slots)-1][0].parent = root
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := &compiler{f: &Form{lists: map[string]*list{}, byPath: map[string]*field{}}, byName: map[string][]*field{}}
		c.f.root = &field{kind: Group, name: "data"}
		c.f.fields = []*field{c.f.root}
		for i, name := range []string{"a", "b", "m", "x", "born"} {
			d := &field{kind: Text, name: name, index: i + 1}
			c.f.root.add(d)
			c.f.fields = append(c.f.fields, d)
			c.byName[name] = []*field{d}
		}
		x, err := parse(place{"survey", 2, 3}, s)
		if err == nil {
			err = (&resolver{c: c, self: c.f.fields[1], at: place{"survey", 2, 3}}).judge(x)
		}
		if err != nil {
			e, ours := errors.AsType[*pana.Error](err)
			if !ours || e.Kind != pana.Invalid || e.With["Cell"] != "C2" {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		e := &evaluator{form: c.f, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
		v := e.eval(x, here(root.slots[0][0]))
		if n := len(e.string(v)); n > 8*mostValue {
			t.Fatalf("%q came to %d bytes", s, n)
		}
		_, _ = e.number(v), v.bool()
	})
}

// FuzzRead holds that no file, however built, breaks anything: it is refused
// with a reason, or it is a form that can be answered.
func FuzzRead(f *testing.F) {
	seeds, _ := os.ReadDir("shipped")
	for _, s := range seeds {
		if !strings.HasSuffix(s.Name(), ".xlsx") {
			continue
		}
		b, err := os.ReadFile("shipped/" + s.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		fm, err := Read("fuzz", file)
		if err != nil {
			if e, ours := errors.AsType[*pana.Error](err); !ours || e.Kind != pana.Invalid || !strings.HasPrefix(e.Say, "form.") {
				t.Fatalf("%v", err)
			}
			return
		}
		answerAll(t, fm)
	})
}

// FuzzCells fuzzes what authors write rather than the file around it.
func FuzzCells(f *testing.F) {
	f.Add("select_one yn", "a", "A ${b}", "${b} = 1", ". > 0", "region = ${b}", "2")
	f.Add("begin repeat", "r", "R", "count(${r}) > 1", "", "", "${b}")
	f.Add("range", "g", "G", "", "", "", "start=0 end=10")
	f.Fuzz(func(t *testing.T, kind, name, label, relevant, constraint, filter, other string) {
		head := []string{"type", "name", "label", "relevant", "constraint", "choice_filter", "repeat_count", "calculation", "default", "parameters", "label::" + name}
		c := &compiler{f: &Form{ID: "fuzz", lists: map[string]*list{}, byPath: map[string]*field{}}, byName: map[string][]*field{}, siblings: map[*field]map[string]bool{}}
		rows := func(lines ...[]string) (all []row) {
			for i, l := range lines {
				r := row{i + 1, map[int]string{}}
				for j, s := range l {
					if s != "" && len(s) < mostCell {
						r.cells[j+1] = s
					}
				}
				all = append(all, r)
			}
			return all
		}
		err := c.choices("choices", rows([]string{"list_name", "name", "label", "region"}, []string{"yn", name, label, other}, []string{"yn", "no", "No", "a"}))
		if err == nil {
			err = c.survey("survey", rows(head, []string{"integer", "b", "B"}, []string{kind, name, label, relevant, constraint, filter, other, other, other, other, label}, []string{"text", "last", "L", relevant}, []string{strings.Replace(kind, "begin", "end", 1)}))
		}
		if err == nil {
			err = c.compile()
		}
		if err != nil {
			if e, ours := errors.AsType[*pana.Error](err); !ours || e.Kind != pana.Invalid || e.With["Sheet"] == nil {
				t.Fatalf("%v", err)
			}
			return
		}
		answerAll(t, c.f)
	})
}

// answerAll answers a form as far as it goes.
func answerAll(t *testing.T, f *Form) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := f.Blank(now)
	values := map[string][]string{}
	for _, d := range f.fields {
		path := d.path
		for range d.repeats {
			path = strings.Replace(path, d.repeats[0].name, d.repeats[0].name+"[1]", 1)
		}
		values[path] = []string{"1"}
		if d.list != nil && len(d.list.choices) > 0 {
			values[path] = []string{d.list.choices[0].name}
		}
	}
	a.Fill(values, now)
	a.Page("kk", true)
	a.Faults("ru")
	text, err := a.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Load(text, now)
	if err != nil {
		t.Fatal(err)
	}
	b.Fill(nil, now)
	b.Page("en", true)
}
