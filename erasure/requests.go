package erasure

import (
	"context"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Requests says how many requests that became no file are past their time. It
// names none of them.
type Requests struct {
	Days   int    // for which the house keeps them after the answer
	Due    int    // at most mostRequests
	Open   int    // as old as that, and nobody has answered yet: they stay until then
	Say    string // why it cannot be done now; empty when it can
	Second bool   // so many in a day take another person
	Alone  bool   // there is nobody else who could be asked
}

// mostRequests is how many go at once.
const mostRequests = 200

// RequestsDue looks at the requests of the sites at which the actor may erase.
func (e *Erasure) RequestsDue(ctx context.Context) (r Requests, err error) {
	if r.Alone, err = e.h.Alone(ctx, policy.EraseClient); err != nil {
		return r, err
	}
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		due, sites, err := e.dueRequests(ctx, tx)
		if err != nil {
			return err
		}
		r.Days, r.Due = e.requestDays(), len(due)
		if r.Open, err = openSince(ctx, tx, sites, e.requestEdge(tx)); err != nil {
			return err
		}
		if r.Second, err = brakedBy(ctx, tx, int64(len(due))); err != nil {
			return err
		}
		if err = steady(ctx, tx); pana.KindOf(err) == pana.Conflict && err != nil {
			r.Say, err = "erasure.clock", nil
		}
		return err
	})
	return r, err
}

// EraseRequests forgets them: their keys go, and of each row what counts stays,
// with the quarter instead of the day. It returns how many. The refusals are those
// of Erase, and "erasure.requests.none" when none is due.
func (e *Erasure) EraseRequests(ctx context.Context, a Asking) (int, error) {
	const op = "erasure.EraseRequests"
	ctx = db.MustGoOn(ctx)
	r, err := e.RequestsDue(ctx)
	switch {
	case err != nil:
		return 0, err
	case r.Due == 0:
		return 0, &pana.Error{Op: op, Kind: pana.Conflict, Say: "erasure.requests.none"}
	case r.Say != "":
		return 0, &pana.Error{Op: op, Kind: pana.Conflict, Say: r.Say}
	}
	by := begun{Reason: TimeOver, ByStaff: string(pana.ActorFrom(ctx).Staff)}
	var behind house.Behind
	if r.Second {
		if behind, err = e.h.Second(ctx, e.RequestsDeed(ctx), a.Pair, a.Sheet); err != nil {
			return 0, err
		}
		by.Second = string(behind.Staff)
	}
	var all []begun
	err = e.h.DB.Update(ctx, func(tx *db.Tx) error {
		all = nil
		due, _, err := e.dueRequests(ctx, tx)
		if err != nil {
			return err
		}
		if err := steady(ctx, tx); err != nil {
			return err
		}
		if over, err := brakedBy(ctx, tx, int64(len(due))); err != nil {
			return err
		} else if over && !r.Second { // more came due, or somebody else erased in the meantime
			return pana.Refuse(op, "name", "agree.second")
		}
		if r.Second {
			if err := e.h.Use(ctx, tx, behind); err != nil {
				return err
			}
		}
		for _, id := range due {
			b := by
			b.Client = id
			if b.Token, err = e.token(pana.ClientID(id)); err != nil {
				return err
			}
			if err := insertErasure(ctx, tx, b); err != nil {
				return err
			}
			all = append(all, b)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(all), e.complete(ctx, all...)
}

func (e *Erasure) erasingSites(actor pana.Actor) (sites []pana.SiteID) {
	for _, s := range e.h.SiteList() {
		if policy.Check(actor, policy.EraseClient, policy.Subject{Site: s.ID}) == nil {
			sites = append(sites, s.ID)
		}
	}
	return sites
}

// dueRequests returns the ids of requests past their time, the oldest answer
// first, at the sites of the actor.
func (e *Erasure) dueRequests(ctx context.Context, tx *db.Tx) (ids []string, sites []pana.SiteID, err error) {
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.EraseClient, policy.Subject{}); err != nil {
		return nil, nil, err
	}
	if sites = e.erasingSites(actor); len(sites) == 0 {
		return nil, nil, nil
	}
	ids, err = answeredUntil(ctx, tx, sites, e.requestEdge(tx))
	return ids, sites, err
}

func (e *Erasure) requestDays() int {
	set := e.h.Settings()
	return KeepRequestsFor(set.KeepRequests, set.CodePrefix)
}

// requestEdge is the last day whose answers are past their time.
func (e *Erasure) requestEdge(tx *db.Tx) pana.Date {
	return e.h.Today(tx.Now).AddDays(-e.requestDays())
}
