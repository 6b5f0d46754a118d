package learning

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A File is what a client learned, learns and works, as its page shows it.
type File struct {
	Client    casework.Client
	Today     pana.Date
	Schooling Schooling
	Courses   []Course // the latest wish first
	Jobs      []Job    // those that go on first
	Persons   []casework.Known
	Payer     string // who pays for her today, see residence.PayerOf
	Closed    bool
	May       May
}

// May holds what the reader may do here.
type May struct{ Write, Show, Child bool }

func mayOf(r *casework.Reading) May {
	return May{Write: r.May(policy.WriteLearning), Show: r.May(policy.ShowWork), Child: r.May(policy.CareForChild)}
}

// Read returns the learning of the client with a code. An unknown code and a
// hidden client are both NotFound.
func (l *Learning) Read(ctx context.Context, code string) (File, error) {
	var f File
	err := l.files.Read(ctx, code, policy.SeeLearning, func(r *casework.Reading) error {
		f = File{Client: r.Client, Today: r.Today, May: mayOf(r)}
		var err error
		if f.Schooling, _, err = schoolingOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Courses, err = coursesOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		steps, err := stepsOf(r.Ctx, r.Tx, r.Subject.Client, "")
		if err != nil {
			return err
		}
		for i := range f.Courses {
			for _, s := range steps {
				if s.Course == f.Courses[i].ID {
					f.Courses[i].Steps = append(f.Courses[i].Steps, s)
				}
			}
		}
		if f.Jobs, err = jobsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if f.Persons, err = r.Persons(); err != nil {
			return err
		}
		if f.Payer, err = residence.PayerOf(r); err != nil {
			return err
		}
		return f.open(r)
	})
	return f, err
}

// open puts the words where they belong.
func (f *File) open(r *casework.Reading) error {
	var rows []string
	if f.Schooling.ID != "" {
		rows = append(rows, f.Schooling.ID)
	}
	for _, c := range f.Courses {
		rows = append(rows, string(c.ID))
		for _, s := range c.Steps {
			rows = append(rows, s.ID)
		}
	}
	for _, j := range f.Jobs {
		rows = append(rows, string(j.ID))
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	f.Closed = said.Closed(pana.Care)
	s := &f.Schooling
	s.Told, s.Why, s.HelpsWords = said.Of("schoolings", s.ID, fieldTold), said.Of("schoolings", s.ID, fieldWhy), said.Of("schoolings", s.ID, fieldHelps)
	s.Closed = f.Closed
	for i := range f.Courses {
		c := &f.Courses[i]
		c.Title, c.Told, c.Note = said.Of("courses", string(c.ID), fieldTitle), said.Of("courses", string(c.ID), fieldTold), said.Of("courses", string(c.ID), fieldNote)
		c.Closed = f.Closed
		for k := range c.Steps {
			c.Steps[k].Words = said.Of("course_steps", c.Steps[k].ID, fieldWhy)
		}
	}
	for i := range f.Jobs {
		j := &f.Jobs[i]
		j.Title, j.Told, j.Note = said.Of("jobs", string(j.ID), fieldTitle), said.Of("jobs", string(j.ID), fieldTold), said.Of("jobs", string(j.ID), fieldNote)
		j.WhyWords, j.Closed = said.Of("jobs", string(j.ID), fieldWhy), f.Closed
	}
	return nil
}

// Course returns one of the courses of f.
func (f File) Course(id CourseID) (Course, bool) {
	for _, c := range f.Courses {
		if c.ID == id {
			return c, true
		}
	}
	return Course{}, false
}

// Job returns one of the jobs of f.
func (f File) Job(id JobID) (Job, bool) {
	for _, j := range f.Jobs {
		if j.ID == id {
			return j, true
		}
	}
	return Job{}, false
}

// A Gallery is what a client made.
type Gallery struct {
	Client  casework.Client
	Today   pana.Date
	Works   []Work
	Allowed bool // she agrees at this moment that her works are shown
	Closed  bool
	May     May
}

// Portfolio returns her works. Whether they may be shown is asked of the gate in
// the same transaction.
func (l *Learning) Portfolio(ctx context.Context, code string) (Gallery, error) {
	var g Gallery
	err := l.files.Read(ctx, code, policy.SeeLearning, func(r *casework.Reading) error {
		g = Gallery{Client: r.Client, Today: r.Today, May: mayOf(r)}
		var err error
		if g.Works, err = worksOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		showings, err := showingsOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		var rows []string
		for _, w := range g.Works {
			rows = append(rows, string(w.Document))
		}
		for _, s := range showings {
			rows = append(rows, string(s.ID))
		}
		said, err := r.Words(rows, pana.Care)
		if err != nil {
			return err
		}
		g.Closed = said.Closed(pana.Care)
		for i := range g.Works {
			w := &g.Works[i]
			w.Title, w.Note = said.Of("documents", string(w.Document), casework.FieldTitle), said.Of("documents", string(w.Document), casework.FieldNote)
			w.Closed = g.Closed
			for _, s := range showings {
				if s.Document == w.Document {
					s.Where = said.Of("showings", string(s.ID), fieldWhere)
					w.Showings = append(w.Showings, s)
				}
			}
		}
		g.Allowed, err = r.Allowed(pana.WorksUse, "", "")
		return err
	})
	return g, err
}

// ToTakeDown returns where her works are still seen although she does not agree.
func (g Gallery) ToTakeDown() []Showing {
	var list []Showing
	for _, w := range g.Works {
		for _, s := range w.Showings {
			if !g.Allowed && s.Stands(g.Today) {
				list = append(list, s)
			}
		}
	}
	return list
}
