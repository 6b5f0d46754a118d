package web

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/rights"
	"example.org/pana/web/template"
)

// rightsRoutes are the pages on which a client's own wishes about her file are
// answered: a copy, and who was given what.
func (s *Server) rightsRoutes() []route {
	return []route{
		page("GET /clients/{code}/rights", policy.SeeRights, s.getRights),
		page("GET /clients/{code}/rights/copy", policy.CopyClient, s.getCopy),
		page("POST /clients/{code}/rights/copy", policy.CopyClient, s.postCopy),
		page("POST /clients/{code}/rights/copy/file", policy.CopyClient, s.postCopyFile),
		page("GET /clients/{code}/corrections", policy.SeeRights, s.getCorrections),
		page("GET /clients/{code}/corrections/new", policy.AskCorrection, s.getCorrecting),
		page("POST /clients/{code}/corrections", policy.AskCorrection, s.postCorrection),
		page("POST /clients/{code}/corrections/{id}", policy.AnswerCorrection, s.postAnswerCorrection),
		page("GET /clients/{code}/restriction", policy.SeeRights, s.getRestriction),
		page("POST /clients/{code}/restriction", policy.RestrictClient, s.postRestrict),
		page("POST /clients/{code}/restriction/lift", policy.LiftRestriction, s.postLiftRestriction),
		page("GET /clients/{code}/disclosures", policy.SeeDisclosures, s.getDisclosures),
		page("GET /clients/{code}/disclosures/new", policy.RecordDisclosure, s.getDisclosing),
		page("POST /clients/{code}/disclosures", policy.RecordDisclosure, s.postDisclosure),
		page("POST /clients/{code}/disclosures/{id}/told", policy.AnswerDisclosure, s.postDisclosureTold),
		page("GET /house/disclosures", policy.ListDisclosures, s.getAllDisclosures),
	}
}

func (s *Server) getRights(w http.ResponseWriter, r *http.Request) error {
	sight, err := s.rights.See(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.Rights(f.Titled(sight.Code), sight))
}

func (s *Server) getCopy(w http.ResponseWriter, r *http.Request) error {
	page, err := s.copyPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) copyPage(r *http.Request, f template.Frame) (templ.Component, error) {
	o, err := s.rights.Offer(r.Context(), r.PathValue("code"))
	if err != nil {
		return nil, err
	}
	return template.CopyForm(f.Titled(o.Code), o), nil
}

// wishOf reads what a copy should be of.
func wishOf(r *http.Request) rights.Wish {
	w := rights.Wish{Language: locale.Lang(value(r, "language")), Way: value(r, "way")}
	for _, p := range r.PostForm["parts"] {
		w.Parts = append(w.Parts, pana.Compartment(p))
	}
	return w
}

// postCopy draws the copy for the printer; or, for a file, shows the words that
// open it, before there is one.
func (s *Server) postCopy(w http.ResponseWriter, r *http.Request) error {
	wish := wishOf(r)
	again := func(err error) error {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.copyPage(r, f) })
	}
	f := s.frame(r)
	if wish.Way == rights.CopyFile {
		o, err := s.rights.Offer(r.Context(), r.PathValue("code"))
		if err == nil {
			err = wish.Check(o)
		}
		if err != nil {
			return again(err)
		}
		return s.show(w, r, template.CopyReady(f.Titled(o.Code), o.Code, wish, rights.NewPassphrase(wish.Language)))
	}
	c, err := s.rights.Copy(r.Context(), r.PathValue("code"), wish)
	if err != nil {
		return again(err)
	}
	return s.show(w, r, template.CopyPrint(f.Titled(c.Code), c, locale.For(c.Language, s.house.Settings().Word)))
}

// postCopyFile hands out the sealed file. Neither it nor its words are kept.
func (s *Server) postCopyFile(w http.ResponseWriter, r *http.Request) error {
	wish := wishOf(r)
	wish.Way = rights.CopyFile
	file, err := s.rights.CopyInFile(r.Context(), r.PathValue("code"), wish, value(r, "words"))
	if err != nil && plainly(r) {
		return err
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.copyPage(r, f) })
	}
	if plainly(r) {
		return s.inPieces(w, r, file)
	}
	return attach(w, "copy.age", file)
}

// inPieces hands a file to a command of this machine, line by line.
func (s *Server) inPieces(w http.ResponseWriter, r *http.Request, file []byte) error {
	out := s.inLines(w, r, "export")
	for piece := range slices.Chunk(file, 48<<10) {
		out.say("part", base64.StdEncoding.EncodeToString(piece))
	}
	out.say("done", "1")
	return nil
}

// attach hands out a sealed file under a neutral name.
func attach(w http.ResponseWriter, name string, file []byte) error {
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(file)))
	_, err := w.Write(file)
	return err
}

func (s *Server) getDisclosures(w http.ResponseWriter, r *http.Request) error {
	page, err := s.disclosuresPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) disclosuresPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	list, err := s.rights.Disclosures(r.Context(), code)
	if err != nil {
		return nil, err
	}
	names, err := s.disclosers(r, list)
	if err != nil {
		return nil, err
	}
	partners, err := s.officeNames(r, list)
	if err != nil {
		return nil, err
	}
	return template.Disclosures(f.Titled(code), code, list, names, partners), nil
}

func (s *Server) disclosers(r *http.Request, list []rights.Disclosure) (map[pana.StaffID]string, error) {
	return s.namesOf(r, func(add func(pana.StaffID)) {
		for _, d := range list {
			add(d.By)
			add(d.Approved)
		}
	})
}

// officeNames are the names of the organisations that a register speaks of.
func (s *Server) officeNames(r *http.Request, list []rights.Disclosure) (map[pana.OrganisationID]string, error) {
	if !slices.ContainsFunc(list, func(d rights.Disclosure) bool { return d.Organisation != "" }) {
		return nil, nil
	}
	return s.placesOf(r)
}

func (s *Server) getDisclosing(w http.ResponseWriter, r *http.Request) error {
	page, err := s.disclosingPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) disclosingPage(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	if err := s.casework.Read(r.Context(), code, policy.RecordDisclosure, func(*casework.Reading) error { return nil }); err != nil {
		return nil, err
	}
	return template.Disclosing(f.Titled(code), code), nil
}

func (s *Server) postDisclosure(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err == nil {
		_, err = s.rights.Disclose(r.Context(), client, rights.NewDisclosure{Way: value(r, "way"), Basis: value(r, "basis"), Recipient: value(r, "recipient"),
			Told: value(r, "told"), WhyNot: value(r, "why_not"), What: value(r, "what"), To: value(r, "to")})
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.disclosingPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/disclosures?done=disclosed", http.StatusSeeOther)
	return nil
}

func (s *Server) postDisclosureTold(w http.ResponseWriter, r *http.Request) error {
	client, err := s.clientOf(r)
	if err == nil {
		err = s.rights.Tell(r.Context(), client, r.PathValue("id"), version(r), value(r, "told"), value(r, "why_not"))
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.disclosuresPage(r, f) })
	}
	http.Redirect(w, r, "/clients/"+r.PathValue("code")+"/disclosures?done=told", http.StatusSeeOther)
	return nil
}

func (s *Server) getAllDisclosures(w http.ResponseWriter, r *http.Request) error {
	list, err := s.rights.AllDisclosures(r.Context())
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.AllDisclosures(f.Titled(f.R.T("rights.disclosures.all")), list))
}
