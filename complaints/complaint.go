package complaints

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

// A Complaint is what somebody has to complain of.
type Complaint struct {
	ID       ID             `db:"id"`
	Site     pana.SiteID    `db:"site_id"`
	Slip     string         `db:"slip"`
	Kind     string         `db:"kind"`    // code list grievance-kind
	Speaker  string         `db:"speaker"` // code list grievance-speaker; empty is not said
	Way      string         `db:"way"`     // code list grievance-way
	On       pana.Date      `db:"on_day"`
	Due      pana.Date      `db:"due"`
	Outcome  string         `db:"outcome"` // code list grievance-outcome; empty while it is open
	Answered pana.Date      `db:"answered_on"`
	By       pana.StaffID   `db:"by_staff"` // who wrote it down
	Answerer pana.StaffID   `db:"answered_by"`
	Version  int64          `db:"version"`
	About    []pana.StaffID `db:"-"`
	What     string         `db:"-"`
	Answer   string         `db:"-"`
	Done     string         `db:"-"`
}

// Late reports whether the day of the answer has passed without one.
func (c Complaint) Late(today pana.Date) bool {
	return c.Outcome == "" && c.Due != "" && c.Due < today
}

// A NewComplaint is what a form says of one. A word is enough.
type NewComplaint struct {
	Site    pana.SiteID
	Slip    string
	Kind    string
	Speaker string
	Way     string
	What    string
	About   []pana.StaffID
}

func (n NewComplaint) clean(op string) (NewComplaint, error) {
	for _, c := range [][3]string{{"kind", "grievance-kind", n.Kind}, {"speaker", "grievance-speaker", n.Speaker}, {"way", "grievance-way", n.Way}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return n, err
		}
	}
	var err error
	if n.What, err = casework.Text(op, "what", n.What, casework.MostText); err != nil {
		return n, err
	}
	if n.What == "" {
		return n, pana.Refuse(op, "what", "grievance.what")
	}
	if n.Slip, err = ReadSlip(n.Slip); err != nil {
		return n, err
	}
	n.About = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(n.About))), func(s pana.StaffID) bool { return s == "" })
	return n, nil
}

// Handlers are those who read and answer a complaint at a site: who leads the house
// and is not complained of; where nobody of them is left, who works with clients
// there and is not. With nobody left it is read by nobody in the house, and the slip
// says whom to turn to outside.
func Handlers(all []house.Member, site pana.SiteID, about []pana.StaffID) []pana.StaffID {
	for _, roles := range [][]pana.Role{{pana.Director, pana.Deputy}, {pana.SocialWorker, pana.Psychologist}} {
		var may []pana.StaffID
		for _, m := range all {
			holds := slices.ContainsFunc(m.Grants, func(g pana.Grant) bool {
				return slices.Contains(roles, g.Role) && (g.Site == "" || g.Site == site)
			})
			if m.Ended == "" && holds && !slices.Contains(about, m.ID) {
				may = append(may, m.ID)
			}
		}
		if len(may) > 0 {
			return may
		}
	}
	return nil
}
