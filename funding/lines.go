package funding

import (
	"cmp"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/residence"
)

// A term says until when one payer pays for a client's time here.
type term = residence.Funded

// facts are what the lines of a period are made of.
type facts struct {
	stays    []Stay
	aways    map[pana.ClientID][]away
	terms    map[pana.EpisodeID][]term
	services []casework.Service
	lessons  []casework.Service // of youth centres
	codes    map[pana.ClientID]string
	times    map[pana.ClientID][]casework.Time
}

// payerOf is who pays for a day by the terms of a time in our care: of those that
// reach so far the one that ends first.
func (f *facts) payerOf(e pana.EpisodeID, on pana.Date) (payer string, organisation pana.OrganisationID) {
	var first *term
	for i := range f.terms[e] {
		if t := &f.terms[e][i]; t.Until >= on && (first == nil || t.Until < first.Until) {
			first = t
		}
	}
	if first == nil {
		return "", ""
	}
	return first.Payer, first.Organisation
}

// timeOf is the time in our care that a day lies in, or else the last before it.
func (f *facts) timeOf(client pana.ClientID, on pana.Date) pana.EpisodeID {
	var last pana.EpisodeID
	for _, t := range f.times[client] {
		if t.Opened <= on || last == "" {
			last = t.ID
		}
	}
	return last
}

// lines makes the lines of a period, days before services, each with who pays for it,
// and what is not right in what they are made of.
func (f *facts) lines(p Period, q *asking) (lines []Line, gaps []Gap) {
	gaps = f.each(p, q, func(l *Line) { lines = append(lines, *l) })
	return lines, gaps
}

// each hands over the same lines one after another. do keeps none of them: the next
// one stands in its place.
func (f *facts) each(p Period, q *asking, do func(*Line)) (gaps []Gap) {
	var l Line
	q.away = map[string]int{}
	slices.SortStableFunc(f.stays, func(a, b Stay) int { return cmp.Compare(a.Client, b.Client) })
	for from := 0; from < len(f.stays); {
		to := from + 1
		for to < len(f.stays) && f.stays[to].Client == f.stays[from].Client {
			to++
		}
		client := f.stays[from].Client
		days, twice := daysOf(f.stays[from:to], p)
		if twice != "" {
			gaps = append(gaps, Gap{Kind: GapOverlap, N: 1, Month: monthOf(twice), Code: f.codes[client], On: twice, What: Day, Page: "/clients/" + f.codes[client]})
		}
		gone := wholeDays(f.aways[client], p)
		for _, d := range days {
			l = Line{What: Day, Source: Day, Row: d.Stay.ID, On: d.On, Person: string(client), Client: client, Code: f.codes[client],
				Episode: d.Stay.Episode, Site: d.Stay.Site, Absent: gone[d.On].Reason}
			if l.Absent != "" {
				q.away[l.Person+string(l.On)] = gone[d.On].Number
			}
			l.Payer, l.Organisation = f.payerOf(l.Episode, l.On)
			q.pay(&l)
			do(&l)
		}
		from = to
	}
	for i, s := range slices.Concat(f.services, f.lessons) {
		if s.Open || !p.Has(s.On) {
			continue
		}
		l = Line{What: cmp.Or(s.Kind, Unsaid), Source: s.Source, Row: s.Row, On: s.On, Person: string(s.Client), Client: s.Client, Code: s.Code,
			Episode: cmp.Or(s.Episode, f.timeOf(s.Client, s.On)), Site: s.Site, Centre: i >= len(f.services), Minutes: s.Minutes, Staff: s.Staff, Signed: s.Signed, Payer: s.Payer, Stood: s.Stood}
		q.pay(&l)
		do(&l)
	}
	return gaps
}

// Unsaid is what a service is while nobody said which kind it is.
const Unsaid = "unsaid"
