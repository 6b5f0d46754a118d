package demo

import (
	"cmp"
	"slices"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/seal"
	"example.org/pana/legal"
	"example.org/pana/plan"
)

// How a client of the crowd who is in our care goes on: trust, an assessment, a
// plan with steps, a paper being restored, visits, sessions, perhaps a court, a
// course, a work, and calls once she has left. Whoever sleeps in the house, and
// one in four of the others, has things ahead of her; the rest is past.

// wayBegins are the first columns of every table of the way, in one order.
const wayBegins = "id, client_id, episode_id, "

// A way writes down how one client goes on.
type way struct {
	r               *rows
	c               *crowd
	client, episode string
	opened          pana.Date
	ahead           bool
	whose           int
}

// put adds a row of a table that begins with wayBegins, and returns its id.
func (w way) put(table, columns string, values ...any) string {
	id := w.r.id()
	w.r.put(table+" ("+wayBegins+columns+")", append([]any{id, w.client, w.episode}, values...)...)
	return id
}

func (w way) say(p pana.Compartment, table, row, field, text string) {
	w.r.words = append(w.r.words, ownWord{seal.OwnedWord{Owner: seal.Owner(w.client),
		Word: seal.Word{Table: table, Row: row, Field: field, Compartment: p, Text: text}}, w.whose})
}

// past draws a day of her time here, planned one ahead of today if she has days
// ahead and within her first months if she has not.
func (w way) past() string {
	span := min(300, int(w.c.today.Time().Sub(w.opened.Time()).Hours()/24))
	return string(w.opened.AddDays(w.c.draw.IntN(max(1, span))))
}

func (w way) planned() string {
	if w.ahead {
		return string(w.c.today.AddDays(w.c.draw.IntN(90)))
	}
	return w.past()
}

// goOn writes down the way of a client in our care.
func (r *rows) goOn(c *crowd, a casework.Added, l life, whose int) {
	if l.Client.Closed != "" {
		return
	}
	w := way{r: r, c: c, client: string(a.Client), episode: string(a.Episode), opened: l.Client.Opened, whose: whose}
	sleeps := slices.ContainsFunc(l.stays, func(n nights) bool { return n.until == "" })
	w.ahead = sleeps || c.draw.IntN(4) == 0
	if sleeps {
		w.term()
	}
	if l.Client.Stage == "arrival" {
		return
	}
	w.assessed(l.Client.Stage)
	w.papers()
	w.health()
	w.sessions(l)
	if slices.Contains([]string{"plan", "leaving", "follow-up"}, l.Client.Stage) {
		w.trusted()
		w.plan(l)
		if c.draw.IntN(4) == 0 {
			w.court()
		}
		if c.draw.IntN(2) == 0 {
			w.learning()
		}
	}
	if l.Client.Stage == "follow-up" && !sleeps {
		w.calls()
	}
	if c.draw.IntN(20) == 0 {
		w.rules()
	}
}

func (w way) term() {
	w.put("terms", "site_id, payer, organisation_id, until, supersedes, superseded, ask_id, by_staff, at",
		w.r.site, "state", "", string(w.c.today.AddDays(w.c.draw.IntN(180))), "", false, "", w.r.by, w.r.now)
}

// assessed writes down six areas; one assessment in ten waits for a psychologist.
func (w way) assessed(stage string) {
	on, finished, taken := string(w.opened.AddDays(3)), string(w.opened.AddDays(9)), string(w.opened.AddDays(10))
	if stage == "first-assessment" {
		taken = ""
		if w.c.draw.IntN(2) == 0 {
			finished = ""
		}
	}
	taker := w.r.by
	if taken == "" {
		taker = ""
	}
	id := w.put("assessments", "number, opened, finished, overridden, overridden_by, taken, taken_by, by_staff", 1, on, finished, "", "", taken, taker, w.r.by)
	for i, area := range assessment.Areas() {
		if i%2 != 0 {
			continue
		}
		row := w.r.id()
		w.r.put("assessment_areas (id, assessment_id, client_id, area, number, level, urgency, source, interpreted, on_day, by_staff, at)",
			row, id, w.client, area, 1, 1+w.c.draw.IntN(5), "soon", string(pana.ClientSaid), false, on, w.r.by, w.r.now)
		w.say(assessment.CompartmentOf(area), "assessment_areas", row, casework.FieldText, w.sentence())
	}
}

func (w way) sentence() string { return sentences[w.c.draw.IntN(len(sentences))] }

func (w way) trusted() {
	w.put("trust_milestones", "reached, ended, ended_as, by_staff, at", string(w.opened.AddDays(30)), "", "", w.r.by, w.r.now)
}

