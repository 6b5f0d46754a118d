package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Childhood is one entry of the section on early childhood. What a psychologist
// makes of it is an opinion: it carries its author and the school of thought it
// comes from, and is never shown as a fact.
type Childhood struct {
	ID         string       `db:"id"`
	Supersedes string       `db:"supersedes"`
	By         pana.StaffID `db:"by_staff"`
	On         pana.Date    `db:"on_day"`
	Told       string       `db:"-"` // what she tells of those years
	Opinion    string       `db:"-"`
	School     string       `db:"-"` // attachment theory, psychodynamic …, as its author names it
}

// Fields of its sealed words, table early_childhoods, compartment therapy.
const (
	fieldTold    = "told"
	fieldOpinion = "opinion"
	fieldSchool  = "school"
)

const mostSchool = 200

func (c *Childhood) take(s casework.Said) {
	const table = "early_childhoods"
	c.Told, c.Opinion, c.School = s.Of(table, c.ID, fieldTold), s.Of(table, c.ID, fieldOpinion), s.Of(table, c.ID, fieldSchool)
}

// A NewChildhood is what a psychologist writes into the section.
type NewChildhood struct {
	Told, Opinion, School string
	Supersedes            string // the entry of one's own that this one corrects
}

// clean returns n as it is kept.
func (n NewChildhood) clean(op string) (NewChildhood, error) {
	var err error
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostText); err != nil {
		return n, err
	}
	if n.Opinion, err = casework.Text(op, "opinion", n.Opinion, casework.MostText); err != nil {
		return n, err
	}
	if n.School, err = casework.Text(op, "school", n.School, mostSchool); err != nil {
		return n, err
	}
	switch {
	case n.Told == "" && n.Opinion == "":
		return n, pana.Refuse(op, "told", "note.empty")
	case n.Opinion != "" && n.School == "":
		return n, pana.Refuse(op, "school", "therapy.school")
	case n.Opinion == "":
		n.School = ""
	}
	return n, nil
}

// Recall adds an entry to the section on early childhood, or puts one in the
// place of an earlier one of the actor's own; nothing is overwritten. The section
// is never asked for: it is there for who finds it of use.
//
// It refuses an entry without a word ("note.empty"), an opinion without its school
// of thought ("therapy.school"), another's entry ("record.absent"), and one that
// was corrected in the meantime (Conflict "note.superseded").
func (t *Therapy) Recall(ctx context.Context, client pana.ClientID, n NewChildhood) (id string, err error) {
	const op = "therapy.Recall"
	err = t.files.Enter(ctx, policy.EarlyChildhood, client, func(e *casework.Entry) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		if n.Supersedes != "" {
			old, ok, err := childhoodByID(e.Ctx, e.Tx, client, n.Supersedes)
			if err != nil {
				return err
			}
			if !ok || old.By != e.Actor.Staff {
				return casework.Gone(op)
			}
			taken, err := supersedeChildhood(e.Ctx, e.Tx, n.Supersedes)
			if err != nil {
				return err
			}
			if taken == 0 {
				return conflict(op, "", "note.superseded")
			}
		}
		id = e.Tx.ID()
		if err := insertChildhood(e.Ctx, e.Tx, id, client, n.Supersedes, e.Today); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("early_childhoods", id, client, n.Supersedes, e.Today)
		return e.Put(pana.Therapy, "early_childhoods", id, casework.Say{Field: fieldTold, Text: n.Told},
			casework.Say{Field: fieldOpinion, Text: n.Opinion}, casework.Say{Field: fieldSchool, Text: n.School})
	})
	return id, err
}
