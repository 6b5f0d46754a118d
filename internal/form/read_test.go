package form_test

import (
	"strings"
	"testing"

	"example.org/pana/internal/form"
)

func TestEveryFaultOfAnAuthorIsNamedWithSheetRowAndCell(t *testing.T) {
	head := []string{"type", "name", "label", "relevant", "calculation", "constraint", "choice_filter", "repeat_count", "parameters", "required", "default"}
	yesno := sheet{{"list_name", "name", "label", "region"}, {"yn", "yes", "Yes", "a"}, {"yn", "no", "No", "b"}}
	row := func(cells ...string) []string { return cells }
	for _, c := range []struct {
		name    string
		survey  sheet
		choices sheet
		say     string
		at      string
	}{
		{"no type column", sheet{{"name", "label"}, {"a", "A"}}, nil, "form.column.missing", "survey!1"},
		{"the same column twice", sheet{{"type", "name", "label", "Label"}, {"text", "a", "A", "A"}}, nil, "form.column.twice", "survey!D1"},
		{"the same language twice", sheet{{"type", "name", "label::ru", "label :: RU"}, {"text", "a", "A", "A"}}, nil, "form.column.twice", "survey!D1"},
		{"an unknown type", sheet{head, row("text", "a", "A"), row("telepathy", "b", "B")}, nil, "form.type.unknown", "survey!A3"},
		{"no type", sheet{head, row("", "a", "A")}, nil, "form.type.missing", "survey!A2"},
		{"no name", sheet{head, row("text", "", "A")}, nil, "form.name.missing", "survey!B2"},
		{"a name with a space", sheet{head, row("text", "my name", "A")}, nil, "form.name.bad", "survey!B2"},
		{"a name twice", sheet{head, row("text", "a", "A"), row("text", "a", "B")}, nil, "form.name.twice", "survey!B3"},
		{"a list nobody wrote", sheet{head, row("select_one yn", "a", "A")}, nil, "form.list.unknown", "survey!A2"},
		{"choices from a file", sheet{head, row("select_one_from_file towns.csv", "a", "A")}, nil, "form.type.file", "survey!A2"},
		{"choices from a repeat", sheet{head, row("select_one ${b}", "a", "A")}, nil, "form.type.repeat", "survey!A2"},
		{"a choice twice", sheet{head, row("select_one yn", "a", "A")}, append(yesno, row("yn", "yes", "Again")), "form.choice.twice", "choices!B4"},
		{"a choice without a list", sheet{head, row("select_one yn", "a", "A")}, append(yesno, row("", "maybe", "Maybe")), "form.choice.list", "choices!A4"},
		{"a choice of several with a space", sheet{head, row("select_multiple yn", "a", "A")}, append(yesno, row("yn", "not now", "Not now")), "form.choice.space", "survey!A2"},
		{"a group that never ends", sheet{head, row("begin group", "g", "G"), row("text", "a", "A")}, nil, "form.end.missing", "survey!2"},
		{"a group closed as a repeat", sheet{head, row("begin_group", "g", "G"), row("end_repeat", "", "")}, nil, "form.end.mismatch", "survey!A3"},
		{"an end too many", sheet{head, row("text", "a", "A"), row("end group", "", "")}, nil, "form.end.mismatch", "survey!A3"},
		{"a calculation without one", sheet{head, row("calculate", "a", "")}, nil, "form.calculation.missing", "survey!2"},
		{"a range that goes nowhere", sheet{head, row("range", "a", "A", "", "", "", "", "", "start=5 end=1")}, nil, "form.range.bad", "survey!I2"},
		{"a question nobody asks", sheet{head, row("text", "a", "A", "${b} = 1")}, nil, "form.ref.unknown", "survey!D2"},
		{"a question nobody asks, in a label", sheet{head, row("text", "a", "Since ${b}?")}, nil, "form.ref.unknown", "survey!C2"},
		{"a path that leads nowhere", sheet{head, row("text", "a", "A", "../b = 1")}, nil, "form.ref.unknown", "survey!D2"},
		{"a name that two groups use", sheet{head, row("begin group", "g", "G"), row("text", "a", "A"), row("end group"), row("begin group", "h", "H"), row("text", "a", "A"), row("end group"), row("text", "z", "Z", "${a} = 1")}, nil, "form.ref.ambiguous", "survey!D8"},
		{"an unknown function", sheet{head, row("text", "a", "A", "nonsense(1)")}, nil, "form.fn.unknown", "survey!D2"},
		{"too few values", sheet{head, row("text", "a", "A", "selected(${a})")}, nil, "form.fn.arguments", "survey!D2"},
		{"too many values", sheet{head, row("text", "a", "A", "", "if(1, 2, 3, 4)")}, nil, "form.fn.arguments", "survey!E2"},
		{"chance", sheet{head, row("calculate", "a", "", "", "once(random())")}, nil, "form.fn.chance", "survey!E2"},
		{"another file", sheet{head, row("calculate", "a", "", "", "pulldata('towns', 'x', 'y', 1)")}, nil, "form.fn.file", "survey!E2"},
		{"a set of one value", sheet{head, row("calculate", "a", "", "", "sum(5)")}, nil, "form.expr.set", "survey!E2"},
		{"brackets left open", sheet{head, row("calculate", "a", "", "", "(1 + 2")}, nil, "form.expr.end", "survey!E2"},
		{"quotes left open", sheet{head, row("calculate", "a", "", "", "'open")}, nil, "form.expr.quote", "survey!E2"},
		{"two values beside each other", sheet{head, row("calculate", "a", "", "", "1 2")}, nil, "form.expr.unread", "survey!E2"},
		{"a pattern that cannot be read", sheet{head, row("text", "a", "A", "", "", "regex(., '(')")}, nil, "form.fn.pattern", "survey!F2"},
		{"a pattern that grows", sheet{head, row("text", "a", "A", "", "", "regex(., '((a{30}){30}){30}')")}, nil, "form.fn.pattern", "survey!F2"},
		{"a date format that is none", sheet{head, row("calculate", "a", "", "", "format-date(today(), '%Q')")}, nil, "form.fn.format", "survey!E2"},
		{"brackets a hundred deep", sheet{head, row("calculate", "a", "", "", strings.Repeat("(", 100)+"1"+strings.Repeat(")", 100))}, nil, "form.expr.deep", "survey!E2"},
		{"an expression too long", sheet{head, row("calculate", "a", "", "", "1"+strings.Repeat(" + 1", 1200))}, nil, "form.expr.long", "survey!E2"},
		{"a calculation that needs itself", sheet{head, row("calculate", "a", "", "", "${a} + 1")}, nil, "form.ref.circle", "survey!E2"},
		{"calculations that need each other", sheet{head, row("calculate", "a", "", "", "${b} + 1"), row("calculate", "b", "", "", "${a} + 1")}, nil, "form.ref.circle", "survey!E2"},
		{"a question that appears when it is answered", sheet{head, row("text", "a", "A", "${a} = 'x'")}, nil, "form.ref.circle", "survey!D2"},
		{"a group that appears when a question in it is answered", sheet{head, row("begin group", "g", "G", "${a} = 1"), row("text", "a", "A"), row("end group")}, nil, "form.ref.circle", "survey!D2"},
		{"a repeat counted by an answer inside it", sheet{head, row("begin repeat", "r", "R", "", "", "", "", "${a}"), row("integer", "a", "A"), row("end repeat")}, nil, "form.ref.circle", "survey!H2"},
		{"choices filtered by the choice", sheet{head, row("select_one yn", "a", "A", "", "", "", "region = ${a}")}, yesno, "form.ref.circle", "survey!G2"},
		{"a circle through relevance and calculation", sheet{head, row("calculate", "a", "", "", "if(${b} = 1, 2, 3)"), row("text", "b", "B", "${c} = 1"), row("calculate", "c", "", "", "${a}")}, nil, "form.ref.circle", "survey!E2"},
		{"a filter on a column that is not there", sheet{head, row("select_one yn", "a", "A", "", "", "", "country = 'kz'")}, yesno, "form.ref.column", "survey!G2"},
		{"a look-up in a list that is not there", sheet{head, row("calculate", "a", "", "", "instance('towns')/root/item[1]/name")}, yesno, "form.ref.list", "survey!E2"},
		{"an answer of an earlier person", sheet{head, row("calculate", "a", "", "", "${last-saved#a}")}, nil, "form.ref.last-saved", "survey!E2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			say, at := refused(t, workbook(c.survey, c.choices, nil))
			if say != c.say || at != c.at {
				t.Errorf("refused with %s at %s, want %s at %s", say, at, c.say, c.at)
			}
		})
	}
	if say, _ := refused(t, workbook(nil, yesno, nil)); say != "form.sheet.survey" {
		t.Errorf("without a survey: %s", say)
	}
}

