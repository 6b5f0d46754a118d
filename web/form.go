package web

import (
	"errors"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"example.org/pana"
)

// readForm parses the body of a post once, and refuses what no page of ours
// sends: too much, broken encoding, a NUL.
func (s *Server) readForm(r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	var err error
	if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media == "multipart/form-data" {
		err = r.ParseMultipartForm(uploadLimit) // stays in memory: a file never touches the disk in the clear
	} else {
		err = r.ParseForm()
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return &pana.Error{Op: "web.readForm", Kind: pana.Invalid, Say: "error.too-large", With: map[string]any{"MB": max(tooLarge.Limit>>20, 1)}, Err: err}
	case err != nil:
		return &pana.Error{Op: "web.readForm", Kind: pana.Invalid, Say: "error.form", Err: errors.New("unreadable body")}
	}
	for field, values := range r.PostForm {
		for _, v := range values {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return &pana.Error{Op: "web.readForm", Kind: pana.Invalid, Field: field, Say: "error.characters"}
			}
		}
	}
	return nil
}

// value returns the trimmed text of a posted field.
func value(r *http.Request, field string) string { return strings.TrimSpace(r.PostFormValue(field)) }

// ticked reports whether a box was ticked.
func ticked(r *http.Request, field string) bool { return r.PostFormValue(field) != "" }
