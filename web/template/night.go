package template

import (
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/look"
)

// partsOfNight are the pages of a shift below a file.
var partsOfNight = []filePart{{"night.line", "/line", policy.WriteLine}, {"night.out", "/out", policy.NoteOut},
	{"incident.hers", "/incidents", policy.SeeHerIncidents}, {"together.title", "/together", policy.SayAgreed}}

// A NightFrame is where and when a page of a shift is read.
type NightFrame struct {
	Site  house.Site
	Sites []house.Site // the shelters the reader may look at
	Zone  *time.Location
	Now   time.Time
}

// NightData is what the pages of a shift are drawn from.
type NightData struct {
	NightFrame
	night.Standing
	Away    []night.Out
	Numbers []night.Number
	OnCall  []house.Member
	Box     []health.Count // the locked box, as it was last counted
	Names   map[pana.StaffID]string
	Before  *ShiftPast // what happened until the last handover was given
	So      *ShiftPast // what has happened since
}

// A ShiftPast is what happened at a site between two handovers, read from where each
// was written down, as far as the reader may know of it.
type ShiftPast struct {
	Since, From, Until int64 // Since is 0 when nothing was handed over before
	Incidents          []night.Incident
	Visits             []people.Visit // that were, or were to be
	Coming             []people.Visit // expected until the end of the next day
	Doses              []health.Passed
	Box                []health.Count // the locked box: each medicine with its last count, or none
}

// boxOf are the lines of the locked box for a handover: what was not counted in this
// shift, never, or does not tally. Nil when all of it was counted and tallies.
func boxOf(f Frame, n NightFrame, s *ShiftPast) []look.Line {
	var lines []look.Line
	for _, c := range s.Box {
		l := look.Line{Code: c.Code, URL: fileLink(c.Code, "/doses#"+boxPlace(c.Medicine)), Icon: "pill"}
		switch {
		case c.Never():
			l.Title, l.Tag = f.R.T("shift.box.never"), f.R.T("shift.box.count")
		case c.At <= s.From:
			l.Title, l.Right, l.Tag = f.R.T("shift.box.not"), n.clock(f, c.At), f.R.T("shift.box.count")
		case c.Difference() != 0:
			l.Title, l.Right, l.Tag = f.R.T("health.box.found", "N", c.Counted), n.clock(f, c.At), f.R.T("health.box.difference", "By", signed(c.Difference()))
		default:
			continue
		}
		lines = append(lines, l)
	}
	return lines
}

// doseTally are the doses of a shift by client: what was given in one line, and each
// that was not by itself.
func doseTally(f Frame, all []health.Passed) []look.Line {
	var lines []look.Line
	given := map[string]int{}
	for _, d := range all {
		if d.State == health.Given {
			given[d.Code]++
		}
	}
	told := map[string]bool{}
	for _, d := range all {
		if d.State == health.Given {
			if !told[d.Code] {
				lines = append(lines, look.Line{Icon: "done", Code: d.Code, Title: f.R.T("health.dose.given"), Right: f.R.T("helper.times", "N", given[d.Code]), URL: fileLink(d.Code, "/doses")})
			}
			told[d.Code] = true
			continue
		}
		lines = append(lines, look.Line{Icon: "pill", Code: d.Code, Title: f.R.T("health.dose." + d.State), Right: joined(f.R.ShortDate(d.On), d.Clock), URL: fileLink(d.Code, "/doses"), Strong: true})
	}
	return lines
}

func (d NightData) site() string { return string(d.NightFrame.Site.ID) }

// sites leads to the same page of the other shelters.
func (d NightData) sites(at string) []look.Link {
	return siteLinks(BedsData{Site: d.NightFrame.Site, Sites: d.Sites}, at)
}

// clock is a moment as the night says it: the time, and the day when it is not today.
func (d NightFrame) clock(f Frame, micros int64) string {
	if micros == 0 {
		return ""
	}
	at := db.FromMicros(micros).In(d.Zone)
	if pana.DateOf(at, d.Zone) == pana.DateOf(d.Now, d.Zone) {
		return f.R.Clock(at)
	}
	return f.R.ShortDate(pana.DateOf(at, d.Zone)) + " " + f.R.Clock(at)
}