func TestSpellingsThatAuthorsUseMeanTheSame(t *testing.T) {
	choices := sheet{{"list name", "name", "label"}, {"yn", "yes", "Yes"}, {"yn", "no", "No"}}
	for _, kind := range []string{"select_one yn", "select one yn", "Select One yn", "select one from yn", "select1 yn", "  select_one   yn "} {
		f := read(t, sheet{{"Type", "NAME", "Caption"}, {kind, "a", "A"}}, choices, nil)
		if it := f.Blank(now).Page("en", false)[0]; it.Kind != form.SelectOne || it.Label != "A" || len(it.Choices) != 2 {
			t.Errorf("%q: %v", kind, it)
		}
	}
	for _, kind := range []string{"begin group", "begin_group", "Begin Group"} {
		read(t, sheet{{"type", "name", "label"}, {kind, "g", "G"}, {"text", "a", "A"}, {"end_group", "", ""}}, nil, nil)
	}
	curly := read(t, sheet{{"type", "name", "label", "relevance"}, {"text", "a", "A"}, {"text", "b", "B", "${a} = ‘x’"}}, nil, nil).Blank(now)
	curly.Fill(one(map[string]string{"a": "x"}), now)
	if len(curly.Page("en", false)) != 2 {
		t.Error("curled quotes were not straightened")
	}
}

