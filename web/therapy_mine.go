package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/policy"
	"example.org/pana/therapy"
	"example.org/pana/web/template"
)

// getMySessions shows a week of the reader's own sessions, this week unless the
// address names another.
func (s *Server) getMySessions(w http.ResponseWriter, r *http.Request) error {
	today := s.house.Today(s.house.Now())
	from, err := pana.ParseDate(r.URL.Query().Get("week"))
	if err != nil || from == "" {
		from = today
	}
	from = from.AddDays(-(int(from.Time().Weekday()+6) % 7)) // its Monday
	d := template.MineData{From: from, Today: today, Before: "/sessions?week=" + string(from.AddDays(-7)), Next: "/sessions?week=" + string(from.AddDays(7))}
	if d.Seats, err = s.therapy.Mine(r.Context(), from, from.AddDays(7)); err != nil {
		return err
	}
	if d.Staff, err = s.namesOf(r, seatStaff(d.Seats, nil)); err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.MySessions(f.Titled(f.R.T("session.mine")), d))
}

func (s *Server) getNewGroup(w http.ResponseWriter, r *http.Request) error {
	page, err := s.newGroupPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) newGroupPage(r *http.Request, f template.Frame) (templ.Component, error) {
	var d template.GroupData
	var err error
	if d.Clients, err = s.therapy.Clients(r.Context()); err != nil {
		return nil, err
	}
	if len(d.Clients) > 0 {
		if d.Interpreters, err = s.therapy.Interpreters(r.Context(), d.Clients[0].Site); err != nil {
			return nil, err
		}
	}
	return template.NewGroup(f.Titled(f.R.T("session.group.new")), d), nil
}

// postNewGroup plans a session with several clients.
func (s *Server) postNewGroup(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		n, err := readSession(r)
		if err != nil {
			return "", err
		}
		var clients []pana.ClientID
		for _, id := range r.PostForm["clients"] {
			clients = append(clients, pana.ClientID(id))
		}
		id, err := s.therapy.HoldGroup(r.Context(), clients, n, therapy.Planned)
		return "/sessions/" + id + "?done=saved", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.newGroupPage(r, f) })
	}
	return nil
}

func (s *Server) getGroup(w http.ResponseWriter, r *http.Request) error {
	page, err := s.groupPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) groupPage(r *http.Request, f template.Frame) (templ.Component, error) {
	seats, err := s.therapy.Group(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	staff, err := s.namesOf(r, seatStaff(seats, nil))
	if err != nil {
		return nil, err
	}
	return template.GroupPage(f.Titled(f.R.T("session.mine")), seats, staff, f.May(policy.PrivateNote)), nil
}

// postGroup says what became of a group for each who has a place in it.
func (s *Server) postGroup(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		minutes, err := figure(r, "minutes", "session.minutes.unreadable")
		if err != nil {
			return "", err
		}
		var all []therapy.Settling
		for _, seat := range r.PostForm["seat"] {
			turn, _ := strconv.ParseInt(value(r, "version-"+seat), 10, 64)
			all = append(all, therapy.Settling{Seat: seat, Turn: turn, Minutes: minutes, Unasked: ticked(r, "unasked-"+seat), Outcome: readOutcome(r, "-"+seat)})
		}
		return "/sessions?done=saved", s.therapy.SettleGroup(r.Context(), r.PathValue("id"), all)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.groupPage(r, f) })
	}
	return nil
}

// todaySessions are the reader's own sessions today, and what she must be told of
// her private notes.
func (s *Server) todaySessions(r *http.Request, d *template.TodayData) (err error) {
	ctx := r.Context()
	if !policy.May(pana.ActorFrom(ctx), policy.HoldSession) {
		return nil
	}
	if d.Sessions, err = s.therapy.Mine(ctx, d.Day, d.Day.AddDays(1)); err != nil {
		return err
	}
	if d.Opened, err = s.therapy.Told(ctx); err != nil {
		return err
	}
	d.Zone = s.house.Zone()
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		seatStaff(d.Sessions, nil)(add)
		for _, o := range d.Opened {
			add(o.First)
			add(o.Second)
		}
	})
	return err
}
