package transfer

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
)

// Invented people, as somebody would fill in IOM's workbook: by its labels.
var invented = []map[string]any{
	{"": 1, "First Name": "Sholpan", "Second Name": "Invented", "Consent": "Yes", "Birthdate": "1994-03-02", "Gender": "Feminine",
		"Citizenship": "Uzbekistan", "Email": "sholpan@example.org", "Mailing Street": "Lane of Poplars 3", "Mailing City": "Anytown",
		"Mailing Country": "Kazakhstan", "Trafficking Status": "Actual victim of trafficking",
		"Trafficking Status Decision Making Organization": "Court or prosecution", "Method of Recruitment": "At work",
		"Location of Recruitment": "the bazaar, Uzbekistan", "Methods of Control": "Debt bondage ", "Type of Exploitation": "Forced labour",
		"Forced Labour Industry": "Agriculture, forestry and fishing", "Location of Exploitation": "Kazakhstan", "Status": "Closed",
		"Referring Organisation": "Hotline of the invented town", "Incoming Referral Date": "2024-05-14", "Reason for Incoming Referral": "Other",
		"Reason for Outgoing Referral": "Migration Or Change Of Location", "Outgoing Referral Date": "2024-08-01", "Title": "Ms"},
	{"": 2, "First Name": "Мәди", "Second Name": "Ойдан", "Consent": "Yes", "Gender": "Masculine", "Citizenship": "KGZ",
		"Type of Exploitation": "Forced begging; Servitude", "Status": "Active"},
	{"": 3, "First Name": "Nobody", "Second Name": "Here", "Consent": "No", "Gender": "TransgenderFeminine", "Status": "Follow up"},
	{"": 4, "First Name": "Dilbar", "Gender": "TransgenderFeminine", "Incoming Referral Date": 45000.0},
}

