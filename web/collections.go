package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// collectionRoutes are the pages of collections, of the book and of supporters.
// There is no client on any of them.
func (s *Server) collectionRoutes() []route {
	return []route{
		page("GET /collections", policy.SeeCollections, s.getCollections),
		page("POST /collections", policy.KeepCollections, s.postCollection),
		page("GET /collections/{id}", policy.SeeCollections, s.getCollection),
		page("GET /collections/{id}/gift", policy.KeepCollections, s.getGift),
		page("POST /collections/{id}/gift", policy.KeepCollections, s.postGift),
		page("GET /collections/{id}/purchase", policy.KeepCollections, s.getPurchase),
		upload("POST /collections/{id}/purchase", policy.KeepCollections, s.postPurchase),
		page("POST /collections/{id}/end", policy.KeepCollections, s.postEndCollection),
		page("POST /collections/{id}/reopen", policy.ReopenCollection, s.postReopenCollection),
		page("GET /collections/{id}/letters", policy.SeeCollections, s.getLetters),
		page("POST /collections/{id}/letters", policy.KeepCollections, s.postGiftLetter),
		page("POST /collections/{id}/letters/read", policy.ReadLetters, s.postLetterRead),
		page("GET /collections/{id}/letter", policy.SeeCollections, s.getLetterPrint),
		page("GET /book", policy.SeeCollections, s.getBook),
		page("GET /book.csv", policy.ExportBook, s.getBookTable),
		page("GET /book/{id}", policy.SeeCollections, s.getEntry),
		upload("POST /book/{id}/receipts", policy.KeepCollections, s.postGiftReceipt),
		page("POST /book/{id}/things", policy.KeepCollections, s.postThing),
		page("POST /book/{id}/reverse", policy.KeepCollections, s.postReverse),
		page("POST /book/{id}/thanked", policy.KeepSupporters, s.postThanked),
		page("GET /book/{id}/thanks", policy.SeeSupporters, s.getThanks),
		page("GET /receipts/{id}", policy.SeeCollections, s.getGiftReceipt),
		page("GET /supporters", policy.SeeSupporters, s.getSupporters),
		page("POST /supporters", policy.KeepSupporters, s.postSupporter),
		page("GET /supporters/{id}", policy.SeeSupporters, s.getSupporter),
		page("POST /supporters/{id}", policy.KeepSupporters, s.postSupporterChange),
		page("POST /supporters/{id}/withdraw", policy.KeepSupporters, s.postSupporterWithdraw),
		page("POST /supporters/{id}/forget", policy.KeepSupporters, s.postSupporterForget),
	}
}

func collectionIn(r *http.Request) collections.ID { return collections.ID(r.PathValue("id")) }

func entryIn(r *http.Request) collections.EntryID { return collections.EntryID(r.PathValue("id")) }

// sum reads a sum of a form in the smallest unit.
func sum(r *http.Request, field string) (int64, error) {
	return collections.ParseSum("web.sum", field, value(r, field))
}

func (s *Server) getCollections(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.collectionsPage)
}

func (s *Server) collectionsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.gifts.All(r.Context())
	if err != nil {
		return nil, err
	}
	month, err := s.gifts.ThisMonth(r.Context())
	return template.Collections(f.Titled(f.R.T("collections.title")), all, month, collections.Terms(s.house.Today(s.house.Now()))), err
}

func (s *Server) postCollection(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := collections.NewCollection{Title: value(r, "title"), Currency: value(r, "currency"), Term: value(r, "term")}
		var err error
		if n.Goal, err = sum(r, "goal"); err != nil {
			return "", err
		}
		id, err := s.gifts.Open(r.Context(), n)
		return "/collections/" + string(id) + "?done=saved", err
	}, s.collectionsPage)
}

// drawCollection draws a page of one collection.
func (s *Server) drawCollection(page func(template.Frame, template.CollectionData) templ.Component) drawPage {
	return func(r *http.Request, f template.Frame) (templ.Component, error) {
		d := template.CollectionData{Sites: s.house.SiteList()}
		var err error
		if d.Page, err = s.gifts.Read(r.Context(), collectionIn(r)); err != nil {
			return nil, err
		}
		if policy.May(f.Actor, policy.SeeSupporters) {
			if d.Supporters, err = s.gifts.Supporters(r.Context()); err != nil {
				return nil, err
			}
		}
		d.Kind, d.Language = r.FormValue("kind"), r.FormValue("in")
		if d.Kind != collections.Result {
			d.Kind = collections.Appeal
		}
		if d.Language == "" || f.R.Lang() != "" && !known(d.Language) {
			d.Language = string(f.R.Lang())
		}
		d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
			for _, l := range d.Letters {
				add(l.By)
				add(l.ReadBy)
			}
		})
		return page(f.Titled(f.R.T("collections.title")), d), err
	}
}

