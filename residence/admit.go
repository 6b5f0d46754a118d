package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Admission gives a client a bed. Only the client and a place are needed.
type Admission struct {
	Client   pana.ClientID
	Bed      pana.BedID
	Room     pana.RoomID // an extra place in this room, when Bed is empty and the house is full
	Since    pana.Night  // the first night; empty means tonight
	Children int         // who come with her and have no bed of their own
	Reason   string      // why bed rules are set aside; sealed in the care compartment
}

// Admit gives a client a bed from a night on. Asking twice for the same bed
// changes nothing; of two workers who give one bed at once exactly one
// succeeds, the other gets Conflict "residence.bed.taken". A client whose time
// in our care had ended begins a new one.
//
// It refuses a client who has a bed already ("residence.client.placed": move
// her), and the places and nights that choose and firstNight refuse. A bed rule
// is set aside by whoever may, with a reason.
func (r *Residence) Admit(ctx context.Context, a Admission) (Stay, error) {
	var stay Stay
	act := func() error {
		return r.h.DB.Update(ctx, func(tx *db.Tx) error {
			s, err := r.allow(ctx, tx, policy.Admit, a.Client)
			if err != nil {
				return err
			}
			stay, err = r.AdmitIn(ctx, tx, s, a)
			return err
		})
	}
	return stay, twice(act)
}

// twice runs act again when it lost a race for a bed or a client, so that the
// answer comes from what is so now.
func twice(act func() error) error {
	err := act()
	if db.IsUnique(err) {
		err = act()
	}
	return err
}

// mostChildren bounds a slip of the finger.
const mostChildren = 30

// AdmitIn is Admit within the act of the caller (an arrival), who brings the
// facts about the client: she may have been written down a moment ago by
// someone who sees only who is in the house. It asks policy for Admit itself,
// and writes its own line of the trail.
func (r *Residence) AdmitIn(ctx context.Context, tx *db.Tx, s policy.Subject, a Admission) (Stay, error) {
	const op = "residence.Admit"
	if err := policy.Check(pana.ActorFrom(ctx), policy.Admit, s); err != nil {
		return Stay{}, err
	}
	if a.Children < 0 || a.Children > mostChildren {
		return Stay{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "children", Say: "residence.children", With: map[string]any{"Max": mostChildren}}
	}
	have, placed, err := openStay(ctx, tx, s.Client)
	if err != nil {
		return Stay{}, err
	}
	if placed && have.is(a.Bed) {
		return have, nil
	}
	who, g, err := guestOf(ctx, tx, s.Client, a.Children)
	if err != nil {
		return Stay{}, err
	}
	m, err := r.mapOf(ctx, tx, s.Site)
	if err != nil {
		return Stay{}, err
	}
	if placed {
		if _, bed, ok := m.Bed(have.Bed); ok && a.Bed == "" && bed.Extra && bed.Room == a.Room {
			return have, nil
		}
		return Stay{}, conflict(op, "bed", "residence.client.placed")
	}
	p, err := choose(ctx, op, s, m, g, wish{a.Bed, a.Room, a.Reason})
	if err != nil {
		return Stay{}, err
	}
	since, err := r.firstNight(op, tx, a.Since, p.Bed.Empty, who.Away, who.Opened)
	if err != nil {
		return Stay{}, err
	}
	if who.Episode == "" {
		who.Episode, err = casework.OpenEpisode(ctx, tx, casework.NewEpisode{Client: s.Client, Site: s.Site, Opened: r.h.Today(tx.Now)})
		if err != nil {
			return Stay{}, err
		}
	}
	return r.settle(ctx, tx, policy.Admit, s, p, Stay{Client: s.Client, Episode: who.Episode, Since: since, Children: a.Children})
}

// is reports whether s is a stay in bed.
func (s Stay) is(bed pana.BedID) bool { return bed != "" && s.Bed == bed }

// guestOf returns what beds ask about a client.
func guestOf(ctx context.Context, tx *db.Tx, client pana.ClientID, children int) (guestRow, Guest, error) {
	who, err := findGuest(ctx, tx, client)
	if err != nil {
		return who, Guest{}, err
	}
	apart, err := apartOf(ctx, tx, client)
	return who, Guest{Sex: who.Sex, AgeBand: who.AgeBand, Children: children, Apart: apart}, err
}

// settle writes a new stay at p, with the extra bed if one is to be made, the
// sealed reason if rules were set aside, and the trail.
func (r *Residence) settle(ctx context.Context, tx *db.Tx, act policy.Act, s policy.Subject, p place, stay Stay) (Stay, error) {
	const op = "residence.settle"
	if p.Bed.ID == "" {
		p.Bed.ID = pana.BedID(tx.ID())
		if err := insertBed(ctx, tx, p.Bed.ID, p.Room.ID, s.Site, "", true, r.h.Tonight(tx.Now)); err != nil {
			return stay, err
		}
	}
	stay.ID, stay.Site, stay.Bed = pana.StayID(tx.ID()), s.Site, p.Bed.ID
	stay.BedName, stay.RoomName, stay.Extra = p.Bed.Name, p.Room.Name, p.Bed.Extra
	stay.Override, stay.Reason = joinRules(p.Broken), p.Reason
	stay.By, stay.At, stay.Version = pana.ActorFrom(ctx).Staff, db.Micros(tx.Now), 1
	if err := insertStay(ctx, tx, stay); err != nil {
		if db.IsUnique(err) {
			return stay, &pana.Error{Op: op, Kind: pana.Conflict, Field: "bed", Say: "residence.bed.taken", Err: err}
		}
		return stay, err
	}
	entry := trail.Entry{Act: act, Client: stay.Client, Site: s.Site, Object: string(stay.Bed), Digests: [][32]byte{stay.digest()}}
	if err := trail.Record(ctx, tx, entry); err != nil || len(p.Broken) == 0 {
		return stay, err
	}
	d, err := seal.PutWord(ctx, tx, s.Site, seal.Owner(stay.Client), seal.Word{
		Table: "stays", Row: string(stay.ID), Field: fieldReason, Compartment: pana.Care, Text: p.Reason})
	if err != nil {
		return stay, err
	}
	return stay, trail.Record(ctx, tx, trail.Entry{Act: policy.OverrideBedRule, Client: stay.Client, Site: s.Site,
		Object: string(stay.ID), Digests: [][32]byte{d}})
}

// fieldReason is the sealed word of table stays.
const fieldReason = "reason"
