package funding

import (
	"example.org/pana"
	"example.org/pana/casework"
)

// A Period is a time from a day to a day, both counted.
type Period struct{ Since, Until pana.Date }

// Has reports whether a day lies in p.
func (p Period) Has(d pana.Date) bool { return d >= p.Since && d <= p.Until }

// A Line is one day of one person, or one service to one person.
//
// Source and Row say where it is written down; both are empty in a line that was
// kept when its month was closed. Client and Code are empty once she is forgotten:
// Person goes on to tell one person from another, and says nothing else.
type Line struct {
	What         string // Day, or a kind of service: code list service-kind; "unsaid" while nobody said
	Source       string
	Row          string
	On           pana.Date
	Person       string // one and the same for one person over all her times and sites
	Client       pana.ClientID
	Code         string
	Episode      pana.EpisodeID
	Site         pana.SiteID
	Centre       bool // the site is a youth centre
	Minutes      int
	Staff        pana.StaffID
	Signed       pana.StaffID
	Payer        string              // code list payer-kind, as the row names it
	Organisation pana.OrganisationID // as the row names it
	Stood        casework.Stood      // what the chapter says itself
	Absent       string              // of a day: why she was away all of it, code list absence-reason
	Paid         []Paid              // who pays which part; the parts sum to the whole
	Unpaid       string              // why a part stands with Nobody: "payer", "outside", "several", "absent"; message key part
}

// Paid is the part of a line that one agreement, the house or nobody pays.
type Paid struct {
	Agreement AgreementID `json:"a,omitempty"`
	Parts     int         `json:"p"`           // ten-thousandths of the line
	Minor     int64       `json:"m,omitempty"` // what that comes to, in the smallest coins; 0 without a tariff
	Currency  string      `json:"c,omitempty"` // empty without a tariff
	Unpriced  bool        `json:"u,omitempty"` // the agreement has tariffs for such a thing, and none on this day
}

// A Ledger is every day and service of a period, with who pays for each: of all
// whom the reader may know.
type Ledger struct {
	Period
	Lines      []Line
	Agreements map[AgreementID]Agreement // those that pay for something in it
	Gaps       []Gap                     // what is missing, and where it is put right
	Months     []Month                   // that the period touches
}

// A Month is a month of the ledger as 2026-11, and whether it is closed.
type Month struct {
	Month  string    `db:"month"`
	Closed pana.Date `db:"closed"` // empty while it is open
	By     pana.StaffID
}

// A Gap is something without which the ledger is not whole, for the sentence
// funding.gap.{Kind}. It blames nobody.
type Gap struct {
	Kind  string
	N     int         // how many such lines
	Month string      // of the first
	Code  string      // of a client, where it is about one; never of a young person
	Site  pana.SiteID // the youth centre, where it is about lessons
	What  string      // Day or a kind of service, where it is about one
	Payer string      // code list payer-kind, where it is about one
	On    pana.Date   // the first day
	Page  string      // where it is put right, from the root of the house
}

// Kinds of gaps.
const (
	GapPayer   = "payer"   // nobody said who pays, and no rule does
	GapOutside = "outside" // the payer that a row names has no agreement for it
	GapSeveral = "several" // several agreements could pay, and no rule says which
	GapTariff  = "tariff"  // the agreement has no tariff on that day
	GapKind    = "kind"    // a service without its kind
	GapMinutes = "minutes" // a service by the hour without minutes
	GapWorker  = "worker"  // a service without who did it
	GapOpen    = "open"    // its day is past, and nobody said whether it took place
	GapOverlap = "overlap" // two stays on one day; it is counted once
	GapChanged = "changed" // changed in its chapter after it was put right
	GapLate    = "late"    // written down after its month was closed
)

// A Total is what a ledger comes to for one payer and one thing.
type Total struct {
	Agreement AgreementID // Nobody and Own too
	What      string
	Lines     int   // in which it has a part
	Parts     int64 // ten-thousandths of a day or of a service
	Minutes   int64 // of its parts, whole minutes
	Persons   int   // counted once
	Minor     int64
	Currency  string
}

// A Sheet is what a period comes to for one agreement beside what was agreed.
type Sheet struct {
	Agreement Agreement
	Period    Period
	Totals    []Total // by what, days first
	Persons   int     // over all, counted once
	Minor     int64
	Funders   []int64 // of the money, in the order of Agreement.Funders
	Targets   []Reached
}

// Reached is a target and what of it falls into the period.
type Reached struct {
	Target
	Parts int64 // ten-thousandths; of persons whole ones
}
