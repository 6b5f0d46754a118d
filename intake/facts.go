package intake

import (
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/seal"
)

// Facts are three different things about one person, and never one: the signs
// that somebody saw, what an official body decided, and who would pay. Help
// hangs on none of them.
type Facts struct {
	Seen            []Sign           // in the order in which they were seen
	Identifications []Identification // the newest first
	Eligibilities   []Eligibility    // the newest first
}

// A Sign is one indicator that somebody saw.
type Sign struct {
	List        string       `db:"list"` // ilo/adult-labour, ilo/child-labour, ilo/forced-labour or the country's criteria
	Code        string       `db:"code"`
	On          pana.Date    `db:"on_day"`
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
}

// Moved is the sign, of the child list alone, that a child was recruited,
// transported, transferred, harboured or received.
const Moved = "moved"

// An Identification is one decision of an official body about a person's status.
type Identification struct {
	ID      string       `db:"id"`
	Outcome string       `db:"outcome"` // code list identification
	Body    string       `db:"body"`    // code list htcds/deciding-body
	On      pana.Date    `db:"on_day"`
	By      pana.StaffID `db:"by_staff"`
	At      int64        `db:"at"`
}

// An Eligibility is whether one payer would pay for her.
type Eligibility struct {
	ID           string              `db:"id"`
	Payer        string              `db:"payer"` // code list payer-kind
	Organisation pana.OrganisationID `db:"organisation_id"`
	Outcome      string              `db:"outcome"` // code list eligibility
	On           pana.Date           `db:"on_day"`
	By           pana.StaffID        `db:"by_staff"`
	At           int64               `db:"at"`
	Reason       string              `db:"-"` // sealed, compartment care
}

// fieldReason is the sealed word of table eligibilities.
const fieldReason = "reason"

// takeReason puts an opened reason beside its eligibility.
func (f *Facts) takeReason(w seal.Word) {
	for n := range f.Eligibilities {
		if f.Eligibilities[n].ID == w.Row {
			f.Eligibilities[n].Reason = w.Text
		}
	}
}

// Codes returns the codes seen of one list.
func (f Facts) Codes(list string) []string {
	var all []string
	for _, s := range f.Seen {
		if s.List == list {
			all = append(all, s.Code)
		}
	}
	return all
}

// Judge says what the rule of the ILO makes of the signs seen of a list, for
// information only: it decides nothing. It is false for a list without such a
// rule and while no sign of it has been seen.
func (f Facts) Judge(list string) (codes.Judgement, bool) {
	seen := f.Codes(list)
	moved := slices.Contains(seen, Moved)
	seen = slices.DeleteFunc(seen, func(code string) bool { return code == Moved })
	if len(seen) == 0 || list != codes.AdultLabour && list != codes.ChildLabour {
		return codes.Judgement{}, false
	}
	j, err := codes.Indicators{Set: list, Seen: seen, Moved: moved}.Judge()
	return j, err == nil
}

// Lists returns the lists of signs in use: those of the ILO, and the country's
// criteria as the house has chosen them.
func (i *Intake) Lists() []string {
	lists := []string{codes.AdultLabour, codes.ChildLabour, "ilo/forced-labour"}
	if own := i.h.Settings().NationalCriteria; own != "" && !slices.Contains(lists, own) {
		if _, ok := codes.Get(own); ok {
			lists = append(lists, own)
		}
	}
	return lists
}
