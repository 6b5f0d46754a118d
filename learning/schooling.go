package learning

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Schooling is her time at school as she tells it, how lessons can be made easy
// for her, and what she does with money. The zero Schooling means that nobody has
// asked.
type Schooling struct {
	ID          string       `db:"id"`
	YearsLeast  int          `db:"years_least"` // -1 when not known
	YearsMost   int          `db:"years_most"`
	LastClass   int          `db:"last_class"` // -1 when not known, 0 for none
	Attendance  string       `db:"attendance"` // code list attendance
	Followed    string       `db:"followed"`   // could she follow the lessons: code list followed-lessons
	Helps       string       `db:"helps"`      // codes of learning-help with a space between
	Coins       string       `db:"coins"`      // code list money-skill: knows coins and notes
	Prices      string       `db:"prices"`     // knows what things cost
	Saving      string       `db:"saving"`     // puts money by
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Version     int64        `db:"version"`
	Told        string       // her own words
	Why         string       // what kept her away
	HelpsWords  string
	Closed      bool
}

// NoSchooling is what a form starts from before anybody has asked.
func NoSchooling() Schooling { return Schooling{YearsLeast: -1, YearsMost: -1, LastClass: -1} }

// Help returns the codes of what makes lessons easy.
func (s Schooling) Help() []string { return strings.Fields(s.Helps) }

// Bounds of slips of the finger.
const (
	mostYears = 20
	mostClass = 12
)

func (s Schooling) clean(op string) (Schooling, error) {
	if err := checkCodes(op, code{"attendance", "attendance", s.Attendance}, code{"followed", "followed-lessons", s.Followed},
		code{"coins", "money-skill", s.Coins}, code{"prices", "money-skill", s.Prices}, code{"saving", "money-skill", s.Saving}); err != nil {
		return s, err
	}
	help := s.Help()
	slices.Sort(help)
	for _, h := range help {
		if err := casework.CheckCode(op, "helps", "learning-help", h); err != nil {
			return s, err
		}
	}
	s.Helps = strings.Join(slices.Compact(help), " ")
	for _, n := range []struct {
		field   string
		n, most int
	}{{"years_least", s.YearsLeast, mostYears}, {"years_most", s.YearsMost, mostYears}, {"last_class", s.LastClass, mostClass}} {
		if n.n != -1 {
			if err := casework.Within(op, n.field, n.n, 0, n.most); err != nil {
				return s, err
			}
		}
	}
	if s.YearsLeast >= 0 && s.YearsMost >= 0 && s.YearsMost < s.YearsLeast {
		return s, pana.Refuse(op, "years_most", "learning.years.crossed")
	}
	if err := casework.CheckSource(op, s.Source); err != nil {
		return s, err
	}
	return s, clean(op, text{"told", &s.Told, casework.MostNote}, text{"why", &s.Why, casework.MostNote}, text{"helps_words", &s.HelpsWords, casework.MostNote})
}

func (s Schooling) differs(o Schooling) []string {
	return casework.Differing(map[string]bool{"years_least": s.YearsLeast == o.YearsLeast, "years_most": s.YearsMost == o.YearsMost,
		"last_class": s.LastClass == o.LastClass, "attendance": s.Attendance == o.Attendance, "followed": s.Followed == o.Followed,
		"helps": s.Helps == o.Helps, "coins": s.Coins == o.Coins, "prices": s.Prices == o.Prices, "saving": s.Saving == o.Saving,
		"source": s.Source == o.Source && s.Interpreted == o.Interpreted, "told": s.Told == o.Told, "why": s.Why == o.Why, "helps_words": s.HelpsWords == o.HelpsWords})
}

// TellSchooling records what a client tells of school and money. Nothing is
// required. What was told before stays kept; a page that did not show the latest,
// whose id is s.ID, is refused with db.stale. The same again changes nothing.
func (l *Learning) TellSchooling(ctx context.Context, client pana.ClientID, s Schooling) error {
	const op = "learning.TellSchooling"
	s, err := s.clean(op)
	if err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		old, told, err := schoolingOf(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if told {
			said, err := openWords(e, op, "schoolings", old.ID)
			if err != nil {
				return err
			}
			old.Told, old.Why, old.HelpsWords = said[fieldTold], said[fieldWhy], said[fieldHelps]
			fields := s.differs(old)
			switch {
			case len(fields) == 0:
				return nil
			case s.ID != old.ID:
				return db.Stale(op, map[string]any{"Fields": fields})
			}
			if n, err := retireSchooling(e.Ctx, e.Tx, old.ID); err != nil || n == 0 {
				return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
			}
		}
		s.ID = e.Tx.ID()
		if err := insertSchooling(e.Ctx, e.Tx, e.Client(), e.Episode.ID, e.Today, s); err != nil {
			return err
		}
		e.About(s.ID)
		e.Wrote("schoolings", s.ID, e.Client(), s.YearsLeast, s.YearsMost, s.LastClass, s.Attendance, s.Followed, s.Helps, s.Coins, s.Prices, s.Saving, s.Source, s.Interpreted)
		return e.Put(pana.Care, "schoolings", s.ID, casework.Say{Field: fieldTold, Text: s.Told}, casework.Say{Field: fieldWhy, Text: s.Why},
			casework.Say{Field: fieldHelps, Text: s.HelpsWords})
	})
}
