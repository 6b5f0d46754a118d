package health

import (
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// The night's part of a day, by the clock: whoever comes on duty in the evening
// gives what is due from NightFrom on, and until NightUntil in the morning.
const (
	NightFrom  = "20:00"
	NightUntil = "08:00"
)

// Night reports whether a clock time is the night's.
func Night(clock string) bool { return clock >= NightFrom || clock < NightUntil }

// A Medicine is what she takes, when, and until when.
type Medicine struct {
	ID           MedicineID          `db:"id"`
	Times        string              `db:"times"` // clock times with a space between
	AsNeeded     bool                `db:"as_needed"`
	AtNight      bool                `db:"at_night"` // as needed, at night too
	From         pana.Date           `db:"from_day"`
	Until        pana.Date           `db:"until_day"` // last day; empty until it is stopped
	Stopped      pana.Date           `db:"stopped"`   // first day without it
	Why          string              `db:"why"`       // code list medicine-stopped
	Organisation pana.OrganisationID `db:"organisation_id"`
	Prescriber   pana.PersonID       `db:"person_id"`
	NightLine    bool                `db:"night_line"`
	Supersedes   MedicineID          `db:"supersedes"`
	Newest       bool                `db:"newest"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Name         string
	Dose         string
	How          string // with food, with water, kept by her
	WhyWords     string
	Closed       bool
}

// Clocks returns the times of day in order.
func (m Medicine) Clocks() []string { return strings.Fields(m.Times) }

// Stands reports whether she takes it on a day.
func (m Medicine) Stands(day pana.Date) bool {
	return m.From <= day && (m.Until == "" || day <= m.Until) && (m.Stopped == "" || day < m.Stopped)
}

// Over reports whether she takes it no more after a day.
func (m Medicine) Over(day pana.Date) bool {
	return m.Until != "" && m.Until < day || m.Stopped != "" && m.Stopped <= day || m.Until != "" && m.Until < m.From
}

// ByNight reports whether the night may have to give it.
func (m Medicine) ByNight() bool {
	return m.AsNeeded && m.AtNight || slices.ContainsFunc(m.Clocks(), Night)
}

// A Prescription is what a form says of a medicine. Name is needed, and either a
// time of day or that it is taken as needed.
type Prescription struct {
	Name         string
	Dose         string
	How          string
	Times        []string
	AsNeeded     bool
	AtNight      bool
	From         pana.Date // empty means today
	Until        pana.Date
	Organisation pana.OrganisationID
	Prescriber   casework.Someone
	Twice        bool // it is meant beside another medicine of that name
}

// mostTimes is how often a day something can be due.
const mostTimes = 12

func (p Prescription) clean(op string, today pana.Date) (Prescription, error) {
	var err error
	for _, t := range []struct {
		field string
		text  *string
		most  int
	}{{"name", &p.Name, mostShortLine}, {"dose", &p.Dose, mostShortLine}, {"how", &p.How, mostShortLine}} {
		if *t.text, err = casework.Text(op, t.field, *t.text, t.most); err != nil {
			return p, err
		}
	}
	if p.Name == "" {
		return p, pana.Refuse(op, "name", "health.medicine.name.missing")
	}
	if p.Times, err = clocks(op, p.Times); err != nil {
		return p, err
	}
	if len(p.Times) == 0 && !p.AsNeeded {
		return p, pana.Refuse(op, "times", "health.medicine.times.missing")
	}
	if p.From, err = casework.Day(op, "from", p.From); err != nil {
		return p, err
	}
	if p.From == "" {
		p.From = today
	}
	if p.Until, err = casework.Day(op, "until", p.Until); err != nil {
		return p, err
	}
	if p.Until != "" && p.Until < p.From {
		return p, pana.Refuse(op, "until", "date.crossed")
	}
	p.AtNight = p.AtNight && p.AsNeeded
	p.Prescriber.New.Role = "doctor"
	return p, nil
}

// clocks returns times of day in order, each once. A lone 8:00 gets its zero.
func clocks(op string, times []string) ([]string, error) {
	var out []string
	for _, t := range times {
		if t = strings.TrimSpace(t); t == "" {
			continue
		}
		if len(t) == 4 && t[1] == ':' {
			t = "0" + t
		}
		if err := casework.Clock(op, "times", t); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > mostTimes {
		return nil, &pana.Error{Op: op, Kind: pana.Invalid, Field: "times", Say: "health.medicine.times.most", With: map[string]any{"Max": mostTimes}}
	}
	return out, nil
}

// medicine is a prescription as it would stand.
func (p Prescription) medicine() Medicine {
	return Medicine{Name: p.Name, Dose: p.Dose, How: p.How, Times: strings.Join(p.Times, " "), AsNeeded: p.AsNeeded, AtNight: p.AtNight,
		From: p.From, Until: p.Until, Organisation: p.Organisation, Newest: true}
}

// line is how the night gives it: what, how much, how.
func (m Medicine) line() string {
	return strings.Join(strings.Fields(strings.Join(nonEmpty(m.Name, m.Dose, m.How), " · ")), " ")
}

// sameName reports whether two names are written for one medicine: letter case
// and spaces do not count.
func sameName(a, b string) bool {
	tidy := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return tidy(a) == tidy(b)
}

// overlap reports whether there is a day on which both are taken.
func overlap(a, b Medicine) bool {
	last := func(m Medicine) pana.Date {
		day := m.Until
		if m.Stopped != "" {
			if before := m.Stopped.AddDays(-1); day == "" || before < day {
				day = before
			}
		}
		return day
	}
	ends := func(m Medicine, other pana.Date) bool { l := last(m); return l != "" && l < other }
	never := func(m Medicine) bool { l := last(m); return l != "" && l < m.From }
	return !never(a) && !never(b) && !ends(a, b.From) && !ends(b, a.From)
}
