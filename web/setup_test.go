package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/web"
)

// A newcomer is somebody with a browser before an empty house.
type newcomer struct {
	sheets  []string // of the recovery kit, once it is printed
	t       *testing.T
	house   *house.House
	dir     string
	clock   *housetest.Clock
	pages   http.Handler
	cookies map[string]*http.Cookie
}

func comeToEmptyHouse(t *testing.T) *newcomer {
	t.Helper()
	clock := housetest.NewClock()
	h, o := housetest.Empty(t, clock, web.Schema())
	return &newcomer{t: t, house: h, dir: o.Dir, clock: clock, pages: web.New(h, web.Options{}).Handler(), cookies: map[string]*http.Cookie{}}
}

func (n *newcomer) ask(r *http.Request) *httptest.ResponseRecorder {
	n.t.Helper()
	r.Host = "localhost"
	for _, c := range n.cookies {
		if strings.HasPrefix(r.URL.Path, c.Path) {
			r.AddCookie(c)
		}
	}
	w := httptest.NewRecorder()
	n.pages.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		n.cookies[c.Name] = c
	}
	return w
}

func (n *newcomer) get(path string) *httptest.ResponseRecorder {
	n.t.Helper()
	return n.ask(httptest.NewRequest("GET", path, nil))
}

// step sends one step of the set-up.
func (n *newcomer) step(name string, f url.Values) *httptest.ResponseRecorder {
	n.t.Helper()
	if f == nil {
		f = url.Values{}
	}
	f.Set("step", name)
	return n.ask(form("/setup", f))
}

func (n *newcomer) goesOn(w *httptest.ResponseRecorder, to string) {
	n.t.Helper()
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
		n.t.Fatalf("status %d, leads to %q, want %q", w.Code, w.Header().Get("Location"), to)
	}
}

var passphrase = regexp.MustCompile(`<p class="passphrase"[^>]*>([^<]+)</p>`)

// shown returns the passphrases on a page.
func shown(w *httptest.ResponseRecorder) (all []string) {
	for _, m := range passphrase.FindAllStringSubmatch(w.Body.String(), -1) {
		all = append(all, html.UnescapeString(m[1]))
	}
	return all
}

func answers() url.Values {
	return url.Values{"language": {"en"}, "house_language": {"en"}, "house_name": {"Reed"}, "zone": {"Asia/Almaty"}, "prefix": {"RD"}, "host": {""}, "word": {"0"},
		"site_name_1": {"First house"}, "site_kind_1": {house.Shelter}, "site_rooms_1": {"5, 2"},
		"site_name_2": {"Workshop"}, "site_kind_2": {house.YouthCentre},
		"director": {"Perizat"}, "director_title": {"Director"}, "deputy": {"Sanzhar"}, "deputy_title": {"Deputy"}}
}

