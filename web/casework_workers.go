package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/web/template"
)

// getWorkers shows who works with the client and who must not come near the file.
func (s *Server) getWorkers(w http.ResponseWriter, r *http.Request) error {
	file, err := s.casework.Open(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	page, err := s.workersPage(r, f.Titled(file.Client.Code), file)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) workersPage(r *http.Request, f template.Frame, file casework.File) (templ.Component, error) {
	d := template.WorkersData{File: file}
	var err error
	if d.Conflicts, err = s.casework.Conflicts(r.Context(), file.Client.ID); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		d.Members, err = s.house.Roster(r.Context(), tx)
		return err
	})
	d.Members = present(d.Members)
	return template.Workers(f, d), err
}

func present(all []house.Member) []house.Member {
	var members []house.Member
	for _, m := range all {
		if m.Ended == "" {
			members = append(members, m)
		}
	}
	return members
}

func (s *Server) onWorkers(w http.ResponseWriter, r *http.Request, act func(pana.ClientID, pana.StaffID) error) error {
	page := func(f template.Frame, file casework.File) (templ.Component, error) { return s.workersPage(r, f, file) }
	return s.onClient(w, r, "", page, func(client pana.ClientID) error { return act(client, pana.StaffID(value(r, "staff"))) })
}

func (s *Server) postAssign(w http.ResponseWriter, r *http.Request) error {
	return s.onWorkers(w, r, func(client pana.ClientID, staff pana.StaffID) error {
		return s.casework.Assign(r.Context(), client, staff, pana.Role(value(r, "role")))
	})
}

func (s *Server) postUnassign(w http.ResponseWriter, r *http.Request) error {
	return s.onWorkers(w, r, func(client pana.ClientID, staff pana.StaffID) error {
		return s.casework.Unassign(r.Context(), client, staff, pana.Role(value(r, "role")))
	})
}

// postConflict names a conflict of interest. Whoever names herself can no longer
// see the file, so both lead to Today.
func (s *Server) postConflict(w http.ResponseWriter, r *http.Request) error {
	return s.thenToday(w, r, func(client pana.ClientID, staff pana.StaffID) error {
		return s.casework.SetConflict(r.Context(), client, staff)
	})
}

func (s *Server) postLiftConflict(w http.ResponseWriter, r *http.Request) error {
	return s.thenToday(w, r, func(client pana.ClientID, staff pana.StaffID) error {
		return s.casework.LiftConflict(r.Context(), client, staff)
	})
}

func (s *Server) thenToday(w http.ResponseWriter, r *http.Request, act func(pana.ClientID, pana.StaffID) error) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	if err := act(client, pana.StaffID(value(r, "staff"))); err != nil {
		return s.againFile(w, r, err, func(f template.Frame, file casework.File) (templ.Component, error) { return s.workersPage(r, f, file) })
	}
	http.Redirect(w, r, "/today?done=saved", http.StatusSeeOther)
	return nil
}
