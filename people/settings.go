package people

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

// Settings are what the house chose for its people. None of it is the law's, and
// all of it may stay empty: then nothing is pointed out.
type Settings struct {
	Warn        int                  `json:"warn"`        // days before the last day of a qualification; 0 is not chosen
	Supervision int                  `json:"supervision"` // days from one supervision to the next; 0 asks for none
	Guide       map[pana.Role]int    `json:"guide"`       // clients beside one worker, as a guideline; 0 is none
	Visits      map[pana.SiteID]bool `json:"visits"`      // sites that visitors may come to; the others meet elsewhere
	Interpret   int                  `json:"interpret"`   // minutes that one interprets without a change; 0 is not chosen
	Break       int                  `json:"break"`       // minutes from one break to the next; 0 is not chosen
	Version     int64                `json:"-"`
}

// usualWarn is how many days before its last day a qualification is pointed out
// while the house has chosen nothing.
const usualWarn = 30

const mostDays = 730

// Guided are the roles for which a house can say how many clients are many.
func Guided() []pana.Role {
	return []pana.Role{pana.SocialWorker, pana.Psychologist, pana.Nurse, pana.Lawyer}
}

// WarnDays is how many days before its last day a qualification is pointed out.
func (s Settings) WarnDays() int { return cmp.Or(s.Warn, usualWarn) }

// NextSupervision is the day on which supervision is due after the last one, or after
// somebody joined when none was noted yet. Empty when the house asks for none.
func (s Settings) NextSupervision(last, joined pana.Date) pana.Date {
	from := cmp.Or(last, joined)
	if s.Supervision == 0 || from == "" {
		return ""
	}
	return from.AddDays(s.Supervision)
}

func (s Settings) clean(op string) (Settings, error) {
	if err := casework.Within(op, "warn", s.Warn, 0, mostDays); err != nil {
		return s, err
	}
	if err := casework.Within(op, "supervision", s.Supervision, 0, mostDays); err != nil {
		return s, err
	}
	if err := casework.Within(op, "interpret", s.Interpret, 0, mostBooked); err != nil {
		return s, err
	}
	if err := casework.Within(op, "break", s.Break, 0, mostBooked); err != nil {
		return s, err
	}
	guide := map[pana.Role]int{}
	for _, role := range Guided() {
		n := s.Guide[role]
		if err := casework.Within(op, "guide_"+string(role), n, 0, 1000); err != nil {
			return s, err
		}
		if n > 0 {
			guide[role] = n
		}
	}
	s.Guide = guide
	visits := map[pana.SiteID]bool{}
	for site, may := range s.Visits {
		if may {
			visits[site] = true
		}
	}
	s.Visits = visits
	return s, nil
}

// Settings returns what the house chose. Whoever has signed in may know it.
func (p *People) Settings(ctx context.Context) (Settings, error) {
	var s Settings
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		s, err = settingsOf(ctx, tx)
		return err
	})
	return s, err
}

// SetSettings changes what the house chose, made from a row version. It needs
// SetHouse; a stale version is refused with db.stale.
func (p *People) SetSettings(ctx context.Context, s Settings, version int64) error {
	return house.Choose(ctx, p.h, "people.SetSettings", settingsTable, version, s.clean)
}
