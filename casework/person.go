package casework

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// PossibleExploiter is the role of someone who may have exploited a client. Her
// or his name goes on the watch list, and everything about her into safety.
const PossibleExploiter = "possible-exploiter"

// A NewPerson is someone around a client. Only the role is needed.
type NewPerson struct {
	Role        string // code list person-role
	Knows       string // knows where the client is: yes, no or empty
	Source      pana.Source
	Interpreted bool
	Name        string
	Contact     string
	Note        string
}

// A Known is a person around a client as the reader may see her: confirmed, or
// awaiting it in the same words for everyone.
type Known struct {
	Person
	Awaiting bool
	Watched  bool // her name is like one on the watch list; only for readers of safety
}

// compartmentOf says where the words about someone in a role rest.
func compartmentOf(role string) pana.Compartment {
	switch role {
	case PossibleExploiter:
		return pana.Safety
	case "lawyer":
		return pana.Legal
	}
	return pana.Identity
}

func (n NewPerson) clean(op string) (NewPerson, error) {
	var err error
	if n.Role == "" {
		return n, pana.Refuse(op, "role", "person.role.missing")
	}
	if err = codes.Check(op, "role", "person-role", n.Role); err != nil {
		return n, err
	}
	if !slices.Contains([]string{"", "yes", "no"}, n.Knows) {
		return n, pana.Refuse(op, "knows", "codes.unknown")
	}
	if err = checkSource(op, n.Source); err != nil {
		return n, err
	}
	if n.Name, err = nameIn("name", n.Name); err != nil {
		return n, err
	}
	if n.Contact, err = words(op, "contact", n.Contact, mostLine); err != nil {
		return n, err
	}
	n.Note, err = words(op, "note", n.Note, mostNote)
	return n, err
}

func (n NewPerson) sayings() []Say {
	return []Say{{FieldName, n.Name}, {FieldContact, n.Contact}, {FieldNote, n.Note}}
}

func (n NewPerson) digest(id pana.PersonID, client pana.ClientID) [32]byte {
	return trail.Digest("persons", string(id), string(client), n.Role, n.Knows, string(n.Source), strconv.FormatBool(n.Interpreted))
}

// Persons returns the people around a client whose compartments the actor reads,
// those who still count first. Why someone's confirmation needs care shows only
// to those who read the client's safety.
func (c *Casework) Persons(ctx context.Context, code string) ([]Known, error) {
	var list []Known
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		list = nil
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		if list, err = c.persons(&r); err != nil {
			return err
		}
		return trail.Looked(ctx, tx, policy.OpenClient, r.subject.Client, r.subject.Site, r.opened...)
	})
	return list, err
}

// Person is Persons for one of them, for the page that edits her. Who is not to
// be read is NotFound, as is someone who never was.
func (c *Casework) Person(ctx context.Context, code string, id pana.PersonID) (Known, error) {
	list, err := c.Persons(ctx, code)
	if err != nil {
		return Known{}, err
	}
	for _, p := range list {
		if p.ID == id {
			return p, nil
		}
	}
	return Known{}, gone("casework.Person")
}

func (c *Casework) persons(r *opening) ([]Known, error) {
	var err error
	if r.file.Persons, err = personsOf(r.ctx, r.tx, r.subject.Client, r.reads); err != nil {
		return nil, err
	}
	confirmed, err := confirmedOf(r.ctx, r.tx, r.subject.Client)
	if err != nil {
		return nil, err
	}
	if err := r.words(); err != nil {
		return nil, err
	}
	watched, err := watchedOf(r.ctx, r.tx, r.subject.Client, r.actor.Staff)
	if err != nil {
		return nil, err
	}
	var list []Known
	for _, p := range r.file.Persons {
		k := Known{Person: p, Awaiting: p.Role != PossibleExploiter && !slices.Contains(confirmed, p.ID)}
		k.Watched = k.Awaiting && r.file.Opened(pana.Safety) && slices.Contains(watched, p.ID)
		list = append(list, k)
	}
	return list, nil
}

// wordsOf opens the words of one row. Open is false when the ring in ctx does
// not open its compartment.
func wordsOf(ctx context.Context, tx *db.Tx, s policy.Subject, c pana.Compartment, table, row string) (said map[string]string, open bool, err error) {
	found, closed, err := seal.GetWords(ctx, tx, s.Site, owner(s.Client), seal.Filter{Table: table, Rows: []string{row}, Compartments: []pana.Compartment{c}})
	if err != nil || len(closed) > 0 {
		return nil, false, err
	}
	said = map[string]string{}
	for _, w := range found {
		said[w.Field] = w.Text
	}
	return said, true, nil
}
