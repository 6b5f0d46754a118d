package web

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// backupRoutes are the pages of the backups, and the addresses through which
// this machine's own command asks for one.
func (s *Server) backupRoutes() []route {
	return []route{
		page("GET /house/backup", policy.RunBackup, s.getBackup),
		page("POST /house/backup", policy.RunBackup, s.postBackup),
		page("POST /house/backup/run", policy.RunBackup, s.postBackupRun),
		page("POST /house/backup/drill", policy.RunBackup, s.postBackupDrill),
	}
}

func (s *Server) getBackup(w http.ResponseWriter, r *http.Request) error {
	page, err := s.backupPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) backupPage(r *http.Request, f template.Frame) (templ.Component, error) {
	standing, err := s.copies.Standing(r.Context())
	if err != nil {
		return nil, err
	}
	return template.Backups(f.Titled(f.R.T("backup.title")), standing, s.house.SettingsVersion(), s.house.Zone()), nil
}

// postBackup says where the house makes its sets. A folder that cannot take any
// is refused at once and not the first night.
func (s *Server) postBackup(w http.ResponseWriter, r *http.Request) error {
	set := s.house.Settings()
	set.BackupTo = value(r, "folder")
	version, _ := strconv.ParseInt(value(r, "version"), 10, 64)
	err := s.copies.MayKeep(set.BackupTo)
	if err == nil {
		err = s.house.SetSettings(r.Context(), set, version)
	}
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.backupPage(r, f) })
	}
	http.Redirect(w, r, "/house/backup?done=saved", http.StatusSeeOther)
	return nil
}

func (s *Server) postBackupRun(w http.ResponseWriter, r *http.Request) error {
	return s.copying(w, r, "backup", "elsewhere", func(folder string, say backup.Progress) (backup.Report, error) {
		return s.copies.Run(r.Context(), folder, say)
	})
}

func (s *Server) postBackupDrill(w http.ResponseWriter, r *http.Request) error {
	return s.copying(w, r, "backup-tried", "tried_in", func(folder string, say backup.Progress) (backup.Report, error) {
		return s.copies.Drill(r.Context(), folder, say)
	})
}

// copying makes or tries a set: for the page in the folder of its field, or that
// of the settings where it stays empty, and the page says how far it has come; for
// a command in the one it names, to which it answers in lines.
func (s *Server) copying(w http.ResponseWriter, r *http.Request, done, field string, do func(string, backup.Progress) (backup.Report, error)) error {
	if !plainly(r) {
		folder := cmp.Or(value(r, field), s.house.Settings().BackupTo)
		f := s.frame(r)
		f = f.Titled(f.R.T("backup.title"))
		err := s.working(w, r, f, func(say func(int64)) error {
			_, err := do(folder, say)
			return pana.AtField(err, field)
		}, func(err error) templ.Component {
			if err != nil {
				return template.Ended(f, faults(f.R, err)[0].Text, "", "", "/house/backup")
			}
			return template.Ended(f, "", f.R.T("done."+done), "", "/house/backup")
		})
		if err != nil {
			return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.backupPage(r, f) })
		}
		return nil
	}
	out := s.inLines(w, r, "backup")
	rep, err := do(value(r, "folder"), func(rows int64) { out.say("checked", strconv.FormatInt(rows, 10)) })
	if err != nil {
		out.failed(err)
		return nil
	}
	out.say("report", BackupLine(out.r, done, rep))
	out.say("done", strconv.FormatInt(rep.Rows, 10))
	return nil
}

// BackupLine says in one line what was done; kind is backup or backup-tried.
func BackupLine(r *locale.Reader, kind string, rep backup.Report) string {
	if kind == "backup-tried" {
		return r.T("backup.drilled", "N", rep.Sequence, "Rows", rep.Rows)
	}
	return r.T("backup.done", "N", rep.Sequence, "Rows", rep.Rows, "MB", (rep.Bytes+1<<20-1)>>20)
}
