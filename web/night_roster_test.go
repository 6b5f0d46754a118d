package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A roster is planned on its page; what the site asks stands beside it and on the first
// screen of who leads, and stops nothing. What is typed wrong is said under its field.
func TestTheRosterOfAShelterFromThePages(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	staff := string(s.Staff("erlan"))
	says(t, s.get("saule", "/night"), `href="/night/roster?site=`)
	says(t, s.get("saule", "/night/roster"), "Nobody is planned in these two weeks.", "none is set beforehand")
	rules := url.Values{"version": {"0"}, "longest": {"10"}, "awake": {"1"}, "pair": {"yes"}}
	no := s.post("saule", "/night/roster/rules", rules)
	status(t, no, 422)
	says(t, no, "Say when the night begins and ends.", `value="10"`)
	rules.Set("begins", "22:00")
	rules.Set("ends", "06:00")
	status(t, s.post("saule", "/night/roster/rules", rules), 303)
	status(t, s.post("saule", "/night/roster/rules", rules), 409)
	says(t, s.get("saule", "/today"), "Nights that are short of people", "0 awake at some hour of the night; you ask for 1")
	duty := url.Values{"staff": {staff}, "on": {""}, "starts": {"21:00"}, "until": {"late"}}
	no = s.post("saule", "/night/roster", duty)
	status(t, no, 422)
	says(t, no, `value="21:00"`, `value="22:00"`, `value="06:00"`, `value="10"`)
	if pair := regexp.MustCompile(`<input[^>]*name="pair"[^>]*>`).FindString(no.Body.String()); !strings.Contains(pair, "checked") {
		t.Errorf("a turn that was refused empties what the site asks: %s", pair)
	}
	duty.Set("until", "09:00")
	duty.Set("weeks", "many")
	status(t, s.post("saule", "/night/roster", duty), 422)
	duty.Set("weeks", "2")
	status(t, s.post("saule", "/night/roster", duty), 303)
	status(t, s.post("saule", "/night/roster", duty), 409)
	page := s.get("erlan", "/night/roster")
	says(t, page, "21:00–09:00", "A turn of 12 hours on end; you ask for 10 at the most", "1 in the house at some hour of the night")
	if regexp.MustCompile(`name="starts"`).MatchString(page.Body.String()) {
		t.Error("who keeps the night is offered the form of who plans it")
	}
	says(t, s.get("erlan", "/today"), "When you are planned", "You are on the roster")
	status(t, s.post("erlan", "/night/roster", duty), 403)
	for _, who := range []string{"arman", "lena"} {
		status(t, s.get(who, "/night/roster"), 403)
	}
	id := regexp.MustCompile(`name="id" value="([0-9a-f-]{36})"`).FindStringSubmatch(s.get("saule", "/night/roster").Body.String())[1]
	status(t, s.post("saule", "/night/roster/strike", url.Values{"id": {id}}), 303)
	status(t, s.get("saule", "/night/roster?from=never"), 200)
}
