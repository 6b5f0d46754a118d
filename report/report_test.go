package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/report"
)

func said(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	return fmt.Sprint(err)
}

func TestASheetIsApprovedOnceItsMonthsAreClosedAndStaysAsItIs(t *testing.T) {
	w := open(t)
	for range 3 {
		w.comes(woman)
	}
	c := w.choice(report.CityAct)
	w.Clock.Advance(9 * 24 * time.Hour)
	d, err := w.Draft(w.As("vera"), c)
	housetest.Done(t, "the accountant looks", err)
	if len(d.Open) != 1 || d.Open[0] != "2026-11" || !d.Missing() {
		t.Errorf("an open month is not named: %+v", d.Open)
	}
	_, err = w.Approve(w.As("saule"), c, d.Digest, "")
	housetest.Refused(t, err, pana.Conflict, "report.open")
	housetest.Done(t, "closed", w.fund.CloseMonth(w.As("saule"), "2026-11"))
	w.Clock.Advance(time.Second)
	_, err = w.Approve(w.As("saule"), c, d.Digest, "")
	housetest.Refused(t, err, pana.Conflict, "report.changed")
	f := w.approves("saule", c)
	if diff := cmp.Diff(d.Content.Values, f.Content.Values); diff != "" {
		t.Errorf("closing the month has changed the figures: %s", diff)
	}
	// Three people from the night of the 22nd to the 30th.
	for name, want := range map[string]string{"people": "3", "days": "27", "money.total": "135000.00", "money.days": "135000.00", "days.tariff": "5000.00", "services": "0", "agreement.number": "12-4/88", "since": "01.11.2026"} {
		if got := f.Content.Values[name].Plain(); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if f.Number != 1 || !f.Stands() || f.ApprovedBy != w.Staff("saule") || len(f.Content.Months) != 1 || f.Content.Months[0].Lines != 27 {
		t.Errorf("frozen: %+v", f.Report)
	}
	again, err := w.Draft(w.As("saule"), c)
	housetest.Done(t, "looked at again", err)
	_, err = w.Approve(w.As("saule"), c, again.Digest, "")
	housetest.Refused(t, err, pana.Conflict, "report.standing")
	before, err := w.Workbook(f)
	housetest.Done(t, "a workbook", err)
	// Whatever happens in the house: the sheet says what it said.
	housetest.Done(t, "the month is opened again", w.fund.ReopenMonth(w.As("saule"), "2026-11", "forgotten"))
	w.comes(woman)
	w.Clock.Advance(time.Second)
	g := w.frozen("marat", f.ID)
	after, err := w.Workbook(g)
	housetest.Done(t, "once more", err)
	if !bytes.Equal(before, after) || cmp.Diff(f.Content, g.Content) != "" {
		t.Errorf("the sheet has changed: %s", cmp.Diff(f.Content, g.Content))
	}
}

func TestAReopenedSheetStaysToReadAndAnotherFollows(t *testing.T) {
	w := open(t)
	w.comes(woman)
	w.december()
	f := w.approves("saule", w.choice(report.CityAct))
	housetest.Refused(t, w.Reopen(w.As("saule"), f.ID, f.Version, " "), pana.Invalid, "report.why")
	housetest.Stale(t, w.Reopen(w.As("saule"), f.ID, f.Version+1, "a day too many"), "why")
	housetest.Done(t, "reopened", w.Reopen(w.As("saule"), f.ID, f.Version, "a day too many"))
	housetest.Done(t, "once more", w.Reopen(w.As("marat"), f.ID, f.Version, "again"))
	housetest.Refused(t, w.Reopen(w.As("saule"), "no such thing", 1, "why"), pana.NotFound, "record.absent")
	old := w.frozen("vera", f.ID)
	if old.Stands() || old.Why != "a day too many" || old.ReopenedBy != w.Staff("saule") || old.Content.Values["days"].Plain() != "9" {
		t.Errorf("reopened: %+v, %s", old.Report, old.Why)
	}
	if next := w.approves("marat", w.choice(report.CityAct)); next.Number != 2 || !next.Stands() || next.Content.Values["number"].Plain() != "2" {
		t.Errorf("the next: %+v", next.Report)
	}
	list, err := w.Reports.Reports(w.As("saule"))
	housetest.Done(t, "a list", err)
	if len(list) != 2 || list[0].Name != "Ministry 2026" {
		t.Errorf("the list: %+v", list)
	}
}

func TestPeopleAreToldApartOnlyThroughTheGate(t *testing.T) {
	w := open(t)
	for range 13 {
		w.comes(woman)
	}
	w.comes(casework.Coded{Sex: "male", AgeBand: "48+", Citizenship: "KZ"})
	w.december()
	f := w.approves("saule", w.choice(report.Ministry))
	var men, women, people report.Value
	for _, fig := range report.Figures() {
		switch fig.Name {
		case "people.men":
			men = f.Content.Value(fig)
		case "people.women":
			women = f.Content.Value(fig)
		case "people":
			people = f.Content.Value(fig)
		}
	}
	if !men.Hidden || !women.Hidden || people.Plain() != "14" || f.Threshold != 11 {
		t.Errorf("men %+v, women %+v of %+v", men, women, people)
	}
	for name, table := range f.Content.Tables {
		if err := table.Audit(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	file, err := w.Workbook(f)
	housetest.Done(t, "a workbook", err)
	book, err := excelize.OpenReader(bytes.NewReader(file))
	housetest.Done(t, "opened", err)
	defer book.Close()
	rows, err := book.GetRows("sheet")
	housetest.Done(t, "read", err)
	for _, row := range rows {
		if len(row) > 1 && strings.HasPrefix(row[0], "Ерлер / Мужчины") && row[1] != report.Mark {
			t.Errorf("the workbook says of men %q", row[1])
		}
	}
	if csv := string(w.CSV(f)); !strings.Contains(csv, `"people.men","Ерлер","Мужчины","••"`) || !strings.Contains(csv, `"people","Адамдар, әрқайсысы бір рет","Люди, каждый один раз","14"`) {
		t.Errorf("the file for programs:\n%s", csv)
	}
}

// Two sheets about the same month that differ by one woman would tell who she is.
func TestASheetPutRightByAPersonKeepsWhatWasToldApart(t *testing.T) {
	w := open(t)
	for range 13 {
		w.comes(woman)
	}
	w.december()
	first := w.approves("saule", w.choice(report.Ministry))
	housetest.Done(t, "reopened", w.Reopen(w.As("saule"), first.ID, first.Version, "one was forgotten"))
	housetest.Done(t, "the month too", w.fund.ReopenMonth(w.As("saule"), "2026-11", "one was forgotten"))
	late := w.comes(woman)
	w.Clock.Advance(time.Second)
	w.ByHand()
	housetest.Done(t, "she came earlier", w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error {
		_, err := tx.Exec(w.As("saule"), `UPDATE stays SET since = '2026-11-25' WHERE client_id = $1`, late.Client)
		return err
	}))
	housetest.Done(t, "closed again", w.fund.CloseMonth(w.As("saule"), "2026-11"))
	w.Clock.Advance(time.Second)
	second := w.approves("saule", w.choice(report.Ministry))
	if second.Content.Values["people"].Plain() != "14" || len(second.Content.Kept) == 0 || cmp.Diff(first.Content.Tables["sex-age"], second.Content.Tables["sex-age"]) != "" {
		t.Errorf("kept: %v of %s people", second.Content.Kept, second.Content.Values["people"].Plain())
	}
}

func TestOnlyWhoAgreedStandsOnAListByName(t *testing.T) {
	w := open(t)
	named, coded, alone := w.comes(woman), w.comes(woman), w.comes(woman)
	other, err := w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Name: "Somebody else", Roles: []string{"funder"}})
	housetest.Done(t, "another office", err)
	agree := func(c pana.ClientID, to pana.OrganisationID) pana.ConsentID {
		id, err := w.files.RecordConsent(w.As("saule"), c, casework.NewConsent{Purpose: pana.ShareWith, Recipient: string(to), Fields: []string{"name"}, Until: "2027-12-31"})
		housetest.Done(t, "she agrees", err)
		w.Clock.Advance(time.Second)
		return id
	}
	consent := agree(named.Client, w.ministry)
	agree(coded.Client, other)
	agree(alone.Client, w.ministry)
	housetest.Done(t, "a file left alone", w.given.Restrict(w.As("saule"), alone.Client, "wish"))
	w.december()
	c := w.choice(w.listed())
	c.Names = true
	f := w.approves("saule", c)
	how := map[string]string{}
	for _, l := range f.Lines {
		how[l.Code] = l.Shown + ":" + l.Called()
	}
	want := map[string]string{named.Code: "name:Aruzhan Invented", coded.Code: "code:" + coded.Code, alone.Code: "none:–"}
	if d := cmp.Diff(want, how); d != "" {
		t.Error(d)
	}
	for who, n := range map[string]int{named.Code: 1, coded.Code: 1, alone.Code: 0} {
		given, err := w.given.Disclosures(w.As("saule"), who)
		housetest.Done(t, "the register", err)
		if len(given) != n || n > 0 && (given[0].Recipient != "funder" || given[0].Way != "list") {
			t.Errorf("%s: the register has %+v", who, given)
		}
	}
	// The accountant meets no name, and a consent taken back closes it at once.
	for _, l := range w.frozen("vera", f.ID).Lines {
		if l.Name != "" {
			t.Errorf("the accountant reads %s", l.Name)
		}
	}
	housetest.Done(t, "taken back", w.files.WithdrawConsent(w.As("saule"), named.Client, consent))
	w.Clock.Advance(time.Second)
	for _, l := range w.frozen("saule", f.ID).Lines {
		if l.Name != "" {
			t.Errorf("%s still stands there by name", l.Name)
		}
	}
	// Without a demand for names there are none.
	housetest.Done(t, "reopened", w.Reopen(w.As("saule"), f.ID, f.Version, "no names wanted"))
	for _, l := range w.approves("saule", w.choice(w.listed())).Lines {
		if l.Shown == report.ByName {
			t.Error("a name nobody asked for")
		}
	}
}

