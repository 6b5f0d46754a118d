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

func TestWhoOpensManyFilesIsAskedWhyAndLedOn(t *testing.T) {
	s := openShelter(t)
	set := s.House.Settings()
	set.Looks = 1
	if err := s.House.SetSettings(s.As("saule"), set, s.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	first, second := "/clients/"+s.listened(), "/clients/"+s.listened()
	for _, file := range []string{first, second} {
		status(t, s.post("saule", file+"/alerts", url.Values{"text": {"Does not open the door."}}), 303)
	}
	status(t, s.get("erlan", first), 200)
	asked := s.get("erlan", second)
	status(t, asked, 303)
	to := asked.Header().Get("Location")
	if to != "/looks?to="+url.QueryEscape(second) {
		t.Fatalf("led to %q", to)
	}
	for _, lang := range locale.Langs() {
		s.readIn("erlan", lang)
		s.readIn("marat", lang)
		for name, path := range map[string]string{"erlan": to, "marat": "/house/looks"} {
			page := s.get(name, path)
			status(t, page, 200)
			spoken(t, page)
		}
	}
	s.readIn("erlan", locale.EN)
	s.readIn("marat", locale.EN)
	status(t, s.post("erlan", "/looks", url.Values{"to": {second}}), 422)
	for foreign, want := range map[string]string{"https://elsewhere.example": "/today", "//elsewhere.example": "/today", "/lock": "/today", second: second} {
		on := s.post("erlan", "/looks", url.Values{"to": {foreign}, "reason": {"round"}})
		status(t, on, 303)
		if got := on.Header().Get("Location"); got != want {
			t.Errorf("%q leads to %q", foreign, got)
		}
	}
	status(t, s.get("erlan", second), 200)
	says(t, s.get("marat", "/today"), "Erlan has opened more files than the budget of a day. Why: I go round everybody.", "/house/looks")
	says(t, s.get("marat", "/house/looks"), "Erlan", "I go round everybody", "Let her open more today")
	status(t, s.get("dina", "/house/looks"), 403)
	status(t, s.post("dina", "/looks/"+string(s.Staff("erlan"))+"/let", nil), 403)
	status(t, s.post("marat", "/looks/"+string(s.Staff("erlan"))+"/let", nil), 303)
	says(t, s.get("erlan", "/today"), "Marat lets you go on today")
}
