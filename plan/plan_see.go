package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A View is the plan of one file as one reader may see it. A line whose
// compartment she does not read is not in it, not even as a count.
type View struct {
	Head
	Code     string
	Language string // of the client
	Subject  policy.Subject
	Episode  casework.Episode
	Today    pana.Date
	Trusted  bool
	Lines    []Line                // in the order of the areas; within one, the oldest first
	Needs    []assessment.AreaNeed // found by the newest assessment, and in no open line yet
	Turns    []Turn                // destinations, newest first
	Reviews  []Review
	Hopes    []Aspiration
	Persons  map[pana.PersonID]casework.Known
	Closed   []pana.Compartment // that she may read and her keys do not open
	Payer    string             // who pays for her today; empty where the reader may not know it
	Cares    bool               // she reads the part of the plan that is everyday life
}

// See returns the plan of the client with a code.
func (p *Plan) See(ctx context.Context, code string) (View, error) {
	var v View
	err := p.files.Read(ctx, code, policy.SeePlan, func(r *casework.Reading) (err error) {
		v, err = p.view(r)
		return err
	})
	return v, err
}

// Line returns one line of a plan with the view it stands in; NotFound
// "record.absent" when the reader may not see it.
func (p *Plan) Line(ctx context.Context, code, id string) (View, Line, error) {
	v, err := p.See(ctx, code)
	if err != nil {
		return v, Line{}, err
	}
	l, ok := v.Line(id)
	if !ok {
		return v, l, casework.Gone("plan.Line")
	}
	return v, l, nil
}

// Line finds a line of the view.
func (v View) Line(id string) (Line, bool) {
	i := slices.IndexFunc(v.Lines, func(l Line) bool { return l.ID == id })
	if i < 0 {
		return Line{}, false
	}
	return v.Lines[i], true
}

func (p *Plan) view(r *casework.Reading) (View, error) {
	v := View{Code: r.Client.Code, Language: r.Client.Language, Subject: r.Subject, Episode: r.Episode, Today: r.Today, Cares: r.Reads(pana.Care)}
	var err error
	if v.Payer, err = residence.PayerOf(r); err != nil {
		return v, err
	}
	if v.Trusted, err = trusted(r.Ctx, r.Tx, r.Episode.ID); err != nil {
		return v, err
	}
	if v.Lines, err = readLines(r); err != nil {
		return v, err
	}
	if r.May(policy.WritePlan) {
		if v.Needs, err = untaken(r.Ctx, r.Tx, r.Subject.Client, r.Episode.ID); err != nil {
			return v, err
		}
		v.Needs = slices.DeleteFunc(v.Needs, func(n assessment.AreaNeed) bool { return !r.Reads(assessment.CompartmentOf(n.Area)) })
	}
	var rows []string
	for _, l := range v.Lines {
		rows = append(rows, l.ID)
		for _, s := range l.Steps {
			rows = append(rows, s.ID)
		}
	}
	if v.Cares {
		if err := v.readCare(r); err != nil {
			return v, err
		}
		for _, n := range v.Reviews {
			rows = append(rows, n.ID)
		}
		for _, a := range v.Hopes {
			rows = append(rows, a.ID)
		}
	}
	said, err := r.Words(rows, compartments...)
	if err != nil {
		return v, err
	}
	v.say(said)
	for _, c := range compartments {
		if r.Reads(c) && said.Closed(c) {
			v.Closed = append(v.Closed, c)
		}
	}
	return v, v.meet(r)
}

