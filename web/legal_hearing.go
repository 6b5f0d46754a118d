package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/legal"
	"example.org/pana/web/template"
)

func (s *Server) postHearing(w http.ResponseWriter, r *http.Request) error {
	id := legal.CaseID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		n, err := readHearing(r)
		if err != nil {
			return "", err
		}
		hearing, err := s.legal.AddHearing(r.Context(), client, id, n, someoneFrom(r, "interpreter", "interpreter"))
		return "/court/hearings/" + string(hearing) + "?done=added", ofHearing(err)
	}, func(f template.Frame, _ []string) (templ.Component, error) { return s.casePage(r, f, id, nil) })
}

func readHearing(r *http.Request) (legal.HearingFacts, error) {
	n := legal.HearingFacts{Kind: value(r, "hearing_kind"), Clock: value(r, "clock"), Office: pana.OrganisationID(value(r, "hearing_office")),
		Interpreter: pana.StaffID(value(r, "interpreter_staff")), Language: value(r, "language"), Entrance: value(r, "entrance"), Video: value(r, "video"),
		Payer: value(r, "hearing_payer"), Room: value(r, "room"), Note: value(r, "hearing_note"), Unasked: ticked(r, "unasked")}
	for _, staff := range r.PostForm["escorts"] {
		n.Escorts = append(n.Escorts, pana.StaffID(staff))
	}
	var err error
	if n.On, err = dayOf(r, "on"); err != nil {
		return n, err
	}
	n.Prepared, err = dayOf(r, "prepared")
	return n, err
}

// ofHearing moves a refusal to where the form of a hearing has the field; on the
// page of a case it stands below the form of the case.
func ofHearing(err error) error {
	if e, ok := errors.AsType[*pana.Error](err); ok && slices.Contains([]string{"kind", "office", "payer", "note"}, e.Field) {
		return under("hearing_", err)
	}
	return err
}

func (s *Server) getHearing(w http.ResponseWriter, r *http.Request) error {
	c, err := s.hearingPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) hearingPage(r *http.Request, f template.Frame, stale []string) (templ.Component, error) {
	d, err := s.courtData(r)
	if err != nil {
		return nil, err
	}
	_, h, err := d.Hearing(legal.HearingID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	help, err := s.people.HelpOn(r.Context(), d.Code, h.On)
	return template.HearingPage(f.Titled(d.Code), d, h, help, stale), err
}

// onHearing does something to the hearing of the address and leads back to it.
func (s *Server) onHearing(w http.ResponseWriter, r *http.Request, act func(pana.ClientID, legal.HearingID) (legal.HearingID, error)) error {
	id := legal.HearingID(r.PathValue("id"))
	return s.legally(w, r, func(client pana.ClientID) (string, error) {
		to, err := act(client, id)
		return "/court/hearings/" + string(to) + "?done=saved", err
	}, func(f template.Frame, stale []string) (templ.Component, error) { return s.hearingPage(r, f, stale) })
}

func (s *Server) postEditHearing(w http.ResponseWriter, r *http.Request) error {
	return s.onHearing(w, r, func(client pana.ClientID, id legal.HearingID) (legal.HearingID, error) {
		n, err := readHearing(r)
		if err != nil {
			return "", err
		}
		return id, ofHearing(s.legal.EditHearing(r.Context(), client, id, n, someoneFrom(r, "interpreter", "interpreter"), version(r)))
	})
}

// postCloseHearing writes down what became of a day, and leads on to the next one
// if it is known.
func (s *Server) postCloseHearing(w http.ResponseWriter, r *http.Request) error {
	return s.onHearing(w, r, func(client pana.ClientID, id legal.HearingID) (legal.HearingID, error) {
		n := legal.Outcome{Result: value(r, "result"), Present: value(r, "present"), Beside: value(r, "lawyer"), Words: value(r, "words"), NextClock: value(r, "next_clock"), Unasked: ticked(r, "unasked-held")}
		var err error
		if n.Minutes, err = number(r, "minutes", "legal.number"); err != nil {
			return "", err
		}
		if n.Next, err = dayOf(r, "next"); err != nil {
			return "", err
		}
		next, err := s.legal.CloseHearing(r.Context(), client, id, n, version(r))
		if next == "" {
			next = id
		}
		return next, renamed(err, map[string]string{"unasked": "unasked-held"})
	})
}

// getHearingPlan draws a page for the client's hand: when, where, who is with her,
// what will happen and what she may ask for. It has a code and no name, and no
// number unless the house chose so.
func (s *Server) getHearingPlan(w http.ResponseWriter, r *http.Request) error {
	d, err := s.courtData(r)
	if err != nil {
		return err
	}
	c, h, err := d.Hearing(legal.HearingID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f := s.frame(r)
	p := template.HearingPlanData{CourtData: d, Case: c, Hearing: h, Sheet: s.sheet(f, d.Language)}
	for _, m := range d.Staff {
		for _, escort := range h.Escorts {
			if m.ID == escort {
				p.Roles = append(p.Roles, m.Grants[0].Role)
			}
		}
	}
	if d.Set.Phone {
		p.Call = s.house.Settings().OnCallNote
	}
	return s.show(w, r, template.HearingPlan(f.Titled(d.Code), p))
}
