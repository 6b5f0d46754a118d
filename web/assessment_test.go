package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
)

var assessmentPages = []string{"/assessment", "/assessment/areas/safety", "/assessment/areas/orientation", "/before", "/risk", "/risk/contact", "/risk/rules",
	"/risk/bond", "/safety-plan", "/safety-plan/print", "/crisis-plan", "/crisis-plan/print"}

// openNeeds is the served house with one woman in it, whom Dina and Gulnar work
// with and who sleeps there tonight.
func openNeeds(t *testing.T) (*desk, pana.ClientID) {
	t.Helper()
	d := openDesk(t)
	saule := d.As("saule")
	if err := d.files.Assign(saule, d.client.Client, d.Staff("gulnar"), pana.Psychologist); err != nil {
		t.Fatal(err)
	}
	if _, err := d.beds.Admit(saule, residence.Admission{Client: d.client.Client, Bed: d.bed}); err != nil {
		t.Fatal(err)
	}
	return d, d.client.Client
}

func TestEveryPageOfTheAssessmentIsThereInEveryLanguage(t *testing.T) {
	d, client := openNeeds(t)
	saule := d.As("saule")
	for _, k := range []assessment.PlanKind{assessment.SafetyPlan, assessment.CrisisPlan} {
		words := map[string]string{}
		for _, f := range k.Fields() {
			words[f.Name] = "plain words"
		}
		if err := d.needs.Agree(saule, client, k, assessment.NewPlan{Language: "uz", Agreed: "yes", Calls: []string{"hotline"}, Words: words}); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range locale.Langs() {
		if err := d.House.SetLanguage(saule, lang); err != nil {
			t.Fatal(err)
		}
		for _, path := range assessmentPages {
			page := d.get("saule", d.file(path))
			wholePage(t, path+" in "+string(lang), lang, page)
			says(t, page, d.client.Code)
		}
		wholePage(t, "the list in "+string(lang), lang, d.get("saule", "/assessments"))
	}
	sheet := d.get("saule", d.file("/safety-plan/print"))
	says(t, sheet, `lang="uz"`, locale.For(locale.UZ, locale.Words{}).T("client.safe-plan.safety"), locale.For(locale.UZ, locale.Words{}).T("client.safe-plan.steps"), "Uyda aytilgan ishonch telefoni")
	if strings.Contains(sheet.Body.String(), "Gulbahor") {
		t.Error("the sheet for her hand carries her name")
	}
	for _, path := range assessmentPages {
		status(t, d.get("kamila", d.file(path)), 403)
		if hidden, never := d.get("erlan", d.file(path)), d.get("erlan", "/clients/KZ-19-417"+path); hidden.Code == 200 || never.Code == 200 {
			t.Errorf("%s: a colleague gets %d, and %d for nobody's code", path, hidden.Code, never.Code)
		}
	}
}

func TestTheFirstAssessmentIsWalkedOverAreaByArea(t *testing.T) {
	d, _ := openNeeds(t)
	status(t, d.post("dina", d.file("/assessment/strengths"), url.Values{"told": {"I bake bread."}, "source": {"client"}}), 303)
	page := d.get("dina", d.file("/assessment"))
	says(t, page, "I bake bread.", "/assessment/areas/safety", "not spoken of yet")
	bad := d.post("dina", d.file("/assessment/areas/health"), url.Values{"level": {"nine"}, "text": {"A tooth hurts."}})
	status(t, bad, 422)
	says(t, bad, "A tooth hurts.")
	next := d.post("dina", d.file("/assessment/areas/health"), url.Values{"level": {"2"}, "urgency": {"now"}, "text": {"A tooth hurts."}, "told": {"I cannot chew."}, "next": {"emotional"}})
	status(t, next, 303)
	if to := next.Header().Get("Location"); to != d.file("/assessment/areas/emotional?done=saved") {
		t.Errorf("saving leads to %q", to)
	}
	says(t, d.get("dina", d.file("/assessment")), "A tooth hurts.", "I cannot chew.", "Manages little")
	late := d.post("saule", d.file("/assessment/areas/health"), url.Values{"level": {"4"}, "text": {"It is better."}})
	status(t, late, 409)
	says(t, late, "It is better.", "A tooth hurts.", `name="number" value="1"`)
	status(t, d.post("saule", d.file("/assessment/areas/health"), url.Values{"level": {"4"}, "text": {"It is better."}, "number": {"1"}}), 303)

	psychologist := d.get("gulnar", d.file("/assessment"))
	for _, hidden := range []string{"A tooth hurts.", "It is better.", "I cannot chew."} {
		if strings.Contains(psychologist.Body.String(), hidden) {
			t.Errorf("the psychologist reads %q of health", hidden)
		}
	}
	says(t, psychologist, "which is not open to you")
	status(t, d.post("gulnar", d.file("/assessment/areas/family"), url.Values{"level": {"1"}}), 403)
	status(t, d.get("dina", d.file("/assessment/areas/luck")), 404)

	says(t, d.get("gulnar", "/assessments"), d.client.Code)
	if strings.Contains(d.get("gulnar", "/today").Body.String(), "Newly handed over to you") {
		t.Error("she is handed over before it is done")
	}
	status(t, d.post("dina", d.file("/assessment/finish"), nil), 303)
	says(t, d.get("gulnar", "/today"), "Newly handed over to you", d.client.Code)
	status(t, d.post("gulnar", d.file("/assessment/take"), nil), 303)
	if strings.Contains(d.get("gulnar", "/today").Body.String(), "Newly handed over to you") {
		t.Error("she still stands there when she is taken over")
	}
	status(t, d.post("dina", d.file("/assessment/begin"), nil), 303)
	says(t, d.get("dina", d.file("/assessment")), "Assessment 2")
	says(t, d.get("dina", d.file("/assessment?number=1")), "It is better.")
	early := d.post("gulnar", d.file("/assessment/override"), url.Values{"reason": {""}})
	status(t, early, 422)
	status(t, d.post("gulnar", d.file("/assessment/override"), url.Values{"reason": {"She asks for it."}}), 303)
	says(t, d.get("saule", "/assessments"), "before it was done")
	says(t, d.get("dina", d.file("/assessment")), "She asks for it.")
}

func TestAreasInNeedBecomeLinesOfThePlanOnce(t *testing.T) {
	d, _ := openNeeds(t)
	status(t, d.post("dina", d.file("/assessment/plan"), nil), 409)
	for area, f := range map[string]url.Values{"health": {"level": {"2"}, "urgency": {"now"}}, "family": {"level": {"1"}}, "self-care": {"level": {"5"}}} {
		status(t, d.post("dina", d.file("/assessment/areas/"+area), f), 303)
	}
	if strings.Contains(d.get("dina", d.file("/assessment")).Body.String(), "/assessment/plan") {
		t.Error("areas are offered to the plan before the assessment is done")
	}
	status(t, d.post("dina", d.file("/assessment/finish"), nil), 303)
	says(t, d.get("dina", d.file("/assessment")), "/assessment/plan")
	lines := func() int { return d.count(`SELECT COUNT(*) FROM plan_lines`) }
	// The psychologist takes what she may open; the social worker the rest, once.
	status(t, d.post("gulnar", d.file("/assessment/plan"), nil), 303)
	if n := lines(); n != 1 {
		t.Errorf("the psychologist took %d areas, want the one that is open to her", n)
	}
	for range 2 {
		status(t, d.post("dina", d.file("/assessment/plan"), nil), 303)
		if n := lines(); n != 2 {
			t.Errorf("%d lines, want two", n)
		}
	}
	if n := d.count(`SELECT COUNT(*) FROM plan_lines WHERE area = 'health' AND urgent AND baseline = 2`); n != 1 {
		t.Error("the urgent area came without its urgency or its level")
	}
	says(t, d.get("dina", d.file("/plan")), "Family and children")
}

func TestWhatWasBeforeIsWrittenFromItsPage(t *testing.T) {
	d, _ := openNeeds(t)
	bad := d.post("dina", d.file("/before/harms"), url.Values{"harm_form": {"yes"}, "harm_from": {"nonsense"}, "harm_kind": {"neglect"}, "harm_text": {"slept in the barn"}})
	status(t, bad, 422)
	says(t, bad, "slept in the barn")
	status(t, d.post("dina", d.file("/before/harms"), url.Values{"harm_kind": {""}}), 422)
	status(t, d.post("dina", d.file("/before/harms"), url.Values{"harm_kind": {"neglect"}, "harm_from": {"1999"}, "harm_from_how": {"decade"}, "harm_told": {"I slept in the barn."}, "harm_source": {"client"}}), 303)
	status(t, d.post("dina", d.file("/before/chances"), url.Values{"chance_kind": {"teacher"}, "chance_text": {"saw and was silent"}}), 303)
	status(t, d.post("dina", d.file("/before/household"), url.Values{"home_kind": {"alcohol"}, "home_whose": {"mother"}}), 303)
	page := d.get("dina", d.file("/before"))
	says(t, page, "I slept in the barn.", "saw and was silent", "Alcohol", "Mother")
	id := regexp.MustCompile(`correct=([0-9a-f-]{36})`).FindStringSubmatch(page.Body.String())
	if id == nil {
		t.Fatal("no way to correct a line")
	}
	says(t, d.get("dina", d.file("/before?correct="+id[1])), `name="id" value="`+id[1])
	status(t, d.post("dina", d.file("/before/harms"), url.Values{"id": {id[1]}, "harm_kind": {"physical"}, "harm_told": {"He hit me."}}), 303)
	page = d.get("gulnar", d.file("/before"))
	says(t, page, "He hit me.")
	if strings.Contains(page.Body.String(), "I slept in the barn.") {
		t.Error("the line that was corrected still shows")
	}
	status(t, d.post("dina", d.file("/before/harms"), url.Values{"id": {id[1]}, "harm_kind": {"other"}}), 409)
	status(t, d.post("dina", d.file("/before/remove"), url.Values{"table": {"sessions"}, "id": {id[1]}}), 422)

	if strings.Contains(page.Body.String(), "more than one generation") {
		t.Error("it speaks of children without a reason")
	}
	status(t, d.post("dina", d.file("/before/marks"), url.Values{"children": {"yes"}, "number": {"0"}}), 303)
	if strings.Contains(d.get("dina", d.file("/before")).Body.String(), "more than one generation") {
		t.Error("it speaks of children, and there are none")
	}
	status(t, d.post("dina", d.file("/children/new"), url.Values{"name": {"Aruzhan"}, "age_band": {"0-8"}}), 303)
	says(t, d.get("dina", d.file("/before")), "more than one generation", "The child’s own file")
	late := d.post("gulnar", d.file("/before/marks"), url.Values{"children": {"no"}, "number": {"0"}})
	status(t, late, 409)
	says(t, late, "differs")
}

func TestARiskReviewBecomesDueAndTheNightKeepsTheRules(t *testing.T) {
	d, _ := openNeeds(t)
	status(t, d.post("dina", d.file("/risk"), url.Values{"number": {"0"}, "sought_likelihood": {"9"}}), 422)
	status(t, d.post("dina", d.file("/risk"), url.Values{"number": {"0"}, "sought_likelihood": {"3"}, "sought_harm": {"5"}, "sought_text": {"A cousin asks around."}, "told": {"I fear the bazaar."}}), 303)
	page := d.get("gulnar", d.file("/risk"))
	says(t, page, "Act this week", "A cousin asks around.", "I fear the bazaar.")
	status(t, d.post("timur", d.file("/risk/contact"), url.Values{}), 422)
	status(t, d.post("timur", d.file("/risk/contact"), url.Values{"kind": {"call"}, "text": {"He said he is her uncle."}}), 303)
	says(t, d.get("dina", d.file("/risk")), "Something has changed since")
	for _, name := range []string{"timur", "dina", "raushan"} {
		for _, path := range []string{"", "/risk", "/risk/bond", "/trail", "/assessment"} {
			if strings.Contains(d.get(name, d.file(path)).Body.String(), "her uncle") {
				t.Errorf("%s reads what the night wrote at %q", name, path)
			}
		}
	}
	says(t, d.get("gulnar", d.file("/risk/bond")), "He said he is her uncle.", "They called")
	status(t, d.post("dina", d.file("/risk"), url.Values{"number": {"0"}}), 409)
	status(t, d.post("dina", d.file("/risk"), url.Values{"number": {"1"}}), 303)
	if strings.Contains(d.get("dina", d.file("/risk")).Body.String(), "Something has changed since") {
		t.Error("it is still due after a new look")
	}
	says(t, d.get("dina", d.file("/risk/reviews/1")), "A cousin asks around.")

	status(t, d.post("gulnar", d.file("/risk/rules"), url.Values{"number": {"0"}, "rules": {"check-number", "beside-staff"}, "explained": {"yes"}}), 303)
	for _, name := range []string{"timur", "raushan", "dina", "saule"} {
		says(t, d.get(name, "/today"), "Calls and visits tonight", "Check each number with the psychologist first")
		says(t, d.get(name, d.file("")), "Calls with a member of staff beside")
		says(t, d.get(name, "/beds"), "Calls with a member of staff beside")
	}
	status(t, d.post("dina", d.file("/risk/rules"), url.Values{"number": {"0"}}), 409)
}

// Whoever may not know of a bond is shown the very same pages with one and without,
// down to the last byte.
func TestNoPageTellsOfABond(t *testing.T) {
	d, client := openNeeds(t)
	saule := d.As("saule")
	for name, role := range map[string]pana.Role{"bolat": pana.Lawyer, "raushan": pana.Nurse} {
		if err := d.files.Assign(saule, client, d.Staff(name), role); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.needs.SetRules(d.As("gulnar"), client, assessment.Rules{Rules: []string{"check-number"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.needs.Review(d.As("dina"), client, assessment.NewReview{Told: "It is quiet."}); err != nil {
		t.Fatal(err)
	}
	readers := []string{"dina", "erlan", "timur", "raushan", "bolat", "lena", "kamila", "vera", "oleg"}
	paths := []string{"/today", "/clients", "/beds", "/assessments", "/news", "/calendar", "/inbox", "/house/policy", d.file("")}
	for _, path := range append(assessmentPages, "/trail", "/timeline", "/summary", "/workers", "/way", "/edit", "/notes/new", "/alerts") {
		paths = append(paths, d.file(path))
	}
	once := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
	look := func() map[string]string {
		all := map[string]string{}
		for _, name := range readers {
			for _, path := range paths {
				w := d.get(name, path)
				all[name+" "+path] = http.StatusText(w.Code) + once.ReplaceAllString(w.Body.String(), "-")
			}
		}
		return all
	}
	look() // what looking itself leaves on the pages is there from now on
	d.Clock.Advance(time.Second)
	before := look()
	pages := 0
	for _, text := range before {
		if strings.HasPrefix(text, "OK") {
			pages++
		}
	}
	if pages < 60 {
		t.Fatalf("only %d pages are open to them", pages)
	}
	// The clock stands, so that the two looks differ in nothing else.
	if err := d.needs.RecordBond(d.As("gulnar"), client, assessment.Bond{Level: "strong", Instances: []string{"defends"}, Text: "Speaks of him as we."}); err != nil {
		t.Fatal(err)
	}
	says(t, d.get("gulnar", d.file("/risk/bond")), "Speaks of him as we.")
	says(t, d.get("saule", d.file("/risk/bond")), "Speaks of him as we.")
	after := look()
	for where, text := range after {
		if was := before[where]; was != text && !strings.HasSuffix(where, "/trail") {
			t.Errorf("%s: differs at %q and %q", where, around(was, text), around(text, was))
		}
	}
	for _, name := range []string{"dina", "erlan"} {
		page := html.UnescapeString(d.get(name, d.file("/trail")).Body.String())
		for _, word := range []string{"bond with the exploiter", "risk.bond"} {
			if strings.Contains(page, word) {
				t.Errorf("the trail tells %s of a bond", name)
			}
		}
	}
	says(t, d.get("saule", d.file("/trail")), "write of a bond")
}

// around is where a text begins to differ from another.
func around(a, b string) string {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return a[max(0, i-60):min(len(a), i+60)]
		}
	}
	return ""
}

func TestAPlanIsAgreedOnItsPageAndAStaleOneShowsBoth(t *testing.T) {
	d, client := openNeeds(t)
	person, err := d.files.AddPerson(d.As("dina"), client, casework.NewPerson{Role: "friend", Name: "Zulfiya", Contact: "+998 90 111"})
	if err != nil {
		t.Fatal(err)
	}
	plan := url.Values{"number": {"0"}, "signals": {"a grey car"}, "steps": {"into the shop"}, "calls": {"on-call"}, "persons": {string(person)}, "agreed": {"yes"}, "language": {"ru"}}
	status(t, d.post("dina", d.file("/safety-plan"), url.Values{"agreed_on": {"no day"}, "signals": {"a grey car"}}), 422)
	status(t, d.post("dina", d.file("/safety-plan"), plan), 303)
	says(t, d.get("dina", d.file("/safety-plan")), "a grey car", "Zulfiya", "Agreed on")
	sheet := d.get("dina", d.file("/safety-plan/print"))
	says(t, sheet, "a grey car", "+998 90 111")
	for _, name := range []string{"Zulfiya", "Gulbahor"} {
		if strings.Contains(sheet.Body.String(), name) {
			t.Errorf("the sheet carries the name %s", name)
		}
	}
	late := d.post("gulnar", d.file("/safety-plan"), url.Values{"number": {"0"}, "signals": {"a white car"}})
	status(t, late, 409)
	says(t, late, "a white car", "a grey car")

	status(t, d.post("gulnar", d.file("/crisis-plan"), url.Values{"number": {"0"}, "signs": {"counts windows"}, "helps": {"tea, slowly"}, "avoid": {"no hand on the shoulder"}}), 303)
	night := d.get("timur", d.file("/crisis-plan"))
	says(t, night, "tea, slowly", "no hand on the shoulder")
	if strings.Contains(night.Body.String(), "counts windows") || strings.Contains(night.Body.String(), `name="helps"`) {
		t.Error("the night reads what was told by day, or may write")
	}
	status(t, d.get("timur", d.file("/safety-plan")), 403)
}

func TestAWordThatCouldHurtGetsAHintAndIsKeptAsItIs(t *testing.T) {
	d, _ := openNeeds(t)
	saved := d.post("dina", d.file("/notes/new"), url.Values{"compartment": {"care"}, "text": {"She refused lunch."}, "told": {"I am a prostitute, they said."}})
	status(t, saved, 303)
	to := saved.Header().Get("Location")
	if strings.Contains(to, "refused") || !strings.Contains(to, "&hint=") {
		t.Fatalf("saving leads to %q", to)
	}
	page := d.get("dina", to)
	says(t, page, "She refused lunch.", "leaves the door open", "/correct")
	if strings.Contains(page.Body.String(), "was exploited sexually") {
		t.Error("her own words get a hint")
	}
	area := d.post("dina", d.file("/assessment/areas/family"), url.Values{"text": {"Lied about the aunt."}})
	says(t, d.get("dina", area.Header().Get("Location")), "do not fit together", "Lied about the aunt.")
	live := d.post("dina", "/hints", url.Values{"text": {"Она сама выбрала."}})
	status(t, live, 200)
	says(t, live, "выбрала")
	status(t, d.post("dina", "/hints", url.Values{"text": {"She slept well."}}), http.StatusNoContent)

	set := d.House.Settings()
	set.NoHints = true
	if err := d.House.SetSettings(d.As("saule"), set, d.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	off := d.post("dina", d.file("/notes/new"), url.Values{"compartment": {"care"}, "text": {"She refused supper."}})
	if to := off.Header().Get("Location"); strings.Contains(to, "hint") {
		t.Errorf("a house that wants no hints gets %q", to)
	}
	status(t, d.post("dina", "/hints", url.Values{"text": {"She lied."}}), http.StatusNoContent)
	if strings.Contains(d.get("dina", to).Body.String(), "leaves the door open") {
		t.Error("an old address still gives hints")
	}
}

// Whatever no page of ours would send is answered with a sentence in the reader's
// language, and nothing of it is kept.
func TestBadInputOnTheAssessmentPagesIsRefusedInThreeLanguages(t *testing.T) {
	d, _ := openNeeds(t)
	long := strings.Repeat("ы", 5000)
	for _, lang := range locale.Langs() {
		if err := d.House.SetLanguage(d.As("dina"), lang); err != nil {
			t.Fatal(err)
		}
		r := locale.For(lang, d.House.Settings().Word)
		for name, c := range map[string]struct {
			path string
			form url.Values
			say  string
		}{
			"a level beyond five":           {"/assessment/areas/health", url.Values{"level": {"6"}}, "codes.unknown"},
			"an urgency nobody knows":       {"/assessment/areas/health", url.Values{"urgency": {"yesterday"}}, "codes.unknown"},
			"a source nobody knows":         {"/assessment/areas/health", url.Values{"source": {"rumour"}}, "codes.unknown"},
			"words that turn round":         {"/assessment/areas/health", url.Values{"text": {"a\u202eb"}}, "client.text.invalid"},
			"a strength without a word":     {"/assessment/strengths", url.Values{}, "note.empty"},
			"a harm without a kind":         {"/before/harms", url.Values{}, "before.kind.missing"},
			"a harm that lies ahead":        {"/before/harms", url.Values{"harm_kind": {"other"}, "harm_from": {"2090"}}, "date.future"},
			"a chance without anyone":       {"/before/chances", url.Values{}, "before.who.missing"},
			"a household nobody knows":      {"/before/household", url.Values{"home_kind": {"luck"}}, "codes.unknown"},
			"a fourth answer":               {"/before/marks", url.Values{"parents": {"maybe"}}, "codes.unknown"},
			"a likelihood of nine":          {"/risk", url.Values{"self_likelihood": {"9"}}, "codes.unknown"},
			"a likelihood of words":         {"/risk", url.Values{"self_likelihood": {"often"}}, "codes.unknown"},
			"a report of nothing":           {"/risk/contact", url.Values{"text": {"words"}}, "risk.contact.kind.missing"},
			"rules until yesterday":         {"/risk/rules", url.Values{"until": {"01.01.2020"}}, "risk.rules.until"},
			"a rule nobody knows":           {"/risk/rules", url.Values{"rules": {"no-sleep"}}, "codes.unknown"},
			"a plan in no language":         {"/safety-plan", url.Values{"language": {"!!"}}, "codes.unknown"},
			"a plan with a stranger to her": {"/crisis-plan", url.Values{"persons": {"nobody"}}, "person.absent"},
		} {
			what := name + " in " + string(lang)
			before := d.rows(looks...)
			w := d.post("dina", d.file(c.path), c.form)
			if w.Code != 422 {
				t.Errorf("%s: status %d", what, w.Code)
			}
			if !strings.Contains(html.UnescapeString(w.Body.String()), r.T(c.say)) {
				t.Errorf("%s: the page does not say %q", what, r.T(c.say))
			}
			after := d.rows(looks...)
			for table, n := range after {
				if before[table] != n {
					t.Errorf("%s: %s has grown", what, table)
				}
			}
		}
		w := d.post("dina", d.file("/assessment/areas/health"), url.Values{"text": {long}})
		if w.Code != 422 {
			t.Errorf("5,000 characters in %s: status %d", lang, w.Code)
		}
	}
}
