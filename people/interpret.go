package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Interpreting is that somebody interprets for a client at a session or a
// hearing: a colleague, or one of the people around her.
type Interpreting struct {
	Kind   string        // session or hearing
	Row    string        // which one
	Staff  pana.StaffID  // a colleague
	Person pana.PersonID // or somebody from outside
	Name   string        // what that one is called, when she is met just now
	On     pana.Date
	Held   bool   // it was held, so that what is said of it is a fact
	Anyway bool   // she interpreted, and the client was not asked
	Field  string // of the form, on which a refusal stands
}

// nobody reports whether nobody interprets.
func (n Interpreting) nobody() bool { return n.Staff == "" && n.Person == "" }

// A lack is what is missing before somebody interprets, as the key of a sentence.
type lack string

const (
	nothing     lack = ""
	refused     lack = "interpreter.unknown"  // she does not wish her, or somebody stands too near: told as of one who is not there
	unlisted    lack = "interpreter.list"     // not among those who help
	unasked     lack = "interpreter.ask"      // the client was not asked about her
	unconfirmed lack = "interpreter.awaiting" // nobody has looked at who this is
	unpledged   lack = "interpreter.pledge"   // no pledge holds on that day
)

// Interprets lets somebody interpret at a session or a hearing, within the act that
// plans it or writes it down. Whoever interprets has pledged to be silent, for that
// day, and the client has said yes to her when she was asked alone: the same for a
// colleague and for somebody from outside, who is known by her name among those who
// help, in whatever script it is written.
//
// It refuses, on n.Field, somebody who is not listed ("interpreter.list"), about whom
// she was not asked ("interpreter.ask"), whom nobody has confirmed
// ("interpreter.awaiting"), without a pledge ("interpreter.pledge"); and whom she does
// not wish, or who is kept from her, like one who is not there
// ("interpreter.unknown"). What was held is a fact and is never lost: with
// n.Anyway it is kept, and stands as something still to be asked.
func (p *People) Interprets(e *casework.Entry, op string, n Interpreting) error {
	before, stands, err := unaskedAt(e.Ctx, e.Tx, e.Client(), n.Kind, n.Row)
	if err != nil {
		return err
	}
	same := stands && before.Staff == n.Staff && before.Person == n.Person
	if same && n.Held {
		return nil
	}
	missing := nothing
	if !n.nobody() {
		if missing, err = p.lackOf(e, n); err != nil {
			return err
		}
	}
	if missing != nothing && !(n.Held && n.Anyway) {
		return pana.Refuse(op, n.Field, string(missing))
	}
	if stands {
		if err := p.strikeUnasked(e, before.ID); err != nil {
			return err
		}
	}
	if missing == nothing {
		return nil
	}
	id := e.Tx.ID()
	if err := insertUnasked(e.Ctx, e.Tx, id, e.Client(), n); err != nil {
		return err
	}
	e.Wrote("helper_unasked", id, e.Client(), n.Kind, n.Row, n.Staff, n.Person, n.On)
	return nil
}

// MayInterpret reports whether nothing is missing for somebody to interpret.
func (p *People) MayInterpret(e *casework.Entry, n Interpreting) (bool, error) {
	if n.nobody() {
		return true, nil
	}
	missing, err := p.lackOf(e, n)
	return missing == nothing, err
}

func (p *People) strikeUnasked(e *casework.Entry, id string) error {
	if err := strikeUnasked(e.Ctx, e.Tx, id); err != nil {
		return err
	}
	e.Wrote("helper_unasked", id, "struck")
	return nil
}

// lackOf says what is missing before somebody interprets for the client of e.
func (p *People) lackOf(e *casework.Entry, n Interpreting) (lack, error) {
	name, err := p.nameOf(e, n)
	if err != nil {
		return "", err
	}
	rows, err := helperRows(e.Ctx, e.Tx, `part = $1`, Interpreter)
	if err != nil {
		return "", err
	}
	answers, err := answersOf(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return "", err
	}
	wishes := map[HelperID]Wish{}
	for _, a := range answers {
		wishes[a.Helper] = a
	}
	var volunteers []OutsiderID
	if n.Staff != "" {
		away, err := casework.KeptAway(e.Ctx, e.Tx, e.Client())
		if err != nil || slices.Contains(away, n.Staff) {
			return refused, err
		}
		if volunteers, err = volunteersWith(e.Ctx, e.Tx, n.Staff); err != nil {
			return "", err
		}
	}
	var her []Helper
	alike, wished := false, false
	for _, r := range rows {
		h, err := p.helper(e.Ctx, e.Tx, r)
		if err != nil {
			return "", err
		}
		a, asked := wishes[h.ID]
		own := n.Staff != "" && (h.Staff == n.Staff || slices.Contains(volunteers, h.From)) || n.Staff == "" && casework.SameName(h.Name, name)
		switch {
		case own && asked && !a.Welcome():
			return refused, nil
		case own:
			wished = wished || asked
			her = append(her, h)
		case asked && !a.Welcome() && casework.Alike(h.Name, name):
			alike = true
		}
	}
	if alike && !wished {
		return refused, nil
	}
	return bestOf(her, wishes, e.Subject.Site, n.On), nil
}

