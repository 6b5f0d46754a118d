package house

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// An Agreeing is what is typed at one page for an act that two people stand
// behind, with sheets of the recovery kit where there are any.
type Agreeing struct {
	Pair     Pair
	One, Two string // sheets; one stands for the second person in a house of one
}

// Agree has two people stand behind act, or one and a sheet of the kit in a house
// that nobody else could agree in, and calls do with what the two can open: their
// own rings, and with two sheets everything. Second is empty in a house of one.
//
// It refuses as TwoPeople does, and nobody as the second ("agree.second"), no
// sheet where one is needed ("agree.sheet"), and sheets of another kit.
func (h *House) Agree(ctx context.Context, act policy.Act, a Agreeing, do func(second pana.StaffID, rings []*seal.Ring) error) error {
	const op = "house.Agree"
	alone, err := h.Alone(ctx, act)
	if err != nil {
		return err
	}
	switch {
	case alone && a.One == "":
		return pana.Refuse(op, "sheet_one", "agree.sheet")
	case !alone && a.Pair.Second.Name == "":
		return pana.Refuse(op, "name", "agree.second")
	}
	rings := []*seal.Ring{}
	if ring := seal.RingFrom(ctx); ring != nil {
		rings = append(rings, ring)
	}
	opened, err := h.sheetRings(ctx, a)
	defer closeAll(opened)
	if err != nil {
		return err
	}
	if alone {
		return do("", append(rings, opened...))
	}
	first, other, second, err := h.twoPeople(ctx, act, a.Pair)
	defer clearAll(first, other)
	if err != nil {
		return err
	}
	ring, err := h.Vault.Ring(ctx, other)
	if err != nil {
		return err
	}
	defer ring.Close()
	return do(second.Staff, append(append(rings, ring), opened...))
}

// sheetRings opens every site with two sheets; one is only looked at.
func (h *House) sheetRings(ctx context.Context, a Agreeing) ([]*seal.Ring, error) {
	if a.One == "" && a.Two == "" {
		return nil, nil
	}
	if a.Two == "" {
		_, err := h.CheckSheet(ctx, a.One)
		return nil, pana.AtField(err, "sheet_one")
	}
	key, err := h.openKit(ctx, findKit, a.One, a.Two)
	if err != nil {
		return nil, err
	}
	defer key.Clear()
	var rings []*seal.Ring
	for _, site := range h.siteIDs() {
		ring, err := h.Vault.Rescue(ctx, site, key, pana.ActorFrom(ctx).Staff)
		if err != nil {
			return rings, err
		}
		rings = append(rings, ring)
	}
	return rings, nil
}

func closeAll(rings []*seal.Ring) {
	for _, r := range rings {
		r.Close()
	}
}
