package intake

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// About says whom the three facts are about: a request nobody has made a client
// of yet, or a client by her code.
type About struct {
	Request pana.RequestID
	Code    string
}

// A holder is what the facts hang on and whose words their reasons are.
type holder struct {
	subject string // a request or an episode
	owner   seal.Owner
	site    pana.SiteID
	client  pana.ClientID
}

// hold finds the holder of a for an act that reads or writes facts. The facts
// of a request that became a client have gone to her ("request.answered"); a
// client without any episode has none ("episode.none").
func (i *Intake) hold(ctx context.Context, tx *db.Tx, op string, a About) (holder, policy.Act, error) {
	if a.Code != "" {
		s, err := i.allow(ctx, tx, policy.RecordFacts, a.Code)
		if err != nil {
			return holder{}, "", err
		}
		episode, ok, err := lastEpisode(ctx, tx, s.Client)
		if err == nil && !ok {
			err = &pana.Error{Op: op, Kind: pana.Conflict, Say: "episode.none"}
		}
		return holder{string(episode), seal.Owner(s.Client), s.Site, s.Client}, policy.RecordFacts, err
	}
	r, err := i.find(ctx, tx, a.Request)
	if err != nil {
		return holder{}, "", err
	}
	if err := allowAt(ctx, policy.RecordRequest, r.Site); err != nil {
		return holder{}, "", err
	}
	if r.Client != "" {
		return holder{}, "", &pana.Error{Op: op, Kind: pana.Conflict, Say: "request.answered"}
	}
	return holder{string(r.ID), ownerOf(r.ID), r.Site, ""}, policy.RecordRequest, nil
}

func (h holder) line(act policy.Act, object string, digests ...[32]byte) trail.Entry {
	if object == "" {
		object = h.subject
	}
	return trail.Entry{Act: act, Client: h.client, Site: h.site, Object: object, Digests: digests}
}

// A Standing is what is known of one client by way of intake: where she came
// from, and the three facts.
type Standing struct {
	Client  pana.ClientID
	Code    string
	Sources []From
	Facts   Facts
	Closed  bool // there are reasons, but the reader's keys do not open them
}

// Standing returns the three facts about a client, of her newest time in our
// care. It needs the right to record them; opening the reasons is a line of the
// trail.
func (i *Intake) Standing(ctx context.Context, code string) (Standing, error) {
	var st Standing
	err := i.h.DB.Update(ctx, func(tx *db.Tx) error {
		h, act, err := i.hold(ctx, tx, "intake.Standing", About{Code: code})
		if err != nil {
			return err
		}
		st = Standing{Client: h.client}
		if st.Code, err = codeOf(ctx, tx, h.client); err != nil {
			return err
		}
		if st.Facts, err = factsOf(ctx, tx, h.subject); err != nil {
			return err
		}
		if st.Sources, err = sourcesOfEpisode(ctx, tx, pana.EpisodeID(h.subject)); err != nil {
			return err
		}
		if len(st.Facts.Eligibilities) == 0 {
			return nil
		}
		found, closed, err := seal.GetWords(ctx, tx, h.site, h.owner, seal.Filter{Table: "eligibilities", Compartments: []pana.Compartment{pana.Care}})
		if err != nil {
			return err
		}
		st.Closed = len(closed) > 0
		for _, w := range found {
			st.Facts.takeReason(w)
		}
		if len(found) == 0 {
			return nil
		}
		return trail.Looked(ctx, tx, act, h.client, h.site, pana.Care)
	})
	return st, err
}
