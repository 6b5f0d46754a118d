package youth

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Lesson is a meeting that was held or called off, with its log.
type Lesson struct {
	ID         LessonID     `db:"id"`
	Slot       SlotID       `db:"slot_id"`
	Group      GroupID      `db:"group_id"`
	Site       pana.SiteID  `db:"site_id"`
	On         pana.Date    `db:"on_day"`
	Starts     string       `db:"starts"`
	Minutes    int          `db:"minutes"`
	State      string       `db:"state"`
	Service    string       `db:"service"`
	Payer      string       `db:"payer"`
	Engagement int          `db:"engagement"` // 1 to 5; 0 is not said
	Guests     int          `db:"guests"`
	Worker     pana.StaffID `db:"worker"` // who led it
	Version    int64        `db:"version"`
	Topic      string       `db:"-"`
	Worked     string       `db:"-"`
	Visit      string       `db:"-"` // who came as a guest, if anybody
	Used       []Used       `db:"-"`
}

func (l Lesson) key() string { return string(l.Slot) + "~" + string(l.On) }

// A Used is equipment that was used: what is written on it, and how many.
type Used struct {
	Item     string `db:"-"`
	Quantity int    `db:"quantity"`
}

// A Seat is one young person in the list of a lesson: the name to call and the
// code, and nothing else of her.
type Seat struct {
	Client pana.ClientID `db:"id"`
	Code   string        `db:"code"`
	Call   string        `db:"-"`
	Mark   Mark          `db:"-"`
	Extra  bool          `db:"-"` // came to make up a session that she missed
	Sealed []byte        `db:"call_name"`
}

// A Sheet is the page of one lesson.
type Sheet struct {
	Site     pana.SiteID
	Group    Group
	Meeting  Meeting
	Lesson   Lesson // zero while nothing is written down
	Seats    []Seat
	MayMake  []Missed // who could make up a session here
	Things   []collections.Offered
	Today    pana.Date
	Leader   string
	Helpers  []Helping // beside who leads it; for whoever marks lessons
	Choices  []Choice  // who could help, for the same
	MayMark  bool
	MayWrite bool
	MayBook  bool
}

// A Missed is a session somebody missed that is not made up.
type Missed struct {
	Client pana.ClientID
	Code   string
	Call   string
	Mark   MarkID
	On     pana.Date
}

// Sheet returns the page of the lesson that key names. A meeting that the timetable
// does not have is NotFound.
func (y *Youth) Sheet(ctx context.Context, key string) (Sheet, error) {
	const op = "youth.Sheet"
	var s Sheet
	slot, on, err := y.meeting(ctx, op, policy.SeeGroups, key)
	if err != nil {
		return s, err
	}
	err = y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		s, err = y.sheet(ctx, tx, op, slot, on)
		return err
	})
	return s, err
}

// meeting reads the address of a lesson and asks for an act at its centre.
func (y *Youth) meeting(ctx context.Context, op string, act policy.Act, key string) (Slot, pana.Date, error) {
	id, on, ok := readKey(key)
	if !ok {
		return Slot{}, "", casework.Gone(op)
	}
	slot, err := y.slot(ctx, op, act, id)
	return slot, on, err
}