func (s *Server) getCollection(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawCollection(template.CollectionPage))
}

func (s *Server) getGift(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawCollection(template.GiftForm))
}

func (s *Server) postGift(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := collections.NewGift{Things: value(r, "sort") == collections.GiftOfThings, Supporter: collections.SupporterID(value(r, "supporter")), What: value(r, "what")}
		var err error
		if n.Amount, err = sum(r, "amount"); err != nil {
			return "", err
		}
		if n.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		id, err := s.gifts.Give(r.Context(), collectionIn(r), n)
		return "/book/" + string(id) + "?done=saved", err
	}, s.drawCollection(template.GiftForm))
}

func (s *Server) getPurchase(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawCollection(template.PurchaseForm))
}

func (s *Server) postPurchase(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := collections.NewPurchase{What: value(r, "what")}
		var err error
		if n.Amount, err = sum(r, "amount"); err != nil {
			return "", err
		}
		if n.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		file, err := uploaded(r)
		if err != nil {
			return "", err
		}
		if file != nil {
			defer file.Close()
			n.Receipt = file
		}
		id, err := s.gifts.Buy(r.Context(), collectionIn(r), n)
		return "/book/" + string(id) + "?done=saved", err
	}, s.drawCollection(template.PurchaseForm))
}

func (s *Server) onCollection(w http.ResponseWriter, r *http.Request, act func(collections.ID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/collections/" + r.PathValue("id") + "?done=saved", act(collectionIn(r))
	}, s.drawCollection(template.CollectionPage))
}

func (s *Server) postEndCollection(w http.ResponseWriter, r *http.Request) error {
	return s.onCollection(w, r, func(id collections.ID) error { return s.gifts.End(r.Context(), id, version(r)) })
}

func (s *Server) postReopenCollection(w http.ResponseWriter, r *http.Request) error {
	return s.onCollection(w, r, func(id collections.ID) error { return s.gifts.Reopen(r.Context(), id, version(r)) })
}

func (s *Server) getLetters(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.drawCollection(template.LetterForm))
}

// onLetter does one act to a letter, once, and shows it again.
func (s *Server) onLetter(w http.ResponseWriter, r *http.Request, act func(kind, lang string) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		kind, lang := value(r, "kind"), value(r, "in")
		err := act(kind, lang)
		return "/collections/" + r.PathValue("id") + "/letters?kind=" + kind + "&in=" + lang + "&done=saved", err
	}, s.drawCollection(template.LetterForm))
}

func (s *Server) postGiftLetter(w http.ResponseWriter, r *http.Request) error {
	return s.onLetter(w, r, func(kind, lang string) error {
		return s.gifts.WriteLetter(r.Context(), collectionIn(r), kind, lang, value(r, "words"), version(r))
	})
}

func (s *Server) postLetterRead(w http.ResponseWriter, r *http.Request) error {
	return s.onLetter(w, r, func(kind, lang string) error {
		return s.gifts.ReadLetter(r.Context(), collectionIn(r), kind, lang, version(r))
	})
}

// getLetterPrint prints a letter in its own language.
func (s *Server) getLetterPrint(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(r)
	kind, lang := r.FormValue("kind"), r.FormValue("in")
	if kind != collections.Result {
		kind = collections.Appeal
	}
	if !known(lang) {
		lang = string(f.R.Lang())
	}
	sheet, err := s.gifts.PrintLetter(r.Context(), collectionIn(r), kind, lang)
	if err != nil {
		return err
	}
	return s.show(w, r, template.LetterSheet(f.Titled(f.R.T("collections.letter."+kind)), sheet, s.letterReader(lang), s.house.Settings().Name))
}

func (s *Server) getThanks(w http.ResponseWriter, r *http.Request) error {
	t, err := s.gifts.ThankYou(r.Context(), entryIn(r))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.ThankSheet(f.Titled(f.R.T("collections.thanks")), t, s.letterReader(t.Supporter.Language), s.house.Settings().Name, s.house.Today(s.house.Now())))
}

func (s *Server) getBook(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.bookPage)
}

func (s *Server) bookPage(r *http.Request, f template.Frame) (templ.Component, error) {
	span, err := spanOf(r)
	if err != nil {
		return nil, err
	}
	list, err := s.gifts.Book(r.Context(), span)
	return template.Book(f.Titled(f.R.T("book.title")), list, span), err
}

// spanOf reads the days of a table from its address.
func spanOf(r *http.Request) (collections.Span, error) {
	var s collections.Span
	var err error
	if s.From, err = pana.ParseDate(r.FormValue("from")); err != nil {
		return s, pana.AtField(err, "from")
	}
	s.Until, err = pana.ParseDate(r.FormValue("until"))
	return s, pana.AtField(err, "until")
}

