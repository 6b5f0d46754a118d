package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Placing is all that somebody who gives, changes or ends a client's bed
// needs to see: where she sleeps, who is where, and which beds are free for her.
type Placing struct {
	Client   pana.ClientID
	Code     string
	Site     pana.SiteID
	Stay     Stay // where she sleeps now, if Placed
	Placed   bool
	Map      Map
	Choices  []Choice   // free beds for her, the best first
	Best     pana.BedID // the one to propose; empty when none suits
	Full     bool       // no free bed suits, so an extra place may be made
	Extra    []Choice   // rooms where an extra place may be made, without a bed; only when Full
	Apart    []Other    // whom she must not share a room with
	Standing []Rule     // the rules that stand against where she sleeps now
	May      PlacingMay
}

// PlacingMay says what the actor may do here.
type PlacingMay struct{ Admit, Move, Discharge, Override, Apart bool }

// Placing returns the beds as they concern the client with a code.
func (r *Residence) Placing(ctx context.Context, code string) (Placing, error) {
	var p Placing
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		s, err := casework.ByCode(ctx, tx, r.h.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		if err := policy.Check(actor, policy.SeeBeds, s); err != nil {
			return err
		}
		may := func(act policy.Act) bool { return policy.Check(actor, act, s) == nil }
		p = Placing{Client: s.Client, Site: s.Site, May: PlacingMay{may(policy.Admit), may(policy.Move), may(policy.Discharge),
			may(policy.OverrideBedRule), may(policy.RelateClient)}}
		if p.Stay, p.Placed, err = openStay(ctx, tx, s.Client); err != nil {
			return err
		}
		who, g, err := guestOf(ctx, tx, s.Client, p.Stay.Children)
		if err != nil {
			return err
		}
		p.Code = who.Code
		if p.Map, err = r.mapOf(ctx, tx, s.Site); err != nil {
			return err
		}
		p.Choices, p.Best, p.Full = p.Map.Choices(g), p.Map.best(g), p.Map.Full(g)
		if !p.May.Override {
			p.Choices = suiting(p.Choices)
		}
		for _, room := range p.Map.Rooms {
			if broken := room.Breaks(g); p.Full && !room.barred(g) && (len(broken) == 0 || p.May.Override && len(p.Choices) == 0) {
				p.Extra = append(p.Extra, Choice{Room: room, Breaks: broken})
			}
		}
		if room, _, ok := p.Map.Bed(p.Stay.Bed); ok {
			p.Standing = room.Breaks(g)
		}
		p.Apart, err = seenApart(ctx, tx, p.Map.Night, s.Client)
		return err
	})
	return p, err
}

func suiting(all []Choice) []Choice {
	var list []Choice
	for _, c := range all {
		if len(c.Breaks) == 0 {
			list = append(list, c)
		}
	}
	return list
}
