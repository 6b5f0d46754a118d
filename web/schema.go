package web

import (
	"io/fs"

	"example.org/pana/assessment"
	"example.org/pana/backup"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/complaints"
	"example.org/pana/erasure"
	"example.org/pana/followup"
	"example.org/pana/forms"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/letters"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/report"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/stats"
	"example.org/pana/stories"
	"example.org/pana/therapy"
	"example.org/pana/trail"
	"example.org/pana/youth"
)

// Schema returns the tables of every chapter, in order.
func Schema() fs.FS {
	return db.Merge(
		seal.Schema(),
		trail.Schema(),
		house.Schema(),
		casework.Schema(),
		people.Schema(),
		collections.Schema(),
		complaints.Schema(),
		residence.Schema(),
		night.Schema(),
		intake.Schema(),
		forms.Schema(),
		plan.Schema(),
		therapy.Schema(),
		health.Schema(),
		learning.Schema(),
		belongings.Schema(),
		stories.Schema(),
		letters.Schema(),
		legal.Schema(),
		assessment.Schema(),
		followup.Schema(),
		funding.Schema(),
		rights.Schema(),
		youth.Schema(),
		report.Schema(),
		stats.Schema(),
		erasure.Schema(),
		backup.Schema(),
	)
}
