package night

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// NoteIncident writes down something that happened at a site, and who of those who
// live there was in it. One that cannot wait is told to the heads who may know of
// everybody in it. It refuses one without a kind and a word ("incident.empty"), a
// code in the words ("incident.code.in-words"), and a code of nobody whom the actor
// meets at this site ("incident.code").
func (n *Night) NoteIncident(ctx context.Context, site pana.SiteID, i NewIncident) (IncidentID, error) {
	const op = "night.NoteIncident"
	var id IncidentID
	err := n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.NoteIncident, site); err != nil {
			return err
		}
		i, err := i.clean(op, n.h.Today(tx.Now))
		if err != nil {
			return err
		}
		now := Incident{ID: IncidentID(tx.ID()), Site: site, Kind: i.Kind, Urgency: i.Urgency, Place: i.Place, On: i.On, At: i.At}
		id = now.ID
		if err := insertIncident(ctx, tx, now, i.Told); err != nil {
			return err
		}
		var there []pana.ClientID
		for _, code := range i.Codes {
			client, err := n.putPart(ctx, tx, op, now, code, "", "")
			if err != nil {
				return err
			}
			there = append(there, client)
		}
		e := trail.Entry{Act: policy.NoteIncident, Site: site, Object: string(id),
			Digests: [][32]byte{trail.Digest("incidents", string(id), i.Kind, i.Urgency, i.Place, strings.Join(i.Told, " "), string(i.On), i.At)}}
		if err := putIncidentWords(ctx, tx, now, &e, casework.Say{Field: fieldText, Text: i.Text}, casework.Say{Field: fieldDone, Text: i.Done}); err != nil {
			return err
		}
		if err := trail.Record(ctx, tx, e); err != nil || i.Urgency != Urgent {
			return err
		}
		return n.tellUrgent(ctx, tx, now, there)
	})
	return id, err
}

func putIncidentWords(ctx context.Context, tx *db.Tx, i Incident, e *trail.Entry, said ...casework.Say) error {
	for _, s := range said {
		if s.Text == "" {
			continue
		}
		d, err := seal.PutWord(ctx, tx, i.Site, seal.Owner(i.ID), seal.Word{Table: "incidents", Row: string(i.ID), Field: s.Field, Compartment: pana.Identity, Text: s.Text})
		if err != nil {
			return err
		}
		e.Digests = append(e.Digests, d)
	}
	return nil
}

// tellUrgent tells the heads of an incident that cannot wait, but those who are kept
// from somebody in it.
func (n *Night) tellUrgent(ctx context.Context, tx *db.Tx, i Incident, there []pana.ClientID) error {
	to, err := n.h.Able(ctx, tx, policy.WritePages)
	if err != nil {
		return err
	}
	for _, client := range there {
		away, err := casework.KeptAway(ctx, tx, client)
		if err != nil {
			return err
		}
		to = slices.DeleteFunc(to, func(s pana.StaffID) bool { return slices.Contains(away, s) })
	}
	return n.h.Tell(ctx, tx, to, house.Notice{Say: "notice.incident", Object: string(i.ID)})
}

// putPart writes a client's part in an incident, or what is said anew of it. A code
// of nobody, of another site and of a hidden file are refused alike.
func (n *Night) putPart(ctx context.Context, tx *db.Tx, op string, i Incident, code, part, text string) (pana.ClientID, error) {
	unknown := &pana.Error{Op: op, Kind: pana.Invalid, Field: "codes", Say: "incident.code", With: map[string]any{"Code": code}}
	s, err := casework.ByCode(ctx, tx, n.h.Tonight(tx.Now), code)
	if pana.KindOf(err) == pana.NotFound || err == nil && s.Site != i.Site {
		return "", unknown
	}
	if err != nil {
		return "", err
	}
	err = n.files.EnterIn(ctx, tx, policy.PartIncident, s.Client, func(e *casework.Entry) error {
		old, _, err := partOf(e.Ctx, e.Tx, i.ID, s.Client)
		if err != nil {
			return err
		}
		id := cmp.Or(old.ID, e.Tx.ID())
		if err := putPart(e.Ctx, e.Tx, Part{ID: id, Incident: i.ID, Client: s.Client, Part: part, Version: old.Version}); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("incident_parts", id, i.ID, s.Client, part)
		if text == "" {
			return nil
		}
		return e.Put(pana.Identity, "incident_parts", id, casework.Say{Field: fieldText, Text: text})
	})
	if k := pana.KindOf(err); k == pana.NotFound || k == pana.Forbidden {
		err = unknown
	}
	return s.Client, err
}

// SayPart says what one client had to do with an incident, in her own file. A later
// word takes the place of an earlier one.
func (n *Night) SayPart(ctx context.Context, id IncidentID, code, part, text string) error {
	const op = "night.SayPart"
	text, err := casework.Text(op, "words", text, casework.MostText)
	if err != nil {
		return err
	}
	if err := casework.CheckCode(op, "part", "incident-part", part); err != nil {
		return err
	}
	codes := distinct([]string{code})
	if len(codes) == 0 {
		return pana.Refuse(op, "codes", "incident.who")
	}
	return n.onIncident(ctx, op, policy.NoteIncident, id, func(tx *db.Tx, i Incident) error {
		for _, p := range i.Parts {
			if p.Code != codes[0] && strings.Contains(strings.ToUpper(text), p.Code) {
				return pana.Refuse(op, "words", "incident.code.in-words")
			}
		}
		_, err := n.putPart(ctx, tx, op, i, codes[0], part, text)
		return err
	})
}

// SettleIncident says what came of an incident, made from a row version; once it is
// settled nothing is changed ("incident.settled").
func (n *Night) SettleIncident(ctx context.Context, id IncidentID, after string, version int64) error {
	const op = "night.SettleIncident"
	after, err := noCodes(op, "after", after)
	if err != nil {
		return err
	}
	return n.onIncident(ctx, op, policy.SettleIncident, id, func(tx *db.Tx, i Incident) error {
		if i.Settled != "" {
			return conflict(op, "after", "incident.settled")
		}
		done, err := settleIncident(ctx, tx, id, n.h.Today(tx.Now), version)
		if err == nil && done == 0 {
			err = db.Stale(op, map[string]any{"Fields": []string{"after"}})
		}
		if err != nil {
			return err
		}
		e := trail.Entry{Act: policy.SettleIncident, Site: i.Site, Object: string(id), Digests: [][32]byte{trail.Digest("incidents", string(id), "settled")}}
		if err := putIncidentWords(ctx, tx, i, &e, casework.Say{Field: fieldAfter, Text: after}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, e)
	})
}

// onIncident does one act to an incident that the actor may know of.
func (n *Night) onIncident(ctx context.Context, op string, act policy.Act, id IncidentID, do func(*db.Tx, Incident) error) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		i, err := n.incident(ctx, tx, op, id)
		if err != nil {
			return err
		}
		if err := allowAt(ctx, act, i.Site); err != nil {
			return err
		}
		return do(tx, i)
	})
}
