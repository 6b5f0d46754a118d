// Package report makes the sheets that funders get: what one agreement paid for in
// some months, counted once, in the funder's own layout, approved and frozen.
//
// What money is paid by is exact. Whatever tells people apart by what they are
// passes internal/disclosure. A sheet that was approved never changes; one that
// turns out wrong is reopened with a reason and followed by another.
package report

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/rights"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Reports are the sheets of one house. Their methods act for the actor of their
// context.
type Reports struct {
	h     *house.House
	files *casework.Casework
	fund  *funding.Funding
	given *rights.Rights
}

// New returns the reports of h, made from what fund knows.
func New(h *house.House, files *casework.Casework, fund *funding.Funding, given *rights.Rights) *Reports {
	return &Reports{h, files, fund, given}
}

// Kinds of records.
type (
	ReportID string
	LayoutID string
)

const mostWhy = 500 // runes of a reason

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }
