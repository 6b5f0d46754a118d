package plan

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// trustOf reads how trust stands in an episode. The mood of a contact is only
// the author's to read.
func trustOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID, reader pana.StaffID) (t Trust, err error) {
	if t.Contacts, err = db.Select[Contact](ctx, tx, `
		SELECT id, on_day, signs, CASE WHEN by_staff = $1 THEN mood ELSE '' END AS mood, by_staff
		FROM trust_contacts WHERE episode_id = $2 AND NOT superseded ORDER BY on_day DESC, id DESC`, reader, e); err != nil {
		return t, err
	}
	for i := range t.Contacts {
		t.Contacts[i].Signs = strings.Fields(t.Contacts[i].Signed)
	}
	if t.Proposals, err = db.Select[Proposal](ctx, tx, `
		SELECT id, role, on_day, withdrawn, by_staff FROM trust_proposals WHERE episode_id = $1 ORDER BY id DESC`, e); err != nil {
		return t, err
	}
	if t.Answers, err = db.Select[Answer](ctx, tx, `
		SELECT id, answer, on_day, interpreted, by_staff FROM trust_answers WHERE episode_id = $1 ORDER BY id DESC`, e); err != nil {
		return t, err
	}
	t.Milestones, err = db.Select[Milestone](ctx, tx, `
		SELECT id, reached, ended, ended_as, by_staff FROM trust_milestones WHERE episode_id = $1 ORDER BY id DESC`, e)
	return t, err
}

// trusted reports whether a milestone stands in an episode.
func trusted(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (bool, error) {
	return db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM trust_milestones WHERE episode_id = $1 AND ended = '')`, e)
}

func contactByID(e *casework.Entry, id string) (Contact, bool, error) {
	return db.Find[Contact](e.Ctx, e.Tx, `SELECT id, on_day, signs, mood, by_staff FROM trust_contacts WHERE id = $1 AND client_id = $2`, id, e.Client())
}

// outdateContact returns 0 when someone did so already.
func outdateContact(e *casework.Entry, id string) (int64, error) {
	return e.Tx.Exec(e.Ctx, `UPDATE trust_contacts SET superseded = TRUE WHERE id = $1 AND client_id = $2 AND NOT superseded`, id, e.Client())
}

func insertContact(e *casework.Entry, id string, n NewContact) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO trust_contacts (id, client_id, episode_id, on_day, signs, mood, supersedes, superseded, by_staff, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8, $9)`,
		id, e.Client(), e.Episode.ID, n.On, n.signed(), n.Mood, n.Supersedes, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func insertProposal(e *casework.Entry, id string, role pana.Role, on pana.Date) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO trust_proposals (id, client_id, episode_id, role, on_day, withdrawn, by_staff, at) VALUES ($1, $2, $3, $4, $5, '', $6, $7)`,
		id, e.Client(), e.Episode.ID, role, on, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func withdrawProposals(e *casework.Entry, ids ...string) error {
	for _, id := range ids {
		if _, err := e.Tx.Exec(e.Ctx, `UPDATE trust_proposals SET withdrawn = $1 WHERE id = $2 AND client_id = $3`, e.Today, id, e.Client()); err != nil {
			return err
		}
	}
	return nil
}

func insertAnswer(e *casework.Entry, id string, n NewAnswer) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO trust_answers (id, client_id, episode_id, answer, on_day, interpreted, by_staff, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, e.Client(), e.Episode.ID, n.Answer, e.Today, n.Interpreted, e.Actor.Staff, db.Micros(e.Tx.Now))
	return err
}

func insertMilestone(e *casework.Entry, id string, on pana.Date) error {
	return putMilestone(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, on)
}

func putMilestone(ctx context.Context, tx *db.Tx, id string, client pana.ClientID, e pana.EpisodeID, on pana.Date) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO trust_milestones (id, client_id, episode_id, reached, ended, ended_as, by_staff, at) VALUES ($1, $2, $3, $4, '', '', $5, $6)`,
		id, client, e, on, pana.ActorFrom(ctx).Staff, db.Micros(tx.Now))
	return err
}

func endMilestone(e *casework.Entry, id, as string) error {
	_, err := e.Tx.Exec(e.Ctx, `UPDATE trust_milestones SET ended = $1, ended_as = $2 WHERE id = $3 AND client_id = $4`, e.Today, as, id, e.Client())
	return err
}

// A way is one time in our care as the spread looks at it: when it began, when
// trust was reached, and when she left the house. Either may lie ahead.
type way struct {
	Opened  pana.Date `db:"opened"`
	Reached pana.Date `db:"reached"`
	Left    pana.Date `db:"left_on"`
	Past    bool      `db:"past"`
}

// waysOf reads the ways of the clients that cond lets the reader know of. She
// left when follow-up began, or else when the time was closed. CROSS JOIN keeps
// SQLite from beginning with every client of a site.
func waysOf(ctx context.Context, tx *db.Tx, cond string, args []any) ([]way, error) {
	return db.Select[way](ctx, tx, `
		SELECT e.opened, c.past,
			COALESCE((SELECT m.reached FROM trust_milestones m WHERE m.episode_id = e.id AND m.ended = ''), '') AS reached,
			COALESCE((SELECT MIN(g.since) FROM stages g WHERE g.episode_id = e.id AND g.stage = 'follow-up' AND e.stage IN ('follow-up', 'closed')), e.closed) AS left_on
		FROM episodes e CROSS JOIN clients c
		WHERE c.id = e.client_id AND e.opened <> '' AND `+cond, args...)
}

// A heldRow is how long someone was held, as the newest facts of an episode have it.
type heldRow struct {
	FromEarliest   pana.Date      `db:"from_earliest"`
	FromLatest     pana.Date      `db:"from_latest"`
	FromPrecision  pana.Precision `db:"from_precision"`
	UntilEarliest  pana.Date      `db:"until_earliest"`
	UntilLatest    pana.Date      `db:"until_latest"`
	UntilPrecision pana.Precision `db:"until_precision"`
	Least          int            `db:"months_least"`
	Most           int            `db:"months_most"`
}

func (r heldRow) period() pana.Period {
	return pana.Period{From: pana.Fuzzy{Earliest: r.FromEarliest, Latest: r.FromLatest, Precision: r.FromPrecision},
		Until: pana.Fuzzy{Earliest: r.UntilEarliest, Latest: r.UntilLatest, Precision: r.UntilPrecision}}
}

func heldOf(ctx context.Context, tx *db.Tx, e pana.EpisodeID) (heldRow, bool, error) {
	return db.Find[heldRow](ctx, tx, `
		SELECT from_earliest, from_latest, from_precision, until_earliest, until_latest, until_precision, months_least, months_most
		FROM trafficking WHERE episode_id = $1 AND newest`, e)
}
