package demo

import (
	"context"
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
)

// open opens the file of a hard case.
func (v *visit) open(t *testing.T, ctx context.Context, name string) casework.File {
	t.Helper()
	code, ok := v.Cases[name]
	if !ok {
		t.Fatalf("there is no case %q", name)
	}
	f, err := v.files.Open(ctx, code)
	if err != nil {
		t.Fatalf("open the case %q: %v", name, err)
	}
	return f
}

func TestHardCasesFitTheForms(t *testing.T) {
	w := theWorld(t)
	dina, erlan, madina := w.as(t, "dina"), w.as(t, "erlan"), w.as(t, "madina")
	has := func(f casework.File, list, code string) bool { return slices.Contains(f.Facts.Codes[list], code) }
	strength := func(f casework.File) bool { return len(f.Strength) > 0 && f.Strength[0].Text+f.Strength[0].Told != "" }
	tag := func(f casework.File, tag string) bool { return slices.Contains(f.Client.Tags, tag) }
	for _, c := range []struct {
		name string
		file casework.File
		is   map[string]func(casework.File) bool
	}{
		{"the young woman sold by her mother, who draws", w.open(t, dina, "drawing"), map[string]func(casework.File) bool{
			"her mother brought her into it (S36)": func(f casework.File) bool { return f.Facts.Recruiter == "parent" },
			"her talent stands on top (S34)":       strength,
			"her drawings are kept": func(f casework.File) bool {
				return slices.ContainsFunc(f.Papers, func(d casework.Document) bool { return d.Kind == "drawing" && d.Picture() })
			},
			"careful with men (S44)": func(f casework.File) bool { return tag(f, "male-contact-careful") },
			"school is written down, no label (S45)": func(f casework.File) bool {
				return f.Client.Education == "PrimaryEducation" && len(f.Client.Languages) == 2
			},
			"a possible exploiter stands among the people around her": func(f casework.File) bool {
				return slices.ContainsFunc(f.Persons, func(p casework.Person) bool { return p.Role == casework.PossibleExploiter })
			},
			"she said no to photographs": func(f casework.File) bool {
				return slices.ContainsFunc(f.Consents, func(c casework.Consent) bool { return c.Purpose == pana.PhotoUse && c.Refused })
			},
			"found in three scripts": func(f casework.File) bool { return len(f.Names.Aliases) >= 2 },
		}},
		{"the older woman held since before 1991", w.open(t, dina, "before-1991"), map[string]func(casework.File) bool{
			"since when is fuzzy (S46)": func(f casework.File) bool {
				_, exact := f.Facts.Held.From.Exact()
				return !exact && f.Facts.Held.From == pana.Fuzzy{Latest: "1990-12-31", Precision: pana.Before}
			},
			"no length is invented": func(f casework.File) bool {
				_, _, known := f.Facts.Held.Days()
				return !known && f.Facts.MonthsMost == -1
			},
			"her nationality is undetermined": func(f casework.File) bool {
				return f.Client.Undetermined && f.Client.Citizenship == "" && tag(f, "nationality-undetermined")
			},
			"places from origin to exploitation, by region (S47)": func(f casework.File) bool { return len(f.Facts.Places) == 4 && f.Facts.ExitMode == "escape" },
			"a paper of Soviet times": func(f casework.File) bool {
				return slices.ContainsFunc(f.Papers, func(d casework.Document) bool { return d.Kind == "passport" })
			},
			"strengths all the same": strength,
		}},
		{"the man from the fields", w.open(t, erlan, "farm"), map[string]func(casework.File) bool{
			"crops, by force (S48)": func(f casework.File) bool {
				return has(f, "htcds/exploitation", "ForcedLabour") && has(f, "htcds/labour-industry", "A011")
			},
			"bound by debt, papers withheld": func(f casework.File) bool {
				return has(f, "htcds/control", "DebtBondage") && has(f, "htcds/control", "WithholdsDocuments")
			},
			"a citizen of Uzbekistan (S54)": func(f casework.File) bool { return f.Client.Citizenship == "UZ" },
			"he agreed before the embassy": func(f casework.File) bool {
				return slices.ContainsFunc(f.Consents, func(c casework.Consent) bool { return c.Purpose == pana.EmbassyUse && !c.Refused && c.Until != "" })
			},
		}},
		{"a mother", w.open(t, dina, "mother"), map[string]func(casework.File) bool{
			"each child has a file": func(f casework.File) bool { return len(f.Children) == 2 },
		}},
		{"a woman without a name", w.open(t, madina, "nameless"), map[string]func(casework.File) bool{
			"nothing is written but the bed": func(f casework.File) bool {
				return f.Names.ToUse == "" && f.Client.Sex == "" && f.Client.Language == "" && f.Client.Present
			},
		}},
		{"a woman who took a consent back", w.open(t, madina, "expecting"), map[string]func(casework.File) bool{
			"it is withdrawn": func(f casework.File) bool {
				return slices.ContainsFunc(f.Consents, func(c casework.Consent) bool { return c.Purpose == pana.ShareWith && !c.Withdrawn.IsZero() })
			},
		}},
		{"a young person of seventeen", w.open(t, dina, "forced-marriage"), map[string]func(casework.File) bool{
			"married against her will": func(f casework.File) bool { return has(f, "htcds/exploitation", "ForcedMarriage") },
		}},
		{"someone who has left", w.open(t, madina, "follow-up"), map[string]func(casework.File) bool{
			"and is still followed": func(f casework.File) bool {
				return !f.Client.Present && f.Episodes[0].Stage == "follow-up" && f.Episodes[0].Closed == ""
			},
		}},
	} {
		for what, is := range c.is {
			if !is(c.file) {
				t.Errorf("%s: not so: %s", c.name, what)
			}
		}
	}
}

