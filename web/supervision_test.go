package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
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

func TestAFileOpenedInDangerSaysSoOnEveryPageConcerned(t *testing.T) {
	s := openShelter(t)
	code := s.listened()
	file := "/clients/" + code
	status(t, s.post("dina", file+"/notes/new", url.Values{"compartment": {"care"}, "text": {"she fears the grey car"}}), 303)
	for _, lang := range locale.Langs() {
		s.readIn("erlan", lang)
		page := s.get("erlan", file+"/danger")
		status(t, page, 200)
		spoken(t, page)
	}
	s.readIn("erlan", locale.EN)
	if strings.Contains(s.get("erlan", file).Body.String(), "grey car") {
		t.Fatal("it is open already")
	}
	send := url.Values{"parts": {"care"}, "passphrase": {"not mine at all, this one"}}
	status(t, s.post("erlan", file+"/danger", send), 422)
	send.Set("reason", "she called from the street")
	page := s.post("erlan", file+"/danger", send)
	status(t, page, 422)
	says(t, page, "she called from the street", "The name, the passphrase or the code is not right")
	if strings.Contains(page.Body.String(), "not mine at all") {
		t.Error("a passphrase is given back")
	}
	send.Set("passphrase", housetest.Passphrase("erlan"))
	status(t, s.post("erlan", file+"/danger", send), 303)
	says(t, s.get("erlan", file), "grey car", "Parts of this file are open to you until")
	says(t, s.get("dina", "/today"), "A file was opened in danger", "Erlan opened closed parts of this file", code)
	says(t, s.get("dina", file+"/danger"), "she called from the street", "Erlan")
	says(t, s.get("marat", file+"/trail"), "open closed parts of a file in danger")
	if strings.Contains(s.get("raushan", "/today").Body.String(), "in danger") {
		t.Error("somebody who is not concerned is told")
	}
	status(t, s.get("lena", file+"/danger"), 403)
	status(t, s.get("bolat", file+"/danger"), 403)
	status(t, s.get("timur", file+"/danger"), 404)
	at := regexp.MustCompile(file + `/danger/[0-9a-f-]{36}/end`).FindString(s.get("erlan", file+"/danger").Body.String())
	status(t, s.post("timur", at, nil), 404)
	status(t, s.post("erlan", at, nil), 303)
	if strings.Contains(s.get("erlan", file).Body.String(), "grey car") {
		t.Error("closed, and it is open")
	}
}
