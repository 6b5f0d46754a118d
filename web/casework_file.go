package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/plan"
	"example.org/pana/web/template"
)

// getClient draws the file: alerts, strengths, the way so far, what is next,
// the timeline; beside it who can see what, what was agreed, who is around.
func (s *Server) getClient(w http.ResponseWriter, r *http.Request) error {
	var tracks []casework.Track
	var next []plan.Next
	var beside map[string]string
	file, err := s.casework.OpenWith(r.Context(), r.PathValue("code"), func(r *casework.Reading) (err error) {
		if next, err = s.plan.Next(r); err != nil {
			return err
		}
		if beside, err = s.rights.Statements(r); err != nil {
			return err
		}
		return s.alongside(&tracks)(r)
	})
	if err != nil {
		return err
	}
	f := s.frame(r)
	d := template.FileData{File: file, Beside: beside, Tracks: tracks, Next: next, Today: s.house.Today(s.house.Now()), Site: s.siteName(file.Client.Site), Zone: s.house.Zone()}
	if d.Staff, err = s.staffNames(r, file); err != nil {
		return err
	}
	if d.Partners, err = s.partnerNames(r, file); err != nil {
		return err
	}
	if stay, here, err := s.residence.StayNow(r.Context(), file.Client.ID); err == nil && here {
		d.Since, d.Bed = stay.Since, template.BedName(f, stay)
	}
	rules, err := s.needs.RulesOf(r.Context(), file.Client.ID)
	if err != nil {
		return err
	}
	d.Rules = rules.Rules
	s.hintNote(r, &d)
	return s.show(w, r, template.File(f.Titled(file.Client.Code), d))
}

// hintNote says what could be said otherwise in the note that was just written, if
// the reader may open it again: ?hint=ID.
func (s *Server) hintNote(r *http.Request, d *template.FileData) {
	id := pana.NoteID(r.URL.Query().Get("hint"))
	if id == "" || !d.May.Note {
		return
	}
	for _, n := range slices.Concat(d.Timeline, d.Strength) {
		if n.ID == id {
			d.Hints = s.hints(d.Client, n.Text)
			d.HintPage = "/clients/" + d.Client.Code + "/notes/" + string(id) + "/correct"
		}
	}
}

// getTimeline draws the older part of a timeline.
func (s *Server) getTimeline(w http.ResponseWriter, r *http.Request) error {
	notes, more, err := s.casework.Timeline(r.Context(), r.PathValue("code"), pana.NoteID(r.URL.Query().Get("from")))
	if err != nil {
		return err
	}
	f := s.frame(r)
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, n := range notes {
			add(n.By)
		}
	})
	if err != nil {
		return err
	}
	return s.show(w, r, template.Older(f.Titled(r.PathValue("code")), r.PathValue("code"), notes, more, names))
}

func (s *Server) siteName(id pana.SiteID) string {
	site, _ := s.house.Site(id)
	return site.Name
}

// staffNames returns the names of everyone the file speaks of as staff.
func (s *Server) staffNames(r *http.Request, file casework.File) (map[pana.StaffID]string, error) {
	return s.namesOf(r, func(add func(pana.StaffID)) {
		for _, n := range file.Timeline {
			add(n.By)
		}
		for _, n := range file.Strength {
			add(n.By)
		}
		for _, a := range file.Assigned {
			add(a.Staff)
		}
	})
}

// namesOf returns the names of the staff that each adds; someone the house no
// longer knows has none.
func (s *Server) namesOf(r *http.Request, each func(add func(pana.StaffID))) (map[pana.StaffID]string, error) {
	ctx, names := r.Context(), map[pana.StaffID]string{}
	err := s.house.DB.View(ctx, func(tx *db.Tx) (err error) {
		each(func(id pana.StaffID) {
			if _, known := names[id]; known || id == "" || err != nil {
				return
			}
			var name string
			if name, err = s.house.StaffName(ctx, tx, id); err != nil && pana.KindOf(err) == pana.NotFound {
				err = nil
			}
			names[id] = name
		})
		return err
	})
	return names, err
}

// again on a page of one client: the page is drawn anew from the file.
func (s *Server) againFile(w http.ResponseWriter, r *http.Request, err error, page func(template.Frame, casework.File) (templ.Component, error)) error {
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) {
		file, err := s.casework.Open(r.Context(), r.PathValue("code"))
		if err != nil {
			return nil, err
		}
		return page(f.Titled(file.Client.Code), file)
	})
}

// clientOf returns the client of the address, as far as the actor may see her.
func (s *Server) clientOf(r *http.Request) (pana.ClientID, error) {
	var id pana.ClientID
	err := s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		subject, err := casework.ByCode(r.Context(), tx, s.house.Tonight(tx.Now), r.PathValue("code"))
		id = subject.Client
		return err
	})
	return id, err
}

// partnerNames returns the names of the organisations that consents speak of.
func (s *Server) partnerNames(r *http.Request, file casework.File) (map[string]string, error) {
	names := map[string]string{}
	for _, c := range file.Consents {
		if c.Recipient != "" {
			names[c.Recipient] = ""
		}
	}
	if len(names) == 0 {
		return names, nil
	}
	err := s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		partners, err := s.casework.Partners(r.Context(), tx)
		for _, p := range partners {
			if _, meant := names[string(p.ID)]; meant {
				names[string(p.ID)] = p.Name
			}
		}
		return err
	})
	return names, err
}
