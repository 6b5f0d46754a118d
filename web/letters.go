package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/form"
	"example.org/pana/letters"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// letterRoutes are the pages of letters about a client, of their templates, and of
// the journal of services.
func (s *Server) letterRoutes() []route {
	return []route{
		page("GET /clients/{code}/letters", policy.SeeClientLetters, s.getOfficials),
		page("GET /clients/{code}/letters/new", policy.WriteClientLetter, s.getNewLetter),
		page("POST /clients/{code}/letters/new", policy.WriteClientLetter, s.postNewLetter),
		page("GET /clients/{code}/letters/{id}", policy.SeeClientLetters, s.getOfficial),
		page("GET /clients/{code}/letters/{id}/text", policy.WriteClientLetter, s.getOfficialText),
		page("POST /clients/{code}/letters/{id}/text", policy.WriteClientLetter, s.postLetterText),
		page("POST /clients/{code}/letters/{id}/seen", policy.ReadOverClientLetter, s.postLetterSeen),
		page("POST /clients/{code}/letters/{id}/drop", policy.WriteClientLetter, s.postLetterDrop),
		page("POST /clients/{code}/letters/{id}/out", policy.HandOutClientLetter, s.postLetterOut),
		page("GET /clients/{code}/letters/{id}/print", policy.HandOutClientLetter, s.getOfficialPrint),
		page("GET /clients/{code}/letters/{id}/file", policy.HandOutClientLetter, s.getOfficialFile),
		page("GET /letter-templates", policy.KeepTemplates, s.getTemplates),
		upload("POST /letter-templates", policy.KeepTemplates, s.postTemplate),
		page("GET /letter-templates/{id}/file", policy.KeepTemplates, s.getTemplateFile),
		page("POST /letter-templates/{id}/retire", policy.KeepTemplates, s.postRetireTemplate),
		page("POST /letter-templates/head", policy.KeepTemplates, s.postLetterHead),
		page("GET /journal", policy.MakeJournal, s.getJournal),
		page("POST /journal", policy.MakeJournal, s.postJournal),
	}
}

const documentKind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func letterIn(r *http.Request) letters.ID { return letters.ID(r.PathValue("id")) }

// A letterPage draws a page from the letters about a client.
type letterPage func(template.Frame, letters.Page) (templ.Component, error)

func (s *Server) drawLetters(r *http.Request, f template.Frame, page letterPage) (templ.Component, error) {
	p, err := s.letters.Read(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return page(f.Titled(p.Client.Code), p)
}

func (s *Server) showLetters(w http.ResponseWriter, r *http.Request, page letterPage) error {
	c, err := s.drawLetters(r, s.frame(r), page)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) onLetters(w http.ResponseWriter, r *http.Request, to string, act func(pana.ClientID) error, page letterPage) error {
	return s.onPart(w, r, "/letters"+to, act, func(f template.Frame, _ []string) (templ.Component, error) {
		return s.drawLetters(r, f, page)
	})
}

func (s *Server) getOfficials(w http.ResponseWriter, r *http.Request) error {
	return s.showLetters(w, r, func(f template.Frame, p letters.Page) (templ.Component, error) { return template.Letters(f, p), nil })
}

// letterForm asks for a letter, or changes one. The kind of a new one is chosen first,
// by the address: it decides what the form offers.
func letterForm(r *http.Request) letterPage {
	return func(f template.Frame, p letters.Page) (templ.Component, error) {
		if r.PathValue("id") == "" {
			return template.OfficialForm(f, p, letters.Letter{Kind: r.FormValue("kind"), Language: string(f.R.Lang())}), nil
		}
		x, ok := p.Of(letterIn(r))
		if !ok {
			return nil, missing("web.letterForm")
		}
		return template.OfficialForm(f, p, x), nil
	}
}

func (s *Server) getNewLetter(w http.ResponseWriter, r *http.Request) error {
	return s.showLetters(w, r, letterForm(r))
}

func (s *Server) postNewLetter(w http.ResponseWriter, r *http.Request) error {
	return s.onLetters(w, r, "?done=saved", func(client pana.ClientID) error {
		_, err := s.letters.Write(r.Context(), client, "", 0, letterOf(r))
		return err
	}, letterForm(r))
}

// letterOf reads a letter from its form.
func letterOf(r *http.Request) letters.NewLetter {
	return letters.NewLetter{Kind: value(r, "kind"), Template: letters.TemplateID(value(r, "template")), Language: value(r, "language"),
		Organisation: pana.OrganisationID(value(r, "organisation")), Named: value(r, "named"), Basis: value(r, "basis"), Facts: r.PostForm["facts"],
		Subject: value(r, "subject"), Text: value(r, "text"), To: value(r, "to"), Ground: value(r, "ground")}
}

func (s *Server) sheetPage(r *http.Request, f template.Frame) (templ.Component, error) {
	sheet, err := s.letters.Sheet(r.Context(), r.PathValue("code"), letterIn(r))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		add(sheet.Letter.By)
		add(sheet.Letter.SeenBy)
		add(sheet.Letter.HandedBy)
	})
	return template.OfficialSheet(f.Titled(sheet.Client.Code), sheet, names), err
}

func (s *Server) getOfficial(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.sheetPage)
}

func (s *Server) getOfficialText(w http.ResponseWriter, r *http.Request) error {
	return s.showLetters(w, r, letterForm(r))
}

func (s *Server) postLetterText(w http.ResponseWriter, r *http.Request) error {
	return s.onLetters(w, r, "/"+r.PathValue("id")+"?done=saved", func(client pana.ClientID) error {
		_, err := s.letters.Write(r.Context(), client, letterIn(r), int(version(r)), letterOf(r))
		return err
	}, letterForm(r))
}

