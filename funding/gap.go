package funding

import (
	"maps"
	"net/url"
	"slices"

	"example.org/pana"
)

// gaps gathers what is missing: what is the same for many lines is one gap that
// counts them.
type gaps struct {
	list []Gap
	at   map[Gap]int
}

func newGaps() *gaps { return &gaps{at: map[Gap]int{}} }

func (g *gaps) add(found ...Gap) {
	for _, one := range found {
		key := Gap{Kind: one.Kind, Month: one.Month, What: one.What, Payer: one.Payer, Page: one.Page, Code: one.Code, Site: one.Site}
		if i, ok := g.at[key]; ok {
			g.list[i].N += one.N
			g.list[i].On = min(g.list[i].On, one.On)
			continue
		}
		g.at[key] = len(g.list)
		g.list = append(g.list, one)
	}
}

// of adds what is missing in lines.
func (g *gaps) of(q *asking, lines []Line) {
	for i := range lines {
		l := &lines[i]
		at := Gap{N: 1, Month: monthOf(l.On), On: l.On, What: l.What}
		if l.Centre {
			at.Site = l.Site
		}
		if kind := map[string]string{noPayer: GapPayer, outside: GapOutside, several: GapSeveral}[l.Unpaid]; kind != "" {
			one := at
			one.Kind, one.Payer, one.Page = kind, l.Payer, RulesPage
			if !l.Centre && kind != GapSeveral {
				one.Page = LinesPage(at.Month, url.Values{"unpaid": {l.Unpaid}, "what": {l.What}})
			}
			g.add(one)
		}
		for _, p := range l.Paid {
			if p.Unpriced {
				one := at
				one.Kind, one.Page = GapTariff, "/funding/agreements/"+string(p.Agreement)
				g.add(one)
			}
		}
		if l.What == Day {
			continue
		}
		if at.Page = l.page(); !l.Centre {
			at.Code = l.Code
		}
		if l.What == Unsaid {
			one := at
			one.Kind = GapKind
			g.add(one)
		}
		if l.Minutes == 0 && q.byTheHour(l) {
			one := at
			one.Kind = GapMinutes
			if !l.Centre {
				one.Page = ServicesPath(l.Code, monthOf(l.On))
			}
			g.add(one)
		}
		if l.Stood.Changed {
			one := at
			one.Kind, one.Page = GapChanged, ServicesPath(l.Code, monthOf(l.On))
			g.add(one)
		}
		if l.Staff == "" {
			one := at
			one.Kind = GapWorker
			g.add(one)
		}
	}
}

// byTheHour reports whether somebody who pays for a line pays its minutes.
func (q *asking) byTheHour(l *Line) bool {
	return slices.ContainsFunc(l.Paid, func(p Paid) bool {
		a, ok := q.agreement(p.Agreement)
		if !ok {
			return false
		}
		for _, kind := range []string{l.What, ""} {
			if _, ok := a.tariff(PerService, kind, l.On); ok {
				return false
			}
			if _, ok := a.tariff(PerHour, kind, l.On); ok {
				return true
			}
		}
		return false
	})
}

// late adds how many lines were written down after their month was closed.
func (g *gaps) late(month string, kept, live []Line) {
	type line struct {
		what, source, person string
		on                   string
	}
	had := map[line]int{}
	for _, l := range kept {
		had[line{l.What, l.Source, l.Person, string(l.On)}]++
	}
	for _, l := range live {
		key := line{l.What, l.Source, l.Person, string(l.On)}
		if had[key] > 0 {
			had[key]--
			continue
		}
		one := Gap{Kind: GapLate, N: 1, Month: month, What: l.What, On: l.On, Page: "/funding/months/" + month}
		if l.Centre {
			one.Site, one.Page = l.Site, LessonsPage(l.Site, month)
		}
		g.add(one)
	}
}

// pages are where the services of each source are written down, below the file.
var pages = map[string]string{"session": "/sessions", "visit": "/health", "hearing": "/court", "paper": "/papers", "course": "/learning", "step": "/plan", "skills": "/skills",
	"call": "/calls", "given": "/belongings", "tick": ""}

func (l *Line) page() string {
	if l.Centre {
		return "/youth/centres/" + string(l.Site) + "/timetable"
	}
	return pageOf(l.Source, l.Code)
}

// LessonsPage is where the lessons of a centre in a month stand with who pays.
func LessonsPage(site pana.SiteID, month string) string {
	return "/youth/centres/" + string(site) + "/months/" + month
}

// RulesPage is where the rules stand by which the house splits.
const RulesPage = "/funding/rules"

// LinesPage is where the lines of a month stand: with unpaid those that nobody pays for,
// for this reason; with what those of one thing. An empty value asks for nothing.
func LinesPage(month string, of url.Values) string {
	maps.DeleteFunc(of, func(field string, _ []string) bool { return of.Get(field) == "" })
	page := "/funding/months/" + month + "/lines"
	if len(of) > 0 {
		page += "?" + of.Encode()
	}
	return page
}

// ServicesPath is where the services of a client in a month stand, with how long each
// took and who pays.
func ServicesPath(code, month string) string { return "/clients/" + code + "/services/" + month }

func pageOf(source, code string) string {
	if code == "" {
		return ""
	}
	return "/clients/" + code + pages[source]
}