// listed brings a layout with a list of names.
func (w *world) listed() report.LayoutID {
	w.t.Helper()
	id, err := w.Keep(w.As("saule"), fmt.Sprint("List ", w.Clock.Now().UnixNano()), bytes.NewReader(w.book(map[string]string{"pana.days": "B1", "pana.list.name": "A3", "pana.list.days": "B3"}, w.Clock.Now().String())))
	housetest.Done(w.t, "a layout", err)
	w.Clock.Advance(time.Second)
	return id
}

// book is a workbook with names at cells; mark tells it from others.
func (w *world) book(names map[string]string, mark string) []byte {
	w.t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	must(f.SetCellStr("Sheet1", "A1", mark))
	for name, cell := range names {
		column, row, err := excelize.CellNameToCoordinates(cell)
		must(err)
		at, err := excelize.ColumnNumberToName(column)
		must(err)
		must(f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: fmt.Sprintf("Sheet1!$%s$%d", at, row)}))
	}
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}

func TestASheetWithAFileKeptFromTheDirectorGoesToTheDeputy(t *testing.T) {
	w := open(t)
	hers := w.comes(woman)
	w.comes(woman)
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("marat"), hers.Client, w.Staff("saule")))
	w.Clock.Advance(time.Second)
	w.Clock.Advance(9 * 24 * time.Hour)
	housetest.Done(t, "closed", w.fund.CloseMonth(w.As("marat"), "2026-11"))
	w.Clock.Advance(time.Second)
	c := w.choice(report.CityAct)
	d, err := w.Draft(w.As("saule"), c)
	housetest.Done(t, "the director looks", err)
	if !d.Other || len(d.Content.Values) > 0 || len(d.Lines) > 0 || d.Digest != "" {
		t.Errorf("she reads %+v", d)
	}
	_, err = w.Approve(w.As("saule"), c, "", "")
	housetest.Refused(t, err, pana.Conflict, "report.other")
	f := w.approves("marat", c)
	if len(f.Lines) != 2 {
		t.Errorf("the deputy reads %+v", f.Lines)
	}
	g := w.frozen("saule", f.ID)
	if !g.Hidden || len(g.Lines) != 0 {
		t.Errorf("the director reads the list: %+v", g.Lines)
	}
	if csv := string(w.CSV(g)); strings.Contains(csv, hers.Code) {
		t.Error("the file for programs names her")
	}
}

