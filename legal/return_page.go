package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A ReturnPage is everything that the pages of a return show.
type ReturnPage struct {
	Client   casework.Client
	Today    pana.Date
	Standing                  // of the open return; its Return is zero when none is open
	Known    []casework.Known // the people around her whom the reader may know of
	Calls    []Call
	Hers     []Agreement // her answers about going, the one that counts first
	Risks    []Risk
	Past     []Return // those that have arrived or were set aside
	Said     casework.Said
	Closed   bool // the words of safety do not open for the reader
	Worker   bool // the reader may sign as her worker
	Head     bool // or as a head
	May      map[policy.Act]bool
}

// Text returns sealed words of a row of one of the chapter's tables.
func (p ReturnPage) Text(table, row, field string) string { return p.Said.Of(table, row, field) }

// Return reads the return of the client with a code and everything its gate waits
// for, with the words of it as far as the reader's keys open them.
func (l *Legal) Return(ctx context.Context, code string) (ReturnPage, error) {
	var p ReturnPage
	err := l.files.Read(ctx, code, policy.SeeReturn, func(r *casework.Reading) error {
		p = ReturnPage{Client: r.Client, Today: r.Today, May: map[policy.Act]bool{}}
		for _, act := range []policy.Act{policy.PlanReturn, policy.CheckReturn, policy.SignReturn, policy.ExceptReturn, policy.TravelReturn} {
			p.May[act] = r.May(act)
		}
		p.Worker, p.Head = places(r.Actor, r.Subject)
		all, err := returnsOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		rows := []string{}
		for _, x := range all {
			rows = append(rows, x.ID)
			if !x.Open() {
				p.Past = append(p.Past, x)
				continue
			}
			if p.Standing, err = standingOf(r.Ctx, r.Tx, r.Subject.Client, x); err != nil {
				return err
			}
		}
		if p.Known, err = r.Persons(); err != nil {
			return err
		}
		if p.Return.ID != "" {
			more, err := p.details(r)
			if err != nil {
				return err
			}
			rows = append(rows, more...)
		}
		if p.Said, err = r.Words(rows, pana.Safety); err != nil {
			return err
		}
		p.Closed = p.Said.Closed(pana.Safety)
		return nil
	})
	return p, err
}

// details reads what stands beside the codes of the gate, and returns the rows
// whose words are to be opened.
func (p *ReturnPage) details(r *casework.Reading) ([]string, error) {
	var err error
	if p.Calls, err = callsOf(r.Ctx, r.Tx, p.Return.ID); err != nil {
		return nil, err
	}
	if p.Hers, err = agreementsOf(r.Ctx, r.Tx, p.Return.ID); err != nil {
		return nil, err
	}
	if p.Risks, err = risksOf(r.Ctx, r.Tx, p.Risk); err != nil {
		return nil, err
	}
	rows := []string{p.Risk}
	for _, x := range p.Accounts {
		rows = append(rows, x.ID)
	}
	for _, x := range p.Calls {
		rows = append(rows, x.ID)
	}
	for _, x := range p.Hers {
		rows = append(rows, x.ID)
	}
	for _, x := range p.Exceptions {
		rows = append(rows, x.ID)
	}
	return rows, nil
}
