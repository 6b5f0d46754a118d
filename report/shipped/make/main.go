// Make writes the layouts that come with Pana:
//
//	go run ./report/shipped/make
//
// The workbooks are committed, so that a house can take one, change it in a
// spreadsheet program and bring it as its own.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/xuri/excelize/v2"
)

const dir = "report/shipped"

func main() {
	for name, draw := range map[string]func(*sheet){"ministry": ministry, "act": act, "project": project} {
		s := newSheet()
		draw(s)
		if err := s.write(filepath.Join(dir, name+".xlsx")); err != nil {
			fmt.Fprintln(os.Stderr, name, err)
			os.Exit(1)
		}
	}
}

var (
	kinds = []string{"domestic", "medical", "psychological", "pedagogical", "labour", "cultural", "economic", "legal"}
	bands = []string{"0_8", "9_17", "18_20", "21_23", "24_26", "27_29", "30_38", "39_47", "48plus", "unknown"}
	areas = []string{"kz_71", "kz_75", "kz_79", "kz_10", "kz_11", "kz_15", "kz_19", "kz_23", "kz_63", "kz_31", "kz_33", "kz_35", "kz_39", "kz_43", "kz_47", "kz_59", "kz_55",
		"kz_61", "kz_62", "kz_27", "abroad", "unknown"}
)

// ministry is what is reported of a shelter: covered, men, women and children,
// citizens, help, work, school, papers, family, kinds of exploitation, regions.
func ministry(s *sheet) {
	s.head("title.ministry")
	s.group("people")
	s.figures("people", "people.men", "people.women", "people.children", "people.citizenship.citizen", "people.citizenship.foreign", "people.citizenship.stateless", "people.citizenship.unknown")
	s.group("done")
	s.figures("done.medical", "done.employed", "done.school", "done.papers", "done.reunited")
	s.group("exploitation")
	s.figures("people.exploitation.labour", "people.exploitation.sexual", "people.exploitation.other", "people.exploitation.several", "people.exploitation.unknown")
	s.group("region")
	for _, a := range areas {
		s.figures("people.region." + a)
	}
	s.foot()
}

// act is what a city pays by the head: days, services, money, signed by two.
func act(s *sheet) {
	s.head("title.act")
	s.group("days")
	s.figures("people", "days", "days.absent", "days.tariff", "money.days")
	s.group("services")
	for _, k := range kinds {
		s.figures("services." + k)
	}
	s.figures("services", "money.services")
	s.group("money")
	s.strong("money.total")
	s.figures("currency")
	s.foot()
	s.next("list")
	s.list("list.code", "list.days", "list.services", "list.money")
}

// project is what an international project reports: what was agreed and reached, who
// was helped, and who gave the money.
func project(s *sheet) {
	s.head("title.project")
	s.group("targets")
	s.columns("agreed", "reached")
	s.pair("target.people", "people")
	s.pair("target.days", "days")
	for _, k := range kinds {
		s.pair("target.services."+k, "services."+k)
	}
	s.group("people")
	s.figures("people.female", "people.male", "people.sex.other", "people.sex.unknown", "people.children", "people.adults")
	s.group("age")
	s.columnsOf("people.female", "people.male")
	for _, b := range bands {
		s.cross("people.age."+b, "people.female.age."+b, "people.male.age."+b)
	}
	s.group("exploitation")
	s.figures("people.exploitation.labour", "people.exploitation.sexual", "people.exploitation.other", "people.exploitation.several", "people.exploitation.unknown")
	s.group("money")
	s.figures("money.days", "money.services")
	s.strong("money.total")
	s.figures("currency")
	s.foot()
	s.next("givers")
	s.list("list.funder", "list.share", "list.part")
}

// A sheet is drawn from top to bottom: what a figure is called in the first column,
// the figure in the second.
type sheet struct {
	f                        *excelize.File
	name                     string
	row                      int
	title, bold, plain, line int
	used                     map[string]bool
	err                      error
}

func newSheet() *sheet {
	s := &sheet{f: excelize.NewFile(), name: "sheet", row: 1, used: map[string]bool{}}
	s.keep(s.f.SetSheetName("Sheet1", s.name))
	border := []excelize.Border{{Type: "bottom", Style: 1, Color: "999999"}}
	left, right := &excelize.Alignment{WrapText: true, Vertical: "top"}, &excelize.Alignment{Horizontal: "right", Vertical: "top"}
	s.title = s.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: left})
	s.bold = s.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: left, Border: border})
	s.plain = s.style(&excelize.Style{Alignment: left, Border: border})
	s.line = s.style(&excelize.Style{Alignment: right, Border: border})
	s.widths()
	return s
}

