package web

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/web/look"
	"example.org/pana/web/template"
)

// statuses turns kinds of trouble into what HTTP says of them.
var statuses = map[pana.Kind]int{
	pana.Internal:  http.StatusInternalServerError,
	pana.Invalid:   http.StatusUnprocessableEntity,
	pana.Forbidden: http.StatusForbidden,
	pana.NotFound:  http.StatusNotFound,
	pana.Conflict:  http.StatusConflict,
}

// statusOf returns the status for err; a body past its limit has one of its own.
func statusOf(err error) int {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	if e, ok := errors.AsType[*pana.Error](err); ok {
		switch e.Say {
		case "signin.wrong":
			return http.StatusUnauthorized
		case "error.method":
			return http.StatusMethodNotAllowed
		case "db.full":
			return http.StatusInsufficientStorage
		}
	}
	return statuses[pana.KindOf(err)]
}

// show draws page. It is drawn whole before the first byte leaves, so that a
// fault half way gives an error page and never half a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	return s.showAs(w, r, http.StatusOK, page)
}

func (s *Server) showAs(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	w.Write(b.Bytes())
	return nil
}

// again shows the page of a refused form once more, with what was typed and the
// fault marked. Trouble that the reader cannot mend on the page is returned.
func (s *Server) again(w http.ResponseWriter, r *http.Request, err error, page func(template.Frame) (templ.Component, error)) error {
	return s.againAs(w, r, statusOf(err), err, page)
}

// againAs is again with a status of its own: a wrong passphrase at a page for
// two is theirs to mend there.
func (s *Server) againAs(w http.ResponseWriter, r *http.Request, status int, err error, page func(template.Frame) (templ.Component, error)) error {
	switch pana.KindOf(err) {
	case pana.Invalid, pana.Conflict:
	default:
		return err
	}
	f := s.frame(r)
	f.Typed = r.PostForm
	f.Faults = faults(f.R, err)
	c, fault := page(f)
	if fault != nil {
		return fault
	}
	return s.showAs(w, r, status, c)
}

// faults turns err, or each error joined in it, into sentences for the reader.
func faults(r *locale.Reader, err error) []look.Fault {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []look.Fault
		for _, e := range many.Unwrap() {
			all = append(all, faults(r, e)...)
		}
		return all
	}
	e, ok := errors.AsType[*pana.Error](err)
	if !ok {
		return []look.Fault{{Text: r.T("error.internal.text")}}
	}
	return []look.Fault{{Field: e.Field, Text: say(r, e)}}
}

func say(r *locale.Reader, e *pana.Error) string {
	// A full disk and a damaged file are for the people of the house to mend.
	if e.Kind == pana.Internal && e.Say != "db.full" && e.Say != "db.damaged" {
		return r.T("error.internal.text")
	}
	var args []any
	for k, v := range e.With {
		args = append(args, k, v)
	}
	return r.T(e.Say, args...)
}

// fail turns err into a page. The log gets the detail of faults of ours; a
// refusal or an absent page is nobody's fault and is not logged with its address.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status >= 500 {
		s.log.Error("request failed", "error", err.Error())
	}
	f := s.frame(r)
	e, ok := errors.AsType[*pana.Error](err)
	if !ok {
		e = &pana.Error{Kind: pana.Internal, Say: "error.internal.text"}
	}
	sentence := say(f.R, e)
	if e.Kind == pana.NotFound {
		sentence = f.R.T("error.not-found.text") // one sentence for absent and hidden, whatever was asked
		quiet(r)
	}
	if plainly(r) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		w.Write([]byte(sentence + "\n"))
		return
	}
	page := template.Trouble(f.Titled(f.R.T("error."+locale.KindKey(e.Kind)+".title")), sentence)
	if s.showAs(w, r, status, page) != nil {
		http.Error(w, sentence, status)
	}
}

// plain answers in one line, before there is a house or a reader to ask.
func (s *Server) plain(w http.ResponseWriter, r *http.Request, status int, key string) {
	http.Error(w, locale.For(locale.Negotiate(r.Header.Get("Accept-Language")), locale.Words{}).T(key), status)
}

// plainly reports whether the sender is a command of ours and not a browser.
func plainly(r *http.Request) bool { return r.Header.Get("Accept") == "text/plain" }

// dispatch hands a request to its route. An address that is no page of ours, and
// a method that a page does not take, get the page that says so.
func (s *Server) dispatch(w http.ResponseWriter, r *http.Request) {
	refuse, pattern := s.mux.Handler(r)
	if pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	judge := &verdict{header: w.Header()}
	refuse.ServeHTTP(judge, r)
	say, status := "error.not-found.text", pana.NotFound
	if judge.status == http.StatusMethodNotAllowed {
		say, status = "error.method", pana.Invalid
	}
	s.serve(route{open: true, early: true, handle: func(http.ResponseWriter, *http.Request) error {
		return &pana.Error{Op: "web.dispatch", Kind: status, Say: say}
	}})(w, r)
}

// A verdict listens to what the router says of a request that has no route,
// its header Allow included, and lets none of its words through.
type verdict struct {
	header http.Header
	status int
}

func (v *verdict) Header() http.Header         { return v.header }
func (v *verdict) WriteHeader(status int)      { v.status = status }
func (v *verdict) Write(p []byte) (int, error) { return len(p), nil }
