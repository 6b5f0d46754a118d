package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/learning"
)

// furnishLearning writes one of each thing that learning and work can hold. What
// she drew is among her papers already.
func (c *crowd) furnishLearning(s *stood, client pana.ClientID) {
	c.t.Helper()
	saule, l := c.As("saule"), learning.New(c.House, c.files)
	keep := func(word, id string, err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish %s: %v", word, err)
		}
		s.other[word] = id
	}
	course, err := l.WishCourse(saule, client, learning.Wish{Kind: "art"})
	keep("courses", string(course), err)
	job, err := l.AddJob(saule, client, learning.NewJob{Title: "Bakery"})
	keep("jobs", string(job), err)
	place, err := l.AddPlace(saule, client, learning.NewPlace{Kind: "school", State: "wish"})
	keep("school", string(place), err)
	step, err := l.AddOwnStep(saule, client, learning.NewOwnStep{Text: "Learn to swim"})
	keep("own-steps", string(step), err)
	s.other["works"] = s.papers[pana.Care]
	_, err = c.files.RecordConsent(saule, client, casework.NewConsent{Purpose: pana.WorksUse})
	keep("showings", "", err)
	showing, err := l.ShowWork(saule, client, pana.DocumentID(s.papers[pana.Care]), learning.NewShowing{Where: "The library", Until: "2026-12-31"})
	keep("showings", string(showing), err)
}

func TestAWishIsFollowedFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.post("dina", file+"/learning/courses/new", nil), 422)
	wish := url.Values{"kind": {"art"}, "title": {"Drawing"}, "told": {"I want an album of my own"}, "starts": {"10.2027"}, "starts_how": {"season"}, "payer": {"state"}, "service": {"social-labour"}}
	status(t, s.post("dina", file+"/learning/courses/new", wish), 303)
	s.Clock.Advance(time.Second)
	page := s.get("dina", file+"/learning")
	keyless(t, page)
	says(t, page, "I want an album of my own", "autumn 2027", "Wished for")
	one := file + regexp.MustCompile(`/learning/courses/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("dina", one+"/step", url.Values{"version": {"1"}, "step": {"finished"}}), 422)
	status(t, s.post("dina", one+"/step", url.Values{"version": {"1"}, "step": {"applied"}, "when": {"20.11.2026"}}), 303)
	late := s.post("saule", one+"/step", url.Values{"version": {"1"}, "step": {"dropped"}})
	status(t, late, 409)
	wish.Set("version", "1")
	wish.Set("title", "Sewing")
	late = s.post("dina", one, wish)
	status(t, late, 409)
	says(t, late, "Sewing", "Drawing")
	says(t, s.get("dina", file), "applied for autumn 2027")
	read := s.get("saule", one)
	says(t, read, "20 November 2026")
	status(t, s.get("kamila", file+"/learning"), 403)
	status(t, s.get("timur", file+"/learning"), 403)
}

func TestHerDrawingsAreShownOnlyWhileSheAgreesFromThePages(t *testing.T) {
	s := openShelter(t)
	file := "/clients/" + s.woman()
	status(t, s.send("dina", file+"/documents", drawing(), url.Values{"kind": {"drawing"}, "title": {"Open window"}}), 303)
	page := s.get("dina", file+"/portfolio")
	keyless(t, page)
	says(t, page, "Open window", "There is no consent")
	work := regexp.MustCompile(`/portfolio/works/[0-9a-f-]{36}`).FindString(page.Body.String())
	doc := strings.TrimPrefix(work, "/portfolio/works/")
	show := url.Values{"work": {doc}, "where-" + doc: {"The library"}, "until-" + doc: {"31.12.2026"}}
	late := s.post("dina", file+work+"/show", show)
	status(t, late, 409)
	says(t, late, "There is no consent to show these works")
	status(t, s.post("dina", file+"/consents", url.Values{"purpose": {"works"}, "answer": {"yes"}, "giver": {"herself"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", file+work+"/show", show), 303)
	says(t, s.get("dina", file+"/portfolio"), "The library", "There is consent")
	back := regexp.MustCompile(`/consents/[0-9a-f-]+/withdraw`).FindString(s.get("dina", file+"/consents").Body.String())
	status(t, s.post("dina", file+back, nil), 303)
	page = s.get("dina", file+"/portfolio")
	says(t, page, "please take it down today")
	down := regexp.MustCompile(`/portfolio/showings/[0-9a-f-]+/down`).FindString(page.Body.String())
	status(t, s.post("dina", file+down, url.Values{"version": {"1"}}), 303)
	if strings.Contains(s.get("dina", file+"/portfolio").Body.String(), "please take it down") {
		t.Error("what was taken down is still asked for")
	}
	bad := s.post("dina", file+work+"/back", url.Values{"work": {doc}, "on-" + doc: {"no such day"}, "version": {"0"}})
	status(t, bad, 422)
	says(t, bad, "no such day")
	status(t, s.post("dina", file+work+"/back", url.Values{"work": {doc}, "on-" + doc: {"20.11.2026"}, "version": {"0"}}), 303)
	says(t, s.get("dina", file+"/portfolio"), "given back")
}

func TestAChildsStepsAreKeptAndSeenOnTheMothersPage(t *testing.T) {
	s := openShelter(t)
	mother := "/clients/" + s.woman()
	r := s.post("dina", mother+"/children/new", url.Values{"age_band": {"0-8"}})
	status(t, r, 303)
	child := strings.TrimSuffix(r.Header().Get("Location"), "?done=added")
	status(t, s.post("dina", child+"/child/own-steps", nil), 422)
	status(t, s.post("dina", child+"/child/own-steps", url.Values{"text": {"ride a bicycle"}, "when": {"04.2027"}, "when_how": {"season"}, "with": {string(s.Staff("dina"))}}), 303)
	status(t, s.post("dina", child+"/child/school/new", url.Values{"kind": {"preschool"}, "state": {"applied"}, "class": {"Sunny"}}), 303)
	status(t, s.post("dina", child+"/child/rights", url.Values{"way": {"pictures"}, "said": {"may I say no?"}}), 303)
	s.Clock.Advance(time.Second)
	page := s.get("dina", child+"/child")
	keyless(t, page)
	says(t, page, "ride a bicycle", "spring 2027", "Sunny", "may I say no?", strings.TrimPrefix(mother, "/clients/"))
	says(t, s.get("dina", mother+"/child"), "ride a bicycle", strings.TrimPrefix(child, "/clients/"))
	step := regexp.MustCompile(`/child/own-steps/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("dina", child+step, url.Values{"version": {"1"}, "state": {"done"}}), 303)
	status(t, s.post("dina", child+step, url.Values{"version": {"1"}, "state": {"open"}}), 409)
	place := regexp.MustCompile(`/child/school/[0-9a-f-]{36}`).FindString(page.Body.String())
	status(t, s.post("dina", child+place, url.Values{"version": {"1"}, "kind": {"preschool"}, "state": {"placed"}, "class": {"Sunny"}}), 303)
	late := s.post("dina", child+place, url.Values{"version": {"1"}, "kind": {"preschool"}, "state": {"ended"}, "class": {"Sunny"}})
	status(t, late, 409)
	says(t, late, "Has a place", "No longer")
}
