package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/web/template"
)

// getPlace shows a client's bed: where she sleeps, what is free, where she has slept.
func (s *Server) getPlace(w http.ResponseWriter, r *http.Request) error {
	c, err := s.placePage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) placePage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.residence.Placing(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.PlaceData{Placing: p, Today: s.house.Today(s.house.Now())}
	if policy.May(f.Actor, policy.OpenClient) {
		if d.Stays, err = s.residence.StaysOf(r.Context(), p.Client); err != nil {
			return nil, err
		}
	}
	return template.Place(f.Titled(p.Code), d), nil
}

// postPlace gives a client a bed, or another one. When somebody else was
// faster, the page shows who is where now.
func (s *Server) postPlace(w http.ResponseWriter, r *http.Request) error {
	return s.onPlace(w, r, "bed-given", func(p residence.Placing) error {
		bed, room := residence.ReadPlace(value(r, "bed"))
		since := pana.Night(value(r, "since"))
		if from := value(r, "from"); from != "" { // the page showed where she slept
			_, err := s.residence.Move(r.Context(), residence.Moving{Client: p.Client, From: pana.StayID(from),
				Bed: bed, Room: room, Since: since, Reason: value(r, "reason")})
			return err
		}
		children, err := number(r, "children", "residence.children.unreadable")
		if err != nil {
			return err
		}
		_, err = s.residence.Admit(r.Context(), residence.Admission{Client: p.Client, Bed: bed, Room: room, Since: since,
			Children: children, Reason: value(r, "reason")})
		return err
	})
}

// postDischarge ends a client's stay.
func (s *Server) postDischarge(w http.ResponseWriter, r *http.Request) error {
	return s.onPlace(w, r, "left", func(p residence.Placing) error {
		return s.residence.Discharge(r.Context(), residence.Leaving{Client: p.Client, Stay: pana.StayID(value(r, "stay")),
			Away: pana.Night(value(r, "away")), Ended: residence.Ending(value(r, "ended"))})
	})
}

// postApart says that two clients must not share a room, or takes that back.
func (s *Server) postApart(w http.ResponseWriter, r *http.Request) error {
	return s.onPlace(w, r, "saved", func(p residence.Placing) error {
		other, err := s.residence.Placing(r.Context(), value(r, "other"))
		if err != nil && pana.KindOf(err) == pana.NotFound {
			return pana.Refuse("web.postApart", "other", "residence.apart.absent")
		}
		if err != nil {
			return err
		}
		if value(r, "do") == "together" {
			return s.residence.LetTogether(r.Context(), p.Client, other.Client)
		}
		return s.residence.KeepApart(r.Context(), p.Client, other.Client)
	})
}

// onPlace does something about a client's bed and leads back to the page.
func (s *Server) onPlace(w http.ResponseWriter, r *http.Request, done string, act func(residence.Placing) error) error {
	err := s.send(w, r, func() (string, error) {
		p, err := s.residence.Placing(r.Context(), r.PathValue("code"))
		if err != nil {
			return "", err
		}
		return "/clients/" + p.Code + "/bed?done=" + done, act(p)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.placePage(r, f) })
	}
	return nil
}
