package stories

import (
	"slices"
	"strings"

	"example.org/pana"
)

// Points are what a story is looked through for, in this order: code list
// story-point.
func Points() []string {
	return []string{"name", "place", "dates", "work", "family", "voice", "detail", "known", "others"}
}

// What is said of a point.
const (
	None = "none" // it was never in the text
	Out  = "out"  // it was taken out or changed
	Hers = "hers" // it stays because she wants it to
)

// notHers are points that are not hers alone to leave in: they point to others.
var notHers = []string{"family", "others"}

// What she says when she has read it.
const (
	AsItIs = "as-it-is"
	Change = "change"
)

// A Story is one story and everything that was said of it.
type Story struct {
	ID       ID           `db:"id"`
	Number   int          `db:"number"`
	Language string       `db:"language"`
	Edition  int          `db:"edition"`
	Since    pana.Date    `db:"since"`
	By       pana.StaffID `db:"by_staff"`
	Text     string       `db:"-"`
	Closed   bool         `db:"-"` // its words are not for this reader

	Checks     []Check     `db:"-"` // the newest of each point
	Answers    []Answer    `db:"-"` // hers, the newest first
	Readings   []Reading   `db:"-"` // the newest first
	Signatures []Signature `db:"-"`
	Places     []Place     `db:"-"` // the newest first
}

// A Check is what was said of one point of an edition.
type Check struct {
	ID      string       `db:"id"`
	Story   ID           `db:"story_id"`
	Edition int          `db:"edition"`
	Point   string       `db:"point"`
	Answer  string       `db:"answer"`
	By      pana.StaffID `db:"by_staff"`
	Note    string       `db:"-"`
}

// An Answer is what she said about this story: yes for named uses until a day, or no.
type Answer struct {
	ID          string       `db:"id"`
	Story       ID           `db:"story_id"`
	Yes         bool         `db:"yes"`
	UseList     string       `db:"uses"`
	On          pana.Date    `db:"on_day"`
	Until       pana.Date    `db:"until_day"`
	Language    string       `db:"language"`
	Method      string       `db:"method"`
	Interpreted bool         `db:"interpreted"`
	Own         bool         `db:"own"`
	Withdrawn   pana.Date    `db:"withdrawn"`
	By          pana.StaffID `db:"by_staff"`
	Told        string       `db:"-"`
}

// Uses are what she agreed to: code list story-use.
func (a Answer) Uses() []string { return strings.Fields(a.UseList) }

// Stands reports whether the answer lets the story be used on a day. What has
// expired counts as taken back.
func (a Answer) Stands(today pana.Date) bool {
	return a.Yes && a.Withdrawn == "" && today <= a.Until
}

// A Reading is that she read an edition, and what she said.
type Reading struct {
	ID      string       `db:"id"`
	Story   ID           `db:"story_id"`
	Edition int          `db:"edition"`
	Answer  string       `db:"answer"`
	Way     string       `db:"way"`
	On      pana.Date    `db:"on_day"`
	By      pana.StaffID `db:"by_staff"`
	Told    string       `db:"-"`
}

// A Signature is that one of the house agreed to an edition, on the ground of one
// answer of hers.
type Signature struct {
	Story   ID           `db:"story_id"`
	Edition int          `db:"edition"`
	Answer  string       `db:"answer_id"`
	Leads   bool         `db:"leads"`
	On      pana.Date    `db:"on_day"`
	By      pana.StaffID `db:"by_staff"`
}

// A Place is where a story was shown.
type Place struct {
	ID      PlaceID      `db:"id"`
	Story   ID           `db:"story_id"`
	Use     string       `db:"used_for"`
	On      pana.Date    `db:"on_day"`
	Asked   pana.Date    `db:"asked_on"` // when somebody was asked to take it down
	Down    pana.Date    `db:"down_on"`  // when it was taken down
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Where   string       `db:"-"`
	Link    string       `db:"-"`
	Whom    string       `db:"-"`
}

// Answer is what she said last; zero when she was never asked.
func (s Story) Answer() Answer {
	if len(s.Answers) == 0 {
		return Answer{}
	}
	return s.Answers[0]
}

// Check is what stands of a point in this edition.
func (s Story) Check(point string) Check {
	for _, c := range s.Checks {
		if c.Point == point && c.Edition == s.Edition {
			return c
		}
	}
	return Check{Point: point}
}

// Unchecked are the points of this edition that nobody has looked at yet.
func (s Story) Unchecked() []string {
	return slices.DeleteFunc(Points(), func(p string) bool { return s.Check(p).Answer != "" })
}

// Read reports whether she read this edition and wants it as it is. What she said
// last counts.
func (s Story) Read() bool {
	for _, r := range s.Readings {
		if r.Edition == s.Edition {
			return r.Answer == AsItIs
		}
	}
	return false
}

// Signed are those who agreed to this edition, on the ground of the answer that
// counts now.
func (s Story) Signed() []Signature {
	return slices.DeleteFunc(slices.Clone(s.Signatures), func(g Signature) bool {
		return g.Edition != s.Edition || g.Answer != s.Answer().ID
	})
}

// What is missing before a story may leave.
const (
	MissingCheck     = "check"
	MissingAnswer    = "answer"    // she was not asked
	MissingYes       = "yes"       // she said no
	MissingWithdrawn = "withdrawn" // she took it back
	MissingExpired   = "expired"   // her yes has ended
	MissingReading   = "reading"
	MissingTwo       = "two"  // two people of the house
	MissingHead      = "head" // one of them leads it
)

// before is what must be there before anybody of the house agrees.
func (s Story) before(today pana.Date) []string {
	var missing []string
	if len(s.Unchecked()) > 0 {
		missing = append(missing, MissingCheck)
	}
	switch a := s.Answer(); {
	case a.ID == "":
		missing = append(missing, MissingAnswer)
	case !a.Yes:
		missing = append(missing, MissingYes)
	case a.Withdrawn != "":
		missing = append(missing, MissingWithdrawn)
	case !a.Stands(today):
		missing = append(missing, MissingExpired)
	}
	if !s.Read() {
		missing = append(missing, MissingReading)
	}
	return missing
}

// Missing is what is not there yet; a story of which nothing is missing may leave.
func (s Story) Missing(today pana.Date) []string {
	missing := s.before(today)
	signed := s.Signed()
	if len(signed) < 2 {
		return append(missing, MissingTwo)
	}
	if !slices.ContainsFunc(signed, func(g Signature) bool { return g.Leads }) {
		missing = append(missing, MissingHead)
	}
	return missing
}

// Up are the places where it still stands although she no longer agrees: whoever
// showed it there is to be asked to take it down.
func (s Story) Up(today pana.Date) []Place {
	if s.Answer().Stands(today) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.Places), func(p Place) bool { return p.Down != "" })
}