func (s *sheet) keep(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *sheet) style(st *excelize.Style) int {
	id, err := s.f.NewStyle(st)
	s.keep(err)
	return id
}

func (s *sheet) widths() {
	s.keep(s.f.SetColWidth(s.name, "A", "A", 58))
	s.keep(s.f.SetColWidth(s.name, "B", "D", 20))
	fit, wide := 1, 0
	page := true
	s.keep(s.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &page}))
	s.keep(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToWidth: &fit, FitToHeight: &wide}))
}

// put gives a cell a name, so that the figure or text of that name is written there.
func (s *sheet) put(column, name string, style int) {
	cell := column + strconv.Itoa(s.row)
	s.keep(s.f.SetCellStyle(s.name, cell, cell, style))
	s.keep(s.f.SetDefinedName(&excelize.DefinedName{Name: "pana." + name, RefersTo: fmt.Sprintf("%s!$%s$%d", s.name, column, s.row), Scope: s.scope(name)}))
}

// scope lets a name stand in a second place: once for the workbook, once for its sheet.
func (s *sheet) scope(name string) string {
	if s.used[name] {
		return s.name
	}
	s.used[name] = true
	return ""
}

func (s *sheet) head(title string) {
	s.put("A", "text."+title, s.title)
	s.keep(s.f.MergeCell(s.name, "A1", "D1"))
	s.row++
	s.figures("house", "funder", "agreement.name", "agreement.number", "since", "until", "number")
}

func (s *sheet) group(name string) {
	s.row++
	s.put("A", "text.group."+name, s.bold)
	for _, c := range []string{"B", "C", "D"} {
		cell := c + strconv.Itoa(s.row)
		s.keep(s.f.SetCellStyle(s.name, cell, cell, s.bold))
	}
	s.row++
}

func (s *sheet) figures(names ...string) {
	for _, n := range names {
		s.put("A", "label."+n, s.plain)
		s.put("B", n, s.line)
		s.row++
	}
}

func (s *sheet) strong(name string) {
	s.put("A", "label."+name, s.bold)
	s.put("B", name, s.bold)
	s.row++
}

func (s *sheet) columns(one, two string) {
	s.put("B", "text."+one, s.line)
	s.put("C", "text."+two, s.line)
	s.row++
}

func (s *sheet) columnsOf(one, two string) {
	s.put("C", "label."+one, s.line)
	s.put("D", "label."+two, s.line)
	s.row++
}

func (s *sheet) pair(agreed, reached string) {
	s.put("A", "label."+reached, s.plain)
	s.put("B", agreed, s.line)
	s.put("C", reached, s.line)
	s.row++
}

func (s *sheet) cross(label, one, two string) {
	s.put("A", "label."+label, s.plain)
	s.put("B", label, s.line)
	s.put("C", one, s.line)
	s.put("D", two, s.line)
	s.row++
}

func (s *sheet) foot() {
	s.row++
	s.put("A", "text.hidden", s.plain)
	s.keep(s.f.MergeCell(s.name, "A"+strconv.Itoa(s.row), "D"+strconv.Itoa(s.row)))
	s.keep(s.f.SetRowHeight(s.name, s.row, 48))
	s.row += 2
	s.put("A", "text.signature", s.plain)
	s.row++
	s.put("A", "text.accountant", s.plain)
	s.row++
	s.put("A", "label.approved.on", s.plain)
	s.put("B", "approved.on", s.line)
}

func (s *sheet) next(name string) {
	_, err := s.f.NewSheet(name)
	s.keep(err)
	s.name, s.row = name, 1
	s.widths()
}

func (s *sheet) list(names ...string) {
	for i, n := range names {
		s.put(string(rune('A'+i)), "label."+n, s.bold)
	}
	s.row++
	for i, n := range names {
		style := s.line
		if i == 0 {
			style = s.plain
		}
		s.put(string(rune('A'+i)), n, style)
	}
}

func (s *sheet) write(path string) error {
	s.keep(s.f.SetDocProps(&excelize.DocProperties{Creator: "Pana", Created: "2026-01-01T00:00:00Z", Modified: "2026-01-01T00:00:00Z"}))
	if s.err != nil {
		return s.err
	}
	b, err := s.f.WriteToBuffer()
	if err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
