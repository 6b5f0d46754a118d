// Make writes the forms that come with Pana as XLSForm workbooks, from the
// texts beside it:
//
//	go run ./internal/form/shipped/make
//
// The workbooks are committed, so that a house can take one, change it in a
// spreadsheet program and upload it as its own.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/xuri/excelize/v2"
)

const dir = "internal/form/shipped"

func main() {
	for _, name := range names {
		file, err := workbook(filepath.Join(dir, name+".json"))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".xlsx"), file, 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, name, err)
			os.Exit(1)
		}
	}
}

var names = []string{"assessment", "risk", "exit"}

// A source is a form as it is written and translated by people.
type source struct {
	ID, Version string
	Title       label
	Survey      []question
	Areas       []area
	Area        struct{ Level, Words, Urgency label }
	Choices     map[string][]choice
}

type (
	label  struct{ EN, RU, KK string }
	choice struct {
		Name  string
		Label label
	}
	question struct {
		Type, Name, Relevant, Calculation, Appearance string
		Label                                         label
	}
	// An area of the assessment becomes a group of three questions: how it is on
	// a ladder of five steps, the client's own words, and when help is needed.
	area struct {
		Name   string
		Label  label
		Levels []label
	}
)

// languages are the columns of every text, the house's own language first.
var languages = []struct {
	name string
	of   func(label) string
}{
	{"Қазақша (kk)", func(l label) string { return l.KK }},
	{"Русский (ru)", func(l label) string { return l.RU }},
	{"English (en)", func(l label) string { return l.EN }},
}

func workbook(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var s source
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, err
	}
	s.expand()
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", "survey"); err != nil {
		return nil, err
	}
	for _, sheet := range []struct {
		name string
		rows [][]string
	}{{"survey", s.survey()}, {"choices", s.choices()}, {"settings", s.settings()}} {
		if _, err := f.NewSheet(sheet.name); err != nil {
			return nil, err
		}
		for i, row := range sheet.rows {
			if err := f.SetSheetRow(sheet.name, "A"+strconv.Itoa(i+1), &row); err != nil {
				return nil, err
			}
		}
		if err := f.SetColWidth(sheet.name, "A", "H", 28); err != nil {
			return nil, err
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "Pana", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z"}); err != nil {
		return nil, err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// expand turns areas into groups of questions and lists of choices.
func (s *source) expand() {
	for _, a := range s.Areas {
		s.Survey = append(s.Survey,
			question{Type: "begin_group", Name: a.Name, Label: a.Label},
			question{Type: "select_one " + a.Name + "_steps", Name: a.Name + "_level", Label: s.Area.Level},
			question{Type: "text", Name: a.Name + "_words", Label: s.Area.Words, Appearance: "multiline"},
			question{Type: "select_one urgency", Name: a.Name + "_urgency", Label: s.Area.Urgency},
			question{Type: "end_group"})
		for i, l := range a.Levels {
			n := strconv.Itoa(i + 1)
			s.Choices[a.Name+"_steps"] = append(s.Choices[a.Name+"_steps"], choice{n, label{n + " · " + l.EN, n + " · " + l.RU, n + " · " + l.KK}})
		}
	}
}

func (s *source) survey() [][]string {
	head := []string{"type", "name"}
	for _, l := range languages {
		head = append(head, "label::"+l.name)
	}
	rows := [][]string{append(head, "relevant", "calculation", "appearance")}
	for _, q := range s.Survey {
		row := []string{q.Type, q.Name}
		for _, l := range languages {
			row = append(row, l.of(q.Label))
		}
		rows = append(rows, append(row, q.Relevant, q.Calculation, q.Appearance))
	}
	return rows
}

func (s *source) choices() [][]string {
	head := []string{"list_name", "name"}
	for _, l := range languages {
		head = append(head, "label::"+l.name)
	}
	rows := [][]string{head}
	for _, list := range s.lists() {
		for _, c := range s.Choices[list] {
			row := []string{list, c.Name}
			for _, l := range languages {
				row = append(row, l.of(c.Label))
			}
			rows = append(rows, row)
		}
		rows = append(rows, nil)
	}
	return rows
}

// lists are the lists in the order in which the questions use them.
func (s *source) lists() []string {
	var all []string
	seen := map[string]bool{}
	for _, q := range s.Survey {
		var kind, list string
		if n, _ := fmt.Sscan(q.Type, &kind, &list); n == 2 && !seen[list] {
			seen[list] = true
			all = append(all, list)
		}
	}
	return all
}

func (s *source) settings() [][]string {
	var head, row []string
	for _, l := range languages {
		head, row = append(head, "form_title::"+l.name), append(row, l.of(s.Title))
	}
	return [][]string{append(head, "form_id", "version", "default_language"), append(row, s.ID, s.Version, "English (en)")}
}
