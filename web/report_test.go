package web_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/people"
	"example.org/pana/report"
	"example.org/pana/rights"
)

// paidHouse has an agreement whose October is closed.
func paidHouse(t testing.TB, s *housetest.World, files *casework.Casework) (*report.Reports, report.Choice) {
	t.Helper()
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("furnish reports: %v", err)
		}
	}
	saule := s.As("saule")
	fund := funding.New(s.House, files, people.New(s.House, files))
	org, err := files.AddOrganisation(saule, casework.NewOrganisation{Name: "City hall", Roles: []string{"funder"}})
	fail(err)
	id, err := fund.AddAgreement(saule, funding.Agreement{Name: "City 2026", Number: "7", Payer: "local", Since: "2026-10-01", Days: true, Officer: s.Staff("hans"),
		Sites: []pana.SiteID{s.Shelter.ID}, Funders: []funding.Funder{{Organisation: org, Parts: funding.Whole}}})
	fail(err)
	s.Clock.Advance(time.Second)
	fail(fund.CloseMonth(saule, "2026-10"))
	s.Clock.Advance(time.Second)
	october, _ := report.Span("2026-10")
	return report.New(s.House, files, fund, rights.New(s.House, files)), report.Choice{Agreement: id, Period: october, Layout: report.CityAct, Languages: [2]locale.Lang{locale.KK, locale.RU}}
}

// furnishReport makes a sheet that was approved, and a layout of the house.
func (c *crowd) furnishReport() {
	c.t.Helper()
	all, choice := paidHouse(c.t, c.World, c.files)
	saule := c.As("saule")
	d, err := all.Draft(saule, choice)
	if err != nil {
		c.t.Fatal(err)
	}
	id, err := all.Approve(saule, choice, d.Digest, "")
	if err != nil {
		c.t.Fatal(err)
	}
	file, err := all.File(saule, report.CityAct)
	if err != nil {
		c.t.Fatal(err)
	}
	layout, err := all.Keep(saule, "Our own", bytes.NewReader(file))
	if err != nil {
		c.t.Fatal(err)
	}
	c.thing["reports"], c.thing["layouts"] = string(id), string(layout)
	c.furnishTemplate()
}

var hiddenFields = regexp.MustCompile(`name="([a-z]+)" value="([^"]*)"`)

func TestAReportGoesFromFiguresToPaperInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	_, c := paidHouse(t, s.World, s.files)
	draft := "/reports/draft?" + url.Values{"agreement": {string(c.Agreement)}, "period": {"2026-10"}, "layout": {"ministry"}, "first": {"kk"}, "second": {"ru"}, "threshold": {"11"}}.Encode()
	for _, lang := range locale.Langs() {
		for _, who := range []string{"saule", "vera"} {
			s.readIn(who, lang)
			for _, path := range []string{"/reports", draft, "/layouts"} {
				page := s.get(who, path)
				status(t, page, http.StatusOK)
				keyless(t, page)
			}
		}
		bad := s.get("saule", strings.Replace(draft, "threshold=11", "threshold=4", 1))
		status(t, bad, http.StatusUnprocessableEntity)
		keyless(t, bad)
	}
	s.readIn("saule", locale.EN)
	page := s.get("saule", draft)
	says(t, page, "Nothing is missing.", "Approve and freeze", "Адам", "Люди")
	form := url.Values{}
	for _, m := range hiddenFields.FindAllStringSubmatch(page.Body.String(), -1) {
		form.Set(m[1], m[2])
	}
	form.Set("seen", "something older")
	stale := s.post("saule", "/reports/draft", form)
	status(t, stale, http.StatusConflict)
	says(t, stale, "have changed since you looked")
	for _, m := range hiddenFields.FindAllStringSubmatch(stale.Body.String(), -1) {
		form.Set(m[1], m[2])
	}
	done := s.post("saule", "/reports/draft", form)
	status(t, done, http.StatusSeeOther)
	made, _, _ := strings.Cut(done.Header().Get("Location"), "?")
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		for _, path := range []string{made, made + "/print"} {
			page := s.get("saule", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
	}
	s.readIn("saule", locale.EN)
	says(t, s.get("saule", "/reports"), "City 2026")
	says(t, s.get("hans", made), "City 2026")
	status(t, s.get("dina", made), http.StatusForbidden)
	if again := s.get("saule", draft); !strings.Contains(again.Body.String(), "approved already") || strings.Contains(again.Body.String(), "Approve and freeze") {
		t.Error("it can be approved twice")
	}
	empty := s.post("saule", made+"/reopen", url.Values{"version": {"1"}, "why": {""}})
	status(t, empty, http.StatusUnprocessableEntity)
	says(t, empty, "Say why it is reopened.")
	status(t, s.post("saule", made+"/reopen", url.Values{"version": {"1"}, "why": {"A day was forgotten."}}), http.StatusSeeOther)
	says(t, s.get("vera", made), "A day was forgotten.")
	status(t, s.get("hans", made), http.StatusNotFound)
}

