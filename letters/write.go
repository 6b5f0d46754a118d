package letters

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Write begins a letter, or changes one that is not handed out yet; what a colleague
// looked at before counts no more then. The kind of a letter never changes: its words
// rest where that kind's do.
//
// It refuses what was not chosen, naming the field: the kind, the office, one of another kind
// ("letters.office.other"), by name or
// by code ("letters.named.missing"), the ground, and the words of a ground that is a
// law, an order or a danger ("letters.ground.missing"); a letter by code whose words
// say her name ("letters.named"); and a page older than the letter ("db.stale").
func (l *Letters) Write(ctx context.Context, client pana.ClientID, id ID, edition int, n NewLetter) (ID, error) {
	const op = "letters.Write"
	err := l.files.Enter(ctx, policy.WriteClientLetter, client, func(e *casework.Entry) error {
		old := Letter{}
		if id != "" {
			var err error
			if old, err = one(e, op, id); err != nil {
				return err
			}
			if n.Kind = old.Kind; !old.Open() {
				return conflict(op, "", "letters.gone")
			}
		}
		n, err := l.clean(e, op, n)
		if err != nil {
			return err
		}
		facts := strings.Join(n.Facts, " ")
		at := id
		if id == "" {
			at, edition = ID(e.Tx.ID()), 0
			if err := insertLetter(e, at, n, facts); err != nil {
				return err
			}
		} else if done, err := updateLetter(e, id, edition, n, facts); err != nil {
			return err
		} else if done == 0 {
			return staleText(op)
		}
		e.About(string(at))
		e.Wrote("client_letters", string(at), n.Kind, n.Language, n.Template, n.Organisation, n.Named, n.Basis, facts, edition+1)
		id = at
		return e.Put(kinds[n.Kind].part, "client_letters", string(at), casework.Say{Field: fieldSubject, Text: n.Subject}, casework.Say{Field: fieldText, Text: n.Text},
			casework.Say{Field: fieldTo, Text: n.To}, casework.Say{Field: fieldGround, Text: n.Ground})
	})
	return id, err
}

// clean gives a letter its order, and refuses what it must not be.
func (l *Letters) clean(e *casework.Entry, op string, n NewLetter) (NewLetter, error) {
	if n.Kind == "" {
		return n, pana.Refuse(op, "kind", "letters.kind.missing")
	}
	if err := codes.Check(op, "kind", "letter-kind", n.Kind); err != nil {
		return n, err
	}
	if !slices.Contains(Languages(), n.Language) {
		return n, pana.Refuse(op, "language", "letters.language.missing")
	}
	if n.Template == "" {
		n.Template = TemplateID(n.Kind + "-" + n.Language)
	}
	t, _, err := l.template(e.Ctx, e.Tx, op, n.Template)
	if err != nil {
		return n, err
	}
	if t.Kind != n.Kind || t.Language != n.Language || t.Retired != "" {
		return n, pana.Refuse(op, "template", "letters.template.other")
	}
	if n.Organisation == "" {
		return n, pana.Refuse(op, "organisation", "letters.office.missing")
	}
	office, known, err := l.office(e.Ctx, e.Tx, n.Organisation)
	switch {
	case err != nil:
		return n, err
	case !known:
		return n, pana.Refuse(op, "organisation", "record.organisation.absent")
	case !Fits(n.Kind, office):
		return n, pana.Refuse(op, "organisation", "letters.office.other")
	}
	if n.Named != ByName && n.Named != ByCode {
		return n, pana.Refuse(op, "named", "letters.named.missing")
	}
	if !slices.Contains(Bases(), n.Basis) {
		return n, pana.Refuse(op, "basis", "letters.basis.missing")
	}
	facts := slices.Clone(n.Facts)
	n.Facts = slices.DeleteFunc(Facts(), func(f string) bool { return !slices.Contains(facts, f) })
	for _, w := range []struct {
		field string
		text  *string
		most  int
	}{{"subject", &n.Subject, casework.MostLine}, {"text", &n.Text, casework.MostText}, {"to", &n.To, casework.MostLine}, {"ground", &n.Ground, casework.MostLine}} {
		if *w.text, err = casework.Text(op, w.field, *w.text, w.most); err != nil {
			return n, err
		}
	}
	switch {
	case n.Subject == "":
		return n, pana.Refuse(op, "subject", "letters.subject.missing")
	case n.Text == "":
		return n, pana.Refuse(op, "text", "letters.text.missing")
	case said(n.Basis) && n.Ground == "":
		return n, pana.Refuse(op, "ground", "letters.ground.missing")
	}
	return n, l.unnamed(e, op, n)
}

// unnamed refuses a letter by code whose words say her name, as far as her names are
// open to the writer.
func (l *Letters) unnamed(e *casework.Entry, op string, n NewLetter) error {
	if n.Named == ByName {
		return nil
	}
	names, open, err := e.Names()
	if err != nil || !open {
		return err
	}
	for _, w := range []struct{ field, text string }{{"subject", n.Subject}, {"text", n.Text}, {"to", n.To}, {"ground", n.Ground}} {
		if naming(w.text, names) {
			return pana.Refuse(op, w.field, "letters.named")
		}
	}
	return nil
}

// LookedThrough says that somebody other than the writer has read a letter of an
// edition and lets it go. It refuses the writer herself ("letters.second.same"), and
// an edition that was changed since.
func (l *Letters) LookedThrough(ctx context.Context, client pana.ClientID, id ID, edition int) error {
	const op = "letters.LookedThrough"
	return l.files.Enter(ctx, policy.ReadOverClientLetter, client, func(e *casework.Entry) error {
		x, err := stillHere(e, op, id)
		switch {
		case err != nil:
			return err
		case x.By == me(e.Ctx):
			return conflict(op, "", "letters.second.same")
		case x.Edition != edition:
			return db.Stale(op, nil)
		}
		e.About(string(id))
		e.Wrote("client_letters", string(id), "seen", edition)
		return setSeen(e, id, edition)
	})
}

// Drop puts a letter aside that was not handed out. What it said stays in the file.
func (l *Letters) Drop(ctx context.Context, client pana.ClientID, id ID) error {
	const op = "letters.Drop"
	return l.files.Enter(ctx, policy.WriteClientLetter, client, func(e *casework.Entry) error {
		x, err := one(e, op, id)
		if err != nil || x.DroppedOn != "" {
			return err
		}
		if x.HandedOn != "" {
			return conflict(op, "", "letters.gone")
		}
		e.About(string(id))
		e.Wrote("client_letters", string(id), "dropped", e.Today)
		return setDropped(e, id)
	})
}

// one returns a letter of hers, of a kind that the actor may read.
func one(e *casework.Entry, op string, id ID) (Letter, error) {
	x, ok, err := letterByID(e.Ctx, e.Tx, e.Client(), id)
	if err == nil && (!ok || !policy.Reads(e.Actor, Part(x.Kind), e.Subject)) {
		err = casework.Gone(op)
	}
	return x, err
}

func stillHere(e *casework.Entry, op string, id ID) (Letter, error) {
	x, err := one(e, op, id)
	if err == nil && !x.Open() {
		err = conflict(op, "", "letters.gone")
	}
	return x, err
}

func staleText(op string) error { return db.Stale(op, map[string]any{"Fields": []string{"text"}}) }
