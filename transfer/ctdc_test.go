package transfer

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
)

// The headings of the three releases, as published.
var (
	synthetic = "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,meansDebtBondageEarnings,meansThreats,meansAbusePsyPhySex," +
		"meansFalsePromises,meansDrugsAlcohol,meansDenyBasicNeeds,meansExcessiveWorkHours,meansWithholdDocs,isForcedLabour,isSexualExploit,isOtherExploit," +
		"typeOfLabourAgriculture,typeOfLabourConstruction,typeOfLabourDomesticWork,typeOfLabourHospitality,typeOfSexProstitution,typeOfSexPornography," +
		"recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,recruiterRelationOther"
	later = strings.ReplaceAll(synthetic, "typeOf", "sectorOf")
	kAnon = "By using this data you agree to the Terms of Use: https://www.ctdatacollaborative.org/terms-use;yearOfRegistration;Datasource;gender;ageBroad;majorityStatus;" +
		"majorityStatusAtExploit;majorityEntry;citizenship;meansOfControlDebtBondage;meansOfControlTakesEarnings;meansOfControlRestrictsFinancialAccess;" +
		"meansOfControlThreats;meansOfControlPsychologicalAbuse;meansOfControlPhysicalAbuse;meansOfControlSexualAbuse;meansOfControlFalsePromises;" +
		"meansOfControlPsychoactiveSubstances;meansOfControlRestrictsMovement;meansOfControlRestrictsMedicalCare;meansOfControlExcessiveWorkingHours;" +
		"meansOfControlUsesChildren;meansOfControlThreatOfLawEnforcement;meansOfControlWithholdsNecessities;meansOfControlWithholdsDocuments;meansOfControlOther;" +
		"meansOfControlNotSpecified;meansOfControlConcatenated;isForcedLabour;isSexualExploit;isOtherExploit;isSexAndLabour;isForcedMarriage;isForcedMilitary;" +
		"isOrganRemoval;isSlaveryAndPractices;typeOfExploitConcatenated;typeOfLabourAgriculture;typeOfLabourAquafarming;typeOfLabourBegging;typeOfLabourConstruction;" +
		"typeOfLabourDomesticWork;typeOfLabourHospitality;typeOfLabourIllicitActivities;typeOfLabourManufacturing;typeOfLabourMiningOrDrilling;typeOfLabourPeddling;" +
		"typeOfLabourTransportation;typeOfLabourOther;typeOfLabourNotSpecified;typeOfLabourConcatenated;typeOfSexProstitution;typeOfSexPornography;" +
		"typeOfSexRemoteInteractiveServices;typeOfSexPrivateSexualServices;typeOfSexConcatenated;isAbduction;RecruiterRelationship;CountryOfExploitation;" +
		"recruiterRelationIntimatePartner;recruiterRelationFriend;recruiterRelationFamily;recruiterRelationOther;recruiterRelationUnknown"
)

