package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getStaff(w http.ResponseWriter, r *http.Request) error {
	page, err := s.staffPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) staffPage(r *http.Request, f template.Frame) (templ.Component, error) {
	members, err := s.house.Staff(r.Context())
	if err != nil {
		return nil, err
	}
	var waiting []house.Waiter
	if policy.May(f.Actor, policy.AdmitToCircle) {
		if waiting, err = s.house.Waiting(r.Context()); err != nil {
			return nil, err
		}
	}
	return template.Staff(f.Titled(f.R.T("staff.title")), members, waiting, s.house.SiteList()), nil
}

// postStaff adds someone and shows the invitation to hand over, once.
func (s *Server) postStaff(w http.ResponseWriter, r *http.Request) error {
	_, invitation, err := s.house.AddStaff(r.Context(), house.NewStaff{Name: value(r, "name"), Title: value(r, "title"),
		Language: locale.Lang(value(r, "language")), Grants: []pana.Grant{grantOf(r)}})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.staffPage(r, f) })
	}
	return s.showInvitation(w, r, invitation, s.house.Now())
}

func (s *Server) showInvitation(w http.ResponseWriter, r *http.Request, invitation string, opens time.Time) error {
	f := s.frame(r)
	return s.show(w, r, template.InvitationMade(f.Titled(f.R.T("staff.title")), invitation, opens, opens.After(s.house.Now()), s.house.Zone()))
}

func (s *Server) getMember(w http.ResponseWriter, r *http.Request) error {
	page, err := s.memberPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) memberPage(r *http.Request, f template.Frame) (templ.Component, error) {
	members, err := s.house.Staff(r.Context())
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(members, func(m house.Member) bool { return string(m.ID) == r.PathValue("id") })
	if at < 0 {
		return nil, &pana.Error{Op: "web.memberPage", Kind: pana.NotFound, Say: "error.not-found.text"}
	}
	m := members[at]
	var again house.Reinviting
	var desk template.SecondDesk
	if m.Ended == "" && policy.May(f.Actor, policy.AddStaff) {
		if again, err = s.house.Reinviting(r.Context(), m.ID); err != nil {
			return nil, err
		}
		if desk, err = s.desk(r, house.InviteDeed(m.ID, ""), "/staff/"+string(m.ID)+"/invite/ask"); err != nil {
			return nil, err
		}
	}
	if m.Ended == "" || !policy.May(f.Actor, policy.EndStaff) {
		return template.Member(f.Titled(f.R.T("staff.title")), m, s.house.SiteList(), again, desk, nil), nil
	}
	left, err := s.house.Left(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	clients, err := s.casework.LeftWith(r.Context(), m.ID)
	if err != nil {
		return nil, err
	}
	return template.Member(f.Titled(f.R.T("staff.title")), m, s.house.SiteList(), again, desk, &template.Departure{Leaving: left, Clients: clients}), nil
}

func (s *Server) postInvite(w http.ResponseWriter, r *http.Request) error {
	lost := ""
	if ticked(r, "factor_lost") {
		if lost = value(r, "factor_reason"); lost == "" {
			lost = "unsaid" // the house asks for one of its reasons
		}
	}
	invitation, opens, err := s.house.Invite(r.Context(), pana.StaffID(r.PathValue("id")), house.Inviting{
		Lost: lost, AtOnce: ticked(r, "at_once"), Pair: pairOf(r), Sheet: value(r, "sheet")})
	if err != nil {
		return s.againMember(w, r, err)
	}
	return s.showInvitation(w, r, invitation, opens)
}

func (s *Server) postGrant(w http.ResponseWriter, r *http.Request) error {
	return s.changeMember(w, r, s.house.Grant(r.Context(), pana.StaffID(r.PathValue("id")), grantOf(r)))
}

func (s *Server) postRevoke(w http.ResponseWriter, r *http.Request) error {
	return s.changeMember(w, r, s.house.Revoke(r.Context(), pana.StaffID(r.PathValue("id")), grantOf(r)))
}

func (s *Server) postEndStaff(w http.ResponseWriter, r *http.Request) error {
	return s.changeMember(w, r, s.house.EndStaff(r.Context(), pana.StaffID(r.PathValue("id"))))
}

func grantOf(r *http.Request) pana.Grant {
	g := pana.Grant{Role: pana.Role(value(r, "role")), Site: pana.SiteID(value(r, "site"))}
	if policy.HouseWide(g.Role) {
		g.Site = ""
	}
	return g
}

func (s *Server) changeMember(w http.ResponseWriter, r *http.Request, err error) error {
	if err != nil {
		return s.againMember(w, r, err)
	}
	http.Redirect(w, r, "/staff/"+r.PathValue("id")+"?done=saved", http.StatusSeeOther)
	return nil
}

func (s *Server) againMember(w http.ResponseWriter, r *http.Request, err error) error {
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.memberPage(r, f) })
}

// postAdmitStaff lets a colleague into the circles that the reader is inside.
func (s *Server) postAdmitStaff(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.AdmitWaiting(r.Context(), pana.StaffID(value(r, "staff"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/today?done=admitted", http.StatusSeeOther)
	return nil
}
