package web_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/therapy"
)

// furnishTherapy gives a client a session; what only her psychologist may write
// is there for the one whom a psychologist works with.
func (c *crowd) furnishTherapy(a casework.Added, s *stood) {
	s.other["sessions"] = c.session(a.Client)
	s.other["early"], s.other["instruments"] = "nobodys-entry", "nobodys-measure"
}

// session plans a session with a client, by the director.
func (s *served) session(client pana.ClientID) string {
	s.t.Helper()
	th := therapy.New(s.House, s.files)
	id, err := th.Hold(s.As("saule"), client, therapy.NewSession{}, casework.Someone{}, therapy.Outcome{State: therapy.Planned})
	if err != nil {
		s.t.Fatal(err)
	}
	var seat string
	s.read(func(ctx context.Context, tx *db.Tx) (err error) {
		seat, err = db.Get[string](ctx, tx, `SELECT id FROM therapy_seats WHERE session_id = $1`, id)
		return err
	})
	return seat
}

// early writes an entry about early childhood, by the psychologist.
func (s *served) early(client pana.ClientID) string {
	s.t.Helper()
	id, err := therapy.New(s.House, s.files).Recall(s.As("gulnar"), client, therapy.NewChildhood{Told: "A grandmother sang."})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// measure writes down the total of a questionnaire, by the psychologist.
func (s *served) measure(client pana.ClientID) string {
	s.t.Helper()
	id, _, err := therapy.New(s.House, s.files).Ask(s.As("gulnar"), client, therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "9", Early: "safety"})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// listened is a client with whom Dina and Gulnar work.
func (s *shelter) listened() string {
	s.t.Helper()
	code := s.woman()
	if err := s.files.Assign(s.As("saule"), s.id(code), s.Staff("gulnar"), pana.Psychologist); err != nil {
		s.t.Fatal(err)
	}
	return code
}

// id is the client with a code.
func (s *shelter) id(code string) (id pana.ClientID) {
	s.t.Helper()
	f, err := s.files.Open(s.As("saule"), code)
	if err != nil {
		s.t.Fatal(err)
	}
	return f.Client.ID
}

var unsaidTherapy = regexp.MustCompile(`\[(session|therapy|glass|together|instrument|client)\.[a-z0-9.-]+\]`)

func spoken(t *testing.T, page *httptest.ResponseRecorder) {
	t.Helper()
	whole(t, page)
	if key := unsaidTherapy.FindString(page.Body.String()); key != "" {
		t.Errorf("the page shows the key %s", key)
	}
}

func TestASessionIsPlannedAndHeldFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.listened()
	file := "/clients/" + code
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		page := s.post("gulnar", file+"/sessions", url.Values{"on": {"25.11.2026"}, "at": {"a quarter past"}, "kind": {"talk"}})
		status(t, page, 422)
		spoken(t, page)
		says(t, page, "a quarter past")
		status(t, s.post("gulnar", file+"/sessions", url.Values{"minutes": {"many"}}), 422)
	}
	s.readIn("gulnar", locale.EN)
	s.interprets(code, "kamila")
	status(t, s.post("gulnar", file+"/sessions", url.Values{"on": {"25.11.2026"}, "at": {"15:00"}, "kind": {"art"}, "minutes": {"50"},
		"interpreter": {string(s.Staff("kamila"))}, "language": {"uz"}, "payer": {"state"}}), 303)
	page := s.get("gulnar", file+"/sessions")
	says(t, page, "15:00", "50 minutes", "interpreter: Kamila", "Drawing, clay, music")
	at := regexp.MustCompile(`/sessions/[0-9a-f-]{36}`).FindString(page.Body.String())
	s.Clock.Advance(2 * 24 * time.Hour)
	says(t, s.get("gulnar", "/today"), "My sessions today", code, "15:00")
	says(t, s.get("gulnar", "/sessions"), code, "Drawing, clay, music")
	says(t, s.get("gulnar", file+at), "What became of it")
	status(t, s.post("gulnar", file+at, url.Values{"version": {"1"}, "state": {"not-held"}}), 422)
	status(t, s.post("gulnar", file+at, url.Values{"version": {"1"}, "state": {"held"}, "minutes": {"45"}, "shared": {"made a bird of clay"}, "private": {"the bird had no door"}}), 303)
	stale := s.post("dina", file+at, url.Values{"version": {"1"}, "state": {"not-held"}, "why": {"worker-away"}})
	status(t, stale, 409)
	spoken(t, stale)
	says(t, stale, "Not held: The worker was away", "Held")
	says(t, s.get("dina", file), "made a bird of clay")
	if strings.Contains(s.get("dina", file).Body.String(), "no door") {
		t.Error("Dina reads a private note")
	}
	says(t, s.get("gulnar", file+"/therapy"), "the bird had no door")
	for name, want := range map[string]int{"timur": 403, "raushan": 403, "bolat": 403, "kamila": 403, "hans": 403} {
		status(t, s.get(name, file+"/sessions"), want)
	}
}