func TestTheHeadingsAreThoseThatWerePublished(t *testing.T) {
	for name, want := range map[string]string{"ctdc_synthetic_sample_2385x27.csv": synthetic,
		"global_synthetic_v2025plus_header_and_sample.csv": later, "global_k_anon_2020_header_and_sample.csv": kAnon} {
		line, _, _ := strings.Cut(string(published(t, "ctdc/"+name)), "\n")
		if diff := cmp.Diff(want, strings.Trim(strings.TrimSpace(line), "\ufeff")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestEveryPublishedCTDCRowComesIn(t *testing.T) {
	for name, rows := range map[string]int{"ctdc_synthetic_sample_2385x27.csv": 2385,
		"global_synthetic_v2025plus_header_and_sample.csv": -1, "global_k_anon_2020_header_and_sample.csv": -1} {
		t.Run(name, func(t *testing.T) {
			file := published(t, "ctdc/"+name)
			w := open(t)
			rep := w.brings(CTDC, file)
			if rows >= 0 && rep.Rows != rows || rep.Rows == 0 || len(rep.Left) != 0 {
				t.Errorf("%d rows, %v left out", rep.Rows, rep.Left)
			}
			if n := w.count("clients WHERE past"); n != rep.Rows {
				t.Errorf("%d past clients of %d rows", n, rep.Rows)
			}
			if n := w.count("episodes WHERE closed = '' OR stage <> 'closed'"); n != 0 {
				t.Errorf("%d cases of the past go on", n)
			}
			if n := w.count("words"); n != 0 {
				t.Errorf("%d words were made of codes", n)
			}
		})
	}
}

// The counts of the sample, counted in the file itself.
func TestTheSampleIsKeptWithItsCounts(t *testing.T) {
	file := published(t, "ctdc/ctdc_synthetic_sample_2385x27.csv")
	all, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	w := open(t)
	w.brings(CTDC, file)
	for at, heading := range all[0] {
		n := 0
		for _, row := range all[1:] {
			if row[at] == "1" {
				n++
			}
		}
		var have int
		switch f := strings.TrimPrefix(heading, "recruiterRelation"); {
		case f != heading:
			one := map[string]string{"IntimatePartner": "partner", "Friend": "friend", "Family": "family-unspecified", "Other": "other"}[f]
			have = w.count("trafficking WHERE recruiter = '"+one+"'") + w.count("trafficking_codes WHERE list = 'ctdc/recruiter' AND code = '"+f+"'")
		default:
			to, ok := flagOf(heading)
			if !ok {
				continue
			}
			have = w.count("trafficking_codes WHERE list = '" + to[0] + "' AND code = '" + to[1] + "'")
		}
		if have != n {
			t.Errorf("%s: %d in the file, %d kept", heading, n, have)
		}
	}
	if n := w.count("trafficking WHERE months_least = 25 AND months_most = -1"); n == 0 {
		t.Error("no one was held longer than two years")
	}
	if n := w.count("clients WHERE citizenship <> '' AND length(citizenship) <> 2"); n != 0 {
		t.Errorf("%d citizenships not in two letters", n)
	}
}

func flagOf(heading string) ([2]string, bool) {
	for group, names := range flags {
		if name, ok := strings.CutPrefix(heading, group); ok {
			if to, ok := names[name]; ok {
				return to, true
			}
		}
	}
	return [2]string{}, false
}

func TestOneSyntheticRowInBothReleases(t *testing.T) {
	for _, headings := range []string{synthetic, later} {
		w := open(t)
		w.brings(CTDC, table(headings, "2010,Man,09--17,UKR,RUS,13--24 (1-2 yrs),1,1,,,1,1,,,1,,1,,1,,,,,,1,,1"))
		if diff := cmp.Diff([]string{"male 9-17 UA 2010-01-01 2010-12-31 13 24 RU "},
			w.texts(`SELECT sex || ' ' || age_band || ' ' || citizenship || ' ' || opened || ' ' || closed || ' ' || months_least || ' ' || months_most || ' ' || country || ' ' || recruiter
				FROM clients c JOIN episodes e ON e.client_id = c.id JOIN trafficking f ON f.episode_id = e.id JOIN trafficking_places p ON p.trafficking_id = f.id`)); diff != "" {
			t.Error(diff)
		}
		// A merged answer keeps its merged code; two recruiters stay two.
		if diff := cmp.Diff([]string{"ctdc/exploitation=OtherExploit", "ctdc/means=DebtBondageEarnings", "ctdc/means=DenyBasicNeeds", "ctdc/means=Threats",
			"ctdc/recruiter=Friend", "ctdc/recruiter=Other", "ctdc/registered=2010", "htcds/control=PsychoactiveSubstance", "htcds/exploitation=ForcedLabour",
			"htcds/labour-industry=F_Construction"}, w.texts(`SELECT list || '=' || code FROM trafficking_codes ORDER BY list, code`)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestCTDCCellsThatCannotBeAreRefused(t *testing.T) {
	w := open(t)
	row := func(year, gender, age, citizenship, months, means string) string {
		return strings.Join([]string{year, gender, age, citizenship, "KAZ", months, means}, ",") + strings.Repeat(",", 20)
	}
	_, said := w.refused(CTDC, table(synthetic, row("2010", "Woman", "48+", "KAZ", "25+ (2+ yrs)", "1"), row("1810", "Lady", "old", "Atlantis", "ages", "2"), row("2010", "Woman", "", "", "", "")+",1"), "transfer.refused")
	for _, want := range []string{"Row 3, column yearOfRegistration, “1810”", "Row 3, column gender, “Lady”", "Row 3, column ageBroad, “old”",
		"Row 3, column citizenship, “Atlantis”", "Row 3, column traffickMonths, “ages”", "Row 3, column meansDebtBondageEarnings, “2”: this is not in the list. Expected: 1, 0",
		"Row 4, column 28: there is no heading"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report does not say %s\n%s", want, said)
		}
	}
	if w.count("clients") != 0 {
		t.Error("half of it was kept")
	}
}

// A k-anonymised row says what it says: no merged positive is taken apart, no
// repetition is counted again.
func TestAKAnonymousRowNeverYieldsMoreCodesThanItHas(t *testing.T) {
	headings := strings.Split(kAnon, ";")
	rapid.Check(t, func(t *rapid.T) {
		cells := make([]string, len(headings))
		said := 0
		for i, h := range headings {
			switch f := ctdcField(h); {
			case f.flag:
				cells[i] = rapid.SampledFrom([]string{"", "0", "1", "-99"}).Draw(t, h)
			case f.repeats:
				cells[i] = rapid.SampledFrom([]string{"", `"Other;Threats"`, "Sexual exploitation"}).Draw(t, h)
				continue
			case h == "Datasource":
				cells[i] = rapid.SampledFrom([]string{"", "Hotline", "Case Management"}).Draw(t, h)
			case strings.HasPrefix(h, "majority"):
				cells[i] = rapid.SampledFrom([]string{"", "Minor", "Adult", "Unknown"}).Draw(t, h)
			case h == "yearOfRegistration":
				cells[i] = rapid.SampledFrom([]string{"", "2002", "2016"}).Draw(t, h)
			case h == "RecruiterRelationship":
				cells[i] = rapid.SampledFrom([]string{"", "Family", "Friend", "Not Specified"}).Draw(t, h)
			}
			if cells[i] != "" && cells[i] != "0" && cells[i] != "-99" {
				said++
			}
		}
		s := &textSheet{[]byte(kAnon + "\n" + strings.Join(cells, ";") + "\n"), ';'}
		in, err := readCTDC(s, "2026-11-23")
		if err != nil {
			t.Fatal(err)
		}
		err = in.each(func(a arrival) error {
			if len(a.problems) > 0 {
				return fmt.Errorf("refused: %v", a.problems)
			}
			kept := 0
			for _, m := range []map[string][]string{a.c.Facts.Codes, a.c.Others} {
				for list, found := range m {
					l, ok := codes.Get(list)
					for _, c := range found {
						if kept++; !ok || !l.Has(c) {
							t.Fatalf("%s has no code %s", list, c)
						}
					}
				}
			}
			if a.c.Facts.Recruiter != "" {
				kept++
			}
			if kept > said {
				t.Fatalf("%d codes of %d answers: %v %v", kept, said, a.c.Facts.Codes, a.c.Others)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryFlagLeadsToACode(t *testing.T) {
	for group, names := range flags {
		for _, name := range slices.Sorted(maps.Keys(names)) {
			l, ok := codes.Get(names[name][0])
			if !ok || !l.Has(names[name][1]) {
				t.Errorf("%s%s leads to %v", group, name, names[name])
			}
		}
	}
	for _, f := range fields {
		if _, ok := codes.Get(f.list); f.list != "" && !ok {
			t.Errorf("%s has no list %s", f.name, f.list)
		}
	}
}

// Whatever stands in a file, reading it ends in rows or a refusal in words.
func FuzzTextSheet(f *testing.F) {
	f.Add([]byte("prs_FirstName,prs_SecondName\nUlbosyn,\"Made, Up\"\n"))
	f.Add([]byte("\ufeffprs_FirstName;vic_TypeOfExploitation\r\nx;Servitude\r\n"))
	f.Add([]byte(synthetic + "\n2010,Woman\n"))
	f.Add([]byte(kAnon + "\n;2002\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("hte_Date,hte_Type,con_Consent\n45000,Transit,x\n"))
	f.Add([]byte("First Name\tSecond Name\tStatus\n\"a\"\"b\"\tc\tClosed"))
	r := locale.For("ru", locale.Words{})
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := openText(file)
		if err != nil {
			return
		}
		n := 0
		if err := s.each(func(at int, cells []string) error { n++; return nil }); err == nil && n > len(file)+1 {
			t.Fatalf("%d rows of %d bytes", n, len(file))
		}
		for _, read := range []func() (rows, error){
			func() (rows, error) { return readHTCDS(s, "2026-11-23") },
			func() (rows, error) { return readCTDC(s, "2026-11-23") },
		} {
			in, err := read()
			if err != nil {
				continue
			}
			var rep Report
			in.each(func(a arrival) error { rep.Rows++; rep.add(a); return nil })
			if rep.Rows > n || len(rep.Problems) > shown {
				t.Fatalf("%d rows, %d problems of %d lines", rep.Rows, len(rep.Problems), n)
			}
			rep.Left = in.left()
			rep.Lines(r)
		}
	})
}

// BenchmarkImport brings in rows like those a house keeps: names in three
// scripts, facts, a referral, consent. Run it with -benchtime 1x.
func BenchmarkImport(b *testing.B) {
	const n = 10_000
	first := []string{"Sholpan", "Мәди", "Dilbar", "Ульбосын", "Meruert", "Zarina", "Тимур", "Гүлнәр", "Oksana", "Абай"}
	second := []string{"Invented", "Ойдан", "Made-Up", "Выдуманный", "Nowhere", "Ешкім", "Anybody", "Никто"}
	rows := []string{"prs_FirstName,prs_SecondName,con_Consent,prs_Birthdate,prs_Gender,prs_Citizenship,prs_MobilePhone,vic_TraffickingStatus,vic_MethodsOfControl,vic_TypeOfExploitation,vic_ForcedLabourIndustry,vic_LocationOfExploitation,cas_Status,cas_ReferringOrganisation,cas_IncomingReferralDate,cas_IncomingReferralDetails"}
	for i := range n {
		rows = append(rows, fmt.Sprintf("%s,%s%s,TRUE,19%02d-03-02,Feminine,UZ,+770000%05d,ActualVictimOfTrafficking,DebtBondage;FalsePromises,ForcedLabour,F_Construction,Kazakhstan,Closed,Hotline,20%02d-05-14,Called at night.",
			first[i%len(first)], second[i/len(first)%len(second)], string(rune('a'+i%26))+string(rune('a'+i/26%26)), 60+i%40, i, 10+i%15))
	}
	file := table(rows...)
	if name := os.Getenv("PANA_BENCH_FILE"); name != "" {
		if err := os.WriteFile(filepath.Clean(name), file, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		w := open(b)
		b.ResetTimer()
		w.brings(HTCDS, file)
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
	}
}
