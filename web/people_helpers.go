package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// helperRoutes are the pages of those who interpret, plead, heal or drive for
// clients, and of who helps one client.
func (s *Server) helperRoutes() []route {
	return []route{
		page("GET /helpers", policy.SeeHelpers, s.getHelpers),
		page("GET /helpers/new", policy.KeepHelpers, s.getNewHelper),
		page("POST /helpers", policy.KeepHelpers, s.postHelper),
		page("GET /helpers/{id}", policy.SeeHelpers, s.getHelper),
		page("POST /helpers/{id}", policy.KeepHelpers, s.postHelperTerms),
		page("POST /helpers/{id}/correct", policy.KeepOutsiders, s.postCorrectHelper),
		page("POST /helpers/{id}/end", policy.KeepHelpers, s.postEndHelper),
		page("POST /helpers/{id}/confirm", policy.ConfirmOutsider, s.postConfirmHelper),
		page("POST /helpers/{id}/clear", policy.ClearOutsider, s.postClearHelper),
		page("GET /clients/{code}/helpers", policy.SeeHelped, s.getHelped),
		page("POST /clients/{code}/helpers/ask", policy.AskHelper, s.postAskHelper),
		page("POST /clients/{code}/helpers/book", policy.BookHelper, s.postBookHelper),
		page("POST /clients/{code}/helpers/settle", policy.BookHelper, s.postSettleHelper),
	}
}

func (s *Server) getHelpers(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		all, err := s.people.Helpers(r.Context())
		return template.Helpers(f.Titled(f.R.T("helper.title")), all), err
	})
}

func (s *Server) getNewHelper(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.newHelperPage)
}

func (s *Server) newHelperPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.HelperData{Sites: s.house.SiteList()}
	var err error
	if d.Volunteers, err = s.people.Volunteers(r.Context()); err != nil {
		return nil, err
	}
	err = s.aroundHelpers(r, &d)
	return template.NewHelper(f.Titled(f.R.T("helper.title")), d), err
}

// aroundHelpers gathers whom and what a form about helpers can choose from.
func (s *Server) aroundHelpers(r *http.Request, d *template.HelperData) error {
	return s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		if d.Members, err = s.house.Roster(r.Context(), tx); err != nil {
			return err
		}
		d.Offices, err = s.casework.Partners(r.Context(), tx)
		return err
	})
}

func readHelperTerms(r *http.Request) (people.HelperTerms, error) {
	t := people.HelperTerms{Organisation: pana.OrganisationID(value(r, "organisation")), Sex: value(r, "sex")}
	for n := range people.MostPairs {
		at := strconv.Itoa(n + 1)
		t.Pairs = append(t.Pairs, people.Pair{A: value(r, "pair_a"+at), B: value(r, "pair_b"+at)})
	}
	var err error
	if t.Pledged, err = dayOf(r, "pledged"); err == nil {
		t.PledgedUntil, err = dayOf(r, "pledged_until")
	}
	return t, err
}

func (s *Server) postHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := people.NewHelper{Part: value(r, "part"), Site: pana.SiteID(value(r, "site")), Staff: pana.StaffID(value(r, "staff")), From: people.OutsiderID(value(r, "volunteer")), New: readOutsider(r)}
		var err error
		if n.Terms, err = readHelperTerms(r); err != nil {
			return "", err
		}
		id, err := s.people.AddHelper(r.Context(), n)
		return "/helpers/" + string(id) + "?done=saved", err
	}, s.newHelperPage)
}

func (s *Server) getHelper(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.helperPage)
}

func (s *Server) helperPage(r *http.Request, f template.Frame) (templ.Component, error) {
	h, err := s.people.OneHelper(r.Context(), helperIn(r))
	if err != nil {
		return nil, err
	}
	d := template.HelperData{Helper: h}
	err = s.aroundHelpers(r, &d)
	return template.HelperPage(f.Titled(f.R.T("helper.title")), d), err
}

func helperIn(r *http.Request) people.HelperID { return people.HelperID(r.PathValue("id")) }