func TestAGroupIsWrittenDownForEachApart(t *testing.T) {
	s := openShelter(t)
	one, two := s.listened(), s.listened()
	status(t, s.post("gulnar", "/sessions/new", url.Values{"clients": {string(s.id(one))}}), 422)
	w := s.post("gulnar", "/sessions/new", url.Values{"clients": {string(s.id(one)), string(s.id(two))}, "topic": {"sleep"}, "minutes": {"60"}})
	status(t, w, 303)
	at, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		spoken(t, s.get("gulnar", at))
		spoken(t, s.get("gulnar", "/sessions/new"))
	}
	s.readIn("gulnar", locale.EN)
	page := s.get("gulnar", at)
	says(t, page, one, two, "Group, 2 people: Sleep and rest")
	send := url.Values{"minutes": {"55"}}
	for i, m := range regexp.MustCompile(`name="seat" value="([0-9a-f-]{36})"`).FindAllStringSubmatch(page.Body.String(), -1) {
		send.Add("seat", m[1])
		send.Set("version-"+m[1], "1")
		send.Set("state-"+m[1], "held")
		send.Set("shared-"+m[1], []string{"sang along", "fell asleep"}[i])
	}
	bad := url.Values{"seat": send["seat"][:1], "version-" + send["seat"][0]: {"1"}, "state-" + send["seat"][0]: {"not-held"}}
	page = s.post("gulnar", at, bad)
	status(t, page, 422)
	says(t, page, "#why-"+send["seat"][0])
	status(t, s.post("gulnar", at, send), 303)
	for _, code := range []string{one, two} {
		for _, path := range []string{"", "/sessions"} {
			body := s.get("dina", "/clients/"+code+path).Body.String()
			other := one
			if code == one {
				other = two
			}
			if strings.Contains(body, other) {
				t.Errorf("the page %q of %s speaks of %s", path, code, other)
			}
		}
	}
	status(t, s.get("dina", at), 404)
}

func TestPrivateNotesAreShownToTheirAuthorAlone(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.listened()
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		page := s.get("gulnar", file+"/therapy")
		status(t, page, 200)
		spoken(t, page)
		status(t, s.post("gulnar", file+"/therapy", url.Values{"text": {" "}}), 422)
		page = s.post("gulnar", file+"/therapy/early", url.Values{"opinion": {"no early bond"}})
		status(t, page, 422)
		says(t, page, "no early bond")
	}
	s.readIn("gulnar", locale.EN)
	status(t, s.post("gulnar", file+"/therapy", url.Values{"text": {"she fears sparrows"}, "told": {"sparrows sound like him"}}), 303)
	status(t, s.post("gulnar", file+"/therapy/early", url.Values{"early_told": {"a grandmother sang"}, "opinion": {"some early warmth"}, "school": {"attachment"}}), 303)
	page := s.get("gulnar", file+"/therapy")
	says(t, page, "she fears sparrows", "sparrows sound like him", "a grandmother sang", "some early warmth", "Opinion", "attachment")
	at := regexp.MustCompile(`/therapy/early/[0-9a-f-]{36}`).FindString(page.Body.String())
	says(t, s.get("gulnar", file+at), "some early warmth")
	status(t, s.post("gulnar", file+at, url.Values{"opinion": {"much early warmth"}, "school": {"attachment"}}), 303)
	status(t, s.post("gulnar", file+at, url.Values{"opinion": {"once more"}, "school": {"attachment"}}), 409)
	for _, name := range []string{"saule", "dina"} {
		status(t, s.get(name, file+"/therapy"), 403)
		for _, path := range []string{"", "/trail"} {
			for _, word := range []string{"sparrows", "warmth", "private notes", "therapy words"} {
				body := strings.ToLower(s.get(name, file+path).Body.String())
				body = strings.ReplaceAll(body, "open private notes in an emergency", "")
				if strings.Contains(body, word) {
					t.Errorf("%s is shown %q on %q", name, word, path)
				}
			}
		}
	}
	if strings.Contains(s.get("saule", "/trail").Body.String(), "therapy notes") {
		t.Error("the trail of the house tells that therapy words were opened")
	}
}