func TestAnEmptyFolderBecomesAHouseInTheBrowser(t *testing.T) {
	n := comeToEmptyHouse(t)
	for _, path := range []string{"/", "/today", "/clients", "/sign-in", "/invitation"} {
		if w := n.get(path); w.Code != http.StatusSeeOther || path != "/" && w.Header().Get("Location") != "/setup" {
			t.Errorf("%s of an empty house: status %d, leads to %q", path, w.Code, w.Header().Get("Location"))
		}
	}
	for _, lang := range locale.Langs() {
		wholePage(t, "the set-up in "+string(lang), lang, n.get("/setup?language="+string(lang)))
	}

	// What cannot be is refused on its field, with everything typed still there.
	for field, bad := range map[string]string{"director": "", "zone": "Nowhere/Town", "prefix": "реед", "site_rooms_1": "many", "site_kind_1": "castle", "host": "http://x y"} {
		f := answers()
		f.Set(field, bad)
		w := n.step("house", f)
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s %q: status %d", field, bad, w.Code)
		}
		if field != "site_name_1" {
			says(t, w, "First house")
		}
	}
	n.goesOn(n.step("house", answers()), "/setup")
	first := n.get("/setup")
	wholePage(t, "the passphrases", locale.EN, first)
	made := shown(first)
	if len(made) != 2 || made[0] == made[1] || len(strings.Fields(made[0])) != 7 {
		t.Fatalf("%d passphrases are shown", len(made))
	}
	if n.dir != "" {
		if _, err := os.Stat(filepath.Join(n.dir, "house")); err == nil {
			t.Error("there is a house before the passphrases were typed back")
		}
	}

	// Somebody else's browser sees and founds nothing of this.
	other := &newcomer{t: t, house: n.house, dir: n.dir, pages: n.pages, cookies: map[string]*http.Cookie{}}
	if len(shown(other.get("/setup"))) != 0 {
		t.Error("another browser is shown the passphrases")
	}
	status(t, other.step("found", url.Values{"director_passphrase": {made[0]}, "deputy_passphrase": {made[1]}}), http.StatusUnprocessableEntity)

	n.goesOn(n.step("written", nil), "/setup")
	typing := n.get("/setup")
	wholePage(t, "typing them back", locale.EN, typing)
	for _, p := range made {
		if strings.Contains(typing.Body.String(), p) {
			t.Error("the passphrase stands where it is to be typed from paper")
		}
	}
	wrong := n.step("found", url.Values{"director_passphrase": {made[0]}, "deputy_passphrase": {made[0]}})
	status(t, wrong, http.StatusUnprocessableEntity)
	says(t, wrong, `deputy_passphrase`)
	if strings.Contains(wrong.Body.String(), made[0]) {
		t.Error("what was typed is written back into the page")
	}
	if n.house.State() != house.Empty {
		t.Fatal("a house was founded on a passphrase nobody can type")
	}
	n.goesOn(n.step("show", nil), "/setup")
	if again := shown(n.get("/setup")); len(again) != 2 || again[0] != made[0] {
		t.Error("a second look shows other passphrases")
	}
	n.goesOn(n.step("written", nil), "/setup")
	typed := url.Values{"director_passphrase": {"  " + strings.ToUpper(made[0]) + " "}, "deputy_passphrase": {strings.ReplaceAll(made[1], " ", "  ")}}
	n.goesOn(n.step("found", typed), "/sign-in")
	n.goesOn(n.step("found", typed), "/sign-in") // sent twice
	n.goesOn(n.get("/setup"), "/sign-in")

	// The director comes in, and finds the rooms.
	n.goesOn(n.ask(form("/sign-in", url.Values{"name": {"Perizat"}, "passphrase": {made[0]}})), "/today")
	n.keepsKit()
	beds := n.get("/beds")
	status(t, beds, 200)
	if got := len(free(beds)); got != 7 {
		t.Errorf("%d beds, want seven", got)
	}
	wholePage(t, "Today", locale.EN, n.get("/today"))
	// So does the deputy, after a power cut, alone.
	status(t, n.ask(form("/lock", nil)), http.StatusSeeOther)
	n.goesOn(n.ask(form("/sign-in", url.Values{"name": {"sanzhar"}, "passphrase": {made[1]}})), "/today")
	status(t, n.get("/today"), 200)

	// Everybody's passphrase is lost: two sheets let the director in again.
	status(t, n.ask(form("/lock", nil)), http.StatusSeeOther)
	says(t, n.get("/sign-in"), `href="/recover"`)
	wholePage(t, "nobody can come in", locale.EN, n.get("/recover"))
	const fresh = "five new words on another paper"
	lost := url.Values{"sheet_one": {n.sheets[1]}, "sheet_two": {n.sheets[2]}, "name": {"Perizat"}, "passphrase": {fresh}, "again": {"something else"}}
	differs := n.ask(form("/recover", lost))
	status(t, differs, http.StatusUnprocessableEntity)
	if strings.Contains(differs.Body.String(), fresh) {
		t.Error("the new passphrase is written back into the page")
	}
	lost.Set("again", fresh)
	n.goesOn(n.ask(form("/recover", lost)), "/sign-in?done=recovered&language=en")
	says(t, n.get("/sign-in?done=recovered&language=en"), "Sign in with the new passphrase")
	n.goesOn(n.ask(form("/sign-in", url.Values{"name": {"Perizat"}, "passphrase": {fresh}})), "/today")
	says(t, n.get("/house/kit"), "was used to let Perizat in again")
	status(t, n.get("/today"), 200)
}

var sheetWord = regexp.MustCompile(`<li>([a-z]+)</li>`)

// sheetsOn are the words of the three sheets on a page.
func sheetsOn(page *httptest.ResponseRecorder) []string {
	var words []string
	for _, m := range sheetWord.FindAllStringSubmatch(page.Body.String(), -1) {
		words = append(words, m[1])
	}
	var sheets []string
	for part := range slices.Chunk(words, 25) {
		sheets = append(sheets, strings.Join(part, " "))
	}
	return sheets
}

