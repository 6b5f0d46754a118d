package template

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/look"
	"example.org/pana/youth"
)

// What the pages of a youth centre have in common.

func centreLink(site pana.SiteID, part string) string {
	return "/youth/centres/" + string(site) + part
}

func youngLink(code, part string) string { return "/youth/files/" + code + part }

// called is how somebody stands in the list of a group: the name to call, or the code.
func called(call, code string) string {
	if call == "" {
		return code
	}
	return call
}

// meetingTime is when a meeting is, on its day.
func meetingTime(f Frame, m youth.Meeting) string {
	return m.Starts + " · " + f.R.T("youth.minutes", "N", m.Minutes)
}

func youthMeeting(f Frame, m youth.Met, open, day bool) look.Line {
	l := look.Line{Icon: "calendar", Title: m.Name, Strong: true, Quiet: joinDots(meetingTime(f, m.Meeting), m.Place, f.Label("youth-activity", m.Kind), m.Leader, f.R.T("youth.size", "N", m.Size))}
	if day {
		l.Right = f.R.T("youth.weekday."+strconv.Itoa(youth.Weekday(m.On))) + ", " + f.R.ShortDate(m.On)
	}
	if open {
		l.URL = "/youth/lessons/" + m.Key()
	}
	switch {
	case m.State == youth.CalledOff:
		l.Tag = f.R.T("youth.state.called-off")
	case m.State == youth.Held:
		l.Tag, l.Icon = f.R.T("youth.state.held"), "done"
	case m.Free:
		l.Tag = f.R.T("youth.state.free")
	case m.Mine:
		l.Tag = f.R.T("youth.mine")
	}
	return l
}

// yoursLine is one lesson at which the reader is booked to help.
func yoursLine(f Frame, m youth.Met, open bool) look.Line {
	l := youthMeeting(f, m, open, true)
	l.Tag = f.R.T("youth.yours.tag")
	if m.Cannot {
		l.Tag = f.R.T("youth.cannot.said")
	}
	return l
}

// clashLines say which two lessons are in one place at one time.
func clashLines(f Frame, all []youth.Clash) []look.Line {
	var lines []look.Line
	for _, c := range all {
		lines = append(lines, look.Line{Icon: "clock", Title: f.R.T("youth.clash.two", "One", c.One.Name, "Other", c.Other.Name), Quiet: joinDots(c.One.Place, c.One.Starts, c.Other.Starts),
			Right: f.R.T("youth.weekday."+strconv.Itoa(youth.Weekday(c.One.On))) + ", " + f.R.ShortDate(c.One.On), URL: "/youth/groups/" + string(c.Other.Group) + "#times"})
	}
	return lines
}

func youthMeetings(f Frame, all []youth.Met, open, day bool) []look.Line {
	var lines []look.Line
	for _, m := range all {
		lines = append(lines, youthMeeting(f, m, open, day))
	}
	return lines
}

// centreLinks are the pages of a centre that the reader may open.
func centreLinks(f Frame, d youth.Day) []look.Link {
	links := []look.Link{{Text: f.R.T("youth.timetable"), URL: centreLink(d.Site.ID, "/timetable")}}
	if d.MayFiles {
		links = append(links, look.Link{Text: f.R.T("youth.people"), URL: centreLink(d.Site.ID, "/people")})
	}
	if policy.Check(f.Actor, policy.SeeStudents, policy.Subject{Site: d.Site.ID}) == nil {
		links = append(links, look.Link{Text: f.R.T("volunteer.title"), URL: centreLink(d.Site.ID, "/students")})
	}
	links = append(links, look.Link{Text: f.R.T("youth.tell"), URL: centreLink(d.Site.ID, "/tell")}, look.Link{Text: f.R.T("youth.ideas"), URL: centreLink(d.Site.ID, "/ideas")})
	if policy.Check(f.Actor, policy.SeeLessons, policy.Subject{Site: d.Site.ID}) == nil {
		links = append(links, look.Link{Text: f.R.T("youth.months"), URL: centreLink(d.Site.ID, "/months/"+string(d.Today[:7]))})
	}
	if d.MayWorry {
		links = append(links, look.Link{Text: f.R.T("youth.worries"), URL: centreLink(d.Site.ID, "/worries")})
	}
	if d.MayArrive {
		links = append(links, look.Link{Text: f.R.T("youth.referred"), URL: centreLink(d.Site.ID, "/referred")})
	}
	return links
}

