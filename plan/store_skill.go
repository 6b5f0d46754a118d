package plan

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

func insertSkillLook(e *casework.Entry, id string, n NewSkillLook) error {
	_, err := e.Tx.Exec(e.Ctx, `
		INSERT INTO skill_ratings (id, client_id, episode_id, skill, level, rater, on_day, by_staff, at, minutes, payer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, e.Client(), e.Episode.ID, n.Skill, n.Level, n.rater(), n.On, e.Actor.Staff, db.Micros(e.Tx.Now), n.Minutes, n.Payer)
	return err
}

func skillLooksOf(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]SkillLook, error) {
	return db.Select[SkillLook](ctx, tx, `
		SELECT id, skill, level, rater, on_day, by_staff FROM skill_ratings WHERE client_id = $1 ORDER BY on_day, id`, client)
}

func hiddenSkills(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.Select[string](ctx, tx, `SELECT skill FROM skills_hidden ORDER BY skill`)
}

// hideSkills puts hidden in the place of what was hidden before and writes the
// line of the trail.
func hideSkills(ctx context.Context, tx *db.Tx, hidden []string, today pana.Date) error {
	if _, err := tx.Exec(ctx, `DELETE FROM skills_hidden`); err != nil {
		return err
	}
	var rows [][]any
	for _, s := range hidden {
		rows = append(rows, []any{s, today, pana.ActorFrom(ctx).Staff})
	}
	if err := tx.InsertMany(ctx, "skills_hidden (skill, since, by_staff)", rows); err != nil {
		return err
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepSkills, Digests: [][32]byte{trail.Digest("skills_hidden", "", strings.Join(hidden, " "))}})
}
