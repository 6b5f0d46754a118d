package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// Papers is the register of one client as its reader may see it.
type Papers struct {
	Code   string
	Papers []Paper
	Scans  []Scan // what of her file the register can point to
	Closed bool   // the reader's keys do not open the words
	Warn   int    // days before its last day at which a paper is pointed out
	Today  pana.Date
	Payer  string // who pays for her today, see residence.PayerOf
	May    struct{ Write, Step, Consent bool }

	consents map[pana.Purpose]map[string]bool // which recipients she allows now
}

// Papers returns the register of the client with a code. It needs SeePapers.
func (l *Legal) Papers(ctx context.Context, code string) (Papers, error) {
	var v Papers
	err := l.files.Read(ctx, code, policy.SeePapers, func(r *casework.Reading) error {
		var err error
		v, err = l.papers(r)
		return err
	})
	return v, err
}

func (l *Legal) papers(r *casework.Reading) (Papers, error) {
	v := Papers{Code: r.Client.Code, Today: r.Today, consents: map[pana.Purpose]map[string]bool{}}
	v.May.Write, v.May.Step, v.May.Consent = r.May(policy.WritePapers), r.May(policy.TakePaperStep), r.May(policy.RecordConsent)
	set, err := settingsOf(r.Ctx, r.Tx)
	if err != nil {
		return v, err
	}
	v.Warn = set.WarnDays()
	if v.Payer, err = residence.PayerOf(r); err != nil {
		return v, err
	}
	if v.Papers, err = gather(r.Ctx, r.Tx, r.Subject.Client); err != nil {
		return v, err
	}
	said, err := r.Words(v.rows(), pana.Legal)
	if err != nil {
		return v, err
	}
	v.Closed = said.Closed(pana.Legal)
	v.say(said)
	if err := v.readScans(r); err != nil {
		return v, err
	}
	return v, v.readConsents(r)
}

// gather returns the register of a client without its words.
func gather(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Paper, error) {
	rows, err := papersOf(ctx, tx, client)
	if err != nil {
		return nil, err
	}
	ways, err := restorationsOf(ctx, tx, client)
	if err != nil {
		return nil, err
	}
	steps, err := stepsOf(ctx, tx, client)
	if err != nil {
		return nil, err
	}
	var papers []Paper
	for _, row := range rows {
		p := row.paper()
		for _, way := range ways {
			if way.Paper != p.ID {
				continue
			}
			w := way.restoration()
			for _, s := range steps {
				if s.Way == w.ID {
					w.Steps = append(w.Steps, s.step())
				}
			}
			p.Ways = append(p.Ways, w)
		}
		papers = append(papers, p)
	}
	return papers, nil
}

// rows are the rows whose words the register shows.
func (v Papers) rows() []string {
	var rows []string
	for _, p := range v.Papers {
		rows = append(rows, string(p.ID))
		for _, w := range p.Ways {
			rows = append(rows, string(w.ID))
			for _, s := range w.Steps {
				rows = append(rows, string(s.ID))
			}
		}
	}
	return rows
}

// say puts the words where they belong.
func (v Papers) say(said casework.Said) {
	for i := range v.Papers {
		p := &v.Papers[i]
		p.Closed = v.Closed
		p.Number, p.Note = said.Of("papers", string(p.ID), fieldNumber), said.Of("papers", string(p.ID), fieldNote)
		for k := range p.Ways {
			w := &p.Ways[k]
			w.Closed, w.Note = v.Closed, said.Of("paper_tracks", string(w.ID), fieldNote)
			for n := range w.Steps {
				s := &w.Steps[n]
				of := func(field string) string { return said.Of("paper_steps", string(s.ID), field) }
				s.Closed, s.Title, s.Where, s.Note = v.Closed, of(fieldTitle), of(fieldOffice), of(fieldNote)
			}
		}
	}
}

func (v *Papers) readScans(r *casework.Reading) error {
	scans, err := scansOf(r.Ctx, r.Tx, r.Subject.Client)
	for _, s := range scans {
		if r.Reads(s.Part) {
			v.Scans = append(v.Scans, s)
		}
	}
	return err
}

// readConsents asks the gate for every step that needs it, so that the page can
// say beforehand what TakeStep would refuse.
func (v *Papers) readConsents(r *casework.Reading) error {
	for _, p := range v.Papers {
		w, running := p.Running()
		if !running {
			continue
		}
		for _, s := range w.Steps {
			if s.Needs == "" || v.consents[s.Needs][recipient(s.Needs, s.Office)] {
				continue
			}
			ok, err := r.Allowed(s.Needs, recipient(s.Needs, s.Office), "")
			if err != nil {
				return err
			}
			if v.consents[s.Needs] == nil {
				v.consents[s.Needs] = map[string]bool{}
			}
			v.consents[s.Needs][recipient(s.Needs, s.Office)] = ok
		}
	}
	return nil
}

// Agreed reports whether the consent that a step needs stands at this moment.
func (v Papers) Agreed(s Step) bool {
	return s.Needs == "" || v.consents[s.Needs][recipient(s.Needs, s.Office)]
}

// Paper returns one paper of the register.
func (v Papers) Paper(id PaperID) (Paper, error) {
	for _, p := range v.Papers {
		if p.ID == id {
			return p, nil
		}
	}
	return Paper{}, casework.Gone("legal.Paper")
}

// Step returns one step, with its paper and its restoration.
func (v Papers) Step(id StepID) (Paper, Restoration, Step, error) {
	for _, p := range v.Papers {
		for _, w := range p.Ways {
			for _, s := range w.Steps {
				if s.ID == id {
					return p, w, s, nil
				}
			}
		}
	}
	return Paper{}, Restoration{}, Step{}, casework.Gone("legal.Step")
}

// PaperOf returns the paper that a restoration belongs to.
func (v Papers) PaperOf(id RestorationID) (PaperID, error) {
	for _, p := range v.Papers {
		for _, w := range p.Ways {
			if w.ID == id {
				return p.ID, nil
			}
		}
	}
	return "", casework.Gone("legal.PaperOf")
}
