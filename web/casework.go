package web

import "example.org/pana/policy"

// caseworkRoutes are the pages of the file: list, search, the file itself, its
// facts, who works with her, who looked.
func (s *Server) caseworkRoutes() []route {
	return []route{
		page("GET /clients", policy.ListClients, s.getClients),
		page("POST /clients/find", policy.FindClient, s.postFind),
		page("GET /clients/{code}", policy.OpenClient, s.getClient),
		page("GET /clients/{code}/timeline", policy.OpenClient, s.getTimeline),
		page("GET /clients/{code}/edit", policy.EditClient, s.getEdit),
		page("POST /clients/{code}/edit", policy.EditClient, s.postEdit),
		page("GET /clients/{code}/way", policy.StageClient, s.getWay),
		page("POST /clients/{code}/stage", policy.StageClient, s.postStage),
		page("POST /clients/{code}/tags", policy.TagClient, s.postTags),
		page("GET /clients/{code}/workers", policy.SetConflict, s.getWorkers),
		page("POST /clients/{code}/assign", policy.AssignClient, s.postAssign),
		page("POST /clients/{code}/unassign", policy.AssignClient, s.postUnassign),
		page("POST /clients/{code}/conflict", policy.SetConflict, s.postConflict),
		page("POST /clients/{code}/conflict/lift", policy.LiftConflict, s.postLiftConflict),
		page("GET /clients/{code}/trail", policy.SeeClientTrail, s.getClientTrail),
		page("GET /clients/{code}/trail/sheet", policy.SeeClientTrail, s.getWhoSaw),
	}
}
