package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/web/template"
)

// getStanding shows the three facts about one client.
func (s *Server) getStanding(w http.ResponseWriter, r *http.Request) error {
	c, err := s.standingPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) standingPage(r *http.Request, f template.Frame) (templ.Component, error) {
	st, err := s.intake.Standing(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	orgs, err := s.partners(r)
	if err != nil {
		return nil, err
	}
	here := "/clients/" + st.Code + "/identification"
	d := template.StandingData{Standing: st, Facts: s.factsData(r, st.Facts, here, orgs)}
	d.Facts.Indicators, d.Facts.Identification, d.Facts.Eligibility = here, here, here
	d.Facts.Closed, d.Facts.MayWrite = st.Closed, true
	return template.Standing(f.Titled(st.Code), d), nil
}

// postStanding adds to one of the three facts about a client.
func (s *Server) postStanding(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		code := r.PathValue("code")
		return "/clients/" + url.PathEscape(code) + "/identification?done=saved" + listQuery(r), s.writeFacts(r, value(r, "part"), intake.About{Code: code})
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.standingPage(r, f) })
	}
	return nil
}

// factsData gathers what the three facts are shown with: the one list of signs
// that is open, and who could pay.
func (s *Server) factsData(r *http.Request, facts intake.Facts, here string, orgs []casework.Organisation) template.FactsData {
	d := template.FactsData{Facts: facts, Here: here, Lists: s.intake.Lists(), Today: s.house.Today(s.house.Now()), Organisations: map[pana.OrganisationID]string{}}
	for _, o := range orgs {
		d.Organisations[o.ID] = o.Name
		d.Payers = append(d.Payers, o)
	}
	d.List = r.FormValue("list")
	if !slices.Contains(d.Lists, d.List) {
		d.List = d.Lists[0]
	}
	return d
}

// listQuery keeps the list of signs that was open.
func listQuery(r *http.Request) string {
	if list := value(r, "list"); list != "" {
		return "&list=" + url.QueryEscape(list)
	}
	return ""
}

// writeFacts writes what a form says of one of the three facts.
func (s *Server) writeFacts(r *http.Request, part string, about intake.About) error {
	ctx := r.Context()
	switch part {
	case "indicators":
		return s.intake.See(ctx, about, value(r, "list"), chosen(r, "seen"),
			pana.Provenance{Source: pana.Source(value(r, "source")), Interpreted: ticked(r, "interpreted")})
	case "identification":
		return s.intake.Identify(ctx, about, intake.Identification{Outcome: value(r, "outcome"), Body: value(r, "body"), On: pana.Date(value(r, "on"))})
	case "eligibility":
		err := s.intake.Entitle(ctx, about, intake.Eligibility{Payer: value(r, "payer"), Organisation: pana.OrganisationID(value(r, "payer_organisation")),
			Outcome: value(r, "entitled"), On: pana.Date(value(r, "entitled_on")), Reason: value(r, "payer_reason")})
		return renamed(err, map[string]string{"outcome": "entitled", "on": "entitled_on", "reason": "payer_reason"})
	}
	return pana.Refuse("web.writeFacts", "", "error.form")
}