func TestAFundersOfficerReadsHerOwnSheetsAndNoPerson(t *testing.T) {
	w := open(t)
	a := w.comes(woman)
	w.december()
	f := w.approves("saule", w.choice(report.CityAct))
	list, err := w.Reports.Reports(w.As("hans"))
	housetest.Done(t, "Hans looks", err)
	g := w.frozen("hans", f.ID)
	if len(list) != 1 || !g.Hidden || len(g.Lines) != 0 || g.Content.Values["days"].Plain() != "9" {
		t.Errorf("Hans reads %+v", g)
	}
	file, err := w.Workbook(g)
	housetest.Done(t, "a workbook", err)
	if bytes.Contains(file, []byte(a.Code)) {
		t.Error("Hans reads a code")
	}
	_, err = w.Draft(w.As("hans"), w.choice(report.CityAct))
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	housetest.Done(t, "reopened", w.Reopen(w.As("saule"), f.ID, f.Version, "wrong"))
	if list, err := w.Reports.Reports(w.As("hans")); err != nil || len(list) != 0 {
		t.Errorf("Hans reads what was taken back: %+v, %v", list, err)
	}
	_, err = w.Report(w.As("hans"), f.ID)
	housetest.Refused(t, err, pana.NotFound, "record.absent")
	other := w.agrees(funding.Agreement{Name: "Another", Payer: "local", Since: "2026-12-01", Days: true, Sites: []pana.SiteID{w.Shelter.ID}, Funders: []funding.Funder{{Organisation: w.ministry, Parts: funding.Whole}}})
	c := w.choice(report.CityAct)
	c.Agreement = other
	h := w.approves("saule", c)
	_, err = w.Report(w.As("hans"), h.ID)
	housetest.Refused(t, err, pana.NotFound, "record.absent")
}

