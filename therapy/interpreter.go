package therapy

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// interpreting are the roles of colleagues who may be asked to interpret: the
// teacher who speaks her language is one, though a teacher opens no file.
var interpreting = []pana.Role{pana.Teacher, pana.Volunteer, pana.SocialWorker, pana.Psychologist, pana.Nurse, pana.Lawyer, pana.NightDuty, pana.YouthWorker}

// Interpreters returns the colleagues at a site who can be asked to interpret,
// for someone who holds sessions there.
func (t *Therapy) Interpreters(ctx context.Context, site pana.SiteID) ([]house.Member, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.HoldSession) {
		return nil, &pana.Error{Op: "therapy.Interpreters", Kind: pana.Forbidden, Say: "policy.refused"}
	}
	var ms []house.Member
	err := t.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		ms, err = t.interpreters(ctx, tx, site)
		return err
	})
	return ms, err
}

func (t *Therapy) interpreters(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]house.Member, error) {
	all, err := t.h.Roster(ctx, tx)
	me := pana.ActorFrom(ctx).Staff
	return slices.DeleteFunc(all, func(m house.Member) bool {
		return m.Ended != "" || m.ID == me || !slices.ContainsFunc(m.Grants, func(g pana.Grant) bool {
			return slices.Contains(interpreting, g.Role) && (g.Site == "" || g.Site == site)
		})
	}), err
}
