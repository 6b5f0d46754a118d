package forms

import (
	"context"
	"io"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/policy"
)

// Keep puts a workbook on the shelf: a new form, or the next version of one whose
// id it bears. What is kept of the file is what makes the form: not who wrote it,
// when, on which machine, or what stood beside it. It returns what the form does without, see form.Warning.
//
// It refuses a workbook that is no form, naming sheet, row and cell; a part of
// the file that no form belongs to; and the same form again ("forms.twice"); and
// what the scanner of the house refuses.
func (s *Forms) Keep(ctx context.Context, file io.Reader, c pana.Compartment) (FormID, []form.Warning, error) {
	const op = "forms.Keep"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepForms, policy.Subject{}); err != nil {
		return "", nil, err
	}
	if file == nil {
		return "", nil, pana.Refuse(op, "file", "forms.file.missing")
	}
	if !slices.Contains(Compartments(), c) {
		return "", nil, pana.Refuse(op, "compartment", "forms.part.missing")
	}
	content, err := io.ReadAll(io.LimitReader(file, form.MostBytes+1))
	if err != nil {
		return "", nil, &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "form.file.broken", Err: err}
	}
	if err := s.h.PassScanner(ctx, content); err != nil {
		return "", nil, err
	}
	f, err := form.Read(nameless, content)
	if err != nil {
		return "", nil, err
	}
	if content, err = form.Plain(content); err != nil {
		return "", nil, err
	}
	var id FormID
	err = s.h.DB.Update(ctx, func(tx *db.Tx) error {
		twice, err := hashKnown(ctx, tx, f.Hash)
		if err != nil {
			return err
		}
		if twice || current(f.Hash) {
			return pana.Refuse(op, "file", "forms.twice")
		}
		if id, err = s.shelve(ctx, tx, f, content, c, false); err != nil {
			if db.IsUnique(err) {
				return pana.Refuse(op, "file", "forms.twice")
			}
			return err
		}
		return record(ctx, tx, id, keyOf(f), f.Hash, string(c))
	})
	return id, f.Warnings, err
}

// Retire takes a form off the list of those that can be begun, or puts it back.
// What was answered in it stays, and what was begun can be finished. A stale
// page is refused with db.stale.
func (s *Forms) Retire(ctx context.Context, id FormID, retired bool, version int64) error {
	const op = "forms.Retire"
	return s.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepForms, policy.Subject{}); err != nil {
			return err
		}
		k, err := s.find(ctx, tx, op, id)
		if err != nil {
			return err
		}
		if k.Version == 0 { // of the program, and never answered yet
			f, _ := form.ShippedByID(string(k.ID))
			if k.ID, err = s.shelve(ctx, tx, f.Form, f.Workbook, k.Compartment, true); err != nil {
				return err
			}
			k.Version, version = 1, 1
		}
		day := pana.Date("")
		if retired {
			day = s.h.Today(tx.Now)
		}
		done, err := setRetired(ctx, tx, k.ID, day, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		return record(ctx, tx, k.ID, string(day))
	})
}
