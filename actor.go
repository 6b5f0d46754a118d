package pana

import (
	"context"
	"slices"
)

// A Role is a bundle of rights. A person may hold several, each at one site,
// and each gives only its own rights there.
type Role string

// Roles, as DESIGN section 8 names them. CentreHead leads the youth centre.
const (
	Director      Role = "director"
	Deputy        Role = "deputy"
	SocialWorker  Role = "social-worker"
	Psychologist  Role = "psychologist"
	NightDuty     Role = "night-duty"
	Nurse         Role = "nurse"
	Lawyer        Role = "lawyer"
	Teacher       Role = "teacher"
	YouthWorker   Role = "youth-worker"
	CentreHead    Role = "centre-head"
	Volunteer     Role = "volunteer"
	Accountant    Role = "accountant"
	Funder        Role = "funder"
	Coordinator   Role = "coordinator"
	Administrator Role = "administrator"
)

// Roles lists every role, those with the widest rights first.
func Roles() []Role {
	return []Role{Director, Deputy, SocialWorker, Psychologist, NightDuty, Nurse, Lawyer, Teacher,
		CentreHead, YouthWorker, Volunteer, Accountant, Funder, Coordinator, Administrator}
}

// A Grant is a role held at one site. Site is empty for roles that belong to
// the whole house (director, deputy, accountant, funder, coordinator, administrator).
type Grant struct {
	Role Role
	Site SiteID
}

// An Actor is the member of staff on whose behalf the program acts.
// The zero Actor is nobody and may do nothing.
type Actor struct {
	Staff   StaffID
	Grants  []Grant
	Session string // id of the sign-in, for the trail
	Closed  bool   // the house is for reading only: see policy.GoesOn
	Bare    bool   // the house demands a second step and she has none: she may set one up
}

// Is reports whether a holds role at any site.
func (a Actor) Is(role Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role })
}

// At reports whether a holds role at site, or for the whole house.
func (a Actor) At(role Role, site SiteID) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return g.Role == role && (g.Site == "" || g.Site == site)
	})
}

type actorKey struct{}

// WithActor returns a context that acts for a.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom returns the actor that ctx acts for, or the zero Actor.
func ActorFrom(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}
