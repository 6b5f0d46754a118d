package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// PrepareExit keeps what was gone through with the client: the list in her own
// words, where she goes, and when. Saved as often as she likes; nothing is
// required, and nothing is decided by it.
//
// It refuses codes that no list holds, a page that someone else has changed
// meanwhile (db.stale with the fields), and an exit that is done ("exit.left").
func (f *FollowUp) PrepareExit(ctx context.Context, client pana.ClientID, p Plan) (version int64, err error) {
	const op = "followup.PrepareExit"
	if p, err = p.clean(op); err != nil {
		return 0, err
	}
	err = f.files.Enter(ctx, policy.PrepareExit, client, func(e *casework.Entry) error {
		x, err := putExit(op, e, p)
		version = x.Version
		return err
	})
	return version, err
}

// putExit writes the plan of an exit into its row, which it makes.
func putExit(op string, e *casework.Entry, p Plan) (Exit, error) {
	if err := inCare(op, e); err != nil {
		return Exit{}, err
	}
	old, ok, err := exitOf(e.Ctx, e.Tx, e.Episode.ID)
	switch {
	case err != nil:
		return Exit{}, err
	case ok && old.State == Left:
		return Exit{}, conflict(op, "", "exit.left")
	case old.Version != p.Version:
		return Exit{}, db.Stale(op, map[string]any{"Fields": differing(old, p)})
	}
	x := Exit{ID: old.ID, Episode: e.Episode.ID, Kind: p.Kind, Country: p.Country, Region: p.Region, On: p.On, State: Open, By: e.Actor.Staff, Version: p.Version + 1}
	if !ok {
		x.ID = e.Tx.ID()
		err = insertExit(e.Ctx, e.Tx, x, e.Subject)
	} else {
		err = changed(op, e, x)
	}
	if err != nil {
		if db.IsUnique(err) {
			err = db.Stale(op, map[string]any{"Fields": []string{"kind", "on"}})
		}
		return Exit{}, err
	}
	if err := replacePoints(e.Ctx, e.Tx, x.ID, e.Client(), p.Points); err != nil {
		return Exit{}, err
	}
	e.About(x.ID)
	e.Wrote("exits", x.ID, e.Client(), x.Kind, x.Country, x.Region, x.On, x.State, pointsText(p.Points))
	var said []casework.Say
	list, _ := codes.Get("exit-point")
	for _, it := range list.Items { // a point that was not on the page keeps its words
		if text, here := p.Told[it.Code]; here {
			said = append(said, casework.Say{Field: fieldTold + it.Code, Text: text})
		}
	}
	if err := e.Put(pana.Care, "exits", x.ID, said...); err != nil {
		return Exit{}, err
	}
	return x, e.Put(pana.Safety, "exits", x.ID, casework.Say{Field: fieldPlace, Text: p.Place})
}

// changed writes x over the row with the version before, and is stale otherwise.
func changed(op string, e *casework.Entry, x Exit) error {
	n, err := updateExit(e.Ctx, e.Tx, x)
	if err == nil && n == 0 {
		err = db.Stale(op, map[string]any{"Fields": []string{"kind", "on"}})
	}
	return err
}

// differing names the fields in which what is kept differs from a stale page.
func differing(x Exit, p Plan) []string {
	var fields []string
	for _, d := range []struct{ field, theirs, yours string }{
		{"kind", x.Kind, p.Kind}, {"country", x.Country, p.Country}, {"region", x.Region, p.Region}, {"on", string(x.On), string(p.On)}, {"state", x.State, Open}} {
		if d.theirs != d.yours {
			fields = append(fields, d.field)
		}
	}
	return fields
}

// ProposeExit asks a head to decide about the exit as it stands. It refuses one
// without a kind ("exit.kind.missing"), and kinds that nobody decides about
// ("exit.free": she has decided, or it has happened).
func (f *FollowUp) ProposeExit(ctx context.Context, client pana.ClientID, version int64) error {
	const op = "followup.ProposeExit"
	return f.files.Enter(ctx, policy.PrepareExit, client, func(e *casework.Entry) error {
		x, err := standingExit(op, e, version)
		switch {
		case err != nil:
			return err
		case x.State != Open:
			return db.Stale(op, map[string]any{"Fields": []string{"state"}})
		case x.Kind == "":
			return pana.Refuse(op, "kind", "exit.kind.missing")
		case free(x.Kind):
			return pana.Refuse(op, "kind", "exit.free")
		}
		x.State, x.ProposedOn, x.By = Proposed, e.Today, e.Actor.Staff
		return f.moved(op, e, x)
	})
}

// standingExit is the exit of the open time in our care in the version that the
// page showed.
func standingExit(op string, e *casework.Entry, version int64) (Exit, error) {
	if err := inCare(op, e); err != nil {
		return Exit{}, err
	}
	x, ok, err := exitOf(e.Ctx, e.Tx, e.Episode.ID)
	switch {
	case err != nil:
		return x, err
	case !ok:
		return x, pana.Refuse(op, "kind", "exit.kind.missing")
	case x.State == Left:
		return x, conflict(op, "", "exit.left")
	case x.Version != version:
		return x, db.Stale(op, map[string]any{"Fields": []string{"state"}})
	}
	return x, nil
}

// moved writes x one version on.
func (f *FollowUp) moved(op string, e *casework.Entry, x Exit) error {
	x.Version++
	if err := changed(op, e, x); err != nil {
		return err
	}
	e.About(x.ID)
	e.Wrote("exits", x.ID, e.Client(), x.Kind, x.On, x.State, x.DecidedOn, x.DecidedBy)
	return nil
}
