package demo

import (
	"bytes"
	"context"
	"fmt"

	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/forms"
	"example.org/pana/internal/form"
)

// weekForm is a form that this house made for itself: how a week was, asked on
// Sundays over tea. Rows of the sheets survey, choices and settings.
var weekForm = []struct {
	sheet string
	rows  [][]any
}{
	{"survey", [][]any{
		{"type", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)", "relevant"},
		{"select_one week", "week", "Апта қалай өтті?", "Как прошла неделя?", "How was the week?"},
		{"text", "good", "Не жақсы болды?", "Что было хорошего?", "What was good?"},
		{"select_one sleep", "sleep", "Ұйқы қалай?", "Как спится?", "How is sleep?"},
		{"text", "nights", "Түнде не көмектеседі?", "Что помогает ночью?", "What helps at night?", "${sleep} = 'bad' or ${sleep} = 'so_so'"},
		{"select_multiple wish", "wish", "Келесі аптада не болсын?", "Чего хочется на следующей неделе?", "What would be nice next week?"},
		{"text", "wish_other", "Тағы не?", "Что ещё?", "What else?", "selected(${wish}, 'other')"},
	}},
	{"choices", [][]any{
		{"list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)"},
		{"week", "good", "Жақсы", "Хорошо", "Good"}, {"week", "mixed", "Әр түрлі", "По-разному", "Mixed"}, {"week", "hard", "Ауыр", "Тяжело", "Hard"},
		{"sleep", "good", "Жақсы", "Хорошо", "Well"}, {"sleep", "so_so", "Орташа", "Так себе", "So-so"}, {"sleep", "bad", "Нашар", "Плохо", "Badly"},
		{"wish", "walk", "Серуен", "Прогулка", "A walk"}, {"wish", "cook", "Бірге ас әзірлеу", "Готовить вместе", "Cooking together"},
		{"wish", "call", "Жақындарға қоңырау", "Позвонить близким", "Calling someone dear"}, {"wish", "quiet", "Тыныштық", "Тишина", "Quiet"}, {"wish", "other", "Басқа", "Другое", "Something else"},
	}},
	{"settings", [][]any{
		{"form_title::Қазақша (kk)", "form_title::Русский (ru)", "form_title::English (en)", "form_id", "version", "default_language"},
		{"Апта қалай өтті", "Как прошла неделя", "How the week was", "week", "2", "Русский (ru)"},
	}},
}

// weekBook writes it as a workbook, as a social worker would save it.
func weekBook() (*bytes.Buffer, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "survey"); err != nil {
		return nil, err
	}
	for _, s := range weekForm {
		if _, err := f.NewSheet(s.sheet); err != nil {
			return nil, err
		}
		for i, row := range s.rows {
			if err := f.SetSheetRow(s.sheet, fmt.Sprint("A", i+1), &row); err != nil {
				return nil, err
			}
		}
	}
	return f.WriteToBuffer()
}

// formsOfTheHouse: a form of the house is brought, and answered with some of
// those who are here; the risk review and the list before leaving are those of
// the program.
func (w *world) formsOfTheHouse() {
	week := new(forms.FormID)
	t := w.told("drawing")
	t.does(75, "17:00", "dina", func(ctx context.Context) error {
		book, err := weekBook()
		if err == nil {
			*week, _, err = t.forms.Keep(ctx, book, pana.Care)
		}
		return err
	})
	t.fills(70, "18:10", "dina", week, true, "week", "mixed", "good", "Рисовала птиц. Никто не торопил.", "sleep", "bad", "nights", "Свет в коридоре и плед.", "wish", "walk quiet")
	t.fills(14, "18:00", "dina", week, true, "week", "good", "good", "Записались на курс!", "sleep", "so_so", "nights", "Теперь хватает пледа.", "wish", "cook other", "wish_other", "Купить акварель")
	w.told("farm").fills(10, "18:20", "erlan", week, true, "week", "hard", "good", "Поговорил с сестрой.", "sleep", "bad", "nights", "Радио тихо.", "wish", "call")
	risk, exit := forms.FormID(form.RiskReview), forms.FormID(form.ExitList)
	w.told("mother").fills(12, "11:00", "dina", &risk, true, "occasion", "contact", "sources", "client staff",
		"reach/reach_likelihood", "2", "reach/reach_harm", "3", "reach/reach_words", "Телефон соғылды, ешкім үндемеді.", "reach/reach_step", "Нөмір ауыстырылды, есікке күзетші ескертілді.",
		"family/family_likelihood", "1", "family/family_harm", "2", "debts/debts_likelihood", "1", "debts/debts_harm", "1", "agrees", "yes")
	w.told("builder").fills(2, "15:00", "erlan", &exit, false, "papers", "yes", "place", "planned", "place_remains", "Комната у двоюродного брата, смотрим в субботу.", "hotline", "yes", "income", "open")
}

// fills: a form is begun and answered in one sitting, and handed in or left for
// another day. Values are paths and answers in turn.
func (t *tale) fills(days int, hour, who string, id *forms.FormID, handIn bool, values ...string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		an, err := t.forms.Start(ctx, t.client, *id)
		if err != nil {
			return err
		}
		said := map[string][]string{}
		for i := 0; i+1 < len(values); i += 2 {
			said[values[i]] = []string{values[i+1]}
		}
		faults, err := t.forms.Turn(ctx, t.client, an, forms.Turn{Values: said, Source: pana.ClientSaid, Finish: handIn, Version: 1})
		if err == nil && len(faults) > 0 {
			return fmt.Errorf("the form is at fault at %s: %s", faults[0].Path, faults[0].Say)
		}
		return err
	})
}