// readLines reads the lines that the reader may see, with their steps.
func readLines(r *casework.Reading) ([]Line, error) {
	lines, err := linesOf(r.Ctx, r.Tx, r.Episode.ID)
	if err != nil {
		return nil, err
	}
	steps, err := stepsOf(r.Ctx, r.Tx, r.Episode.ID)
	if err != nil {
		return nil, err
	}
	lines = slices.DeleteFunc(lines, func(l Line) bool { return !r.Reads(l.Compartment) })
	for i := range lines {
		for _, s := range steps {
			if s.Line == lines[i].ID {
				lines[i].Steps = append(lines[i].Steps, s)
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return areaPlace(a.Area) - areaPlace(b.Area) })
	return lines, nil
}

// readCare reads what a plan says of the whole.
func (v *View) readCare(r *casework.Reading) (err error) {
	if v.Head, err = headOf(r.Ctx, r.Tx, r.Episode.ID); err != nil {
		return err
	}
	if v.Turns, err = turnsOf(r.Ctx, r.Tx, r.Episode.ID); err != nil {
		return err
	}
	if v.Reviews, err = reviewsOf(r.Ctx, r.Tx, r.Episode.ID); err != nil {
		return err
	}
	v.Hopes, err = aspirationsOf(r.Ctx, r.Tx, r.Subject.Client)
	return err
}

// say puts opened words where they belong.
func (v *View) say(said casework.Said) {
	for i := range v.Lines {
		l := &v.Lines[i]
		l.Goal, l.Target, l.Ending = said.Of("plan_lines", l.ID, FieldGoal), said.Of("plan_lines", l.ID, FieldTarget), said.Of("plan_lines", l.ID, FieldEnding)
		for j := range l.Steps {
			l.Steps[j].What = said.Of("plan_steps", l.Steps[j].ID, FieldWhat)
		}
	}
	for i := range v.Reviews {
		v.Reviews[i].Text, v.Reviews[i].Told = said.Of("plan_reviews", v.Reviews[i].ID, FieldText), said.Of("plan_reviews", v.Reviews[i].ID, FieldTold)
	}
	for i := range v.Hopes {
		v.Hopes[i].Told, v.Hopes[i].Ending = said.Of("aspirations", v.Hopes[i].ID, FieldTold), said.Of("aspirations", v.Hopes[i].ID, FieldEnding)
	}
}

// meet finds the people around her whom steps name.
func (v *View) meet(r *casework.Reading) error {
	v.Persons = map[pana.PersonID]casework.Known{}
	if !v.Cares {
		return nil
	}
	known, err := r.Persons()
	for _, k := range known {
		v.Persons[k.ID] = k
	}
	return err
}

// Workers returns who works with a client now, for a form that names a colleague.
// The caller has seen her plan.
func (p *Plan) Workers(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, error) {
	return workersOf(ctx, tx, client)
}

// A Next is the next open step of a client's plan: its area, when, and whose it
// is. Its words are opened on her own file and in no list.
type Next struct {
	Client  pana.ClientID  `db:"client_id"`
	Line    string         `db:"line_id"`
	Area    string         `db:"area"`
	Doer    string         `db:"who"`
	Staff   pana.StaffID   `db:"staff_id"`
	From    pana.Date      `db:"earliest"`
	Until   pana.Date      `db:"latest"`
	How     pana.Precision `db:"precision"`
	Service string         `db:"service"`
	Step    string         `db:"id"`
	What    string         // only where words are opened
}

// When is the moment of the step, as it was said.
func (n Next) When() pana.Fuzzy {
	return pana.Fuzzy{Earliest: n.From, Latest: n.Until, Precision: n.How}
}

// mostNext is how many next steps a file shows.
const mostNext = 5

// Next returns the next open steps of the file being read that the reader may
// see and that do not wait for trust, those with the nearest moment first.
func (p *Plan) Next(r *casework.Reading) ([]Next, error) {
	if !r.May(policy.SeePlan) {
		return nil, nil
	}
	var reads []pana.Compartment
	for _, c := range compartments {
		if r.Reads(c) {
			reads = append(reads, c)
		}
	}
	list, err := nextOf(r.Ctx, r.Tx, r.Episode.ID, reads, mostNext)
	if err != nil || len(list) == 0 {
		return list, err
	}
	rows := make([]string, len(list))
	for i, n := range list {
		rows[i] = n.Step
	}
	said, err := r.Words(rows, reads...)
	for i := range list {
		list[i].What = said.Of("plan_steps", list[i].Step, FieldWhat)
	}
	return list, err
}

// NextOf is Next for the client with a code.
func (p *Plan) NextOf(ctx context.Context, code string) ([]Next, error) {
	var list []Next
	err := p.files.Read(ctx, code, policy.SeePlan, func(r *casework.Reading) (err error) {
		list, err = p.Next(r)
		return err
	})
	return list, err
}

// areaPlace is where an area stands in the order of its code list.
func areaPlace(area string) int { return slices.Index(assessment.Areas(), area) }
