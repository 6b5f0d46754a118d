package plan

import (
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// Trust is one milestone of three people: the social worker and the
// psychologist each say that it is there, apart from one another, and the client
// is asked. It has no target and no date by which it should come.
type Trust struct {
	Contacts   []Contact   // newest first
	Proposals  []Proposal  // newest first, withdrawn ones too
	Answers    []Answer    // newest first
	Milestones []Milestone // newest first; the first may stand
	Floor      int         // weeks under which the house asks "sure?"; 0 is none
}

// A Contact is a short note of one meeting on the way.
type Contact struct {
	ID     string       `db:"id"`
	On     pana.Date    `db:"on_day"`
	Signs  []string     `db:"-"`     // code list trust-sign
	Signed string       `db:"signs"` // the same, with spaces between
	Mood   string       `db:"mood"`  // code list trust-mood; empty for everyone but the author
	By     pana.StaffID `db:"by_staff"`
	Text   string
}

// A Proposal is one professional's word that trust is there.
type Proposal struct {
	ID        string       `db:"id"`
	Role      pana.Role    `db:"role"`
	On        pana.Date    `db:"on_day"`
	Withdrawn pana.Date    `db:"withdrawn"`
	By        pana.StaffID `db:"by_staff"`
}

// An Answer is what the client said when she was asked whether she trusts.
type Answer struct {
	ID          string       `db:"id"`
	Answer      string       `db:"answer"`
	On          pana.Date    `db:"on_day"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
	Told        string
}

// What a client can answer. Nothing hangs on it but the milestone itself.
const (
	Yes     = "yes"
	NotYet  = "not-yet"
	NotSaid = "not-said" // she did not want to say
)

// TrustAnswers lists what a client can answer.
func TrustAnswers() []string { return []string{Yes, NotYet, NotSaid} }

// A Milestone is the day trust was reached: that of the second proposal, or of
// the client's yes when she had said "not yet" before.
type Milestone struct {
	ID      string       `db:"id"`
	Reached pana.Date    `db:"reached"`
	Ended   pana.Date    `db:"ended"`    // empty while it stands
	EndedAs string       `db:"ended_as"` // "staff" or "client"
	By      pana.StaffID `db:"by_staff"`
	Text    string       // why it was taken back
}

// Reached returns the milestone that stands.
func (t Trust) Reached() (Milestone, bool) {
	if len(t.Milestones) > 0 && t.Milestones[0].Ended == "" {
		return t.Milestones[0], true
	}
	return Milestone{}, false
}

// Proposed returns the standing proposal of a role.
func (t Trust) Proposed(role pana.Role) (Proposal, bool) {
	i := slices.IndexFunc(t.Proposals, func(p Proposal) bool { return p.Role == role && p.Withdrawn == "" })
	if i < 0 {
		return Proposal{}, false
	}
	return t.Proposals[i], true
}

// Said is the client's newest answer; empty when nobody has asked.
func (t Trust) Said() string {
	if len(t.Answers) == 0 {
		return ""
	}
	return t.Answers[0].Answer
}

// both returns the day of the second of two standing proposals.
func (t Trust) both() (pana.Date, bool) {
	a, one := t.Proposed(pana.SocialWorker)
	b, other := t.Proposed(pana.Psychologist)
	if !one || !other {
		return "", false
	}
	return max(a.On, b.On), true
}

// roleOf is in which of the two roles a member of staff speaks: the one of hers
// that has not spoken yet, and no role for anyone else.
func roleOf(actor pana.Actor, site pana.SiteID, t Trust) (pana.Role, bool) {
	var role pana.Role
	for _, r := range []pana.Role{pana.SocialWorker, pana.Psychologist} {
		if !actor.At(r, site) {
			continue
		}
		if _, spoken := t.Proposed(r); role == "" || !spoken {
			role = r
		}
	}
	return role, role != ""
}

// soon reports whether a day lies under the house's own floor of weeks.
func soon(opened, on pana.Date, floor int) bool {
	return floor > 0 && opened != "" && weeks(opened, on) < floor
}

// weeks is how many whole weeks lie between two days.
func weeks(from, until pana.Date) int { return daysBetween(from, until) / 7 }

func daysBetween(from, until pana.Date) int {
	return int(until.Time().Sub(from.Time()).Hours() / 24)
}

// A NewContact is what the form of a contact sends.
type NewContact struct {
	On         pana.Date
	Signs      []string
	Mood       string
	Text       string
	Supersedes string // the contact it corrects
}

// clean refuses days to come or before the episode, unknown codes, and a contact
// that says nothing.
func (n NewContact) clean(op string, e casework.Episode, today pana.Date) (NewContact, error) {
	var err error
	if n.On, err = within(op, "on", n.On, e, today); err != nil {
		return n, err
	}
	n.Signs = slices.DeleteFunc(slices.Clone(n.Signs), func(s string) bool { return s == "" })
	if err := codes.CheckAll(op, "signs", "trust-sign", n.Signs); err != nil {
		return n, err
	}
	slices.Sort(n.Signs)
	if err := codes.Check(op, "mood", "trust-mood", n.Mood); err != nil {
		return n, err
	}
	if n.Text, err = casework.Text(op, "text", n.Text, casework.MostNote); err != nil {
		return n, err
	}
	if len(n.Signs) == 0 && n.Text == "" {
		return n, pana.Refuse(op, "signs", "trust.contact.empty")
	}
	return n, nil
}

func (n NewContact) signed() string { return strings.Join(n.Signs, " ") }

// within returns a day of a time in our care, today when none is given. It
// refuses a day before it began and one that has not come.
func within(op, field string, d pana.Date, e casework.Episode, today pana.Date) (pana.Date, error) {
	d, err := casework.Past(op, field, d, today)
	switch {
	case err != nil:
		return "", err
	case d == "":
		return today, nil
	case e.Opened != "" && d < e.Opened:
		return "", pana.Refuse(op, field, "plan.before")
	}
	return d, nil
}
