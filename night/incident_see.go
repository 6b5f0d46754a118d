package night

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// mostIncidents is how many the list shows.
const mostIncidents = 60

// Incidents returns the last incidents at a site, the newest first, without words.
// One with somebody in it of whom the reader may not know is not there.
func (n *Night) Incidents(ctx context.Context, site pana.SiteID) ([]Incident, error) {
	var list []Incident
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := allowAt(ctx, policy.SeeIncidents, site); err != nil {
			return err
		}
		cond, args := n.files.Where(ctx, tx, policy.SeeClient)
		list, err = incidents(ctx, tx, cond, args, "site_id", string(site), mostIncidents)
		return err
	})
	return list, err
}

// IncidentsBetween returns the incidents written down at a site after one moment and
// until another, as Incidents does: what a shift leaves to the next, and what Today
// tells. Someone who sees none gets none.
func (n *Night) IncidentsBetween(ctx context.Context, site pana.SiteID, from, until time.Time) ([]Incident, error) {
	if allowAt(ctx, policy.SeeIncidents, site) != nil {
		return nil, nil
	}
	var list []Incident
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := n.files.Where(ctx, tx, policy.SeeClient)
		list, err = incidentsWritten(ctx, tx, cond, args, site, from, until)
		return err
	})
	return list, err
}

// Incident returns one with its words and everybody's part as far as the reader's
// keys open them, or NotFound "record.absent".
func (n *Night) Incident(ctx context.Context, id IncidentID) (Incident, error) {
	const op = "night.Incident"
	var i Incident
	err := n.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if i, err = n.incident(ctx, tx, op, id); err != nil || seal.RingFrom(ctx) == nil {
			return err
		}
		return n.openIncident(ctx, tx, &i)
	})
	return i, err
}

func (n *Night) incident(ctx context.Context, tx *db.Tx, op string, id IncidentID) (Incident, error) {
	cond, args := n.files.Where(ctx, tx, policy.SeeClient)
	list, err := incidents(ctx, tx, cond, args, "id", string(id), 1)
	if err != nil {
		return Incident{}, err
	}
	if len(list) == 0 || allowAt(ctx, policy.SeeIncidents, list[0].Site) != nil {
		return Incident{}, casework.Gone(op)
	}
	i := list[0]
	i.Parts, err = partsOf(ctx, tx, id)
	return i, err
}

// openIncident opens the words of i; the trail says whose were opened.
func (n *Night) openIncident(ctx context.Context, tx *db.Tx, i *Incident) error {
	words, shut, err := seal.GetWords(ctx, tx, i.Site, seal.Owner(i.ID), seal.Filter{Table: "incidents", Rows: []string{string(i.ID)}, Compartments: []pana.Compartment{pana.Identity}})
	if err != nil {
		return err
	}
	i.Closed = len(shut) > 0
	for _, w := range words {
		switch w.Field {
		case fieldText:
			i.Text = w.Text
		case fieldDone:
			i.Done = w.Text
		case fieldAfter:
			i.After = w.Text
		}
	}
	for k := range i.Parts {
		p := &i.Parts[k]
		if p.Text, p.Closed, err = openOne(ctx, tx, i.Site, seal.Owner(p.Client), "incident_parts", p.ID, fieldText); err != nil {
			return err
		}
		if p.Text != "" {
			if err := trail.Looked(ctx, tx, policy.SeeIncidents, p.Client, i.Site, pana.Identity); err != nil {
				return err
			}
		}
	}
	return nil
}

// HerPart is one incident as her own file tells it: her part and nobody else's.
type HerPart struct {
	Incident Incident // its codes only
	Part     Part
	Whole    bool // the reader may open the whole of it
}

// PartsOf returns in what incidents the client with a code was, the newest first.
func (n *Night) PartsOf(ctx context.Context, code string) (client casework.Client, list []HerPart, err error) {
	err = n.files.Read(ctx, code, policy.SeeHerIncidents, func(r *casework.Reading) error {
		client, list = r.Client, nil
		parts, err := partsWith(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		var rows []string
		for _, p := range parts {
			rows = append(rows, p.ID)
		}
		said, err := r.Words(rows, pana.Identity)
		if err != nil {
			return err
		}
		cond, args := n.files.Where(r.Ctx, r.Tx, policy.SeeClient)
		for _, p := range parts {
			p.Text, p.Closed = said.Of("incident_parts", p.ID, fieldText), said.Closed(pana.Identity)
			i, ok, err := incidentCodes(r.Ctx, r.Tx, p.Incident)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			whole, err := incidents(r.Ctx, r.Tx, cond, args, "id", string(p.Incident), 1)
			if err != nil {
				return err
			}
			list = append(list, HerPart{Incident: i, Part: p, Whole: len(whole) > 0 && allowAt(r.Ctx, policy.SeeIncidents, i.Site) == nil})
		}
		return nil
	})
	return client, list, err
}
