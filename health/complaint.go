package health

import (
	"example.org/pana"
	"example.org/pana/casework"
)

// A Complaint is something that hurts or worries her, in her own words and as
// it was seen.
type Complaint struct {
	ID          ComplaintID  `db:"id"`
	Kind        string       `db:"kind"` // code list complaint-kind
	Since       pana.Fuzzy   `db:"-"`    // as she remembers it
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	Resolved    pana.Date    `db:"resolved"` // empty while it goes on
	Supersedes  ComplaintID  `db:"supersedes"`
	Newest      bool         `db:"newest"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Version     int64        `db:"version"`
	Told        string       // her own words
	Text        string       // what was seen
	Closed      bool         // there are words, but her keys do not open them
}

// A NewComplaint is what a form says of one. Words of either kind, or a kind, are
// enough.
type NewComplaint struct {
	Kind        string
	Since       pana.Fuzzy
	Source      pana.Source
	Interpreted bool
	Told        string
	Text        string
}

func (n NewComplaint) clean(op string, today pana.Date) (NewComplaint, error) {
	var err error
	if err = casework.CheckCode(op, "kind", "complaint-kind", n.Kind); err != nil {
		return n, err
	}
	if err = casework.PastMoment(op, "since", n.Since, today); err != nil {
		return n, err
	}
	if err = casework.CheckSource(op, n.Source); err != nil {
		return n, err
	}
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err != nil {
		return n, err
	}
	if n.Text, err = casework.Text(op, "text", n.Text, casework.MostNote); err != nil {
		return n, err
	}
	if n.Kind == "" && n.Told == "" && n.Text == "" {
		return n, pana.Refuse(op, "told", "health.complaint.empty")
	}
	return n, nil
}

func (n NewComplaint) sayings() []casework.Say {
	return []casework.Say{{Field: fieldTold, Text: n.Told}, {Field: fieldText, Text: n.Text}}
}

// differs names the fields in which n is not what stands, as forms call them.
func (n NewComplaint) differs(c Complaint) []string {
	return casework.Differing(map[string]bool{
		"kind": n.Kind == c.Kind, "since": n.Since == c.Since, "told": n.Told == c.Told, "text": n.Text == c.Text,
		"source": n.Source == c.Source && n.Interpreted == c.Interpreted,
	})
}