// getBookTable hands out the table for the bookkeeper under a neutral name.
func (s *Server) getBookTable(w http.ResponseWriter, r *http.Request) error {
	span, err := spanOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.gifts.Table(r.Context(), &b, span, template.BookHeading(s.frame(r))); err != nil {
		return err
	}
	return streamFile(w, "text/plain", "csv", int64(b.Len()), "attachment", func() error {
		_, err := b.WriteTo(w)
		return err
	})
}

func (s *Server) getEntry(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.entryPage)
}

func (s *Server) entryPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.EntryData{Sites: s.house.SiteList()}
	var err error
	if d.EntryPage, err = s.gifts.Entry(r.Context(), entryIn(r)); err != nil {
		return nil, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) { add(d.By) })
	return template.EntryPage(f.Titled(f.R.T("book.entry")), d), err
}

func (s *Server) onEntry(w http.ResponseWriter, r *http.Request, act func(collections.EntryID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/book/" + r.PathValue("id") + "?done=saved", act(entryIn(r))
	}, s.entryPage)
}

func (s *Server) postGiftReceipt(w http.ResponseWriter, r *http.Request) error {
	return s.onEntry(w, r, func(id collections.EntryID) error {
		file, err := uploaded(r)
		if err != nil || file == nil {
			if err == nil {
				err = pana.Refuse("web.postGiftReceipt", "file", "document.empty")
			}
			return err
		}
		defer file.Close()
		return s.gifts.AddReceipt(r.Context(), id, file)
	})
}

func (s *Server) postThing(w http.ResponseWriter, r *http.Request) error {
	return s.onEntry(w, r, func(id collections.EntryID) error {
		n := collections.NewThing{Kind: value(r, "kind"), What: value(r, "thing"), Spot: spotOf(r)}
		var err error
		if n.Quantity, err = number(r, "quantity", "things.quantity.number"); err != nil {
			return err
		}
		_, err = s.gifts.AddThing(r.Context(), id, n)
		return renamed(err, map[string]string{"what": "thing"})
	})
}

func (s *Server) postReverse(w http.ResponseWriter, r *http.Request) error {
	return s.onEntry(w, r, func(id collections.EntryID) error {
		_, err := s.gifts.Reverse(r.Context(), id, value(r, "why"))
		return err
	})
}

func (s *Server) postThanked(w http.ResponseWriter, r *http.Request) error {
	return s.onEntry(w, r, func(id collections.EntryID) error { return s.gifts.Thanked(r.Context(), id) })
}

// getGiftReceipt hands out a receipt under a neutral name.
func (s *Server) getGiftReceipt(w http.ResponseWriter, r *http.Request) error {
	paper, err := s.gifts.ViewReceipt(r.Context(), collections.ReceiptID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return streamFile(w, paper.Media, paper.Ending(), paper.Size, "attachment", func() error { return paper.Stream(r.Context(), w) })
}

func (s *Server) getSupporters(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.supportersPage)
}

func (s *Server) supportersPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.gifts.Supporters(r.Context())
	return template.Supporters(f.Titled(f.R.T("supporters.title")), all, r.FormValue("term")), err
}

func readSupporter(r *http.Request) collections.NewSupporter {
	return collections.NewSupporter{Kind: value(r, "kind"), Language: value(r, "language"), Name: value(r, "name"), Contact: value(r, "contact"),
		MayWrite: ticked(r, "may_write"), MayName: ticked(r, "may_name")}
}

func (s *Server) postSupporter(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		id, err := s.gifts.AddSupporter(r.Context(), readSupporter(r))
		return "/supporters/" + string(id) + "?done=saved", err
	}, s.supportersPage)
}

func (s *Server) getSupporter(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.supporterPage)
}

func (s *Server) supporterPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.gifts.Supporter(r.Context(), collections.SupporterID(r.PathValue("id")))
	return template.SupporterPage(f.Titled(f.R.T("supporters.title")), p), err
}

func (s *Server) onSupporter(w http.ResponseWriter, r *http.Request, act func(collections.SupporterID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/supporters/" + r.PathValue("id") + "?done=saved", act(collections.SupporterID(r.PathValue("id")))
	}, s.supporterPage)
}

func (s *Server) postSupporterChange(w http.ResponseWriter, r *http.Request) error {
	return s.onSupporter(w, r, func(id collections.SupporterID) error {
		return s.gifts.SetSupporter(r.Context(), id, version(r), readSupporter(r))
	})
}

func (s *Server) postSupporterWithdraw(w http.ResponseWriter, r *http.Request) error {
	return s.onSupporter(w, r, func(id collections.SupporterID) error { return s.gifts.Withdraw(r.Context(), id, value(r, "purpose")) })
}

func (s *Server) postSupporterForget(w http.ResponseWriter, r *http.Request) error {
	return s.onSupporter(w, r, func(id collections.SupporterID) error { return s.gifts.ForgetSupporter(r.Context(), id) })
}
