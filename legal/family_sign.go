package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Sign puts the actor's name under "no involvement found": her own social worker
// or psychologist in one place, a head in the other, never the same person in both.
// Print says which answers the page showed; if they have changed since, it is
// refused with db.stale. Place may be empty: a head signs as a head. Signing twice
// changes nothing.
//
// It refuses while the answers come to anything else ("return.sign.finding") or the
// risk matrix has gaps ("return.sign.risks"), a place that is not the actor's
// ("return.sign.place"), one that is taken ("return.sign.taken"), and a second
// signature of the same hand ("return.sign.twice").
func (l *Legal) Sign(ctx context.Context, client pana.ClientID, place, print string) error {
	const op = "legal.Sign"
	return l.onReturn(ctx, op, policy.SignReturn, client, 0, func(e *casework.Entry, r *Return) error {
		s, err := standingOf(ctx, e.Tx, client, *r)
		if err != nil {
			return err
		}
		worker, head := mayStand(e)
		switch {
		case place == "" && head:
			place = HeadSigns
		case place == "":
			place = WorkerSigns
		}
		mine, theirs := s.hand(place)
		switch {
		case place != WorkerSigns && place != HeadSigns:
			return pana.Refuse(op, "place", "codes.unknown")
		case place == WorkerSigns && !worker || place == HeadSigns && !head:
			return conflict(op, "place", "return.sign.place")
		case print != s.Print():
			return db.Stale(op, map[string]any{"Fields": []string{"answers"}})
		case s.Finding() != NoInvolvement:
			return conflict(op, "", "return.sign.finding")
		case s.Answered < len(RiskQuestions()):
			return conflict(op, "", "return.sign.risks")
		case mine.By == e.Actor.Staff:
			return nil
		case mine.By != "":
			return conflict(op, "place", "return.sign.taken")
		case theirs.By == e.Actor.Staff:
			return conflict(op, "place", "return.sign.twice")
		}
		// What stands here under the same answers is of someone kept away since.
		if err := withdrawSignatures(ctx, e.Tx, r.ID, print, place); err != nil {
			return err
		}
		x := Signature{ID: e.Tx.ID(), Place: place, Print: print, On: e.Today, By: e.Actor.Staff}
		if err := insertSignature(ctx, e.Tx, client, r.ID, x); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "place", "return.sign.taken")
			}
			return err
		}
		e.Wrote("return_signatures", x.ID, x.Place, x.Print, x.On)
		return nil
	})
}

// hand returns who has signed in a place and in the other one.
func (s Standing) hand(place string) (mine, theirs Signature) {
	other := WorkerSigns
	if place == WorkerSigns {
		other = HeadSigns
	}
	mine, _ = s.Signed(place)
	theirs, _ = s.Signed(other)
	return mine, theirs
}

// mayStand says in which places the actor may sign.
func mayStand(e *casework.Entry) (worker, head bool) { return places(e.Actor, e.Subject) }

func places(a pana.Actor, s policy.Subject) (worker, head bool) {
	head = a.At(pana.Director, s.Site) || a.At(pana.Deputy, s.Site)
	worker = s.Assigned && (a.At(pana.SocialWorker, s.Site) || a.At(pana.Psychologist, s.Site))
	return worker, head
}

// Unsign takes the actor's own signature back, whatever it stands under.
func (l *Legal) Unsign(ctx context.Context, client pana.ClientID) error {
	return l.onReturn(ctx, "legal.Unsign", policy.SignReturn, client, 0, func(e *casework.Entry, r *Return) error {
		n, err := withdrawOwn(ctx, e.Tx, r.ID)
		if n > 0 {
			e.Wrote("return_signatures", r.ID, "withdrawn", e.Actor.Staff)
		}
		return err
	})
}
