package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// PlanReturn begins a return (version 0) or changes what is planned of the open
// one. A page older than the record is refused with db.stale, whose With names the
// fields in which the two differ; the same again changes nothing. Once she goes
// elsewhere than was planned, nothing that was signed stands any more.
//
// It refuses unknown codes and days, someone who does not work here as escort, an
// organisation nobody knows, a second return beside an open one ("return.open.already")
// and changing one that is none ("return.none").
func (l *Legal) PlanReturn(ctx context.Context, client pana.ClientID, p ReturnPlan, version int64) error {
	const op = "legal.PlanReturn"
	return l.files.Enter(ctx, policy.PlanReturn, client, func(e *casework.Entry) error {
		p, err := p.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := l.known(e, op, p); err != nil {
			return err
		}
		old, open, err := openReturn(ctx, e.Tx, client)
		switch {
		case err != nil:
			return err
		case version == 0 && open:
			return conflict(op, "", "return.open.already")
		case version != 0 && !open:
			return conflict(op, "", "return.none")
		case !open:
			old = Return{ID: e.Tx.ID(), Episode: e.Episode.ID, Opened: e.Today, Aim: 1, By: e.Actor.Staff}
			return l.putReturn(e, p.over(old), p, true)
		}
		said, readable, err := e.Words(pana.Safety, "returns", old.ID)
		if err != nil {
			return err
		}
		if !readable {
			return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "return.closed-words"}
		}
		fields := p.differs(old, said)
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		anew := p.over(old)
		if aims(fields) {
			anew.Aim++
		}
		if anew.Organisation != old.Organisation {
			anew.Told = ""
		}
		return l.putReturn(e, anew, p, false)
	})
}

// known checks whom a plan names.
func (l *Legal) known(e *casework.Entry, op string, p ReturnPlan) error {
	for _, who := range []struct {
		field, table, id string
	}{{"escort", "staff", string(p.Escort)}, {"organisation", "organisations", string(p.Organisation)}} {
		if who.id == "" {
			continue
		}
		known, err := exists(e.Ctx, e.Tx, who.table, who.id)
		if err != nil {
			return err
		}
		if !known {
			return pana.Refuse(op, who.field, "codes.unknown")
		}
	}
	return nil
}

func (l *Legal) putReturn(e *casework.Entry, r Return, p ReturnPlan, begin bool) error {
	e.About(r.ID)
	var err error
	if begin {
		err = insertReturn(e.Ctx, e.Tx, e.Client(), r)
	} else {
		err = updateReturn(e.Ctx, e.Tx, r)
	}
	if db.IsUnique(err) {
		return conflict("legal.PlanReturn", "", "return.open.already")
	}
	if err != nil {
		return err
	}
	wroteReturn(e, r)
	return e.Put(pana.Safety, "returns", r.ID, casework.Say{Field: FieldPlace, Text: p.Place}, casework.Say{Field: FieldWish, Text: p.Wish}, casework.Say{Field: FieldNote, Text: p.Note})
}

func wroteReturn(e *casework.Entry, r Return) {
	e.Wrote("returns", r.ID, r.Kind, r.State, r.Country, r.Region, r.Nationality, r.Confirmed, r.Paper, r.Escort, r.Organisation, r.Told, r.Travel, r.ArriveBy,
		r.Departed, r.Arrived, r.ArrivedBy, r.Aside, r.AsideAs, r.Aim)
}

// onReturn does one act to the open return of a client. Version 0 does not ask
// which state of it the page showed.
func (l *Legal) onReturn(ctx context.Context, op string, act policy.Act, client pana.ClientID, version int64, do func(*casework.Entry, *Return) error) error {
	return l.files.Enter(ctx, act, client, func(e *casework.Entry) error {
		r, open, err := openReturn(ctx, e.Tx, client)
		switch {
		case err != nil:
			return err
		case !open:
			return conflict(op, "", "return.none")
		case version != 0 && version != r.Version:
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		}
		e.About(r.ID)
		return do(e, &r)
	})
}

// save writes a changed return.
func save(e *casework.Entry, r Return) error {
	wroteReturn(e, r)
	return updateReturn(e.Ctx, e.Tx, r)
}

func conflict(op, field, say string) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: say}
}
