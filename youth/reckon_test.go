package youth

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
)

// drawn is a timetable, a membership, an order and marks, as they may come.
type drawn struct {
	t       timetable
	members []Member
	order   Order
	marks   []Mark
	today   pana.Date
}

const start = pana.Date("2026-09-01")

func day(r *rapid.T, label string, least, most int) pana.Date {
	return start.AddDays(rapid.IntRange(least, most).Draw(r, label))
}

func draw(r *rapid.T) drawn {
	d := drawn{today: day(r, "today", 0, 120)}
	for i := range rapid.IntRange(1, 3).Draw(r, "slots") {
		s := Slot{ID: SlotID("s" + strconv.Itoa(i)), Group: GroupID("g" + strconv.Itoa(rapid.IntRange(0, 1).Draw(r, "group"))), Weekday: rapid.IntRange(0, 7).Draw(r, "weekday"),
			Starts: "15:00", Minutes: 45, From: day(r, "slot from", 0, 60)}
		if s.Weekday == 0 {
			s.Until = s.From
		} else if rapid.Bool().Draw(r, "slot ends") {
			s.Until = s.From.AddDays(rapid.IntRange(0, 90).Draw(r, "slot until"))
		}
		d.t.slots = append(d.t.slots, s)
	}
	for range rapid.IntRange(0, 3).Draw(r, "terms") {
		x := Term{Kind: rapid.SampledFrom([]string{TermTime, Holiday}).Draw(r, "kind"), From: day(r, "term from", 0, 100)}
		x.Until = x.From.AddDays(rapid.IntRange(0, 40).Draw(r, "term until"))
		d.t.terms = append(d.t.terms, x)
	}
	for g := range 2 {
		if rapid.Bool().Draw(r, "member") {
			m := Member{Group: GroupID("g" + strconv.Itoa(g)), From: day(r, "member from", 0, 60)}
			if rapid.Bool().Draw(r, "member left") {
				m.Until = m.From.AddDays(rapid.IntRange(0, 60).Draw(r, "member until"))
			}
			d.members = append(d.members, m)
		}
	}
	d.order = Order{From: day(r, "order from", 0, 60), Sessions: rapid.IntRange(0, 20).Draw(r, "sessions")}
	if rapid.Bool().Draw(r, "order ends") {
		d.order.Until = d.order.From.AddDays(rapid.IntRange(0, 90).Draw(r, "order until"))
	}
	d.hold(r)
	return d
}

// hold lets some of what has been in the timetable be held or called off, and marks
// who was there; some of what was missed is made up in a lesson of nobody's timetable.
func (d *drawn) hold(r *rapid.T) {
	for i, m := range d.t.meetings(start, d.today) {
		if m.Free {
			continue
		}
		what := rapid.IntRange(0, 9).Draw(r, "what")
		l := Lesson{ID: LessonID("l" + strconv.Itoa(i)), Slot: m.Slot, Group: m.Group, On: m.On, Starts: m.Starts, Minutes: m.Minutes, State: Held}
		switch {
		case what == 0:
			continue // nobody wrote it down
		case what == 1:
			l.State = CalledOff
		}
		d.t.lessons = append(d.t.lessons, l)
		if l.State == CalledOff || what == 2 || len(theirs([]Meeting{m}, d.members)) == 0 {
			continue
		}
		mark := Mark{ID: MarkID("m" + strconv.Itoa(i)), Lesson: l.ID, On: m.On, Mark: rapid.SampledFrom(Marks()).Draw(r, "mark")}
		if !mark.Missed() {
			mark.Minutes = rapid.IntRange(0, 45).Draw(r, "minutes")
		}
		d.marks = append(d.marks, mark)
		if mark.Missed() && rapid.Bool().Draw(r, "made up") {
			d.marks = append(d.marks, Mark{ID: mark.ID + "+", Lesson: LessonID("elsewhere" + strconv.Itoa(i)), On: m.On.AddDays(1), Mark: Present, Minutes: 45, MakesUp: mark.ID})
		}
	}
}

