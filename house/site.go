package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
)

// Kinds of site.
const (
	Shelter     = "shelter"
	YouthCentre = "youth-centre"
	Office      = "office"
)

// A Site is one place where the house works. It has no address.
type Site struct {
	ID   pana.SiteID `db:"id"`
	Kind string      `db:"kind"` // Shelter, YouthCentre or Office
	Name string      `db:"name"`
}

// A NewSite is a site about to be made.
type NewSite struct {
	Kind string
	Name string
}

// check tidies n.
func (n *NewSite) check() error {
	var err error
	if n.Name, err = line("house.Site", "site", n.Name, 60); err != nil {
		return err
	}
	if n.Kind == "" {
		return pana.Refuse("house.Site", "site", "setup.site.kind")
	}
	return codes.Check("house.Site", "site", "site-kind", n.Kind)
}

// Sites returns the sites in use, in the order the house gave them.
func (h *House) Sites(ctx context.Context, tx *db.Tx) ([]Site, error) { return findSites(ctx, tx) }

// SiteList returns the same from memory; nil unless the house is started.
func (h *House) SiteList() []Site {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return slices.Clone(h.sites)
}

// Site returns one site from memory, and false for one that is not in use.
func (h *House) Site(id pana.SiteID) (Site, bool) {
	for _, s := range h.SiteList() {
		if s.ID == id {
			return s, true
		}
	}
	return Site{}, false
}