func TestNobodyElseComesNearAReport(t *testing.T) {
	w := open(t)
	w.comes(woman)
	w.december()
	f := w.approves("saule", w.choice(report.CityAct))
	for _, who := range []string{"dina", "gulnar", "timur", "lena", "kamila", "arman", "oleg", "mira"} {
		_, err := w.Reports.Reports(w.As(who))
		housetest.Refused(t, err, pana.Forbidden, "policy.refused")
		if _, err := w.Report(w.As(who), f.ID); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s: %v", who, err)
		}
		_, err = w.Layouts(w.As(who))
		housetest.Refused(t, err, pana.Forbidden, "policy.refused")
		if due, err := w.Due(w.As(who)); err != nil || due != nil {
			t.Errorf("%s has %+v due, %v", who, due, err)
		}
	}
	vera := w.As("vera")
	_, err := w.Approve(vera, w.choice(report.CityAct), "", "")
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Reopen(vera, f.ID, f.Version, "why"), pana.Forbidden, "policy.refused")
	_, err = w.Keep(vera, "mine", nil)
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.Retire(vera, "x", true, 1), pana.Forbidden, "policy.refused")
}

func TestALayoutOfTheHouseIsKeptOnceAndCanBeTakenOffTheShelf(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	_, err := w.Keep(saule, "", bytes.NewReader(nil))
	housetest.Refused(t, err, pana.Invalid, "report.layout.name")
	_, err = w.Keep(saule, "City", nil)
	housetest.Refused(t, err, pana.Invalid, "report.layout.file")
	_, err = w.Keep(saule, "City", bytes.NewReader(w.book(map[string]string{"pana.dayz": "A1"}, "x")))
	housetest.Refused(t, err, pana.Invalid, "layout.name.unknown")
	file := w.book(map[string]string{"pana.days": "B2"}, "City")
	id, err := w.Keep(saule, "City", bytes.NewReader(file))
	housetest.Done(t, "kept", err)
	_, err = w.Keep(saule, "City again", bytes.NewReader(file))
	housetest.Refused(t, err, pana.Invalid, "report.layout.twice")
	all, err := w.Layouts(w.As("vera"))
	housetest.Done(t, "the shelf", err)
	if len(all) != 4 || all[3].Name != "City" || all[3].Shipped || !all[0].Shipped {
		t.Errorf("the shelf: %+v", all)
	}
	back, err := w.File(w.As("vera"), id)
	if err != nil || !bytes.Equal(back, file) {
		t.Errorf("the workbook comes back as %d bytes of %d: %v", len(back), len(file), err)
	}
	_, err = w.File(saule, "no such thing")
	housetest.Refused(t, err, pana.NotFound, "record.absent")
	housetest.Done(t, "taken off", w.Retire(saule, id, true, 1))
	housetest.Stale(t, w.Retire(saule, id, false, 1))
	housetest.Refused(t, w.Retire(saule, "no such thing", true, 1), pana.NotFound, "record.absent")
	if all, _ = w.Layouts(saule); all[3].Retired == "" {
		t.Error("it is still offered")
	}
}

