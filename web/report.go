package web

import (
	"bytes"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/internal/disclosure"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/report"
	"example.org/pana/web/template"
)

// reportRoutes are the pages of the sheets that funders get, and of their layouts.
func (s *Server) reportRoutes() []route {
	return []route{
		page("GET /reports", policy.SeeReports, s.getReports),
		page("GET /reports/draft", policy.MakeReports, s.getReportDraft),
		page("POST /reports/draft", policy.ApproveReports, s.postReport),
		page("GET /reports/{id}", policy.SeeReports, s.getReport),
		page("GET /reports/{id}/print", policy.SeeReports, s.getReportPrint),
		page("GET /reports/{id}/file", policy.SeeReports, s.getReportFile),
		page("GET /reports/{id}/csv", policy.SeeReports, s.getReportCSV),
		page("POST /reports/{id}/reopen", policy.ReopenReports, s.postReopenReport),
		page("GET /layouts", policy.MakeReports, s.getLayouts),
		upload("POST /layouts", policy.KeepLayouts, s.postLayout),
		page("GET /layouts/{id}/file", policy.MakeReports, s.getLayoutFile),
		page("POST /layouts/{id}/retire", policy.KeepLayouts, s.postRetireLayout),
	}
}

func (s *Server) getReports(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.reportsPage)
}

func (s *Server) reportsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	ctx := r.Context()
	d := template.ReportsData{Today: s.house.Today(s.house.Now()), Floor: int64(s.house.Settings().Floor)}
	var err error
	if d.Made, err = s.reports.Reports(ctx); err != nil {
		return nil, err
	}
	if f.May(policy.MakeReports) {
		if d.Due, err = s.reports.Due(ctx); err != nil {
			return nil, err
		}
		if d.Agreements, err = s.funding.Agreements(ctx); err != nil {
			return nil, err
		}
		if d.Layouts, err = s.reports.Layouts(ctx); err != nil {
			return nil, err
		}
	}
	d.Asked = reportChoice(r.URL.Query().Get)
	return template.Reports(f.Titled(f.R.T("report.title")), d), nil
}

// reportChoice reads which sheet is wanted, from an address or a form.
func reportChoice(get func(string) string) report.Choice {
	c := report.Choice{Agreement: funding.AgreementID(get("agreement")), Layout: report.LayoutID(get("layout")), Names: get("names") == "yes"}
	c.Languages = [2]locale.Lang{locale.Lang(get("first")), locale.Lang(get("second"))}
	c.Period, _ = report.Span(get("period"))
	return c
}

// threshold reads the smallest number that is shown; what is no number is refused.
func threshold(c report.Choice, text string) (report.Choice, error) {
	if text == "" {
		return c, nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return c, pana.Refuse("web.threshold", "threshold", "report.threshold.number")
	}
	if n == 0 {
		n = -1 // as small as nothing: the gate refuses it
	}
	c.Threshold = n
	return c, nil
}

// getReportDraft shows a sheet before it is approved. What is chosen stands in the
// address: an agreement's id, months, a layout; nothing of anybody.
func (s *Server) getReportDraft(w http.ResponseWriter, r *http.Request) error {
	get := r.URL.Query().Get
	c, err := threshold(reportChoice(get), get("threshold"))
	if err == nil {
		var page templ.Component
		if page, err = s.draftPage(r, s.frame(r), c); err == nil {
			return s.show(w, r, page)
		}
	}
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.reportsPage(r, f) })
}

func (s *Server) draftPage(r *http.Request, f template.Frame, c report.Choice) (templ.Component, error) {
	d := template.DraftData{Least: disclosure.Least}
	var err error
	if d.Draft, err = s.reports.Draft(r.Context(), c); err != nil {
		return nil, err
	}
	if !d.Other {
		if d.Sheets, err = s.reports.DraftSheets(d.Draft, f.R); err != nil {
			return nil, err
		}
	}
	return template.ReportDraft(f.Titled(f.R.T("report.draft")), d), nil
}

