package forms_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/forms"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with a shelf and one client, with whom Dina, Gulnar,
// Raushan and Bolat work. It begins on Monday 23 November 2026.
type world struct {
	*housetest.World
	*forms.Forms
	t      testing.TB
	files  *casework.Casework
	client pana.ClientID
	code   string
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), intake.Schema(), forms.Schema())}
	w.files = casework.New(w.House)
	w.Forms = forms.New(w.House, w.files)
	ctx := w.As("saule")
	var a casework.Added
	w.done("let someone in", w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Gulbahor"}, Coded: casework.Coded{Language: "uz"}})
		return err
	}))
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist, "raushan": pana.Nurse, "bolat": pana.Lawyer} {
		w.done("assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.client, w.code = a.Client, a.Code
	w.later()
	return w
}

// later lets a second pass, so that what is made next sorts behind.
func (w *world) later() { w.Clock.Advance(time.Second) }

func (w *world) done(what string, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

func refused(t testing.TB, err error, kind pana.Kind, field, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Field != field || e.Say != say {
		t.Errorf("got %v, want %s %s (%s)", err, kind, say, field)
	}
}

// sheet writes one sheet of a workbook; an empty string is an empty cell.
type sheet [][]string

// book is a small XLSForm workbook.
func book(survey, choices, settings sheet) *bytes.Reader {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name, text string) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	write("[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
	sheets, rels := "", ""
	for i, s := range []struct {
		name string
		rows sheet
	}{{"survey", survey}, {"choices", choices}, {"settings", settings}} {
		if s.rows == nil {
			continue
		}
		sheets += fmt.Sprintf(`<sheet name="%s" r:id="r%d"/>`, s.name, i)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="x/worksheet" Target="worksheets/s%d.xml"/>`, i, i)
		var x strings.Builder
		for r, cells := range s.rows {
			fmt.Fprintf(&x, `<row r="%d">`, r+1)
			for c, text := range cells {
				fmt.Fprintf(&x, `<c r="%c%d" t="inlineStr"><is><t>`, 'A'+c, r+1)
				xml.EscapeText(&x, []byte(text))
				x.WriteString(`</t></is></c>`)
			}
			x.WriteString(`</row>`)
		}
		write(fmt.Sprintf("xl/worksheets/s%d.xml", i), `<worksheet><sheetData>`+x.String()+`</sheetData></worksheet>`)
	}
	write("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>`+sheets+`</sheets></workbook>`)
	write("xl/_rels/workbook.xml.rels", `<Relationships>`+rels+`</Relationships>`)
	if err := z.Close(); err != nil {
		panic(err)
	}
	return bytes.NewReader(b.Bytes())
}

// week is a form of the house; later versions ask one thing more.
func week(version string) *bytes.Reader {
	survey := sheet{{"type", "name", "label::en", "label::ru", "relevant", "constraint", "required"},
		{"text", "slept", "How were the nights?", "Как спалось?"},
		{"integer", "meals", "Meals a day", "Сколько раз ест", "", ". <= 10"},
		{"select_one yn", "out", "Went out?", "Выходила?"},
		{"text", "where", "Where to?", "Куда?", "${out} = 'yes'", "", "yes"}}
	if version != "1" {
		survey = append(survey, []string{"text", "more", "Anything else?", "Что ещё?"})
	}
	return book(survey, sheet{{"list_name", "name", "label::en", "label::ru"}, {"yn", "yes", "Yes", "Да"}, {"yn", "no", "No", "Нет"}},
		sheet{{"form_title", "form_id", "version"}, {"Her week", "week", version}})
}

func (w *world) count(q string, args ...any) int {
	w.t.Helper()
	var n int
	w.done("count", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	}))
	return n
}

func say(values ...string) map[string][]string {
	all := map[string][]string{}
	for i := 0; i+1 < len(values); i += 2 {
		all[values[i]] = []string{values[i+1]}
	}
	return all
}
