package template

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/residence"
	"example.org/pana/web/look"
)

// BedsData is what the pages about the beds of one shelter show.
type BedsData struct {
	Site   house.Site
	Sites  []house.Site // the shelters the reader may look at
	Map    residence.Map
	Full   []residence.Occupancy // of this month and the one before it
	Rules  []assessment.Present  // for calls and visits, of those of the site
	Alerts []casework.StandingAlert
}

// PlaceData is what the page about one client's bed shows.
type PlaceData struct {
	residence.Placing
	Stays []residence.Stay
	Today pana.Date
}

// rooms lays a map out for RoomList and RoomMap, each free bed with its id. A
// bed out of service says nothing more, whatever the reason.
func rooms(f Frame, m residence.Map) []look.Room {
	var all []look.Room
	for _, room := range m.Rooms {
		all = append(all, look.Room{Name: room.Name, Beds: bedSigns(f, m, room)})
	}
	return all
}

// quietRooms is rooms without the ids, for a second drawing on the same page.
func quietRooms(f Frame, m residence.Map) []look.Room {
	all := rooms(f, m)
	for _, room := range all {
		for i := range room.Beds {
			room.Beds[i].Free = ""
		}
	}
	return all
}

func bedSigns(f Frame, m residence.Map, room residence.Room) []look.Bed {
	var signs []look.Bed
	for _, b := range room.Beds {
		sign := look.Bed{Name: bedName(f, b.Name, b.Extra)}
		switch b.State {
		case residence.Free:
			sign.State, sign.Free = "free", string(b.ID)
		case residence.OutOfService:
			sign.State = "shut"
		default:
			sign.State, sign.Code, sign.URL, sign.Note = "in", b.Code, "/clients/"+b.Code, bedNote(f, b)
			if b.Since > m.Night {
				sign.State, sign.Note = "out", f.R.T("residence.expected", "Day", b.Since)
			}
		}
		signs = append(signs, sign)
	}
	return signs
}

// bedNote says what is particular about a bed that somebody has.
func bedNote(f Frame, b residence.Bed) string {
	notes := []string{bedName(f, b.Name, b.Extra)}
	if b.Children > 0 {
		notes = append(notes, f.R.T("common.children", "N", b.Children))
	}
	return strings.Join(notes, " · ")
}

func bedName(f Frame, name string, extra bool) string {
	if extra || name == "" {
		return f.R.T("residence.bed.extra")
	}
	return f.R.T("residence.bed.name", "Name", name)
}

// roomFor says who may sleep in a room.
func roomFor(f Frame, r residence.Room) string {
	who := f.R.T("residence.for.anyone")
	if r.Sex != "" {
		who = f.R.T("residence.for." + r.Sex)
	}
	if r.Children {
		return who + " · " + f.R.T("residence.for.children")
	}
	return who
}

func siteLinks(d BedsData, at string) []look.Link {
	var links []look.Link
	for _, s := range d.Sites {
		links = append(links, look.Link{Text: s.Name, URL: at + "?site=" + string(s.ID), Here: s.ID == d.Site.ID})
	}
	return links
}

func bedCounts(f Frame, c residence.Counts) []look.Count {
	return []look.Count{
		{Label: f.R.T("residence.in"), N: strconv.Itoa(c.In)},
		{Label: f.R.T("residence.free"), N: strconv.Itoa(c.Free)},
		{Label: f.R.T("residence.shut"), N: strconv.Itoa(c.OutOfService)},
	}
}

// choices lists where a client can sleep: the beds that suit her, extra places
// when the house is full, then the beds a rule stands against.
func choices(f Frame, d PlaceData) []look.Option {
	chosen := f.Value("bed", string(d.Best))
	if d.Placed {
		chosen = f.Value("bed", "") // nobody is moved by a slip
	}
	var options, against []look.Option
	for _, c := range d.Choices {
		o := look.Option{Value: string(c.Bed.ID), Free: string(c.Bed.ID), Text: placeName(f, c.Room.Name, c.Bed.Name, false), Note: roomFor(f, c.Room)}
		if len(c.Breaks) > 0 {
			o.Note = againstRule(f, c.Breaks)
			against = append(against, o)
		} else {
			options = append(options, o)
		}
	}
	for _, c := range d.Extra {
		o := look.Option{Value: c.Room.ExtraPlace(), Text: placeName(f, c.Room.Name, "", true), Note: roomFor(f, c.Room)}
		if len(c.Breaks) > 0 {
			o.Note = againstRule(f, c.Breaks)
			against = append(against, o)
		} else {
			options = append(options, o)
		}
	}
	options = slices.Concat(options, against)
	for i := range options {
		options[i].Chosen = options[i].Value == chosen && chosen != ""
	}
	return options
}

func placeName(f Frame, room, bed string, extra bool) string {
	return f.R.T("residence.place", "Room", room, "Bed", bedName(f, bed, extra))
}

func againstRule(f Frame, broken []residence.Rule) string {
	var names []string
	for _, rule := range broken {
		names = append(names, f.R.T("residence.against."+string(rule)))
	}
	return f.R.T("residence.against", "Rules", names)
}