func (d drawn) count() Count {
	until := d.order.Until
	if until == "" {
		until = d.order.From.AddDays(mostDays)
	}
	return reckon(d.order, theirs(d.t.meetings(d.order.From, until), d.members), d.marks, d.today)
}

// asked counts what the timetable and the order ask by another way: day after day,
// slot after slot, from the words of the rules alone.
func (d drawn) asked() int {
	n := 0
	for i := 0; ; i++ {
		on := d.order.From.AddDays(i)
		if i > mostDays || d.order.Until != "" && on > d.order.Until || d.order.Until == "" && d.order.Sessions == 0 && on > d.today {
			break
		}
		holiday, terms, within := false, 0, false
		for _, x := range d.t.terms {
			in := on >= x.From && on <= x.Until
			switch x.Kind {
			case Holiday:
				holiday = holiday || in
			default:
				terms++
				within = within || in
			}
		}
		if holiday {
			continue // holidays ask nothing
		}
		for _, s := range d.t.slots {
			here := on >= s.From && (s.Until == "" || on <= s.Until) && (s.Weekday == 0 && on == s.From || s.Weekday == Weekday(on) && (terms == 0 || within))
			for _, l := range d.t.lessons {
				if l.Slot == s.ID && l.On == on {
					here = l.State == Held
				}
			}
			in := false
			for _, m := range d.members {
				in = in || m.Group == s.Group && on >= m.From && (m.Until == "" || on <= m.Until)
			}
			if here && in {
				n++
			}
		}
	}
	if d.order.Sessions > 0 {
		return d.order.Sessions
	}
	return n
}

func TestEverySessionThatIsAskedIsCountedOnceAndHolidaysAskNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := draw(r)
		c := d.count()
		if sum := c.Attended + c.MadeUp + c.Excused + c.Absent + c.Unmarked + c.Ahead + c.Unplanned; sum != c.Asked {
			r.Fatalf("%d stand in the figures, %d are asked: %+v", sum, c.Asked, c)
		}
		if want := d.asked(); c.Asked != want {
			r.Fatalf("%d are asked, by the rules %d", c.Asked, want)
		}
		if c.Minutes > 45*(c.Attended+c.MadeUp) {
			r.Fatalf("%d minutes in %d sessions", c.Minutes, c.Attended+c.MadeUp)
		}
	})
}

func TestALessonOfAHolidayIsNeverAsked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := draw(r)
		d.order.Sessions = 0
		before := d.count()
		free := Term{Kind: Holiday, From: d.order.From, Until: d.order.From.AddDays(mostDays)}
		d.t.terms = append(d.t.terms, free)
		if c := d.count(); c.Asked != 0 || c.Minutes != 0 {
			r.Fatalf("within a holiday %+v, before it %+v", c, before)
		}
	})
}

func TestANumberOfSessionsEndsWithTheLastOfThem(t *testing.T) {
	d := drawn{today: "2026-12-31", order: Order{From: start, Sessions: 3}, members: []Member{{Group: "g", From: start}},
		t: timetable{slots: []Slot{{ID: "s", Group: "g", Weekday: 1, Starts: "15:00", Minutes: 60, From: start}}}}
	c := d.count()
	if c.Asked != 3 || c.Unmarked != 3 || c.Ahead != 0 || c.Unplanned != 0 {
		t.Errorf("three sessions long over: %+v", c)
	}
	d.t.slots[0].Until = start.AddDays(13)
	if c := d.count(); c.Asked != 3 || c.Unmarked != 2 || c.Unplanned != 1 {
		t.Errorf("two in the timetable, three asked: %+v", c)
	}
}

func FuzzLessonInAnAddress(f *testing.F) {
	for _, s := range []string{"", "~", "slot~2026-11-23", "a~b~2026-11-23", "slot~23.11.2026", "slot~2026-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slot, on, ok := readKey(text)
		if !ok {
			return
		}
		m := Meeting{Slot: slot, On: on}
		if s, d, again := readKey(m.Key()); !again || s != slot || d != on {
			t.Errorf("%q reads as %q on %q, and that as %q on %q", text, slot, on, s, d)
		}
	})
}
