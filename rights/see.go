package rights

import (
	"context"

	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Sight is what the page of a client's rights shows.
type Sight struct {
	Code         string
	Subject      policy.Subject
	Restrictions []Restriction // the newest first
}

// See shows how the wishes of a client about her own file stand.
func (g *Rights) See(ctx context.Context, code string) (Sight, error) {
	var s Sight
	err := g.files.Read(ctx, code, policy.SeeRights, func(r *casework.Reading) (err error) {
		s = Sight{Code: r.Client.Code, Subject: r.Subject}
		s.Restrictions, err = restrictions(r)
		return err
	})
	return s, err
}
