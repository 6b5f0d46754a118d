package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Rights is one time at which a child was told its rights in a way that fits its
// age: that it may say no, ask, complain, and have a file of its own.
type Rights struct {
	ID          string       `db:"id"`
	On          pana.Date    `db:"on_day"`
	Way         string       `db:"way"` // code list rights-way
	Language    string       `db:"language"`
	Interpreted bool         `db:"interpreted"`
	By          pana.StaffID `db:"by_staff"`
	Said        string       // what the child said to it
	Closed      bool
}

// TellRights records that a child was told its rights, how and by whom. An empty
// day means today. It refuses a day that has not come and a missing way
// ("learning.rights.way.missing").
func (l *Learning) TellRights(ctx context.Context, client pana.ClientID, n Rights) error {
	const op = "learning.TellRights"
	if n.Way == "" {
		return pana.Refuse(op, "way", "learning.rights.way.missing")
	}
	if err := checkCodes(op, code{"way", "rights-way", n.Way}, code{"language", "language", n.Language}); err != nil {
		return err
	}
	if err := clean(op, text{"said", &n.Said, casework.MostNote}); err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.CareForChild, client, func(e *casework.Entry) error {
		n := n
		var err error
		if n.On, err = casework.Past(op, "on", cmp.Or(n.On, e.Today), e.Today); err != nil {
			return err
		}
		n.ID = e.Tx.ID()
		if err := insertRights(e.Ctx, e.Tx, e.Client(), n); err != nil {
			return err
		}
		e.About(n.ID)
		e.Wrote("rights_told", n.ID, e.Client(), n.On, n.Way, n.Language, n.Interpreted)
		return e.Put(pana.Care, "rights_told", n.ID, casework.Say{Field: fieldTold, Text: n.Said})
	})
}
