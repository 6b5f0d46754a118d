package night

import (
	"regexp"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// IncidentID is the id of an incident.
type IncidentID string

// An Incident is something that happened in the house. What is said of it as a whole
// names nobody; what concerns one of those who live here stands in her own part.
type Incident struct {
	ID        IncidentID   `db:"id"`
	Site      pana.SiteID  `db:"site_id"`
	Kind      string       `db:"kind"`    // code list incident-kind
	Urgency   string       `db:"urgency"` // Calm, Watch or Urgent, as a line of a handover
	Place     string       `db:"place"`   // code list incident-place
	On        pana.Date    `db:"on_day"`
	At        string       `db:"at_clock"`
	By        pana.StaffID `db:"by_staff"`
	Settled   pana.Date    `db:"settled_on"`
	SettledBy pana.StaffID `db:"settled_by"`
	Version   int64        `db:"version"`
	Told      []string     `db:"-"` // code list incident-told
	Text      string       `db:"-"`
	Done      string       `db:"-"`
	After     string       `db:"-"`
	Closed    bool         `db:"-"`
	Parts     []Part       `db:"-"`
}

// A Part is what one client has to do with an incident.
type Part struct {
	ID       string        `db:"id"`
	Incident IncidentID    `db:"incident_id"`
	Client   pana.ClientID `db:"client_id"`
	Code     string        `db:"code"`
	Part     string        `db:"part"` // code list incident-part
	By       pana.StaffID  `db:"by_staff"`
	Version  int64         `db:"version"`
	Text     string        `db:"-"`
	Closed   bool          `db:"-"`
}

// A NewIncident is what a form says. A kind, or a word, is enough.
type NewIncident struct {
	Kind    string
	Urgency string
	Place   string
	Told    []string
	On      pana.Date // empty is today
	At      string
	Text    string
	Done    string
	Codes   []string // who was there
}

// mostThere is how many of those who live here can be in one incident.
const mostThere = 30

// aCode finds what looks like the code of a client.
var aCode = regexp.MustCompile(`(?i)\b[a-z]{2}-\d{2}-\d{3,}\b`)

func (n NewIncident) clean(op string, today pana.Date) (NewIncident, error) {
	for _, c := range [][3]string{{"kind", "incident-kind", n.Kind}, {"place", "incident-place", n.Place}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return n, err
		}
	}
	if err := casework.CheckOneOf(op, "urgency", n.Urgency, Watch, Urgent); err != nil {
		return n, err
	}
	for _, t := range n.Told {
		if err := casework.CheckCode(op, "told", "incident-told", t); err != nil {
			return n, err
		}
	}
	n.Told = slices.Compact(slices.Sorted(slices.Values(n.Told)))
	if n.On == "" {
		n.On = today
	}
	var err error
	if n.On, err = casework.Past(op, "on", n.On, today); err != nil {
		return n, err
	}
	if err := casework.Clock(op, "at", n.At); err != nil {
		return n, err
	}
	if n.Text, err = noCodes(op, "text", n.Text); err != nil {
		return n, err
	}
	if n.Done, err = noCodes(op, "done", n.Done); err != nil {
		return n, err
	}
	if n.Kind == "" && n.Text == "" {
		return n, pana.Refuse(op, "kind", "incident.empty")
	}
	if n.Codes = distinct(n.Codes); len(n.Codes) > mostThere {
		return n, pana.Refuse(op, "codes", "incident.many")
	}
	return n, nil
}

// noCodes cleans words about the whole of an incident: a code in them would show one
// client to the reader of another.
func noCodes(op, field, text string) (string, error) {
	text, err := casework.Text(op, field, text, casework.MostText)
	if err == nil && aCode.MatchString(text) {
		err = pana.Refuse(op, field, "incident.code.in-words")
	}
	return text, err
}

// distinct returns codes as they are written, each once and none empty.
func distinct(codes []string) []string {
	var all []string
	for _, c := range codes {
		if c = strings.ToUpper(strings.TrimSpace(c)); c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}
