package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
)

var noticeForm = regexp.MustCompile(`action="(/notices/[^/]+/seen)"`)

func TestANewHeadIsToldOnTheFirstScreenUntilItIsSeen(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("saule")
	if err := s.House.Grant(s.As("saule"), s.Staff("dina"), pana.Grant{Role: pana.Deputy}); err != nil {
		t.Fatal(err)
	}
	page := s.get("marat", "/today")
	says(t, page, "Saule gave Dina a role that leads the house.")
	form := noticeForm.FindStringSubmatch(page.Body.String())
	if form == nil {
		t.Fatal("there is no form to put it away")
	}
	status(t, s.post("saule", form[1], nil), http.StatusNotFound)
	status(t, s.post("marat", form[1], nil), http.StatusSeeOther)
	if again := s.get("marat", "/today"); strings.Contains(again.Body.String(), "a role that leads") {
		t.Error("it is told again")
	}
}
