package form_test

import (
	"fmt"
	"testing"

	"example.org/pana/internal/form"
)

// large is a form of a thousand questions of the kinds forms have, every third
// with a relevance, every fifth with a constraint, every tenth a calculation
// over others, in forty groups.
func large() []byte {
	s := sheet{{"type", "name", "label::en", "label::ru", "label::kk", "relevant", "constraint", "calculation", "choice_filter"}}
	for i := range 1000 {
		if i%25 == 0 {
			s = append(s, []string{"begin group", fmt.Sprintf("g%d", i/25), "Group", "Группа", "Топ"})
		}
		r := make([]string, 9)
		r[1], r[2], r[3], r[4] = fmt.Sprintf("q%d", i), "What was it like then?", "Как это было тогда?", "Ол кезде қалай болды?"
		switch i % 5 {
		case 0:
			r[0] = "integer"
			r[6] = ". >= 0 and . < 1000"
		case 1:
			r[0] = "select_one region"
		case 2:
			r[0] = "select_one town"
			r[8] = fmt.Sprintf("region = ${q%d}", i-1)
		case 3:
			r[0] = "select_multiple region"
		default:
			r[0] = "text"
		}
		if i%3 == 2 {
			r[5] = fmt.Sprintf("${q%d} != '' or selected(${q%d}, 'almaty')", i-1, max(i-4, 0))
		}
		if i%10 == 9 {
			r[0], r[7] = "calculate", fmt.Sprintf("if(${q%d} > 3, ${q%d} * 2, coalesce(${q%d}, 0))", i-9, i-4, i-9)
		}
		s = append(s, r)
		if i%25 == 24 {
			s = append(s, []string{"end group"})
		}
	}
	return workbook(s, yesNo, nil)
}

func BenchmarkReadAThousandQuestions(b *testing.B) {
	file := large()
	for b.Loop() {
		if _, err := form.Read("large", file); err != nil {
			b.Fatal(err, with(err))
		}
	}
}

// One turn of a page: what was kept is loaded, what was posted is taken, the
// page is worked out with its faults, and everything is kept again.
func BenchmarkATurnOfAThousandQuestions(b *testing.B) {
	f, err := form.Read("large", large())
	if err != nil {
		b.Fatal(err, with(err))
	}
	values := map[string][]string{}
	for i := range 1000 {
		path := fmt.Sprintf("g%d/q%d", i/25, i)
		values[path] = []string{[]string{"5", "almaty", "talgar", "almaty", "words of hers"}[i%5]}
	}
	a := f.Blank(now)
	a.Fill(values, now)
	text, _ := a.MarshalJSON()
	b.ReportAllocs()
	for b.Loop() {
		a, err := f.Load(text, now)
		if err != nil {
			b.Fatal(err)
		}
		a.Fill(values, now)
		if n := len(a.Page("ru", true)); n != 40 {
			b.Fatal(n)
		}
		if _, err := a.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
