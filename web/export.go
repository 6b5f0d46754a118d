package web

import (
	"encoding/hex"
	"net/http"
	"path/filepath"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana/backup"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// exportRoutes are the page on which the whole house is given out, and the address
// through which this machine's own command asks for it.
func (s *Server) exportRoutes() []route {
	return []route{
		page("GET /house/export", policy.ExportHouse, s.getExport),
		{pattern: "POST /house/export", act: policy.ExportHouse, handle: s.postExport, own: "own"},
	}
}

func (s *Server) getExport(w http.ResponseWriter, r *http.Request) error {
	page, err := s.exportPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) exportPage(r *http.Request, f template.Frame) (templ.Component, error) {
	var d template.ExportData
	earlier, err := s.copies.Exports(r.Context())
	if err == nil {
		d.Alone, err = s.house.Alone(r.Context(), policy.ExportHouse)
	}
	if err != nil {
		return nil, err
	}
	if to := s.house.Settings().BackupTo; to != "" {
		d.Folder = filepath.Join(to, "house.age")
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		for _, e := range earlier {
			line := template.ExportLine{At: e.At, Sum: hex.EncodeToString(e.Sum)}
			if line.By, err = s.house.StaffName(r.Context(), tx, e.By); err == nil && e.Second != "" {
				line.With, err = s.house.StaffName(r.Context(), tx, e.Second)
			}
			if err != nil {
				return err
			}
			d.Earlier = append(d.Earlier, line)
		}
		return nil
	})
	return template.ExportHouse(f.Titled(f.R.T("export.title")), d, s.house.Zone()), err
}

// postExport writes the file where it was told, on this machine. A page tells how
// far it has come, a command is answered in lines.
func (s *Server) postExport(w http.ResponseWriter, r *http.Request) error {
	ask := backup.Exporting{Out: value(r, "out"), Keys: r.PostFormValue("keys"), By: agreeingOf(r)}
	if plainly(r) {
		out := s.inLines(w, r, "export")
		made, err := s.copies.Export(r.Context(), ask, func(rows int64) { out.say("checked", strconv.FormatInt(rows, 10)) })
		if err != nil {
			out.failed(err)
			return nil
		}
		out.say("report", ExportLine(out.r, made))
		out.say("done", "1")
		return nil
	}
	f := s.frame(r)
	f = f.Titled(f.R.T("export.title"))
	var made backup.Export
	err := s.working(w, r, f, func(say func(int64)) (err error) {
		made, err = s.copies.Export(r.Context(), ask, say)
		return err
	}, func(err error) templ.Component {
		if err != nil {
			return template.Ended(f, faults(f.R, err)[0].Text, "", "", "/house/export")
		}
		return template.Ended(f, "", f.R.T("export.done"), hex.EncodeToString(made.Sum), "/house/export")
	})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.exportPage(r, f) })
	}
	return nil
}

// ExportLine says in one line what was exported.
func ExportLine(r *locale.Reader, made backup.Export) string {
	return r.T("export.done") + " " + r.T("export.sum") + " " + hex.EncodeToString(made.Sum)
}

// agreeingOf is what two people typed at one page; see template.Agreeing.
func agreeingOf(r *http.Request) house.Agreeing {
	return house.Agreeing{Pair: pairOf(r), One: value(r, "sheet_one"), Two: value(r, "sheet_two")}
}
