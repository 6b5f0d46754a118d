package youth

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/people"
)

// States of somebody's help at a lesson.
const (
	HelpBooked = "booked"
	HelpTaken  = "off" // the booking was taken back
	Helped     = "helped"
	HelpAway   = "away"   // was booked and did not come
	HelpCannot = "cannot" // was booked and said beforehand that she cannot come
)

// A Helping is somebody who helps at one lesson beside who leads it: a volunteer of
// the centre, or a second teacher.
type Helping struct {
	ID        string            `db:"id"`
	Slot      SlotID            `db:"slot_id"`
	On        pana.Date         `db:"on_day"`
	Volunteer people.OutsiderID `db:"outsider_id"`
	Staff     pana.StaffID      `db:"staff_id"`
	State     string            `db:"state"`
	Version   int64             `db:"version"`
	Name      string            `db:"-"` // empty when she was forgotten
	Lacks     string            `db:"-"` // of who is booked, the key of the sentence that says why she cannot help now
}

// Key names whoever helps in a form.
func (h Helping) Key() string { return helperKey(h.Volunteer, h.Staff) }

func helperKey(volunteer people.OutsiderID, staff pana.StaffID) string {
	if volunteer != "" {
		return "volunteer." + string(volunteer)
	}
	return "staff." + string(staff)
}

// A Choice is somebody who could help at a lesson. Lacks is the key of the sentence
// that says why she cannot be booked for it; empty when she can. What was held is
// written down of her all the same.
type Choice struct {
	Volunteer people.OutsiderID
	Staff     pana.StaffID // her account: of a volunteer, if she has one
	Name      string
	Lacks     string
}

// Key is as of Helping.
func (c Choice) Key() string {
	if c.Volunteer != "" {
		return helperKey(c.Volunteer, "")
	}
	return helperKey("", c.Staff)
}

// ends is when a meeting is over, in minutes of its day, and starts when it begins.
func (m Meeting) ends() int { return m.starts() + m.Minutes }

func (m Meeting) starts() int { return casework.MinuteOf(m.Starts) }

// helpers returns who helps at a meeting, by name, those taken back left out. Of who is
// booked, what holds is asked again.
func (y *Youth) helpers(ctx context.Context, tx *db.Tx, site pana.SiteID, m Meeting) ([]Helping, error) {
	rows, err := helpingRows(ctx, tx, site, m.On, m.On)
	if err != nil {
		return nil, err
	}
	lacks, err := y.lacking(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	var list []Helping
	for _, h := range rows {
		if h.Slot != m.Slot || h.State == HelpTaken {
			continue
		}
		if h.Volunteer != "" {
			h.Name, err = y.people.HandName(ctx, tx, h.Volunteer)
		} else {
			h.Name, err = y.h.StaffName(ctx, tx, h.Staff)
		}
		if err != nil {
			return nil, err
		}
		if h.State == HelpBooked {
			h.Lacks = lacks(h)
		}
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b Helping) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// lacking returns what says of somebody who is booked at a site why she cannot help on
// that day, as the register and the roles stand now.
func (y *Youth) lacking(ctx context.Context, tx *db.Tx, site pana.SiteID) (func(Helping) string, error) {
	hands, err := y.people.Hands(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	teachers, err := teachersAt(ctx, tx, site)
	return func(h Helping) string {
		if h.Volunteer == "" {
			if slices.Contains(teachers, h.Staff) {
				return ""
			}
			return "youth.helping.ended"
		}
		i := slices.IndexFunc(hands, func(o people.Hand) bool { return o.ID == h.Volunteer })
		if i < 0 {
			return "youth.helping.ended"
		}
		return hands[i].Lacks(h.On)
	}, err
}

// amiss returns those of the meetings for which somebody is booked who cannot help now,
// or somebody said that she cannot come and nobody is booked.
func (y *Youth) amiss(ctx context.Context, tx *db.Tx, site pana.SiteID, all []Met, from, until pana.Date) ([]Met, error) {
	rows, err := helpingRows(ctx, tx, site, from, until)
	if err != nil {
		return nil, err
	}
	lacks, err := y.lacking(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	var list []Met
	for _, m := range all {
		if m.State != "" || !m.asks() {
			continue
		}
		booked, cannot, lacking := false, false, false
		for _, h := range rows {
			if h.Slot == m.Slot && h.On == m.On {
				booked, cannot = booked || h.State == HelpBooked, cannot || h.State == HelpCannot
				lacking = lacking || h.State == HelpBooked && lacks(h) != ""
			}
		}
		if lacking || cannot && !booked {
			list = append(list, m)
		}
	}
	return list, nil
}

// choices returns who could help at a meeting: the volunteers of the centre and who
// works there, without whoever leads it, each with what stands against booking her.
func (y *Youth) choices(ctx context.Context, tx *db.Tx, site pana.SiteID, m Meeting) ([]Choice, error) {
	hands, err := y.people.Hands(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	var list []Choice
	students := map[pana.StaffID]bool{}
	for _, h := range hands {
		students[h.Staff] = true
		list = append(list, Choice{Volunteer: h.ID, Staff: h.Staff, Name: h.Name, Lacks: h.Lacks(m.On)})
	}
	teachers, err := teachersAt(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	for _, id := range teachers {
		if students[id] {
			continue
		}
		name, err := y.h.StaffName(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, Choice{Staff: id, Name: name})
	}
	list = slices.DeleteFunc(list, func(c Choice) bool { return c.Staff != "" && c.Staff == m.Leader })
	return list, y.busy(ctx, tx, site, m, list)
}

// busy says of those who could help that they are in another lesson at that time.
func (y *Youth) busy(ctx context.Context, tx *db.Tx, site pana.SiteID, m Meeting, list []Choice) error {
	t, err := y.timetable(ctx, tx, site, m.On, m.On)
	if err != nil {
		return err
	}
	rows, err := helpingRows(ctx, tx, site, m.On, m.On)
	if err != nil {
		return err
	}
	for _, o := range t.meetings(m.On, m.On) {
		if o.Slot == m.Slot || !o.asks() || o.starts() >= m.ends() || m.starts() >= o.ends() {
			continue
		}
		for i := range list {
			c := &list[i]
			there := c.Staff != "" && c.Staff == o.Leader || slices.ContainsFunc(rows, func(h Helping) bool {
				return h.Slot == o.Slot && h.State == HelpBooked && h.Key() == c.Key()
			})
			if there && c.Lacks == "" {
				c.Lacks = "youth.helping.elsewhere"
			}
		}
	}
	return nil
}

// HelpedAt reads for how long a volunteer helped at lessons that were held, for the
// register of volunteers: nobody enters it twice.
func HelpedAt(ctx context.Context, tx *db.Tx, volunteer people.OutsiderID) ([]people.VolunteerLine, error) {
	rows, err := helpedRows(ctx, tx, volunteer)
	list := make([]people.VolunteerLine, len(rows))
	for i, r := range rows {
		list[i] = people.VolunteerLine{ID: r.ID, Kind: people.Hours, On: r.On, Minutes: r.Minutes, By: r.By, Lesson: Meeting{Slot: r.Slot, On: r.On}.Key()}
	}
	return list, err
}
