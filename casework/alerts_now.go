package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A StandingAlert is one alert of someone who has a bed tonight, with her code.
type StandingAlert struct {
	Alert
	Client pana.ClientID
	Site   pana.SiteID
	Code   string
}

// mostStanding is how many alerts one screen of the day can hold.
const mostStanding = 60

// Standing returns the alerts in force of everyone who sleeps in the house
// tonight and whom the actor may see, danger first. Their texts are opened, and
// a trail line says so for each file; a text her keys do not open is Closed.
// Someone who sees no clients gets none.
func (c *Casework) Standing(ctx context.Context) ([]StandingAlert, error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.SeeClient) {
		return nil, nil
	}
	var alerts []StandingAlert
	err := c.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		alerts, err = c.standing(ctx, tx, actor)
		return err
	})
	return alerts, err
}

func (c *Casework) standing(ctx context.Context, tx *db.Tx, actor pana.Actor) ([]StandingAlert, error) {
	alerts, err := standingAlerts(ctx, tx, actor, c.tonight(tx), c.h.Today(tx.Now))
	if err != nil || len(alerts) == 0 {
		return alerts, err
	}
	owners := map[pana.SiteID][]seal.Owner{}
	for _, a := range alerts {
		if !slices.Contains(owners[a.Site], owner(a.Client)) {
			owners[a.Site] = append(owners[a.Site], owner(a.Client))
		}
	}
	texts := map[string]string{}
	for site, of := range owners {
		words, err := seal.GetWordsOf(ctx, tx, site, of, "alerts", FieldText, pana.Identity)
		if err != nil {
			return nil, err
		}
		for o, list := range words {
			if err := trail.Looked(ctx, tx, policy.SeeToday, pana.ClientID(o), site, pana.Identity); err != nil {
				return nil, err
			}
			for _, w := range list {
				texts[w.Row] = w.Text
			}
		}
	}
	for i := range alerts {
		text, ok := texts[alerts[i].ID]
		alerts[i].Text, alerts[i].Closed = text, !ok
	}
	return alerts, nil
}

// standingAlerts begins with the few who sleep here: CROSS JOIN keeps SQLite
// from beginning with every client of a site. What is danger comes first, then what
// needs care: only so many are shown.
func standingAlerts(ctx context.Context, tx *db.Tx, actor pana.Actor, tonight pana.Night, today pana.Date) ([]StandingAlert, error) {
	q := newQuery(actor, policy.ReadAct(pana.Identity), tonight)
	q.and("a.since <= " + q.arg(string(today)))
	q.and("(a.until = '' OR a.until > " + q.arg(string(today)) + ")")
	return db.Select[StandingAlert](ctx, tx, `
		SELECT a.id AS id, a.kind AS kind, a.since AS since, a.until AS until, a.by_staff AS by_staff, a.version AS version,
			c.id AS client, c.site_id AS site, c.code AS code
		FROM stays s CROSS JOIN clients c CROSS JOIN alerts a
		WHERE c.id = s.client_id AND a.client_id = c.id AND s.until = '' AND s.since <= $2 AND `+q.cond+`
		ORDER BY CASE WHEN a.kind IN ('safety', 'guardian', 'contact') THEN 0 WHEN a.kind IN ('health', 'allergy', 'medicine', 'child') THEN 1 ELSE 2 END, a.since DESC, a.id LIMIT `+q.arg(mostStanding), q.args...)
}
