package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
	"example.org/pana/web"
)

// A shelter is the test house behind its pages, with one room of two beds for
// women and one of one bed for men.
type shelter struct {
	*housetest.World
	t     *testing.T
	files *casework.Casework
	beds  *residence.Residence
	pages http.Handler
}

func openShelter(t *testing.T) *shelter {
	t.Helper()
	s := &shelter{t: t, World: housetest.Open(t, web.Schema())}
	s.files = casework.New(s.House)
	s.beds = residence.New(s.House, s.files)
	s.pages = web.New(s.House, web.Options{}).Handler()
	for _, n := range []residence.NewRoom{{Name: "Garden", Sex: "female", Children: true, Beds: 2}, {Name: "Corner", Sex: "male", Beds: 1}} {
		if _, err := s.beds.AddRoom(s.As("saule"), s.Shelter.ID, n); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// woman writes someone down, gives her to Dina, and returns her code.
func (s *shelter) woman() string {
	s.t.Helper()
	var a casework.Added
	ctx := s.As("saule")
	err := s.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = s.files.Add(ctx, tx, casework.NewClient{Site: s.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "24-26"}})
		return err
	})
	if err == nil {
		err = s.files.Assign(ctx, a.Client, s.Staff("dina"), pana.SocialWorker)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return a.Code
}

// get asks for a page as who.
func (s *shelter) get(who, path string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask(who, httptest.NewRequest("GET", path, nil))
}

// post sends a form as who.
func (s *shelter) post(who, path string, form url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s *shelter) ask(who string, r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	r.Host = "localhost"
	r.AddCookie(&http.Cookie{Name: "pana", Value: s.Cookie(who)})
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, r)
	return w
}

var freeBed = regexp.MustCompile(`data-free-bed="([^"]+)"`)

// free lists the free beds a page marks.
func free(page *httptest.ResponseRecorder) (ids []string) {
	for _, m := range freeBed.FindAllStringSubmatch(page.Body.String(), -1) {
		ids = append(ids, m[1])
	}
	return ids
}

func status(t *testing.T, w *httptest.ResponseRecorder, want int) {
	t.Helper()
	if w.Code != want {
		t.Fatalf("status %d, want %d; leads to %q", w.Code, want, w.Header().Get("Location"))
	}
}

