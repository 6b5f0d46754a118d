package youth

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Correction puts right who a young person is said to be. All but why may be empty:
// then it is not known.
type Correction struct {
	Version int64 // of the client, as the page was read
	Name    string
	Birth   pana.Date // the exact day; its year is her year of birth
	Year    int       // where only the year is known
	AgeBand string    // where not even that is, code list age-band
	Sex     string    // code list sex
	Why     string    // such as the paper that was seen
}

// An Earlier is what stood before a correction, and why it does no more.
type Earlier struct {
	ID      string       `db:"id"`
	On      pana.Date    `db:"on_day"`
	Said    string       `db:"fields"` // those that were changed, as forms call them
	Sex     string       `db:"sex"`
	AgeBand string       `db:"age_band"`
	Year    int          `db:"birth_year"`
	By      pana.StaffID `db:"by_staff"`
	Name    string       `db:"-"`
	Birth   pana.Date    `db:"-"`
	Why     string       `db:"-"`
}

// Fields are those in which it differs from what came after.
func (e Earlier) Fields() []string { return strings.Fields(e.Said) }

// A Correcting is what the page for corrections shows.
type Correcting struct {
	Client  casework.Client
	Name    string
	Birth   pana.Date
	Earlier []Earlier // the newest first
	Closed  bool      // the reader's keys do not open the words; nothing can be put right
}

// Correct puts right name, birth and sex of somebody, and keeps what stood before with
// the reason. Nothing is kept where nothing differs. It refuses no reason
// ("youth.correct.why"), what an edit of any file refuses, and a page that is older
// than the record.
func (y *Youth) Correct(ctx context.Context, client pana.ClientID, n Correction) error {
	const op = "youth.Correct"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		why, err := casework.Text(op, "why", n.Why, mostLine)
		if err != nil {
			return err
		}
		if why == "" {
			return pana.Refuse(op, "why", "youth.correct.why")
		}
		year := n.Year
		if n.Birth != "" {
			year = n.Birth.Year()
		}
		was, err := e.Edit(n.Version, func(d *casework.Coded, names *casework.Names) {
			d.Sex, d.AgeBand, d.BirthYear = n.Sex, n.AgeBand, year
			names.Full, names.Birth = n.Name, n.Birth
		})
		if err != nil || len(was.Fields) == 0 {
			return err
		}
		x := Earlier{ID: e.Tx.ID(), On: e.Today, Said: strings.Join(was.Fields, " "), Sex: was.Coded.Sex, AgeBand: was.Coded.AgeBand, Year: was.Coded.BirthYear}
		if err := insertCorrection(e.Ctx, e.Tx, client, x); err != nil {
			return err
		}
		e.About(x.ID)
		e.Wrote("youth_corrections", x.ID, client, x.On, x.Said, x.Sex, x.AgeBand, x.Year)
		return e.Put(pana.Identity, "youth_corrections", x.ID, casework.Say{Field: fieldName, Text: was.Names.Full},
			casework.Say{Field: fieldBirth, Text: string(was.Names.Birth)}, casework.Say{Field: fieldWhy, Text: why})
	})
}

// Correcting shows what stands of the young person with a code and what stood before.
// An unknown code, a hidden file and one of a shelter are all NotFound.
func (y *Youth) Correcting(ctx context.Context, code string) (Correcting, error) {
	var d Correcting
	err := y.files.Read(ctx, code, policy.WriteYoung, func(r *casework.Reading) (err error) {
		d = Correcting{Client: r.Client}
		if d.Earlier, err = correctionsOf(r.Ctx, r.Tx, d.Client.ID); err != nil {
			return err
		}
		rows := []string{string(d.Client.ID)}
		for _, x := range d.Earlier {
			rows = append(rows, x.ID)
		}
		said, err := r.Words(rows, pana.Identity)
		if err != nil {
			return err
		}
		d.Closed = said.Closed(pana.Identity)
		names := said.Names(d.Client.ID)
		d.Name, d.Birth = names.Full, names.Birth
		for i := range d.Earlier {
			x := &d.Earlier[i]
			x.Name, x.Birth, x.Why = said.Of("youth_corrections", x.ID, fieldName), pana.Date(said.Of("youth_corrections", x.ID, fieldBirth)), said.Of("youth_corrections", x.ID, fieldWhy)
		}
		return nil
	})
	return d, err
}