// needsReason reports whether a bed against a rule is among the choices.
func needsReason(d PlaceData) bool {
	return slices.ContainsFunc(slices.Concat(d.Choices, d.Extra), func(c residence.Choice) bool { return len(c.Breaks) > 0 })
}

func endings(f Frame) []look.Option {
	var options []look.Option
	for _, e := range residence.Endings() {
		options = append(options, look.Option{Value: string(e), Text: f.R.T("residence.ended." + string(e)), Chosen: f.Value("ended", "") == string(e)})
	}
	return options
}

// stayLines lists where somebody has slept, or who slept in a bed when codes
// are on the stays.
func stayLines(f Frame, stays []residence.Stay) []look.Line {
	var lines []look.Line
	for _, s := range stays {
		l := look.Line{Title: placeName(f, s.RoomName, s.BedName, s.Extra), Where: "in", Right: f.R.T("residence.since", "Since", s.Since)}
		if s.Code != "" {
			l.Code, l.Title, l.URL = s.Code, "", "/clients/"+s.Code
		}
		var quiet []string
		if s.Until != "" {
			l.Where = ""
			l.Right = f.R.T("residence.between", "Since", s.Since, "Until", s.Until)
			quiet = append(quiet, f.R.T("common.nights", "N", s.Nights("", "")), f.R.T("residence.ended."+string(s.Ended)))
		}
		if s.Children > 0 {
			quiet = append(quiet, f.R.T("common.children", "N", s.Children))
		}
		for _, rule := range s.Rules() {
			quiet = append(quiet, f.R.T("residence.aside", "Rule", f.R.T("residence.against."+string(rule))))
		}
		l.Quiet = strings.Join(quiet, " · ")
		if s.Reason != "" {
			l.Quiet += ": " + s.Reason
		}
		lines = append(lines, l)
	}
	return lines
}

// bedLines lists the beds of a room for whoever keeps them.
func bedLines(f Frame, m residence.Map, room residence.Room) []look.Line {
	var lines []look.Line
	for i, sign := range bedSigns(f, m, room) {
		b := room.Beds[i]
		l := look.Line{Title: sign.Name, Where: sign.State, Code: sign.Code, URL: "/beds/" + string(b.ID), Free: sign.Free}
		switch b.State {
		case residence.Free:
			l.Right = f.R.T("residence.state.free")
		case residence.OutOfService:
			l.Where, l.Icon, l.Right = "", "close", f.R.T("residence.state.out")
			var why []string
			if b.Reason != "" {
				why = append(why, f.Label("out-of-service", b.Reason))
			}
			if b.Back != "" {
				why = append(why, f.R.T("residence.until", "Day", b.Back))
			}
			l.Quiet = strings.Join(why, " · ")
		}
		lines = append(lines, l)
	}
	return lines
}

// bedOptions offers the beds of a room that one can do something about.
func bedOptions(f Frame, room residence.Room) []look.Option {
	var options []look.Option
	for _, b := range room.Beds {
		if b.State != residence.Taken && !b.Extra {
			options = append(options, look.Option{Value: string(b.ID), Text: bedName(f, b.Name, false), Chosen: f.Value("bed", "") == string(b.ID)})
		}
	}
	return options
}

func sexOptions(f Frame, sex string) []look.Option {
	options := []look.Option{{Value: "", Text: f.R.T("residence.for.anyone")}, {Value: "female", Text: f.R.T("residence.for.female")}, {Value: "male", Text: f.R.T("residence.for.male")}}
	for i := range options {
		options[i].Chosen = options[i].Value == f.Value("sex", sex)
	}
	return options
}

func childrenOptions(f Frame, allowed bool) []look.Option {
	kept := "no"
	if allowed {
		kept = "yes"
	}
	return f.Keyed("residence.children.", f.Value("children", kept), "yes", "no")
}

// roomDiffs shows both values of a room's rules after a stale page was refused.
func roomDiffs(f Frame, room residence.Room) []look.Diff {
	if f.Typed == nil || f.Value("do", "") != "rules" || f.Value("version", "") == strconv.FormatInt(room.Version, 10) {
		return nil
	}
	text := func(options []look.Option, value string) string {
		for _, o := range options {
			if o.Value == value {
				return o.Text
			}
		}
		return ""
	}
	yes := map[bool]string{true: "yes", false: "no"}[room.Children]
	var diffs []look.Diff
	if f.Value("sex", "") != room.Sex {
		diffs = append(diffs, look.Diff{Label: f.R.T("residence.room.for"), Yours: text(sexOptions(f, ""), f.Value("sex", "")), Theirs: text(sexOptions(f, ""), room.Sex)})
	}
	if f.Value("children", "") != yes {
		diffs = append(diffs, look.Diff{Label: f.R.T("residence.room.children"), Yours: text(childrenOptions(f, true), f.Value("children", "")), Theirs: text(childrenOptions(f, true), yes)})
	}
	return diffs
}
