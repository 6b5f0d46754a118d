package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"example.org/pana"
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
// answers in lines: rows looked at, cases written, sentences of the report, and
// how many were written at the end, 0 after a trial.
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
	out := s.inLines(w, r, "import")
	dry := r.URL.Query().Get("dry-run") != ""
	rep, err := work.Import(r.Context(), transfer.Layout(r.PathValue("layout")), file, transfer.Options{Site: site, DryRun: dry,
		Progress: func(done, rows int) {
			if rows == 0 {
				out.say("checked", strconv.Itoa(done))
				return
			}
			out.say("written", strconv.Itoa(done)+" "+strconv.Itoa(rows))
		}})
	if rep.Rows > 0 {
		for _, line := range rep.Lines(out.r) {
			out.say("report", line)
		}
	}
	switch {
	case err != nil:
		out.failed(err)
	case dry:
		out.say("done", "0")
	default:
		out.say("done", strconv.Itoa(rep.Rows))
	}
	return nil
}
