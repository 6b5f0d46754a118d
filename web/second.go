package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/web/template"
)

// secondRoutes are the page on which the second of two people agrees at her own
// desk, and the addresses at which the pages of the acts ask her; an invitation asks
// beside the others of its page.
func (s *Server) secondRoutes() []route {
	return []route{
		page("GET /second", policy.SeeSecond, s.getSeconds),
		page("POST /second/{id}/agree", policy.AgreeSecond, s.postAgreeSecond),
		page("POST /second/{id}/end", policy.EndSecond, s.postEndSecond),
		page("POST /clients/{code}/erasure/ask", policy.AskSecond, s.askErasure),
		page("POST /house/erasure/requests/ask", policy.AskSecond, s.askEraseRequests),
		page("POST /house/erasure/notes/ask", policy.AskSecond, s.askEraseNotes),
		page("POST /clients/{code}/orders/{id}/export/ask", policy.AskSecond, s.askExportOrder),
		page("POST /house/close/ask", policy.AskSecond, s.askClosing(policy.CloseHouse, "/house/close")),
		page("POST /house/reopen/ask", policy.AskSecond, s.askClosing(policy.ReopenHouse, "/house/reopen")),
	}
}

// desk is what the page of a deed says of a second who sits elsewhere; ask is the
// address at which it asks. A reader who may ask nobody is offered nothing.
func (s *Server) desk(r *http.Request, d house.Deed, ask string) (desk template.SecondDesk, err error) {
	if !policy.May(pana.ActorFrom(r.Context()), policy.AskSecond) {
		return desk, nil
	}
	if desk.Desk, err = s.house.Desk(r.Context(), d); err != nil {
		return desk, err
	}
	desk.Ask, desk.Zone = ask, s.house.Zone()
	names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(desk.Asked.Second) })
	desk.Who = names[desk.Asked.Second]
	return desk, err
}

// ask asks the colleague whom the form names to be the second, and goes back to the
// page of the deed.
func (s *Server) ask(w http.ResponseWriter, r *http.Request, d house.Deed, back string, page func(template.Frame) (templ.Component, error)) error {
	err := s.send(w, r, func() (string, error) {
		return back + "?done=second-asked", s.house.AskSecond(r.Context(), d, pana.StaffID(value(r, "ask_whom")))
	})
	if err != nil {
		return s.again(w, r, under("ask_", err), page)
	}
	return nil
}

func (s *Server) askErasure(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	return s.ask(w, r, erasure.Deed(client, value(r, "ask_reason")), "/clients/"+r.PathValue("code")+"/erasure",
		func(f template.Frame) (templ.Component, error) { return s.erasurePage(r, f) })
}

func (s *Server) askEraseRequests(w http.ResponseWriter, r *http.Request) error {
	return s.ask(w, r, s.erasure.RequestsDeed(r.Context()), "/house/erasure/requests",
		func(f template.Frame) (templ.Component, error) { return s.eraseRequestsPage(r, f) })
}

func (s *Server) askEraseNotes(w http.ResponseWriter, r *http.Request) error {
	return s.ask(w, r, s.erasure.NotesDeed(r.Context()), "/house/erasure/notes",
		func(f template.Frame) (templ.Component, error) { return s.eraseNotesPage(r, f) })
}

func (s *Server) askExportOrder(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err != nil {
		return err
	}
	return s.ask(w, r, rights.OrderDeed(client, r.PathValue("id")), "/clients/"+r.PathValue("code")+"/orders/"+r.PathValue("id")+"/export",
		func(f template.Frame) (templ.Component, error) { return s.orderExportPage(r, f) })
}

func (s *Server) askInvite(w http.ResponseWriter, r *http.Request) error {
	return s.ask(w, r, house.InviteDeed(pana.StaffID(r.PathValue("id")), value(r, "ask_factor_reason")), "/staff/"+r.PathValue("id"),
		func(f template.Frame) (templ.Component, error) { return s.memberPage(r, f) })
}

func (s *Server) askClosing(act policy.Act, back string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return s.ask(w, r, house.Deed{Act: act}, back, func(f template.Frame) (templ.Component, error) { return s.closePage(r, f, act) })
	}
}

func (s *Server) getSeconds(w http.ResponseWriter, r *http.Request) error {
	page, err := s.secondsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) secondsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	waiting, mine, err := s.house.Seconds(r.Context())
	if err != nil {
		return nil, err
	}
	d := template.SecondsData{Zone: s.house.Zone()}
	if d.Waiting, err = s.secondLines(r, f, waiting); err != nil {
		return nil, err
	}
	if d.Mine, err = s.secondLines(r, f, mine); err != nil {
		return nil, err
	}
	d.Names, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, a := range append(waiting, mine...) {
			add(a.By)
			add(a.Second)
			if a.Act == policy.AddStaff {
				add(pana.StaffID(a.Object))
			}
		}
	})
	return template.Seconds(f.Titled(f.R.T("second.title")), d), err
}

// secondLines adds to what is asked what exactly it is: of an order every field.
func (s *Server) secondLines(r *http.Request, f template.Frame, list []house.Asked) (lines []template.SecondLine, err error) {
	for _, a := range list {
		l := template.SecondLine{Asked: a, URL: deedURL(a)}
		if a.Act == policy.ExportOrder && !a.Changed {
			o, err := s.rights.Order(r.Context(), a.Code, a.Object)
			if err != nil {
				return nil, err
			}
			l.Fields, l.To = rights.FieldNames(f.R, o.Fields()), f.Label("disclosure-recipient", o.Recipient)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// deedURL is the page on which what is asked is done.
func deedURL(a house.Asked) string {
	switch {
	case a.Act == policy.EraseClient && a.Client == "":
		return "/house/erasure/requests"
	case a.Act == policy.EraseNotes:
		return "/house/erasure/notes"
	case a.Act == policy.EraseClient:
		return "/clients/" + a.Code + "/erasure"
	case a.Act == policy.ExportOrder:
		return "/clients/" + a.Code + "/orders/" + a.Object + "/export"
	case a.Act == policy.AddStaff:
		return "/staff/" + a.Object
	case a.Act == policy.CloseHouse:
		return "/house/close"
	}
	return "/house/reopen"
}

func (s *Server) postAgreeSecond(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		return "/second?done=second-agreed", s.house.AgreeSecond(r.Context(), r.PathValue("id"))
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.secondsPage(r, f) })
	}
	return nil
}

// postEndSecond refuses or takes back, and leads whoever asked back to the page of
// the act.
func (s *Server) postEndSecond(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		a, err := s.house.EndSecond(r.Context(), r.PathValue("id"))
		if a.By == pana.ActorFrom(r.Context()).Staff {
			return deedURL(a) + "?done=second-ended", err
		}
		return "/second?done=second-refused", err
	})
}
