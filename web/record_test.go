package web_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/pdf/pdftest"
)

// says no bracketed key: a key without a text is drawn as [key].
var unsaid = regexp.MustCompile(`\[(note|alert|person|child|consent|document|trafficking|organisation|record)\.[a-z.-]+\]`)

func whole(t *testing.T, page *httptest.ResponseRecorder) {
	t.Helper()
	if key := unsaid.FindString(page.Body.String()); key != "" {
		t.Errorf("the page shows the key %s", key)
	}
}

// readIn has someone read in a language.
func (s *shelter) readIn(who string, lang locale.Lang) {
	s.t.Helper()
	if err := s.House.SetLanguage(s.As(who), lang); err != nil {
		s.t.Fatal(err)
	}
}

func TestEveryPageOfTheRecordIsThereInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, path := range []string{"/notes/new", "/notes/new?kind=strength", "/alerts", "/people", "/children/new", "/consents", "/documents", "/trafficking"} {
			page := s.get("dina", "/clients/"+code+path)
			status(t, page, 200)
			whole(t, page)
			says(t, page, code)
		}
		page := s.get("dina", "/organisations")
		status(t, page, 200)
		whole(t, page)
	}
	for _, path := range []string{"/notes/new", "/alerts", "/people", "/consents"} {
		status(t, s.get("kamila", "/clients/"+code+path), 403)
		hidden, never := s.get("timur", "/clients/"+code+path), s.get("timur", "/clients/KZ-19-417"+path)
		if hidden.Code != never.Code {
			t.Errorf("%s: status %d for a hidden file and %d for none", path, hidden.Code, never.Code)
		}
	}
}

func TestANoteIsWrittenAndCorrectedFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	page := s.post("dina", file+"/notes/new", url.Values{"kind": {"talk"}, "compartment": {"care"}, "on": {"no such day"}, "text": {"walked to the river"}})
	status(t, page, 422)
	says(t, page, "walked to the river")
	status(t, s.post("dina", file+"/notes/new", url.Values{"kind": {"talk"}, "compartment": {"care"}, "on": {"22.11.2026"},
		"text": {"walked to the river"}, "told": {"I saw a heron"}, "source": {"client"}, "interpreted": {"yes"}}), 303)
	status(t, s.post("dina", file+"/notes/new", url.Values{"kind": {"strength"}, "compartment": {"care"}, "told": {"I draw"}}), 303)
	page = s.get("dina", file)
	says(t, page, "walked to the river", "I saw a heron", "I draw")
	at := regexp.MustCompile(`/notes/[0-9a-f-]+/correct`).FindString(page.Body.String())
	if at == "" {
		t.Fatal("no way to correct the note")
	}
	says(t, s.get("dina", file+at), "walked to the river")
	correct := url.Values{"kind": {"talk"}, "on": {"22.11.2026"}, "text": {"walked to the lake"}}
	status(t, s.post("dina", file+at, correct), 303)
	page = s.get("dina", file)
	says(t, page, "walked to the lake")
	if strings.Contains(page.Body.String(), "walked to the river") {
		t.Error("the corrected note still shows")
	}
	status(t, s.post("dina", file+at, correct), 409)
}

func TestAnAlertIsRaisedAndEndedFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.post("dina", file+"/alerts", url.Values{}), 422)
	status(t, s.post("dina", file+"/alerts", url.Values{"kind": {"allergy"}, "text": {"no nuts"}}), 303)
	page := s.get("dina", file+"/alerts")
	says(t, page, "no nuts")
	end := regexp.MustCompile(`/alerts/[0-9a-f-]+/end`).FindString(page.Body.String())
	status(t, s.post("dina", file+end, url.Values{"version": {"7"}}), 409)
	status(t, s.post("dina", file+end, url.Values{"version": {"1"}}), 303)
	if strings.Contains(s.get("dina", file).Body.String(), "no nuts") {
		t.Error("the alert still stands")
	}
}

func TestPeopleAndChildrenAreAddedFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.post("dina", file+"/people", url.Values{"name": {"Rustem"}}), 422)
	status(t, s.post("dina", file+"/people", url.Values{"role": {casework.PossibleExploiter}, "name": {"Rustem Dosov"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", file+"/people", url.Values{"role": {"other-kin"}, "name": {"Рустем Досов"}}), 303)
	page := s.get("dina", file+"/people")
	says(t, page, "Rustem Dosov", "Рустем Досов", "Awaiting confirmation", "like a name on the watch list")
	one := regexp.MustCompile(`/people/[0-9a-f]{8}-[0-9a-f-]+`).FindString(page.Body.String())
	says(t, s.get("dina", file+one), "Dosov")
	edit := url.Values{"role": {"friend"}, "name": {"Aidar"}, "version": {"1"}}
	status(t, s.post("dina", file+one, edit), 303)
	edit.Set("name", "Aidar Kim")
	page = s.post("dina", file+one, edit)
	status(t, page, 409)
	says(t, page, "Aidar Kim", "Aidar</dd>")

	r := s.post("dina", file+"/children/new", url.Values{"name": {"Aruzhan"}, "age_band": {"0-8"}, "unsafe_guardian": {"not the father"}})
	status(t, r, 303)
	says(t, s.get("dina", strings.TrimSuffix(r.Header().Get("Location"), "?done=added")), "Aruzhan", "not the father", strings.TrimPrefix(file, "/clients/"))
}

func TestAConsentIsRecordedAndTakenBackFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	yes := url.Values{"purpose": {"police"}, "answer": {"yes"}, "recipient": {"police"}, "fields": {"name", "papers"}, "giver": {"herself"}}
	page := s.post("dina", file+"/consents", yes)
	status(t, page, 422)
	says(t, page, "Choose a last day")
	yes.Set("until", "01.12.2026")
	status(t, s.post("dina", file+"/consents", yes), 303)
	page = s.get("dina", file+"/consents")
	back := regexp.MustCompile(`/consents/[0-9a-f-]+/withdraw`).FindString(page.Body.String())
	status(t, s.post("dina", file+back, url.Values{}), 303)
	page = s.get("dina", file+"/consents")
	if strings.Contains(page.Body.String(), back) {
		t.Error("a consent taken back can be taken back again")
	}
	status(t, s.post("dina", file+"/consents", url.Values{"purpose": {"statistics"}}), 422) // no answer is no yes
}

func TestTheConsentPageSaysWhoGaveItAndHeedsADangerousGuardian(t *testing.T) {
	s := openShelter(t)
	mother := "/clients/" + s.woman()
	r := s.post("dina", mother+"/children/new", url.Values{"name": {"Aruzhan"}, "age_band": {"0-8"}, "unsafe_guardian": {"not the father"}})
	status(t, r, 303)
	child := strings.TrimSuffix(r.Header().Get("Location"), "?done=added")
	says(t, s.get("dina", child), "A parent or guardian is a danger")
	form := url.Values{"purpose": {"service-file"}, "answer": {"yes"}, "note": {"after supper"}}
	page := s.post("dina", child+"/consents", form)
	status(t, page, 422)
	says(t, page, "Say who gave the answer.", "after supper")
	form.Set("giver", "other")
	page = s.post("dina", child+"/consents", form)
	status(t, page, 422)
	says(t, page, "Say in what right this person answers.", "after supper")
	form.Set("giver_right", "by a paper of the notary")
	form.Set("assent", "small")
	page = s.post("dina", child+"/consents", form)
	status(t, page, 422)
	says(t, page, "A yes of theirs is not written down.", "I looked: it was another one", "by a paper of the notary", "after supper")
	form.Set("giver_safe", "yes")
	status(t, s.post("dina", child+"/consents", form), 303)
	says(t, s.get("dina", child+"/consents"), "Given by: Somebody else, by a paper of the notary", "What the child said: Too small to be asked", "Another guardian than the one who is a danger")
	status(t, s.post("dina", mother+"/consents", url.Values{"purpose": {"service-file"}, "answer": {"yes"}, "giver": {"parent"}}), 303)
	status(t, s.post("dina", mother+"/alerts", url.Values{"kind": {"guardian"}, "text": {"her stepfather"}}), 303)
	says(t, s.get("dina", mother+"/consents"), "Look again at each yes that a parent")
}

func TestAReferralAsksWhoSaidYesAndChoosesNobodyBeforehand(t *testing.T) {
	s := openShelter(t)
	page := "/clients/" + s.woman() + "/to-centre"
	w := s.get("saule", page)
	status(t, w, 200)
	says(t, w, "Who gave the answer?")
	if strings.Contains(w.Body.String(), " checked") {
		t.Error("an answer is chosen before anybody chose")
	}
	form := url.Values{"site": {string(s.Centre.ID)}, "told": {"Her son would like to play football."}, "agreed": {"yes"}}
	w = s.post("saule", page, form)
	status(t, w, 422)
	says(t, w, "Say who gave the answer.", "Her son would like to play football.")
	form.Set("giver", "herself")
	status(t, s.post("saule", page, form), 303)
}

// Names of those who looked are for the talk: inside what no printer prints, and
// nowhere else on the sheet.
func TestTheListOfWhoSawNamesThemOnTheScreenAlone(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.get("dina", file), 200)
	page := s.get("dina", file+"/trail/sheet").Body.String()
	talk := regexp.MustCompile(`(?s)<aside class="noprint">\s*<h2>For the talk.*?</aside>`).FindString(page)
	if !strings.Contains(talk, "Dina") {
		t.Errorf("for the talk: %q", talk)
	}
	if paper := strings.Replace(page, talk, "", 1); strings.Contains(paper, "Dina") || !strings.Contains(paper, "a social worker") {
		t.Error("the paper names somebody, or says nobody's work")
	}
}

// send uploads a file under a name that lies.
func (s *shelter) send(who, path string, file []byte, fields url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range fields {
		m.WriteField(k, v[0])
	}
	w, err := m.CreateFormFile("file", "Madina passport at home.jpg")
	if err != nil {
		s.t.Fatal(err)
	}
	w.Write(file)
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.ask(who, r)
}

func TestAPaperIsFiledAndSeenInsideThePage(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	page := s.send("dina", file+"/documents", []byte("MZ a program"), url.Values{"title": {"old paper"}})
	status(t, page, 422)
	says(t, page, "This file is a program", "old paper")
	status(t, s.post("dina", file+"/documents", url.Values{"title": {"nothing"}}), 422)
	var picture bytes.Buffer
	jpeg.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 20, 10)), nil)
	status(t, s.send("dina", file+"/documents", picture.Bytes(), url.Values{"kind": {"passport"}, "title": {"the first paper"}, "number": {"N 12"}}), 303)
	status(t, s.send("dina", file+"/documents", pdftest.Scan(2000), url.Values{"kind": {"court"}, "title": {"the second paper"}}), 303)
	list := s.get("dina", file+"/documents").Body.String()
	links := regexp.MustCompile(`/documents/[0-9a-f]{8}-[0-9a-f-]+`).FindAllString(list, -1)
	if len(links) != 2 {
		t.Fatalf("the list leads to %v", links)
	}
	pictures := 0
	for _, link := range links {
		page := s.get("dina", file+link)
		status(t, page, 200)
		whole(t, page)
		raw := s.get("dina", file+link+"/file")
		status(t, raw, 200)
		h := raw.Header()
		if !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" ||
			!strings.HasPrefix(h.Get("Content-Disposition"), `attachment; filename="document.`) {
			t.Errorf("the file goes out with %v", h)
		}
		if shown := s.get("dina", file+link+"/image"); shown.Code == http.StatusOK {
			pictures++
			if shown.Header().Get("Content-Type") != "image/jpeg" {
				t.Errorf("a picture of type %s", shown.Header().Get("Content-Type"))
			}
			says(t, page, link+"/image", "N 12")
		} else {
			status(t, shown, 404)
		}
		status(t, s.get("kamila", file+link), 403)
		status(t, s.get("gulnar", file+link), 403)
	}
	if pictures != 1 {
		t.Errorf("%d pictures, want one", pictures)
	}
	status(t, s.send("dina", file+"/documents", make([]byte, casework.MostDocument+1), nil), 422)
	status(t, s.send("dina", file+"/documents", make([]byte, 30<<20), nil), 413)
}

func TestWhatHappenedIsRecordedFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	facts := url.Values{"version": {"0"}, "told": {"I did not know what money was"}, "held_from": {"1991"}, "held_from_how": {"before"},
		"held_until": {"10.2026"}, "months_least": {"7"}, "months_most": {"9"}, "exploitation": {"ForcedLabour", "Servitude"}, "labour_industry": {"A01"},
		"control": {"RestrictsMovement"}, "recruiter": {"other-relative"}, "exit_mode": {"neighbour"}, "source": {"client"},
		"place_0_kind": {"exploitation"}, "place_0_country": {"KZ"}, "place_0_region": {"KZ-61"}, "place_0_words": {"a farm by the river"},
		"place_1_kind": {""}, "place_1_country": {""}}
	status(t, s.post("dina", file+"/trafficking", facts), 303)
	page := s.get("dina", file+"/trafficking")
	status(t, page, 200)
	whole(t, page)
	says(t, page, "I did not know what money was", "a farm by the river", `value="1991"`)
	facts.Set("exit_mode", "escape")
	page = s.post("dina", file+"/trafficking", facts)
	status(t, page, 409)
	says(t, page, "Escaped on her or his own", "Helped by a neighbour")
	facts.Set("version", "1")
	facts.Set("held_from", "1850")
	page = s.post("dina", file+"/trafficking", facts)
	status(t, page, 422)
	says(t, page, "a farm by the river")
	facts.Set("held_from", "1991")
	status(t, s.post("dina", file+"/trafficking", facts), 303)
	status(t, s.post("dina", file+"/trafficking", url.Values{"version": {"2"}}), 303) // nothing is required
}

