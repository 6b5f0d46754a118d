package web_test

import (
	"net/url"
	"regexp"
	"testing"
	"time"
)

func TestTermsOfTheHouseFromThePages(t *testing.T) {
	s := openShelter(t)
	s.woman()
	dina := "/people/" + string(s.Staff("dina"))
	page := s.get("saule", "/people")
	keyless(t, page)
	says(t, page, "Dina", "1 client", dina)
	terms := url.Values{"version": {"0"}, "title": {"Keeper of the doors"}, "engaged": {"part-time"}, "began": {"2021"}}
	status(t, s.post("saule", dina+"/terms", terms), 303)
	page = s.get("saule", dina)
	keyless(t, page)
	says(t, page, "Keeper of the doors", "Part time", "2021", "between 4 years and 5 years")
	status(t, s.post("saule", dina+"/terms", terms), 409)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}}), 422)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}, "what": {"First aid"}, "hours": {"many"}}), 422)
	status(t, s.post("saule", dina+"/records", url.Values{"kind": {"qualification"}, "what": {"First aid"}, "expires": {"10.12.2026"}}), 303)
	today := s.get("saule", "/today")
	keyless(t, today)
	says(t, today, "First aid", "10.12.2026")
	s.Clock.Advance(time.Second)
	record := regexp.MustCompile(`name="record" value="([0-9a-f-]{36})"`).FindStringSubmatch(s.get("saule", dina).Body.String())[1]
	status(t, s.post("saule", dina+"/strike", url.Values{"record": {record}}), 303)
	status(t, s.post("saule", dina+"/strike", url.Values{"record": {record}}), 422)

	own := s.get("dina", "/people/own")
	keyless(t, own)
	says(t, own, "Keeper of the doors")
	status(t, s.post("dina", "/people/own/records", url.Values{"kind": {"training"}, "what": {"Listening"}, "hours": {"8"}}), 303)
	says(t, s.get("saule", dina), "Listening", "8 hours")
	status(t, s.post("dina", "/people/own/records", url.Values{"kind": {"qualification"}, "what": {"Judge"}}), 422)
	for _, who := range []string{"dina", "lena", "oleg", "hans"} {
		status(t, s.get(who, "/people"), 403)
		status(t, s.get(who, dina), 403)
		status(t, s.get(who, "/people/own"), 200)
	}
	status(t, s.get("saule", "/people/nobody"), 404)
	status(t, s.post("saule", "/house/people", url.Values{"version": {"0"}, "warn": {"60"}, "supervision": {"30"}, "guide_social-worker": {"8"}}), 303)
	says(t, s.get("saule", "/house/people"), `value="60"`, `value="30"`, `value="8"`)
	says(t, s.get("saule", dina), "guideline: 8")
	status(t, s.post("saule", "/house/people", url.Values{"version": {"1"}, "warn": {"soon"}}), 422)
}
