package web

import (
	"errors"
	"net/http"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

func (s *Server) intakeRoutes() []route {
	return []route{
		page("GET /arrivals", policy.RecordArrival, s.getArrivals),
		page("GET /arrivals/new", policy.RecordArrival, s.getArrival),
		page("POST /arrivals", policy.RecordArrival, s.postArrival),
		page("POST /arrivals/{code}/seen", policy.RecordArrival, s.postArrivalSeen),
		page("POST /arrivals/{code}/guardian", policy.EditClient, s.postGuardian),

		page("GET /requests", policy.SeeRequests, s.getRequests),
		page("GET /requests/new", policy.RecordRequest, s.getNewRequest),
		page("POST /requests", policy.RecordRequest, s.postRequest),
		page("GET /requests/{id}", policy.SeeRequests, s.getRequest),
		page("POST /requests/{id}/answer", policy.AnswerRequest, s.postAnswer),
		page("POST /requests/{id}/indicators", policy.RecordRequest, s.postRequestFacts("indicators")),
		page("POST /requests/{id}/identification", policy.RecordRequest, s.postRequestFacts("identification")),
		page("POST /requests/{id}/eligibility", policy.RecordRequest, s.postRequestFacts("eligibility")),

		page("GET /clients/{code}/identification", policy.RecordFacts, s.getStanding),
		page("POST /clients/{code}/identification", policy.RecordFacts, s.postStanding),
	}
}

// partners returns the organisations we work with, as far as the reader may
// know of them.
func (s *Server) partners(r *http.Request) ([]casework.Organisation, error) {
	if !policy.May(pana.ActorFrom(r.Context()), policy.SeePartners) {
		return nil, nil
	}
	all, err := s.casework.Organisations(r.Context())
	return slices.DeleteFunc(all, func(o casework.Organisation) bool { return o.Ended != "" }), err
}

// renamed gives err the names that fields have on a page which asks the same
// thing twice.
func renamed(err error, names map[string]string) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range many.Unwrap() {
			all = append(all, renamed(e, names))
		}
		return errors.Join(all...)
	}
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || names[e.Field] == "" {
		return err
	}
	other := *e
	other.Field = names[e.Field]
	return &other
}

// chosen returns every answer ticked in a field of several.
func chosen(r *http.Request, field string) []string {
	return slices.DeleteFunc(slices.Clone(r.PostForm[field]), func(v string) bool { return v == "" })
}

// counted reads a number that a chip or a short field sends; an empty field is 0.
// What is no number is refused with the bounds' own sentence.
func counted(r *http.Request, field, say string, most int) (int, error) {
	n, err := number(r, field, say)
	if e, ok := errors.AsType[*pana.Error](err); ok {
		e.With = map[string]any{"Max": most}
	}
	return n, err
}
