package web

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana/erasure"
	"example.org/pana/internal/locale"
	"example.org/pana/web/template"
)

func (s *Server) getHouse(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	return s.show(w, r, template.House(f.Titled(f.R.T("house.title")), s.house.Settings(), s.house.StopsAsleep(), s.house.SettingsVersion(), s.house.SiteList()))
}

// postHouse changes the settings of the house. A stale page is refused and
// shown again with what is kept now.
func (s *Server) postHouse(w http.ResponseWriter, r *http.Request) error {
	set := s.house.Settings()
	set.Name, set.HostName, set.Zone, set.OnCallNote = value(r, "name"), value(r, "host"), value(r, "zone"), value(r, "on_call")
	set.Language = locale.Lang(value(r, "language"))
	set.CodePrefix = value(r, "prefix")
	set.IdleMinutes, _ = strconv.Atoi(value(r, "idle_minutes"))
	set.AbsoluteHours, _ = strconv.Atoi(value(r, "absolute_hours"))
	if r.PostForm.Has("term_days") {
		set.TermDays, _ = strconv.Atoi(value(r, "term_days"))
	}
	if r.PostForm.Has("answer_days") {
		set.AnswerDays, _ = strconv.Atoi(value(r, "answer_days"))
	}
	if r.PostForm.Has("keep_months") {
		set.KeepMonths, _ = strconv.Atoi(value(r, "keep_months"))
	}
	if r.PostForm.Has("keep_requests") {
		set.KeepRequests, _ = strconv.Atoi(value(r, "keep_requests"))
	}
	for _, record := range erasure.Records() {
		if name := "keep_" + record; r.PostForm.Has(name) {
			days, err := strconv.Atoi(cmp.Or(value(r, name), "0"))
			if err != nil {
				days = -1 // refused, and what was typed stays
			}
			set.SetNoteDays(record, days)
		}
	}
	if r.PostForm.Has("reset_hours") {
		set.ResetHours, _ = strconv.Atoi(value(r, "reset_hours"))
	}
	if r.PostForm.Has("looks") {
		set.Looks, _ = strconv.Atoi(value(r, "looks"))
	}
	set.NoHints = value(r, "hints") == "off" || value(r, "hints") == "" && set.NoHints
	if r.PostForm.Has("trust_floor") {
		set.TrustFloor, _ = strconv.Atoi(value(r, "trust_floor"))
	}
	if r.PostForm.Has("half_percent") {
		set.HalfPercent, _ = strconv.Atoi(value(r, "half_percent"))
	}
	if r.PostForm.Has("help") {
		set.Help = value(r, "help")
	}
	switch value(r, "second_step") {
	case "on":
		set.SecondStep = 1 // the house keeps since when
	case "off":
		set.SecondStep = 0
	}
	if r.PostForm.Has("asleep") {
		set.Asleep = value(r, "asleep")
	}
	if r.PostForm.Has("stick") {
		set.Stick = value(r, "stick")
	}
	if r.PostForm.Has("offline") {
		set.Offline = value(r, "offline")
	}
	if r.PostForm.Has("calls") {
		set.Calls = value(r, "calls")
	}
	version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
	if err := s.house.SetSettings(r.Context(), set, version); err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
			return template.House(f.Titled(f.R.T("house.title")), s.house.Settings(), s.house.StopsAsleep(), s.house.SettingsVersion(), s.house.SiteList()), nil
		})
	}
	http.Redirect(w, r, "/house?done=saved", http.StatusSeeOther)
	return nil
}

// getPolicy prints the table of acts in the reader's language: who may do what.
func (s *Server) getPolicy(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	return s.show(w, r, template.Policy(f.Titled(f.R.T("policy.title"))))
}
