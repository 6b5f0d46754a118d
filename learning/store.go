package learning

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func by(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

// schoolingOf returns what was told last, and false when nobody has asked.
func schoolingOf(ctx context.Context, tx *db.Tx, client pana.ClientID) (Schooling, bool, error) {
	s, ok, err := db.Find[Schooling](ctx, tx, `
		SELECT id, years_least, years_most, last_class, attendance, followed, helps, coins, prices, saving, source, interpreted, on_day, by_staff, version
		FROM schoolings WHERE client_id = $1 AND newest`, client)
	if err == nil && !ok {
		s = NoSchooling()
	}
	return s, ok, err
}

func retireSchooling(ctx context.Context, tx *db.Tx, id string) (int64, error) {
	return tx.Exec(ctx, `UPDATE schoolings SET newest = FALSE, version = version + 1 WHERE id = $1 AND newest`, id)
}

func insertSchooling(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID, today pana.Date, s Schooling) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO schoolings (id, client_id, episode_id, years_least, years_most, last_class, attendance, followed, helps, coins, prices, saving,
			source, interpreted, newest, on_day, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, TRUE, $15, $16, $17, 1)`,
		s.ID, client, e, s.YearsLeast, s.YearsMost, s.LastClass, s.Attendance, s.Followed, s.Helps, s.Coins, s.Prices, s.Saving,
		s.Source, s.Interpreted, today, by(ctx), db.Micros(tx.Now))
	return err
}

type courseRow struct {
	Course
	pana.Fuzzy
}

const courseColumns = `SELECT id, kind, organisation_id, earliest, latest, precision, payer, service, state, three_months, asked_on, by_staff, version FROM courses `

// coursesOf returns every course without its steps, the latest wish first.
func coursesOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Course, error) {
	rows, err := db.Select[courseRow](ctx, tx, courseColumns+`WHERE client_id = $1 ORDER BY id DESC`, client)
	list := make([]Course, len(rows))
	for i, r := range rows {
		list[i] = r.Course
		list[i].Starts = r.Fuzzy
	}
	return list, err
}

func courseByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id CourseID) (Course, bool, error) {
	r, ok, err := db.Find[courseRow](ctx, tx, courseColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	r.Course.Starts = r.Fuzzy
	return r.Course, ok, err
}

func insertCourse(ctx context.Context, tx *db.Tx, id CourseID, client pana.ClientID, e pana.EpisodeID, w Wish) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO courses (id, client_id, episode_id, kind, organisation_id, earliest, latest, precision, payer, service, state, three_months, asked_on, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'wished', '', '', $11, $12, 1)`,
		id, client, e, w.Kind, w.Organisation, w.Starts.Earliest, w.Starts.Latest, w.Starts.Precision, w.Payer, w.Service, by(ctx), db.Micros(tx.Now))
	return err
}

func updateCourse(ctx context.Context, tx *db.Tx, id CourseID, version int64, w Wish) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE courses SET kind = $1, organisation_id = $2, earliest = $3, latest = $4, precision = $5, payer = $6, service = $7, version = version + 1
		WHERE id = $8 AND version = $9`,
		w.Kind, w.Organisation, w.Starts.Earliest, w.Starts.Latest, w.Starts.Precision, w.Payer, w.Service, id, version)
}

func moveCourse(ctx context.Context, tx *db.Tx, id CourseID, version int64, state string) (int64, error) {
	return tx.Exec(ctx, `UPDATE courses SET state = $1, version = version + 1 WHERE id = $2 AND version = $3`, state, id, version)
}

type stepRow struct {
	CourseStep
	pana.Fuzzy
}

// stepsOf returns the steps of one course, or of all when id is empty, in the
// order in which they were taken.
func stepsOf(ctx context.Context, tx *db.Tx, client pana.ClientID, id CourseID) ([]CourseStep, error) {
	rows, err := db.Select[stepRow](ctx, tx, `
		SELECT id, course_id, step, earliest, latest, precision, why, by_staff, at FROM course_steps
		WHERE client_id = $1 AND ($2 = '' OR course_id = $2) ORDER BY at, id`, client, id)
	list := make([]CourseStep, len(rows))
	for i, r := range rows {
		list[i] = r.CourseStep
		list[i].When = r.Fuzzy
	}
	return list, err
}

func insertStep(ctx context.Context, tx *db.Tx, step string, id CourseID, client pana.ClientID, n NewStep) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO course_steps (id, course_id, client_id, step, earliest, latest, precision, why, by_staff, at, minutes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		step, id, client, n.Step, n.When.Earliest, n.When.Latest, n.When.Precision, n.Why, by(ctx), db.Micros(tx.Now), n.Minutes)
	return err
}

// answerAfter answers the question three months later. The table is this
// package's own.
func answerAfter(ctx context.Context, tx *db.Tx, table, row string, version int64, answer string, today pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE `+table+` SET three_months = $1, asked_on = $2, version = version + 1 WHERE id = $3 AND version = $4`, answer, today, row, version)
}

type jobRow struct {
	Job
	pana.Fuzzy
}

const jobColumns = `SELECT id, course_id, organisation_id, person_id, contract, earliest, latest, precision, ended, why, three_months, asked_on, by_staff, version FROM jobs `

// jobsOf returns every job, those that go on first.
func jobsOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]Job, error) {
	rows, err := db.Select[jobRow](ctx, tx, jobColumns+`WHERE client_id = $1 ORDER BY CASE ended WHEN '' THEN 0 ELSE 1 END, id DESC`, client)
	list := make([]Job, len(rows))
	for i, r := range rows {
		list[i] = r.Job
		list[i].Since = r.Fuzzy
	}
	return list, err
}

func jobByID(ctx context.Context, tx *db.Tx, client pana.ClientID, id JobID) (Job, bool, error) {
	r, ok, err := db.Find[jobRow](ctx, tx, jobColumns+`WHERE id = $1 AND client_id = $2`, id, client)
	r.Job.Since = r.Fuzzy
	return r.Job, ok, err
}

func insertJob(ctx context.Context, tx *db.Tx, id JobID, client pana.ClientID, e pana.EpisodeID, n NewJob, employer pana.PersonID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO jobs (id, client_id, episode_id, course_id, organisation_id, person_id, contract, earliest, latest, precision, ended, why,
			three_months, asked_on, by_staff, at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', '', $11, $12, 1)`,
		id, client, e, n.Course, n.Organisation, employer, n.Contract, n.Since.Earliest, n.Since.Latest, n.Since.Precision, by(ctx), db.Micros(tx.Now))
	return err
}

func updateJob(ctx context.Context, tx *db.Tx, id JobID, version int64, n NewJob, employer pana.PersonID) (int64, error) {
	return tx.Exec(ctx, `
		UPDATE jobs SET course_id = $1, organisation_id = $2, person_id = $3, contract = $4, earliest = $5, latest = $6, precision = $7, version = version + 1
		WHERE id = $8 AND version = $9`,
		n.Course, n.Organisation, employer, n.Contract, n.Since.Earliest, n.Since.Latest, n.Since.Precision, id, version)
}

func endJob(ctx context.Context, tx *db.Tx, id JobID, version int64, on pana.Date, why string) (int64, error) {
	return tx.Exec(ctx, `UPDATE jobs SET ended = $1, why = $2, version = version + 1 WHERE id = $3 AND version = $4 AND ended = ''`, on, why, id, version)
}