func (s *Server) postReport(w http.ResponseWriter, r *http.Request) error {
	get := func(field string) string { return value(r, field) }
	return s.onDrawn(w, r, func() (string, error) {
		c, err := threshold(reportChoice(get), get("threshold"))
		if err != nil {
			return "", err
		}
		id, err := s.reports.Approve(r.Context(), c, get("seen"), get("despite"))
		return "/reports/" + string(id) + "?done=saved", err
	}, func(r *http.Request, f template.Frame) (templ.Component, error) {
		c, err := threshold(reportChoice(get), get("threshold"))
		if err == nil {
			var page templ.Component
			if page, err = s.draftPage(r, f, c); err == nil {
				return page, nil
			}
		}
		if pana.KindOf(err) == pana.Invalid {
			return s.reportsPage(r, f)
		}
		return nil, err
	})
}

func (s *Server) frozen(r *http.Request) (report.Frozen, error) {
	return s.reports.Report(r.Context(), report.ReportID(r.PathValue("id")))
}

func (s *Server) getReport(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.reportPage)
}

func (s *Server) reportPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.reportData(r, f.R)
	return template.ReportPage(f.Titled(f.R.T("report.title")), d), err
}

// reportData draws a sheet for a reader, or for paper if reader is nil.
func (s *Server) reportData(r *http.Request, reader *locale.Reader) (template.ReportData, error) {
	var d template.ReportData
	var err error
	if d.Frozen, err = s.frozen(r); err != nil {
		return d, err
	}
	if d.Sheets, err = s.reports.Sheets(d.Frozen, reader); err != nil {
		return d, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		add(d.ApprovedBy)
		add(d.ReopenedBy)
	})
	return d, err
}

func (s *Server) getReportPrint(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, func(r *http.Request, f template.Frame) (templ.Component, error) {
		d, err := s.reportData(r, nil)
		return template.ReportPaper(f.Titled(f.R.T("report.title")), d), err
	})
}

// handOut sends a file that no browser opens as a page.
func handOut(w http.ResponseWriter, kind, name string, file []byte) error {
	h := w.Header()
	h.Set("Content-Security-Policy", ofAFile)
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(file)))
	if _, err := bytes.NewReader(file).WriteTo(w); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}

const workbookKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func (s *Server) getReportFile(w http.ResponseWriter, r *http.Request) error {
	d, err := s.frozen(r)
	if err != nil {
		return err
	}
	file, err := s.reports.Workbook(d)
	if err != nil {
		return err
	}
	return handOut(w, workbookKind, report.FileName("report-"+report.SpanText(d.Period()))+".xlsx", file)
}

func (s *Server) getReportCSV(w http.ResponseWriter, r *http.Request) error {
	d, err := s.frozen(r)
	if err != nil {
		return err
	}
	return handOut(w, "text/csv; charset=utf-8", report.FileName("report-"+report.SpanText(d.Period()))+".csv", s.reports.CSV(d))
}

func (s *Server) postReopenReport(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		id := r.PathValue("id")
		return "/reports/" + id + "?done=saved", s.reports.Reopen(r.Context(), report.ReportID(id), version(r), value(r, "why"))
	}, s.reportPage)
}

func (s *Server) getLayouts(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.layoutsPage)
}

func (s *Server) layoutsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	all, err := s.reports.Layouts(r.Context())
	return template.Layouts(f.Titled(f.R.T("report.layouts")), all), err
}

// postLayout takes a workbook. Its own name is not read: it may speak.
func (s *Server) postLayout(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		file, err := uploaded(r)
		if err != nil {
			return "", err
		}
		if file == nil {
			_, err = s.reports.Keep(r.Context(), value(r, "name"), nil)
			return "", err
		}
		defer file.Close()
		_, err = s.reports.Keep(r.Context(), value(r, "name"), file)
		return "/layouts?done=added", err
	}, s.layoutsPage)
}

func (s *Server) getLayoutFile(w http.ResponseWriter, r *http.Request) error {
	file, err := s.reports.File(r.Context(), report.LayoutID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return handOut(w, workbookKind, "layout.xlsx", file)
}

func (s *Server) postRetireLayout(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/layouts?done=saved", s.reports.Retire(r.Context(), report.LayoutID(r.PathValue("id")), value(r, "retire") == "yes", version(r))
	}, s.layoutsPage)
}
