package web

import (
	"example.org/pana/policy"
)

// therapyRoutes are the pages of sessions, private notes and questionnaires.
func (s *Server) therapyRoutes() []route {
	return []route{
		page("GET /sessions", policy.HoldSession, s.getMySessions),
		page("GET /sessions/new", policy.HoldSession, s.getNewGroup),
		page("POST /sessions/new", policy.HoldSession, s.postNewGroup),
		page("GET /sessions/{id}", policy.HoldSession, s.getGroup),
		page("POST /sessions/{id}", policy.HoldSession, s.postGroup),
		page("GET /clients/{code}/sessions", policy.SeeSessions, s.getSessions),
		page("POST /clients/{code}/sessions", policy.HoldSession, s.postSession),
		page("GET /clients/{code}/sessions/{id}", policy.HoldSession, s.getSeat),
		page("POST /clients/{code}/sessions/{id}", policy.HoldSession, s.postSeat),
		page("GET /clients/{code}/therapy", policy.SeeTherapy, s.getPrivate),
		page("POST /clients/{code}/therapy", policy.PrivateNote, s.postPrivate),
		page("POST /clients/{code}/therapy/early", policy.EarlyChildhood, s.postEarly),
		page("GET /clients/{code}/therapy/early/{id}", policy.EarlyChildhood, s.getEarly),
		page("POST /clients/{code}/therapy/early/{id}", policy.EarlyChildhood, s.postCorrectEarly),
		page("GET /clients/{code}/instruments", policy.SeeInstruments, s.getMeasures),
		page("POST /clients/{code}/instruments", policy.UseInstrument, s.postMeasure),
		page("GET /clients/{code}/instruments/new", policy.UseInstrument, s.getNewMeasure),
		page("GET /clients/{code}/instruments/{id}", policy.SeeInstruments, s.getMeasure),
		page("GET /clients/{code}/instruments/{id}/show", policy.SeeInstruments, s.getShow),
		page("POST /clients/{code}/instruments/{id}/shown", policy.UseInstrument, s.postShown),
		page("GET /clients/{code}/break-glass", policy.BreakGlass, s.getGlass),
		page("POST /clients/{code}/break-glass", policy.BreakGlass, s.postGlass),
		page("POST /told/{id}", policy.SeeTherapy, s.postTold),
	}
}
