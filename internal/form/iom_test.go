package form_test

import (
	"testing"

	"example.org/pana/internal/form"
)

func TestIOMsOwnWorkbookOpensAsItIs(t *testing.T) {
	f, err := form.Read("htcds", shared(t, "htcds/htcds_xlsform.xlsx"))
	if err != nil {
		t.Fatal(err, with(err))
	}
	kept, err := form.Plain(shared(t, "htcds/htcds_xlsform.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := form.Read("htcds", kept); err != nil || again.Hash != f.Hash {
		t.Errorf("what is kept of it is another form: %v", err)
	}
	if f.Version != "vSmt4GQA3C9uBMLPEVfgND" || f.Questions() != 31 || len(f.Warnings) != 0 {
		t.Errorf("version %q, %d questions, warnings %v", f.Version, f.Questions(), f.Warnings)
	}
	a := f.Blank(now)
	items := a.Page("en", true)
	if len(items) != 31 {
		t.Fatalf("%d items on the page, want the 31 questions: neither times nor the version are asked", len(items))
	}
	for _, it := range items {
		if it.Fault != "" || it.FaultSay != "" || it.Required {
			t.Errorf("%s: %q %q %v; nothing in it is required", it.Path, it.Fault, it.FaultSay, it.Required)
		}
		switch it.Path {
		case "prs_Gender":
			if len(it.Choices) != 6 || it.Choices[0].Label != "Feminine" {
				t.Errorf("gender: %v, want six choices without the no-break spaces of the file", it.Choices)
			}
		case "prs_Citizenship":
			if len(it.Choices) < 200 || it.Choices[1].Label != "Åland Islands" {
				t.Errorf("citizenship: %d choices", len(it.Choices))
			}
		}
	}
	a.Fill(map[string][]string{"vic_Methods_of_Control": {"", "DebtBondage", "ExcessiveWorkingHours"}, "prs_Birthdate": {"3.1.1991"}, "cas_Status": {"Closed"}}, now)
	if fs := a.Faults("en"); len(fs) != 0 && !(len(fs) == 1 && fs[0].Path == "cas_Status") {
		t.Errorf("faults %v", fs)
	}
}
