package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/intake"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

func (s *Server) getRequest(w http.ResponseWriter, r *http.Request) error {
	c, err := s.requestPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// requestPage draws one request with the three facts and, for whoever may, the
// ways to answer it.
func (s *Server) requestPage(r *http.Request, f template.Frame, fault error) (templ.Component, error) {
	q, err := s.intake.Request(r.Context(), pana.RequestID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	d := template.RequestData{Request: q, AskReason: aboutRules(fault)}
	at := policy.Subject{Site: q.Site}
	d.MayAnswer = !q.Status.Ended() && policy.Check(f.Actor, policy.AnswerRequest, at) == nil
	orgs, err := s.partners(r)
	if err != nil {
		return nil, err
	}
	here := "/requests/" + string(q.ID)
	d.Facts = s.factsData(r, q.Facts, here, orgs)
	d.Facts.Indicators, d.Facts.Identification, d.Facts.Eligibility = here+"/indicators", here+"/identification", here+"/eligibility"
	d.Facts.Closed = q.Closed
	d.Facts.MayWrite = q.Client == "" && policy.Check(f.Actor, policy.RecordRequest, at) == nil
	d.Organisations = d.Facts.Organisations
	if d.MayAnswer && policy.Check(f.Actor, policy.SeeBeds, at) == nil {
		m, err := s.residence.Tonight(r.Context(), q.Site)
		if err != nil {
			return nil, err
		}
		guest := residence.Guest{Sex: q.Sex, AgeBand: q.AgeBand, Children: q.Children}
		d.Shelter = template.Shelter{Map: m, Choices: m.Choices(guest), Full: m.Full(guest)}
	}
	return template.Request(f.Titled(f.R.T("request.title")), d), nil
}

// postAnswer answers a request. Someone accepted is shown at once; every other
// answer leads back to the desk.
func (s *Server) postAnswer(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
		code, err := s.intake.Answer(r.Context(), pana.RequestID(r.PathValue("id")), intake.Answer{Version: version,
			Status: intake.Status(value(r, "status")), Reason: value(r, "reason"), Bed: pana.BedID(value(r, "bed")), Because: value(r, "because")})
		if err != nil {
			return "", err
		}
		if code != "" {
			return "/clients/" + code + "?done=answered", nil
		}
		return "/requests?done=answered", nil
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.requestPage(r, f, err) })
	}
	return nil
}

// postRequestFacts adds to one of the three facts about a request.
func (s *Server) postRequestFacts(part string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id := pana.RequestID(r.PathValue("id"))
		err := s.send(w, r, func() (string, error) {
			return "/requests/" + string(id) + "?done=saved" + listQuery(r), s.writeFacts(r, part, intake.About{Request: id})
		})
		if err != nil {
			return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.requestPage(r, f, nil) })
		}
		return nil
	}
}
