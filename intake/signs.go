package intake

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// See writes down which signs of a list have been seen, as the page shows them
// now: new ones are added with their source, and those no longer ticked are
// taken back with the moment. Seeing the same signs again changes nothing.
//
// It refuses a list that is not in use ("list") and codes it does not hold
// ("seen"); a heading of the ILO lists is no sign.
func (i *Intake) See(ctx context.Context, about About, list string, seen []string, p pana.Provenance) error {
	const op = "intake.See"
	if !slices.Contains(i.Lists(), list) {
		return pana.Refuse(op, "list", "codes.unknown")
	}
	if p.Source != "" && !slices.Contains(pana.Sources(), p.Source) {
		return pana.Refuse(op, "source", "codes.unknown")
	}
	seen, err := signs(op, list, seen)
	if err != nil {
		return err
	}
	return i.h.DB.Update(ctx, func(tx *db.Tx) error {
		h, act, err := i.hold(ctx, tx, op, about)
		if err != nil {
			return err
		}
		facts, err := factsOf(ctx, tx, h.subject)
		if err != nil {
			return err
		}
		before := facts.Codes(list)
		var digests [][32]byte
		for _, code := range seen {
			if slices.Contains(before, code) {
				continue
			}
			sign := Sign{List: list, Code: code, On: i.h.Today(tx.Now), Source: p.Source, Interpreted: p.Interpreted, By: pana.ActorFrom(ctx).Staff}
			if err := insertSign(ctx, tx, h.subject, sign); err != nil {
				return err
			}
			digests = append(digests, trail.Digest("indicators_seen", h.subject, list, code, string(p.Source)))
		}
		for _, code := range before {
			if slices.Contains(seen, code) {
				continue
			}
			if err := takeBackSign(ctx, tx, h.subject, list, code); err != nil {
				return err
			}
			digests = append(digests, trail.Digest("indicators_seen", h.subject, list, code, "taken back"))
		}
		if len(digests) == 0 {
			return nil
		}
		return trail.Record(ctx, tx, h.line(act, "", digests...))
	})
}

// signs checks the codes of a list: each once, none of them a heading.
func signs(op, list string, seen []string) ([]string, error) {
	l, _ := codes.Get(list)
	var kept []string
	for _, code := range seen {
		if code == "" || slices.Contains(kept, code) {
			continue
		}
		if code == Moved && list == codes.ChildLabour {
			kept = append(kept, code)
			continue
		}
		if err := codes.Check(op, "seen", list, code); err != nil {
			return nil, err
		}
		if len(l.Under(code)) > 0 {
			return nil, pana.Refuse(op, "seen", "codes.unknown")
		}
		kept = append(kept, code)
	}
	return kept, nil
}
