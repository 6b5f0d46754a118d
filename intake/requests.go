package intake

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Desk is what lies before whoever answers requests: those that wait for an
// answer, the soonest needed first, and the last ones answered.
type Desk struct {
	Waiting  []Request
	Answered []Request
}

// A Count is how many requests were turned away for one reason.
type Count struct {
	Reason string `db:"reason"` // code list decline-reason
	N      int    `db:"n"`
}

// How many requests a desk shows.
const (
	mostWaiting  = 200
	mostAnswered = 50
)

// Desk returns the requests at the sites where the actor may see them, as codes
// without words. A request that became a client hidden from her is not there.
func (i *Intake) Desk(ctx context.Context) (Desk, error) {
	sites := ids(i.Sites(ctx, policy.SeeRequests))
	if len(sites) == 0 {
		return Desk{}, forbidden("intake.Desk")
	}
	var d Desk
	err := i.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		q := i.visible(ctx, tx, sites)
		if d.Waiting, err = q.list(ctx, tx, waitingRequests, mostWaiting); err != nil {
			return err
		}
		d.Answered, err = q.list(ctx, tx, answeredRequests, mostAnswered)
		return err
	})
	return d, err
}

// Waiting returns the requests of Desk that wait for an answer.
func (i *Intake) Waiting(ctx context.Context) ([]Request, error) {
	sites := ids(i.Sites(ctx, policy.SeeRequests))
	if len(sites) == 0 {
		return nil, forbidden("intake.Waiting")
	}
	var list []Request
	err := i.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = i.visible(ctx, tx, sites).list(ctx, tx, waitingRequests, mostWaiting)
		return err
	})
	return list, err
}

// Request returns one request with its words and the three facts about whoever
// it is for. Opening its words is a line of the trail. A request that never was
// and one the actor may not see give the same NotFound "request.absent".
func (i *Intake) Request(ctx context.Context, id pana.RequestID) (Request, error) {
	var r Request
	err := i.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if r, err = i.find(ctx, tx, id); err != nil {
			return err
		}
		if r.Client != "" {
			return nil // her file has the words and the facts
		}
		if r.Facts, err = factsOf(ctx, tx, string(r.ID)); err != nil {
			return err
		}
		found, closed, err := seal.GetWords(ctx, tx, r.Site, ownerOf(r.ID), seal.Filter{Compartments: requestCompartments})
		if err != nil {
			return err
		}
		r.Closed = len(closed) > 0
		for _, w := range found {
			r.take(w)
		}
		if len(found) == 0 {
			return nil
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SeeRequests, Site: r.Site, Object: string(r.ID), Opened: requestCompartments})
	})
	return r, err
}

// requestCompartments are those a request has words in.
var requestCompartments = []pana.Compartment{pana.Identity, pana.Care}

// take puts an opened word in its place.
func (r *Request) take(w seal.Word) {
	if w.Table == "eligibilities" {
		r.Facts.takeReason(w)
		return
	}
	for _, p := range r.Words.parts() {
		if p.field == w.Field {
			*p.text = w.Text
		}
	}
}

// find returns a request the actor may see.
func (i *Intake) find(ctx context.Context, tx *db.Tx, id pana.RequestID) (Request, error) {
	sites := ids(i.Sites(ctx, policy.SeeRequests))
	if len(sites) == 0 {
		return Request{}, forbidden("intake.Request")
	}
	r, ok, err := i.visible(ctx, tx, sites).one(ctx, tx, id)
	if err != nil && pana.KindOf(err) != pana.Invalid { // no text of that kind is any request's id
		return Request{}, err
	}
	if !ok {
		return Request{}, &pana.Error{Op: "intake.Request", Kind: pana.NotFound, Say: "request.absent"}
	}
	return r, nil
}

// Answered counts the requests answered from one day until before another at one site, or
// at all where the actor may see requests: how many, and of these the declined ones by
// reason, those without a request left out. An empty day is no bound.
func (i *Intake) Answered(ctx context.Context, site pana.SiteID, from, until pana.Date) (all int, away []Count, err error) {
	sites := slices.DeleteFunc(ids(i.Sites(ctx, policy.SeeRequests)), func(id pana.SiteID) bool { return site != "" && id != site })
	if len(sites) == 0 {
		return 0, nil, forbidden("intake.Answered")
	}
	err = i.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if all, err = i.countAnswered(ctx, tx, sites, from, until); err != nil {
			return err
		}
		away, err = countTurnedAway(ctx, tx, sites, from, until)
		return err
	})
	return all, away, err
}

func ids(sites []house.Site) []pana.SiteID {
	list := make([]pana.SiteID, len(sites))
	for n, s := range sites {
		list[n] = s.ID
	}
	return list
}