// plan writes down four lines with three steps each: one done, two to come.
func (w way) plan(l life) {
	w.r.put("plans (episode_id, client_id, destination, review_on, by_staff, at, version)",
		w.episode, w.client, "here", w.planned(), w.r.by, w.r.now, 1)
	for _, area := range []string{"safety", "papers", "housing", "learning-work"} {
		part := assessment.CompartmentOf(area)
		line := w.put("plan_lines", "area, compartment, urgent, open_end, baseline, state, state_on, client_says, source, interpreted, since, by_staff, at, version",
			area, string(part), false, false, 1+w.c.draw.IntN(4), "open", string(w.opened), "", string(pana.ClientSaid), false, string(w.opened), w.r.by, w.r.now, 1)
		w.say(part, "plan_lines", line, plan.FieldGoal, w.sentence())
		for i := range 3 {
			state, on := "open", w.planned()
			if i == 0 {
				state, on = "done", w.past()
			}
			id := w.r.id()
			w.r.put(`plan_steps (id, client_id, line_id, who, staff_id, person_id, earliest, latest, precision, place, out_door, payer, service,
				state, state_on, by_staff, at, version)`,
				id, w.client, line, "staff", cmp.Or(string(l.worker), w.r.by), "", on, on, string(pana.Day), "", i == 2, "state", "social-legal", state, on, w.r.by, w.r.now, 1)
			w.say(part, "plan_steps", id, plan.FieldWhat, w.sentence())
		}
	}
	id := w.put("aspirations", "since, earliest, latest, precision, closing, closed_on, by_staff, at, version", string(w.opened), "", "", "", "", "", w.r.by, w.r.now, 1)
	w.say(pana.Care, "aspirations", id, plan.FieldTold, "I want to see the sea.")
}

// papers writes down a passport and an identity card that is being restored.
func (w way) papers() {
	const columns = `kind, state, country, needed, issued_earliest, issued_latest, issued_precision, expires, place, document_id, obtained,
		source, interpreted, by_staff, at, version`
	paper := func(kind, state, expires string) string {
		id := w.put("papers", columns, kind, state, "KZ", state != legal.Has, "", "", "", expires, "", "", "", string(pana.StaffSaw), false, w.r.by, w.r.now, 1)
		w.r.put("paper_states (paper_id, n, client_id, state, since, by_staff, at)", id, 1, w.client, state, string(w.opened), w.r.by, w.r.now)
		return id
	}
	paper("passport", legal.Has, string(w.c.today.AddDays(w.c.draw.IntN(2000)-500)))
	t, _ := legal.FindTemplate("kz-identity-card")
	card, track := paper(t.Kind, legal.BeingRestored, ""), w.r.id()
	w.r.put("paper_tracks (id, paper_id, client_id, template, begun, ended, outcome, by_staff, version)",
		track, card, w.client, t.Code, string(w.opened), "", "", w.r.by, 1)
	for i, s := range t.Steps {
		planned, done := w.planned(), ""
		if i < 2 {
			planned = w.past()
			done = planned
		}
		w.r.put(`paper_steps (id, track_id, paper_id, client_id, n, code, needs, waits, skipped, planned, clock, asked, done, organisation_id,
			escort, minutes, cost, currency, payer, by_staff, version)`,
			w.r.id(), track, card, w.client, i+1, s.Code, string(s.Needs), s.Waits, false, planned, "", "", done, "", "", 0, 0, "", "", w.r.by, 1)
	}
}

// health writes down three visits that were and one to come.
func (w way) health() {
	for i := range 4 {
		state, on, minutes := "held", w.past(), 60
		if i == 3 {
			state, on, minutes = "planned", w.planned(), 0
		}
		w.put("appointments", `kind, on_day, at_clock, organisation_id, person_id, escort, doctor_sex, interpreter, transport, payer, service,
			state, why_not, minutes, by_staff, at, version`,
			"general", on, "10:30", "", "", "", "", "", "", "state", "social-medical", state, "", minutes, w.r.by, w.r.now, 1)
	}
}

// sessions writes down six with the psychologist of the site and one to come, if
// the site has one; she works with her.
func (w way) sessions(l life) {
	psychologist := w.c.psychologists[w.r.number]
	if psychologist == "" || l.worker == "" {
		return
	}
	w.r.assignments = append(w.r.assignments, []any{w.episode, w.client, string(psychologist), string(pana.Psychologist), string(w.opened), ""})
	for i := range 7 {
		state, on := "held", w.past()
		if i == 6 {
			state, on = "planned", w.planned()
		}
		id := w.r.id()
		w.r.put("therapy_sessions (id, site_id, staff_id, shape, kind, topic, on_day, at_clock, minutes, interpreter, language, payer, service, version)",
			id, w.r.site, string(psychologist), "single", "talk", "", on, "15:00", 50, "", "", "state", "social-psychological", 1)
		w.r.put("therapy_seats (id, session_id, client_id, episode_id, state, why, person, by_staff, at, version)",
			w.r.id(), id, w.client, w.episode, state, "", "", string(psychologist), w.r.now, 1)
	}
}

