package residence

import (
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/trail"
)

// A Stay is one unbroken time in one bed.
type Stay struct {
	ID       pana.StayID    `db:"id"`
	Client   pana.ClientID  `db:"client_id"`
	Code     string         `db:"code"`
	Episode  pana.EpisodeID `db:"episode_id"`
	Site     pana.SiteID    `db:"site_id"`
	Bed      pana.BedID     `db:"bed_id"`
	BedName  string         `db:"bed_name"` // empty for an extra place
	RoomName string         `db:"room_name"`
	Extra    bool           `db:"extra"`
	Since    pana.Night     `db:"since"`    // the first night
	Until    pana.Night     `db:"until"`    // the first night away; empty while she sleeps here
	Ended    Ending         `db:"ended_as"` // empty while she sleeps here
	Override string         `db:"override"` // the rules set aside, see Rules
	Children int            `db:"children"` // who came with her and have no bed of their own
	By       pana.StaffID   `db:"admitted_by"`
	At       int64          `db:"admitted_at"` // microseconds, see db.FromMicros
	Version  int64          `db:"version"`
	Reason   string         `db:"-"` // why rules were set aside; only from StaysOf, for who may read it
}

// An Ending says how a stay ended. There is no failure among them.
type Ending string

// Endings. Moved is for Move alone: she sleeps in another bed of the house.
const (
	Moved        Ending = "moved"
	AsPlanned    Ending = "planned"
	OwnDecision  Ending = "own-decision"
	OtherShelter Ending = "other-shelter"
	WithFamily   Ending = "family"
	ReturnedHome Ending = "returned-home"
	Hospital     Ending = "hospital"
	NotBack      Ending = "not-back" // did not come back, and we do not know why
	Died         Ending = "died"
	OtherEnding  Ending = "other"
)

// Endings lists the endings a person can choose, as a form shows them.
func Endings() []Ending {
	return []Ending{AsPlanned, OwnDecision, OtherShelter, WithFamily, ReturnedHome, Hospital, NotBack, Died, OtherEnding}
}

// Rules returns the bed rules that were set aside for s.
func (s Stay) Rules() []Rule {
	var rules []Rule
	for _, f := range strings.Fields(s.Override) {
		rules = append(rules, Rule(f))
	}
	return rules
}

// Nights returns how many nights of s fall on or after from and before until.
// An open stay goes on; an empty until is no bound, and then it has no number
// and is 0.
func (s Stay) Nights(from, until pana.Night) int {
	first, last := max(s.Since, from), s.Until
	if last == "" || until != "" && until < last {
		last = until
	}
	if last == "" || last <= first {
		return 0
	}
	return int(last.Time().Sub(first.Time()) / (24 * time.Hour))
}

func joinRules(rules []Rule) string {
	parts := make([]string, len(rules))
	for i, r := range rules {
		parts[i] = string(r)
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// digest is the digest of the columns of s.
func (s Stay) digest() [32]byte {
	return trail.Digest("stays", string(s.ID), string(s.Client), string(s.Bed), string(s.Since), string(s.Until), string(s.Ended), s.Override)
}