// isOut reports whether a client is out now.
func (d NightData) isOut(client pana.ClientID) (night.Out, bool) {
	for _, o := range d.Away {
		if o.Client == client {
			return o, true
		}
	}
	return night.Out{}, false
}

func dutyLines(f Frame, d NightData) []look.Line {
	var lines []look.Line
	for _, s := range d.OnDuty {
		l := look.Line{Where: "in", Title: d.Names[s.Staff], Quiet: f.R.T("night.since", "When", d.clock(f, s.Began))}
		if s.Staff != f.Actor.Staff && f.May(policy.KeepShift) {
			l.Button = &look.ButtonData{Text: f.R.T("night.gone"), Label: f.R.T("night.gone.who", "Who", d.Names[s.Staff]), Look: "plain", Small: true, Name: "who", Value: string(s.Staff)}
		}
		lines = append(lines, l)
	}
	return lines
}

// awayLines lists who is out, who is late first.
func awayLines(f Frame, n NightFrame, away []night.Out) []look.Line {
	var lines []look.Line
	for _, o := range away {
		l := look.Line{Where: "out", Code: o.Code, Title: f.R.T("night.out.back.unknown"), Right: f.R.T("night.out.went", "When", n.clock(f, o.Went)), URL: fileLink(o.Code, "/out")}
		if o.Expected > 0 {
			l.Title = f.R.T("night.out.expected", "When", n.clock(f, o.Expected))
		}
		if o.Late(n.Now) {
			l.Tag, l.Strong = f.R.T("night.out.late"), true
		}
		lines = append(lines, l)
	}
	return lines
}

func numberPhones(f Frame, numbers []night.Number) []look.Phone {
	var all []look.Phone
	for _, n := range numbers {
		if n.Number != "" {
			all = append(all, look.Phone{Label: n.Who, Number: n.Number})
		}
	}
	return all
}

// plainNumbers are the lines of the page that are no number to press.
func plainNumbers(numbers []night.Number) []string {
	var all []string
	for _, n := range numbers {
		if n.Number == "" {
			all = append(all, n.Who)
		}
	}
	return all
}

// lineLines are the lines of a handover. Writing, each leads to where it is written.
func lineLines(f Frame, d NightData, lines []night.Line, writing bool) []look.Line {
	var all []look.Line
	for _, l := range lines {
		line := look.Line{Code: l.Code, Quiet: saidOf(f, l), URL: fileLink(l.Code, "")}
		if l.Room != "" {
			line.Title = placeName(f, l.Room, l.Bed, l.Extra)
		}
		if writing {
			line.URL = fileLink(l.Code, "/line")
		}
		if l.Urgency != night.Calm {
			line.Tag, line.Strong = f.R.T("night.urgency."+l.Urgency), true
		}
		if o, out := d.isOut(l.Client); out {
			line.Where, line.Right = "out", awayLines(f, d.NightFrame, []night.Out{o})[0].Title
		}
		all = append(all, line)
	}
	return all
}

func saidOf(f Frame, l night.Line) string {
	switch {
	case l.Text != "":
		return l.Text
	case l.Closed:
		return f.R.T("today.closed")
	case l.Said():
		return f.R.T("night.line.only")
	}
	return f.R.T("night.line.none")
}

func urgencyOptions(f Frame, chosen string) []look.Option {
	var options []look.Option
	for _, u := range night.Urgencies() {
		key := u
		if key == night.Calm {
			key = "calm"
		}
		options = append(options, look.Option{Value: u, Text: f.R.T("night.urgency." + key), Chosen: f.Value("urgency", chosen) == u})
	}
	return options
}

func readLines(f Frame, d NightData, h night.Handover) []look.Line {
	var lines []look.Line
	for _, r := range h.Reads {
		lines = append(lines, look.Line{Icon: "done", Title: d.Names[r.Staff], Right: d.clock(f, r.At)})
	}
	for _, id := range d.Waits {
		lines = append(lines, look.Line{Title: d.Names[id], Tag: f.R.T("night.unread")})
	}
	return lines
}

func handoverLines(f Frame, d NightData, kept []night.Handover) []look.Line {
	var lines []look.Line
	for _, h := range kept {
		at := db.FromMicros(h.Given).In(d.Zone)
		lines = append(lines, look.Line{Title: f.R.ShortDate(pana.DateOf(at, d.Zone)) + " " + f.R.Clock(at), Quiet: d.Names[h.By], URL: "/handovers/" + string(h.ID)})
	}
	return lines
}

