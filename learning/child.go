package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Child is the part of a child's own file that is the child's: the place at
// school, its next steps, and when it was told its rights.
type Child struct {
	Client   casework.Client
	Today    pana.Date
	IsChild  bool
	Places   []Place
	Steps    []OwnStep // the open ones first
	Rights   []Rights  // the latest first
	Parent   string    // code of the parent's file, if the reader may see it
	Children []Child   // of a parent: those the reader may see
	Closed   bool
	May      May
}

// childAges are the age bands of whoever is a child whether or not a parent is here.
var childAges = []string{"0-8", "9-17"}

// ReadChild returns the child's part of the file with a code. Of a parent it
// returns the children whom the reader may see, each read as a file of its own.
func (l *Learning) ReadChild(ctx context.Context, code string) (Child, error) {
	c, children, err := l.readChild(ctx, code)
	if err != nil {
		return c, err
	}
	for _, code := range children {
		child, _, err := l.readChild(ctx, code)
		switch {
		case err == nil:
			c.Children = append(c.Children, child)
		case pana.KindOf(err) != pana.NotFound && pana.KindOf(err) != pana.Forbidden: // else hidden, or not hers to read
			return c, err
		}
	}
	return c, nil
}

func (l *Learning) readChild(ctx context.Context, code string) (Child, []string, error) {
	var c Child
	var children []string
	err := l.files.Read(ctx, code, policy.SeeLearning, func(r *casework.Reading) error {
		c = Child{Client: r.Client, Today: r.Today, May: mayOf(r), IsChild: r.Client.ChildOf != "" || isChildAge(r.Client.AgeBand)}
		var err error
		if c.Places, err = placesOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if c.Steps, err = ownStepsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if c.Rights, err = rightsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if children, err = childrenOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if c.Parent, err = l.parentOf(r); err != nil {
			return err
		}
		return c.open(r)
	})
	return c, children, err
}

// parentOf returns the code of the parent's file, if the reader may know of it.
func (l *Learning) parentOf(r *casework.Reading) (string, error) {
	if r.Client.ChildOf == "" {
		return "", nil
	}
	cond, args := l.files.Where(r.Ctx, r.Tx, policy.SeeClient)
	args = append(args, r.Client.ChildOf)
	code, _, err := db.Find[string](r.Ctx, r.Tx, `SELECT c.code FROM clients c WHERE (`+cond+`) AND c.id = `+arg(len(args)), args...)
	return code, err
}

func isChildAge(band string) bool {
	for _, b := range childAges {
		if b == band {
			return true
		}
	}
	return false
}

func (c *Child) open(r *casework.Reading) error {
	var rows []string
	for _, p := range c.Places {
		rows = append(rows, string(p.ID))
	}
	for _, s := range c.Steps {
		rows = append(rows, string(s.ID))
	}
	for _, t := range c.Rights {
		rows = append(rows, t.ID)
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	c.Closed = said.Closed(pana.Care)
	for i := range c.Places {
		p := &c.Places[i]
		p.Class = cmp.Or(said.Of("school_places", string(p.ID), fieldGroup), p.Class)
		p.Told, p.Note, p.Closed = said.Of("school_places", string(p.ID), fieldTold), said.Of("school_places", string(p.ID), fieldNote), c.Closed
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		s.Text, s.Note, s.Closed = said.Of("own_steps", string(s.ID), fieldText), said.Of("own_steps", string(s.ID), fieldNote), c.Closed
	}
	for i := range c.Rights {
		t := &c.Rights[i]
		t.Said, t.Closed = said.Of("rights_told", t.ID, fieldTold), c.Closed
	}
	return nil
}

// Place returns one of the places of c.
func (c Child) Place(id PlaceID) (Place, bool) {
	for _, p := range c.Places {
		if p.ID == id {
			return p, true
		}
	}
	return Place{}, false
}
