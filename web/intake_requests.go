package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/intake"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// requestDraft is the name under which a half-typed request is kept.
const requestDraft = "request"

// getRequests shows what waits for an answer, what was answered, and how many
// were turned away this year, for which reasons.
func (s *Server) getRequests(w http.ResponseWriter, r *http.Request) error {
	desk, err := s.intake.Desk(r.Context())
	if err != nil {
		return err
	}
	today := s.house.Today(s.house.Now())
	d := template.DeskData{Desk: desk, From: pana.Date(string(today[:4]) + "-01-01"), Until: today}
	if d.Of, d.TurnedAway, err = s.intake.Answered(r.Context(), "", d.From, today.AddDays(1)); err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Requests(f.Titled(f.R.T("request.list")), d))
}

func (s *Server) getNewRequest(w http.ResponseWriter, r *http.Request) error {
	c, err := s.newRequestPage(r, s.withDraft(r, s.frame(r), requestDraft))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) newRequestPage(r *http.Request, f template.Frame) (templ.Component, error) {
	orgs, err := s.partners(r)
	d := template.NewRequestData{Sites: s.intake.Sites(r.Context(), policy.RecordRequest), Organisations: orgs, Today: s.house.Today(s.house.Now())}
	return template.NewRequest(f.Titled(f.R.T("request.new")), d), err
}

// postRequest records a request. Whoever may not read requests goes back to her
// first page.
func (s *Server) postRequest(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		n, err := s.readRequest(r)
		if err != nil {
			return "", err
		}
		id, err := s.intake.Record(r.Context(), n)
		if err != nil {
			return "", err
		}
		s.dropDraft(r, requestDraft)
		if !policy.May(pana.ActorFrom(r.Context()), policy.SeeRequests) {
			return "/today?done=saved", nil
		}
		return "/requests/" + string(id) + "?done=saved", nil
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.newRequestPage(r, f) })
	}
	return nil
}

func (s *Server) readRequest(r *http.Request) (intake.NewRequest, error) {
	beds, err := counted(r, "beds", "request.beds.range", 50)
	if err != nil {
		return intake.NewRequest{}, err
	}
	children, err := counted(r, "children", "arrival.children.range", 20)
	if err != nil {
		return intake.NewRequest{}, err
	}
	sources, err := s.sources(r)
	return intake.NewRequest{Site: pana.SiteID(value(r, "site")), Sources: sources,
		Received: pana.Date(value(r, "received")), NeededBy: pana.Date(value(r, "needed_by")), Beds: beds, Children: children,
		Sex: value(r, "sex"), AgeBand: value(r, "age_band"), Language: value(r, "language"), Needs: chosen(r, "needs"),
		Transport: value(r, "transport"), Words: intake.Words{Name: r.PostFormValue("name"), Contact: value(r, "contact"), Told: value(r, "told")}}, err
}

// sourceOf is which kind of source an organisation of a kind is.
var sourceOf = map[string]string{"police": "police", "embassy": "embassy", "health": "health", "school": "school", "shelter": "other-shelter",
	"international-organisation": "international-organisation", "ngo": "ngo", "foreign-ngo": "ngo", "migration-service": "border-migration",
	"court": "court-prosecutor", "city": "social-services"}

// sources reads who sent a request: the kinds that were ticked, and the
// organisation chosen, which stands for the kind it is.
func (s *Server) sources(r *http.Request) ([]intake.From, error) {
	var from []intake.From
	for _, code := range chosen(r, "source") {
		from = append(from, intake.From{Source: code})
	}
	org := pana.OrganisationID(value(r, "organisation"))
	if org == "" {
		return from, nil
	}
	orgs, err := s.partners(r)
	if err != nil {
		return nil, err
	}
	named := intake.From{Source: "other", Organisation: org}
	for _, o := range orgs {
		if o.ID == org && sourceOf[o.Kind] != "" {
			named.Source = sourceOf[o.Kind]
		}
	}
	from = slices.DeleteFunc(from, func(f intake.From) bool { return f.Source == named.Source })
	return append(from, named), nil
}
