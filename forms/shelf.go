package forms

import (
	"context"
	"regexp"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A FormID names one version of a form on the shelf: a row of ours, or the name
// of a form that comes with the program, such as form.Assessment.
type FormID string

// A Kept is one version of a form on the shelf.
type Kept struct {
	ID          FormID
	Form        *form.Form
	Compartment pana.Compartment // where what is answered is sealed
	Shipped     bool             // comes with the program
	Latest      bool             // no newer version stands on the shelf
	Retired     pana.Date        // not offered any more from this day
	By          pana.StaffID
	At          int64
	Version     int64
}

// Offered reports whether the form can be begun now.
func (k Kept) Offered() bool { return k.Latest && k.Retired == "" }

// Compartments are the parts of a file that a form may belong to. Names have a
// page of their own, and what ties a client to an exploiter is written where only
// the psychologist reads it on.
func Compartments() []pana.Compartment {
	return []pana.Compartment{pana.Care, pana.Health, pana.Legal, pana.Safety, pana.Therapy}
}

// partOf says where answers to the program's own forms belong.
var partOf = map[string]pana.Compartment{form.Assessment: pana.Care, form.RiskReview: pana.Safety, form.ExitList: pana.Care}

var plainKey = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,60}$`)

// keyOf is what the versions of a form have in common: its id, if that is a code
// and no sentence. A form without one has no other versions.
func keyOf(f *form.Form) string {
	if f.ID != nameless && plainKey.MatchString(f.ID) {
		return f.ID
	}
	return "form-" + f.Hash[:12]
}

// nameless is the id of a workbook whose settings give none. Its file name is
// not read: it may speak.
const nameless = "form"

// Shelf returns the forms of the house: those of the program first, then its own,
// the newest version of each before the older ones. It needs SeeForms.
func (s *Forms) Shelf(ctx context.Context) ([]Kept, error) {
	var shelf []Kept
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err = policy.Check(pana.ActorFrom(ctx), policy.SeeForms, policy.Subject{}); err == nil {
			shelf, err = s.shelf(ctx, tx)
		}
		return err
	})
	return shelf, err
}

func (s *Forms) shelf(ctx context.Context, tx *db.Tx) ([]Kept, error) {
	rows, err := formRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	var shelf []Kept
	newest := map[string]bool{}
	onShelf := map[string]bool{}
	for _, r := range rows { // newest first
		f, err := s.formOf(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		k := r.kept(f)
		// What came with an older program is another version of what comes with this one.
		k.Latest = !newest[r.Key] && !(r.Shipped && !current(r.Hash))
		newest[r.Key] = newest[r.Key] || k.Latest
		onShelf[r.Hash] = true
		shelf = append(shelf, k)
	}
	for _, f := range form.Shipped() {
		if !onShelf[f.Hash] {
			shelf = append(shelf, Kept{ID: FormID(f.ID), Form: f.Form, Compartment: partOf[f.ID], Shipped: true, Latest: !newest[f.ID]})
		}
	}
	slices.SortStableFunc(shelf, func(a, b Kept) int { return rank(a) - rank(b) })
	return shelf, nil
}

func rank(k Kept) int {
	at := 10
	for i, f := range form.Shipped() {
		if keyOf(k.Form) == f.ID {
			at = i
		}
	}
	if !k.Latest {
		at += 20
	}
	return at
}

// current reports whether a form with this hash comes with this program.
func current(hash string) bool {
	return slices.ContainsFunc(form.Shipped(), func(f form.ShippedForm) bool { return f.Hash == hash })
}

// formOf returns the form of a row, read from its workbook.
func (s *Forms) formOf(ctx context.Context, tx *db.Tx, r formRow) (*form.Form, error) {
	if f := s.known(r.Hash); f != nil {
		return f, nil
	}
	file, err := s.workbook(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	f, err := form.Read(nameless, file)
	if err != nil {
		return nil, &pana.Error{Op: "forms.formOf", Kind: pana.Internal, Say: "db.damaged", Err: err}
	}
	s.remember(f)
	return f, nil
}

func workbookPlace(id FormID) seal.Place {
	return seal.Place{Table: "form_workbooks", Row: string(id), Field: "content"}
}

func (s *Forms) workbook(ctx context.Context, tx *db.Tx, id FormID) ([]byte, error) {
	sealed, ok, err := workbookOf(ctx, tx, id)
	if err != nil || !ok {
		return nil, firstOf(err, gone("forms.workbook"))
	}
	own, err := s.h.Vault.House()
	if err != nil {
		return nil, err
	}
	defer own.Clear()
	return own.Key.Open(workbookPlace(id), sealed)
}

// shelve writes a version of a form with its workbook.
func (s *Forms) shelve(ctx context.Context, tx *db.Tx, f *form.Form, file []byte, c pana.Compartment, shipped bool) (FormID, error) {
	own, err := s.h.Vault.House()
	if err != nil {
		return "", err
	}
	defer own.Clear()
	id := FormID(tx.ID())
	r := formRow{ID: id, Key: keyOf(f), Hash: f.Hash, Compartment: c, Shipped: shipped, By: pana.ActorFrom(ctx).Staff, At: db.Micros(tx.Now), Version: 1}
	if err := insertForm(ctx, tx, r); err != nil {
		return "", err
	}
	s.remember(f)
	return id, insertWorkbook(ctx, tx, id, own.Key.Seal(workbookPlace(id), 1, file))
}

// find returns one version on the shelf.
func (s *Forms) find(ctx context.Context, tx *db.Tx, op string, id FormID) (Kept, error) {
	shelf, err := s.shelf(ctx, tx)
	if err != nil {
		return Kept{}, err
	}
	for _, k := range shelf {
		if k.ID == id {
			return k, nil
		}
	}
	// A form of the program keeps its name after somebody answered it.
	if f, ok := form.ShippedByID(string(id)); ok {
		for _, k := range shelf {
			if k.Shipped && k.Form.Hash == f.Hash {
				return k, nil
			}
		}
	}
	return Kept{}, gone(op)
}

// Look returns one version of a form, to be looked at or answered for trial. It
// needs SeeForms.
func (s *Forms) Look(ctx context.Context, id FormID) (Kept, error) {
	var k Kept
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err = policy.Check(pana.ActorFrom(ctx), policy.SeeForms, policy.Subject{}); err == nil {
			k, err = s.find(ctx, tx, "forms.Look", id)
		}
		return err
	})
	return k, err
}

// Workbook returns the workbook of a version, as it is kept. It needs SeeForms.
func (s *Forms) Workbook(ctx context.Context, id FormID) ([]byte, error) {
	var file []byte
	err := s.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeForms, policy.Subject{}); err != nil {
			return err
		}
		k, err := s.find(ctx, tx, "forms.Workbook", id)
		if err != nil {
			return err
		}
		if f, ok := form.ShippedByID(k.Form.ID); ok && f.Hash == k.Form.Hash {
			file = f.Workbook
			return nil
		}
		file, err = s.workbook(ctx, tx, k.ID)
		return err
	})
	return file, err
}

// record writes the line of an act on the shelf.
func record(ctx context.Context, tx *db.Tx, id FormID, values ...string) error {
	return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepForms, Object: string(id), Digests: [][32]byte{trail.Digest("forms", string(id), values...)}})
}

func gone(op string) error { return &pana.Error{Op: op, Kind: pana.NotFound, Say: "record.absent"} }

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
