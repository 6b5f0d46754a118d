package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// belongingsRoutes are the pages of what is kept for a client and given to her,
// and the list that is counted against the safe.
func (s *Server) belongingsRoutes() []route {
	return []route{
		page("GET /safe", policy.SeeBelongings, s.getSafe),
		page("GET /clients/{code}/belongings", policy.SeeBelongings, s.getBelongings),
		page("GET /clients/{code}/belongings/keep", policy.KeepBelongings, s.getKeepThing),
		page("POST /clients/{code}/belongings/keep", policy.KeepBelongings, s.postKeepThing),
		page("GET /clients/{code}/belongings/give", policy.GiveThings, s.getGiveThing),
		page("POST /clients/{code}/belongings/give", policy.GiveThings, s.postGiveThing),
		page("GET /clients/{code}/belongings/kept/{id}", policy.SeeBelongings, s.getKeptThing),
		page("GET /clients/{code}/belongings/kept/{id}/receipt", policy.SeeBelongings, s.getReceipt),
		page("POST /clients/{code}/belongings/kept/{id}/signed", policy.KeepBelongings, s.postKeptSigned),
		page("POST /clients/{code}/belongings/kept/{id}/back", policy.HandBack, s.postHandBack),
		page("POST /clients/{code}/belongings/back/{id}/signed", policy.HandBack, s.postHandedSigned),
	}
}

// A belongingsPage draws a page from what belongs to a client.
type belongingsPage func(template.Frame, template.BelongingsData) (templ.Component, error)

func (s *Server) drawBelongings(r *http.Request, f template.Frame, stale []string, page belongingsPage) (templ.Component, error) {
	d := template.BelongingsData{Stale: stale}
	var err error
	if d.Page, err = s.belongings.Read(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, k := range d.Kept {
			add(k.By)
			for _, h := range k.Handed {
				add(h.By)
			}
		}
		for _, g := range d.Given {
			add(g.By)
		}
	})
	if err != nil {
		return nil, err
	}
	return page(f.Titled(d.Client.Code), d)
}

func (s *Server) showBelongings(w http.ResponseWriter, r *http.Request, page belongingsPage) error {
	c, err := s.drawBelongings(r, s.frame(r), nil, page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) onBelongings(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page belongingsPage) error {
	return s.onPart(w, r, to, act, func(f template.Frame, stale []string) (templ.Component, error) {
		return s.drawBelongings(r, f, stale, page)
	})
}

func belongingsList(f template.Frame, d template.BelongingsData) (templ.Component, error) {
	return template.Belongings(f, d), nil
}

func keepForm(f template.Frame, d template.BelongingsData) (templ.Component, error) {
	return template.KeepForm(f, d), nil
}

func giveForm(f template.Frame, d template.BelongingsData) (templ.Component, error) {
	return template.GiveForm(f, d), nil
}

func keptPage(r *http.Request) belongingsPage {
	return func(f template.Frame, d template.BelongingsData) (templ.Component, error) {
		k, ok := d.Of(belongings.KeptID(r.PathValue("id")))
		if !ok {
			return nil, missing("web.keptPage")
		}
		return template.KeptThing(f, d, k), nil
	}
}

func (s *Server) getBelongings(w http.ResponseWriter, r *http.Request) error {
	return s.showBelongings(w, r, belongingsList)
}

func (s *Server) getKeepThing(w http.ResponseWriter, r *http.Request) error {
	return s.showBelongings(w, r, keepForm)
}

func (s *Server) getGiveThing(w http.ResponseWriter, r *http.Request) error {
	return s.showBelongings(w, r, giveForm)
}

func (s *Server) getKeptThing(w http.ResponseWriter, r *http.Request) error {
	return s.showBelongings(w, r, keptPage(r))
}

// getReceipt prints what both sign, in her language where we speak it, beside the
// reader's.
func (s *Server) getReceipt(w http.ResponseWriter, r *http.Request) error {
	return s.showBelongings(w, r, func(f template.Frame, d template.BelongingsData) (templ.Component, error) {
		k, ok := d.Of(belongings.KeptID(r.PathValue("id")))
		if !ok {
			return nil, missing("web.getReceipt")
		}
		lang := locale.Lang(d.Client.Language)
		if !lang.Known() {
			lang = f.R.Lang()
		}
		return template.Receipt(f, d, k, locale.For(lang, s.house.Settings().Word)), nil
	})
}

func (s *Server) postKeepThing(w http.ResponseWriter, r *http.Request) error {
	return s.onBelongings(w, r, "/belongings?done=added", func(client pana.ClientID) error {
		n := belongings.NewKept{Kind: value(r, "kind"), Wish: value(r, "wish"), Place: value(r, "place"), Signed: ticked(r, "signed"), What: value(r, "what"), Note: value(r, "note")}
		var err error
		if n.Amount, n.Currency, err = sumOf(r, n.Kind == belongings.Money); err != nil {
			return err
		}
		if n.On, err = dayOf(r, "on"); err == nil {
			_, _, err = s.belongings.Keep(r.Context(), client, n)
		}
		return err
	}, keepForm)
}

func (s *Server) postGiveThing(w http.ResponseWriter, r *http.Request) error {
	return s.onBelongings(w, r, "/belongings?done=added", func(client pana.ClientID) error {
		n := belongings.NewGiven{Kind: value(r, "kind"), Signed: ticked(r, "signed"), Payer: value(r, "payer"), What: value(r, "what")}
		var err error
		if n.Amount, n.Currency, err = sumOf(r, n.Kind == belongings.PocketMoney); err != nil {
			return err
		}
		if n.Quantity, err = number(r, "quantity", "belongings.quantity.number"); err != nil {
			return err
		}
		if n.On, err = dayOf(r, "on"); err == nil {
			_, err = s.belongings.Give(r.Context(), client, n)
		}
		return err
	}, giveForm)
}

// sumOf reads a sum and its currency. The form offers a currency always; where no
// sum is meant and none was written it says nothing.
func sumOf(r *http.Request, meant bool) (int64, string, error) {
	n, err := amount(r, "amount")
	if err != nil || n == 0 && !meant {
		return 0, "", err
	}
	return n, value(r, "currency"), nil
}

func (s *Server) postKeptSigned(w http.ResponseWriter, r *http.Request) error {
	return s.onBelongings(w, r, "/belongings?done=saved", func(client pana.ClientID) error {
		return s.belongings.SignKept(r.Context(), client, belongings.KeptID(r.PathValue("id")))
	}, belongingsList)
}

func (s *Server) postHandBack(w http.ResponseWriter, r *http.Request) error {
	return s.onBelongings(w, r, "/belongings?done=saved", func(client pana.ClientID) error {
		n := belongings.NewHanded{Way: value(r, "way"), Signed: ticked(r, "signed"), Note: value(r, "note")}
		var err error
		if n.Amount, err = amount(r, "amount"); err == nil {
			err = s.belongings.HandBack(r.Context(), client, belongings.KeptID(r.PathValue("id")), version(r), n)
		}
		return err
	}, keptPage(r))
}

func (s *Server) postHandedSigned(w http.ResponseWriter, r *http.Request) error {
	return s.onBelongings(w, r, "/belongings?done=saved", func(client pana.ClientID) error {
		return s.belongings.SignHanded(r.Context(), client, r.PathValue("id"))
	}, belongingsList)
}

func (s *Server) getSafe(w http.ResponseWriter, r *http.Request) error {
	list, err := s.belongings.Safe(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Safe(f.Titled(f.R.T("belongings.safe")), list))
}
