package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana/collections"
	"example.org/pana/internal/locale"
)

// furnishCollections writes one of each thing that the book of gifts can hold. Of
// the rope some lies at either site, so that whoever may see things at all sees it.
func (c *crowd) furnishCollections() {
	c.t.Helper()
	saule, g := c.As("saule"), collections.New(c.House, c.files)
	must := func(id string, err error) string {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish collections: %v", err)
		}
		return id
	}
	col, err := g.Open(saule, collections.NewCollection{Title: "Ropes"})
	c.thing["collections"] = must(string(col), err)
	from, err := g.AddSupporter(saule, collections.NewSupporter{Name: "Надежда", Contact: "by post", MayWrite: true})
	c.thing["supporters"] = must(string(from), err)
	gift, err := g.Give(saule, col, collections.NewGift{Things: true, Supporter: from, What: "Ropes"})
	c.thing["book"] = must(string(gift), err)
	must("", g.AddReceipt(saule, gift, strings.NewReader("A list")))
	e, err := g.Entry(saule, gift)
	c.thing["receipts"] = must(string(e.Papers[0].ID), err)
	rope, err := g.AddThing(saule, gift, collections.NewThing{Kind: "sports", What: "Rope", Quantity: 4, Spot: collections.Spot{Site: c.Centre.ID}})
	c.thing["things"] = must(string(rope), err)
	c.Clock.Advance(time.Second)
	p, err := g.Thing(saule, rope)
	must("", err)
	must("", g.MoveThing(saule, rope, p.Places[0].ID, 2, collections.Spot{Site: c.Shelter.ID}))
	for _, lang := range []string{"kk", "ru", "en"} {
		must("", g.WriteLetter(saule, col, collections.Appeal, lang, "Ropes are worn out.", 0))
		must("", g.ReadLetter(saule, col, collections.Appeal, lang, 1))
	}
	must("", g.Suggest(saule, collections.NewSuggestion{What: "Balls"}))
	list, err := g.Suggestions(saule)
	c.thing["suggestions"] = must(list[0].ID, err)
}

// postFile sends a form with a file.
func (s *shelter) postFile(who, path, file string, values url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range values {
		for _, x := range v {
			m.WriteField(k, x)
		}
	}
	if file != "" {
		part, _ := m.CreateFormFile("file", "receipt.txt")
		part.Write([]byte(file))
	}
	m.Close()
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.ask(who, r)
}

var placed = regexp.MustCompile(`^/(?:collections|book|supporters)/([0-9a-f-]{36})`)

func idIn(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	status(t, w, http.StatusSeeOther)
	m := placed.FindStringSubmatch(w.Header().Get("Location"))
	if m == nil {
		t.Fatalf("leads to %q", w.Header().Get("Location"))
	}
	return m[1]
}

func TestEveryPageOfCollectionsIsThereInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	col := "/collections/" + idIn(t, s.post("vera", "/collections", url.Values{"title": {"Ropes and paints"}, "goal": {"60 000"}}))
	nadia := idIn(t, s.post("vera", "/supporters", url.Values{"name": {"Надежда Юрьева"}, "contact": {"by post"}, "kind": {"person"}, "language": {"ru"}, "may_write": {"yes"}}))
	gift := "/book/" + idIn(t, s.post("vera", col+"/gift", url.Values{"sort": {"gift"}, "amount": {"50 000"}, "supporter": {nadia}}))
	s.Clock.Advance(time.Second)
	bought := "/book/" + idIn(t, s.postFile("vera", col+"/purchase", "Receipt 17", url.Values{"amount": {"12 500,50"}, "what": {"Six ropes"}}))
	s.Clock.Advance(time.Second)
	status(t, s.post("vera", bought+"/things", url.Values{"thing": {"Skipping rope"}, "kind": {"sports"}, "quantity": {"6"}, "site": {string(s.Shelter.ID)}, "state": {"new"}}), 303)
	thing := regexp.MustCompile(`/things/[0-9a-f-]{36}`).FindString(s.get("vera", bought).Body.String())
	status(t, s.post("lena", thing+"/use", url.Values{"activity": {"outdoors"}, "times": {"2"}}), 303)
	status(t, s.post("lena", "/suggestions", url.Values{"what": {"Hula hoops"}, "credit": {"Lena"}}), 303)
	for _, lang := range locale.Langs() {
		s.readIn("vera", lang)
		s.readIn("lena", lang)
		l := string(lang)
		status(t, s.post("vera", col+"/letters", url.Values{"kind": {"result"}, "in": {l}, "version": {"0"}, "words": {"The ropes are here."}}), 303)
		status(t, s.get("vera", col+"/letter?kind=result&in="+l), http.StatusConflict)
		status(t, s.post("saule", col+"/letters/read", url.Values{"kind": {"result"}, "in": {l}, "version": {"1"}}), 303)
		for _, path := range []string{"/collections", col, col + "/gift", col + "/purchase", col + "/letters?kind=result&in=" + l, col + "/letter?kind=result&in=" + l, "/book", gift, gift + "/thanks", bought,
			"/supporters", "/supporters?term=2026-autumn", "/supporters/" + nadia, "/things", thing, thing + "/move", thing + "/gone", "/suggestions"} {
			page := s.get("vera", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		for _, path := range []string{"/things", thing, "/suggestions"} {
			page := s.get("lena", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		for path, bad := range map[string]url.Values{
			"/collections": {"title": {"kept as typed"}, "goal": {"many"}}, col + "/gift": {"sort": {"gift"}, "amount": {"12.500"}, "what": {"kept as typed"}},
			col + "/letters": {"kind": {"result"}, "in": {l}, "version": {"1"}, "words": {"kept as typed, KZ-26-417"}}, bought + "/things": {"thing": {"kept as typed"}, "kind": {"dragon"}},
			"/supporters": {"name": {"kept as typed"}, "may_write": {"yes"}}, thing + "/use": {"note": {"kept as typed"}}, thing + "/move": {"where": {"kept as typed"}, "quantity": {"many"}},
			"/suggestions": {"credit": {"kept as typed"}},
		} {
			page := s.post("vera", path, bad)
			if path == thing+"/use" {
				page = s.post("lena", path, bad)
			}
			status(t, page, http.StatusUnprocessableEntity)
			keyless(t, page)
			says(t, page, "kept as typed")
		}
	}
	s.readIn("vera", locale.EN)
	page := s.get("vera", col)
	says(t, page, "37\u00a0499.50\u00a0₸", "Skipping rope", "used 2 times", "Надежда Юрьева")
	short := s.postFile("vera", col+"/purchase", "", url.Values{"amount": {"40 000"}, "what": {"Paints"}})
	status(t, short, http.StatusConflict)
	says(t, short, "There is less left in this collection: 37499.50 KZT", "Paints")
	sheet := s.get("vera", col+"/letter?kind=result&in=ru")
	says(t, sheet, "The ropes are here.", "Skipping rope × 6", "12\u00a0500,50\u00a0₸", `lang="ru"`)
	if strings.Contains(sheet.Body.String(), "<h2>Спасибо</h2>") {
		t.Error("somebody is named who did not agree")
	}
	says(t, s.get("vera", gift+"/thanks"), "Надежда Юрьева!", "50\u00a0000\u00a0₸")
	status(t, s.post("vera", "/supporters/"+nadia+"/withdraw", url.Values{"purpose": {"write"}}), 303)
	status(t, s.get("vera", gift+"/thanks"), http.StatusConflict)
}

func TestTheTableOfTheBookIsHandedOutUnderANeutralName(t *testing.T) {
	s := openShelter(t)
	col := "/collections/" + idIn(t, s.post("vera", "/collections", url.Values{"title": {"Ropes"}}))
	idIn(t, s.post("vera", col+"/gift", url.Values{"sort": {"gift"}, "amount": {"10"}, "what": {"=1+1"}}))
	w := s.get("vera", "/book.csv?from=2026-11-01&until=2026-11-30")
	status(t, w, http.StatusOK)
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="document.csv"` || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'none'; sandbox") {
		t.Errorf("headers: %v", w.Header())
	}
	says(t, w, "'=1+1", ",10,,KZT")
	status(t, s.get("vera", "/book.csv?from=yesterday"), http.StatusUnprocessableEntity)
	for _, who := range []string{"lena", "dina", "oleg"} {
		for _, path := range []string{"/book.csv", "/book", "/collections", col, "/supporters"} {
			status(t, s.get(who, path), http.StatusForbidden)
		}
	}
	status(t, s.get("vera", "/collections/nothing"), http.StatusNotFound)
	status(t, s.get("vera", "/book/nothing"), http.StatusNotFound)
	status(t, s.get("vera", "/receipts/nothing"), http.StatusNotFound)
	status(t, s.get("lena", "/things/nothing"), http.StatusNotFound)
}
