package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// legalRoutes are the pages about papers and court.
func (s *Server) legalRoutes() []route {
	return []route{
		page("GET /clients/{code}/papers", policy.SeePapers, s.getPapers),
		page("POST /clients/{code}/papers", policy.WritePapers, s.postPaper),
		page("GET /clients/{code}/papers/{id}", policy.SeePapers, s.getPaper),
		page("POST /clients/{code}/papers/{id}", policy.WritePapers, s.postEditPaper),
		page("POST /clients/{code}/papers/{id}/restore", policy.WritePapers, s.postRestore),
		page("POST /clients/{code}/restorations/{id}/end", policy.WritePapers, s.postEndRestoration),
		page("POST /clients/{code}/restorations/{id}/steps", policy.TakePaperStep, s.postOwnStep),
		page("GET /clients/{code}/paper-steps/{id}", policy.SeePapers, s.getPaperStep),
		page("POST /clients/{code}/paper-steps/{id}", policy.TakePaperStep, s.postPaperStep),
		page("GET /clients/{code}/court", policy.SeeCourt, s.getCourt),
		page("POST /clients/{code}/court", policy.WriteCourt, s.postCase),
		page("POST /clients/{code}/court/wish", policy.WriteCourt, s.postWish),
		page("POST /clients/{code}/court/reflection", policy.WriteCourt, s.postReflection),
		page("GET /clients/{code}/court/cases/{id}", policy.SeeCourt, s.getCase),
		page("POST /clients/{code}/court/cases/{id}", policy.WriteCourt, s.postEditCase),
		page("POST /clients/{code}/court/cases/{id}/sums", policy.WriteCourt, s.postSum),
		page("POST /clients/{code}/court/cases/{id}/deadlines", policy.WriteCourt, s.postDeadline),
		page("POST /clients/{code}/court/cases/{id}/hearings", policy.KeepHearing, s.postHearing),
		page("POST /clients/{code}/court/sums/{id}/strike", policy.WriteCourt, s.postStrikeSum),
		page("POST /clients/{code}/court/deadlines/{id}/met", policy.WriteCourt, s.postMeetDeadline),
		page("GET /clients/{code}/court/hearings/{id}", policy.SeeCourt, s.getHearing),
		page("POST /clients/{code}/court/hearings/{id}", policy.KeepHearing, s.postEditHearing),
		page("POST /clients/{code}/court/hearings/{id}/close", policy.KeepHearing, s.postCloseHearing),
		page("GET /clients/{code}/court/hearings/{id}/plan", policy.SeeCourt, s.getHearingPlan),
		page("GET /house/legal", policy.SetHouse, s.getLegalSettings),
		page("POST /house/legal", policy.SetHouse, s.postLegalSettings),
	}
}

// legally does one act of papers or court to the client of the address, once, and
// leads on below her file; refused, it shows the page again.
func (s *Server) legally(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) (to string, err error), page func(f template.Frame, stale []string) (templ.Component, error)) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		to, err := act(client)
		return "/clients/" + r.PathValue("code") + to, err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return page(f, differing(err)) })
	}
	return nil
}

// under moves the field of a refusal to where the form has it: one of several
// forms on a page, whose fields begin with prefix.
func under(prefix string, err error) error {
	if e, ok := errors.AsType[*pana.Error](err); ok && e.Field != "" {
		moved := *e
		moved.Field = prefix + e.Field
		return &moved
	}
	return err
}

// around gathers whom a legal page can name: colleagues who may go along, the
// names of all staff, and the organisations of the house.
func (s *Server) around(r *http.Request) (a template.Around, err error) {
	a.Names = map[pana.StaffID]string{}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		members, err := s.house.Roster(r.Context(), tx)
		if err != nil {
			return err
		}
		at, err := casework.ByCode(r.Context(), tx, s.house.Tonight(tx.Now), r.PathValue("code"))
		if err != nil {
			return err
		}
		for _, m := range members {
			a.Names[m.ID] = m.Name
			if m.Ended == "" && slices.ContainsFunc(m.Grants, func(g pana.Grant) bool { return goesOut(g, at.Site) }) {
				a.Staff = append(a.Staff, m)
			}
		}
		a.Partners, err = s.casework.Partners(r.Context(), tx)
		return err
	})
	if err == nil {
		a.Interpreters, err = s.offered(r, r.PathValue("code"), a.Staff)
	}
	return a, err
}

// legalToday gathers what papers and court put on the first screen: for everyone
// who works with papers what runs out, for a lawyer the rest of her day.
func (s *Server) legalToday(r *http.Request) (d template.LegalToday, err error) {
	actor := pana.ActorFrom(r.Context())
	if !policy.May(actor, policy.SeePapers) {
		return d, nil
	}
	if d.Expiring, err = s.legal.Expiring(r.Context(), 0); err != nil || !actor.Is(pana.Lawyer) {
		return d, err
	}
	if d.Courts, err = s.legal.CourtsNow(r.Context()); err != nil {
		return d, err
	}
	d.Missing, err = s.legal.MissingPapers(r.Context())
	return d, err
}

// goesOut reports whether a role lets its holder go to an office or to court with
// a client of site.
func goesOut(g pana.Grant, site pana.SiteID) bool {
	switch g.Role {
	case pana.Director, pana.Deputy:
		return true
	case pana.SocialWorker, pana.Psychologist, pana.NightDuty, pana.Nurse, pana.Lawyer, pana.Teacher:
		return g.Site == site
	}
	return false
}
