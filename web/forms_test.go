package web_test

import (
	"bytes"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/forms"
	"example.org/pana/internal/locale"
)

// xlsx writes a small workbook with a real spreadsheet library.
func xlsx(t testing.TB, sheets map[string][][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "survey"))
	for name, rows := range sheets {
		_, err := f.NewSheet(name)
		must(err)
		for i, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, i+1)
			must(err)
			must(f.SetSheetRow(name, at, &row))
		}
	}
	b, err := f.WriteToBuffer()
	must(err)
	return b.Bytes()
}

var weekForm = map[string][][]string{
	"survey": {{"type", "name", "label::en", "label::ru", "label::kk", "relevant", "constraint", "required"},
		{"begin group", "nights", "Nights", "Ночи", "Түндер"},
		{"select_one yn", "slept", "Did you sleep?", "Спалось?", "Ұйықтадыңыз ба?"},
		{"text", "why", "What kept you awake?", "Что мешало?", "Не кедергі болды?", "${slept} = 'no'", "", "yes"},
		{"end group"},
		{"begin repeat", "visit", "Visit", "Визит", "Сапар"},
		{"date", "day", "On which day?", "Когда?", "Қай күні?", "", ". <= today()"},
		{"end repeat"},
		{"integer", "meals", "Meals a day", "Сколько раз ест", "Күніне неше рет тамақтанады", "", ". <= 10"},
		{"select_multiple help", "help", "What would help?", "Что поможет?", "Не көмектеседі?"},
		{"rank help", "first", "What first?", "Что сначала?", "Алдымен не?"},
		{"geopoint", "where", "Where?", "Где?", "Қайда?"}},
	"choices": {{"list_name", "name", "label::en", "label::ru", "label::kk"},
		{"yn", "yes", "Yes", "Да", "Иә"}, {"yn", "no", "No", "Нет", "Жоқ"},
		{"help", "doctor", "A doctor", "Врач", "Дәрігер"}, {"help", "rest", "Rest", "Отдых", "Демалыс"}},
	"settings": {{"form_title::en", "form_title::ru", "form_title::kk", "form_id", "version"}, {"Her week", "Её неделя", "Аптасы", "week", "1"}},
}

func changed(form map[string][][]string, sheet string, row, column int, text string) map[string][][]string {
	next := map[string][][]string{}
	for name, rows := range form {
		for i, r := range rows {
			r = append([]string{}, r...)
			if name == sheet && i == row {
				for len(r) <= column {
					r = append(r, "")
				}
				r[column] = text
			}
			next[name] = append(next[name], r)
		}
	}
	return next
}

func (c *crowd) furnishForms(a casework.Added, s *stood) {
	c.t.Helper()
	f, saule := forms.New(c.House, c.files), c.As("saule")
	s.forms = map[pana.Compartment]string{}
	for _, p := range []pana.Compartment{pana.Care, pana.Health, pana.Legal, pana.Safety} {
		key := "form/" + string(p)
		if c.thing[key] == "" {
			id, _, err := f.Keep(saule, bytes.NewReader(xlsx(c.t, map[string][][]string{"survey": {{"type", "name", "label"}, {"text", "a", "About " + string(p)}}})), p)
			if err != nil {
				c.t.Fatalf("furnish the shelf: %v", err)
			}
			c.thing[key] = string(id)
		}
		id, err := f.Start(saule, a.Client, forms.FormID(c.thing[key]))
		if err != nil {
			c.t.Fatalf("furnish a form: %v", err)
		}
		s.forms[p] = string(id)
	}
}

func (s *shelter) brings(who string, file []byte, part string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := sheet("/forms/new", map[string]string{"compartment": part}, "secret name.xlsx", bytes.NewReader(file))
	return s.ask(who, r)
}

var (
	unsaidForm  = regexp.MustCompile(`\[(forms?|act)\.[a-z.-]+\]`)
	answeredURL = regexp.MustCompile(`/clients/[^/"]+/forms/[0-9a-f-]{36}`)
	versionOf   = regexp.MustCompile(`name="version" value="(\d+)"`)
)

func versionIn(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	m := versionOf.FindStringSubmatch(w.Body.String())
	if m == nil {
		t.Fatal("the page carries no version")
	}
	return m[1]
}

