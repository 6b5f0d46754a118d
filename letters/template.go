package letters

import (
	"context"
	"io"
	"slices"
	"sync"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/blank"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/form"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Template is a letter with gaps on the shelf.
type Template struct {
	ID       TemplateID   `db:"id"`
	Kind     string       `db:"kind"`
	Language string       `db:"language"`
	Digest   string       `db:"digest"`
	Retired  pana.Date    `db:"retired"`
	By       pana.StaffID `db:"by_staff"`
	Version  int64        `db:"version"`
	Name     string       `db:"-"` // empty for those of the program
	Shipped  bool         `db:"-"`
}

// Languages are those in which letters are written.
func Languages() []string {
	var all []string
	for _, l := range locale.Langs() {
		all = append(all, string(l))
	}
	return all
}

// A shippedTemplate is a letter that comes with the program, one for each kind and language.
type shippedTemplate struct {
	Template
	blank *blank.Blank
}

// shipped are the letters that come with the program, drawn up once from its texts.
var shipped = sync.OnceValue(func() []shippedTemplate {
	var all []shippedTemplate
	for _, k := range Kinds() {
		for _, lang := range Languages() {
			b, err := draw(k, locale.For(locale.Lang(lang), locale.Client))
			if err != nil {
				panic(err) // the program was built with a broken text; the tests refuse that
			}
			all = append(all, shippedTemplate{Template{ID: TemplateID(k + "-" + lang), Kind: k, Language: lang, Digest: b.Digest(), Shipped: true}, b})
		}
	}
	return all
})

// draw draws up the letter of a kind.
func draw(kind string, r *locale.Reader) (*blank.Blank, error) {
	file, err := blank.Write([]blank.Para{
		{Text: hole("letterhead"), Align: "center"},
		{Text: r.T("letters.blank.number", "Number", hole("number"), "Date", hole("date"))},
		{Text: hole("recipient") + "\n" + hole("recipient.contact") + "\n" + hole("attention"), Align: "right"},
		{Text: hole("subject"), Strong: true, Align: "center"},
		{Text: r.T("letters.blank.opening."+kind, "Person", hole("person"))},
		{Text: hole("text")},
		{Text: r.T("letters.blank.facts", "Birth", hole("birth"), "Citizenship", hole("citizenship"), "Languages", hole("languages"))},
		{Text: r.T("letters.blank.ground", "Ground", hole("ground"))},
		{Text: r.T("letters.blank.closing")},
		{Text: hole("post") + "\n" + hole("signer") + "\n\n____________________"},
	})
	if err != nil {
		return nil, err
	}
	return blank.Read(file, Gaps())
}

// hole is a gap as it is written.
func hole(name string) string { return "{{" + name + "}}" }

// Templates returns the shelf: those of the house, the newest first, then those of
// the program. Whoever has signed in may know it.
func (l *Letters) Templates(ctx context.Context) ([]Template, error) {
	var list []Template
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = l.shelf(ctx, tx)
		return err
	})
	return list, err
}

func (l *Letters) shelf(ctx context.Context, tx *db.Tx) ([]Template, error) {
	rows, err := templateRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	var list []Template
	for _, row := range rows {
		if row.Name, err = l.h.OpenOwn("letter_templates", string(row.ID), "name", row.Sealed); err != nil {
			return nil, err
		}
		list = append(list, row.Template)
	}
	for _, s := range shipped() {
		list = append(list, s.Template)
	}
	return list, nil
}

// template returns one of the shelf, retired or not.
func (l *Letters) template(ctx context.Context, tx *db.Tx, op string, id TemplateID) (Template, *blank.Blank, error) {
	for _, s := range shipped() {
		if s.ID == id {
			return s.Template, s.blank, nil
		}
	}
	rows, err := templateRows(ctx, tx)
	if err != nil {
		return Template{}, nil, err
	}
	i := slices.IndexFunc(rows, func(t templateRow) bool { return t.ID == id })
	if i < 0 {
		return Template{}, nil, pana.Refuse(op, "template", "letters.template.missing")
	}
	sealed, err := templateFile(ctx, tx, id)
	if err != nil {
		return Template{}, nil, err
	}
	content, err := l.h.OpenOwn("letter_files", string(id), "content", sealed)
	if err != nil {
		return Template{}, nil, err
	}
	b, err := blank.Read([]byte(content), Gaps())
	return rows[i].Template, b, err
}

