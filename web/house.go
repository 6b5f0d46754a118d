package web

import "example.org/pana/policy"

// houseRoutes are the pages about the house itself and the people who work in it.
func (s *Server) houseRoutes() []route {
	return []route{
		page("POST /lock", policy.LockHouse, s.postLock),
		page("POST /here", policy.SaveDraft, s.postHere),
		page("POST /drafts", policy.SaveDraft, s.postDraft),
		page("GET /settings", policy.SetSelf, s.getSettings),
		page("POST /settings", policy.SetSelf, s.postSettings),
		page("GET /settings/sessions", policy.KeepOwnSessions, s.getOwnSessions),
		page("POST /settings/sessions", policy.KeepOwnSessions, s.postOwnSessions),
		page("POST /settings/passphrase", policy.SetSelf, s.postPassphrase),
		page("POST /settings/second-factor", policy.SetSecondFactor, s.postSecondFactor),
		page("POST /settings/invitation", policy.SetSelf, s.postStopInvitation),
		page("POST /settings/danger", policy.SetDuress, s.postForced),
		page("GET /house", policy.SetHouse, s.getHouse),
		page("POST /house", policy.SetHouse, s.postHouse),
		page("GET /house/policy", policy.SeePolicy, s.getPolicy),
		page("GET /house/trail", policy.SeeTrail, s.getHouseTrail),
		page("GET /staff", policy.SeeStaff, s.getStaff),
		page("POST /staff", policy.AddStaff, s.postStaff),
		page("GET /staff/{id}", policy.SeeStaff, s.getMember),
		page("POST /staff/{id}/invite", policy.AddStaff, s.postInvite),
		page("POST /staff/{id}/invite/ask", policy.AskSecond, s.askInvite),
		page("POST /staff/{id}/grant", policy.GrantStaff, s.postGrant),
		page("POST /staff/{id}/revoke", policy.GrantStaff, s.postRevoke),
		page("POST /staff/{id}/end", policy.EndStaff, s.postEndStaff),
		page("GET /staff/{id}/sessions", policy.KeepSessions, s.getSessionsOf),
		page("POST /staff/{id}/sessions", policy.KeepSessions, s.postSessionsOf),
		page("POST /staff/admit", policy.AdmitToCircle, s.postAdmitStaff),
	}
}
