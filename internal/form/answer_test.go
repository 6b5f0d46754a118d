package form_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/internal/form"
)

var yesNo = sheet{{"list_name", "name", "label::en", "label::ru", "region"},
	{"yn", "yes", "Yes", "Да", ""}, {"yn", "no", "No", "Нет", ""},
	{"region", "almaty", "Almaty", "Алматы", ""}, {"region", "shymkent", "Shymkent", "Шымкент", ""},
	{"town", "kaskelen", "Kaskelen", "Каскелен", "almaty"}, {"town", "talgar", "Talgar", "Талгар", "almaty"}, {"town", "lenger", "Lenger", "Ленгер", "shymkent"}}

// family is a form with most of what forms have.
var family = sheet{
	{"type", "name", "label::en", "label::ru", "relevant", "calculation", "constraint", "constraint_message::ru", "required", "choice_filter", "repeat_count", "default"},
	{"select_one yn", "children", "Are there children?", "Есть дети?"},
	{"begin group", "kids", "Children", "Дети", "${children} = 'yes'"},
	{"integer", "how_many", "How many?", "Сколько?", "", "", ". > 0 and . < 20", "От 1 до 19", "yes"},
	{"begin repeat", "child", "Child", "Ребёнок", "", "", "", "", "", "", "${how_many}"},
	{"text", "called", "What is the child called?", "Как зовут ребёнка?", "", "", "", "", "true()"},
	{"integer", "age", "How old is ${called}?", "Сколько лет?", "", "", ". <= 30"},
	{"calculate", "place", "", "", "", "position(..)"},
	{"select_one yn", "school", "Does ${called} go to school?", "Ходит в школу?", "${age} >= 6"},
	{"end repeat"},
	{"calculate", "oldest", "", "", "", "max(${age})"},
	{"note", "sum", "The oldest is ${oldest}, ${place} children.", "Старшему ${oldest}", "${oldest} > 0"},
	{"end group"},
	{"select_one region", "region", "Region", "Область"},
	{"select_one town", "town", "Town", "Город", "${region} != ''", "", "", "", "", "region = ${region}"},
	{"date", "born", "Born", "Родилась", "", "", ". <= today()"},
	{"calculate", "years", "", "", "", "int((today() - ${born}) div 365.25)"},
	{"text", "why", "Why?", "Почему?", "${years} < 18"},
	{"date", "on", "On", "Дата", "", "", "", "", "", "", "", "today()"},
	{"calculate", "region_name", "", "", "", "jr:choice-name(${region}, '${region}')"},
}

func faults(a *form.Answers) string {
	var all []string
	for _, f := range a.Faults("en") {
		all = append(all, f.Path+" "+strings.TrimPrefix(f.Say, "form.fault."))
	}
	return strings.Join(all, ", ")
}

// asked lists the paths on the page, groups and parts included.
func asked(items []form.Item) string {
	var all []string
	var walk func([]form.Item)
	walk = func(items []form.Item) {
		for _, it := range items {
			all = append(all, it.Path)
			walk(it.Items)
		}
	}
	walk(items)
	return strings.Join(all, " ")
}

func item(t *testing.T, a *form.Answers, lang, path string) form.Item {
	t.Helper()
	var found *form.Item
	var walk func([]form.Item)
	walk = func(items []form.Item) {
		for i := range items {
			if items[i].Path == path {
				found = &items[i]
			}
			walk(items[i].Items)
		}
	}
	walk(a.Page(lang, true))
	if found == nil {
		t.Fatalf("%s is not on the page: %s", path, asked(a.Page(lang, true)))
	}
	return *found
}

func TestAFormUnfoldsAsItIsAnswered(t *testing.T) {
	a := read(t, family, yesNo, nil).Blank(now)
	if got := asked(a.Page("en", true)); got != "children region born on" {
		t.Errorf("at first: %s", got)
	}
	if it := item(t, a, "en", "on"); it.Value != "2026-11-23" {
		t.Errorf("the day of filling is %q", it.Value)
	}
	a.Fill(one(map[string]string{"children": "yes", "region": "almaty", "kids/how_many": "2"}), now)
	want := "children kids kids/how_many kids/child kids/child[1] kids/child[1]/called kids/child[1]/age kids/child[2] kids/child[2]/called kids/child[2]/age region town born on"
	if got := asked(a.Page("en", true)); got != want {
		t.Errorf("then\n%s\nwant\n%s", got, want)
	}
	if got := faults(a); got != "kids/child[1]/called required, kids/child[2]/called required" {
		t.Errorf("faults: %s", got)
	}
	a.Fill(one(map[string]string{"kids/child[1]/called": "Aigerim", "kids/child[1]/age": "9", "kids/child[2]/called": "Dias", "kids/child[2]/age": "4", "town": "talgar"}), now)
	if it := item(t, a, "en", "kids/child[1]/school"); it.Label != "Does Aigerim go to school?" {
		t.Errorf("label %q", it.Label)
	}
	if it := item(t, a, "en", "kids/sum"); it.Label != "The oldest is 9, 1 children." {
		t.Errorf("note %q", it.Label)
	}
	if strings.Contains(asked(a.Page("en", true)), "child[2]/school") {
		t.Error("a child of four is asked about school")
	}
	if got := faults(a); got != "" {
		t.Errorf("faults: %s", got)
	}
}