func (y *Youth) sheet(ctx context.Context, tx *db.Tx, op string, slot Slot, on pana.Date) (Sheet, error) {
	s := Sheet{Site: slot.Site, Today: y.h.Today(tx.Now)}
	actor := pana.ActorFrom(ctx)
	s.MayMark = policy.Check(actor, policy.MarkLesson, policy.Subject{Site: slot.Site}) == nil
	s.MayBook = policy.Check(actor, policy.KeepCentre, policy.Subject{Site: slot.Site}) == nil
	s.MayWrite = policy.Check(actor, policy.WriteYoung, policy.Subject{Site: slot.Site}) == nil
	t, err := y.timetable(ctx, tx, slot.Site, on, on)
	if err != nil {
		return s, err
	}
	var found bool
	if s.Meeting, found = t.at(slot.ID, on); !found {
		return s, casework.Gone(op)
	}
	if s.Meeting.Place, err = y.placeOf(slot.ID, []byte(s.Meeting.sealed)); err != nil {
		return s, err
	}
	if s.Group, _, err = y.oneGroup(ctx, tx, slot.Group); err != nil {
		return s, err
	}
	if s.Meeting.Leader != "" {
		if s.Leader, err = y.h.StaffName(ctx, tx, s.Meeting.Leader); err != nil {
			return s, err
		}
	}
	if s.Meeting.Lesson != "" {
		if s.Lesson, err = y.lesson(ctx, tx, s.Meeting.Lesson); err != nil {
			return s, err
		}
	}
	if s.Seats, err = y.seats(ctx, tx, slot.Group, on, s.Meeting.Lesson); err != nil {
		return s, err
	}
	if s.MayMark {
		if s.Helpers, err = y.helpers(ctx, tx, slot.Site, s.Meeting); err != nil {
			return s, err
		}
		for i := range s.Helpers {
			if s.Helpers[i].Lacks != "" && !s.MayBook {
				s.Helpers[i].Lacks = "youth.helping.ask" // what the register says is not hers to read
			}
		}
		if s.Choices, err = y.choices(ctx, tx, slot.Site, s.Meeting); err != nil {
			return s, err
		}
	}
	if s.MayMark && s.Meeting.State != CalledOff {
		if s.Things, err = y.gifts.Offer(ctx, tx, slot.Site, string(s.Meeting.Lesson)); err != nil {
			return s, err
		}
	}
	if s.MayWrite && s.Meeting.asks() {
		s.MayMake, err = y.mayMake(ctx, tx, slot.Site, s.Seats)
	}
	return s, err
}

// seats returns who is in a group on a day, among those the actor may see, and who
// came to a lesson to make up another.
func (y *Youth) seats(ctx context.Context, tx *db.Tx, group GroupID, on pana.Date, lesson LessonID) ([]Seat, error) {
	cond, args := y.files.Where(ctx, tx, policy.SeeGroups)
	seats, err := seatRows(ctx, tx, group, on, lesson, cond, args)
	if err != nil {
		return nil, err
	}
	marks, err := marksOfLesson(ctx, tx, lesson)
	if err != nil {
		return nil, err
	}
	for i := range seats {
		s := &seats[i]
		if s.Call, err = y.call(s.Client, s.Sealed); err != nil {
			return nil, err
		}
		s.Sealed = nil
		for _, m := range marks {
			if m.Client == s.Client {
				s.Mark, s.Extra = m, m.MakesUp != ""
			}
		}
	}
	slices.SortStableFunc(seats, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(boolean(a.Extra), boolean(b.Extra)), cmp.Compare(cmp.Or(a.Call, a.Code), cmp.Or(b.Call, b.Code)))
	})
	return seats, nil
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (y *Youth) lesson(ctx context.Context, tx *db.Tx, id LessonID) (Lesson, error) {
	r, found, err := lessonByID(ctx, tx, id)
	if err != nil || !found {
		return Lesson{}, cmp.Or(err, casework.Gone("youth.lesson"))
	}
	l := r.Lesson
	for _, f := range []struct {
		field  string
		sealed []byte
		into   *string
	}{{"topic", r.SealedTopic, &l.Topic}, {"worked", r.SealedWorked, &l.Worked}, {"visit", r.SealedVisit, &l.Visit}} {
		if *f.into, err = y.h.OpenOwn("youth_lessons", string(id), f.field, f.sealed); err != nil {
			return l, err
		}
	}
	used, err := usedIn(ctx, tx, id)
	if err != nil {
		return l, err
	}
	l.Used = make([]Used, len(used))
	for i, u := range used {
		l.Used[i] = u.Used
		if l.Used[i].Item, err = y.h.OpenOwn("youth_used", string(id), strconv.Itoa(u.N), u.Sealed); err != nil {
			return l, err
		}
	}
	return l, nil
}

