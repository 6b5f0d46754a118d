// Package plan keeps what is built with a client at her own pace: trust, the
// individual plan with its steps and reviews, how she sees the outcomes that
// survivors chose, and the skills of daily life.
package plan

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Plan keeps the plans of one house. Its methods act for the actor of their
// context and open words with the key ring of that context.
type Plan struct {
	h     *house.House
	files *casework.Casework
}

// New returns the plans of h, whose files are files.
func New(h *house.House, files *casework.Casework) *Plan {
	files.Mixed("plan_lines", "plan_steps")
	return &Plan{h, files}
}

// Fields of the sealed words of each table.
const (
	FieldText   = "text"   // trust_contacts, trust_milestones, plan_reviews, skill_ratings: the worker's words
	FieldTold   = "told"   // trust_answers, aspirations, plan_reviews: the client's own words
	FieldGoal   = "goal"   // plan_lines: what she wants, in her words
	FieldTarget = "target" // plan_lines: how one will see that it is reached
	FieldEnding = "ending" // plan_lines, aspirations: how it ended
	FieldWhat   = "what"   // plan_steps
)

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }

// running refuses what needs a time in our care that is still open.
func running(op string, e *casework.Entry) error {
	if e.Episode.ID == "" || e.Episode.Closed != "" {
		return conflict(op, "episode.none")
	}
	return nil
}
