package erasure

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// ofRequests is the object of the deed of erasing requests, since they have no file.
const ofRequests = "requests"

// Deed is what a second stands behind when a file is erased: this file, for this
// reason.
func Deed(client pana.ClientID, reason string) house.Deed {
	return house.Deed{Act: policy.EraseClient, Client: client, How: reason}
}

// RequestsDeed is what a second stands behind when requests are erased: those past
// their time at the sites of the actor.
func (e *Erasure) RequestsDeed(ctx context.Context) house.Deed {
	sites := e.erasingSites(pana.ActorFrom(ctx))
	names := make([]string, len(sites))
	for i, s := range sites {
		names[i] = string(s)
	}
	return house.Deed{Act: policy.EraseClient, Object: ofRequests, How: strings.Join(names, " ")}
}

// weigh weighs erasing for whoever is the actor: one file, or requests of which the
// digest names each.
func (e *Erasure) weigh(ctx context.Context, tx *db.Tx, d house.Deed) (print string, n int64, err error) {
	const op = "erasure.weigh"
	switch {
	case d.Client == "" && d.Object == ofRequests:
		return e.weighRequests(ctx, tx, d)
	case d.Client == "":
		return "", 0, policy.Refusal(pana.Actor{}, d.Act)
	}
	if _, err := e.allow(ctx, tx, policy.EraseClient, d.Client); err != nil {
		return "", 0, err
	}
	if !slices.Contains(Reasons(), d.How) {
		return "", 0, pana.Refuse(op, "reason", "erasure.reason")
	}
	if say, err := e.mayNot(ctx, tx, d.Client); say != "" || err != nil {
		return "", 0, cmp.Or[error](err, &pana.Error{Op: op, Kind: pana.Conflict, Say: say})
	}
	return "", 1, nil
}

func (e *Erasure) weighRequests(ctx context.Context, tx *db.Tx, d house.Deed) (print string, n int64, err error) {
	mine := e.erasingSites(pana.ActorFrom(ctx))
	var sites []pana.SiteID
	for _, name := range strings.Fields(d.How) {
		site := pana.SiteID(name)
		if !slices.Contains(mine, site) {
			return "", 0, policy.Refusal(pana.ActorFrom(ctx), policy.EraseClient)
		}
		sites = append(sites, site)
	}
	if len(sites) == 0 {
		return "", 0, policy.Refusal(pana.ActorFrom(ctx), policy.EraseClient)
	}
	due, err := answeredUntil(ctx, tx, sites, e.requestEdge(tx))
	if err != nil {
		return "", 0, err
	}
	if len(due) == 0 {
		return "", 0, &pana.Error{Op: "erasure.weigh", Kind: pana.Conflict, Say: "erasure.requests.none"}
	}
	return printOf("requests", due), int64(len(due)), nil
}

func printOf(what string, ids []string) string {
	sum := trail.Digest(what, "due", ids...)
	return hex.EncodeToString(sum[:])
}
