package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Job is work she has found.
type Job struct {
	ID           JobID               `db:"id"`
	Course       CourseID            `db:"course_id"` // the course it came from
	Organisation pana.OrganisationID `db:"organisation_id"`
	Employer     pana.PersonID       `db:"person_id"`
	Contract     string              `db:"contract"` // yes, no or empty
	Since        pana.Fuzzy          `db:"-"`
	Ended        pana.Date           `db:"ended"`
	Why          string              `db:"why"` // code list job-end
	ThreeMonths  string              `db:"three_months"`
	AskedOn      pana.Date           `db:"asked_on"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Title        string              // what the work is
	Told         string              // her own words
	Note         string
	WhyWords     string
	Closed       bool
}

// A NewJob is what a form says of work. What it is, or who gives it, is enough. An
// employer who is a person is one of the people around her.
type NewJob struct {
	Course       CourseID
	Organisation pana.OrganisationID
	Employer     casework.Someone
	Contract     string
	Since        pana.Fuzzy
	Title        string
	Told         string
	Note         string
}

func (n NewJob) clean(op string, today pana.Date) (NewJob, error) {
	if err := casework.CheckOneOf(op, "contract", n.Contract, "yes", "no"); err != nil {
		return n, err
	}
	if err := casework.PastMoment(op, "since", n.Since, today); err != nil {
		return n, err
	}
	if err := clean(op, text{"title", &n.Title, mostTitle}, text{"told", &n.Told, casework.MostNote}, text{"note", &n.Note, casework.MostNote}); err != nil {
		return n, err
	}
	n.Employer.New.Role = "employer"
	if n.Title == "" && n.Organisation == "" && n.Employer.ID == "" && n.Employer.New.Name == "" && n.Employer.New.Contact == "" {
		return n, pana.Refuse(op, "title", "learning.job.empty")
	}
	return n, nil
}

func (n NewJob) differs(j Job) []string {
	return casework.Differing(map[string]bool{"course": n.Course == j.Course, "organisation": n.Organisation == j.Organisation,
		"employer": n.Employer.ID == j.Employer && n.Employer.New.Name == "" && n.Employer.New.Contact == "", "contract": n.Contract == j.Contract,
		"since": n.Since == j.Since, "title": n.Title == j.Title, "told": n.Told == j.Told, "note": n.Note == j.Note})
}

// AddJob writes down work she has found.
func (l *Learning) AddJob(ctx context.Context, client pana.ClientID, n NewJob) (JobID, error) {
	const op = "learning.AddJob"
	var id JobID
	err := l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		employer, err := aroundJob(e, op, n)
		if err != nil {
			return err
		}
		id = JobID(e.Tx.ID())
		if err := insertJob(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n, employer); err != nil {
			return err
		}
		return wroteJob(e, id, n, employer)
	})
	return id, err
}

// EditJob changes what is known of work. A stale page is refused with db.stale.
func (l *Learning) EditJob(ctx context.Context, client pana.ClientID, id JobID, version int64, n NewJob) error {
	const op = "learning.EditJob"
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		j, ok, err := jobByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		said, err := openWords(e, op, "jobs", string(id))
		if err != nil {
			return err
		}
		j.Title, j.Told, j.Note = said[fieldTitle], said[fieldTold], said[fieldNote]
		fields := n.differs(j)
		switch {
		case len(fields) == 0:
			return nil
		case j.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		employer, err := aroundJob(e, op, n)
		if err != nil {
			return err
		}
		if n, err := updateJob(e.Ctx, e.Tx, id, version, n, employer); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": fields}))
		}
		return wroteJob(e, id, n, employer)
	})
}

// EndJob says that work has ended. It is no failure of hers, and says so by its
// reasons. One that has ended stays as it is.
func (l *Learning) EndJob(ctx context.Context, client pana.ClientID, id JobID, version int64, on pana.Date, why, words string) error {
	const op = "learning.EndJob"
	if err := checkCodes(op, code{"why", "job-end", why}); err != nil {
		return err
	}
	if err := clean(op, text{"words", &words, casework.MostNote}); err != nil {
		return err
	}
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		if on == "" {
			on = e.Today
		}
		on, err := casework.Past(op, "ended", on, e.Today)
		if err != nil {
			return err
		}
		j, ok, err := jobByID(e.Ctx, e.Tx, e.Client(), id)
		switch {
		case err != nil || !ok:
			return cmp.Or(err, casework.Gone(op))
		case j.Ended != "":
			return nil
		case j.Since.Earliest > on:
			return pana.Refuse(op, "ended", "date.crossed")
		}
		if n, err := endJob(e.Ctx, e.Tx, id, version, on, why); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"ended"}}))
		}
		e.About(string(id))
		e.Wrote("jobs", string(id), "ended", on, why)
		return e.Put(pana.Care, "jobs", string(id), casework.Say{Field: fieldWhy, Text: words})
	})
}

// AnswerJob records whether she still works there three months after she began.
func (l *Learning) AnswerJob(ctx context.Context, client pana.ClientID, id JobID, version int64, answer string) error {
	const op = "learning.AnswerJob"
	return l.files.Enter(ctx, policy.WriteLearning, client, func(e *casework.Entry) error {
		j, ok, err := jobByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		return answerThree(e, op, "jobs", string(id), threeMonths{j.Since, j.ThreeMonths, j.Version}, version, answer)
	})
}

func aroundJob(e *casework.Entry, op string, n NewJob) (pana.PersonID, error) {
	if err := e.Partner(op, "organisation", n.Organisation); err != nil {
		return "", err
	}
	if n.Course != "" {
		if _, ok, err := courseByID(e.Ctx, e.Tx, e.Client(), n.Course); err != nil || !ok {
			return "", cmp.Or(err, pana.Refuse(op, "course", "codes.unknown"))
		}
	}
	return e.Who(op, "employer", n.Employer)
}

func wroteJob(e *casework.Entry, id JobID, n NewJob, employer pana.PersonID) error {
	e.About(string(id))
	e.Wrote("jobs", string(id), e.Client(), n.Course, n.Organisation, employer, n.Contract, n.Since)
	return e.Put(pana.Care, "jobs", string(id), casework.Say{Field: fieldTitle, Text: n.Title}, casework.Say{Field: fieldTold, Text: n.Told},
		casework.Say{Field: fieldNote, Text: n.Note})
}