func TestWhatIsMissingIsNamedAndSaidToHaveBeenSeen(t *testing.T) {
	w := open(t)
	w.comes(woman)
	w.december()
	// Written down after the month was closed: it is missing in the closed one.
	w.ByHand()
	housetest.Done(t, "late", w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error {
		_, err := tx.Exec(w.As("saule"), `UPDATE stays SET since = '2026-11-20'`)
		return err
	}))
	c := w.choice(report.CityAct)
	d, err := w.Draft(w.As("saule"), c)
	housetest.Done(t, "a draft", err)
	if len(d.Gaps) == 0 || d.Gaps[0].Page == "" {
		t.Fatalf("nothing is missing: %+v", d.Gaps)
	}
	_, err = w.Approve(w.As("saule"), c, d.Digest, "")
	housetest.Refused(t, err, pana.Invalid, "report.despite")
	id, err := w.Approve(w.As("saule"), c, d.Digest, "The three days go into December.")
	housetest.Done(t, "all the same", err)
	if f := w.frozen("saule", id); f.Despite != "The three days go into December." || f.Content.Values["days"].Plain() != "9" {
		t.Errorf("frozen: %q, %s days", f.Despite, f.Content.Values["days"].Plain())
	}
}

func TestATimeThatOverlapsOneToldApartTellsNobodyApart(t *testing.T) {
	w := open(t)
	for range 12 {
		w.comes(woman)
	}
	w.december()
	w.approves("saule", w.choice(report.Ministry))
	w.Clock.Advance(31 * 24 * time.Hour)
	housetest.Done(t, "December is closed", w.fund.CloseMonth(w.As("saule"), "2026-12"))
	w.Clock.Advance(time.Second)
	c := w.choice(report.Ministry)
	c.Period.Until = "2026-12-31"
	f := w.approves("saule", c)
	if len(f.Content.Tables) != 0 || f.Content.Values["people"].Plain() != "12" || f.Apart {
		t.Errorf("told apart: %v", f.Content.Tables)
	}
}

func TestReportsThatAreWantedAreAsked(t *testing.T) {
	w := open(t)
	due, err := w.Due(w.As("vera"))
	housetest.Done(t, "asked", err)
	if len(due) != 2 || due[1].Name != "Ministry 2026" || report.SpanText(due[1].Period) != "2026-10" || due[1].By != "2026-11-10" {
		t.Errorf("wanted: %+v", due)
	}
}

func TestAnAgreementNobodyHasIsRefused(t *testing.T) {
	w := open(t)
	c := w.choice(report.CityAct)
	c.Agreement = "no such thing"
	_, err := w.Draft(w.As("saule"), c)
	if said(err) != "report.agreement.missing" {
		t.Error(err)
	}
	c = w.choice("no such layout")
	_, err = w.Draft(w.As("saule"), c)
	if said(err) != "report.layout.missing" {
		t.Error(err)
	}
}