// KeepTemplate puts a letter on the shelf. It refuses one that internal/blank
// refuses, with what to do; one without a name, a kind or a language; one that is
// there already ("letters.template.twice"); and what the scanner of the house
// refuses.
func (l *Letters) KeepTemplate(ctx context.Context, t Template, file io.Reader) (TemplateID, error) {
	const op = "letters.KeepTemplate"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepTemplates, policy.Subject{}); err != nil {
		return "", err
	}
	name, err := casework.Text(op, "name", t.Name, casework.MostLine)
	switch {
	case err != nil:
		return "", err
	case name == "":
		return "", pana.Refuse(op, "name", "letters.template.name")
	case !slices.Contains(Languages(), t.Language):
		return "", pana.Refuse(op, "language", "letters.language.missing")
	case t.Kind == "":
		return "", pana.Refuse(op, "kind", "letters.kind.missing")
	case file == nil:
		return "", pana.Refuse(op, "file", "letters.template.file")
	}
	if err := codes.Check(op, "kind", "letter-kind", t.Kind); err != nil {
		return "", err
	}
	content, err := io.ReadAll(io.LimitReader(file, form.MostBytes+1))
	if err != nil {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "file", Say: "blank.file.broken", Err: err}
	}
	if err := l.h.PassScanner(ctx, content); err != nil {
		return "", err
	}
	b, err := blank.Read(content, Gaps())
	if err != nil {
		return "", err
	}
	var id TemplateID
	err = l.h.DB.Update(ctx, func(tx *db.Tx) error {
		id = TemplateID(tx.ID())
		row := templateRow{Template: Template{ID: id, Kind: t.Kind, Language: t.Language, Digest: b.Digest(), By: me(ctx)}}
		if row.Sealed, err = l.h.SealOwn("letter_templates", string(id), "name", 1, name); err != nil {
			return err
		}
		sealed, err := l.h.SealOwn("letter_files", string(id), "content", 1, string(content))
		if err != nil {
			return err
		}
		if err = insertTemplate(ctx, tx, row, sealed); db.IsUnique(err) {
			return pana.Refuse(op, "file", "letters.template.twice")
		}
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepTemplates, Object: string(id), Digests: [][32]byte{trail.Digest("letter_templates", string(id), row.Digest)}})
	})
	return id, err
}

// Retire takes a template off the list of those to choose from, or puts it back.
// Letters that were written in it keep it. A stale page is refused with db.stale.
func (l *Letters) Retire(ctx context.Context, id TemplateID, retired bool, version int64) error {
	const op = "letters.Retire"
	return l.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepTemplates, policy.Subject{}); err != nil {
			return err
		}
		rows, err := templateRows(ctx, tx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rows, func(t templateRow) bool { return t.ID == id }) {
			return casework.Gone(op)
		}
		day := pana.Date("")
		if retired {
			day = l.h.Today(tx.Now)
		}
		done, err := setTemplateRetired(ctx, tx, id, day, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, nil)
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.KeepTemplates, Object: string(id), Digests: [][32]byte{trail.Digest("letter_templates", string(id), "retired", string(day))}})
	})
}

// TemplateFile returns a template as it was brought, to be changed in a program for
// texts.
func (l *Letters) TemplateFile(ctx context.Context, id TemplateID) ([]byte, error) {
	const op = "letters.TemplateFile"
	if err := policy.Check(pana.ActorFrom(ctx), policy.KeepTemplates, policy.Subject{}); err != nil {
		return nil, err
	}
	var file []byte
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		_, b, err := l.template(ctx, tx, op, id)
		if pana.KindOf(err) == pana.Invalid {
			return casework.Gone(op)
		}
		if err == nil {
			file = b.File()
		}
		return err
	})
	return file, err
}
