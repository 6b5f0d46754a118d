package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/residence"
)

// furnishHealth writes one of each thing that the health of a client can hold.
func (c *crowd) furnishHealth(s *stood, client pana.ClientID) {
	c.t.Helper()
	saule, h := c.As("saule"), health.New(c.House, c.files)
	keep := func(word, id string, err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish %s: %v", word, err)
		}
		s.other[word] = id
	}
	complaint, err := h.Complain(saule, client, health.NewComplaint{Kind: "teeth"})
	keep("complaints", string(complaint), err)
	allergy, err := h.NoteAllergy(saule, client, health.NewAllergy{What: "penicillin"})
	keep("allergies", string(allergy), err)
	visit, err := h.PlanAppointment(saule, client, health.Plan{On: "2026-11-24"})
	keep("appointments", string(visit), err)
	medicine, err := h.Prescribe(saule, client, health.Prescription{Name: "Iron", Times: []string{"20:00"}})
	keep("medicines", string(medicine), err)
}

// sleeps gives the client with a code the first free bed, so that the night and
// the nurse meet her.
func (s *shelter) sleeps(code string) {
	s.t.Helper()
	saule := s.As("saule")
	file, err := s.files.Open(saule, code)
	if err != nil {
		s.t.Fatal(err)
	}
	m, err := s.beds.Tonight(saule, s.Shelter.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			if room.Sex != "male" && b.State == residence.Free {
				if _, err := s.beds.Admit(saule, residence.Admission{Client: file.Client.ID, Bed: b.ID}); err != nil {
					s.t.Fatal(err)
				}
				return
			}
		}
	}
	s.t.Fatal("no bed is free")
}

// words counts everything that is sealed in the house.
func (s *shelter) words() (n int) {
	s.t.Helper()
	err := s.House.DB.View(s.t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](s.t.Context(), tx, `SELECT COUNT(*) FROM words`)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// keyless fails if a page shows a key instead of its text.
func keyless(t *testing.T, page *httptest.ResponseRecorder) {
	t.Helper()
	if key := regexp.MustCompile(`\[(health|learning|client|ahead)\.[a-z.-]+\]`).FindString(page.Body.String()); key != "" {
		t.Errorf("the page shows the key %s", key)
	}
}

func TestTheNurseKeepsHealthFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	file := "/clients/" + code + "/health"
	status(t, s.get("gulnar", file), 403)
	status(t, s.get("timur", file), 403)
	status(t, s.get("bolat", file), 403)
	page := s.post("raushan", file+"/complaints/new", url.Values{"told": {"boshim og‘riydi"}, "since": {"1850"}})
	status(t, page, 422)
	says(t, page, "boshim og‘riydi")
	status(t, s.post("raushan", file+"/complaints/new", url.Values{"told": {"boshim og‘riydi"}, "since": {"10.2026"}, "since_how": {"season"}, "source": {"client"}}), 303)
	status(t, s.post("raushan", file+"/allergies/new", url.Values{"what": {"Walnuts"}, "do": {"call 103"}, "severe": {"yes"}}), 303)
	status(t, s.post("raushan", file+"/pregnancy", url.Values{"answer": {"yes"}, "due": {"02.2027"}}), 303)
	status(t, s.post("raushan", file+"/medicines/new", url.Values{"name": {"Enalapril"}, "dose": {"5 mg"}, "times": {"8:00, 21:00"}}), 303)
	s.Clock.Advance(time.Second)
	page = s.get("raushan", file)
	status(t, page, 200)
	keyless(t, page)
	says(t, page, "boshim og‘riydi", "autumn 2026", "Walnuts · call 103", "Enalapril", "08:00", "February 2027")
	s.Clock.Advance(12 * time.Hour)
	night := s.get("timur", "/today")
	says(t, night, "Enalapril · 5 mg", "21:00", "Walnuts · call 103")
	if strings.Contains(night.Body.String(), "boshim og‘riydi") {
		t.Error("the night reads the complaint")
	}
	says(t, s.get("raushan", "/today"), "Enalapril · 5 mg")
	if strings.Contains(s.get("gulnar", "/today").Body.String(), "Enalapril") {
		t.Error("the psychologist reads the medicine")
	}
	link := regexp.MustCompile(`/health/medicines/[0-9a-f-]{36}`).FindString(page.Body.String())
	change := url.Values{"name": {"Enalapril"}, "dose": {"10 mg"}, "times": {"08:00 21:00"}, "version": {"1"}}
	status(t, s.post("dina", "/clients/"+code+link, change), 303)
	change.Set("dose", "20 mg")
	late := s.post("raushan", "/clients/"+code+link, change)
	status(t, late, 409)
	says(t, late, "10 mg", "20 mg")
	twice := s.post("raushan", file+"/medicines/new", url.Values{"name": {"enalapril"}, "times": {"09:00"}})
	status(t, twice, 409)
	says(t, twice, `name="twice"`)
}

