package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/web/template"
)

// orderRoutes are the pages on which a court's order is written down and answered
// with exactly what it names.
func (s *Server) orderRoutes() []route {
	hand := page("POST /clients/{code}/orders/{id}/export", policy.ExportOrder, s.postExportOrder)
	hand.own = "own"
	return []route{
		page("GET /clients/{code}/orders", policy.SeeOrders, s.getOrders),
		page("GET /clients/{code}/orders/new", policy.RecordOrder, s.getNewOrder),
		upload("POST /clients/{code}/orders", policy.RecordOrder, s.postOrder),
		page("GET /clients/{code}/orders/{id}/export", policy.ExportOrder, s.getExportOrder),
		hand,
	}
}

func (s *Server) getOrders(w http.ResponseWriter, r *http.Request) error {
	code := r.PathValue("code")
	list, err := s.rights.Orders(r.Context(), code)
	if err != nil {
		return err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, o := range list {
			add(o.ExportedBy)
			add(o.Approved)
		}
	})
	if err != nil {
		return err
	}
	return s.show(w, r, template.Orders(s.frame(r).Titled(code), code, list, names))
}

func (s *Server) getNewOrder(w http.ResponseWriter, r *http.Request) error {
	page, err := s.orderPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) orderPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	if err := s.casework.Read(r.Context(), code, policy.RecordOrder, func(*casework.Reading) error { return nil }); err != nil {
		return nil, err
	}
	return template.NewOrder(f.Titled(code), code, rights.Catalogue()), nil
}

// postOrder writes an order down, with the paper it came on.
func (s *Server) postOrder(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err == nil {
		err = s.takeOrder(r, client)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.orderPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/orders?done=ordered", http.StatusSeeOther)
	return nil
}

func (s *Server) takeOrder(r *http.Request, client pana.ClientID) error {
	n := rights.NewOrder{Recipient: value(r, "recipient"), Court: value(r, "court"), Says: value(r, "says"), Told: value(r, "told"), WhyNot: value(r, "why_not")}
	file, err := uploaded(r)
	if err != nil {
		return err
	}
	if file != nil {
		defer file.Close()
		n.File = file
	}
	n.Fields = r.PostForm["fields"]
	if n.On, err = dayOf(r, "on"); err != nil {
		return err
	}
	if n.Due, err = dayOf(r, "due"); err != nil {
		return err
	}
	_, err = s.rights.RecordOrder(r.Context(), client, n)
	return err
}

func (s *Server) getExportOrder(w http.ResponseWriter, r *http.Request) error {
	page, err := s.orderExportPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) orderExportPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	o, err := s.rights.Order(r.Context(), code, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	alone, err := s.rights.MayAlone(r.Context())
	if err != nil {
		return nil, err
	}
	client, err := s.clientOf(r)
	if err != nil {
		return nil, err
	}
	desk, err := s.desk(r, rights.OrderDeed(client, o.ID), "/clients/"+code+"/orders/"+o.ID+"/export/ask")
	return template.ExportOrder(f.Titled(code), code, o, alone, rights.NewPassphrase(f.R.Lang()), desk), err
}

// postExportOrder hands out what an order names, on paper or in a sealed file. A
// wrong passphrase is for the two people at this page to mend.
func (s *Server) postExportOrder(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	x, err := s.rights.Export(r.Context(), r.PathValue("code"), r.PathValue("id"), f.R.Lang(), rights.Handing{Sheet: value(r, "sheet"), File: value(r, "way") == "file", Words: value(r, "words"), Pair: pairOf(r)})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.orderExportPage(r, f) })
	}
	if value(r, "way") == "file" {
		file, err := s.rights.PackExport(x, value(r, "words"))
		if err != nil {
			return err
		}
		return attach(w, "export.age", file)
	}
	return s.show(w, r, template.ExportPrint(f.Titled(x.Code), x))
}