func TestWhatIsNotRelevantIsLeftOutWhenHandedInAndComesBackWhenItIsAgain(t *testing.T) {
	f := read(t, family, yesNo, nil)
	a := f.Blank(now)
	a.Fill(one(map[string]string{"children": "yes", "kids/how_many": "1"}), now)
	a.Fill(one(map[string]string{"kids/child[1]/called": "Aigerim"}), now)
	a.Fill(one(map[string]string{"children": "no"}), now)
	final, err := a.Final()
	if err != nil || strings.Contains(string(final), "Aigerim") || strings.Contains(string(final), "how_many") {
		t.Errorf("%v, %s", err, final)
	}
	draft, _ := a.MarshalJSON()
	b, err := f.Load(draft, now)
	if err != nil {
		t.Fatal(err)
	}
	b.Fill(one(map[string]string{"children": "yes"}), now)
	b.Fill(one(map[string]string{"kids/how_many": "0"}), now)
	if strings.Contains(asked(b.Page("en", true)), "child[1]") || faults(b) != "kids/how_many constraint" {
		t.Errorf("no child, but %s; %s", asked(b.Page("en", true)), faults(b))
	}
	b.Fill(one(map[string]string{"kids/how_many": "3"}), now)
	if it := item(t, b, "en", "kids/child[1]/called"); it.Value != "Aigerim" {
		t.Errorf("her name came back as %q", it.Value)
	}
}

func TestEveryAnswerIsJudgedOnTheServerAndNothingTypedIsLost(t *testing.T) {
	kinds := sheet{{"type", "name", "label", "parameters"}, {"integer", "i", "I"}, {"decimal", "d", "D"}, {"date", "day", "Day"}, {"time", "t", "T"}, {"dateTime", "dt", "DT"},
		{"select_one yn", "o", "O"}, {"select_multiple region", "m", "M"}, {"rank yn", "r", "R"}, {"range", "g", "G", "start=0 end=10 step=2"}, {"acknowledge", "k", "K"}, {"text", "x", "X"}}
	for _, c := range []struct {
		path  string
		typed []string
		value string
		fault string
	}{
		{"i", []string{"12"}, "12", ""}, {"i", []string{" 1 200 "}, "1200", ""}, {"i", []string{"-3"}, "-3", ""}, {"i", []string{"3.5"}, "3.5", "integer"}, {"i", []string{"many"}, "many", "integer"}, {"i", []string{"99999999999999999999"}, "99999999999999999999", "integer"},
		{"d", []string{"3,5"}, "3.5", ""}, {"d", []string{"3.50"}, "3.5", ""}, {"d", []string{"1e9"}, "1e9", "decimal"}, {"d", []string{"NaN"}, "NaN", "decimal"},
		{"day", []string{"3.1.1991"}, "1991-01-03", ""}, {"day", []string{"1991-01-03"}, "1991-01-03", ""}, {"day", []string{"30.02.1991"}, "30.02.1991", "date"}, {"day", []string{"autumn"}, "autumn", "date"},
		{"t", []string{"08:05"}, "08:05", ""}, {"t", []string{"8.05"}, "08:05", ""}, {"t", []string{"25:00"}, "25:00", "time"},
		{"dt", []string{"2026-11-23T08:05"}, "2026-11-23T08:05", ""}, {"dt", []string{"23.11.2026 8:05"}, "2026-11-23T08:05", ""}, {"dt", []string{"2026-11-23T03:05:00.000+00:00"}, "2026-11-23T08:05", ""}, {"dt", []string{"noon"}, "noon", "date-time"},
		{"o", []string{"yes"}, "yes", ""}, {"o", []string{"perhaps"}, "perhaps", "choice"},
		{"m", []string{"", "shymkent", "almaty"}, "almaty shymkent", ""}, {"m", []string{"almaty", "almaty"}, "almaty", ""}, {"m", []string{"almaty", "moon"}, "almaty moon", "choice"}, {"m", []string{""}, "", ""},
		{"r", []string{"no", "yes"}, "no yes", ""}, {"r", []string{"no", "no"}, "no no", "rank"}, {"r", []string{"no", ""}, "no", "rank"},
		{"g", []string{"4"}, "4", ""}, {"g", []string{"5"}, "5", "range"}, {"g", []string{"12"}, "12", "range"},
		{"k", []string{"on"}, "OK", ""},
		{"x", []string{"a\r\nb"}, "a\nb", ""}, {"x", []string{strings.Repeat("x", 20_001)}, strings.Repeat("x", 20_000), "long"}, {"x", []string{"a\x01b"}, "a\x01b", "characters"},
	} {
		a := read(t, kinds, yesNo, nil).Blank(now)
		a.Fill(map[string][]string{c.path: c.typed}, now)
		it := item(t, a, "en", c.path)
		if got := strings.TrimPrefix(it.FaultSay, "form.fault."); strings.TrimSpace(it.Value) != c.value || got != c.fault {
			t.Errorf("%s %.40q: %.40q %s, want %.40q %s", c.path, c.typed, it.Value, got, c.value, c.fault)
		}
		if c.fault != "" && faults(a) != c.path+" "+c.fault {
			t.Errorf("%s: faults %s", c.path, faults(a))
		}
	}
}