func TestOrganisationsAreKeptFromThePages(t *testing.T) {
	s := openShelter(t)
	status(t, s.post("dina", "/organisations", url.Values{"kind": {"city"}}), 422)
	status(t, s.post("dina", "/organisations", url.Values{"name": {"City office"}, "kind": {"city"}, "roles": {"funder", "referrer"}}), 303)
	page := s.get("vera", "/organisations")
	says(t, page, "City office", "Funder")
	one := regexp.MustCompile(`/organisations/[0-9a-f-]+`).FindString(page.Body.String())
	says(t, s.get("vera", one), "City office")
	status(t, s.post("vera", one, url.Values{"name": {"x"}}), 403)
	edit := url.Values{"name": {"City hall"}, "kind": {"city"}, "roles": {"adviser"}, "version": {"1"}}
	status(t, s.post("dina", one, edit), 303)
	status(t, s.post("dina", one, edit), 409)
	status(t, s.post("dina", one+"/end", url.Values{"version": {"2"}}), 303)
	status(t, s.get("dina", "/organisations/"+pana.NewID(s.Clock.Now())), 404)
	status(t, s.get("timur", "/organisations"), 403)
}

func TestAHeadClearsAWrongMatchFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.post("dina", file+"/people", url.Values{"role": {casework.PossibleExploiter}, "name": {"Лариса Ким"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", file+"/people", url.Values{"role": {"friend"}, "name": {"Лариса"}}), 303)
	status(t, s.get("dina", "/watch"), 403)
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		page := s.get("saule", "/watch")
		status(t, page, 200)
		whole(t, page)
		if strings.Contains(page.Body.String(), "Лариса") {
			t.Error("the list of matches says a name")
		}
	}
	s.readIn("saule", locale.EN)
	at := regexp.MustCompile(file + `/people/[0-9a-f]{8}-[0-9a-f-]+`).FindString(s.get("saule", "/watch").Body.String())
	says(t, s.get("saule", at), "like the name of a possible exploiter", "This is someone else")
	if strings.Contains(s.get("dina", at).Body.String(), "This is someone else") {
		t.Error("whoever may not clear a match is offered to")
	}
	page := s.post("dina", at+"/confirm", url.Values{})
	status(t, page, 409)
	says(t, page, "The director looks at this first")
	status(t, s.post("saule", at+"/clear", url.Values{}), 422)
	status(t, s.post("dina", at+"/clear", url.Values{"reason": {"her sister"}}), 403)
	status(t, s.post("saule", at+"/clear", url.Values{"reason": {"A classmate"}}), 303)
	status(t, s.post("dina", at+"/confirm", url.Values{}), 303)
	says(t, s.get("saule", "/watch"), "No name is waiting.")
}
