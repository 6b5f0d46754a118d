package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// States of a place at a school or before it.
const (
	PlaceWished  = "wish"
	PlaceApplied = "applied"
	Placed       = "placed"
	PlaceEnded   = "ended"
)

// A Place is a child's place at a school or kindergarten, wished for or had.
type Place struct {
	ID           PlaceID             `db:"id"`
	Kind         string              `db:"kind"` // code list place-kind
	Organisation pana.OrganisationID `db:"organisation_id"`
	Class        string              `db:"class"`
	State        string              `db:"state"` // code list place-state
	Since        pana.Fuzzy          `db:"-"`     // of this state
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Told         string              // what the child says of it
	Note         string
	Closed       bool
}

// A NewPlace is what a form says of a place. Kind and state are needed.
type NewPlace struct {
	Kind         string
	Organisation pana.OrganisationID
	Class        string
	State        string
	Since        pana.Fuzzy
	Told         string
	Note         string
}

// mostClassName is how many letters the name of a class has: 5 «Ә». It is typed,
// and with the school it leads to the child: it is sealed. Rows of before have it in
// their column until they are written anew.
const mostClassName = 20

func (n NewPlace) clean(op string) (NewPlace, error) {
	switch {
	case n.Kind == "":
		return n, pana.Refuse(op, "kind", "learning.place.kind.missing")
	case n.State == "":
		return n, pana.Refuse(op, "state", "learning.place.state.missing")
	}
	if err := checkCodes(op, code{"kind", "place-kind", n.Kind}, code{"state", "place-state", n.State}); err != nil {
		return n, err
	}
	if err := casework.Moment(op, "since", n.Since); err != nil {
		return n, err
	}
	return n, clean(op, text{"class", &n.Class, mostClassName}, text{"told", &n.Told, casework.MostNote}, text{"note", &n.Note, casework.MostNote})
}

func (n NewPlace) differs(p Place) []string {
	return casework.Differing(map[string]bool{"kind": n.Kind == p.Kind, "organisation": n.Organisation == p.Organisation, "class": n.Class == p.Class,
		"state": n.State == p.State, "since": n.Since == p.Since, "told": n.Told == p.Told, "note": n.Note == p.Note})
}

// AddPlace writes down a place that is wished for or had.
func (l *Learning) AddPlace(ctx context.Context, client pana.ClientID, n NewPlace) (PlaceID, error) {
	const op = "learning.AddPlace"
	n, err := n.clean(op)
	if err != nil {
		return "", err
	}
	var id PlaceID
	err = l.files.Enter(ctx, policy.CareForChild, client, func(e *casework.Entry) error {
		if err := e.Partner(op, "organisation", n.Organisation); err != nil {
			return err
		}
		id = PlaceID(e.Tx.ID())
		if err := insertPlace(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n); err != nil {
			return err
		}
		return wrotePlace(e, id, n)
	})
	return id, err
}

// EditPlace changes a place or takes it a step on. A stale page is refused with
// db.stale and the fields that differ.
func (l *Learning) EditPlace(ctx context.Context, client pana.ClientID, id PlaceID, version int64, n NewPlace) error {
	const op = "learning.EditPlace"
	n, err := n.clean(op)
	if err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.CareForChild, client, func(e *casework.Entry) error {
		p, ok, err := placeByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		said, err := openWords(e, op, "school_places", string(id))
		if err != nil {
			return err
		}
		p.Told, p.Note, p.Class = said[fieldTold], said[fieldNote], cmp.Or(said[fieldGroup], p.Class)
		fields := n.differs(p)
		switch {
		case len(fields) == 0:
			return nil
		case p.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		if err := e.Partner(op, "organisation", n.Organisation); err != nil {
			return err
		}
		if n, err := updatePlace(e.Ctx, e.Tx, id, version, n); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		return wrotePlace(e, id, n)
	})
}

func wrotePlace(e *casework.Entry, id PlaceID, n NewPlace) error {
	e.About(string(id))
	e.Wrote("school_places", string(id), e.Client(), n.Kind, n.Organisation, "", n.State, n.Since)
	return e.Put(pana.Care, "school_places", string(id), casework.Say{Field: fieldGroup, Text: n.Class},
		casework.Say{Field: fieldTold, Text: n.Told}, casework.Say{Field: fieldNote, Text: n.Note})
}
