package legal

import (
	"context"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

// Settings are what the house chose for papers and court. None of it is the
// law's, and all of it may stay empty.
type Settings struct {
	Warn       int            `json:"warn"`       // days before a paper's last day; 0 is not chosen
	Reflection int            `json:"reflection"` // days of recovery and reflection a form begins with; 0 is not chosen
	Phone      bool           `json:"phone"`      // the note on whom to call may stand on a plan that leaves the house
	Waits      map[string]int `json:"waits"`      // "template/step": days it usually takes here
	Version    int64          `json:"-"`
}

// usualWarn is how many days before its last day a paper is pointed out while
// the house has chosen nothing.
const usualWarn = 30

const (
	mostWarn       = 730
	mostReflection = 730
	mostWait       = 3650
)

// WarnDays is how many days before its last day a paper is pointed out.
func (s Settings) WarnDays() int {
	if s.Warn == 0 {
		return usualWarn
	}
	return s.Warn
}

// Usually is how long a step usually takes: what this house has seen, or else
// what its template was told.
func (s Settings) Usually(template string, step TemplateStep) (d Span, own bool) {
	if n := s.Waits[template+"/"+step.Code]; n > 0 {
		return Span{n, n}, true
	}
	return step.Days, false
}

func (s Settings) clean(op string) (Settings, error) {
	if err := casework.Within(op, "warn", s.Warn, 0, mostWarn); err != nil {
		return s, err
	}
	if err := casework.Within(op, "reflection", s.Reflection, 0, mostReflection); err != nil {
		return s, err
	}
	waits := map[string]int{}
	for _, t := range templates {
		for _, step := range t.Steps {
			key := t.Code + "/" + step.Code
			n := s.Waits[key]
			if err := casework.Within(op, "wait_"+key, n, 0, mostWait); err != nil {
				return s, err
			}
			if step.Waits && n > 0 {
				waits[key] = n
			}
		}
	}
	s.Waits = waits
	return s, nil
}

// Settings returns what the house chose. Whoever has signed in may know it.
func (l *Legal) Settings(ctx context.Context) (Settings, error) {
	var s Settings
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		var err error
		s, err = settingsOf(ctx, tx)
		return err
	})
	return s, err
}

// SetSettings changes what the house chose, made from a row version. It needs
// SetHouse; a stale version is refused with db.stale.
func (l *Legal) SetSettings(ctx context.Context, s Settings, version int64) error {
	return house.Choose(ctx, l.h, "legal.SetSettings", settingsTable, version, s.clean)
}
