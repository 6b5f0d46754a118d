package health

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Round is what one client is to be given now, before and after, and what became
// of it.
type Round struct {
	Client casework.Client
	Today  pana.Date
	Dues   []Due  // of yesterday evening, today and the coming night
	Given  []Dose // as needed, of the same days, the newest first
	Box    []Boxed
	Closed bool
}

// A Boxed is one medicine as it lies in the locked box.
type Boxed struct {
	Medicine MedicineID
	Line     string
	Last     Count // its ID is empty when nobody has counted yet
}

// RoundOf returns the round of the client with a code. Whoever reads the health
// compartment reads what it is by its own words, the night by its line.
func (h *Health) RoundOf(ctx context.Context, code string) (Round, error) {
	var out Round
	err := h.files.Read(ctx, code, policy.GiveMedicine, func(r *casework.Reading) error {
		out = Round{Client: r.Client, Today: r.Today}
		all, err := medicinesOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		whole := r.Reads(pana.Health)
		all = slices.DeleteFunc(all, func(m Medicine) bool { return !whole && !m.NightLine })
		doses, err := dosesOn(r.Ctx, r.Tx, []pana.ClientID{r.Subject.Client}, r.Today.AddDays(-1), r.Today)
		if err != nil {
			return err
		}
		var rows []string
		for _, m := range all {
			rows = append(rows, string(m.ID))
		}
		for _, d := range doses {
			rows = append(rows, string(d.ID))
		}
		counts, err := countsOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		for _, c := range counts {
			rows = append(rows, c.ID)
		}
		said, err := r.Words(rows, pana.Identity, pana.Health)
		if err != nil {
			return err
		}
		for i := range doses {
			doses[i].Note = said.Of("doses", string(doses[i].ID), fieldNote)
			if doses[i].Clock == "" {
				out.Given = append([]Dose{doses[i]}, out.Given...)
			}
		}
		spans := []span{{r.Today.AddDays(-1), NightFrom, "24:00"}, {r.Today, "00:00", "24:00"}}
		for _, m := range all {
			m.Name, m.Dose, m.How = said.Of("medicines", string(m.ID), fieldName), said.Of("medicines", string(m.ID), fieldDose), said.Of("medicines", string(m.ID), fieldHow)
			line := m.line()
			if !whole || line == "" {
				line = said.Of("medicines", string(m.ID), fieldNight)
			}
			if m.Newest && !m.Over(r.Today) {
				b := Boxed{Medicine: m.ID, Line: line}
				for _, c := range counts {
					if c.Medicine == m.ID || m.Supersedes != "" && c.Medicine == m.Supersedes && b.Last.ID == "" {
						b.Last, b.Last.Note = c, said.Of("box_counts", c.ID, fieldNote)
					}
				}
				out.Box = append(out.Box, b)
			}
			row := dueRow{Medicine: m, Client: r.Subject.Client, Site: r.Subject.Site, Code: r.Client.Code}
			for _, d := range dues(row, spans, false, map[string]string{string(m.ID): line}, doses) {
				if d.At == "" {
					d.On = r.Today
				}
				d.Closed = line == ""
				out.Dues = append(out.Dues, d)
			}
		}
		inOrder(out.Dues)
		return nil
	})
	return out, err
}

// Missed returns what was due within the last twelve hours and of which nobody has
// said what became of it, without words, for those who see to medicine.
func (h *Health) Missed(ctx context.Context) ([]Due, error) {
	now := h.h.Now()
	all, err := h.due(ctx, policy.GiveMedicine, "", func(pana.Date) ([]span, pana.Date, pana.Date) {
		today := h.h.Today(now)
		return []span{{today.AddDays(-1), "00:00", "24:00"}, {today, "00:00", "24:00"}}, today.AddDays(-1), today
	})
	return slices.DeleteFunc(all, func(d Due) bool {
		return !d.Missed(now, h.h.Zone()) || now.Sub(dueAt(d.On, d.At, h.h.Zone())) > missedFor
	}), err
}
