package codes

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// published returns the path of a file of the standard as IOM published it, or
// skips the test where the files are not at hand.
func published(t *testing.T, name string) string {
	path := filepath.Join("..", "..", "..", "shared", "data", "htcds", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the published standard is not here: %v", err)
	}
	return path
}

// Codes the standard defines in its Field Definitions and forgets in its picklist.
var forgotten = map[string][]string{"htcds/control": {"Threats", "RestrictsMovement", "UsesChildren"}}

// codesAsPublished lists the codes of a list without those the picklist forgets.
func codesAsPublished(t *testing.T, name string, top bool) []string {
	l, ok := Get(name)
	if !ok {
		t.Fatalf("no list %s", name)
	}
	var out []string
	for _, it := range l.Items {
		if top && it.Parent != "" {
			continue
		}
		if !slices.Contains(forgotten[name], it.Code) {
			out = append(out, it.Code)
		}
	}
	return out
}

func TestListsEqualThePublishedForm(t *testing.T) {
	book, err := excelize.OpenFile(published(t, "htcds_xlsform.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("choices")
	if err != nil {
		t.Fatal(err)
	}
	choices := map[string][][2]string{}
	for _, r := range rows[1:] {
		if len(r) >= 3 {
			choices[r[0]] = append(choices[r[0]], [2]string{r[1], r[2]})
		}
	}
	for form, name := range map[string]string{
		"gender": "htcds/gender", "methodofrecruitment": "htcds/recruitment-method", "methodsofcontrol": "htcds/control",
		"typeofexploitation": "htcds/exploitation", "forcedlabourindustry": "htcds/labour-industry",
		"typeofsexexploitation": "htcds/sex-exploitation", "status": "htcds/case-status",
		"traffickingstatus": "htcds/status", "traffickingstatusdecisionmakingorg": "htcds/deciding-body",
	} {
		t.Run(form, func(t *testing.T) {
			l, _ := Get(name)
			var want []string
			for _, c := range choices[form] {
				code := strings.TrimSpace(c[0]) // known defect: "DebtBondage "
				want = append(want, code)
				if label := strings.Trim(c[1], " \u00a0"); l.Label("en", code) != label {
					t.Errorf("%s is labelled %q, published %q", code, l.Label("en", code), label)
				}
				for _, spelling := range c {
					if got, _ := l.Match(spelling); got != code {
						t.Errorf("published %q means %q, want %s", spelling, got, code)
					}
				}
			}
			if d := cmp.Diff(want, codesAsPublished(t, name, true)); d != "" {
				t.Errorf("published (-) and ours (+):\n%s", d)
			}
		})
	}
	t.Run("citizenship", func(t *testing.T) {
		l, _ := Get("country")
		if len(choices["citizenship"]) != 249 {
			t.Errorf("%d countries published", len(choices["citizenship"]))
		}
		for _, c := range choices["citizenship"] {
			if !l.Has(c[0]) {
				t.Errorf("no country %s", c[0])
			}
			if got, _ := l.Match(c[1]); got != c[0] {
				t.Errorf("published %q means %q, want %s", c[1], got, c[0])
			}
		}
	})
}

func TestListsEqualThePublishedFieldTable(t *testing.T) {
	fields := fieldTable(t, published(t, "HTCDS Field Standards 2.0.ods"))
	for field, name := range map[string]string{
		"org_Type": "htcds/organisation-type", "prs_Gender": "htcds/gender", "prs_MaritalStatus": "htcds/marital",
		"prs_HighestLevelOfEducation": "htcds/education", "vic_TraffickingStatus": "htcds/status",
		"vic_TraffickingStatusDecisionMakingOrg": "htcds/deciding-body", "vic_RelationshipToTrafficker": "htcds/recruiter-relation",
		"vic_RecruitmentWebsitesAndApps": "htcds/website", "vic_ExploitationWebsitesAndApps": "htcds/website",
		"vic_MethodOfRecruitment": "htcds/recruitment-method", "vic_MethodsOfControl": "htcds/control",
		"vic_TypeOfExploitation": "htcds/exploitation", "vic_ForcedLabourIndustry": "htcds/labour-industry",
		"vic_TypeOfSexExploitation": "htcds/sex-exploitation", "per_RoleInProcess": "htcds/role-in-process",
		"cas_Status": "htcds/case-status", "cas_ReasonForIncomingReferral": "htcds/referral-reason",
		"cas_ReasonForOutgoingReferral": "htcds/referral-reason", "hte_Type": "htcds/event-type", "spl_Type": "htcds/support-type",
	} {
		t.Run(field, func(t *testing.T) {
			if d := cmp.Diff(fields[field], codesAsPublished(t, name, true)); d != "" {
				t.Errorf("published (-) and ours (+):\n%s", d)
			}
		})
	}
}

// fieldTable reads the value names of every picklist field from the published
// table: the cell after the field type, one paragraph to a value.
func fieldTable(t *testing.T, path string) map[string][]string {
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	content, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	fields := map[string][]string{}
	var row [][]string // cells of the row, each a list of paragraphs
	d := xml.NewDecoder(content)
	inside := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return fields
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "table-row":
				row = nil
			case "table-cell":
				row = append(row, nil)
			case "p":
				inside = true
				row[len(row)-1] = append(row[len(row)-1], "")
			}
		case xml.CharData:
			if inside {
				cell := row[len(row)-1]
				cell[len(cell)-1] += string(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "p":
				inside = false
			case "table-row":
				keepField(fields, row)
			}
		}
	}
}

func keepField(fields map[string][]string, row [][]string) {
	const nameAt, standardAt = 6, 8
	for i := standardAt; i < len(row)-1; i++ {
		if len(row[i]) == 1 && (row[i][0] == "Standard" || strings.HasPrefix(row[i][0], "Standard [") || row[i][0] == "Custom") {
			name := row[nameAt]
			if len(name) != 1 {
				return
			}
			for _, v := range row[i+1] {
				if v = strings.TrimSpace(v); v != "" {
					fields[name[0]] = append(fields[name[0]], v)
				}
			}
			return
		}
	}
}

// Every tier-2 and tier-3 label and every means of control of the Field
// Definitions is known here.
func TestFieldDefinitionsAreCovered(t *testing.T) {
	text, err := os.ReadFile(published(t, "Field Definitions.md"))
	if err != nil {
		t.Fatal(err)
	}
	industry, _ := Get("htcds/labour-industry")
	control, _ := Get("htcds/control")
	labels, controls := 0, 0
	section := ""
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "## ") {
			section = line
		}
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|-") {
			continue
		}
		word := strings.TrimSpace(strings.Split(line, "|")[1])
		switch {
		case word == "Field Label" || word == "Field Name":
		case strings.Contains(section, "Methods Of Control"):
			controls++
			code := strings.TrimPrefix(word, "MethodsOfControl")
			if _, ok := control.Match(code); !ok {
				t.Errorf("means of control %s is not known", code)
			}
		case strings.Contains(section, "Labour"):
			labels++
			if _, ok := industry.Match(word); !ok {
				t.Errorf("industry %q is not known", word)
			}
		}
	}
	if controls != 17 || labels != 21+40+8 {
		t.Errorf("read %d means of control and %d industries", controls, labels)
	}
}
