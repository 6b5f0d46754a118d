package web

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/web/template"
)

func (s *Server) getDocuments(w http.ResponseWriter, r *http.Request) error {
	return s.showFile(w, r, documentsPage)
}

func documentsPage(f template.Frame, file casework.File) (templ.Component, error) {
	return template.Documents(f, file), nil
}

// postDocument takes a file. Its name is not read: it may speak.
func (s *Server) postDocument(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "/documents?done=added", func(client pana.ClientID) error {
		n := casework.NewDocument{Kind: value(r, "kind"), Compartment: pana.Compartment(value(r, "compartment")),
			Title: value(r, "title"), Number: value(r, "number"), Note: value(r, "note")}
		file, err := uploaded(r)
		if err != nil {
			return err
		}
		if file != nil {
			defer file.Close()
			n.File = file
		}
		_, err = s.casework.FileDocument(r.Context(), client, n)
		return err
	}, documentsPage)
}

// uploaded returns the file that a form sent, or nil.
func uploaded(r *http.Request) (multipart.File, error) {
	file, _, err := r.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return nil, nil
	case err != nil:
		return nil, &pana.Error{Op: "web.uploaded", Kind: pana.Invalid, Field: "file", Say: "error.form", Err: errors.New("unreadable body")}
	}
	return file, nil
}

func (s *Server) paper(r *http.Request) (*casework.Paper, error) {
	return s.casework.ViewDocument(r.Context(), r.PathValue("code"), pana.DocumentID(r.PathValue("id")))
}

// getDocument shows a paper inside the house's own page.
func (s *Server) getDocument(w http.ResponseWriter, r *http.Request) error {
	p, err := s.paper(r)
	if err != nil {
		return err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) { add(p.By) })
	if err != nil {
		return err
	}
	f, code := s.frame(r), r.PathValue("code")
	return s.show(w, r, template.DocumentPage(f.Titled(code), code, p.Document, names[p.By], s.house.Zone()))
}

// getDocumentImage streams a picture for the page around it. Anything else is
// not to be found here.
func (s *Server) getDocumentImage(w http.ResponseWriter, r *http.Request) error {
	p, err := s.paper(r)
	if err != nil {
		return err
	}
	if p.Closed || !p.Picture() {
		return &pana.Error{Op: "web.getDocumentImage", Kind: pana.NotFound, Say: "record.absent"}
	}
	return stream(w, r, p, "inline")
}

// getDocumentFile hands out the file under a neutral name, to be opened outside:
// the only way for what a page does not show, such as a PDF.
func (s *Server) getDocumentFile(w http.ResponseWriter, r *http.Request) error {
	p, err := s.paper(r)
	if err != nil {
		return err
	}
	if p.Closed {
		return &pana.Error{Op: "web.getDocumentFile", Kind: pana.NotFound, Say: "record.absent"}
	}
	return stream(w, r, p, "attachment")
}

// stream writes a document with headers under which it can do nothing: no
// script, no frame, no other type than ours, no copy kept. A fault half way cuts
// the answer off, so that no browser takes the half for the whole.
func stream(w http.ResponseWriter, r *http.Request, p *casework.Paper, disposition string) error {
	return streamFile(w, p.Media, p.Ending(), p.Size, disposition, func() error { return p.Stream(r.Context(), w) })
}

// streamFile is stream for a file that to writes.
func streamFile(w http.ResponseWriter, media, ending string, size int64, disposition string, to func() error) error {
	h := w.Header()
	h.Set("Content-Security-Policy", ofAFile)
	h.Set("Content-Type", media)
	if media == "text/plain" {
		h.Set("Content-Type", "text/plain; charset=utf-8")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", disposition+`; filename="document.`+ending+`"`)
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	if err := to(); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}
