package web_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/stories"
)

// furnishStories writes a story that was shown somewhere: what came before it is
// tried in the chapter.
func (c *crowd) furnishStories(s *stood, client pana.ClientID) {
	c.t.Helper()
	id, err := stories.New(c.House, c.files).Write(c.As("saule"), client, "", 0, "ru", "A quiet story.")
	if err != nil {
		c.t.Fatalf("furnish stories: %v", err)
	}
	s.other["stories"], s.other["story-places"] = string(id), "place-of-"+string(client)
	c.set(client, `INSERT INTO story_places (id, story_id, client_id, used_for, on_day, asked_on, down_on, by_staff, at, version) VALUES ($1, $2, $3, 'web', '2026-11-01', '', '', '', 1, 1)`,
		s.other["story-places"], string(id), string(client))
}

// came puts back the day on which she came.
func (s *shelter) came(code string, on pana.Date) {
	s.t.Helper()
	s.ByHand()
	ctx := s.As("saule")
	err := s.House.DB.Update(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE episodes SET opened = $1 WHERE client_id = (SELECT id FROM clients WHERE code = $2)`, string(on), code)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func points(answer string) url.Values {
	v := url.Values{"version": {"1"}}
	for _, p := range stories.Points() {
		v.Set("point-"+p, answer)
	}
	return v
}

func TestAStoryFromThePagesInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.came(code, "2026-06-01")
	file := "/clients/" + code + "/stories"
	status(t, s.post("saule", "/house/stories", url.Values{"version": {"0"}, "days": {"60"}}), 303)
	status(t, s.post("dina", file+"/new", url.Values{"language": {"ru"}, "text": {"She taught herself to draw."}}), 303)
	story := regexp.MustCompile(regexp.QuoteMeta(file) + `/[0-9a-f-]{36}`).FindString(s.get("dina", file).Body.String())
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		s.readIn("saule", lang)
		for _, path := range []string{file, file + "/new", story, story + "/text", story + "/check", story + "/answer", story + "/reading"} {
			page := s.get("dina", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
			says(t, page, code)
		}
		for _, path := range []string{story + "/place", "/house/stories", "/today"} {
			page := s.get("saule", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		for path, bad := range map[string]url.Values{file + "/new": {"text": {"kept as typed"}, "language": {"xx"}}, story + "/answer": {"told": {"kept as typed"}}, story + "/reading": {"version": {"1"}, "words": {"kept as typed"}},
			story + "/check": {"version": {"1"}, "point-others": {"hers"}, "note-others": {"kept as typed"}}} {
			page := s.post("dina", path, bad)
			status(t, page, http.StatusUnprocessableEntity)
			keyless(t, page)
			says(t, page, "kept as typed")
		}
		status(t, s.post("saule", story+"/out", nil), http.StatusUnprocessableEntity)
		status(t, s.post("saule", story+"/out", url.Values{"use": {"web"}}), http.StatusConflict)
	}
	s.readIn("dina", locale.EN)
	s.readIn("saule", locale.EN)
	says(t, s.get("dina", story), "9 points left", "not asked", "two are needed")
	status(t, s.post("dina", story+"/check", points("out")), 303)
	status(t, s.post("dina", story+"/answer", url.Values{"yes": {"yes"}, "uses": {"web"}, "until": {"31.12.2026"}, "language": {"uz"}}), 303)
	s.Clock.Advance(time.Second)
	status(t, s.post("dina", story+"/reading", url.Values{"version": {"1"}, "answer": {"as-it-is"}, "way": {"aloud"}}), 303)
	status(t, s.post("dina", story+"/sign", url.Values{"version": {"1"}}), 303)
	status(t, s.post("saule", story+"/sign", url.Values{"version": {"1"}}), 303)
	out := s.post("saule", story+"/out", url.Values{"use": {"web"}})
	status(t, out, http.StatusOK)
	if got := out.Body.String(); got != "She taught herself to draw.\n" {
		t.Errorf("what leaves is %q", got)
	}
	if head := out.Header(); head.Get("Content-Disposition") != `attachment; filename="document.txt"` || strings.Contains(head.Get("Content-Disposition"), code) {
		t.Errorf("headers: %v", out.Header())
	}
	status(t, s.post("saule", story+"/place", url.Values{"use": {"web"}, "where": {"The page of a fund"}, "ask": {"The editor"}}), 303)
	if n := s.disclosed(); n != 2 {
		t.Errorf("the register has %d lines", n)
	}
	says(t, s.get("saule", "/clients/"+code+"/disclosures"), "Story that leaves the house")

	s.sleeps(code)
	night := s.get("timur", story)
	status(t, night, http.StatusOK)
	if strings.Contains(night.Body.String(), "taught herself") || strings.Contains(night.Body.String(), "The editor") {
		t.Error("the night reads a story")
	}
	status(t, s.post("timur", story+"/withdraw", nil), 303)
	says(t, s.get("dina", story), "She no longer agrees", "The editor", "taken back on 23.11.2026")
	says(t, s.get("saule", "/today"), "to be taken down")
	status(t, s.post("saule", story+"/out", url.Values{"use": {"web"}}), http.StatusConflict)
	place := regexp.MustCompile(`/clients/` + code + `/story-places/[0-9a-f-]{36}`).FindString(s.get("dina", story).Body.String())
	status(t, s.post("dina", place+"/asked", nil), 303)
	status(t, s.post("dina", place+"/down", nil), 303)
	if page := s.get("saule", "/today"); strings.Contains(page.Body.String(), "to be taken down") {
		t.Error("Today asks for what is done")
	}
	for _, who := range []string{"lena", "vera", "kamila"} {
		status(t, s.get(who, story), http.StatusForbidden)
		status(t, s.post(who, story+"/out", url.Values{"use": {"web"}}), http.StatusForbidden)
	}
	status(t, s.get("dina", file+"/nothing"), http.StatusNotFound)
}

// disclosed is how many lines the register of the house has.
func (s *shelter) disclosed() int {
	s.t.Helper()
	var n int
	ctx := context.Background()
	err := s.House.DB.View(ctx, func(tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM disclosures`)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}
