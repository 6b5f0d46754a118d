package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/web/template"
)

// getCall is the page of one call: how long it has gone on by the server's clock,
// what is left, and what to do. It needs no scripts; they only tick.
func (s *Server) getCall(w http.ResponseWriter, r *http.Request) error {
	c, err := s.callPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) callPage(r *http.Request, f template.Frame) (templ.Component, error) {
	g, err := s.followup.Going(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	d := template.CallData{Going: g, Began: s.callMoment(g.Call, f)}
	if d.OnCall, err = s.house.OnCall(r.Context()); err != nil {
		return nil, err
	}
	return template.Call(f.Titled(f.R.T("call.title")), d), nil
}

// onCall does something about a call that goes on and leads to where it says.
func (s *Server) onCall(w http.ResponseWriter, r *http.Request, act func(id string) (to string, err error)) error {
	err := s.send(w, r, func() (string, error) { return act(r.PathValue("id")) })
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.callPage(r, f) })
	}
	return nil
}

func (s *Server) postCallWord(w http.ResponseWriter, r *http.Request) error {
	return s.onCall(w, r, func(id string) (string, error) {
		kind, err := s.followup.SayWord(r.Context(), id, value(r, "word"))
		return "/calls/" + id + "?done=word-" + kind, err
	})
}

func (s *Server) postCallDanger(w http.ResponseWriter, r *http.Request) error {
	return s.onCall(w, r, func(id string) (string, error) {
		return "/calls/" + id, s.followup.InDanger(r.Context(), id)
	})
}

func (s *Server) postCallPass(w http.ResponseWriter, r *http.Request) error {
	return s.onCall(w, r, func(id string) (string, error) {
		return "/calls/" + id + "?done=saved", s.followup.Pass(r.Context(), id, pana.StaffID(value(r, "to")))
	})
}

func (s *Server) postCallMore(w http.ResponseWriter, r *http.Request) error {
	return s.onCall(w, r, func(id string) (string, error) {
		more, err := number(r, "more", "call.number")
		if err != nil {
			return "", err
		}
		_, err = s.followup.AskMore(r.Context(), followup.NewExtension{Call: id, What: value(r, "what"), More: more, Reason: value(r, "reason")})
		return "/calls/" + id + "?done=asked", err
	})
}

func (s *Server) postCallEnd(w http.ResponseWriter, r *http.Request) error {
	return s.onCall(w, r, func(id string) (string, error) {
		minutes := 0
		if text := value(r, "lasted"); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil {
				return "", pana.Refuse("web.postCallEnd", "lasted", "call.number")
			}
			minutes = n
		}
		e := followup.Ending{Result: value(r, "result"), Help: value(r, "help"), Minutes: minutes, Payer: value(r, "payer"), Service: value(r, "service"),
			Wellbeing: followup.Wellbeing{Safe: value(r, "is_safe"), Housed: value(r, "housed"), Occupied: value(r, "occupied"), Health: value(r, "health"),
				Contact: value(r, "contact"), Again: value(r, "again")}}
		return "/calls?done=call-kept", s.followup.End(r.Context(), id, e)
	})
}