// onHelper does one act to a helper, once, and shows her page.
func (s *Server) onHelper(w http.ResponseWriter, r *http.Request, act func(people.HelperID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/helpers/" + r.PathValue("id") + "?done=saved", act(helperIn(r))
	}, s.helperPage)
}

func (s *Server) postHelperTerms(w http.ResponseWriter, r *http.Request) error {
	return s.onHelper(w, r, func(id people.HelperID) error {
		t, err := readHelperTerms(r)
		if err == nil {
			err = s.people.SetHelper(r.Context(), id, t, version(r))
		}
		return err
	})
}

func (s *Server) postCorrectHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelper(w, r, func(id people.HelperID) error {
		who, err := s.people.HelperOutside(r.Context(), id)
		if err == nil {
			err = s.correct(r, who, template.Right)
		}
		return err
	})
}

func (s *Server) postEndHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelper(w, r, func(id people.HelperID) error { return s.people.EndHelper(r.Context(), id) })
}

func (s *Server) postConfirmHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelper(w, r, func(id people.HelperID) error {
		who, err := s.people.HelperOutside(r.Context(), id)
		if err == nil {
			err = s.people.Confirm(r.Context(), who)
		}
		return err
	})
}

func (s *Server) postClearHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelper(w, r, func(id people.HelperID) error {
		who, err := s.people.HelperOutside(r.Context(), id)
		if err == nil {
			err = s.people.ClearOutsider(r.Context(), who, value(r, "why"))
		}
		return err
	})
}

func (s *Server) getHelped(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.helpedPage)
}

func (s *Server) helpedPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.HelpedData{}
	var err error
	if d.HelperPage, err = s.people.HelpersOf(r.Context(), r.PathValue("code")); err != nil {
		return nil, err
	}
	q := r.URL.Query()
	d.Offer = people.ProposeBooking(q.Get("kind"), q.Get("on"), q.Get("at"))
	return template.Helped(f.Titled(d.Client.Code), d), nil
}

func (s *Server) onHelped(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.onPart(w, r, "/helpers?done=saved", act, func(f template.Frame, _ []string) (templ.Component, error) { return s.helpedPage(r, f) })
}

func (s *Server) postAskHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelped(w, r, func(client pana.ClientID) error {
		a := people.Wish{Helper: people.HelperID(cmp.Or(value(r, "again"), value(r, "asked"))), Answer: value(r, "answer"), Language: value(r, "language"), Near: r.PostForm["near"]}
		err := s.people.AskHelper(r.Context(), client, a, ticked(r, "alone"))
		return renamed(err, map[string]string{"helper": "asked"})
	})
}

func (s *Server) postBookHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelped(w, r, func(client pana.ClientID) error {
		b := people.Booking{Helper: people.HelperID(value(r, "helper")), Kind: value(r, "kind"), At: value(r, "at"), From: value(r, "from_lang"), To: value(r, "to_lang")}
		var err error
		if b.Minutes, err = number(r, "minutes", "people.number"); err != nil {
			return err
		}
		if b.On, err = dayOf(r, "on"); err == nil {
			err = s.people.BookHelper(r.Context(), client, b)
		}
		return err
	})
}

func (s *Server) postSettleHelper(w http.ResponseWriter, r *http.Request) error {
	return s.onHelped(w, r, func(client pana.ClientID) error {
		id := value(r, "booking")
		n, err := number(r, "minutes"+id, "people.number")
		if err == nil {
			err = s.people.SettleBooking(r.Context(), client, id, value(r, "state"+id), n, version(r))
		}
		return err
	})
}

// offered leaves out of a list of colleagues whom the client with a code does not
// wish as her interpreter. Who it is is said to nobody.
func (s *Server) offered(r *http.Request, code string, all []house.Member) ([]house.Member, error) {
	not, err := s.people.NotOffered(r.Context(), code)
	return slices.DeleteFunc(slices.Clone(all), func(m house.Member) bool { return slices.Contains(not, m.ID) }), err
}
