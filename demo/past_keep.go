package demo

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// keepPast writes the years before, as codes, in one transaction; each case
// bears the moment it came.
func (w *world) keepPast(ctx context.Context) error {
	saule, err := w.as("saule")
	if err != nil {
		return err
	}
	cases := w.past()
	ids := make([]pana.ClientID, len(cases))
	err = w.h.DB.Update(saule, func(tx *db.Tx) (err error) {
		for i, c := range cases {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			at := time.Duration(9+i%9)*time.Hour + time.Duration(i*7%60)*time.Minute
			tx.Now = w.midnight(c.opened).Add(at).UTC()
			if ids[i], err = w.keep(saule, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, c := range cases {
		if !c.followed {
			continue
		}
		w.clock.set(w.midnight(c.closed).Add(10 * time.Hour))
		if err := w.files.SetStage(saule, ids[i], "follow-up", c.closed, 1); err != nil {
			return err
		}
	}
	return nil
}

// keep writes one case.
func (w *world) keep(ctx context.Context, tx *db.Tx, c *pastCase) (pana.ClientID, error) {
	n := casework.NewClient{Site: w.sites[c.site], Coded: c.coded, Names: c.names, Tags: c.tags, Past: true, Opened: c.opened, Closed: c.closed}
	if c.followed {
		n.Past, n.Closed, n.Stage = false, "", "leaving"
	}
	a, err := w.files.Add(ctx, tx, n)
	if err != nil {
		return "", err
	}
	digest, err := exchange(ctx, tx, a.Client, a.Code, c.code)
	if err != nil {
		return "", err
	}
	digests := append(a.Digests, digest)
	facts, err := w.files.PutFacts(ctx, tx, policy.Subject{Client: a.Client, Site: n.Site}, a.Episode, c.facts)
	if err != nil {
		return "", err
	}
	digests = append(digests, facts...)
	if c.trust != "" {
		reached, err := w.plans.PutMilestone(ctx, tx, a.Client, a.Episode, c.trust)
		if err != nil {
			return "", err
		}
		digests = append(digests, reached...)
	}
	return a.Client, trail.Record(ctx, tx, trail.Entry{Act: policy.ImportCases, Client: a.Client, Site: n.Site, Digests: digests})
}

// midnight is when a day of the house begins.
func (w *world) midnight(d pana.Date) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, w.zone)
}
