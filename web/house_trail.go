package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
	"example.org/pana/web/template"
)

// trailPage is how many lines the page of the house's trail shows.
const trailPage = 200

// getHouseTrail shows the newest lines that the reader may know of, and writes
// that she looked.
func (s *Server) getHouseTrail(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	var lines []template.TrailLine
	err := s.house.DB.Update(ctx, func(tx *db.Tx) error {
		lines = nil
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeTrail, policy.Subject{}); err != nil {
			return err
		}
		all, err := trail.OfHouse(ctx, tx, s.house.Tonight(tx.Now), trailPage)
		if err != nil {
			return err
		}
		for _, l := range all {
			about := policy.Subject{Client: l.Client, Site: l.Site}
			if l.Client != "" && !policy.Learns(pana.ActorFrom(ctx), policy.Act(l.Act), about) {
				continue
			}
			who := l.Staff
			switch policy.Act(l.Act) {
			case house.Refused:
				who = pana.StaffID(l.Object) // whose name was typed, by we know not whom
			case house.Forced:
				if who = pana.StaffID(l.Object); who == pana.ActorFrom(ctx).Staff {
					continue // who forces her may read with her
				}
			}
			name, err := s.house.StaffName(ctx, tx, who)
			if err != nil && pana.KindOf(err) != pana.NotFound {
				return err
			}
			code := ""
			if l.Client != "" {
				if code, err = db.Get[string](ctx, tx, `SELECT code FROM clients WHERE id = $1`, string(l.Client)); err != nil {
					return err
				}
			}
			lines = append(lines, template.TrailLine{At: db.FromMicros(l.At), Who: name, Act: l.Act, Code: code, Opened: partsOf(policy.LearnsOpened(pana.ActorFrom(ctx), l.Opened, about))})
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.SeeTrail})
	})
	if err != nil {
		return err
	}
	f := s.frame(r)
	return s.show(w, r, template.HouseTrail(f.Titled(f.R.T("trail.title")), lines, s.house.Zone()))
}