func TestTwoBreakTheGlassAtOnePageAndTheAuthorIsTold(t *testing.T) {
	s := openShelter(t)
	code := s.listened()
	file := "/clients/" + code
	status(t, s.post("gulnar", file+"/therapy", url.Values{"text": {"she named the bridge"}}), 303)
	for _, lang := range locale.Langs() {
		s.readIn("saule", lang)
		page := s.get("saule", file+"/break-glass")
		status(t, page, 200)
		spoken(t, page)
	}
	s.readIn("saule", locale.EN)
	send := url.Values{"passphrase": {housetest.Passphrase("saule")}, "name": {"Marat"}, "second": {housetest.Passphrase("marat")}}
	status(t, s.post("saule", file+"/break-glass", send), 422)
	send.Set("reason", "gone since noon")
	send.Set("second", "not his at all, this one")
	page := s.post("saule", file+"/break-glass", send)
	status(t, page, 422)
	says(t, page, "gone since noon", "The name, the passphrase or the code is not right")
	if strings.Contains(page.Body.String(), housetest.Passphrase("saule")) || strings.Contains(page.Body.String(), "not his at all") {
		t.Error("a passphrase is given back")
	}
	send.Set("second", housetest.Passphrase("marat"))
	page = s.post("saule", file+"/break-glass", send)
	status(t, page, 200)
	says(t, page, "she named the bridge", "Gulnar")
	if page.Header().Get("Cache-Control") != "no-store" {
		t.Error("the page may be kept")
	}
	if strings.Contains(s.get("saule", file+"/break-glass").Body.String(), "bridge") {
		t.Error("the notes stay open")
	}
	says(t, s.get("dina", file+"/trail"), "open private notes in an emergency")
	page = s.get("gulnar", "/today")
	says(t, page, "Saule and Marat opened your private notes about "+code)
	says(t, s.get("gulnar", file+"/therapy"), "gone since noon")
	at := regexp.MustCompile(`/told/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("gulnar", at, nil), 303)
	if strings.Contains(s.get("gulnar", "/today").Body.String(), "opened your private notes") {
		t.Error("she is told once more")
	}
	for _, name := range []string{"dina", "gulnar", "timur"} {
		if c := s.get(name, file+"/break-glass").Code; c != 403 {
			t.Errorf("%s: status %d", name, c)
		}
	}
}

// answered fills in a questionnaire item by item.
func answered(instrument, language string, answers string) url.Values {
	v := url.Values{"instrument": {instrument}, "language": {language}, "items": {"yes"}, "early": {"own-wish"}}
	for i, a := range answers {
		if a != '-' {
			v.Set("item_"+strconv.Itoa(i+1), string(a))
		}
	}
	return v
}

func TestAQuestionnaireIsAskedShownToHerAndThenLookedAt(t *testing.T) {
	s := openShelter(t)
	code := s.listened()
	file := "/clients/" + code
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		page := s.get("gulnar", file+"/instruments")
		status(t, page, 200)
		spoken(t, page)
		page = s.get("gulnar", file+"/instruments/new?instrument=phq-9&language=ru")
		spoken(t, page)
		says(t, page, "Вам не хотелось ничего делать", "Почти каждый день", "phqscreeners.com", "No permission required")
		page = s.get("gulnar", file+"/instruments/new?instrument=who-5")
		spoken(t, page)
		says(t, page, `name="total"`, "unverified")
		page = s.post("gulnar", file+"/instruments", url.Values{"instrument": {"who-5"}, "total": {"plenty"}, "language": {"uz"}, "early": {"safety"}})
		status(t, page, 422)
		spoken(t, page)
		says(t, page, "plenty")
		bad := answered("phq-9", "ru", "012301230")
		bad.Set("item_3", "7")
		page = s.post("gulnar", file+"/instruments", bad)
		status(t, page, 422)
		spoken(t, page)
	}
	s.readIn("gulnar", locale.EN)
	late := answered("phq-9", "ru", "222222220")
	late.Del("early")
	status(t, s.post("gulnar", file+"/instruments", late), 422)
	first := answered("phq-9", "ru", "222222220")
	first.Set("on", "01.11.2026")
	status(t, s.post("gulnar", file+"/instruments", first), 303)
	w := s.post("gulnar", file+"/instruments", answered("phq-9", "ru", "11111-110"))
	status(t, w, 303)
	at := w.Header().Get("Location")
	page := s.get("gulnar", at)
	spoken(t, page)
	says(t, page, "Look at the figures before showing", "8 of 27", "easier", "skipped")
	if strings.Contains(page.Body.String(), "What to do now") {
		t.Error("safety is asked for without cause")
	}
	for lang, words := range map[string]string{"kk": "Қазір сізге ол кездегіден жеңілірек", "ru": "Сейчас вам легче", "en": "It is easier for you now", "uz": "Hozir sizga", "uk": "Зараз вам легше"} {
		page := s.get("gulnar", at+"/show?language="+lang)
		spoken(t, page)
		says(t, page, words, `lang="`+lang+`"`)
		for _, figure := range []string{"8 of 27", "16 of 27", ">8<", ">16<"} {
			if strings.Contains(page.Body.String(), figure) {
				t.Errorf("in %s she is shown %q", lang, figure)
			}
		}
	}
	status(t, s.post("gulnar", at+"/shown", nil), 303)
	says(t, s.get("gulnar", at), "Shown: ")
	page = s.get("gulnar", file+"/instruments/new?instead="+at[strings.LastIndex(at, "/")+1:])
	says(t, page, "Вам не хотелось ничего делать")
	for _, name := range []string{"saule", "dina"} {
		status(t, s.get(name, file+"/instruments"), 403)
		body := s.get(name, file).Body.String() + s.get(name, file+"/trail").Body.String() + s.get(name, file+"/sessions").Body.String()
		for _, word := range []string{"PHQ", "8 of 27", "moderate", "easier"} {
			if strings.Contains(body, word) {
				t.Errorf("%s is shown %q", name, word)
			}
		}
	}
	for _, name := range []string{"timur", "raushan", "bolat", "kamila", "vera", "hans"} {
		status(t, s.get(name, file+"/instruments"), 403)
	}
}

func TestAnAnswerAboutDeathLeadsToWhatToDoNow(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.listened()
	w := s.post("gulnar", file+"/instruments", answered("phq-9", "en", "000000001"))
	status(t, w, 303)
	for _, lang := range locale.Langs() {
		s.readIn("gulnar", lang)
		page := s.get("gulnar", w.Header().Get("Location"))
		spoken(t, page)
		says(t, page, file+"/alerts", "notice--safety")
	}
	s.readIn("gulnar", locale.EN)
	says(t, s.get("gulnar", w.Header().Get("Location")), "What to do now", "Stay. Do not leave the room")
	page := s.get("dina", file)
	says(t, page, "Stay close. Speak with the psychologist before the night.")
	for _, word := range []string{"PHQ", "death", "hurting"} {
		if strings.Contains(page.Body.String(), word) {
			t.Errorf("the alert says %q", word)
		}
	}
	w = s.post("gulnar", file+"/instruments", url.Values{"instrument": {"phq-9"}, "total": {"3"}, "language": {"kk"}, "thoughts": {"yes"}, "early": {"safety"}})
	status(t, w, 303)
	says(t, s.get("gulnar", w.Header().Get("Location")), "What to do now")
}