// keepsKit is the director of a house just founded: before anybody can be taken
// in she prints three sheets and restores the house from two of them.
func (n *newcomer) keepsKit() {
	t := n.t
	t.Helper()
	n.goesOn(n.get("/today"), "/house/kit")
	wholePage(t, "the kit, to be printed", locale.EN, n.get("/house/kit"))
	arrives := n.ask(form("/arrivals", url.Values{"bed": {free(n.get("/beds"))[0]}}))
	status(t, arrives, http.StatusConflict)
	says(t, arrives, "recovery kit must be printed")
	printed := n.ask(form("/house/kit/draw", nil))
	wholePage(t, "the sheets", locale.EN, printed)
	sheets := sheetsOn(printed)
	if len(sheets) != 3 || strings.Count(printed.Body.String(), `class="qr"`) != 3 {
		t.Fatalf("%d sheets on the page", len(sheets))
	}
	if again := sheetsOn(n.get("/house/kit")); len(again) != 0 {
		t.Error("the words stand where they are to be typed from paper")
	}
	one := url.Values{"sheet_one": {sheets[0]}, "sheet_two": {sheets[0]}}
	says(t, n.ask(form("/house/kit/prove", one)), "do not go together")
	slip := url.Values{"sheet_one": {sheets[0]}, "sheet_two": {strings.Replace(sheets[1], strings.Fields(sheets[1])[6], "zzzz", 1)}}
	says(t, n.ask(form("/house/kit/prove", slip)), "Word 7")
	two := url.Values{"sheet_one": {sheets[0]}, "sheet_two": {"1. " + strings.ToUpper(sheets[2])}, "holder_3": {"A lawyer in town"}}
	n.goesOn(n.ask(form("/house/kit/prove", two)), "/house/kit?done=kit-proven")
	kept := n.get("/house/kit")
	wholePage(t, "the kit, kept", locale.EN, kept)
	says(t, kept, "A lawyer in town")
	says(t, n.ask(form("/house/kit/check", url.Values{"sheet": {sheets[1]}})), "sheet 2 of the present kit")
	n.goesOn(n.ask(form("/house/kit/drill", url.Values{"sheet_one": {sheets[1]}, "sheet_two": {sheets[2]}})), "/house/kit?done=kit-drilled")
	n.sheets = sheets
}

func TestAHouseChoosesItsOwnWordForAClient(t *testing.T) {
	n := comeToEmptyHouse(t)
	f := answers()
	f.Set("word", "own")
	f.Set("word_en", "guest")
	f.Set("word_ru", "гостья")
	status(t, n.step("house", f), http.StatusUnprocessableEntity) // the third language is missing
	f.Set("word_kk", "қонақ")
	n.goesOn(n.step("house", f), "/setup")
	page := n.get("/setup")
	wholePage(t, "the forms of the word", locale.EN, page)
	forms := url.Values{}
	for _, m := range regexp.MustCompile(`name="((?:kk|ru|en)\.[a-z]+)"[^>]*value="([^"]*)"`).FindAllStringSubmatch(page.Body.String(), -1) {
		forms.Set(m[1], html.UnescapeString(m[2]))
	}
	if len(forms) < 10 {
		t.Fatalf("%d forms of the word are asked", len(forms))
	}
	n.goesOn(n.step("words", forms), "/setup")
	made := shown(n.get("/setup"))
	if len(made) != 2 {
		t.Fatalf("%d passphrases are shown", len(made))
	}
	n.goesOn(n.step("written", nil), "/setup")
	n.goesOn(n.step("found", url.Values{"director_passphrase": {made[0]}, "deputy_passphrase": {made[1]}}), "/sign-in")
	n.goesOn(n.ask(form("/sign-in", url.Values{"name": {"Perizat"}, "passphrase": {made[0]}})), "/today")
	says(t, n.get("/clients"), "uests")
}

func TestASetUpNobodyFinishesLeavesNothing(t *testing.T) {
	n := comeToEmptyHouse(t)
	if n.dir == "" {
		t.Skip("this is about files")
	}
	n.goesOn(n.step("house", answers()), "/setup")
	n.goesOn(n.step("written", nil), "/setup")
	left, err := os.ReadDir(n.dir)
	if err != nil || len(left) != 0 {
		t.Errorf("%d files are left: %v, %v", len(left), left, err)
	}
}
