package web

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/transfer"
)

// transferRoutes are the addresses through which this machine's own commands
// bring cases in while a server has the house open.
func (s *Server) transferRoutes() []route {
	return []route{
		{pattern: "POST /import/{layout}", act: policy.ImportCases, handle: s.postImport, limit: transfer.MostBytes},
	}
}

// postImport takes a file as the body of the request, never as part of a form:
// what is too large for a form in memory would rest on the disk in the clear. It
// answers in lines while it goes on:
//
//	checked 500        rows looked at
//	written 500 2385   cases written, of how many
//	report …           a sentence of the report
//	failed …           why nothing was written; the last line
//	done 2385          the last line; 0 after a trial
//
// An answer that ends without one of the last two was cut off.
func (s *Server) postImport(w http.ResponseWriter, r *http.Request) error {
	if !plainly(r) {
		return &pana.Error{Op: "web.postImport", Kind: pana.Invalid, Say: "error.form"}
	}
	work := transfer.New(s.house, s.casework)
	site, err := work.Site(r.URL.Query().Get("site"))
	if err != nil {
		return err
	}
	file, err := io.ReadAll(r.Body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return &pana.Error{Op: "web.postImport", Kind: pana.Invalid, Say: "error.too-large", With: map[string]any{"MB": transfer.MostBytes >> 20}, Err: err}
	}
	if err != nil {
		return &pana.Error{Op: "web.postImport", Kind: pana.Invalid, Say: "error.form", Err: errors.New("unreadable body")}
	}
	// A long import outlasts the time that a page may take.
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Time{})
	_ = c.SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	out := bufio.NewWriter(w)
	say := func(word, text string) {
		out.WriteString(word + " " + text + "\n")
		out.Flush()
		_ = c.Flush()
	}
	dry := r.URL.Query().Get("dry-run") != ""
	rep, err := work.Import(r.Context(), transfer.Layout(r.PathValue("layout")), file, transfer.Options{Site: site, DryRun: dry,
		Progress: func(done, rows int) {
			if rows == 0 {
				say("checked", strconv.Itoa(done))
				return
			}
			say("written", strconv.Itoa(done)+" "+strconv.Itoa(rows))
		}})
	// A command speaks the language of its terminal to the end.
	reader := locale.For(locale.Negotiate(r.Header.Get("Accept-Language")), s.house.Settings().Word)
	if rep.Rows > 0 {
		for _, line := range rep.Lines(reader) {
			say("report", line)
		}
	}
	switch e, ok := errors.AsType[*pana.Error](err); {
	case err == nil && dry:
		say("done", "0")
	case err == nil:
		say("done", strconv.Itoa(rep.Rows))
	case !ok || e.Kind == pana.Internal:
		s.log.Error("import failed", "error", err.Error())
		say("failed", reader.T("error.internal.text"))
	default:
		say("failed", faults(reader, err)[0].Text)
	}
	return nil
}
