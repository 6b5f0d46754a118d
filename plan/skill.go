package plan

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// Levels of a skill, from the first on.
const (
	WithHelp     = "with-help"
	WithReminder = "with-reminder"
	Alone        = "alone"
)

// SkillLevels lists the levels in their order.
func SkillLevels() []string { return []string{WithHelp, WithReminder, Alone} }

// Who rates a skill.
const (
	RatedByStaff  = "staff"
	RatedByClient = "client"
)

// A SkillLook is one look at one skill.
type SkillLook struct {
	ID    string       `db:"id"`
	Skill string       `db:"skill"`
	Level string       `db:"level"`
	Rater string       `db:"rater"`
	On    pana.Date    `db:"on_day"`
	By    pana.StaffID `db:"by_staff"`
	Text  string
}

// A Rung is one part of the ladder with its skills, in their order.
type Rung struct {
	Group  string
	Skills []Skill
}

// A Skill is where one skill stands.
type Skill struct {
	Code  string
	Staff SkillLook // the newest look of a colleague; zero when nobody has looked
	Own   SkillLook // the client's own newest
	Looks []SkillLook
}

// Ladder lays the skills out in rungs, those the house does not use left out
// unless she was rated in them. Looks are given oldest first.
func Ladder(looks []SkillLook, hidden []string) []Rung {
	l, _ := codes.Get("skill")
	var rungs []Rung
	for _, group := range l.Under("") {
		r := Rung{Group: group.Code}
		for _, it := range l.Under(group.Code) {
			s := Skill{Code: it.Code}
			for _, look := range looks {
				if look.Skill != it.Code {
					continue
				}
				s.Looks = append(s.Looks, look)
				if look.Rater == RatedByClient {
					s.Own = look
				} else {
					s.Staff = look
				}
			}
			if len(s.Looks) > 0 || !it.Retired && !slices.Contains(hidden, it.Code) {
				r.Skills = append(r.Skills, s)
			}
		}
		if len(r.Skills) > 0 {
			rungs = append(rungs, r)
		}
	}
	return rungs
}

// At counts the skills of a rung that a colleague sees at a level.
func (r Rung) At(level string) int {
	n := 0
	for _, s := range r.Skills {
		if s.Staff.Level == level {
			n++
		}
	}
	return n
}

// Climbed reports whether a skill stands on a higher level than when a colleague
// first looked.
func (s Skill) Climbed() bool {
	for _, look := range s.Looks {
		if look.Rater == RatedByStaff {
			return slices.Index(SkillLevels(), s.Staff.Level) > slices.Index(SkillLevels(), look.Level)
		}
	}
	return false
}

// Skills lists the skills that can be rated, groups left out.
func Skills() []string {
	l, _ := codes.Get("skill")
	var all []string
	for _, it := range l.Offered() {
		if it.Parent != "" {
			all = append(all, it.Code)
		}
	}
	return all
}

// GroupOf is the rung on which a skill stands.
func GroupOf(skill string) string {
	l, _ := codes.Get("skill")
	it, _ := l.Find(skill)
	return it.Parent
}

// A NewSkillLook is what a form of skills sends for one skill.
type NewSkillLook struct {
	Skill string
	Level string
	On    pana.Date
	Own   bool // the client rated herself
	Text  string

	Minutes int    // how long it was practised; 0 when nobody counted
	Payer   string // code list payer-kind; empty while nobody said
}

func (n NewSkillLook) clean(op string, e casework.Episode, today pana.Date) (NewSkillLook, error) {
	if n.Skill == "" {
		return n, pana.Refuse(op, "skill", "skill.missing")
	}
	if err := codes.Check(op, "skill", "skill", n.Skill); err != nil {
		return n, err
	}
	if GroupOf(n.Skill) == "" {
		return n, pana.Refuse(op, "skill", "codes.unknown")
	}
	if n.Level == "" {
		return n, pana.Refuse(op, "level", "skill.level.missing")
	}
	if err := casework.CheckOneOf(op, "level", n.Level, SkillLevels()...); err != nil {
		return n, err
	}
	var err error
	if n.On, err = within(op, "on", n.On, e, today); err != nil {
		return n, err
	}
	if err := casework.Within(op, "minutes", n.Minutes, 0, casework.MostMinutes); err != nil {
		return n, err
	}
	if err := codes.Check(op, "payer", "payer-kind", n.Payer); err != nil {
		return n, err
	}
	n.Text, err = casework.Text(op, "text", n.Text, casework.MostLine)
	return n, err
}

func (n NewSkillLook) rater() string {
	if n.Own {
		return RatedByClient
	}
	return RatedByStaff
}
