package funding

import (
	"cmp"
	"maps"
	"slices"
)

// A Tally sums lines as they come, without holding them: any number of months.
type Tally struct {
	totals  map[tallied]*sum
	persons map[AgreementID]map[string]struct{}
}

type tallied struct {
	agreement AgreementID
	what      string
	currency  string
}

type sum struct {
	Total
	minutes int64 // ten-thousandths
	persons map[string]struct{}
}

// NewTally returns an empty one.
func NewTally() *Tally {
	return &Tally{map[tallied]*sum{}, map[AgreementID]map[string]struct{}{}}
}

// Add counts a line for each who pays a part of it.
func (t *Tally) Add(l *Line) { t.add(l, 1) }

// AddAlike counts lines that are alike: what Add of each of them would.
func (t *Tally) AddAlike(a *Alike) { t.add(&a.Line, a.N) }

// add counts n lines that are alike, whose minutes are those of all.
func (t *Tally) add(l *Line, n int) {
	for _, p := range l.Paid {
		k := tallied{p.Agreement, l.What, p.Currency}
		s := t.totals[k]
		if s == nil {
			s = &sum{Total: Total{Agreement: p.Agreement, What: l.What, Currency: p.Currency}, persons: map[string]struct{}{}}
			t.totals[k] = s
		}
		s.Lines += n
		s.Parts += int64(p.Parts) * int64(n)
		s.minutes += int64(l.Minutes) * int64(p.Parts)
		s.Minor += p.Minor * int64(n)
		s.persons[l.Person] = struct{}{}
		if t.persons[p.Agreement] == nil {
			t.persons[p.Agreement] = map[string]struct{}{}
		}
		t.persons[p.Agreement][l.Person] = struct{}{}
	}
}

// Persons is how many people have a line that an agreement pays a part of, each
// counted once over all her times, sites and months.
func (t *Tally) Persons(id AgreementID) int { return len(t.persons[id]) }

// Minor is what an agreement pays in all, in the smallest coins.
func (t *Tally) Minor(id AgreementID) (sum int64) {
	for k, s := range t.totals {
		if k.agreement == id {
			sum += s.Minor
		}
	}
	return sum
}

// Everybody is how many people have any line.
func (t *Tally) Everybody() int {
	all := map[string]struct{}{}
	for _, some := range t.persons {
		for p := range some {
			all[p] = struct{}{}
		}
	}
	return len(all)
}

// Totals returns the sums: agreements first, then the house and nobody; days
// before services. What has no price stands with what has one.
func (t *Tally) Totals() []Total {
	list := make([]Total, 0, len(t.totals))
	for k, s := range t.totals {
		if k.currency == "" && t.priced(k) != nil {
			continue
		}
		one, minutes, persons := s.Total, s.minutes, s.persons
		if free := t.totals[tallied{k.agreement, k.what, ""}]; free != nil && free != s && t.priced(k) == s {
			one.Lines += free.Lines
			one.Parts += free.Parts
			minutes += free.minutes
			persons = maps.Clone(persons)
			maps.Copy(persons, free.persons)
		}
		one.Persons, one.Minutes = len(persons), minutes/Whole
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b Total) int {
		return cmp.Or(cmp.Compare(last(a.Agreement), last(b.Agreement)), cmp.Compare(a.Agreement, b.Agreement),
			cmp.Compare(notDay(a.What), notDay(b.What)), cmp.Compare(a.What, b.What), cmp.Compare(a.Currency, b.Currency))
	})
	return list
}

// priced is the first sum with a price of the same payer and thing.
func (t *Tally) priced(k tallied) *sum {
	var first string
	for o := range t.totals {
		if o.agreement == k.agreement && o.what == k.what && o.currency != "" && (first == "" || o.currency < first) {
			first = o.currency
		}
	}
	if first == "" {
		return nil
	}
	return t.totals[tallied{k.agreement, k.what, first}]
}

// last puts the house's own money and what nobody pays behind the agreements.
func last(id AgreementID) int {
	switch id {
	case Own:
		return 1
	case Nobody:
		return 2
	}
	return 0
}

func notDay(what string) int {
	if what == Day {
		return 0
	}
	return 1
}

// Sheet returns what was counted for one agreement beside what was agreed.
func (t *Tally) Sheet(a Agreement, p Period) Sheet {
	s := Sheet{Agreement: a, Period: p, Persons: t.Persons(a.ID), Minor: t.Minor(a.ID)}
	for _, one := range t.Totals() {
		if one.Agreement == a.ID {
			s.Totals = append(s.Totals, one)
		}
	}
	parts := make([]int, len(a.Funders))
	for i, f := range a.Funders {
		parts[i] = f.Parts
	}
	s.Funders = Split(s.Minor, parts)
	for _, g := range a.Targets {
		if g.Since > p.Until || g.Until < p.Since {
			continue
		}
		r := Reached{Target: g}
		for _, one := range s.Totals {
			if one.What == g.What {
				r.Parts += one.Parts
			}
		}
		if g.What == Person {
			r.Parts = int64(s.Persons) * Whole
		}
		s.Targets = append(s.Targets, r)
	}
	return s
}

// Tally sums the lines of a ledger.
func (l *Ledger) Tally() *Tally {
	t := NewTally()
	for i := range l.Lines {
		t.Add(&l.Lines[i])
	}
	return t
}
