package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/therapy"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

func (s *Server) getSessions(w http.ResponseWriter, r *http.Request) error {
	page, err := s.sessionsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) sessionsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.therapy.Sessions(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	d := template.SessionsData{Sessions: all, Code: all.Client.Code, Today: s.house.Today(s.house.Now())}
	if d.Staff, err = s.namesOf(r, seatStaff(all.Seats, all.With)); err != nil {
		return nil, err
	}
	if all.May {
		if d.Interpreters, err = s.therapy.Interpreters(r.Context(), all.Client.Site); err != nil {
			return nil, err
		}
		if d.Interpreters, err = s.offered(r, d.Code, d.Interpreters); err != nil {
			return nil, err
		}
	}
	return template.ClientSessions(f.Titled(d.Code), d), nil
}

// seatStaff names everyone whom sessions speak of.
func seatStaff(seats []therapy.Seat, with []therapy.With) func(func(pana.StaffID)) {
	return func(add func(pana.StaffID)) {
		for _, s := range seats {
			add(s.Staff)
			add(s.Interpreter)
		}
		for _, w := range with {
			add(w.Staff)
		}
	}
}

// postSession plans a session with a client or writes down one that was held.
func (s *Server) postSession(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n, fault := readSession(r)
		if fault != nil {
			return "", fault
		}
		_, err = s.therapy.Hold(r.Context(), client, n, someoneFrom(r, "person", "interpreter"), readOutcome(r, ""))
		return "/clients/" + r.PathValue("code") + "/sessions?done=saved", err
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.sessionsPage(r, f) })
	}
	return nil
}

func readSession(r *http.Request) (therapy.NewSession, error) {
	n := therapy.NewSession{Kind: value(r, "kind"), Topic: value(r, "topic"), At: value(r, "at"), Interpreter: pana.StaffID(value(r, "interpreter")),
		Language: value(r, "language"), Payer: value(r, "payer"), Service: value(r, "service"), Unasked: ticked(r, "unasked")}
	var err error
	if n.On, err = dayOf(r, "on"); err != nil {
		return n, err
	}
	n.Minutes, err = number(r, "minutes", "session.minutes.unreadable")
	return n, err
}

// readOutcome reads what became of a session with one client.
func readOutcome(r *http.Request, suffix string) therapy.Outcome {
	return therapy.Outcome{State: value(r, "state"+suffix), Why: value(r, "why"+suffix), Shared: value(r, "shared"+suffix),
		Told: value(r, "told"+suffix), Private: value(r, "private"+suffix)}
}

func (s *Server) getSeat(w http.ResponseWriter, r *http.Request) error {
	page, err := s.seatPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) seatPage(r *http.Request, f template.Frame, refused error) (templ.Component, error) {
	all, err := s.therapy.Sessions(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	for _, seat := range all.Seats {
		if seat.Seat != r.PathValue("id") {
			continue
		}
		d := template.SeatData{Code: all.Client.Code, Seat: seat, Private: all.Private, Differs: seatDiffers(r, f, seat, refused)}
		if d.Staff, err = s.namesOf(r, seatStaff(all.Seats, nil)); err != nil {
			return nil, err
		}
		d.Help, err = s.people.HelpOn(r.Context(), d.Code, seat.On)
		return template.SeatPage(f.Titled(d.Code), d), err
	}
	return nil, casework.Gone("web.seatPage")
}

// seatDiffers sets what was typed beside what someone else wrote meanwhile.
func seatDiffers(r *http.Request, f template.Frame, seat therapy.Seat, refused error) []look.Diff {
	if e, ok := errors.AsType[*pana.Error](refused); !ok || e.Say != "db.stale" {
		return nil
	}
	say := func(state, why string) string {
		if state == "" {
			return "–"
		}
		text := f.R.T("session.state." + state)
		if why != "" {
			text += ": " + f.Label("not-held", why)
		}
		return text
	}
	yours := value(r, "state")
	if yours != therapy.Held && yours != therapy.Planned && yours != therapy.NotHeld {
		yours = ""
	}
	return []look.Diff{{Label: f.R.T("session.state"), Yours: say(yours, value(r, "why")), Theirs: say(seat.State, seat.Why)}}
}

// postSeat says what became of a session with a client.
func (s *Server) postSeat(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		minutes, err := figure(r, "minutes", "session.minutes.unreadable")
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/sessions?done=saved", s.therapy.Settle(r.Context(), client, therapy.Settling{
			Seat: r.PathValue("id"), Turn: version(r), Minutes: minutes, Unasked: ticked(r, "unasked"), Outcome: readOutcome(r, "")})
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.seatPage(r, f, err) })
	}
	return nil
}
