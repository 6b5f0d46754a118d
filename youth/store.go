package youth

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// All the SQL of the centre itself; that of young people is in store_young.go.

func arg(n int) string { return "$" + strconv.Itoa(n) }

type groupRow struct {
	Group
	Sealed []byte `db:"name"`
}

func groupRows(ctx context.Context, tx *db.Tx, today pana.Date, cond string, args ...any) ([]groupRow, error) {
	return db.Select[groupRow](ctx, tx, `SELECT g.id, g.site_id, g.activity, g.name, g.most, g.service, g.payer, g.ended, g.version,
			(SELECT COUNT(*) FROM youth_members m WHERE m.group_id = g.id AND m.from_day <= $1 AND (m.until_day = '' OR m.until_day > $1)) AS size
		FROM youth_groups g WHERE `+cond+` ORDER BY g.ended <> '', g.id`, append([]any{string(today)}, args...)...)
}

func insertGroup(ctx context.Context, tx *db.Tx, id GroupID, site pana.SiteID, n NewGroup, name []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_groups (id, site_id, activity, name, most, service, payer, ended, version) VALUES ($1, $2, $3, $4, $5, $6, $7, '', 1)`,
		id, site, n.Activity, name, n.Most, n.Service, n.Payer)
	return err
}

func endGroup(ctx context.Context, tx *db.Tx, id GroupID, today pana.Date) error {
	for _, q := range []string{
		`UPDATE youth_groups SET ended = $1, version = version + 1 WHERE id = $2 AND ended = ''`,
		`UPDATE youth_members SET until_day = $1 WHERE group_id = $2 AND until_day = ''`,
		`UPDATE youth_slots SET until_day = $1, version = version + 1 WHERE group_id = $2 AND (until_day = '' OR until_day > $1)`,
	} {
		if _, err := tx.Exec(ctx, q, today, id); err != nil {
			return err
		}
	}
	return nil
}

const slotColumns = `SELECT id, group_id, site_id, weekday, starts, minutes, from_day, until_day, leader, place, version FROM youth_slots `

func slotsOf(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Slot, error) {
	return db.Select[Slot](ctx, tx, slotColumns+`WHERE site_id = $1 ORDER BY weekday = 0, weekday, starts, id`, site)
}

func slotByID(ctx context.Context, tx *db.Tx, id SlotID) (Slot, bool, error) {
	return db.Find[Slot](ctx, tx, slotColumns+`WHERE id = $1`, id)
}

func insertSlot(ctx context.Context, tx *db.Tx, id SlotID, g Group, n NewSlot, place []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_slots (id, group_id, site_id, weekday, starts, minutes, from_day, until_day, leader, place, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)`,
		id, g.ID, g.Site, n.Weekday, n.Starts, n.Minutes, n.From, n.Until, n.Leader, place)
	return err
}

// placeSlot writes if the row still has version.
func placeSlot(ctx context.Context, tx *db.Tx, id SlotID, place []byte, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_slots SET place = $1, version = version + 1 WHERE id = $2 AND version = $3`, place, id, version)
}

func endSlot(ctx context.Context, tx *db.Tx, id SlotID, last pana.Date) error {
	_, err := tx.Exec(ctx, `UPDATE youth_slots SET until_day = $1, version = version + 1 WHERE id = $2`, last, id)
	return err
}

type termRow struct {
	Term
	Sealed []byte `db:"name"`
}

func termRows(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]termRow, error) {
	return db.Select[termRow](ctx, tx, `SELECT id, kind, from_day, until_day, name FROM youth_terms WHERE site_id = $1 AND NOT struck ORDER BY from_day, id`, site)
}

func insertTerm(ctx context.Context, tx *db.Tx, site pana.SiteID, n Term, name []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_terms (id, site_id, kind, from_day, until_day, name, struck, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $8)`,
		n.ID, site, n.Kind, n.From, n.Until, name, me(ctx), db.Micros(tx.Now))
	return err
}

func strikeTerm(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_terms SET struck = TRUE WHERE id = $1 AND site_id = $2 AND NOT struck`, id, site)
}

type lessonRow struct {
	Lesson
	SealedTopic  []byte `db:"topic"`
	SealedWorked []byte `db:"worked"`
	SealedVisit  []byte `db:"visit"`
}

const lessonColumns = `id, slot_id, group_id, site_id, on_day, starts, minutes, state, service, payer, engagement, guests, worker, version`

func lessonsOf(ctx context.Context, tx *db.Tx, site pana.SiteID, from, until pana.Date) ([]Lesson, error) {
	return db.Select[Lesson](ctx, tx, `SELECT `+lessonColumns+` FROM youth_lessons WHERE site_id = $1 AND on_day >= $2 AND on_day <= $3 ORDER BY on_day DESC, starts, id`, site, from, until)
}

func lessonByID(ctx context.Context, tx *db.Tx, id LessonID) (lessonRow, bool, error) {
	return db.Find[lessonRow](ctx, tx, `SELECT `+lessonColumns+`, topic, worked, visit FROM youth_lessons WHERE id = $1`, id)
}

// putLesson writes a lesson if the row still has version; version 0 is no row yet.
func putLesson(ctx context.Context, tx *db.Tx, l Lesson, sealed [3][]byte, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO youth_lessons (`+lessonColumns+`, topic, worked, visit, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, $16, $17)`,
			l.ID, l.Slot, l.Group, l.Site, l.On, l.Starts, l.Minutes, l.State, l.Service, l.Payer, l.Engagement, l.Guests, l.Worker, sealed[0], sealed[1], sealed[2], db.Micros(tx.Now))
	}
	return tx.Exec(ctx, `UPDATE youth_lessons SET minutes = $1, engagement = $2, guests = $3, topic = $4, worked = $5, visit = $6, version = version + 1 WHERE id = $7 AND version = $8`,
		l.Minutes, l.Engagement, l.Guests, sealed[0], sealed[1], sealed[2], l.ID, version)
}