func TestAReaderMeetsTheFormInHerLanguageOrTheNearestThereIs(t *testing.T) {
	survey := sheet{{"type", "name", "label::English (en)", "label::Қазақша (kk)", "hint", "label::Русский (ru)"},
		{"text", "a", "Name", "Аты", "As in the passport", "Имя"},
		{"text", "b", "Town", "", "", ""},
		{"text", "c", "", "", "", "Город"}}
	f := read(t, survey, nil, sheet{{"form_title", "default_language"}, {"Arrival", "Русский (ru)"}})
	for _, c := range []struct{ lang, a, b, c string }{
		{"kk", "Аты", "Town", "Город"},
		{"en", "Name", "Town", "Город"},
		{"en-GB", "Name", "Town", "Город"},
		{"uz", "Имя", "Town", "Город"},
	} {
		p := f.Blank(now).Page(c.lang, false)
		if p[0].Label != c.a || p[1].Label != c.b || p[2].Label != c.c || p[0].Hint != "As in the passport" {
			t.Errorf("%s: %q %q %q %q", c.lang, p[0].Label, p[1].Label, p[2].Label, p[0].Hint)
		}
	}
	if ls := f.Languages(); len(ls) != 3 || ls[1].Code != "kk" || ls[1].Name != "Қазақша" {
		t.Errorf("languages %v", ls)
	}
	if f.Title("kk") != "Arrival" {
		t.Errorf("title %q", f.Title("kk"))
	}
}

func TestWhatAFormDoesWithoutIsSaidAndNotRefused(t *testing.T) {
	f := read(t, sheet{{"type", "name", "label", "bind::esri:fieldType", "image"},
		{"geopoint", "where", "Where?"}, {"image", "photo", "Photo"}, {"barcode", "code", "Code"},
		{"deviceid", "deviceid", ""}, {"username", "username", ""}, {"start", "start", ""}, {"text", "a", "A"}}, nil, nil)
	var says []string
	for _, w := range f.Warnings {
		says = append(says, w.Say+" "+w.With["At"].(string))
	}
	want := "form.warn.column survey!D1, form.warn.media survey!E1, form.warn.unasked.place survey!A2, form.warn.unasked.media survey!A3, form.warn.unasked.code survey!A4, form.warn.device survey!A5, form.warn.device survey!A6"
	if got := strings.Join(says, ", "); got != want {
		t.Errorf("warnings\n%s\nwant\n%s", got, want)
	}
	if f.Questions() != 1 || f.Unasked() != 3 {
		t.Errorf("%d asked, %d not", f.Questions(), f.Unasked())
	}
	a := f.Blank(now)
	a.Fill(one(map[string]string{"where": "43.2 76.9 0 0", "photo": "x.jpg", "deviceid": "abc", "username": "x", "a": "here"}), now)
	text, _ := a.MarshalJSON()
	for _, no := range []string{"43.2", "x.jpg", "abc", "username"} {
		if strings.Contains(string(text), no) {
			t.Errorf("%q was kept: %s", no, text)
		}
	}
}

func TestTheSameSheetsAreTheSameVersionWhateverSavedThem(t *testing.T) {
	a := read(t, good, nil, nil)
	b, err := form.Read("other", workbook(good, nil, nil, map[string]string{"docProps/app.xml": "<x/>"}))
	if err != nil || a.Hash != b.Hash {
		t.Errorf("%v: %s and %s", err, a.Hash, b.Hash)
	}
	changed := read(t, sheet{good[0], {"text", "a", "Another label"}}, nil, nil)
	if changed.Hash == a.Hash {
		t.Error("a changed label made no new version")
	}
}