func TestAReportLeavesAsAWorkbookAndAsLinesForPrograms(t *testing.T) {
	s := openShelter(t)
	all, c := paidHouse(t, s.World, s.files)
	d, err := all.Draft(s.As("saule"), c)
	if err != nil {
		t.Fatal(err)
	}
	id, err := all.Approve(s.As("saule"), c, d.Digest, "")
	if err != nil {
		t.Fatal(err)
	}
	file := s.get("vera", "/reports/"+string(id)+"/file")
	status(t, file, http.StatusOK)
	if got := file.Header().Get("Content-Disposition"); got != `attachment; filename="pana-report-2026-10.xlsx"` {
		t.Errorf("it is called %s", got)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	lines := s.get("vera", "/reports/"+string(id)+"/csv")
	status(t, lines, http.StatusOK)
	read := csv.NewReader(strings.NewReader(strings.TrimPrefix(lines.Body.String(), "\ufeff")))
	read.FieldsPerRecord = -1
	rows, err := read.ReadAll()
	if len(rows) < 10 || err != nil {
		t.Errorf("%d lines: %v", len(rows), err)
	}
	status(t, s.get("vera", "/layouts/act/file"), http.StatusOK)
	status(t, s.get("vera", "/layouts/nothing/file"), http.StatusNotFound)
}

func TestALayoutIsBroughtOrRefusedInWords(t *testing.T) {
	s := openShelter(t)
	all, _ := paidHouse(t, s.World, s.files)
	file, err := all.File(s.As("saule"), report.Ministry)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		bad := s.send("saule", "/layouts", []byte("PK\x03\x04"), url.Values{"name": {"Nothing"}})
		status(t, bad, http.StatusUnprocessableEntity)
		keyless(t, bad)
	}
	status(t, s.send("saule", "/layouts", file, url.Values{"name": {"Our ministry"}}), http.StatusSeeOther)
	status(t, s.send("vera", "/layouts", file, url.Values{"name": {"Mine"}}), http.StatusForbidden)
	says(t, s.get("vera", "/layouts"), "Our ministry", "pana.people.women")
}

func TestTodaySaysWhichReportsAreWantedTheNearestDayFirst(t *testing.T) {
	s := openShelter(t)
	_, c := paidHouse(t, s.World, s.files)
	saule := s.As("saule")
	fund := funding.New(s.House, s.files, people.New(s.House, s.files))
	a, err := fund.Agreement(saule, c.Agreement)
	housetest.Done(t, "the agreement", err)
	for _, n := range []funding.Agreement{{Name: "Slow 2026", Rhythm: funding.EachMonth, Due: 40}, {Name: "Quick 2026", Rhythm: funding.EachMonth, Due: 5}} {
		n.Payer, n.Since, n.Days, n.Sites, n.Funders = "local", "2026-10-01", true, a.Sites, a.Funders
		_, err := fund.AddAgreement(saule, n)
		housetest.Refused(t, err, pana.Invalid, "funding.closed")
		n.Since = "2026-11-01"
		_, err = fund.AddAgreement(saule, n)
		housetest.Done(t, n.Name, err)
	}
	// October has ended; November has not.
	if text := s.get("saule", "/today").Body.String(); !strings.Contains(text, `href="/reports?agreement=`+string(c.Agreement)) || strings.Contains(text, "period=2026-11") {
		t.Error("what is wanted is not what has ended")
	}
	s.Clock.Advance(15 * 24 * time.Hour) // 8 December
	for lang, title := range map[locale.Lang]string{locale.KK: "Керек есептер", locale.RU: "Нужны отчёты", locale.EN: "Reports that are wanted"} {
		for _, who := range []string{"saule", "marat", "vera"} {
			s.readIn(who, lang)
			page := s.get(who, "/today")
			status(t, page, http.StatusOK)
			keyless(t, page)
			says(t, page, title)
			text := page.Body.String()
			if quick, slow := strings.Index(text, "Quick 2026"), strings.Index(text, "Slow 2026"); quick < 0 || slow < quick {
				t.Errorf("%s reads them in another order: %d and %d", who, quick, slow)
			}
			if strings.Count(text, "Quick 2026") != 1 { // not among what money is asked with too
				t.Errorf("%s reads of one report more than once", who)
			}
		}
	}
	for _, who := range []string{"dina", "timur", "hans", "lena"} {
		if page := s.get(who, "/today"); strings.Contains(page.Body.String(), `id="reports-due"`) || strings.Contains(page.Body.String(), "Quick 2026") {
			t.Errorf("%s reads which reports are wanted", who)
		}
	}
}
