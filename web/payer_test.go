package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/legal"
)

var chosenPayer = regexp.MustCompile(`<option value="([a-z-]+)" selected`)

// payerOn is who is chosen beforehand on a page that asks who pays.
func payerOn(t *testing.T, body, name string) string {
	t.Helper()
	_, after, found := strings.Cut(body, `name="`+name+`"`)
	if !found {
		t.Errorf("the page does not ask %s", name)
		return ""
	}
	list, _, _ := strings.Cut(after, "</select>")
	if m := chosenPayer.FindStringSubmatch(list); m != nil {
		return m[1]
	}
	return ""
}

// Wherever a service is written down, who pays for her is chosen beforehand and can be
// changed: nobody while nobody said, and nobody while two pay.
func TestWhoPaysForHerIsChosenBeforehandOnEveryForm(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	s.team(code)
	l, dina, client := legal.New(s.House, s.files), s.As("dina"), s.id(code)
	trial, err := l.OpenCase(dina, client, legal.CaseFacts{Kind: "criminal"}, casework.Someone{})
	if err != nil {
		t.Fatal(err)
	}
	paper, err := l.AddPaper(dina, client, legal.NewPaper{Kind: "passport"})
	if err == nil {
		_, err = l.Restore(dina, client, paper, "other-paper")
	}
	papers, after := l.Papers(dina, code)
	if err != nil || after != nil {
		t.Fatal(err, after)
	}
	file := "/clients/" + code
	step := file + "/paper-steps/" + string(papers.Papers[0].Ways[0].Steps[0].ID)
	pages := []struct{ who, path, field string }{
		{"dina", file + "/health/appointments/new", "payer"}, {"gulnar", file + "/sessions", "payer"}, {"dina", file + "/court/cases/" + string(trial), "hearing_payer"},
		{"dina", file + "/learning/courses/new", "payer"}, {"dina", file + "/belongings/give", "payer"}, {"dina", file + "/skills", "payer"}, {"dina", step, "payer"},
	}
	all := func(want string) {
		t.Helper()
		for _, p := range pages {
			page := s.get(p.who, p.path)
			status(t, page, 200)
			if got := payerOn(t, page.Body.String(), p.field); got != want {
				t.Errorf("%s: %q is chosen beforehand, want %q", p.path, got, want)
			}
		}
	}
	all("")
	status(t, s.post("dina", file+"/term", url.Values{"payer": {"local"}, "until": {"13.12.2026"}}), 303)
	all("local")
	// What somebody said of a step stays, that nobody knows too.
	status(t, s.post("dina", step, url.Values{"version": {"1"}, "planned": {"01.12.2026"}}), 303)
	if got := payerOn(t, s.get("dina", step).Body.String(), "payer"); got != "" {
		t.Errorf("nobody knew, and %q is chosen", got)
	}
	pages = pages[:len(pages)-1]
	status(t, s.post("dina", file+"/term", url.Values{"payer": {"state"}, "until": {"20.12.2026"}}), 303)
	all("")
}