// court writes down her wish, a case, a hearing that was and one to come.
func (w way) court() {
	w.put("court_wishes", "n, wish, on_day, source, interpreted, by_staff, at", 1, "yes", string(w.opened), string(pana.ClientSaid), false, w.r.by, w.r.now)
	id := w.put("court_cases", "kind, role, stage, lawyer_person, lawyer_staff, payer, organisation_id, statement, opened, by_staff, at, version",
		"criminal", "witness", "investigation", "", "", "", "", false, string(w.opened), w.r.by, w.r.now, 1)
	w.r.put("court_stages (case_id, n, client_id, stage, since, by_staff)", id, 1, w.client, "investigation", string(w.opened), w.r.by)
	for _, result := range []string{"held", ""} {
		on := w.past()
		if result == "" {
			on = w.planned()
		}
		w.r.put(`hearings (id, case_id, client_id, kind, on_day, clock, organisation_id, interpreter_staff, interpreter_person, language, entrance, video,
			prepared, present, lawyer, result, minutes, payer, by_staff, at, version)`,
			w.r.id(), id, w.client, "questioning", on, "09:00", "", "", "", "", "", "", "", "", "", result, 0, "", w.r.by, w.r.now, 1)
	}
	w.r.put("court_deadlines (id, case_id, client_id, kind, due, met, by_staff, version)", w.r.id(), id, w.client, "other", w.planned(), "", w.r.by, 1)
}

// learning writes down a course and, for some, a work.
func (w way) learning() {
	on := w.planned()
	course := w.put("courses", "kind, organisation_id, earliest, latest, precision, payer, service, state, three_months, asked_on, by_staff, at, version",
		"computer", "", on, on, string(pana.Day), "", "", "enrolled", "", "", w.r.by, w.r.now, 1)
	w.r.put("course_steps (id, course_id, client_id, step, earliest, latest, precision, why, by_staff, at)",
		w.r.id(), course, w.client, "enrolled", string(w.opened), string(w.opened), string(pana.Day), "", w.r.by, w.r.now)
	if w.c.draw.IntN(3) == 0 {
		on := w.past()
		w.put("jobs", "course_id, organisation_id, person_id, contract, earliest, latest, precision, ended, why, three_months, asked_on, by_staff, at, version",
			"", "", "", "yes", on, on, string(pana.Day), "", "", "", "", w.r.by, w.r.now, 1)
	}
}

// calls writes down how she left, what was agreed about calls, and two of them.
func (w way) calls() {
	left := string(w.c.today.AddDays(-w.c.draw.IntN(700) - 7))
	w.put("exits", "site_id, kind, country, region, on_day, state, by_staff, proposed_on, decided_on, decided_by, version",
		w.r.site, "own-housing", "KZ", "", left, "left", w.r.by, left, left, w.r.by, 1)
	agreed := w.put("agreements", `site_id, channel, may_message, parts, weekdays, call_minutes, month_calls, months, since, contact_id, reached_on, hand_over_on,
		ended, ended_as, supersedes, superseded, by_staff, at`, w.r.site, "phone", "no", "", "", 20, 4, 24, left, "", "", "", "", "", "", false, w.r.by, w.r.now)
	w.say(pana.Identity, "agreements", agreed, "number", "+7 705 000 00 00")
	for range 2 {
		began := w.r.now - int64(w.c.draw.IntN(600*24*3600))*1e6
		w.put("calls", `agreement_id, site_id, direction, channel, point, started_at, ended_at, on_day, by_staff, passed_to, word, danger, result, safe, housed,
			occupied, health, contact, again, minutes, payer, service_kind, version`,
			agreed, w.r.site, "out", "phone", "", began, began+600e6, left, w.r.by, "", "", false, "reached", "yes", "yes", "yes", "yes", "no", "no", 10, "state",
			"social-psychological", 1)
	}
}

func (w way) rules() {
	id := w.r.id()
	w.r.put("contact_rule_sets (id, client_id, number, newest, until, explained, on_day, by_staff, at)",
		id, w.client, 1, true, "", true, string(w.opened), w.r.by, w.r.now)
	w.r.put("contact_rules (set_id, client_id, rule)", id, w.client, "known-callers")
}
