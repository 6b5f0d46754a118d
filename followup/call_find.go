package followup

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Found is whom a caller may be, by what she said first.
type Found struct {
	Client pana.ClientID
	Code   string
	By     string // SafeWord, DangerWord or ByCode
	Sleeps bool   // she has a bed: nobody to call, and nobody to let in
}

type foundRow struct {
	Client pana.ClientID `db:"client_id"`
	Site   pana.SiteID   `db:"site_id"`
	Code   string        `db:"code"`
	Kind   string        `db:"kind"`
	Sleeps bool          `db:"sleeps"`
}

// Find returns those whom the actor may take a call of and whose safe word, or
// word for danger, or whole code was said. Nobody else is told apart from nobody:
// a wrong word and somebody hidden both find nothing. The trail says who was found.
func (f *FollowUp) Find(ctx context.Context, said string) ([]Found, error) {
	const op = "followup.Find"
	said = strings.TrimSpace(said)
	if said == "" {
		return nil, pana.Refuse(op, "find", "call.find.empty")
	}
	if len(said) > 200 {
		return nil, pana.Refuse(op, "find", "call.find.none")
	}
	if !policy.May(pana.ActorFrom(ctx), policy.TakeCall) {
		return nil, &pana.Error{Op: op, Kind: pana.Forbidden, Say: "policy.refused"}
	}
	token, err := f.token(said)
	if err != nil {
		return nil, err
	}
	var list []Found
	err = f.h.DB.Update(ctx, func(tx *db.Tx) error {
		list = nil
		cond, args := f.files.Where(ctx, tx, policy.TakeCall)
		rows, err := foundBy(ctx, tx, cond, args, token, strings.ToUpper(said))
		if err != nil {
			return err
		}
		for _, r := range rows {
			list = append(list, Found{Client: r.Client, Code: r.Code, By: r.Kind, Sleeps: r.Sleeps})
			if err := trail.Looked(ctx, tx, policy.TakeCall, r.Client, r.Site); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}