func TestWhoHasNoStatusIsHelpedAllTheSame(t *testing.T) {
	w := theWorld(t)
	s, err := w.desk.Standing(w.as(t, "madina"), w.Cases["no-status"])
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Facts.Identifications) != 1 || s.Facts.Identifications[0].Outcome != "not-recognised" || len(s.Facts.Seen) == 0 || len(s.Facts.Eligibilities) != 2 {
		t.Errorf("the three facts: %+v", s.Facts)
	}
	if len(s.Sources) < 2 {
		t.Errorf("she came by way of %v: several at once", s.Sources)
	}
	if f := w.open(t, w.as(t, "madina"), "no-status"); !f.Client.Present {
		t.Error("she has no bed")
	}
}

func TestTheNurseFindsNoTraceOfWhomSheIsKeptFrom(t *testing.T) {
	w := theWorld(t)
	raushan := w.as(t, "raushan")
	_, hidden := w.files.Open(raushan, w.Cases["hidden-from-nurse"])
	_, never := w.files.Open(raushan, "KZ-26-000")
	if pana.KindOf(hidden) != pana.NotFound || hidden.Error() != never.Error() {
		t.Errorf("hidden: %v; never was: %v", hidden, never)
	}
	if f := w.open(t, w.as(t, "dina"), "hidden-from-nurse"); f.Names.ToUse == "" {
		t.Error("those who work with her cannot read her name")
	}
	if f := w.open(t, raushan, "expecting"); !f.Opened(pana.Health) {
		t.Error("the nurse cannot read the health of someone else")
	}
}

func TestPeopleAreFoundAcrossScripts(t *testing.T) {
	w := theWorld(t)
	dina := w.as(t, "dina")
	for find, name := range map[string]string{"Zhibek": "drawing", "Жібек": "drawing", "Нодира": "mother", "Hanna": "before-1991"} {
		rows, err := w.files.Find(dina, find)
		if err != nil || !slices.ContainsFunc(rows, func(r casework.Hit) bool { return r.Code == w.Cases[name] }) {
			t.Errorf("%q does not find the case %q: %v", find, name, err)
		}
	}
}

func TestTheChildAloneWaitsForAGuardian(t *testing.T) {
	w := theWorld(t)
	list, err := w.desk.Unguarded(w.as(t, "saule"))
	if err != nil || len(list) != 1 || list[0].Guardianship != intake.GuardianAsked || !list[0].LoneChild {
		t.Errorf("%+v, %v", list, err)
	}
}