// bestOf says what is missing of somebody who may stand in the list more than once.
func bestOf(her []Helper, wishes map[HelperID]Wish, site pana.SiteID, on pana.Date) lack {
	order := []lack{nothing, unpledged, unconfirmed, unasked, unlisted}
	best := unlisted
	for _, h := range her {
		missing := nothing
		switch _, asked := wishes[h.ID]; {
		case h.Site != site || h.Ended != "":
			missing = unlisted
		case !asked:
			missing = unasked
		case h.Awaiting:
			missing = unconfirmed
		case !h.Pledges(on):
			missing = unpledged
		}
		if slices.Index(order, missing) < slices.Index(order, best) {
			best = missing
		}
	}
	return best
}

// nameOf is what somebody who interprets is called; empty when the actor's keys do
// not open it.
func (p *People) nameOf(e *casework.Entry, n Interpreting) (string, error) {
	switch {
	case n.Staff != "":
		return p.h.StaffName(e.Ctx, e.Tx, n.Staff)
	case n.Name != "":
		return casework.CleanName(n.Name)
	}
	said, _, err := e.Words(pana.Identity, "persons", string(n.Person))
	return said[casework.FieldName], err
}

// askedNow ends that something is still to be asked, for whomever an answer has
// just been written down.
func (p *People) askedNow(e *casework.Entry, h Helper) error {
	open, err := unaskedOf(e.Ctx, e.Tx, e.Client(), `AND asked_on = ''`)
	if err != nil || h.Part != Interpreter {
		return err
	}
	for _, u := range open {
		own := u.Staff != "" && u.Staff == h.Staff
		if u.Staff != "" && h.From != "" {
			volunteers, err := volunteersWith(e.Ctx, e.Tx, u.Staff)
			if err != nil {
				return err
			}
			own = slices.Contains(volunteers, h.From)
		}
		if u.Staff == "" {
			name, err := p.nameOf(e, Interpreting{Person: u.Person})
			if err != nil {
				return err
			}
			own = casework.SameName(name, h.Name)
		}
		if !own {
			continue
		}
		if err := setAsked(e.Ctx, e.Tx, u.ID, e.Today); err != nil {
			return err
		}
		e.Wrote("helper_unasked", u.ID, "asked", e.Today)
	}
	return nil
}

// An Unasked is that somebody interpreted and the client was not asked before.
type Unasked struct {
	ID     string        `db:"id"`
	Kind   string        `db:"kind"`
	Staff  pana.StaffID  `db:"staff_id"`
	Person pana.PersonID `db:"person_id"`
	On     pana.Date     `db:"on_day"`
	Asked  pana.Date     `db:"asked_on"` // when she was asked afterwards; empty while it is to be asked
	By     pana.StaffID  `db:"by_staff"`
	Name   string        `db:"-"`
}

// unaskedFor returns what stands of it in a file, as far as the reader opens names.
// What is about the reader herself is left out, as her answers are.
func (p *People) unaskedFor(r *casework.Reading) ([]Unasked, error) {
	all, err := unaskedOf(r.Ctx, r.Tx, r.Subject.Client, "")
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(u Unasked) bool { return u.Staff != "" && u.Staff == r.Actor.Staff })
	if len(all) == 0 {
		return nil, nil
	}
	around, err := r.Persons()
	if err != nil {
		return nil, err
	}
	for i, u := range all {
		if u.Staff != "" {
			if all[i].Name, err = p.h.StaffName(r.Ctx, r.Tx, u.Staff); err != nil {
				return nil, err
			}
			continue
		}
		if at := slices.IndexFunc(around, func(k casework.Known) bool { return k.ID == u.Person }); at >= 0 {
			all[i].Name = around[at].Name
		}
	}
	return all, nil
}

// Decisions returns, for those who lead, the files in which somebody interpreted
// whom the client is still to be asked about. Who it was stands on the page it
// leads to.
func (p *People) Decisions(ctx context.Context) ([]casework.Decision, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.AskHelper) {
		return nil, nil
	}
	var list []casework.Decision
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := p.files.Where(ctx, tx, policy.AskHelper)
		list, err = filesUnasked(ctx, tx, cond, args)
		return err
	})
	return list, err
}
