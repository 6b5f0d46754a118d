package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// An Incident is something that happened at the centre, with one young person.
type Incident struct {
	ID   string       `db:"id"`
	On   pana.Date    `db:"on_day"`
	Kind string       `db:"kind"` // code list youth-incident
	By   pana.StaffID `db:"by_staff"`
	Told string       `db:"-"`
}

// NoteIncident writes down what happened. Whoever else had a part in it has it in
// her own file.
func (y *Youth) NoteIncident(ctx context.Context, client pana.ClientID, n Incident) error {
	const op = "youth.NoteIncident"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		n := n
		if n.Kind == "" {
			return pana.Refuse(op, "kind", "youth.incident.kind")
		}
		if err := casework.CheckCode(op, "kind", "youth-incident", n.Kind); err != nil {
			return err
		}
		var err error
		if n.On, err = casework.Past(op, "on", n.On, e.Today); err != nil {
			return err
		}
		if n.On == "" {
			n.On = e.Today
		}
		if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err != nil {
			return err
		}
		n.ID = e.Tx.ID()
		if err := insertIncident(e.Ctx, e.Tx, client, n); err != nil {
			return err
		}
		e.About(n.ID)
		e.Wrote("youth_incidents", n.ID, client, n.Kind, n.On)
		return e.Put(pana.Care, "youth_incidents", n.ID, casework.Say{Field: fieldTold, Text: n.Told})
	})
}