func TestAVisitAndItsPapersFromThePages(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	file := "/clients/" + code + "/health"
	plan := url.Values{"on": {"23.11.2026"}, "at": {"10:30"}, "kind": {"womens-doctor"}, "doctor_sex": {"female"}, "doctor_name": {"Asel Nurlanova"},
		"escort": {string(s.Staff("dina"))}, "transport": {"taxi"}, "payer": {"state"}, "service": {"social-medical"}, "reason": {"ultrasound"}}
	status(t, s.post("dina", file+"/appointments/new", url.Values{"at": {"10:30"}}), 422)
	status(t, s.post("dina", file+"/appointments/new", plan), 303)
	page := s.get("dina", file)
	link := regexp.MustCompile(`/health/appointments/[0-9a-f-]{36}`).FindString(page.Body.String())
	one := "/clients/" + code + link
	says(t, s.get("dina", file+"/appointments/new"), `value="female" checked`)
	says(t, s.get("dina", "/calendar"), code)
	slip := s.get("dina", one+"/slip")
	status(t, slip, 200)
	says(t, slip, "There is no consent")
	if strings.Contains(slip.Body.String(), "ultrasound") {
		t.Error("without consent the slip tells why she comes")
	}
	status(t, s.post("dina", "/clients/"+code+"/consents", url.Values{"purpose": {"medical"}, "answer": {"yes"}, "recipient": {"health"}, "fields": {"health"}, "until": {"01.03.2027"}, "giver": {"herself"}}), 303)
	s.Clock.Advance(time.Second)
	slip = s.get("dina", one+"/slip")
	says(t, slip, "ultrasound", "Дәрігерге / Врачу", code)
	back := regexp.MustCompile(`/consents/[0-9a-f-]+/withdraw`).FindString(s.get("dina", "/clients/"+code+"/consents").Body.String())
	status(t, s.post("dina", "/clients/"+code+back, nil), 303)
	if slip = s.get("dina", one+"/slip"); strings.Contains(slip.Body.String(), "ultrasound") {
		t.Error("a consent taken back is still used at the next request")
	}
	card := s.get("dina", one+"/card")
	status(t, card, 200)
	keyless(t, card)
	says(t, card, "goes with you")
	status(t, s.post("dina", one+"/outcome", url.Values{"version": {"1"}}), 422)
	held := url.Values{"version": {"1"}, "held": {"yes"}, "minutes": {"90"}, "result": {"all is well"}}
	status(t, s.post("dina", one+"/outcome", held), 303)
	held.Set("result", "something else")
	late := s.post("saule", one+"/outcome", held)
	status(t, late, 409)
	says(t, late, "all is well", "something else")
}

func TestEveryPageOfHealthAndLearningIsThereInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, path := range []string{"/health", "/health/complaints/new", "/health/pregnancy", "/health/allergies/new", "/health/appointments/new", "/health/medicines/new",
			"/learning", "/learning/school", "/learning/courses/new", "/learning/jobs/new", "/portfolio", "/child", "/child/school/new"} {
			page := s.get("dina", "/clients/"+code+path)
			status(t, page, http.StatusOK)
			keyless(t, page)
			says(t, page, code)
		}
		for path, bad := range map[string]url.Values{
			"/health/complaints/new": {"kind": {"magic"}}, "/health/allergies/new": {"kind": {"food"}}, "/health/pregnancy": {"answer": {"perhaps"}},
			"/health/appointments/new": {"on": {"31.02.2027"}}, "/health/medicines/new": {"name": {"x"}, "times": {"noon"}}, "/learning/school": {"years_least": {"many"}},
			"/learning/courses/new": {"title": {"x"}, "starts": {"soon"}}, "/learning/jobs/new": {"contract": {"maybe"}}, "/child/school/new": {"kind": {"school"}},
			"/child/own-steps": {"text": {strings.Repeat("ы", 10_000)}}, "/child/rights": {"way": {"shouting"}},
		} {
			before := s.words()
			page := s.post("dina", "/clients/"+code+path, bad)
			status(t, page, http.StatusUnprocessableEntity)
			keyless(t, page)
			if after := s.words(); after != before {
				t.Errorf("%s: something of it was kept", path)
			}
		}
	}
}

func TestTheNameOfADoctorIsComparedWithTheWatchList(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	status(t, s.post("dina", "/clients/"+code+"/people", url.Values{"role": {casework.PossibleExploiter}, "name": {"Rustem Dosov"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", "/clients/"+code+"/health/appointments/new", url.Values{"on": {"24.11.2026"}, "doctor_name": {"Рустем Досов"}}), 303)
	says(t, s.get("dina", "/clients/"+code+"/people"), "like a name on the watch list")
}