func beforeLines(f Frame, d NightData, lines []night.Line) []look.Line {
	var all []look.Line
	for _, l := range lines {
		line := look.Line{Title: saidOf(f, l), Quiet: d.Names[l.By], Right: d.clock(f, l.At)}
		if l.Urgency != night.Calm {
			line.Tag = f.R.T("night.urgency." + l.Urgency)
		}
		all = append(all, line)
	}
	return all
}

func outLines(f Frame, d NightData, outs []night.Out) []look.Line {
	var lines []look.Line
	for _, o := range outs {
		lines = append(lines, look.Line{Title: f.R.T("night.out.between", "From", d.clock(f, o.Went), "Until", d.clock(f, o.Back)), Quiet: o.Where})
	}
	return lines
}

// notBackLines are the steps of the house when somebody is not back: what was done,
// and a button for what was not.
func notBackLines(f Frame, d NightData, w night.Way) []look.Line {
	var lines []look.Line
	for i, step := range w.NotBack {
		l := look.Line{Title: step}
		done := false
		for _, s := range w.Out.Steps {
			if s.N == i+1 {
				l.Title, l.Icon, l.Quiet, l.Right, done = orElse(s.Text, step), "done", d.Names[s.By], d.clock(f, s.At), true
			}
		}
		if !done {
			l.Button = &look.ButtonData{Text: f.R.T("common.done"), Label: f.R.T("night.step.done", "Step", step), Look: "plain", Small: true, Name: "step", Value: versionOf(int64(i + 1))}
		}
		lines = append(lines, l)
	}
	return lines
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// rollLines are the places of a room that are ticked in a roll call.
func rollLines(f Frame, room night.RollRoom, on bool) []look.Line {
	var lines []look.Line
	for _, p := range room.Places {
		l := look.Line{Code: p.Code, Title: bedName(f, p.Bed, p.Extra)}
		if p.Code == "" {
			l.Quiet = f.R.T("night.roll.shut")
		}
		if p.Children > 0 {
			l.Quiet = f.R.T("common.children", "N", p.Children)
		}
		if p.Out {
			l.Where, l.Tag = "out", f.R.T("night.roll.out")
		}
		lines = append(lines, rollTick(f, l, string(p.ID), p.Ticked, on, orElse(p.Code, room.Name+" "+l.Title)))
	}
	return append(lines, rollTick(f, look.Line{Title: f.R.T("night.roll.room"), Quiet: room.Name}, string(room.ID), room.Ticked, on, room.Name))
}

func rollTick(f Frame, l look.Line, place string, done, on bool, label string) look.Line {
	if done {
		l.Icon, l.Strong = "done", true
	}
	switch {
	case !on:
	case done:
		l.Button = &look.ButtonData{Text: f.R.T("night.roll.take-back"), Label: f.R.T("night.roll.take-back.who", "Who", label), Look: "plain", Small: true, Name: "not", Value: place}
	default:
		l.Button = &look.ButtonData{Text: f.R.T("night.roll.found"), Label: f.R.T("night.roll.found.who", "Who", label), Small: true, Name: "found", Value: place}
	}
	return l
}

func rollsLines(f Frame, d NightData, rolls []night.Roll) []look.Line {
	var lines []look.Line
	for _, r := range rolls {
		lines = append(lines, look.Line{Title: d.clock(f, r.Began), Right: f.R.T("night.roll.of", "N", r.Found, "Of", r.Places)})
	}
	return lines
}

// rollRows are the rows of the sheet, each with an empty box for a pen.
func rollRows(f Frame, c night.Called) []look.Row {
	var rows []look.Row
	for _, room := range c.Now.Rooms {
		for _, p := range room.Places {
			who := p.Code
			if who == "" {
				who = f.R.T("night.roll.shut")
			}
			if p.Children > 0 {
				who += " + " + f.R.T("common.children", "N", p.Children)
			}
			if p.Out {
				who += " · " + f.R.T("night.roll.out")
			}
			rows = append(rows, look.Row{Cells: []look.Cell{{Text: room.Name}, {Text: bedName(f, p.Bed, p.Extra)}, {Text: who}, {Text: "☐"}}})
		}
		rows = append(rows, look.Row{Cells: []look.Cell{{Text: room.Name}, {Text: ""}, {Text: f.R.T("night.roll.room")}, {Text: "☐"}}})
	}
	return rows
}

// markAllergies says on a map, in one line, what somebody does not tolerate: no
// diagnosis, and nothing where her keys stay closed to the reader.
func markAllergies(f Frame, rooms []look.Room, alerts []casework.StandingAlert) []look.Room {
	for _, a := range alerts {
		if a.Kind != "allergy" {
			continue
		}
		for _, room := range rooms {
			for i := range room.Beds {
				if b := &room.Beds[i]; b.Code == a.Code {
					b.Alert = joinDots(b.Alert, f.R.T("night.allergy", "What", a.Text))
				}
			}
		}
	}
	return rooms
}

// markOut says on a map who has gone out.
func markOut(f Frame, rooms []look.Room, n NightFrame, away []night.Out) []look.Room {
	for _, o := range away {
		for _, room := range rooms {
			for i := range room.Beds {
				if b := &room.Beds[i]; b.Code == o.Code {
					b.State, b.Note = "out", awayLines(f, n, []night.Out{o})[0].Title
				}
			}
		}
	}
	return rooms
}

// A ShiftToday is what the first screen says of the shift at one shelter.
type ShiftToday struct {
	NightFrame
	night.Brief
	Incidents []night.Incident // of the last day
	Short     []night.Hint     // nights that come and are short of people, for who plans them
	Rules     night.RosterRules
}

// shiftAlerts are what of the shift cannot wait: who is not back, and a handover to
// read.
func shiftAlerts(f Frame, shifts []ShiftToday) []look.Alert {
	var alerts []look.Alert
	for _, s := range shifts {
		for _, o := range s.Away {
			if o.Late(s.Now) {
				alerts = append(alerts, look.Alert{Kind: "care", Icon: "clock", Code: o.Code, Bold: f.R.T("night.out.late"), Text: f.R.T("night.out.expected", "When", s.clock(f, o.Expected)), URL: fileLink(o.Code, "/out")})
			}
		}
		if s.Unread(f.Actor.Staff) {
			alerts = append(alerts, look.Alert{Kind: "note", Bold: f.R.T("night.waits"), Text: f.R.T("night.waits.text", "When", s.clock(f, s.Last.Given)), URL: "/night/handover?site=" + string(s.NightFrame.Site.ID)})
		}
	}
	return alerts
}

// awayAt is who is out at the site of a map.
func awayAt(shifts []ShiftToday, site pana.SiteID) (NightFrame, []night.Out) {
	for _, s := range shifts {
		if s.NightFrame.Site.ID == site {
			return s.NightFrame, s.Away
		}
	}
	return NightFrame{}, nil
}

// clockOnly is the clock time of a moment, for a field.
func clockOnly(f Frame, n NightFrame, micros int64) string {
	if micros == 0 {
		return ""
	}
	return f.R.Clock(db.FromMicros(micros).In(n.Zone))
}

// dayOnly is the day of a moment as a field has it; empty when it is today.
func dayOnly(n NightFrame, micros int64) string {
	if micros == 0 {
		return ""
	}
	day := pana.DateOf(db.FromMicros(micros), n.Zone)
	if day == dayOfNow(n) {
		return ""
	}
	return look.Written(day)
}

func dayOfNow(n NightFrame) pana.Date { return pana.DateOf(n.Now, n.Zone) }

// roomsNow is the map of a site with who has gone out.
func roomsNow(f Frame, d TodayData, m residence.Map) []look.Room {
	n, away := awayAt(d.Shifts, m.Site)
	return markAllergies(f, markOut(f, rooms(f, m), n, away), d.Alerts)
}

// shiftLine says how many are on duty at a site and how many are out.
func shiftLine(f Frame, d TodayData, site pana.SiteID) string {
	for _, s := range d.Shifts {
		if s.NightFrame.Site.ID == site {
			return f.R.T("night.brief", "Duty", len(s.OnDuty), "Out", len(s.Away))
		}
	}
	return f.R.T("night.title")
}
