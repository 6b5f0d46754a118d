package report

import (
	"context"
	"embed"
	"io"
	"slices"
	"strings"
	"sync"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/internal/layout"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

//go:embed shipped/*.xlsx
var workbooks embed.FS

// Layouts that come with the program. They never change; new ones may come.
const (
	Ministry LayoutID = "ministry"
	CityAct  LayoutID = "act"
	Project  LayoutID = "project"
)

// shipped are the layouts that come with the program, read once.
var shipped = sync.OnceValue(func() map[LayoutID]*layout.Layout {
	all := map[LayoutID]*layout.Layout{}
	for _, id := range []LayoutID{Ministry, CityAct, Project} {
		file, err := workbooks.ReadFile("shipped/" + string(id) + ".xlsx")
		if err == nil {
			all[id], err = layout.Read(file, Names())
		}
		if err != nil {
			panic(err) // the program was built with a broken layout; the tests refuse that
		}
	}
	return all
})

// A Layout is a workbook on the shelf.
type Layout struct {
	ID      LayoutID     `db:"id"`
	Digest  string       `db:"digest"`
	Retired pana.Date    `db:"retired"`
	By      pana.StaffID `db:"by_staff"`
	Version int64        `db:"version"`
	Name    string       `db:"-"` // empty for those of the program, message report.layout.{ID}
	Shipped bool         `db:"-"`
}

// Layouts returns the shelf: those of the program, then those of the house, the
// newest first.
func (r *Reports) Layouts(ctx context.Context) ([]Layout, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.MakeReports, policy.Subject{}); err != nil {
		return nil, err
	}
	var list []Layout
	err := r.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = r.shelf(ctx, tx)
		return err
	})
	return list, err
}

func (r *Reports) shelf(ctx context.Context, tx *db.Tx) ([]Layout, error) {
	var list []Layout
	for _, id := range []LayoutID{Ministry, CityAct, Project} {
		list = append(list, Layout{ID: id, Digest: shipped()[id].Digest(), Shipped: true})
	}
	rows, err := layoutRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.Name, err = r.h.OpenOwn("report_layouts", string(row.ID), "name", row.Sealed); err != nil {
			return nil, err
		}
		list = append(list, row.Layout)
	}
	return list, nil
}

// workbook reads a layout of the shelf.
func (r *Reports) workbook(ctx context.Context, tx *db.Tx, op string, id LayoutID) (*layout.Layout, error) {
	if l, ok := shipped()[id]; ok {
		return l, nil
	}
	sealed, ok, err := workbookOf(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, pana.Refuse(op, "layout", "report.layout.missing")
	}
	file, err := r.h.OpenOwn("report_workbooks", string(id), "content", sealed)
	if err != nil {
		return nil, err
	}
	return layout.Read([]byte(file), Names())
}

// Keep puts a layout on the shelf. It refuses a workbook that is none with its cell
// and what to do, one without a name, one that is there already
// ("report.layout.twice"), and what the scanner of the house refuses.
func (r *Reports) Keep(ctx context.Context, name string, file io.Reader) (LayoutID, error) {
	const op = "report.Keep"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepLayouts, policy.Subject{}); err != nil {
		return "", err
	}
	name, err := casework.Text(op, "name", name, casework.MostLine)
	switch {
	case err != nil:
		return "", err
	case name == "":
		return "", pana.Refuse(op, "name", "report.layout.name")
	case file == nil:
		return "", pana.Refuse(op, "file", "report.layout.file")
	}
	content, err := io.ReadAll(io.LimitReader(file, form.MostBytes+1))
	if err != nil {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "form.file.broken", Err: err}
	}
	if err := r.h.PassScanner(ctx, content); err != nil {
		return "", err
	}
	l, err := layout.Read(content, Names())
	if err != nil {
		return "", err
	}
	var id LayoutID
	err = r.h.DB.Update(ctx, func(tx *db.Tx) error {
		id = LayoutID(tx.ID())
		row := layoutRow{Layout: Layout{ID: id, Digest: l.Digest(), By: me(ctx)}}
		if row.Sealed, err = r.h.SealOwn("report_layouts", string(id), "name", 1, name); err != nil {
			return err
		}
		sealed, err := r.h.SealOwn("report_workbooks", string(id), "content", 1, string(content))
		if err != nil {
			return err
		}
		if err = insertLayout(ctx, tx, row); err == nil {
			err = insertWorkbook(ctx, tx, id, sealed)
		}
		if db.IsUnique(err) {
			return pana.Refuse(op, "file", "report.layout.twice")
		}
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepLayouts, Object: string(id), Digests: [][32]byte{trail.Digest("report_layouts", string(id), row.Digest)}})
	})
	return id, err
}

// Retire takes a layout off the list of those to choose from, or puts it back.
// Sheets that were made in it stay as they are. A stale page is refused with
// db.stale.
func (r *Reports) Retire(ctx context.Context, id LayoutID, retired bool, version int64) error {
	const op = "report.Retire"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepLayouts, policy.Subject{}); err != nil {
			return err
		}
		rows, err := layoutRows(ctx, tx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rows, func(l layoutRow) bool { return l.ID == id }) {
			return casework.Gone(op)
		}
		day := pana.Date("")
		if retired {
			day = r.h.Today(tx.Now)
		}
		done, err := setLayoutRetired(ctx, tx, id, day, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepLayouts, Object: string(id), Digests: [][32]byte{trail.Digest("report_layouts", string(id), "retired", string(day))}})
	})
}

// File returns a layout as it was brought, to be changed in a spreadsheet program.
func (r *Reports) File(ctx context.Context, id LayoutID) ([]byte, error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.MakeReports, policy.Subject{}); err != nil {
		return nil, err
	}
	var file []byte
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		l, err := r.workbook(ctx, tx, "report.File", id)
		if err != nil {
			if e := pana.KindOf(err); e == pana.Invalid {
				return casework.Gone("report.File")
			}
			return err
		}
		file = l.File()
		return nil
	})
	return file, err
}

// FileName is what a workbook of the shelf or a sheet is saved as: no name of
// anybody, the layout's own or the months.
func FileName(text string) string {
	return "pana-" + strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, text)
}