func TestAFormIsBroughtAnsweredLeftAndHandedInFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/forms"
	says(t, s.get("dina", "/forms"), "The house has brought no form", "Assessment", "Risk review", "Before leaving")
	bad := s.brings("dina", xlsx(t, changed(weekForm, "survey", 3, 5, "${sleep} = 'no'")), "care")
	status(t, bad, 422)
	says(t, bad, "survey!F4: nothing is called “sleep”")
	status(t, s.brings("dina", xlsx(t, weekForm), ""), 422)
	made := s.brings("dina", xlsx(t, weekForm), "care")
	status(t, made, 303)
	form := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	says(t, s.get("dina", form), "Her week", "What kept you awake?", "a place on a map would tell where someone lives", "disabled", "6 questions")
	twice := s.brings("dina", xlsx(t, weekForm), "care")
	status(t, twice, 422)
	says(t, twice, "stands on the shelf already")
	status(t, s.get("gulnar", "/forms/new"), 403)
	status(t, s.get("lena", "/forms"), 403)

	says(t, s.get("dina", here), "No form has been begun yet", "Her week", "Risk review")
	status(t, s.post("dina", here, url.Values{"form": {"nothing"}}), 422)
	begun := s.post("dina", here, url.Values{"form": {strings.TrimPrefix(form, "/forms/")}})
	status(t, begun, 303)
	at := begun.Header().Get("Location")
	page := s.get("dina", at)
	status(t, page, 200)
	if strings.Contains(page.Body.String(), "What kept you awake?") {
		t.Error("what is not relevant is asked")
	}
	// Without a script: the answer is sent, and the page comes back with what follows.
	on := s.post("dina", at, url.Values{"version": {versionIn(t, page)}, "q.nights/slept": {"", "no"}, "q.meals": {"twelve"}, "source": {"client"}, "do": {"continue"}})
	status(t, on, 303)
	page = s.get("dina", at)
	says(t, page, "What kept you awake?", `value="twelve"`, "This is not a whole number")
	if strings.Contains(page.Body.String(), "The form asks for an answer here") {
		t.Error("someone halfway through is reproached")
	}
	added := s.post("dina", at, url.Values{"version": {versionIn(t, page)}, "source": {"client"}, "q.visit[1]/day": {"22.11.2026"}, "do": {"add:visit"}})
	status(t, added, 303)
	if !strings.HasSuffix(added.Header().Get("Location"), "#part-visit") {
		t.Errorf("leads to %s", added.Header().Get("Location"))
	}
	page = s.get("dina", at)
	says(t, page, "Visit: 2", `value="22.11.2026"`, "remove:visit[2]")
	removed := s.post("dina", at, url.Values{"version": {versionIn(t, page)}, "source": {"client"}, "do": {"remove:visit[2]"}})
	status(t, removed, 303)
	kept := s.post("dina", at, url.Values{"version": {versionIn(t, s.get("dina", at))}, "source": {"client"}, "q.help": {"", "rest", "doctor"}, "q.first": {"rest", "doctor"}, "do": {"keep"}})
	status(t, kept, 303)
	says(t, s.get("saule", here), "To be gone on with")
	no := s.post("saule", at, url.Values{"version": {versionIn(t, s.get("saule", at))}, "source": {"client"}, "do": {"finish"}})
	status(t, no, 422)
	says(t, no, "All you typed is kept", "The form asks for an answer here", "This is not a whole number", `value="twelve"`)
	done := s.post("saule", at, url.Values{"version": {versionIn(t, no)}, "source": {"client"}, "interpreted": {"yes"}, "on": {"20.11.2026"}, "q.nights/why": {"The lorries"}, "q.meals": {"3"}, "do": {"finish"}})
	status(t, done, 303)
	read := s.get("dina", at)
	says(t, read, "The lorries", "A doctor, Rest", "Rest, A doctor", "through an interpreter", "Correct")
	says(t, s.get("dina", here), "Talked through 20.11.2026")
	status(t, s.post("dina", at, url.Values{"version": {"1"}, "do": {"keep"}}), 409)

	next := s.post("dina", at+"/correct", nil)
	status(t, next, 303)
	correction := next.Header().Get("Location")
	page = s.get("dina", correction)
	says(t, page, "This corrects a form", "The lorries")
	status(t, s.post("dina", correction, url.Values{"version": {versionIn(t, page)}, "q.nights/why": {"The dogs"}, "do": {"finish"}}), 303)
	says(t, s.get("dina", at), "The lorries", "A correction stands in the place", answeredURL.FindString(correction))
	says(t, s.get("dina", here), "Corrected")
}