// onOfficial does one act to a letter and leads back to its page.
func (s *Server) onOfficial(w http.ResponseWriter, r *http.Request, done string, act func(pana.ClientID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err == nil {
			err = act(client)
		}
		return "/clients/" + r.PathValue("code") + "/letters/" + r.PathValue("id") + "?done=" + done, err
	}, s.sheetPage)
}

func (s *Server) postLetterSeen(w http.ResponseWriter, r *http.Request) error {
	return s.onOfficial(w, r, "saved", func(client pana.ClientID) error {
		return s.letters.LookedThrough(r.Context(), client, letterIn(r), int(version(r)))
	})
}

func (s *Server) postLetterDrop(w http.ResponseWriter, r *http.Request) error {
	return s.onOfficial(w, r, "saved", func(client pana.ClientID) error { return s.letters.Drop(r.Context(), client, letterIn(r)) })
}

func (s *Server) postLetterOut(w http.ResponseWriter, r *http.Request) error {
	return s.onOfficial(w, r, "saved", func(pana.ClientID) error {
		return s.letters.HandOut(r.Context(), r.PathValue("code"), letterIn(r), letters.Out{Edition: int(version(r)), Checked: ticked(r, "checked"), Told: value(r, "told")})
	})
}

func (s *Server) getOfficialPrint(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.letters.Handed(r.Context(), r.PathValue("code"), letterIn(r))
	if err != nil {
		return err
	}
	return s.show(w, r, template.OfficialPrint(s.frame(r).Titled(sheet.Client.Code), sheet))
}

func (s *Server) getOfficialFile(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.letters.Handed(r.Context(), r.PathValue("code"), letterIn(r))
	if err != nil {
		return err
	}
	file, err := sheet.File()
	if err != nil {
		return err
	}
	return handOut(w, documentKind, "document.docx", file)
}

func (s *Server) getTemplates(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.templatesPage)
}

func (s *Server) templatesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.letters.Templates(r.Context())
	if err != nil {
		return nil, err
	}
	set, err := s.letters.Settings(r.Context())
	return template.LetterTemplates(f.Titled(f.R.T("letters.templates")), all, set), err
}

// postTemplate takes a letter with gaps. Its own name is not read: it may speak.
func (s *Server) postTemplate(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		t := letters.Template{Name: value(r, "name"), Kind: value(r, "kind"), Language: value(r, "language")}
		file, err := uploaded(r)
		if err != nil {
			return "", err
		}
		if file == nil {
			_, err = s.letters.KeepTemplate(r.Context(), t, nil)
			return "", err
		}
		defer file.Close()
		_, err = s.letters.KeepTemplate(r.Context(), t, file)
		return "/letter-templates?done=added", err
	}, s.templatesPage)
}

func (s *Server) getTemplateFile(w http.ResponseWriter, r *http.Request) error {
	file, err := s.letters.TemplateFile(r.Context(), letters.TemplateID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return handOut(w, documentKind, "template.docx", file)
}

func (s *Server) postRetireTemplate(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/letter-templates?done=saved", s.letters.Retire(r.Context(), letters.TemplateID(r.PathValue("id")), value(r, "retire") == "yes", version(r))
	}, s.templatesPage)
}

func (s *Server) postLetterHead(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/letter-templates?done=saved", s.letters.SetSettings(r.Context(), value(r, "head"), version(r))
	}, s.templatesPage)
}

func (s *Server) getJournal(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.journalPage)
}

// journalPage shows a month by code; without one in the address, the month before
// this.
func (s *Server) journalPage(r *http.Request, f template.Frame) (templ.Component, error) {
	month := r.FormValue("month")
	if month == "" {
		month = string((s.house.Today(s.house.Now())[:7] + "-01").AddDays(-1))[:7]
	}
	p, err := s.letters.Journal(r.Context(), month)
	if pana.KindOf(err) == pana.Invalid {
		return nil, missing("web.journalPage")
	}
	if err != nil {
		return nil, err
	}
	alone, err := s.house.Alone(r.Context(), policy.MakeJournal)
	if err != nil {
		return nil, err
	}
	names, err := s.journalNames(r, p)
	return template.Journal(f.Titled(f.R.T("letters.journal")), p, alone, names), err
}

func (s *Server) journalNames(r *http.Request, p letters.JournalPage) (map[pana.StaffID]string, error) {
	return s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range p.Services {
			add(x.Staff)
		}
		for _, j := range p.Given {
			add(j.By)
		}
	})
}

// postJournal hands a journal out, on paper or as a table, and says so in the register.
func (s *Server) postJournal(w http.ResponseWriter, r *http.Request) error {
	o := letters.JournalOrder{Month: value(r, "month"), Named: value(r, "named"), Organisation: pana.OrganisationID(value(r, "organisation")), Basis: value(r, "basis"), Ground: value(r, "ground"),
		By: house.Agreeing{Pair: pairOf(r), One: value(r, "sheet_one")}}
	p, err := s.letters.HandJournal(r.Context(), o)
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.journalPage(r, f) })
	}
	names, err := s.journalNames(r, p)
	if err != nil {
		return err
	}
	f := s.frame(r)
	if value(r, "way") != "file" {
		return s.show(w, r, template.JournalPrint(f.Titled(f.R.T("letters.journal")), p, names))
	}
	file, err := form.Write(form.Sheet{Name: o.Month, Rows: template.JournalRows(f, p, names)})
	if err != nil {
		return err
	}
	return handOut(w, workbookKind, "journal.xlsx", file)
}
