package house

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// UsedSecond is the act of using up what a colleague agreed to. It is the act itself
// that needs somebody's leave.
const UsedSecond policy.Act = "second.use"

// A Behind is who stands behind a deed beside the actor. Its agreement, if she gave
// one at her own desk, is used up by Use.
type Behind struct {
	Staff pana.StaffID // nobody in a house of one
	deed  Deed
	asked string
}

// Second has somebody else stand behind a deed: at the page of the first with all of
// her sign-in, or by what she agreed to at her own desk; or a sheet of the kit where
// nobody else could. The chapter weighs the deed for her, so that policy is asked
// about the file. The caller calls Use in the transaction of the act.
//
// It refuses as TwoPeople does, and nobody as the second ("agree.second"), no sheet
// where one is needed ("agree.sheet"), and as somebody else ("two.other") from whom
// the file is hidden: she learns nothing of it here either. Of an agreement it
// refuses what Use does.
func (h *House) Second(ctx context.Context, d Deed, pair Pair, sheet string) (b Behind, err error) {
	const op = "house.Second"
	b.deed = d
	if pair.Agreed != "" {
		b.asked = pair.Agreed
		err = h.DB.View(ctx, func(tx *db.Tx) error {
			a, err := h.agreed(ctx, tx, op, b)
			b.Staff = a.Second
			return err
		})
		return b, err
	}
	alone, err := h.Alone(ctx, d.Act)
	if err != nil {
		return b, err
	}
	if alone {
		if strings.TrimSpace(sheet) == "" {
			return b, pana.Refuse(op, "sheet", "agree.sheet")
		}
		_, err := h.CheckSheet(ctx, sheet)
		return b, err
	}
	if pair.Second.Name == "" {
		return b, pana.Refuse(op, "name", "agree.second")
	}
	other, err := h.TwoPeople(ctx, d.Act, pair)
	if err != nil {
		return b, err
	}
	err = h.DB.View(ctx, func(tx *db.Tx) error {
		_, _, err := h.weigh(pana.WithActor(ctx, other), tx, d)
		return err
	})
	if err != nil && pana.KindOf(err) != pana.Internal {
		err = &pana.Error{Op: op, Kind: pana.Conflict, Field: "name", Say: "two.other"}
	}
	b.Staff = other.Staff
	return b, err
}

// Use ends, in the transaction of the deed, whatever was asked for it: an agreement
// is good once, and what nobody needs any more waits for nobody. The second is
// weighed again as she is now.
//
// It refuses an agreement that is used, taken back, refused, over, not the actor's or
// not this house's own ("second.none"), one to another deed, or to this one as it
// stood before ("second.differs"), one that was not given yet ("second.waits"), and
// a second who could not be it any more ("two.other").
func (h *House) Use(ctx context.Context, tx *db.Tx, b Behind) error {
	if b.asked != "" {
		a, err := h.agreed(ctx, tx, "house.Use", b)
		if err != nil {
			return err
		}
		if n, err := deleteAsked(ctx, tx, a.ID); err != nil {
			return err
		} else if n == 0 {
			return &pana.Error{Op: "house.Use", Kind: pana.Conflict, Say: "second.none"}
		}
		if err := a.record(ctx, tx, UsedSecond); err != nil {
			return err
		}
	}
	rest, err := findAskedFor(ctx, tx, pana.ActorFrom(ctx).Staff, b.deed)
	if err != nil {
		return err
	}
	for _, a := range rest {
		if _, err := deleteAsked(ctx, tx, a.ID); err != nil {
			return err
		}
		if err := a.record(ctx, tx, policy.EndSecond); err != nil {
			return err
		}
	}
	return nil
}

// agreed finds the agreement of b and whether it is good for its deed.
func (h *House) agreed(ctx context.Context, tx *db.Tx, op string, b Behind) (a Asked, err error) {
	refuse := func(say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }
	list, err := findAsked(ctx, tx, b.asked)
	if err == nil {
		list, err = h.standing(tx, list)
	}
	if err != nil {
		return a, err
	}
	if len(list) == 0 || list[0].By != pana.ActorFrom(ctx).Staff {
		return a, refuse("second.none")
	}
	a = list[0]
	if spent, err := askedEnded(ctx, tx, a.ID); err != nil {
		return a, err
	} else if spent { // somebody put the row back
		return a, refuse("second.none")
	}
	switch {
	case a.Deed != b.deed:
		return a, refuse("second.differs")
	case a.Agreed == 0:
		return a, refuse("second.waits")
	}
	may, changed, err := h.may(ctx, tx, a.Second, a)
	switch {
	case err != nil:
		return a, err
	case !may:
		return a, refuse("two.other")
	case changed:
		return a, refuse("second.differs")
	}
	return a, nil
}