// countRows are the figures of what is asked of somebody. Their sum is what is asked.
func countRows(f Frame, c youth.Count) []look.Fact {
	rows := []look.Fact{{Label: f.R.T("youth.count.asked"), Value: strconv.Itoa(c.Asked)}}
	for _, n := range []struct {
		key string
		n   int
	}{{"attended", c.Attended}, {"made-up", c.MadeUp}, {"excused", c.Excused}, {"absent", c.Absent}, {"unmarked", c.Unmarked}, {"ahead", c.Ahead}, {"unplanned", c.Unplanned}} {
		if n.n > 0 || n.key == "attended" {
			rows = append(rows, look.Fact{Label: f.R.T("youth.count." + n.key), Value: strconv.Itoa(n.n)})
		}
	}
	return append(rows, look.Fact{Label: f.R.T("youth.count.minutes"), Value: f.R.T("youth.minutes", "N", c.Minutes)})
}

// periodOf is from when until when somebody comes.
func periodOf(r *locale.Reader, o youth.Order) string {
	if o.Until == "" {
		return r.T("youth.order.since", "Day", r.ShortDate(o.From))
	}
	return r.ShortDate(o.From) + " – " + r.ShortDate(o.Until)
}

func orderFacts(f Frame, o youth.Order) []look.Fact {
	facts := []look.Fact{{Label: f.R.T("youth.order.basis"), Value: f.Label("youth-basis", o.Basis)}}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, look.Fact{Label: f.R.T(key), Value: value})
		}
	}
	add("youth.order.who", o.Who)
	add("youth.order.reason", joinDots(f.Label("youth-reason", o.Reason), o.Told))
	add("youth.order.period", periodOf(f.R, o))
	if o.Sessions > 0 {
		add("youth.order.sessions", strconv.Itoa(o.Sessions))
	}
	var parts []string
	for _, p := range o.Asks() {
		parts = append(parts, f.R.T("youth.part."+p))
	}
	add("youth.order.report", joinDots(parts...))
	if o.EndedOn != "" {
		add("youth.order.state", f.R.T("youth.order.state."+o.State)+", "+f.R.ShortDate(o.EndedOn))
	}
	return facts
}

// partOptions offers parts of a report, ticked as chosen.
func partOptions(f Frame, parts, chosen []string) []look.Option {
	var options []look.Option
	for _, p := range parts {
		options = append(options, look.Option{Value: p, Text: f.R.T("youth.part." + p), Chosen: contains(chosen, p)})
	}
	return options
}

func centreOptions(f Frame, sites []house.Site, kind string) []look.Option {
	var of []house.Site
	for _, s := range sites {
		if s.Kind == kind {
			of = append(of, s)
		}
	}
	return siteOptions(f, of)
}

// slotDayOptions are once, and the days of the week.
func slotDayOptions(f Frame) []look.Option {
	values := []string{"0", "1", "2", "3", "4", "5", "6", "7"}
	return f.Keyed("youth.weekday.", f.Value("weekday", ""), values...)
}

func slotText(f Frame, s youth.Slot) string {
	day := f.R.T("youth.weekday." + strconv.Itoa(s.Weekday))
	if s.Weekday == 0 {
		day = f.R.ShortDate(s.From)
	}
	return day + ", " + s.Starts + " · " + f.R.T("youth.minutes", "N", s.Minutes)
}

// A YouthPaper is a certificate or a report, in the languages that it is printed in.
type YouthPaper struct {
	youth.Paper
	Centre  string
	Readers []*locale.Reader
}

func (p YouthPaper) tells(part string) bool { return contains(p.Parts, part) }

// byName returns ids in the order of their names.
func byName(names map[pana.StaffID]string) []pana.StaffID {
	return slices.SortedFunc(maps.Keys(names), func(a, b pana.StaffID) int {
		return cmp.Or(strings.Compare(names[a], names[b]), strings.Compare(string(a), string(b)))
	})
}

// youngReaders names the roles that read a part of a young person's file.
func youngReaders(f Frame, c pana.Compartment) string {
	return readersAt(f, c, policy.Subject{Young: true})
}

// homeOf is where the file of somebody is: at the centre or at a shelter.
func homeOf(code string, young bool) string {
	if young {
		return youngLink(code, "")
	}
	return fileLink(code, "")
}
