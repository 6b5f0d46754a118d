package web_test

import (
	"net/url"
	"regexp"
	"testing"
)

// How full the house was stands above its rooms, and since when there is a bed is
// corrected in its room; what is typed wrong is said and stays.
func TestTheDaysOfABedFromThePages(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	status(t, s.post("saule", "/beds/rooms", url.Values{"site": {string(s.Shelter.ID)}, "name": {"Attic"}, "beds": {"2"}}), 303)
	says(t, s.get("saule", "/beds/rooms"), "How full the house was", "A bed counts from its first day to its last.")
	room := regexp.MustCompile(`/beds/rooms/[0-9a-f-]{36}`).FindString(s.get("saule", "/beds/rooms").Body.String())
	page := s.get("saule", room)
	says(t, page, "Since when there are these beds", "since ")
	of := regexp.MustCompile(`value="([0-9a-f-]{36}~[0-9]+)"`).FindStringSubmatch(page.Body.String())[1]
	no := s.post("saule", room, url.Values{"do": {"days"}, "first": {"01.02.2026"}})
	status(t, no, 422)
	says(t, no, "Choose which bed.", "01.02.2026")
	for say, form := range map[string]url.Values{
		"This date has not come yet.": {"days_of": {of}, "first": {"01.02.2031"}},
		"This bed is in use.":         {"days_of": {of}, "first": {"01.02.2026"}, "last": {"02.02.2026"}},
	} {
		form.Set("do", "days")
		no := s.post("saule", room, form)
		status(t, no, 422)
		says(t, no, say)
	}
	yes := url.Values{"do": {"days"}, "days_of": {of}, "first": {"01.02.2026"}}
	status(t, s.post("dina", room, yes), 403)
	status(t, s.post("saule", room, yes), 303)
	status(t, s.post("saule", room, yes), 409)
	says(t, s.get("saule", room), "since 01.02.2026")
	again := func() string {
		return regexp.MustCompile(`value="([0-9a-f-]{36}~[0-9]+)"`).FindStringSubmatch(s.get("saule", room).Body.String())[1]
	}
	// Empty keeps the day that is known; that nobody knows it is ticked.
	status(t, s.post("saule", room, url.Values{"do": {"days"}, "days_of": {again()}, "first": {""}}), 303)
	says(t, s.get("saule", room), "since 01.02.2026")
	both := s.post("saule", room, url.Values{"do": {"days"}, "days_of": {again()}, "first": {"03.02.2026"}, "unknown": {"yes"}})
	status(t, both, 422)
	says(t, both, "Write a first day or tick that nobody knows it, not both.", "03.02.2026")
	status(t, s.post("saule", room, url.Values{"do": {"days"}, "days_of": {again()}, "first": {""}, "unknown": {"yes"}}), 303)
	says(t, s.get("saule", "/beds/rooms"), "1 bed has no first day")
}
