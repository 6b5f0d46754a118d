package web

import (
	"net/http"
	"net/url"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

// getClients lists files by code and coded facts. No name stands in a list, and
// no total: it would tell of those who are hidden.
func (s *Server) getClients(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	filter := casework.Filter{Site: pana.SiteID(q.Get("site")), Stage: q.Get("stage"), Mine: q.Has("mine"), Tag: q.Get("tag"),
		In: q.Get("in"), After: pana.ClientID(q.Get("after"))}
	var err error
	if payer := q.Get("payer"); payer != "" {
		if filter.Narrow, err = s.residence.FundedBy(r.Context(), payer); err != nil {
			return err
		}
	}
	page, err := s.casework.List(r.Context(), filter)
	if err != nil {
		return err
	}
	next := ""
	if page.More != "" {
		q.Set("after", string(page.More))
		next = "/clients?" + q.Encode()
	}
	f := s.frame(r)
	return s.show(w, r, template.Clients(f.Titled(f.R.T("nav.clients")), page.Rows, narrowed(q), s.house.SiteList(), next))
}

// narrowed returns what a list is narrowed to.
func narrowed(q url.Values) template.Narrowed {
	return template.Narrowed{Site: q.Get("site"), Stage: q.Get("stage"), Mine: q.Has("mine"), Tag: q.Get("tag"), In: q.Get("in"), Payer: q.Get("payer")}
}

// postFind searches by name, alias or code. It is a post, because a name never
// stands in an address, and what was sought is not written back into the page.
func (s *Server) postFind(w http.ResponseWriter, r *http.Request) error {
	hits, err := s.casework.Find(r.Context(), value(r, "find"))
	f := s.frame(r)
	if err != nil {
		if pana.KindOf(err) != pana.Invalid {
			return err
		}
		f.Faults = faults(f.R, err)
		return s.showAs(w, r, statusOf(err), template.Found(f.Titled(f.R.T("find.title")), nil))
	}
	return s.show(w, r, template.Found(f.Titled(f.R.T("find.title")), hits))
}