func TestAConstraintSpeaksInTheReadersLanguage(t *testing.T) {
	a := read(t, family, yesNo, nil).Blank(now)
	a.Fill(one(map[string]string{"children": "yes", "kids/how_many": "40", "born": "2030-01-01"}), now)
	var ru, en form.Fault
	for i, f := range a.Faults("ru") {
		if f.Path == "kids/how_many" {
			ru, en = f, a.Faults("en")[i]
		}
	}
	if ru.Own != "От 1 до 19" || en.Own != "От 1 до 19" || en.Say != "form.fault.constraint" {
		t.Errorf("ru %+v, en %+v: the only wording there is stands in for the others", ru, en)
	}
	if it := item(t, a, "en", "born"); it.FaultSay != "form.fault.constraint" || it.Fault != "" || it.Value != "2030-01-01" {
		t.Errorf("born in the future: %+v", it)
	}
}

func TestAChoiceThatIsNoLongerOfferedIsSeenAndNotLost(t *testing.T) {
	a := read(t, family, yesNo, nil).Blank(now)
	a.Fill(one(map[string]string{"region": "almaty", "town": "talgar"}), now)
	if it := item(t, a, "ru", "town"); len(it.Choices) != 2 || it.Choices[1].Label != "Талгар" || !it.Choices[1].Chosen {
		t.Errorf("towns %v", it.Choices)
	}
	a.Fill(one(map[string]string{"region": "shymkent"}), now)
	it := item(t, a, "ru", "town")
	if len(it.Choices) != 2 || it.FaultSay != "form.fault.filtered" || it.Shown != "Талгар" {
		t.Errorf("after the move: %+v", it)
	}
}

func TestARepeatGrowsAndShrinksByHand(t *testing.T) {
	f := read(t, sheet{{"type", "name", "label", "calculation", "default"},
		{"begin repeat", "debt", "Debt"}, {"integer", "sum", "Sum"}, {"text", "to", "To whom", "", "concat('creditor ', position(..))"},
		{"begin repeat", "paid", "Paid"}, {"integer", "part", "Part"}, {"end repeat"}, {"calculate", "left", "", "${sum} - sum(${part})"}, {"end repeat"},
		{"calculate", "all", "", "sum(${left})"}, {"calculate", "second", "", "indexed-repeat(${sum}, ${debt}, 2)"}, {"note", "n", "${all} ${second}"}}, nil, nil)
	a := f.Blank(now)
	if !a.Add("debt", now) || !a.Add("debt[1]/paid", now) || a.Add("debt[9]/paid", now) || a.Add("nothing", now) {
		t.Fatal("parts were not added where they should be")
	}
	a.Fill(one(map[string]string{"debt[1]/sum": "100", "debt[1]/paid[1]/part": "30", "debt[1]/paid[2]/part": "20", "debt[2]/sum": "10", "debt[2]/paid[1]/part": "0"}), now)
	if it := item(t, a, "en", "n"); it.Label != "60 10" {
		t.Errorf("what is left and the second: %q, want 60 and 10", it.Label)
	}
	if it := item(t, a, "en", "debt[2]/to"); it.Value != "creditor 2" {
		t.Errorf("the default of a part that was added is %q", it.Value)
	}
	if !a.Remove("debt[1]", now) {
		t.Fatal("not removed")
	}
	if it := item(t, a, "en", "debt[1]/sum"); it.Value != "10" || item(t, a, "en", "n").Label != "10" {
		t.Errorf("what followed did not move up: %q", it.Value)
	}
	for a.Add("debt", now) {
	}
	if it := item(t, a, "en", "debt"); len(it.Items) != 200 || it.Addable {
		t.Errorf("%d parts, addable %v", len(it.Items), it.Addable)
	}
}

