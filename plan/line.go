package plan

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// A Line is one line of a plan: an area of her life, a goal in her words, where
// she stands with it, and the steps towards it. The goal may be honestly unknown.
type Line struct {
	ID          string           `db:"id"`
	Area        string           `db:"area"` // code list area
	Compartment pana.Compartment `db:"compartment"`
	Urgent      bool             `db:"urgent"`
	OpenEnd     bool             `db:"open_end"` // what is wanted is not known yet
	Baseline    int              `db:"baseline"` // code list need-level; 0 when nobody has said
	Stored      string           `db:"state"`
	StateOn     pana.Date        `db:"state_on"`
	ClientSays  string           `db:"client_says"` // yes, no or empty
	Source      pana.Source      `db:"source"`
	Interpreted bool             `db:"interpreted"`
	Since       pana.Date        `db:"since"`
	By          pana.StaffID     `db:"by_staff"`
	Version     int64            `db:"version"`
	Goal        string
	Target      string
	Ending      string
	Waits       bool // for trust
	Steps       []Step
}

// States of a line. Open is what stands in the column; whether an open line
// waits for trust or is being worked on is asked from the facts.
const (
	Open    = "open"
	Waiting = "waiting"
	Active  = "active"
	Reached = "reached"
	Changed = "changed" // she wants something else now
	Dropped = "dropped"
)

// Endings lists how a line can end.
func Endings() []string { return []string{Reached, Changed, Dropped} }

// State says where the line stands.
func (l Line) State() string {
	switch {
	case l.Stored != Open:
		return l.Stored
	case l.Waits:
		return Waiting
	}
	return Active
}

// WaitsForTrust reports whether work on an area begins only once trust is there.
// Safety, health and papers never wait; court does not when a day is set.
func WaitsForTrust(area string, urgent bool) bool {
	switch area {
	case "safety", "health", "papers":
		return false
	case "court":
		return !urgent
	}
	return true
}

// waitingLine is WaitsForTrust over a row of plan_lines called l whose client has
// no standing milestone.
const waitingLine = `(l.area NOT IN ('safety', 'health', 'papers') AND NOT (l.area = 'court' AND l.urgent)
	AND NOT EXISTS (SELECT 1 FROM trust_milestones m WHERE m.episode_id = l.episode_id AND m.ended = ''))`

// Levels is how many levels of need there are, see code list need-level.
const Levels = 5

// A NewLine is what the form of a line sends.
type NewLine struct {
	Area        string
	Urgent      bool
	OpenEnd     bool
	Baseline    int
	Source      pana.Source
	Interpreted bool
	Goal        string
	Target      string
}

// clean refuses unknown codes, levels that are none, and a line without a goal
// that does not say so.
func (n NewLine) clean(op string) (NewLine, error) {
	if n.Area == "" {
		return n, pana.Refuse(op, "area", "plan.area.missing")
	}
	if err := codes.Check(op, "area", "area", n.Area); err != nil {
		return n, err
	}
	if err := casework.Within(op, "baseline", n.Baseline, 0, Levels); err != nil {
		return n, err
	}
	if err := casework.CheckSource(op, n.Source); err != nil {
		return n, err
	}
	var err error
	if n.Goal, err = casework.Text(op, "goal", n.Goal, casework.MostNote); err != nil {
		return n, err
	}
	if n.Target, err = casework.Text(op, "target", n.Target, casework.MostNote); err != nil {
		return n, err
	}
	if n.Goal == "" && !n.OpenEnd {
		return n, pana.Refuse(op, "goal", "plan.goal.missing")
	}
	return n, nil
}

func (n NewLine) sayings() []casework.Say {
	return []casework.Say{{Field: FieldGoal, Text: n.Goal}, {Field: FieldTarget, Text: n.Target}}
}

// differs names the fields in which n is not what stands, as the form calls them.
func (n NewLine) differs(l Line) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"goal", n.Goal == l.Goal}, {"target", n.Target == l.Target}, {"baseline", n.Baseline == l.Baseline},
		{"urgent", n.Urgent == l.Urgent}, {"open_end", n.OpenEnd == l.OpenEnd},
		{"source", n.Source == l.Source && n.Interpreted == l.Interpreted},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}
