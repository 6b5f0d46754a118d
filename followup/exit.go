package followup

import (
	"regexp"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/residence"
)

// An Exit is how one time in the house ends, as prepared with the client. None of
// its kinds is a failure, and nothing on its list is required.
type Exit struct {
	ID         string            `db:"id"`
	Episode    pana.EpisodeID    `db:"episode_id"`
	Kind       string            `db:"kind"` // code list exit-kind; empty while undecided
	Country    string            `db:"country"`
	Region     string            `db:"region"`
	On         pana.Date         `db:"on_day"` // the day of leaving; empty while open
	State      string            `db:"state"`
	By         pana.StaffID      `db:"by_staff"` // who prepared it last
	ProposedOn pana.Date         `db:"proposed_on"`
	DecidedOn  pana.Date         `db:"decided_on"`
	DecidedBy  pana.StaffID      `db:"decided_by"`
	Version    int64             `db:"version"`
	Points     map[string]string `db:"-"` // code list exit-point to PointAnswers
	Told       map[string]string `db:"-"` // her own words to a point, sealed in care
	Place      string            `db:"-"` // below region, sealed in safety
	Because    string            `db:"-"` // the director's words, sealed in care
}

// States of an exit.
const (
	Open     = "open"
	Proposed = "proposed"
	Approved = "approved"
	Left     = "left"
)

// PointAnswers lists what can be said to a point of the list. Unanswered is an
// answer too.
func PointAnswers() []string { return []string{"yes", "not-yet", "not-applicable"} }

// Kinds of exit that more than their code hangs on.
const (
	ToFamily     = "family"
	ReturnAbroad = "return-abroad"
	OwnDecision  = "own-decision"
	WithoutWord  = "without-word"
	AskedToLeave = "asked-to-leave"
	Died         = "died"
)

// free are the kinds that nobody has to allow: she has decided, or it has happened.
func free(kind string) bool { return slices.Contains([]string{OwnDecision, WithoutWord, Died}, kind) }

// NeedsDecision reports whether a head decides about an exit of that kind.
func NeedsDecision(kind string) bool { return !free(kind) }

// guarded are the kinds that pass the gate of the return.
func guarded(kind string) bool { return kind == ToFamily || kind == ReturnAbroad }

// ending is how the stay of someone who leaves so ends.
func ending(kind string) residence.Ending {
	switch kind {
	case ToFamily:
		return residence.WithFamily
	case ReturnAbroad:
		return residence.ReturnedHome
	case "other-shelter", "state-centre":
		return residence.OtherShelter
	case "hospital":
		return residence.Hospital
	case OwnDecision:
		return residence.OwnDecision
	case WithoutWord:
		return residence.NotBack
	case AskedToLeave:
		return residence.OtherEnding
	case Died:
		return residence.Died
	}
	return residence.AsPlanned
}

// A Plan is what a page about leaving sends. Everything may be empty until it
// is proposed.
type Plan struct {
	Kind    string
	Country string
	Region  string
	On      pana.Date
	Place   string
	Points  map[string]string
	Told    map[string]string
	Version int64 // of the exit as the page showed it; 0 when there was none
}

var regionForm = regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}$`)

// clean returns p as it is kept. It refuses codes that no list holds, each on its
// own field, and words that are too long.
func (p Plan) clean(op string) (Plan, error) {
	for _, f := range []struct{ field, list, code string }{{"kind", "exit-kind", p.Kind}, {"country", "country", p.Country}} {
		if err := codes.Check(op, f.field, f.list, f.code); err != nil {
			return p, err
		}
	}
	if p.Region != "" && !regionForm.MatchString(p.Region) {
		return p, pana.Refuse(op, "region", "codes.unknown")
	}
	var err error
	if p.On, err = casework.Day(op, "on", p.On); err != nil {
		return p, err
	}
	if p.Place, err = casework.Text(op, "place", p.Place, casework.MostLine); err != nil {
		return p, err
	}
	list, _ := codes.Get("exit-point")
	for point, answer := range p.Points {
		if !list.Has(point) {
			return p, pana.Refuse(op, "points", "codes.unknown")
		}
		if err := casework.CheckOneOf(op, "point_"+point, answer, PointAnswers()...); err != nil {
			return p, err
		}
	}
	told := map[string]string{}
	for point, text := range p.Told {
		if !list.Has(point) {
			return p, pana.Refuse(op, "points", "codes.unknown")
		}
		if told[point], err = casework.Text(op, "told_"+point, text, mostWords); err != nil {
			return p, err
		}
	}
	p.Told = told
	return p, nil
}

// Fields of the sealed words of table exits: told.<point>, place and because.
const (
	fieldTold    = "told."
	fieldPlace   = "place"
	fieldBecause = "because"
)