// filled is a published workbook with the invented people in it.
func filled(t testing.TB, name string, people []map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(published(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetList()[0]
	labels, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range people {
		for label, v := range p {
			at := slices.Index(labels[1], label)
			if at < 0 {
				t.Fatalf("the workbook has no column %q", label)
			}
			cell, _ := excelize.CoordinatesToCellName(at+1, i+3)
			if err := f.SetCellValue(sheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestIOMsWorkbooksComeInAsTheyArePublished(t *testing.T) {
	for _, name := range []string{"htcds/HTCDS Excel Spreadsheet v2.0.xlsx", "htcds/HTCDS Excel Spreadsheet single select with validation v2.0.xlsx"} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			rep := w.brings(HTCDS, filled(t, name, invented))
			want := Report{Layout: HTCDS, Site: w.Shelter.Name, Rows: 4, Agreed: 2, Declined: 1, Open: 3, Unsaid: 1}
			if diff := cmp.Diff(want, rep); diff != "" {
				t.Error(diff)
			}
			got := w.texts(`SELECT sex || ' ' || age_band || ' ' || birth_year || ' ' || citizenship || ' ' || stage || ' ' || opened || ' ' || closed
				FROM clients c JOIN episodes e ON e.client_id = c.id ORDER BY c.id`)
			if diff := cmp.Diff([]string{"female 30-38 1994 UZ closed 2024-05-14 2024-08-01", "male  0 KG arrival 2026-11-23 ",
				"  0  follow-up 2026-11-23 ", "other  0  arrival 2023-03-15 "}, got); diff != "" {
				t.Error(diff)
			}
			got = w.texts(`SELECT list || '=' || code FROM trafficking_codes ORDER BY client_id, list, code`)
			if diff := cmp.Diff([]string{"htcds/control=DebtBondage", "htcds/exploitation=ForcedLabour", "htcds/labour-industry=A_AgricultureForestryAndFishing",
				"htcds/recruitment-method=AtWork", "htcds/exploitation=ForcedBegging", "htcds/exploitation=Servitude"}, got); diff != "" {
				t.Error(diff)
			}
			got = w.texts(`SELECT kind || ' ' || country || ' ' || region FROM trafficking_places ORDER BY client_id, n`)
			if diff := cmp.Diff([]string{"origin UZ ", "exploitation KZ "}, got); diff != "" {
				t.Error(diff)
			}
			if n := w.count("consents WHERE refused"); n != 1 {
				t.Errorf("%d refusals of a file, want 1", n)
			}
			if n := w.count("trail WHERE act = 'transfer.import'"); n != 5 {
				t.Errorf("%d lines of the trail, want one for each client and one for the import", n)
			}
			said := w.words(t)
			for _, want := range []string{"Sholpan\nSholpan Invented", "1994-03-02", "Email: sholpan@example.org\nMailing Street: Lane of Poplars 3\nMailing City: Anytown\nMailing Country: Kazakhstan",
				"Title: Ms", "the bazaar, Uzbekistan", "Gender: TransgenderFeminine",
				"Referring Organisation: Hotline of the invented town\nReason for Incoming Referral: Other",
				"Reason for Outgoing Referral: Migration Or Change Of Location\nOutgoing Referral Date: 2024-08-01"} {
				if !slices.Contains(said, want) {
					t.Errorf("nowhere does it say %q", want)
				}
			}
			for _, s := range said {
				if strings.Contains(s, "Nobody") {
					t.Error("the words of someone who said no were kept")
				}
			}
			// She is found by her name, in another alphabet and with a slip.
			for find, want := range map[string]int{"Шолпан": 1, "Madi Oidan": 1, "Nobody": 0} {
				hits, err := w.files.Find(w.As("saule"), find)
				if err != nil || len(hits) != want {
					t.Errorf("%q finds %d, want %d: %v", find, len(hits), want, err)
				}
			}
		})
	}
}

// words returns every sealed word of every client, opened by the director.
func (w *world) words(t testing.TB) []string {
	t.Helper()
	var all []string
	ctx := w.As("saule")
	err := w.House.DB.View(ctx, func(tx *db.Tx) error {
		ids, err := db.Select[string](ctx, tx, `SELECT id FROM clients ORDER BY id`)
		for _, id := range ids {
			words, _, err := seal.GetWords(ctx, tx, w.Shelter.ID, seal.Owner(id), seal.Filter{})
			if err != nil {
				return err
			}
			for _, word := range words {
				all = append(all, word.Text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestKnownDefectsOfPublishedFilesAreTolerated(t *testing.T) {
	for name, c := range map[string]struct {
		head, row string
		list      string
		want      []string
	}{
		"a code with a space after it":          {"prs_FirstName,vic_MethodsOfControl", "Ulbosyn,DebtBondage ", "htcds/control", []string{"DebtBondage"}},
		"the form's names":                      {"prs_First_Name,vic_Methods_of_Control", "Ulbosyn,DebtBondage FalsePromises", "htcds/control", []string{"DebtBondage", "FalsePromises"}},
		"controls missing from the picklist":    {"prs_FirstName,vic_MethodsOfControl", `Ulbosyn,"RestrictsMovement;UsesChildren;Threats"`, "htcds/control", []string{"RestrictsMovement", "Threats", "UsesChildren"}},
		"several industries":                    {"prs_FirstName,vic_ForcedLabourIndustry", `Ulbosyn,"Agriculture, forestry and fishing, Construction"`, "htcds/labour-industry", []string{"A_AgricultureForestryAndFishing", "F_Construction"}},
		"a column for each answer of a form":    {"prs_FirstName,vic_TypeOfExploitation/ForcedLabour,vic_TypeOfExploitation/Surrogacy", "Ulbosyn,1,0", "htcds/exploitation", []string{"ForcedLabour"}},
		"a path before the name":                {"person/prs_FirstName,victim/vic_TypeOfExploitation", "Ulbosyn,Servitude", "htcds/exploitation", []string{"Servitude"}},
		"semicolons and a mark at the very top": {"\ufeffprs_FirstName;vic_TypeOfExploitation", "Ulbosyn;Other", "htcds/exploitation", []string{"Other"}},
		"tabs":                                  {"prs_FirstName\tvic_TypeOfExploitation", "Ulbosyn\tOrgan removal", "htcds/exploitation", []string{"OrganRemoval"}},
		"labels for headings":                   {"First Name,Second Name,Type of Exploitation", "Ulbosyn,Made-Up,Surrogacy", "htcds/exploitation", []string{"Surrogacy"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.brings(HTCDS, table(c.head, c.row))
			if diff := cmp.Diff(c.want, w.texts(`SELECT code FROM trafficking_codes WHERE list = $1 ORDER BY code`, c.list)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheFormsLabelOfTheTitleAndTheMisspeltStranger(t *testing.T) {
	w := open(t)
	w.brings(HTCDS, table("First Name,Second Name,Second Name,Relationship to Trafficker", "Ulbosyn,Made-Up,Dr,Unaquainted"))
	if said := w.words(t); !slices.Contains(said, "Title: Dr") || !slices.Contains(said, "Ulbosyn\nUlbosyn Made-Up") {
		t.Errorf("it says %q", said)
	}
	if got := w.texts(`SELECT recruiter FROM trafficking`); !slices.Equal(got, []string{"stranger"}) {
		t.Error(got)
	}
}

func TestEventsArePlacesNoFinerThanTheirRegionAndNoMoreExactThanTold(t *testing.T) {
	w := open(t)
	w.brings(HTCDS, table("prs_FirstName,hte_Type,hte_Date,hte_Country,hte_State,hte_City,hte_Type_2,hte_Date_2,hte_Country_2,hte_Description,spl_Objectives,cco_CaseComment,per_RoleInProcess",
		"Ulbosyn,Recruitment,2019,UZ,,Old Well,Exploitation,2020-03,KAZ,They came at night,A room of her own,Called back,Smuggler"))
	got := w.texts(`SELECT kind || ' ' || country || ' ' || region || ' ' || earliest || ' ' || latest || ' ' || precision FROM trafficking_places ORDER BY n`)
	if diff := cmp.Diff([]string{"origin UZ  2019-01-01 2019-12-31 year", "exploitation KZ  2020-03-01 2020-03-31 month"}, got); diff != "" {
		t.Error(diff)
	}
	said := w.words(t)
	for _, want := range []string{"City: Old Well", "Role in Process: Smuggler\nThey came at night", "Objectives: A room of her own", "Called back"} {
		if !slices.Contains(said, want) {
			t.Errorf("nowhere does it say %q: %q", want, said)
		}
	}
	if got := w.texts(`SELECT compartment FROM words WHERE tbl = 'notes' ORDER BY compartment`); !slices.Equal(got, []string{"care", "care", "safety"}) {
		t.Error(got)
	}
}

func TestABadRowIsRefusedByRowAndColumnAndNothingIsKept(t *testing.T) {
	w := open(t)
	clients, keys := w.count("clients"), w.count("words")
	rep, said := w.refused(HTCDS, table("prs_FirstName,prs_Birthdate,vic_TypeOfExploitation,cas_IncomingReferralDate,con_Consent,prs_Citizenship,vic_AgeWhenTrafficked",
		"Ulbosyn,1990-01-01,Servitude,2024-01-01,Yes,KZ,17",
		"Secretname,05/06/1990,Moon mining,31.02.2024,perhaps,Atlantis,minus",
		"Other,,,2027-01-01,,,"), "transfer.refused")
	for _, want := range []string{
		`Row 3, column prs_Birthdate: this is not a date`,
		`Row 3, column vic_TypeOfExploitation, “Moon mining”: this is not in the list. Expected: Forced labour, Sexual exploitation`,
		`Row 3, column cas_IncomingReferralDate, “31.02.2024”: this is not a date`,
		`Row 3, column con_Consent, “perhaps”: this is not an answer`,
		`Row 3, column prs_Citizenship, “Atlantis”`,
		`Row 3, column vic_AgeWhenTrafficked, “minus”: this is not a whole number from 0 to 120`,
		`Row 4, column cas_IncomingReferralDate, “2027-01-01”`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %s\n%s", want, said)
		}
	}
	for _, never := range []string{"Secretname", "05/06/1990"} {
		if strings.Contains(said, never) {
			t.Errorf("the report shows who somebody is: %s", never)
		}
	}
	if rep.Refused != 7 {
		t.Errorf("%d cells refused, want 7", rep.Refused)
	}
	if w.count("clients") != clients || w.count("words") != keys || w.count("trail WHERE act = 'transfer.import'") != 0 {
		t.Error("something was kept")
	}
}

func TestOfManyProblemsFiftyAreToldAndTheRestCounted(t *testing.T) {
	w := open(t)
	rows := []string{"prs_FirstName,vic_TypeOfExploitation"}
	for range 80 {
		rows = append(rows, "Ulbosyn,Moon mining")
	}
	rep, said := w.refused(HTCDS, table(rows...), "transfer.refused")
	if len(rep.Problems) != 50 || rep.Refused != 80 || !strings.Contains(said, "And 30 more.") {
		t.Errorf("%d shown of %d\n%s", len(rep.Problems), rep.Refused, said)
	}
}

func TestAColumnWithoutAPlaceIsNamed(t *testing.T) {
	w := open(t)
	rep := w.brings(HTCDS, table("prs_FirstName,prs_Gender,org_Name,favourite colour", "Ulbosyn,Masculine,A house,green", "Meruert,Feminine,,blue"))
	if diff := cmp.Diff([]Left{{"org_Name", 1}, {"favourite colour", 2}}, rep.Left); diff != "" {
		t.Error(diff)
	}
}

func TestATrialReportsWhatTheImportReportsAndWritesNothing(t *testing.T) {
	w := open(t)
	file := table("prs_FirstName,vic_TypeOfExploitation,note", "Ulbosyn,Servitude,a", "Meruert,Other,")
	trial, err := w.Import(w.As("saule"), HTCDS, file, Options{Site: w.Shelter.ID, DryRun: true})
	if err != nil || w.count("clients") != 0 || w.count("trail WHERE act = 'transfer.import'") != 0 {
		t.Fatalf("the trial: %v, %d clients", err, w.count("clients"))
	}
	if diff := cmp.Diff(trial, w.brings(HTCDS, file)); diff != "" {
		t.Error(diff)
	}
	if w.count("clients") != 2 {
		t.Error("the import wrote nothing")
	}
}

func TestAnImportThatIsStoppedLeavesNothingBehind(t *testing.T) {
	w := open(t)
	rows := []string{"prs_FirstName,prs_SecondName"}
	for i := range 3 * atOnce {
		rows = append(rows, fmt.Sprintf("Ulbosyn,No%d", i))
	}
	ctx, stop := context.WithCancel(w.As("saule"))
	_, err := w.Import(ctx, HTCDS, table(rows...), Options{Site: w.Shelter.ID, Progress: func(done, rows int) {
		if rows > 0 && done >= atOnce {
			stop()
		}
	}})
	if err == nil || w.count("clients") != 0 || w.count("words") != 0 {
		t.Fatalf("%v, %d clients kept", err, w.count("clients"))
	}
	// No key waits for words that never came: an hour and a day later a sweep finds none.
	w.Clock.Advance(25 * 3600 * 1e9)
	n, err := w.House.Vault.Sweep(w.As("saule"), func(seal.Owner) (bool, error) { return false, nil })
	if err != nil || n != 0 {
		t.Errorf("%d keys were left, %v", n, err)
	}
	if rep := w.brings(HTCDS, table(rows...)); rep.Rows != 3*atOnce {
		t.Error("it could not be repeated")
	}
}

func TestOnlyTheHeadsOfTheHouseBringCasesIn(t *testing.T) {
	w := open(t)
	file := table("prs_FirstName,prs_SecondName", "Ulbosyn,Made-Up")
	for _, name := range []string{"dina", "timur", "oleg", "vera", "lena"} {
		_, err := w.Import(w.As(name), HTCDS, file, Options{Site: w.Shelter.ID})
		if pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Import(w.Nobody(), HTCDS, file, Options{Site: w.Shelter.ID}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("nobody: %v", err)
	}
	if w.count("clients") != 0 {
		t.Error("someone came in")
	}
	if _, err := w.Import(w.As("marat"), HTCDS, file, Options{Site: w.Shelter.ID}); err != nil {
		t.Errorf("the deputy: %v", err)
	}
}

func TestFilesThatAreNoSuchThingAreRefused(t *testing.T) {
	w := open(t)
	book := func(change func(*excelize.File)) []byte {
		f := excelize.NewFile()
		defer f.Close()
		f.SetSheetRow("Sheet1", "A1", &[]string{"prs_FirstName", "prs_SecondName"})
		f.SetSheetRow("Sheet1", "A2", &[]string{"Ulbosyn", "Made-Up"})
		change(f)
		var b bytes.Buffer
		f.Write(&b)
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		file []byte
		say  string
	}{
		"nothing":              {nil, "transfer.file.empty"},
		"headings alone":       {table("prs_FirstName,prs_SecondName"), "transfer.file.empty"},
		"other headings":       {table("a,b,c", "1,2,3"), "transfer.headings.htcds"},
		"a zip that is none":   {[]byte("PK\x03\x04 and no more"), "transfer.file.damaged"},
		"an old workbook":      {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "transfer.file.locked"},
		"another encoding":     {append(table("prs_FirstName,prs_SecondName"), 0xc0, 0xf1, 0xe8), "transfer.text.encoding"},
		"a stray quote":        {table("prs_FirstName,prs_SecondName", `Ul"bosyn,x`), "transfer.text.quotes"},
		"a workbook elsewhere": {book(func(f *excelize.File) { f.Pkg.Store("xl/externalLinks/externalLink1.xml", []byte("<externalLink/>")) }), "transfer.workbook.outside"},
		"a workbook of others": {book(func(f *excelize.File) { f.SetSheetRow("Sheet1", "A1", &[]string{"a", "b"}) }), "transfer.headings.htcds"},
		"too much":             {make([]byte, MostBytes+1), "transfer.file.large"},
	} {
		if _, err := w.Import(w.As("saule"), HTCDS, c.file, Options{Site: w.Shelter.ID}); err == nil {
			t.Errorf("%s was taken", name)
		} else {
			t.Run(name, func(t *testing.T) { is(t, err, c.say) })
		}
	}
	// A formula is read as what was saved with it.
	w.brings(HTCDS, book(func(f *excelize.File) { f.SetCellFormula("Sheet1", "B2", "=1+1") }))
	_, err := w.Import(w.As("saule"), CTDC, table("prs_FirstName,prs_SecondName", "a,b"), Options{Site: w.Shelter.ID})
	is(t, err, "transfer.headings.ctdc")
	if _, err := w.Site("no such house"); err == nil {
		t.Error("a site that is not there was found")
	}
	if id, err := w.Site(""); err != nil || id != w.Shelter.ID {
		t.Errorf("the first shelter: %v", err)
	}
}

// A case brought in is opened like any other.
func TestACaseBroughtInOpensLikeAnyOther(t *testing.T) {
	w := open(t)
	w.brings(HTCDS, table("prs_FirstName,prs_Gender,cas_CaseOwner,prs_IdentityNumber", "Ulbosyn,Feminine,Invented Worker,12345"))
	code := w.texts(`SELECT code FROM clients`)[0]
	f, err := w.files.Open(w.As("saule"), code)
	if err != nil {
		t.Fatal(err)
	}
	if f.Names.ToUse != "Ulbosyn" || len(f.Timeline) != 2 || f.Client.Sex != "female" {
		t.Errorf("%+v", f)
	}
	if _, err := w.files.WriteNote(w.As("saule"), f.Client.ID, casework.NewNote{Text: "Came back."}); err != nil {
		t.Error("nothing can be added:", err)
	}
}