func says(t *testing.T, w *httptest.ResponseRecorder, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(w.Body.String(), text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func TestTheBedsPageMarksEachFreeBedOnce(t *testing.T) {
	s := openShelter(t)
	for _, who := range []string{"saule", "dina", "timur", "raushan"} {
		page := s.get(who, "/beds")
		status(t, page, 200)
		if n := len(free(page)); n != 3 {
			t.Errorf("%s sees %d free beds, want three", who, n)
		}
	}
	for _, who := range []string{"kamila", "arman", "vera", "lena"} {
		status(t, s.get(who, "/beds"), 403)
	}
}

func TestABedIsGivenChangedAndLeftFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/bed"
	page := s.get("dina", here)
	status(t, page, 200)
	beds := free(page)
	if len(beds) != 3 {
		t.Fatalf("%d beds to choose from, want three", len(beds))
	}
	status(t, s.post("dina", here, url.Values{"bed": {beds[0]}, "children": {"1"}}), 303)
	status(t, s.post("dina", here, url.Values{"bed": {beds[0]}, "children": {"1"}}), 303) // sent twice
	says(t, s.get("timur", "/beds"), code)

	from := regexp.MustCompile(`name="from" value="([^"]+)"`).FindStringSubmatch(s.get("dina", here).Body.String())
	if from == nil {
		t.Fatal("the page does not carry the stay it shows")
	}
	status(t, s.post("dina", here, url.Values{"bed": {beds[1]}, "from": {from[1]}}), 303)
	stale := s.post("dina", here, url.Values{"bed": {beds[0]}, "from": {from[1]}})
	status(t, stale, 409)
	says(t, stale, "Someone else has changed the bed")

	none := s.post("dina", here+"/end", url.Values{})
	status(t, none, 422)
	says(t, none, "Choose how the stay ends.")
	status(t, s.post("timur", here+"/end", url.Values{"ended": {"planned"}}), 403)
	status(t, s.post("dina", here+"/end", url.Values{"ended": {"own-decision"}}), 303)
	says(t, s.get("dina", here), "By own decision")
}

func TestWhoComesSecondSeesWhoIsWhereNow(t *testing.T) {
	s := openShelter(t)
	first, second := s.woman(), s.woman()
	bed := free(s.get("dina", "/clients/"+first+"/bed"))[0]
	status(t, s.post("dina", "/clients/"+first+"/bed", url.Values{"bed": {bed}}), 303)
	late := s.post("erlan", "/clients/"+second+"/bed", url.Values{"bed": {bed}, "children": {"2"}})
	status(t, late, 409)
	says(t, late, first, "has just been given to someone else", `value="2"`)
	if n := len(free(late)); n != 2 {
		t.Errorf("%d beds left to choose from, want two", n)
	}
}

func TestARuleIsNamedOnThePageAndSetAsideWithAReason(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	here := "/clients/" + code + "/bed"
	beds := free(s.get("dina", here))
	against := beds[len(beds)-1] // the men's room comes last
	page := s.post("dina", here, url.Values{"bed": {against}})
	status(t, page, 422)
	says(t, page, "Corner: the room’s rule on women and men", `name="reason"`)
	status(t, s.post("dina", here, url.Values{"bed": {against}, "reason": {"She asked to be near the door."}}), 303)
	says(t, s.get("dina", here), "She asked to be near the door.")
	if strings.Contains(s.get("timur", here).Body.String(), "near the door") {
		t.Error("night duty reads a reason that is not for the night")
	}
}

func TestTheDirectorKeepsRoomsFromThePages(t *testing.T) {
	s := openShelter(t)
	double := s.post("saule", "/beds/rooms", url.Values{"site": {string(s.Shelter.ID)}, "name": {"Garden"}, "beds": {"2"}})
	status(t, double, 422)
	says(t, double, "There is already a room with this name.")
	made := s.post("saule", "/beds/rooms", url.Values{"site": {string(s.Shelter.ID)}, "name": {"Attic"}, "beds": {"2"}, "children": {"no"}})
	status(t, made, 303)
	room := strings.TrimSuffix(made.Header().Get("Location"), "?done=added")
	says(t, s.get("saule", room), "Attic")
	bed := free(s.get("saule", room))[0]
	status(t, s.post("saule", room, url.Values{"do": {"out"}, "bed": {bed}, "reason": {"repair"}}), 303)
	says(t, s.get("saule", room), "Repair")
	if n := len(free(s.get("saule", "/beds"))); n != 4 {
		t.Errorf("%d free beds, want four", n)
	}
	status(t, s.post("saule", room, url.Values{"do": {"back"}, "bed": {bed}}), 303)
	status(t, s.post("saule", room, url.Values{"do": {"rules"}, "version": {"1"}, "sex": {"female"}, "children": {"no"}}), 303)
	stale := s.post("saule", room, url.Values{"do": {"rules"}, "version": {"1"}, "sex": {"male"}, "children": {"no"}})
	status(t, stale, 409)
	says(t, stale, "You wrote:", "Kept now:", "Women")
	status(t, s.post("saule", room, url.Values{"do": {"add"}, "name": {"Window"}}), 303)
	status(t, s.post("saule", room, url.Values{"do": {"close"}, "bed": {bed}}), 303)
	status(t, s.post("saule", room, url.Values{"do": {"close-room"}}), 303)
	status(t, s.get("saule", room), 404)
	status(t, s.get("dina", "/beds/rooms"), 403)
}

func TestTwoAreKeptApartFromThePage(t *testing.T) {
	s := openShelter(t)
	one, other := s.woman(), s.woman()
	here := "/clients/" + one + "/bed"
	unknown := s.post("dina", here+"/apart", url.Values{"other": {"KZ-19-417"}})
	status(t, unknown, 422)
	says(t, unknown, "There is no file with this code.")
	status(t, s.post("dina", here+"/apart", url.Values{"other": {strings.ToLower(other)}}), 303)
	says(t, s.get("dina", "/clients/"+other+"/bed"), one)
	status(t, s.post("dina", here+"/apart", url.Values{"other": {other}, "do": {"together"}}), 303)
}

// A page is whole in each language: no key in brackets, no name in the title.
func TestThePagesAboutBedsSpeakEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	bed := free(s.get("dina", "/beds"))[0]
	status(t, s.post("dina", "/clients/"+code+"/bed", url.Values{"bed": {bed}}), 303)
	bracket := regexp.MustCompile(`\[[a-z]+\.[a-z.-]+\]`)
	for _, lang := range locale.Langs() {
		if err := s.House.SetLanguage(s.As("saule"), lang); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/beds", "/beds/" + bed, "/beds/rooms", "/clients/" + code + "/bed"} {
			page := s.get("saule", path)
			status(t, page, 200)
			if m := bracket.FindString(page.Body.String()); m != "" {
				t.Errorf("%s in %s shows the key %s", path, lang, m)
			}
			says(t, page, `lang="`+string(lang)+`"`)
		}
	}
}

// A bed of a client hidden from the reader is drawn like any other that is out
// of service, byte for byte, and her page is like one that never was.
func TestAHiddenClientLeavesNoTraceOnThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	bed := free(s.get("dina", "/clients/"+code+"/bed"))[0]
	beforehand := s.get("erlan", "/beds").Body.String()
	if err := s.beds.TakeOutOfService(s.As("saule"), pana.BedID(bed), "", ""); err != nil {
		t.Fatal(err)
	}
	closed := s.get("erlan", "/beds").Body.String()
	if err := s.beds.ReturnToService(s.As("saule"), pana.BedID(bed)); err != nil {
		t.Fatal(err)
	}
	status(t, s.post("dina", "/clients/"+code+"/bed", url.Values{"bed": {bed}}), 303)
	var client pana.ClientID
	err := s.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		client, err = db.Get[pana.ClientID](context.Background(), tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	})
	if err == nil {
		err = s.files.SetConflict(s.As("dina"), client, s.Staff("erlan"))
	}
	if err != nil {
		t.Fatal(err)
	}
	if hidden := s.get("erlan", "/beds").Body.String(); hidden != closed || hidden == beforehand {
		t.Error("the bed of a hidden client is not drawn like one out of service")
	}
	hidden, never := s.get("erlan", "/clients/"+code+"/bed"), s.get("erlan", "/clients/KZ-19-417/bed")
	status(t, hidden, 404)
	if hidden.Body.String() != never.Body.String() {
		t.Error("her page differs from one that never was")
	}
}
