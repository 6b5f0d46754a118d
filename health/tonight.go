package health

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Due is one medicine to give to someone who sleeps here, at a time.
type Due struct {
	Medicine MedicineID
	Client   pana.ClientID
	Site     pana.SiteID
	Code     string
	At       string // clock time; empty when it is given as needed
	On       pana.Date
	Line     string // what, how much, how
	Closed   bool   // there is a line, but her keys do not open it
	Mark     Dose   // what became of it, if anybody has said so
}

// Tonight returns what whoever keeps the night may have to give: to whom, when,
// and the line to give it by, in the order of the night. It opens no word of the
// health compartment; a line of the trail says for each file that the line of the
// night was read. Someone who gives no medicine gets none.
func (h *Health) Tonight(ctx context.Context) ([]Due, error) {
	return h.due(ctx, policy.GiveTonight, pana.Identity, func(night pana.Date) ([]span, pana.Date, pana.Date) {
		return []span{{night, NightFrom, "24:00"}, {night.AddDays(1), "00:00", NightUntil}}, night, night.AddDays(1)
	})
}

// Rounds returns the whole day's medicines in the order of the clock, for those who
// read the health compartment.
func (h *Health) Rounds(ctx context.Context) ([]Due, error) {
	return h.due(ctx, policy.SeeHealth, pana.Health, func(pana.Date) ([]span, pana.Date, pana.Date) {
		today := h.h.Today(h.h.Now())
		return []span{{today, "00:00", "24:00"}}, today, today
	})
}

// A span is part of a day, from a clock time until before another.
type span struct {
	day         pana.Date
	from, until string
}

func (h *Health) due(ctx context.Context, act policy.Act, from pana.Compartment, when func(night pana.Date) (spans []span, first, last pana.Date)) ([]Due, error) {
	if !policy.May(pana.ActorFrom(ctx), act) {
		return nil, nil
	}
	var all []Due
	err := h.h.DB.Update(ctx, func(tx *db.Tx) error {
		all = nil
		spans, first, last := when(h.h.Tonight(tx.Now))
		cond, args := h.files.Where(ctx, tx, act)
		rows, err := dueOf(ctx, tx, cond, args, first, last)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r dueRow) bool { return from == pana.Identity && !r.NightLine })
		lines := map[string]string{}
		if from != "" {
			if lines, err = linesOf(ctx, tx, act, from, rows); err != nil {
				return err
			}
		}
		doses, err := dosesOn(ctx, tx, clientsOf(rows), first, last)
		if err != nil {
			return err
		}
		for _, r := range rows {
			all = append(all, dues(r, spans, from == pana.Identity, lines, doses)...)
		}
		return nil
	})
	inOrder(all)
	return all, err
}

// clientsOf are those to whom medicines are due, each once.
func clientsOf(rows []dueRow) []pana.ClientID {
	var all []pana.ClientID
	for _, r := range rows {
		if !slices.Contains(all, r.Client) {
			all = append(all, r.Client)
		}
	}
	return all
}

// inOrder sorts by day and clock; what is given as needed comes last.
func inOrder(all []Due) {
	slices.SortStableFunc(all, func(a, b Due) int {
		switch {
		case (a.At == "") != (b.At == ""): // as needed comes last
			if a.At == "" {
				return 1
			}
			return -1
		case a.On != b.On:
			return cmpText(string(a.On), string(b.On))
		}
		return cmpText(a.At, b.At)
	})
}

func cmpText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// dues returns the times at which one medicine falls into spans, and what became
// of each.
func dues(r dueRow, spans []span, night bool, lines map[string]string, doses []Dose) []Due {
	line, open := lines[string(r.ID)]
	d := Due{Medicine: r.ID, Client: r.Client, Site: r.Site, Code: r.Code, Line: line, Closed: !open}
	var all []Due
	for _, s := range spans {
		if !r.Stands(s.day) {
			continue
		}
		for _, clock := range r.Clocks() {
			if clock >= s.from && clock < s.until {
				d.On, d.At = s.day, clock
				d.Mark = markOf(d, r.Supersedes, doses)
				all = append(all, d)
			}
		}
	}
	if r.AsNeeded && (!night || r.AtNight) && r.Stands(spans[0].day) {
		d.On, d.At, d.Mark = spans[0].day, "", Dose{}
		all = append(all, d)
	}
	return all
}

// linesOf opens by what line each medicine is given, and says so in the trail.
func linesOf(ctx context.Context, tx *db.Tx, act policy.Act, from pana.Compartment, rows []dueRow) (map[string]string, error) {
	owners := map[pana.SiteID][]seal.Owner{}
	for _, r := range rows {
		if o := seal.Owner(r.Client); !slices.Contains(owners[r.Site], o) {
			owners[r.Site] = append(owners[r.Site], o)
		}
	}
	fields := []string{fieldName, fieldDose, fieldHow}
	if from == pana.Identity {
		fields = []string{fieldNight}
	}
	said := map[string]Medicine{}
	for site, of := range owners {
		seen := map[seal.Owner]bool{}
		for _, field := range fields {
			words, err := seal.GetWordsOf(ctx, tx, site, of, "medicines", field, from)
			if err != nil {
				return nil, err
			}
			for o, list := range words {
				if !seen[o] && len(list) > 0 {
					seen[o] = true
					if err := trail.Looked(ctx, tx, act, pana.ClientID(o), site, from); err != nil {
						return nil, err
					}
				}
				for _, w := range list {
					m := said[w.Row]
					switch field {
					case fieldDose:
						m.Dose = w.Text
					case fieldHow:
						m.How = w.Text
					default:
						m.Name = w.Text
					}
					said[w.Row] = m
				}
			}
		}
	}
	lines := map[string]string{}
	for row, m := range said {
		lines[row] = m.line()
	}
	return lines, nil
}
