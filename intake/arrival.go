package intake

import (
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// An Arrival is what the night worker was told. Everything may be empty; an
// empty Bed takes the best free one, or makes an extra place when none is left.
type Arrival struct {
	Name     string // any name to use, or none
	Language string // code list language
	Sex      string // code list sex
	AgeBand  string // code list age-band
	Children int    // who came with her and have no bed of their own
	Danger   string // yes, no, not-now: is there danger right now
	Injured  string // … wounds or pain
	Police   string // … shall the police be called
	Bed      pana.BedID
	Consent  string // Yes, No or Later: may she stay tonight and may we write this down
	Reason   string // why a bed rule is set aside; empty sets none aside
}

// Answers to questions of the night.
const (
	Yes    = "yes"
	No     = "no"
	NotNow = "not-now"
	Later  = "later"
)

// mostChildren is how many children can come with one person.
const mostChildren = 20

// check refuses codes no list holds and figures that cannot be, each on its own
// field, all of them at once.
func (a Arrival) check(op string) error {
	answer := func(field, code string, of ...string) error {
		if code == "" || slices.Contains(of, code) {
			return nil
		}
		return pana.Refuse(op, field, "codes.unknown")
	}
	return all(
		nameOf(a.Name),
		codes.Check(op, "language", "language", a.Language),
		codes.Check(op, "sex", "sex", a.Sex),
		codes.Check(op, "age_band", "age-band", a.AgeBand),
		within(op, "children", "arrival.children.range", a.Children, mostChildren),
		answer("danger", a.Danger, Yes, No, NotNow),
		answer("injured", a.Injured, Yes, No, NotNow),
		answer("police", a.Police, Yes, No, NotNow),
		answer("consent", a.Consent, Yes, No, Later),
		reasonOf(op, a.Reason),
	)
}

func nameOf(name string) error {
	_, err := casework.CleanName(name)
	return err
}

func reasonOf(op, reason string) error {
	_, err := words(op, "reason", reason, mostLine)
	return err
}

// kept is what of a may be written down. Without a yes nothing is but the bed:
// no service hangs on the answer, so the stay goes on all the same.
func (a Arrival) kept() Arrival {
	if a.Consent == Yes {
		return a
	}
	return Arrival{Bed: a.Bed, Consent: a.Consent}
}

// guest is what bed rules look at in whoever arrived.
func (a Arrival) guest() residence.Guest {
	return residence.Guest{Sex: a.Sex, AgeBand: a.AgeBand, Children: a.Children}
}

// loneChild reports whether a child came without a grown-up.
func (a Arrival) loneChild() bool { return a.AgeBand == "0-8" || a.AgeBand == "9-17" }

// alarms are the alerts that a raises: the kind, and the message that says why.
func (a Arrival) alarms() []alarm {
	var list []alarm
	if a.Danger == Yes {
		list = append(list, alarm{"safety", "arrival.alert.danger"})
	}
	if a.Injured == Yes {
		list = append(list, alarm{"health", "arrival.alert.injured"})
	}
	if a.Police == Yes {
		list = append(list, alarm{"on-call", "arrival.alert.police"})
	}
	if a.loneChild() {
		list = append(list, alarm{"child", "arrival.alert.child"})
	}
	return list
}

type alarm struct{ kind, say string }

// Steps towards a guardian for a child who came alone.
const (
	GuardianOpen      = "open"
	GuardianAsked     = "asked"
	GuardianAppointed = "appointed"
)

// GuardianSteps lists the steps in their order.
func GuardianSteps() []string { return []string{GuardianOpen, GuardianAsked, GuardianAppointed} }

// An arrivalRow is one arrival as it is kept.
type arrivalRow struct {
	Client       pana.ClientID  `db:"client_id"`
	Episode      pana.EpisodeID `db:"episode_id"`
	Site         pana.SiteID    `db:"site_id"`
	Danger       string         `db:"danger"`
	Injured      string         `db:"injured"`
	Police       string         `db:"police"`
	Children     int            `db:"children"`
	LoneChild    bool           `db:"lone_child"`
	Guardianship string         `db:"guardianship"`
}

func (a Arrival) row(site pana.SiteID, client pana.ClientID, episode pana.EpisodeID) arrivalRow {
	r := arrivalRow{Client: client, Episode: episode, Site: site, Danger: a.Danger, Injured: a.Injured, Police: a.Police,
		Children: a.Children, LoneChild: a.loneChild()}
	if r.LoneChild {
		r.Guardianship = GuardianOpen
	}
	return r
}

func (r arrivalRow) digest() [32]byte {
	return trail.Digest("arrivals", string(r.Episode), string(r.Client), r.Danger, r.Injured, r.Police, strconv.Itoa(r.Children), r.Guardianship)
}
