package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/complaints"
	"example.org/pana/internal/locale"
)

// complained writes a complaint down that is about nobody.
func (c *crowd) complained() string {
	c.t.Helper()
	all := complaints.New(c.House)
	err := all.File(c.As("timur"), complaints.NewComplaint{Site: c.Shelter.ID, Slip: complaints.NewSlip(), What: "The soup is cold."})
	if err != nil {
		c.t.Fatal(err)
	}
	list, _, err := all.List(c.As("saule"))
	if err != nil || len(list) != 1 {
		c.t.Fatalf("complaints: %v, %v", list, err)
	}
	return string(list[0].ID)
}

// A complaint about the director: written down by the night, answered by the deputy,
// read out by a volunteer; the director finds no trace of it on any page.
func TestAComplaintFromThePages(t *testing.T) {
	s := openShelter(t)
	before := map[string]string{}
	pages := []string{"/complaints", "/today", "/house/looks"}
	for _, path := range pages {
		before[path] = bare(s.get("saule", path).Body.String())
	}
	slip := regexp.MustCompile(`name="slip"[^>]*value="([0-9A-Z]{4}-[0-9A-Z]{4})"`).FindStringSubmatch(s.get("timur", "/complaints").Body.String())[1]
	form := url.Values{"site": {string(s.Shelter.ID)}, "slip": {slip}, "what": {"She shouted at me"}, "about": {string(s.Staff("saule"))}, "kind": {"treated"}}
	status(t, s.post("timur", "/complaints", url.Values{"site": {string(s.Shelter.ID)}, "slip": {slip}}), 422)
	status(t, s.post("timur", "/complaints", form), 303)
	status(t, s.post("timur", "/complaints", form), 409)
	for _, path := range pages {
		if after := bare(s.get("saule", path).Body.String()); after != before[path] {
			t.Errorf("%s has changed for whom it is about", path)
		}
	}
	said := "write a complaint down"
	if trail := s.get("saule", "/house/trail").Body.String(); strings.Contains(trail, said) {
		t.Error("the trail tells her that somebody wrote a complaint down")
	}
	says(t, s.get("saule", "/house/policy"), said) // where what anybody may do stands
	one := regexp.MustCompile(`/complaints/[0-9a-f-]{36}`).FindString(s.get("marat", "/complaints").Body.String())
	says(t, s.get("marat", "/today"), "A complaint waits for you", one)
	status(t, s.get("hans", "/complaints"), 403)
	status(t, s.get("saule", one), 404)
	status(t, s.get("dina", one), 404)
	status(t, s.get("timur", one), 403)
	status(t, s.post("marat", one, url.Values{"version": {"1"}, "outcome": {"mended"}}), 422)
	status(t, s.post("marat", one, url.Values{"version": {"1"}, "outcome": {"mended"}, "answer": {"It was wrong, and we have talked"}}), 303)
	read := url.Values{"read_slip": {strings.ToLower(slip)}}
	status(t, s.post("saule", "/complaints/answer", read), 422)
	says(t, s.post("saule", "/complaints/answer", read), "Nothing stands under this number yet")
	answer := s.post("lena", "/complaints/answer", read)
	says(t, answer, "It was wrong, and we have talked")
	if strings.Contains(answer.Body.String(), "She shouted") {
		t.Error("the complaint is read out with its answer")
	}
	status(t, s.post("saule", "/house/complaints", url.Values{"version": {"0"}, "days": {"10"}, "outside": {"+7 000 000 01"}}), 303)
	status(t, s.post("saule", "/house/complaints", url.Values{"version": {"1"}, "days": {"soon"}}), 422)
	for _, lang := range locale.Langs() {
		for who, paths := range map[string][]string{"lena": {"/complaints", "/complaints/slips"}, "marat": {"/complaints", one, "/house/complaints"}} {
			s.readIn(who, lang)
			for _, path := range paths {
				page := s.get(who, path)
				status(t, page, 200)
				keyless(t, page)
			}
		}
	}
	says(t, s.get("lena", "/complaints/slips?language=uz"), "Raqami:", "+7 000 000 01")
	if _, err := complaints.New(s.House).One(s.As("saule"), complaints.ID(strings.TrimPrefix(one, "/complaints/"))); pana.KindOf(err) != pana.NotFound {
		t.Error(err)
	}
}

// bare is a page without what differs each time it is drawn.
func bare(page string) string {
	return regexp.MustCompile(`value="[^"]*"|[0-9]{2}:[0-9]{2}|nonce="[^"]*"`).ReplaceAllString(page, "")
}