func TestARepeatCountedByAFormIsBounded(t *testing.T) {
	a := read(t, sheet{{"type", "name", "label", "repeat_count"}, {"begin repeat", "a", "A", "1000000"}, {"begin repeat", "b", "B", "1000000"}, {"text", "x", "X"}, {"end repeat"}, {"end repeat"}}, nil, nil).Blank(now)
	if got := faults(a); !strings.HasPrefix(got, " repeats") {
		t.Errorf("faults %.80s", got)
	}
}

func TestAFormThatNeedsTooMuchCalculationGivesUp(t *testing.T) {
	s := sheet{{"type", "name", "label", "calculation", "repeat_count"}, {"begin repeat", "r", "R", "", "200"}, {"text", "x", "X"}, {"end repeat"},
		{"calculate", "c", "", "count(//x[//x[//x[. = 'a']]])"}}
	if got := faults(read(t, s, nil, nil).Blank(now)); got != " heavy" {
		t.Errorf("faults %.80s", got)
	}
	whole := sheet{{"type", "name", "label", "calculation", "repeat_count"}, {"begin repeat", "r", "R", "", "200"}, {"text", "x", "X"}, {"text", "y", "Y"}, {"calculate", "c", "", "count(//x[string(/data/r) = ../../r])"}, {"end repeat"}}
	if got := faults(read(t, whole, nil, nil).Blank(now)); got != " heavy" {
		t.Errorf("faults %.80s", got)
	}
	pattern := sheet{{"type", "name", "label", "calculation", "repeat_count", "default"}, {"text", "long", "L", "", "", strings.Repeat("a", 7900)}, {"begin repeat", "r", "R", "", "200"}, {"calculate", "c", "", "regex(${long}, '(a?){900}b')"}, {"end repeat"}}
	if got := faults(read(t, pattern, nil, nil).Blank(now)); got != " heavy" {
		t.Errorf("faults %.80s", got)
	}
	doubling := sheet{{"type", "name", "label", "calculation"}, {"calculate", "c0", "", "'0123456789'"}}
	for i := range 60 {
		doubling = append(doubling, []string{"calculate", fmt.Sprintf("c%d", i+1), "", fmt.Sprintf("concat(${c%d}, ${c%d})", i, i)})
	}
	doubling = append(doubling, []string{"text", "x", "X"})
	if got := faults(read(t, doubling, nil, nil).Blank(now)); got != " heavy" {
		t.Errorf("faults %.80s", got)
	}
}

func TestAnAnsweredFormIsReadUnderItsOwnVersionOnly(t *testing.T) {
	f := read(t, family, yesNo, sheet{{"form_id", "version"}, {"family", "3"}})
	a := f.Blank(now)
	a.Fill(one(map[string]string{"region": "almaty", "born": "no idea"}), now)
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Load(text, now.AddDate(0, 0, 30))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a.Page("ru", true), b.Page("ru", true)); d != "" {
		t.Error(d)
	}
	next := read(t, family, yesNo, sheet{{"form_id", "version"}, {"family", "4"}})
	if _, err := next.Load(text, now); pana.KindOf(err) != pana.Conflict {
		t.Errorf("another version took it: %v", err)
	}
	if _, err := f.Load([]byte("{"), now); err == nil {
		t.Error("broken answers were read")
	}
}

func TestTheOutlineShowsWhatMightBeAsked(t *testing.T) {
	f := read(t, family, yesNo, nil)
	want := "children kids kids/how_many kids/child kids/child[1] kids/child[1]/called kids/child[1]/age kids/child[1]/school kids/sum region town born why on"
	items := f.Outline("en", now)
	if got := asked(items); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if town := items[3]; town.Path != "town" || len(town.Choices) != 3 {
		t.Errorf("%s has %d choices", town.Path, len(town.Choices))
	}
}

