package people

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// How a visit of somebody ended who came unannounced.
const (
	LetIn      = "let-in"
	TurnedAway = "turned-away"
)

// lateDays is how many days later it can still be written down that somebody came.
const lateDays = 7

// mostMet is how many clients one can have met.
const mostMet = 30

// A NewCaller is somebody who came unannounced. A name or what she wanted is enough,
// and whether she was let in.
type NewCaller struct {
	NewOutsider           // her name may be empty
	On          pana.Date // empty is today
	At          string
	Purpose     string
	End         string   // LetIn or TurnedAway
	Met         []string // codes of those whom she met
}

// NoteCaller writes down who came to a site unannounced, today or within the last
// week, what she wanted, whether she was let in and whom she met. It is for whoever sees
// who comes, the night too. Her name is compared with the watch list as a caller's on the telephone is:
// the writer is told the same whatever comes of it, and those who keep the list learn
// of a likeness.
//
// It refuses somebody without a name or a word ("visit.came.empty"), a day to come or
// longer ago ("visit.came.late"), one of whom it is not said whether she was let in
// ("visit.came.end"), and a code of nobody, of another site and of a hidden file, all
// alike ("incident.code").
func (p *People) NoteCaller(ctx context.Context, n NewCaller) (VisitID, error) {
	const op = "people.NoteCaller"
	var id VisitID
	err := p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, ok := p.h.Site(n.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.NoteVisitor, policy.Subject{Site: n.Site}); err != nil {
			return err
		}
		n, err := n.clean(op, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if id, err = p.putVisit(ctx, tx, NewVisit{Site: n.Site, Place: Here, On: n.On, At: n.At, Purpose: n.Purpose}, n.End); err != nil {
			return err
		}
		if n.Name != "" {
			who, err := p.meet(ctx, tx, op, Guest, n.NewOutsider)
			if err != nil {
				return err
			}
			if err := insertGuest(ctx, tx, id, who); err != nil {
				return err
			}
			if err := p.tellOfCaller(ctx, tx, id, n.Name); err != nil {
				return err
			}
		}
		for _, code := range n.Met {
			if err := p.met(ctx, tx, op, id, n, code); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.NoteVisitor, Site: n.Site, Object: string(id), Digests: [][32]byte{trail.Digest("visits", string(id), Here, string(n.On), n.At, n.End)}})
	})
	return id, err
}

func (n NewCaller) clean(op string, today pana.Date) (NewCaller, error) {
	var err error
	if n.Name = strings.TrimSpace(n.Name); n.Name != "" {
		if n.NewOutsider, err = n.NewOutsider.clean(op); err != nil {
			return n, err
		}
	}
	if n.Purpose, err = casework.Text(op, "purpose", n.Purpose, casework.MostNote); err != nil {
		return n, err
	}
	if n.On == "" {
		n.On = today
	}
	if n.On, err = casework.Past(op, "on", n.On, today); err != nil {
		return n, err
	}
	if err := casework.Clock(op, "at", n.At); err != nil {
		return n, err
	}
	var met []string
	for _, code := range n.Met {
		if code = strings.ToUpper(strings.TrimSpace(code)); code != "" && !slices.Contains(met, code) {
			met = append(met, code)
		}
	}
	n.Met = met
	switch {
	case n.Name == "" && n.Contact != "":
		return n, pana.Refuse(op, "name", "outsider.name")
	case n.Name == "" && n.Purpose == "":
		return n, pana.Refuse(op, "name", "visit.came.empty")
	case n.On < today.AddDays(-lateDays):
		return n, pana.Refuse(op, "on", "visit.came.late")
	case n.End != LetIn && n.End != TurnedAway:
		return n, pana.Refuse(op, "end", "visit.came.end")
	case len(n.Met) > mostMet:
		return n, pana.Refuse(op, "met", "incident.many")
	}
	return n, nil
}

// met writes into a client's file that she met somebody who came.
func (p *People) met(ctx context.Context, tx *db.Tx, op string, visit VisitID, n NewCaller, code string) error {
	unknown := &pana.Error{Op: op, Kind: pana.Invalid, Field: "met", Say: "incident.code", With: map[string]any{"Code": code}}
	s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), code)
	if pana.KindOf(err) == pana.NotFound || err == nil && s.Site != n.Site {
		return unknown
	}
	if err != nil {
		return err
	}
	err = p.files.EnterIn(ctx, tx, policy.NoteMet, s.Client, func(e *casework.Entry) error {
		id := tx.ID()
		if err := insertMet(ctx, tx, id, visit, s.Client, n.On); err != nil {
			return err
		}
		e.About(string(visit))
		e.Wrote("visit_met", id, visit, s.Client, n.On)
		return nil
	})
	if k := pana.KindOf(err); k == pana.NotFound || k == pana.Forbidden {
		err = unknown
	}
	return err
}

// tellOfCaller tells those who keep the watch list that the name of somebody who came
// is like one on it, each only of files that she may know of.
func (p *People) tellOfCaller(ctx context.Context, tx *db.Tx, id VisitID, name string) error {
	files, err := p.files.WatchedIn(ctx, tx, name)
	if err != nil || len(files) == 0 {
		return err
	}
	to, err := p.h.Able(ctx, tx, policy.SeeWatch)
	if err != nil {
		return err
	}
	for _, client := range files {
		if err := p.h.Tell(ctx, tx, to, house.Notice{Say: "notice.visitor", Client: client, Object: string(id)}); err != nil {
			return err
		}
	}
	return nil
}
