package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// RestoredLines say which set was restored, of what day and how long ago, in the
// time of this machine; and, for one of more than two days ago, what it cannot know.
func RestoredLines(r *locale.Reader, rep backup.Report, now time.Time) (set, old string) {
	set = r.T("backup.restored", "N", rep.Sequence, "At", r.DateTime(rep.At.Local()), "Days", rep.Days(now), "Rows", rep.Rows)
	if rep.Old(now) {
		old = r.T("backup.restored.old", "Days", rep.Days(now))
	}
	return set, old
}

// restoreRoutes are the page that brings a house back into an empty folder, on
// the machine itself.
func (s *Server) restoreRoutes() []route {
	return []route{
		door("GET /restore", policy.RestoreHouse, s.getHouseBack),
		door("POST /restore", policy.RestoreHouse, s.postHouseBack),
	}
}

// emptyHere reports whether there is an empty house on this machine to restore
// into; where there is none the browser is led on.
func (s *Server) emptyHere(w http.ResponseWriter, r *http.Request) (bool, error) {
	if s.house.State() != house.Empty || s.house.DB.Engine() == db.Postgres {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return false, nil
	}
	return true, s.atHome(r)
}

func (s *Server) getHouseBack(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.emptyHere(w, r); !ok || err != nil {
		return err
	}
	return s.show(w, r, s.restorePage(s.frame(r)))
}

func (s *Server) restorePage(f template.Frame) templ.Component {
	return template.Restore(f.Titled(f.R.T("restore.title")), s.languageLinks(f, "/restore"))
}

// postHouseBack restores the newest set of a folder and says how far it has come.
// The house is stopped then, and whoever could sign in can.
func (s *Server) postHouseBack(w http.ResponseWriter, r *http.Request) error {
	if ok, err := s.emptyHere(w, r); !ok || err != nil {
		return err
	}
	ask := backup.Restore{From: value(r, "folder"), One: value(r, "sheet_one"), Two: value(r, "sheet_two"),
		Dir: s.house.Dir(), Schema: s.house.Tables(), Clock: s.house.Now}
	f := s.frame(r)
	f = f.Titled(f.R.T("restore.title"))
	var rep backup.Report
	err := s.working(w, r, f, func(say func(int64)) (err error) {
		for field, words := range map[string]string{"sheet_one": ask.One, "sheet_two": ask.Two} {
			if _, err := seal.CheckSheet(words); err != nil {
				return pana.AtField(err, field)
			}
		}
		s.restoring.Lock()
		defer s.restoring.Unlock()
		ask.Progress = say
		if rep, err = ask.Run(r.Context()); err != nil {
			return err
		}
		return s.house.Restored(r.Context())
	}, func(err error) templ.Component {
		if err != nil {
			return template.Ended(f, faults(f.R, err)[0].Text, "", "", "/restore")
		}
		day, old := RestoredLines(f.R, rep, s.house.Now())
		return template.Restored(f, day+" "+f.R.T("restore.done"), old)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.restorePage(f), nil })
	}
	return nil
}