func TestATriggerRecalculatesOnlyWhenItsQuestionChanges(t *testing.T) {
	a := read(t, sheet{{"type", "name", "label", "calculation", "trigger"}, {"text", "x", "X"}, {"text", "y", "Y"}, {"calculate", "at", "", "now()", "${x}"}, {"note", "n", "${at}"}}, nil, nil).Blank(now)
	note := func() string { return item(t, a, "en", "n").Label }
	if note() != "" {
		t.Errorf("before anything: %q", note())
	}
	a.Fill(one(map[string]string{"x": "1"}), now)
	first := note()
	a.Fill(one(map[string]string{"y": "1"}), now.AddDate(0, 0, 1))
	if first != "2026-11-23T15:30:00.000+05:00" || note() != first {
		t.Errorf("%q, then %q", first, note())
	}
	a.Fill(one(map[string]string{"x": "2"}), now.AddDate(0, 0, 1))
	if note() != "2026-11-24T15:30:00.000+05:00" {
		t.Errorf("at last %q", note())
	}
}

func TestOrOtherAsksWhichOther(t *testing.T) {
	a := read(t, sheet{{"type", "name", "label"}, {"select_one yn or_other", "a", "A"}}, yesNo, nil).Blank(now)
	if it := item(t, a, "kk", "a"); len(it.Choices) != 3 || it.Choices[2].Label != "Басқа" {
		t.Errorf("choices %v", it.Choices)
	}
	a.Fill(one(map[string]string{"a": "other"}), now)
	if it := item(t, a, "ru", "a_other"); it.Label != "Уточните" {
		t.Errorf("label %q", it.Label)
	}
}

func TestALookUpInAListFindsItsColumns(t *testing.T) {
	a := read(t, sheet{{"type", "name", "label", "calculation"}, {"select_one town", "town", "Town"}, {"calculate", "region", "", "instance('town')/root/item[name = ${town}]/region"}, {"calculate", "n", "", "count(instance('town')/root/item)"}, {"note", "x", "${region} ${n}"}}, yesNo, nil).Blank(now)
	a.Fill(one(map[string]string{"town": "lenger"}), now)
	if it := item(t, a, "en", "x"); it.Label != "shymkent 3" {
		t.Errorf("%q", it.Label)
	}
}

func TestAnyAnswersSurviveBeingKept(t *testing.T) {
	f := read(t, family, yesNo, nil)
	paths := []string{"children", "kids/how_many", "kids/child[1]/called", "kids/child[2]/age", "region", "town", "born", "why", "on", "nowhere", "kids/child[0]/age", "kids/child[x]/age", "[", "//"}
	rapid.Check(t, func(t *rapid.T) {
		a := f.Blank(now)
		for range rapid.IntRange(1, 5).Draw(t, "turns") {
			values := map[string][]string{}
			for range rapid.IntRange(0, 6).Draw(t, "answers") {
				path := rapid.SampledFrom(paths).Draw(t, "path")
				values[path] = []string{rapid.OneOf(rapid.SampledFrom([]string{"", "yes", "no", "almaty", "talgar", "2", "3.1.1991", "2015-06-01"}), rapid.String()).Draw(t, "typed")}
			}
			a.Fill(values, now)
		}
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Load(text, now)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(a.Page("en", true), b.Page("en", true)); d != "" {
			t.Fatal(d)
		}
		b.Fill(nil, now)
		if d := cmp.Diff(a.Page("en", true), b.Page("en", true)); d != "" {
			t.Fatalf("computing again changed it: %s", d)
		}
		again, _ := json.Marshal(b)
		if string(again) != string(text) {
			t.Fatalf("kept again\n%s\nwas\n%s", again, text)
		}
	})
}

func TestRelevanceIsWhatItsExpressionSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 12).Draw(t, "questions")
		s := sheet{{"type", "name", "label", "relevant"}}
		need := make([]int, n)
		for i := range n {
			need[i] = rapid.IntRange(-1, i-1).Draw(t, "needs")
			relevant := ""
			if need[i] >= 0 {
				relevant = fmt.Sprintf("${q%d} = 'x'", need[i])
			}
			s = append(s, []string{"text", fmt.Sprintf("q%d", i), "Q", relevant})
		}
		f, err := form.Read("t", workbook(s, nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		a := f.Blank(now)
		values, set := map[string][]string{}, make([]bool, n)
		for i := range n {
			if set[i] = rapid.Bool().Draw(t, "set"); set[i] {
				values[fmt.Sprintf("q%d", i)] = []string{"x"}
			}
		}
		a.Fill(values, now)
		var want []string
		shown := make([]bool, n)
		for i := range n {
			if shown[i] = need[i] < 0 || shown[need[i]] && set[need[i]]; shown[i] {
				want = append(want, fmt.Sprintf("q%d", i))
			}
		}
		if got := asked(a.Page("en", true)); got != strings.Join(want, " ") {
			t.Fatalf("asked %s, want %s", got, want)
		}
	})
}