type usedRow struct {
	Used
	N      int    `db:"n"`
	Sealed []byte `db:"item"`
}

func usedIn(ctx context.Context, tx *db.Tx, lesson LessonID) ([]usedRow, error) {
	return db.Select[usedRow](ctx, tx, `SELECT n, item, quantity FROM youth_used WHERE lesson_id = $1 ORDER BY n`, lesson)
}

func replaceUsed(ctx context.Context, tx *db.Tx, lesson LessonID, rows [][]any) error {
	if _, err := tx.Exec(ctx, `DELETE FROM youth_used WHERE lesson_id = $1`, lesson); err != nil {
		return err
	}
	return tx.InsertMany(ctx, "youth_used (lesson_id, n, site_id, item, quantity)", rows)
}

type ideaRow struct {
	Idea
	SealedIdea   []byte `db:"idea"`
	SealedCredit []byte `db:"credit"`
	SealedAnswer []byte `db:"answer"`
}

func ideaRows(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]ideaRow, error) {
	return db.Select[ideaRow](ctx, tx, `SELECT id, on_day, state, answered, version, idea, credit, answer FROM youth_ideas WHERE site_id = $1 ORDER BY state <> 'open', id DESC LIMIT 100`, site)
}

func insertIdea(ctx context.Context, tx *db.Tx, id string, site pana.SiteID, idea, credit []byte, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_ideas (id, site_id, idea, credit, state, answer, on_day, answered, by_staff, version) VALUES ($1, $2, $3, $4, 'open', $5, $6, '', $7, 1)`,
		id, site, idea, credit, []byte{}, on, me(ctx))
	return err
}

func answerIdea(ctx context.Context, tx *db.Tx, site pana.SiteID, id, state string, answer []byte, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_ideas SET state = $1, answer = $2, answered = $3, version = version + 1 WHERE id = $4 AND site_id = $5 AND version = $6`, state, answer, on, id, site, version)
}

func putRules(ctx context.Context, tx *db.Tx, site pana.SiteID, rules []byte, version int64) (int64, error) {
	if version == 0 {
		return tx.Exec(ctx, `INSERT INTO youth_rules (id, rules, version) VALUES ($1, $2, 1) ON CONFLICT (id) DO NOTHING`, site, rules)
	}
	return tx.Exec(ctx, `UPDATE youth_rules SET rules = $1, version = version + 1 WHERE id = $2 AND version = $3`, rules, site, version)
}

func arrivalRows(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Arrival, error) {
	return db.Select[Arrival](ctx, tx, `SELECT id, on_day, state, answered, version FROM youth_arrivals WHERE site_id = $1 ORDER BY state <> 'open', id DESC LIMIT 50`, site)
}

func insertArrival(ctx context.Context, tx *db.Tx, id string, site pana.SiteID, on pana.Date) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_arrivals (id, site_id, on_day, state, answered, version) VALUES ($1, $2, $3, 'open', '', 1)`, id, site, on)
	return err
}

func answerArrival(ctx context.Context, tx *db.Tx, site pana.SiteID, id, state string, on pana.Date, version int64) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_arrivals SET state = $1, answered = $2, version = version + 1 WHERE id = $3 AND site_id = $4 AND version = $5 AND state = 'open'`, state, on, id, site, version)
}

func countArrivals(ctx context.Context, tx *db.Tx, site pana.SiteID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM youth_arrivals WHERE site_id = $1 AND state = 'open'`, site)
}

const toldColumns = `SELECT id, on_day, urgent, state, answered, by_staff, version FROM youth_told `

func toldRows(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Told, error) {
	return db.Select[Told](ctx, tx, toldColumns+`WHERE site_id = $1 ORDER BY state <> 'open', NOT urgent, id DESC LIMIT 50`, site)
}

func toldByID(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (Told, bool, error) {
	return db.Find[Told](ctx, tx, toldColumns+`WHERE site_id = $1 AND id = $2`, site, id)
}

func insertTold(ctx context.Context, tx *db.Tx, site pana.SiteID, t Told) error {
	_, err := tx.Exec(ctx, `INSERT INTO youth_told (id, site_id, on_day, urgent, state, answered, by_staff, version) VALUES ($1, $2, $3, $4, 'open', '', $5, 1)`,
		t.ID, site, t.On, t.Urgent, me(ctx))
	return err
}

// answerTold returns 0 when somebody else has answered.
func answerTold(ctx context.Context, tx *db.Tx, t Told, state string, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE youth_told SET state = $1, answered = $2, version = version + 1 WHERE id = $3 AND version = $4 AND state = 'open'`, state, on, t.ID, t.Version)
}

func countTold(ctx context.Context, tx *db.Tx, site pana.SiteID) (int, error) {
	return db.Get[int](ctx, tx, `SELECT COUNT(*) FROM youth_told WHERE site_id = $1 AND state = 'open'`, site)
}

// join is a list as a column keeps it.
func join(list []string) string { return strings.Join(list, " ") }
