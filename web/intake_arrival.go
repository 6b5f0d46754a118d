package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/intake"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

// arrivalDraft is the name under which a half-typed arrival is kept.
const arrivalDraft = "arrival"

// getArrival asks the few questions of the night. The bed stands first and is
// already chosen.
func (s *Server) getArrival(w http.ResponseWriter, r *http.Request) error {
	c, err := s.arrivalPage(r, s.withDraft(r, s.frame(r), arrivalDraft), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// arrivalPage draws the questions; fault is why the form came back.
func (s *Server) arrivalPage(r *http.Request, f template.Frame, fault error) (templ.Component, error) {
	children, _ := strconv.Atoi(f.Value("children", ""))
	guest := residence.Guest{Sex: f.Value("sex", ""), AgeBand: f.Value("age_band", ""), Children: max(children, 0)}
	d := template.ArrivalData{Asked: f.Value("bed", r.URL.Query().Get("bed")), Refused: fault != nil, Words: s.house.Settings().Word}
	for _, site := range s.intake.Sites(r.Context(), policy.RecordArrival) {
		m, err := s.residence.Tonight(r.Context(), site.ID)
		if err != nil {
			return nil, err
		}
		if len(m.Rooms) > 0 {
			d.Shelters = append(d.Shelters, template.Shelter{Name: site.Name, Map: m, Choices: intake.Proposals(m, guest), Full: m.Full(guest)})
		}
	}
	d.AskReason = f.Value("reason", "") != "" || aboutRules(fault)
	return template.Arrival(f.Titled(f.R.T("arrival.title")), d), nil
}

// aboutRules reports whether a bed was refused because of a rule that a reason
// can set aside.
func aboutRules(err error) bool {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			if aboutRules(e) {
				return true
			}
		}
		return false
	}
	e, ok := errors.AsType[*pana.Error](err)
	return ok && strings.HasPrefix(e.Say, "residence.rule.")
}

// postArrival lets someone in and leads to the new file. A form that is refused
// comes back with everything typed, and with who is where now.
func (s *Server) postArrival(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		children, err := counted(r, "children", "arrival.children.range", 20)
		if err != nil {
			return "", err
		}
		language := value(r, "language")
		if other := value(r, "language_other"); other != "" && (language == "" || language == "other") {
			language = other
		}
		code, err := s.intake.Arrive(r.Context(), intake.Arrival{
			Name: r.PostFormValue("name"), Language: language, Sex: value(r, "sex"), AgeBand: value(r, "age_band"), Children: children,
			Danger: value(r, "danger"), Injured: value(r, "injured"), Police: value(r, "police"),
			Bed: pana.BedID(value(r, "bed")), Consent: value(r, "consent"), Reason: value(r, "reason")})
		if err != nil {
			return "", err
		}
		s.dropDraft(r, arrivalDraft)
		return "/clients/" + code, nil
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.arrivalPage(r, f, err) })
	}
	return nil
}