// A Marking is what the page of a lesson sends: whose mark is which, and the log.
type Marking struct {
	Marks      map[string]string // by code; empty leaves it open
	LateBy     map[string]int    // minutes, of who came late
	Minutes    int               // 0 means as the timetable says
	Engagement int
	Guests     int
	Topic      string
	Worked     string
	Visit      string
	Used       []Used
	Things     []collections.ThingID // of those that lie at the centre, what was used
	Helpers    map[string]bool       // by Helping.Key, of whom the page showed, whether she helped; of others it stays as it stands
}

func (n Marking) clean(op string, m Meeting) (Marking, error) {
	if n.Minutes == 0 {
		n.Minutes = m.Minutes
	}
	if err := casework.Within(op, "minutes", n.Minutes, 5, 12*60); err != nil {
		return n, err
	}
	if err := casework.Within(op, "engagement", n.Engagement, 0, 5); err != nil {
		return n, err
	}
	if err := casework.Within(op, "guests", n.Guests, 0, 500); err != nil {
		return n, err
	}
	var err error
	for _, f := range []struct {
		name string
		text *string
		most int
	}{{"topic", &n.Topic, mostLine}, {"worked", &n.Worked, casework.MostNote}, {"visit", &n.Visit, mostLine}} {
		if *f.text, err = casework.Text(op, f.name, *f.text, f.most); err != nil {
			return n, err
		}
	}
	var used []Used
	for _, u := range n.Used {
		if u.Item, err = casework.Text(op, "used", u.Item, mostName); err != nil {
			return n, err
		}
		if u.Item == "" {
			continue
		}
		u.Quantity = cmp.Or(u.Quantity, 1)
		if err := casework.Within(op, "used", u.Quantity, 1, mostSame); err != nil {
			return n, err
		}
		used = append(used, u)
	}
	n.Used = used
	for code, mark := range n.Marks {
		if err := casework.CheckOneOf(op, "mark_"+code, mark, Marks()...); err != nil {
			return n, err
		}
		if mark == Late {
			if err := casework.Within(op, "late_"+code, n.LateBy[code], 0, n.Minutes); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// minutesOf is how long somebody with a mark was there.
func (n Marking) minutesOf(code, mark string) int {
	switch mark {
	case Present:
		return n.Minutes
	case Late:
		return n.Minutes - n.LateBy[code]
	}
	return 0
}

// MarkAll writes down who was in a lesson and how it went, made from a row version:
// 0 where nothing was written yet. It refuses a lesson that lies ahead
// ("youth.lesson.ahead"), one that was called off, and a stale page. Whoever is not
// in the list of the reader is passed over. What was used of the things at the centre
// is counted there once for the lesson, in the same transaction.
func (y *Youth) MarkAll(ctx context.Context, key string, n Marking, version int64) error {
	const op = "youth.MarkAll"
	slot, on, err := y.meeting(ctx, op, policy.MarkLesson, key)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.MarkLesson, slot.Site, func(tx *db.Tx, line *trail.Entry) error {
		s, err := y.sheet(ctx, tx, op, slot, on)
		if err != nil {
			return err
		}
		n, err := n.clean(op, s.Meeting)
		switch {
		case err != nil:
			return err
		case on > s.Today:
			return conflict(op, "youth.lesson.ahead")
		case s.Meeting.State == CalledOff:
			return conflict(op, "youth.lesson.off")
		}
		id, err := y.hold(ctx, tx, s, n, version)
		if err != nil {
			return err
		}
		wrote(line, "youth_lessons", string(id), Held, string(on))
		o := collections.Occasion{Row: string(id), Site: slot.Site, Activity: activityOf(s.Group.Activity), On: on}
		if err := y.gifts.UseAt(ctx, tx, o, n.Things); err != nil {
			return field(err, "things")
		}
		if err := y.helped(ctx, tx, op, s, n.Helpers, line); err != nil {
			return err
		}
		for _, seat := range s.Seats {
			mark := n.Marks[seat.Code]
			if seat.Extra || mark == "" && seat.Mark.ID == "" {
				continue
			}
			m := Mark{ID: seat.Mark.ID, Client: seat.Client, Lesson: id, On: on, Mark: mark, Minutes: n.minutesOf(seat.Code, mark)}
			if err := y.mark(ctx, tx, slot.Site, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// activityOf is for what a group's lesson uses things, code list activity-kind.
func activityOf(group string) string {
	switch group {
	case "sport", "art", "event", "other":
		return group
	}
	return "lesson"
}

// hold writes the lesson itself.
func (y *Youth) hold(ctx context.Context, tx *db.Tx, s Sheet, n Marking, version int64) (LessonID, error) {
	const op = "youth.MarkAll"
	l := Lesson{ID: s.Lesson.ID, Slot: s.Meeting.Slot, Group: s.Group.ID, Site: s.Site, On: s.Meeting.On, Starts: s.Meeting.Starts, Minutes: n.Minutes, State: Held,
		Service: s.Group.Service, Payer: s.Group.Payer, Engagement: n.Engagement, Guests: n.Guests, Worker: cmp.Or(s.Meeting.Leader, me(ctx))}
	if s.Lesson.Version != version {
		return "", db.Stale(op, map[string]any{"Fields": []string{"marks"}})
	}
	if l.ID == "" {
		l.ID = LessonID(tx.ID())
	}
	seal := func(field, text string) ([]byte, error) {
		return y.h.SealOwn("youth_lessons", string(l.ID), field, version+1, text)
	}
	var sealed [3][]byte
	for i, f := range [][2]string{{"topic", n.Topic}, {"worked", n.Worked}, {"visit", n.Visit}} {
		var err error
		if sealed[i], err = seal(f[0], f[1]); err != nil {
			return "", err
		}
	}
	done, err := putLesson(ctx, tx, l, sealed, version)
	switch {
	case db.IsUnique(err), err == nil && done == 0:
		return "", db.Stale(op, map[string]any{"Fields": []string{"marks"}})
	case err != nil:
		return "", err
	}
	rows := make([][]any, len(n.Used))
	for i, u := range n.Used {
		item, err := y.h.SealOwn("youth_used", string(l.ID), strconv.Itoa(i), version+1, u.Item)
		if err != nil {
			return "", err
		}
		rows[i] = []any{l.ID, i, s.Site, item, u.Quantity}
	}
	return l.ID, replaceUsed(ctx, tx, l.ID, rows)
}

// mark writes one mark, with a line in the trail of her file; without one, what
// stood there is taken back.
func (y *Youth) mark(ctx context.Context, tx *db.Tx, site pana.SiteID, m Mark) error {
	if err := putMark(ctx, tx, &m); err != nil {
		return err
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.MarkLesson, Client: m.Client, Site: site, Object: string(m.ID),
		Digests: [][32]byte{trail.Digest("youth_marks", string(m.ID), string(m.Lesson), m.Mark, string(m.MakesUp))}})
}

// CallOff says that a lesson is not held, or was not: nobody had to come, and who was
// booked to help is told, unless its day is past. It refuses one for which somebody is
// marked ("youth.lesson.marked").
func (y *Youth) CallOff(ctx context.Context, key string) error {
	const op = "youth.CallOff"
	slot, on, err := y.meeting(ctx, op, policy.MarkLesson, key)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.MarkLesson, slot.Site, func(tx *db.Tx, line *trail.Entry) error {
		s, err := y.sheet(ctx, tx, op, slot, on)
		if err != nil {
			return err
		}
		switch {
		case s.Meeting.State == CalledOff:
			return nil
		case s.Lesson.ID != "":
			return conflict(op, "youth.lesson.marked")
		}
		l := Lesson{ID: LessonID(tx.ID()), Slot: slot.ID, Group: slot.Group, Site: slot.Site, On: on, Starts: slot.Starts, Minutes: slot.Minutes, State: CalledOff, Worker: slot.Leader}
		wrote(line, "youth_lessons", string(l.ID), CalledOff, string(on))
		if _, err = putLesson(ctx, tx, l, [3][]byte{{}, {}, {}}, 0); err != nil {
			return err
		}
		return y.tellBooked(ctx, tx, s.Site, s.Helpers, "notice.helping.off")
	})
}
