package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Step is one stage on the strip of a file. There is no average and no
// overdue: a stage that has not come has no date at all.
type Step struct {
	Stage string
	Since pana.Date // when it last began; empty while it lies ahead
	Now   bool      // she is here
	Done  bool      // it came before the present one
}

// strip lays the stages of an episode out in the order of the code list. Going
// back a stage is a way forward like any other: what was reached before keeps
// its date, and only what lies before the present stage counts as done.
func strip(e Episode, begun map[string]pana.Date) []Step {
	list, ok := codes.Get("stage")
	if !ok {
		return nil
	}
	var steps []Step
	done := e.ID != ""
	for _, it := range list.Offered() {
		if it.Code == "closed" {
			continue
		}
		s := Step{Stage: it.Code, Since: begun[it.Code]}
		if it.Code == e.Stage {
			s.Now, done = true, false
		}
		s.Done = done && s.Since != ""
		steps = append(steps, s)
	}
	return steps
}

// SetStage moves the client's open episode to a stage, since a day, at her
// pace: forward, back, or over several at once. Version is the episode's that
// the reader saw; another one is refused with db.stale. The same stage again
// changes nothing. Closing is CloseEpisode's: "stage.close".
func (c *Casework) SetStage(ctx context.Context, client pana.ClientID, stage string, since pana.Date, version int64) error {
	const op = "casework.SetStage"
	if stage == "closed" {
		return pana.Refuse(op, "stage", "stage.close")
	}
	if stage == "" {
		return pana.Refuse(op, "stage", "stage.missing")
	}
	if err := codes.Check(op, "stage", "stage", stage); err != nil {
		return err
	}
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.StageClient, client)
		if err != nil {
			return err
		}
		e, ok, err := OpenEpisodeOf(ctx, tx, client)
		if err != nil {
			return err
		}
		if since == "" {
			since = c.h.Today(tx.Now)
		}
		switch {
		case !ok:
			return conflict(op, "episode.none")
		case e.Stage == stage:
			return nil
		case since < e.Opened:
			return pana.Refuse(op, "since", "date.crossed")
		case since > c.h.Today(tx.Now):
			return pana.Refuse(op, "since", "date.future")
		case e.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"stage"}})
		}
		if err := updateStage(ctx, tx, e, client, stage, since); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.StageClient, Client: client, Site: s.Site, Object: string(e.ID),
			Digests: [][32]byte{trail.Digest("episodes", string(e.ID), stage, string(since))}})
	})
}