func TestTwoWhoFillInOneFormSeeEachOthersAnswers(t *testing.T) {
	s := openShelter(t)
	here := "/clients/" + s.woman() + "/forms"
	begun := s.post("dina", here, url.Values{"form": {"pana-risk"}})
	status(t, begun, 303)
	at := begun.Header().Get("Location")
	v := versionIn(t, s.get("dina", at))
	status(t, s.post("dina", at, url.Values{"version": {v}, "q.reach/reach_likelihood": {"", "3"}, "q.reach/reach_words": {"They phoned"}, "do": {"keep"}}), 303)
	late := s.post("saule", at, url.Values{"version": {v}, "q.reach/reach_likelihood": {"", "1"}, "q.reach/reach_words": {"Nobody knows this place"}, "do": {"keep"}})
	status(t, late, 409)
	says(t, late, "3 · Likely, or it happens already", "1 · Hardly", "They phoned", "Nobody knows this place")
	again := s.post("saule", at, url.Values{"version": {versionIn(t, late)}, "q.reach/reach_likelihood": {"", "2"}, "q.reach/reach_harm": {"", "3"}, "do": {"continue"}})
	status(t, again, 303)
	says(t, s.get("dina", at), "This comes first (6 of 9)", "They phoned")
	gone := s.post("dina", at+"/discard", url.Values{"version": {"1"}})
	status(t, gone, 409)
	status(t, s.post("dina", at+"/discard", url.Values{"version": {versionIn(t, s.get("dina", at))}}), 303)
	status(t, s.get("dina", at), 404)
}

func TestThePagesOfFormsSpeakEveryLanguageAndRefuseInIt(t *testing.T) {
	s := openShelter(t)
	here := "/clients/" + s.woman() + "/forms"
	made := s.brings("dina", xlsx(t, weekForm), "care")
	status(t, made, 303)
	form := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	begun := s.post("dina", here, url.Values{"form": {strings.TrimPrefix(form, "/forms/")}})
	status(t, begun, 303)
	at := begun.Header().Get("Location")
	for lang, title := range map[locale.Lang]string{"en": "Her week", "ru": "Её неделя", "kk": "Аптасы"} {
		s.readIn("dina", lang)
		r := locale.For(lang, locale.Words{})
		for _, path := range []string{"/forms", "/forms/new", form, "/forms/pana-assessment", "/forms/pana-risk", here, at} {
			w := s.get("dina", path)
			status(t, w, 200)
			if key := unsaidForm.FindString(w.Body.String()); key != "" {
				t.Errorf("%s in %s shows the key %s", path, lang, key)
			}
			if path == at || path == form {
				says(t, w, title)
			}
		}
		bad := s.brings("dina", []byte("PK\x03\x04 and no more"), "care")
		status(t, bad, 422)
		says(t, bad, r.T("form.file.broken"))
		circle := s.brings("dina", xlsx(t, changed(weekForm, "survey", 2, 5, "${slept} = 'yes'")), "care")
		status(t, circle, 422)
		says(t, circle, r.T("form.ref.circle", "At", "survey!F3", "Names", "slept → slept"))
		wrong := s.post("dina", at, url.Values{"version": {versionIn(t, s.get("dina", at))}, "q.meals": {"99"}, "q.visit[1]/day": {"31.02.2026"}, "do": {"finish"}})
		status(t, wrong, 422)
		says(t, wrong, r.T("form.fault.constraint"), r.T("form.fault.date"), "31.02.2026", `value="99"`)
		day := s.post("dina", at, url.Values{"version": {versionIn(t, wrong)}, "on": {"40.40.2026"}, "q.nights/why": {"Lorries"}, "do": {"keep"}})
		status(t, day, 422)
		says(t, day, "40.40.2026")
	}
}

func TestIOMsWorkbookIsPutOnTheShelfAsItIs(t *testing.T) {
	file, err := os.ReadFile(filepath.Join(sharedData(t), "htcds", "htcds_xlsform.xlsx"))
	if err != nil {
		t.Skipf("the reference data is not here: %v", err)
	}
	s := openShelter(t)
	here := "/clients/" + s.woman() + "/forms"
	made := s.brings("dina", file, "care")
	status(t, made, 303)
	form := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	says(t, s.get("dina", form), "31 questions", "Kazakhstan")
	begun := s.post("dina", here, url.Values{"form": {strings.TrimPrefix(form, "/forms/")}})
	status(t, begun, 303)
	at := begun.Header().Get("Location")
	status(t, s.post("dina", at, url.Values{"version": {"1"}, "q.prs_Citizenship": {"KZ"}, "q.vic_Methods_of_Control": {"", "DebtBondage"}, "q.prs_Birthdate": {"3.1.1991"}, "do": {"finish"}}), 303)
	says(t, s.get("dina", at), "Kazakhstan", "Debt bondage", "1991")
	if w := s.get("dina", form+"/file"); w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) || strings.Contains(w.Header().Get("Content-Disposition"), "secret") {
		t.Errorf("the workbook came back with status %d, %d bytes", w.Code, w.Body.Len())
	}
}

// sharedData finds the folder of public reference data: PANA_SHARED, or shared/data
// beside the repository.
func sharedData(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PANA_SHARED")
	for up := "."; dir == "" && len(up) < 40; up = filepath.Join("..", up) {
		if _, err := os.Stat(filepath.Join(up, "shared", "data")); err == nil {
			dir = filepath.Join(up, "shared")
		}
	}
	return filepath.Join(dir, "data")
}
