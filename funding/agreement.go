package funding

import (
	"slices"

	"example.org/pana"
)

// Who pays where no agreement does.
const (
	Nobody AgreementID = ""    // not covered
	Own    AgreementID = "own" // the house's own money
)

// What is paid besides kinds of services, code list service-kind.
const (
	Day    = "day"    // one person for one day
	Person = "person" // of a target only: one person in the period
)

// What a tariff counts.
const (
	PerDay     = "day"
	PerService = "service"
	PerHour    = "hour"
)

// An Agreement is what funders have promised to pay, where, for what and how long.
type Agreement struct {
	ID       AgreementID   `db:"id"`
	Payer    string        `db:"payer"`    // code list payer-kind: how the rows of other chapters name it
	Currency string        `db:"currency"` // code list currency
	Since    pana.Date     `db:"since"`
	Until    pana.Date     `db:"until"`       // the last day; empty while open
	Days     bool          `db:"pays_days"`   // it pays for days
	Absent   int           `db:"absent_days"` // of one absence, how many whole days it pays too
	Mandate  string        `db:"mandate_id"`  // only for times in our care that began under it; empty is any
	Rhythm   string        `db:"rhythm"`      // Month, Quarter or Year: how often it wants a report
	Due      int           `db:"due_days"`    // after the end of each; 0 while nobody said
	Officer  pana.StaffID  `db:"officer"`     // the funder's own reader of its totals
	By       pana.StaffID  `db:"by_staff"`
	Version  int64         `db:"version"`
	Name     string        `db:"-"` // as the house calls it
	Number   string        `db:"-"` // as it stands on paper
	Form     string        `db:"-"` // the name of the funder's own form of report
	Services []string      `db:"-"` // kinds of services it pays
	Absences []string      `db:"-"` // for which reasons absent days are paid, code list absence-reason; none is any
	Funders  []Funder      `db:"-"` // who gives the money; their parts sum to the whole
	Sites    []pana.SiteID `db:"-"`
	Targets  []Target      `db:"-"`
	Tariffs  []Tariff      `db:"-"` // each unit and kind in the order of its days
}

// A Funder gives a part of the money of an agreement, itself or through another.
type Funder struct {
	Organisation pana.OrganisationID `db:"organisation_id"`
	Through      pana.OrganisationID `db:"through_id"` // who hands it on to us; empty when itself
	Parts        int                 `db:"parts"`      // ten-thousandths
}

// A Target is how much of something was agreed for a time.
type Target struct {
	ID    string    `db:"id"`
	What  string    `db:"what"` // Day, Person or a kind of service
	Since pana.Date `db:"since"`
	Until pana.Date `db:"until"`
	Count int       `db:"number"`
}

// A Tariff is what one unit costs from a day on, in the smallest coins of the
// currency of its agreement.
type Tariff struct {
	ID    string    `db:"id"`
	Unit  string    `db:"unit"`
	Kind  string    `db:"kind"` // code list service-kind; empty is every kind that has none of its own
	Since pana.Date `db:"since"`
	Until pana.Date `db:"until"`  // the last day; empty is as long as the agreement
	Minor int64     `db:"amount"` // tiyn of a tenge, cents of a dollar
}

// within reports whether day lies in a time whose last day may be open.
func within(day, since, until pana.Date) bool { return day >= since && (until == "" || day <= until) }

// Pays reports whether a pays for something of a site on a day at all.
func (a Agreement) Pays(what string, site pana.SiteID, on pana.Date) bool {
	if !within(on, a.Since, a.Until) || !slices.Contains(a.Sites, site) {
		return false
	}
	if what == Day {
		return a.Days
	}
	return slices.Contains(a.Services, what)
}

// Price is what one line costs under a, and false where a has no tariff for it on
// its day. A service by the hour costs its minutes.
func (a Agreement) Price(what string, on pana.Date, minutes int) (minor int64, ok bool) {
	if what == Day {
		t, ok := a.tariff(PerDay, "", on)
		return t.Minor, ok
	}
	for _, kind := range []string{what, ""} {
		if t, ok := a.tariff(PerService, kind, on); ok {
			return t.Minor, true
		}
		if t, ok := a.tariff(PerHour, kind, on); ok {
			return (t.Minor*int64(minutes) + 30) / 60, true
		}
	}
	return 0, false
}

func (a Agreement) tariff(unit, kind string, on pana.Date) (Tariff, bool) {
	for _, t := range a.Tariffs {
		if t.Unit == unit && t.Kind == kind && within(on, t.Since, t.Until) {
			return t, true
		}
	}
	return Tariff{}, false
}

// Priced reports whether a knows any tariff for such a thing: one that has none
// pays as a whole, and no line of it has a price.
func (a Agreement) Priced(what string) bool {
	return slices.ContainsFunc(a.Tariffs, func(t Tariff) bool {
		return (t.Unit == PerDay) == (what == Day) && (t.Kind == "" || t.Kind == what)
	})
}
