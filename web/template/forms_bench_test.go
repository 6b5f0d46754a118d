package template_test

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/forms"
	"example.org/pana/internal/form"
	"example.org/pana/internal/locale"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

// thousand is a form of a thousand questions in forty groups.
func thousand(b *testing.B) *form.Form {
	b.Helper()
	f := excelize.NewFile()
	rows := [][]string{{"type", "name", "label::en", "label::ru", "relevant", "constraint"}}
	for i := range 1000 {
		if i%25 == 0 {
			rows = append(rows, []string{"begin group", fmt.Sprintf("g%d", i/25), "Group", "Группа"})
		}
		kind := []string{"integer", "select_one yn", "text", "select_multiple yn", "date"}[i%5]
		relevant := ""
		if i%3 == 2 {
			relevant = fmt.Sprintf("${q%d} != ''", i-1)
		}
		constraint := ""
		if i%5 == 0 {
			constraint = ". < 100"
		}
		rows = append(rows, []string{kind, fmt.Sprintf("q%d", i), "What was it like then?", "Как это было тогда?", relevant, constraint})
		if i%25 == 24 {
			rows = append(rows, []string{"end group"})
		}
	}
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "survey"))
	_, err := f.NewSheet("choices")
	must(err)
	for i, row := range rows {
		must(f.SetSheetRow("survey", fmt.Sprintf("A%d", i+1), &row))
	}
	for i, row := range [][]string{{"list_name", "name", "label::en", "label::ru"}, {"yn", "yes", "Yes", "Да"}, {"yn", "no", "No", "Нет"}, {"yn", "perhaps", "Perhaps", "Может быть"}} {
		must(f.SetSheetRow("choices", fmt.Sprintf("A%d", i+1), &row))
	}
	file, err := f.WriteToBuffer()
	must(err)
	read, err := form.Read("thousand", file.Bytes())
	must(err)
	return read
}

// A page of a thousand questions, every one answered and shown: what was kept is
// loaded, judged and drawn.
func BenchmarkPageOfAThousandQuestions(b *testing.B) {
	f := thousand(b)
	now := time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)
	a := f.Blank(now)
	values := map[string][]string{}
	for i := range 1000 {
		values[fmt.Sprintf("g%d/q%d", i/25, i)] = []string{[]string{"5", "yes", "Words of hers", "no", "3.1.1991"}[i%5]}
	}
	a.Fill(values, now)
	text, err := a.MarshalJSON()
	if err != nil {
		b.Fatal(err)
	}
	r := locale.For(locale.RU, locale.Words{})
	frame := template.Frame{R: r, PageData: look.PageData{R: r, Lang: "ru"}}
	b.ReportAllocs()
	for b.Loop() {
		a, err := f.Load(text, now)
		if err != nil {
			b.Fatal(err)
		}
		a.Fill(nil, now)
		d := template.AnsweredData{One: forms.One{Code: "KZ-26-417", Answers: a}, Zone: time.UTC, Judged: true}
		d.Answered = forms.Answered{Form: f, State: forms.Open, Compartment: pana.Care}
		d.Show(&frame)
		if len(d.Items) != 40 || len(frame.Faults) != 0 {
			b.Fatal(len(d.Items), frame.Faults)
		}
		if err := template.Answered(frame, d).Render(context.Background(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
